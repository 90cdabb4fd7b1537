from __future__ import annotations

import random
import re
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from benchmarks.reasons_audit import Found, Said, audit
from benchmarks.reasons_facts import LANGUAGES, Act, Facts, Thing, canon_title
from benchmarks.reasons_lies import planted
from benchmarks.reasons_variety import bleu, distinct_2, self_bleu, words
from recommender.reasons.grammar import sentences_sample
from recommender.reasons.shapes import every_shape, first_key

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)  # a Friday
SHOPPER = UUID(int=1)


def thing(item_id: str, titles: tuple[str, str], price: float, days: int, **keys: str) -> Thing:
    chinese = {"oak": "橡木", "lamps": "台灯", "Elias Lund": "埃利亚斯·隆德"}
    named = {
        "en": {kind: frozenset({key}) for kind, key in keys.items()},
        "zh-hans": {kind: frozenset({chinese.get(key, key)}) for kind, key in keys.items()},
    }
    said = dict(zip(LANGUAGES, titles, strict=True))
    return Thing(item_id, said, keys, named, price, "EUR", NOW - timedelta(days=days))


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> Facts:
    """A lamp is shown to somebody who bought a shelf and looked at a rug."""
    found = Facts()
    for one in (
        thing("lamp", ("Small oak lamp", "小橡木灯"), 40.0, 3, maker="Elias Lund", material="oak",
              category="lamps"),
        thing("shelf", ("Tall oak shelf", "高橡木架"), 90.0, 300, maker="Elias Lund",
              material="oak", category="shelves"),
        thing("rug", ("Striped rug", "条纹地毯"), 60.0, 300, maker="Asa", material="wool",
              category="rugs"),
    ):  # fmt: skip
        found.things[one.item_id] = one
        for title in one.titles.values():
            found.titled[canon_title(title)].add(one.item_id)
    found.values = {language: {} for language in LANGUAGES}
    for one in found.things.values():
        for language in LANGUAGES:
            for kind, names in one.named[language].items():
                for name in names:
                    found.values[language].setdefault(name, set()).add(kind)
    found.places = {"en": {"Japan": "japan"}, "zh-hans": {"日本": "japan"}}
    found.counts = {("lamp", "week", ""): (12, 2)}
    found.lifts = {("lamp", "weekday", "friday"): (1.6, 9)}
    found.acted_on, found.half = {"lamp": 40, "shelf": 9, "rug": 9}, 9
    found._acts = {
        SHOPPER: [
            Act(uuid4(), "view", "rug", NOW - timedelta(days=1), ""),
            Act(uuid4(), "search", None, NOW - timedelta(days=2), "oak lamp"),
            Act(uuid4(), "purchase", "shelf", NOW - timedelta(days=9), ""),
        ]
    }
    # One of them is the shopper.
    monkeypatch.setattr(
        Facts, "bought_both",
        lambda self, one, other, but=None: {"shelf": 7 - (but is not None)}.get(other, 0),
    )  # fmt: skip
    monkeypatch.setattr(
        Facts, "shoppers_in",
        lambda self, item, window, place, now: {12} if window == "week" else {40},
    )  # fmt: skip
    return found


def judged(
    facts: Facts,
    text: str,
    language: str = "en",
    beside: frozenset[str] = frozenset(),
    **given: object,
) -> Found:
    said = Said(text, "lamp", SHOPPER, language, NOW, beside)
    return audit(said, facts, **given)  # type: ignore[arg-type]


def brings(facts: Facts, *items: str) -> object:
    """Deleting all acts on these items, and nothing less, makes the pick leave."""
    needed = {act.id for act in facts._acts[SHOPPER] if act.item_id in items}

    def falls(gone: Collection[UUID]) -> bool:
        return needed <= set(gone)

    return falls


TRUE = [
    ("en", "You bought “Tall oak shelf” earlier"),
    ("en", "Earlier, you looked at “Striped rug”"),
    ("en", "You searched for “oak lamp” earlier"),
    ("en", "Same maker as “Tall oak shelf”, which you bought"),
    ("en", "By Elias Lund, like “Tall oak shelf”"),
    ("en", "Made of oak, like “Tall oak…”"),
    ("en", "7 shoppers bought both this and “Tall oak shelf”"),
    ("en", "Popular with 12 shoppers this week"),
    ("en", "At €40.00, below your usual price"),
    ("en", "It joined the shop 3 days ago · below your usual price"),
    ("en", "Often chosen on Fridays"),
    ("zh-hans", "您之前买过“高橡木架”"),
    ("zh-hans", "和您买过的“高橡木架”一样，出自埃利亚斯·隆德"),
    ("zh-hans", "与“高橡木架”材质相同 · 低于您平时的价位"),
    ("zh-hans", "买过“高橡木架”的顾客里，有7位也买了它"),
    ("zh-hans", "本周受12位顾客欢迎"),
    ("zh-hans", "3天前来到店里"),
    ("zh-hans", "大家常在周五选它"),
]
FALSE = [
    ("en", "You bought “Striped rug” earlier"),
    ("en", "You put “Tall oak shelf” in your cart earlier"),
    ("en", "You searched for “brass lamp” earlier"),
    ("en", "Same maker as “Striped rug”"),
    ("en", "By Asa, like “Striped rug”"),
    ("en", "Made of oak, like “Striped rug”"),
    ("en", "31 shoppers bought both this and “Tall oak shelf”"),
    ("en", "Popular with 13 shoppers this week"),
    ("en", "Popular with 12 shoppers this month"),
    ("en", "At €41.00, below your usual price"),
    ("en", "Above your usual price"),
    ("en", "It joined the shop 5 days ago"),
    ("en", "Often chosen on Mondays"),
    ("en", "Seen by few shoppers"),
    ("en", "Like “Tall oak shelf deluxe”, which you bought"),
    ("en", "Because it suits you"),
    ("zh-hans", "您之前买过“条纹地毯”"),
    ("zh-hans", "与“条纹地毯”出自同一位制作者"),
    ("zh-hans", "买过“高橡木架”的顾客里，有31位也买了它"),
    ("zh-hans", "高于您平时的价位"),
    ("zh-hans", "今天刚来到店里"),
    ("zh-hans", "看过的顾客很少"),
]
UNREAD = [
    ("en", "The best lamp of all"),
    ("en", "See https://example.test"),
    ("en", "Parce que vous avez vu “Striped rug”"),
    ("zh-hans", "店里最好的一件"),
    ("zh-hans", "今天半价"),
]


BESIDE = [  # of the shelf that was bought, which is named elsewhere
    ("en", "Also by Elias Lund"),
    ("en", "Same maker"),
    ("en", "From the same workshop · below your usual price"),
    ("en", "Elias Lund again"),
    ("en", "More oak"),
    ("en", "Of the same stuff"),
    ("en", "New 3 days ago, and made of oak, too"),
    ("en", "7 shoppers bought both"),
    ("en", "6 other shoppers bought both"),
    ("en", "7 people took home the pair"),
    ("zh-hans", "同样出自埃利亚斯·隆德"),
    ("zh-hans", "材质相同 · 3天前上架"),
    ("zh-hans", "两件系出同门"),
    ("zh-hans", "都是橡木"),
    ("zh-hans", "有7位顾客也买了它"),
    ("zh-hans", "7位顾客让它们做了伴"),
]
NOT_BESIDE = [
    ("en", "Also by Asa"),
    ("en", "Same category"),
    ("en", "From the same corner"),
    ("en", "12 shoppers bought both"),
    ("en", "7 other shoppers bought both"),
    ("zh-hans", "类别相同"),
    ("zh-hans", "有12位顾客也买了它"),
    ("zh-hans", "6位顾客两件都买了"),
]


@pytest.mark.parametrize(("language", "text"), TRUE)
def test_what_the_facts_hold_is_supported(facts: Facts, language: str, text: str) -> None:
    found = judged(facts, text, language)
    assert not found.unsupported and not found.unread and found.claims


@pytest.mark.parametrize(("language", "text"), FALSE)
def test_a_lie_is_found(facts: Facts, language: str, text: str) -> None:
    assert judged(facts, text, language).unsupported


@pytest.mark.parametrize(("language", "text"), UNREAD)
def test_a_word_in_no_list_is_unread(facts: Facts, language: str, text: str) -> None:
    assert judged(facts, text, language).unread


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Because you bought “Tall oak shelf”"), ("zh-hans", "因为您买过“高橡木架”")],
)
def test_a_cause_must_change_the_page(facts: Facts, language: str, text: str) -> None:
    assert not judged(facts, text, language, falls=brings(facts, "shelf")).unsupported
    assert judged(facts, text, language, falls=brings(facts, "rug")).unsupported
    assert judged(facts, text, language, falls=brings(facts, "shelf", "rug")).unsupported


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Because you bought “Tall oak shelf”, among other things"),
        ("en", "It came along, partly as you bought “Tall oak shelf”"),
        ("zh-hans", "因为您买过“高橡木架”等商品"),
    ],
)
def test_a_cause_with_others_may_need_them(facts: Facts, language: str, text: str) -> None:
    others = {act.id for act in facts._acts[SHOPPER] if act.item_id == "rug"}
    falls = brings(facts, "shelf", "rug")
    assert not judged(facts, text, language, falls=falls, helpers=others).unsupported
    assert judged(facts, text, language, falls=falls).unsupported


@pytest.mark.parametrize(("language", "text"), BESIDE)
def test_the_same_means_what_the_title_or_the_page_names(
    facts: Facts, language: str, text: str
) -> None:
    found = judged(facts, text, language, beside=frozenset({"shelf"}))
    assert not found.unsupported and not found.unread and "beside" in found.claims
    assert judged(facts, text, language, beside=frozenset({"rug"})).unsupported
    assert judged(facts, text, language).unsupported


@pytest.mark.parametrize(("language", "text"), NOT_BESIDE)
def test_a_lie_about_what_stands_beside_is_found(facts: Facts, language: str, text: str) -> None:
    found = judged(facts, text, language, beside=frozenset({"shelf"}))
    assert found.unsupported and not found.unread


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_writer_may_learn_for_a_thing_beside_is_read_as_such(
    facts: Facts, language: str
) -> None:
    for shape in every_shape().values():
        if ".anchor" not in first_key(shape):
            continue
        for text in sentences_sample(shape, language, "warm", 12, random.Random(shape.digest)):
            said = text.replace("{COUNT}", "7").replace("{DAYS}", "3")
            said = re.sub(r"\{[A-Z]+\}", {"en": "oak", "zh-hans": "橡木"}[language], said)
            found = judged(facts, said, language)
            assert not found.unread, said
            assert text.startswith(("By ", "Made by")) or "beside" in found.claims, said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Popular with 12 shoppers this week"),
        ("en", "Less than you usually pay"),
        ("zh-hans", "本周有12位顾客都认得它"),
        ("zh-hans", "来到店里3天了 · 低于您平时的价位"),
        ("zh-hans", "还是新面孔：3天前上架"),
        ("zh-hans", "它和周五合得来，常有人选"),
    ],
)
def test_what_stands_by_itself_needs_nothing_beside(facts: Facts, language: str, text: str) -> None:
    assert not judged(facts, text, language).unsupported


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Something different"), ("zh-hans", "换换口味")]
)
def test_different_is_what_was_met_at_most_once(facts: Facts, language: str, text: str) -> None:
    acts = facts._acts[SHOPPER]
    acts.append(Act(uuid4(), "view", "lamp", NOW - timedelta(days=20), ""))
    assert not judged(facts, text, language).unsupported
    acts.append(Act(uuid4(), "view", "lamp", NOW - timedelta(days=21), ""))
    assert judged(facts, text, language).unsupported


@pytest.mark.parametrize(("shoppers", "is_popular"), [(4, False), (5, True)])
def test_popular_in_a_place_takes_five(
    facts: Facts, monkeypatch: pytest.MonkeyPatch, shoppers: int, is_popular: bool
) -> None:
    monkeypatch.setattr(
        Facts, "shoppers_in", lambda self, item, window, place, now: {shoppers if place else 99}
    )
    assert bool(judged(facts, "Popular in Japan").unsupported) is not is_popular


def test_few_who_noticed_are_no_crowd(facts: Facts) -> None:
    facts.acted_on["lamp"] = 2
    found = judged(facts, "少有人留意", "zh-hans")
    assert found.claims == ["few"] and not found.unsupported


def test_planted_lies_are_all_found(facts: Facts) -> None:
    def falls(gone: Collection[UUID]) -> bool:
        return False

    for language in LANGUAGES:
        missed: list[str] = []
        said = Said("", "lamp", SHOPPER, language, NOW, frozenset({"shelf"}))
        counts = planted(said, facts, falls, random.Random(2), missed.append)
        assert not missed and counts["total beside maker"] and counts["total both"]


def test_what_may_not_be_used_was_not_done(facts: Facts) -> None:
    later = Said("You bought “Tall oak shelf” earlier", "lamp", SHOPPER, "en", NOW)
    assert audit(replace(later, now=NOW - timedelta(days=30)), facts).unsupported


def test_a_quotation_is_one_word_whatever_it_says() -> None:
    assert words("Like “A b c”, 12 times") == ("like", "□", ",", "#", "times")
    assert words("像“甲乙”一样") == ("像", "□", "一", "样")


def test_variety_of_the_same_and_of_the_different() -> None:
    same, different = ["a b c d e"] * 10, [f"{c}a {c}b {c}c {c}d" for c in "efghijklmn"]
    assert distinct_2(same) == pytest.approx(0.1) and distinct_2(different) == 1.0
    assert self_bleu(same) == pytest.approx(1.0) and self_bleu(different) < 0.2
    assert bleu(words("a b c d"), [words("a b c d")]) == pytest.approx(1.0)
