from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import ClassVar

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from recommender import registry, sentence_notes, sentence_writing
from recommender.contracts import Reason
from recommender.errors import OutsideFailure
from recommender.models import FallbackCount, ReasonShape, ReasonText
from recommender.reasons.headings import Heading, title_claim
from recommender.reasons.shapes import every_shape
from recommender.reasons.telling import heading_tell, tell
from recommender.reasons.templates import sentences
from recommender.sentence_writing import EDITOR, EDITOR_REVISION, steady_choice, text_key
from recommender.sentences import (
    owed_write,
    page_phrase,
    reason_holds,
    reason_text_feedback,
    reasons_for,
)
from tests.recommender.reasons.makers import LAMP, ask, evidence, facts

pytestmark = pytest.mark.django_db

VIEWED = evidence("a", "action", action="view", item_id="x", causal=True)
WEEK = evidence("p", "popular", window="week", count=12)


class _Fake:
    """A writer whose answers a test chooses: prompt -> text."""

    slug: ClassVar[str] = "fake"
    revision = "r1"
    asked: ClassVar[list] = []
    answer = staticmethod(lambda prompt: "")
    down = False

    @classmethod
    def from_options(cls, options):
        return cls()

    def write(self, prompts):
        if type(self).down:
            raise OutsideFailure("it is gone")
        type(self).asked.extend(prompts)
        return [type(self).answer(prompt) for prompt in prompts]


SAID = {
    ("action", "en"): (
        "This came along because you viewed {ITEM_1}",
        "Because you viewed {ITEM_1}",
        "Chosen because you viewed {ITEM_1}",
        "You viewed {ITEM_1}, so here it is",
    ),
    ("action", "zh-hans"): (
        "它来了，因为您浏览过“{ITEM_1}”",
        "因为您浏览过“{ITEM_1}”",
        "因为您看过“{ITEM_1}”",
        "它来了，因为您看过“{ITEM_1}”",
    ),
    ("popular", "en"): (
        "A familiar sight this week",
        "Popular this week",
        "This week, a familiar sight",
        "This week, popular",
    ),
    ("popular", "zh-hans"): (
        "本周它很受关注",
        "本周很受关注",
        "本周它很受欢迎",
        "本周很受欢迎",
    ),
}


def _good(prompt):
    kind = prompt.shape["claims"][0]["kind"]
    known = SAID["action" if kind == "action" else "popular", prompt.language]
    return known[prompt.variant % len(known)]


@pytest.fixture
def writer(settings, monkeypatch):
    monkeypatch.setitem(registry._stages["writer"], "fake", _Fake)
    monkeypatch.setattr(sentence_notes.notes, "__dict__", sentence_notes.Notes().__dict__)
    monkeypatch.setattr(_Fake, "asked", [])
    monkeypatch.setattr(_Fake, "answer", staticmethod(_good))
    settings.RECOMMENDER = {**settings.RECOMMENDER, "WRITER": "fake"}
    yield _Fake
    sentence_writing.current_writer.cache_clear()


def asks():
    return [ask(VIEWED, named=(LAMP,)), ask(WEEK, named=(LAMP,))]


def counted():
    sentence_notes.notes.write_fallbacks()
    return dict(FallbackCount.objects.values_list("name", "count"))


def test_with_templates_nothing_is_asked_written_or_owed(django_assert_num_queries):
    with django_assert_num_queries(0):
        reasons = reasons_for(asks(), "en", "plain")
    assert [r.text for r in reasons] == [
        "Because you looked at “Oak Reading Lamp”",
        "Popular this week: 12 shoppers",
    ]
    assert {r.writer for r in reasons} == {"template"}
    assert reasons[0].evidence_ids == ("a",)
    assert set(owed_write().values()) == {0}


def test_chinese_reasons_quote_chinese_titles():
    texts = [r.text for r in reasons_for(asks(), "zh-hans", "plain")]
    assert texts == ["因为您看过“灯x”", "本周受12位顾客欢迎"]


def test_until_it_is_written_the_template_stands_in_and_is_counted(writer):
    first = reasons_for(asks(), "en", "warm")
    assert {r.writer for r in first} == {"template"}
    assert ReasonShape.objects.count() == 2
    assert counted() == {"reason_template:fake": 2}

    counts = owed_write()
    # 2 shapes, 2 languages, 3 tones, 4 variants
    none = {"rejected": 0, "repeated": 0, "failed": 0}
    assert counts == {"owed": 48, "written": 48, "accepted": 48, **none}
    second = reasons_for(asks(), "en", "warm")
    for reason, kind in zip(second, ("action", "popular"), strict=True):
        known = [one.replace("{ITEM_1}", "“Oak Reading Lamp”") for one in SAID[kind, "en"]]
        assert reason.text in known
    assert {r.writer for r in second} == {"fake"}
    assert owed_write()["owed"] == 0


def test_a_sentence_that_a_card_cannot_hold_gives_way_to_a_shorter_one(writer, monkeypatch):
    short = "Because you viewed {ITEM_1}"
    long = "It came along here for you because you viewed {ITEM_1}"
    said = staticmethod(lambda prompt: short if prompt.variant else long)
    monkeypatch.setattr(_Fake, "answer", said)
    title = "Oak lamp with a very long name indeed"
    one = ask(VIEWED, named=(facts("x", title),))
    asked = [replace(one, facts=replace(one.facts, item_id=item_id)) for item_id in "abcdef"]
    reasons_for(asked, "en")
    owed_write()
    assert {r.text for r in reasons_for(asked, "en")} == {f"Because you viewed “{title}”"}


def test_a_page_costs_one_query_once_its_shapes_are_known(writer):
    reasons_for(asks(), "en")
    reasons_for(asks(), "en")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        reasons_for(asks() * 20, "en")
    assert len(captured) == 1


def test_a_page_with_unseen_shapes_writes_one_statement_more(writer):
    with CaptureQueriesContext(connection) as captured:
        reasons_for(asks(), "en")
    statements = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert [sql.split()[0] for sql in statements] == ["SELECT", "INSERT"]


def test_uses_add_up(writer):
    for _ in range(3):
        reasons_for(asks(), "en")
    sentence_notes.notes.write_shapes()
    assert set(ReasonShape.objects.values_list("uses", flat=True)) == {3}


def test_what_the_checker_rejects_is_kept_with_its_cause_and_never_shown(writer, monkeypatch):
    monkeypatch.setattr(writer, "answer", staticmethod(lambda p: "The best thing, and it is yours"))
    reasons_for(asks(), "en")
    counts = owed_write()
    assert counts["rejected"] == counts["written"] == 48
    assert set(ReasonText.objects.values_list("status", flat=True)) == {"rejected"}
    assert "superlative" in set(ReasonText.objects.values_list("cause", flat=True))
    assert {r.writer for r in reasons_for(asks(), "en")} == {"template"}
    assert counted()["reason_rejected:superlative"] == 24  # the English ones
    assert owed_write()["owed"] == 0  # a verdict is a verdict, until asked to try again


def test_a_second_try_may_mend_the_first(writer, monkeypatch):
    tried = []

    def answer(prompt):
        tried.append(prompt.variant)
        return "Buy now!" if prompt.variant < 4 else _good(prompt)

    monkeypatch.setattr(writer, "answer", staticmethod(answer))
    reasons_for(asks()[:1], "en")
    counts = owed_write()
    assert counts["accepted"] == counts["written"] == 24
    assert sorted(set(tried)) == list(range(8))
    assert set(ReasonText.objects.values_list("variant", flat=True)) == {0, 1, 2, 3}


def test_what_another_variant_says_is_asked_once_more_and_not_kept_twice(writer, monkeypatch):
    """Variants 0 and 2 say one thing, 1 and 3 another; asked again, 2 finds words of its own."""
    first, second, third, _ = SAID["action", "en"]
    said = {0: first, 1: second, 2: first, 3: second, 6: third, 7: first}
    monkeypatch.setattr(writer, "answer", staticmethod(lambda prompt: said[prompt.variant]))
    reasons_for(asks()[:1], "en")
    counts = owed_write(languages=["en"], tones=["warm"])
    none = {"rejected": 0, "failed": 0}
    assert counts == {"owed": 4, "written": 4, "accepted": 3, "repeated": 1, **none}
    kept = dict(ReasonText.objects.filter(status="accepted").values_list("variant", "text"))
    assert kept == {0: first, 1: second, 2: third}
    assert ReasonText.objects.get(variant=3).cause == "repeat"
    assert not [name for name in counted() if name.startswith("reason_rejected")]
    assert owed_write(languages=["en"], tones=["warm"])["owed"] == 0


def test_what_was_kept_before_is_not_kept_again(writer, monkeypatch):
    reasons_for(asks()[:1], "en")
    owed_write(limit=1)
    same = ReasonText.objects.get().text
    monkeypatch.setattr(writer, "answer", staticmethod(lambda prompt: same))
    counts = owed_write(languages=["en"], tones=[ReasonText.objects.get().tone])
    assert (counts["accepted"], counts["repeated"]) == (0, 3)


def test_a_writer_that_is_down_leaves_everything_owed(writer, monkeypatch):
    monkeypatch.setattr(writer, "down", True)
    reasons_for(asks(), "en")
    assert owed_write() == {
        **{"owed": 48, "written": 0, "accepted": 0, "rejected": 0},
        **{"repeated": 0, "failed": 48},
    }
    assert counted()["writer_down:fake"] == 1
    assert not ReasonText.objects.exists()
    monkeypatch.setattr(writer, "down", False)
    assert owed_write(limit=5)["accepted"] == 5


def test_a_new_revision_is_owed_again_and_the_old_sentence_no_longer_shown(writer, monkeypatch):
    reasons_for(asks(), "en")
    owed_write()
    monkeypatch.setattr(writer, "revision", "r2")
    assert {r.writer for r in reasons_for(asks(), "en")} == {"template"}
    assert owed_write()["accepted"] == 48


def test_banned_sentences_are_not_shown_and_approved_ones_are(writer):
    reasons_for(asks(), "en", "warm")
    owed_write()
    ReasonText.objects.update(status="banned")
    assert {r.writer for r in reasons_for(asks(), "en", "warm")} == {"template"}
    ReasonText.objects.filter(variant=1).update(status="approved", text="An editor's {ITEM_1}")
    assert reasons_for(asks()[:1], "en", "warm")[0].text == "An editor's “Oak Reading Lamp”"


def test_a_stored_sentence_with_a_slot_that_has_no_value_is_not_shown(writer):
    reasons_for(asks()[:1], "en", "warm")
    owed_write()
    ReasonText.objects.update(text="You and {MAKER}, because")
    assert reasons_for(asks()[:1], "en", "warm")[0].writer == "template"


def test_a_changed_price_changes_the_sentence():
    def cheap(price):
        return ask(evidence("c", "price", relation="below", usual=30.0), price=price)

    assert "€24.00" in reasons_for([cheap(24.0)], "en", "playful")[0].text
    assert "€21.00" in reasons_for([cheap(21.0)], "en", "playful")[0].text
    assert "usual" not in reasons_for([cheap(31.0)], "en", "playful")[0].text


def test_a_reason_holds_only_while_its_facts_do(writer):
    def cheap(price, *found):
        return ask(evidence("c", "price", relation="below", usual=30.0), *found, price=price)

    plain = reasons_for([cheap(24.0)], "en", "playful")[0]
    assert reason_holds(plain, cheap(24.0))
    assert not reason_holds(plain, cheap(25.0))
    assert not reason_holds(plain, cheap(31.0))
    assert not reason_holds(plain, ask())

    reasons_for(asks(), "en", "warm")
    owed_write()
    written = reasons_for(asks(), "en", "warm")[0]
    assert written.writer == "fake"
    assert reason_holds(written, asks()[0])
    assert not reason_holds(written, asks()[1])
    renamed = facts("x", "Oak Lamp, renamed")
    assert not reason_holds(written, ask(VIEWED, named=(renamed,)))


def test_long_titles_make_a_reason_say_less_rather_than_overflow():
    long = facts("x", "Hand-thrown Stoneware Serving Bowl with Lid and Ladle", maker="Ida Berg")
    found = (
        evidence("a", "action", action="cart", item_id="x", causal=True),
        evidence("m", "attribute", attribute="maker", value="Ida Berg", item_id="x"),
    )
    text = reasons_for([ask(*found, named=(long,))], "en", "plain")[0].text
    assert text.startswith("Because you put “Hand-thrown Stoneware Serving Bowl with…”")
    assert len(text) <= 92


def test_the_same_pick_keeps_its_sentence_when_variants_are_added():
    items = [f"i{n}" for n in range(300)]
    before = {item: steady_choice("d", item, [0, 1]) for item in items}
    after = {item: steady_choice("d", item, [0, 1, 2]) for item in items}
    assert all(after[i] in {before[i], 2} for i in items)
    assert 0.4 < sum(v == 0 for v in before.values()) / 300 < 0.6
    assert 0.2 < sum(v == 2 for v in after.values()) / 300 < 0.47


def test_a_title_of_nothing_that_can_be_read_is_not_told(writer):
    blank = facts("x", "\u200b\u202e")
    for one in reasons_for([ask(VIEWED, named=(blank,))], "en"):
        assert one.writer == "template" and "shelves" in one.text


def test_less_is_told_before_a_plain_sentence_stands_in(writer, monkeypatch):
    """Two things would not fit in the writer's words; the first of them does."""
    title = "Oak lamp with a very long name indeed"
    one = ask(VIEWED, evidence("r", "rare"), named=(facts("x", title),))
    said = staticmethod(
        lambda prompt: (
            "Because you looked at {ITEM_1}, a quiet find that few people have seen"
            if len(prompt.shape["claims"]) > 1
            else "Because you viewed {ITEM_1}"
        )
    )
    monkeypatch.setattr(_Fake, "answer", said)
    assert reasons_for([one], "en")[0].writer == "template"
    owed_write()
    (reason,) = reasons_for([one], "en")
    assert (reason.writer, reason.text) == ("fake", f"Because you viewed “{title}”")
    assert reason.evidence_ids == ("a",)


def test_a_malformed_record_gets_the_plainest_reason():
    class Broken:
        facts, shelf, anchor = LAMP, "", ""
        named: ClassVar[dict] = {}

        @property
        def evidence(self):
            raise RuntimeError("broken")

    reason = reasons_for([Broken()], "en")[0]
    assert reason.writer == "template"
    assert "shelves" in reason.text


def test_a_database_that_fails_is_not_the_pages_problem(writer, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("read only")

    monkeypatch.setattr(sentence_notes, "shapes_note", fail)
    assert len(reasons_for(asks(), "en")) == 2
    monkeypatch.undo()


def test_an_unknown_language_or_tone_falls_back():
    assert reasons_for(asks(), "de", "shouting") == reasons_for(asks(), "en", "warm")


def test_feedback_counts_on_the_sentence_shown(writer):
    reasons_for(asks(), "en", "warm")
    owed_write()
    reason = reasons_for(asks(), "en", "warm")[0]
    assert reason_text_feedback(reason, helpful=True)
    assert reason_text_feedback(reason, helpful=False)
    row = ReasonText.objects.get(helpful=1)
    assert (row.unhelpful, row.writer, row.shape_id) == (1, "fake", reason.shape)
    assert not reason_text_feedback(
        Reason("Never said", "en", "fake", (), reason.shape), helpful=True
    )


def test_feedback_on_a_plain_sentence_keeps_it():
    reason = reasons_for(asks(), "en", "playful")[0]
    assert reason_text_feedback(reason, helpful=True)
    assert reason_text_feedback(reason, helpful=True)
    row = ReasonText.objects.get()
    assert row.helpful == 2
    assert row.text in sentences(every_shape()[reason.shape], "en", "playful")


def test_command_writes_all_shapes_and_says_what_came_of_it(writer):
    out = StringIO()
    call_command("write_reasons", "--all", "--limit", "40", stdout=out)
    assert ReasonShape.objects.count() == len(every_shape())
    assert "accepted" in out.getvalue()
    assert ReasonText.objects.count() == 40


def test_command_writes_one_tone_and_language_only(writer):
    reasons_for(asks(), "en")
    out = StringIO()
    call_command("write_reasons", "--tone", "plain", "--language", "zh-hans", stdout=out)
    assert set(ReasonText.objects.values_list("tone", "language")) == {("plain", "zh-hans")}
    assert "8 accepted, 0 rejected, 0 said already" in out.getvalue()
    assert "8 of 8" in out.getvalue()


def test_command_retries_what_was_rejected(writer, monkeypatch):
    monkeypatch.setattr(writer, "answer", staticmethod(lambda p: "No!"))
    telling = tell(asks()[0], "en")
    sentence_notes.shapes_note({telling.shape.digest: telling.shape}, {})
    call_command("write_reasons", stdout=StringIO())
    assert ReasonText.objects.filter(status="rejected").count() == 24
    monkeypatch.setattr(writer, "answer", staticmethod(_good))
    call_command("write_reasons", "--retry", stdout=StringIO())
    assert ReasonText.objects.filter(status="accepted").count() == 24


def test_command_fails_clearly_when_the_writer_is_down(writer, monkeypatch):
    monkeypatch.setattr(writer, "down", True)
    with pytest.raises(CommandError, match="did not answer"):
        call_command("write_reasons", "--all", stdout=StringIO())


def test_command_fails_clearly_on_a_wrong_setting(settings):
    settings.RECOMMENDER = {**settings.RECOMMENDER, "WRITER": "endpoint"}
    with pytest.raises(CommandError, match="WRITER_ENDPOINT"):
        call_command("write_reasons", stdout=StringIO())
    sentence_writing.current_writer.cache_clear()


BECAUSE = Heading(
    {**title_claim("because"), "action": "view", "item": "{ITEM_1}"},
    {"{ITEM_1}": "Oak Reading Lamp"},
    causal=True,
    key="s:because",
)
FOR_YOU = Heading(title_claim("for_you"), key="s:for_you")


def test_titles_without_a_writer_are_plain_and_ask_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        titles, reasons = page_phrase([FOR_YOU, BECAUSE], asks(), "en", "plain")
    assert [one.text for one in titles] == ["For you", "Because you looked at “Oak Reading Lamp”"]
    assert len(reasons) == 2
    assert page_phrase([FOR_YOU], (), "zh-hans")[0][0].text == "为您挑选"


def test_a_title_of_nothing_readable_says_less():
    empty = Heading(BECAUSE.claim, {"{ITEM_1}": "\u200b"}, causal=True, key="s:because")
    assert page_phrase([empty], (), "en", "plain")[0][0].text == "For you"


def test_titles_come_in_the_query_of_the_reasons(writer, django_assert_num_queries, monkeypatch):
    said = {"title": "Chosen for you", "action": "Because you viewed {ITEM_1}"}
    monkeypatch.setattr(
        _Fake, "answer", staticmethod(lambda p: said.get(p.shape["claims"][0]["kind"], ""))
    )
    page_phrase([FOR_YOU], asks(), "en")
    owed_write()
    counted()
    with django_assert_num_queries(1):
        titles, reasons = page_phrase([FOR_YOU], asks(), "en")
    assert (titles[0].text, titles[0].writer) == ("Chosen for you", "fake")
    assert reasons[0].text == "Because you viewed “Oak Reading Lamp”"


def test_a_title_keeps_its_sentence(writer):
    kept = {page_phrase([FOR_YOU], (), "en")[0][0].text for _ in range(5)}
    assert len(kept) == 1
    asked = [Heading(title_claim("similar"), key=f"{n}:similar") for n in range(20)]
    assert len({page_phrase([one], (), "en")[0][0].text for one in asked}) > 1


def by_hand(text, variant, status="approved"):
    shape = heading_tell(FOR_YOU).shape
    row, _ = ReasonShape.objects.get_or_create(digest=shape.digest, defaults={"shape": shape.json})
    return ReasonText.objects.create(
        key=text_key(shape.digest, "en", "warm", EDITOR, EDITOR_REVISION),
        variant=variant, shape=row, language="en", tone="warm", writer=EDITOR,
        writer_revision=EDITOR_REVISION, prompt_version=1, checker_version=1, text=text,
        status=status,
    )  # fmt: skip


def test_what_an_editor_wrote_stands_in_place_of_the_writers(writer, monkeypatch):
    monkeypatch.setattr(_Fake, "answer", staticmethod(lambda prompt: "Picked for you"))
    page_phrase([FOR_YOU], (), "en")
    owed_write()
    rows = [by_hand("Here for you", variant) for variant in (0, 1)]
    title = page_phrase([FOR_YOU], (), "en")[0][0]
    assert (title.text, title.writer) == ("Here for you", EDITOR)
    assert reason_text_feedback(title, helpful=True)
    assert sum(ReasonText.objects.filter(writer=EDITOR).values_list("helpful", flat=True)) == 1
    ReasonText.objects.filter(pk__in=[row.pk for row in rows]).update(status="banned")
    assert page_phrase([FOR_YOU], (), "en")[0][0].text == "Picked for you"
