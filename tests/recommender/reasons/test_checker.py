from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.reasons import rules_text, rules_truth
from recommender.reasons.checker import RULES, check
from recommender.reasons.reading import LEXICONS, cut
from recommender.reasons.shapes import every_shape
from tests.recommender.reasons.adversarial import CASES, SHAPES, shape_json

GOOD = [
    ("viewed", "en", "Because you looked at {ITEM_1}"),
    ("viewed", "en", "This came along because you viewed {ITEM_1}"),
    ("together", "en", "{COUNT} other shoppers bought this with {ITEM_1}"),
    ("maker", "en", "From the hands of {MAKER}, like {ITEM_1}"),
    ("maker-viewed", "en", "By the maker of {ITEM_1}, which you saw"),
    ("below", "en", "At {PRICE}, less than you usually spend"),
    ("rare", "en", "A quiet find that few people have come across"),
    ("new", "en", "It arrived {DAYS} days ago"),
    ("viewed", "zh-hans", "因为您浏览过“{ITEM_1}”"),
    ("together", "zh-hans", "有{COUNT}名顾客同时买了“{ITEM_1}”"),
    ("new", "zh-hans", "{DAYS}天前上架的新品"),
]


@pytest.mark.parametrize(("shape", "language", "sentence"), GOOD)
def test_true_sentences_that_no_template_holds_are_accepted(shape, language, sentence):
    assert check(sentence, shape_json(shape), language).ok


@pytest.mark.parametrize(("shape", "language", "sentence", "cause"), CASES)
def test_adversarial_sentences_are_rejected_with_their_cause(shape, language, sentence, cause):
    verdict = check(sentence, shape_json(shape), language)
    assert (verdict.ok, verdict.cause) == (False, cause)


@pytest.mark.parametrize("rule", list(RULES))
def test_each_rule_alone_stands_between_some_case_and_a_shopper(rule):
    without = frozenset({rule})
    assert any(
        check(sentence, shape_json(shape), language, without).ok
        for shape, language, sentence, _ in CASES
    )


def test_there_are_enough_cases_in_both_languages():
    by_language = [language for _, language, _, _ in CASES]
    assert by_language.count("en") >= 350
    assert by_language.count("zh-hans") >= 200


def test_no_two_rules_share_a_cause():
    assert len(RULES) == len(rules_text.RULES) + len(rules_truth.RULES)


def test_causes_fit_their_column():
    assert max(map(len, RULES)) <= 40


@pytest.mark.parametrize("language", LEXICONS)
def test_a_banned_word_is_never_also_allowed(language):
    lexicon = LEXICONS[language]
    assert not lexicon.banned.keys() & (lexicon.glue | lexicon.claims.keys())


@pytest.mark.parametrize("language", LEXICONS)
def test_every_claiming_word_has_a_family(language):
    for word, needed in LEXICONS[language].claims.items():
        assert rules_truth.family_of(needed), word


def test_unknown_language_is_rejected():
    assert check("Hallo", shape_json("here"), "de").cause == "language"


_WORDS = {
    language: sorted(lexicon.glue | lexicon.claims.keys() | lexicon.banned.keys())
    for language, lexicon in LEXICONS.items()
}
_SLOTS = ["{ITEM_1}", "{MAKER}", "{COUNT}", "{DAYS}", "{PRICE}", "{PLACE}", "{X", "}"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.sampled_from(sorted(SHAPES)), st.sampled_from(sorted(LEXICONS)))
def test_any_text_gets_a_verdict(text, shape, language):
    verdict = check(text, shape_json(shape), language)
    assert verdict.ok or verdict.cause in RULES


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_any_pile_of_known_words_gets_a_verdict(data):
    language = data.draw(st.sampled_from(sorted(LEXICONS)))
    shape = data.draw(st.sampled_from(list(every_shape().values())))
    pieces = st.lists(
        st.sampled_from([*_WORDS[language], *_SLOTS, ",", "·", "“", "”"]), max_size=14
    )
    text = ("" if language == "zh-hans" else " ").join(data.draw(pieces))
    verdict = check(text, shape.json, language)
    if verdict.ok:
        banned = LEXICONS[language].banned
        words = (
            text.split() if language == "en" else [w for _, w in cut(text, set(_WORDS[language]))]
        )
        assert not [word for word in words if word.lower() in banned]
        assert shape.causal or "because" not in words


def test_chinese_is_cut_into_the_fewest_known_words():
    known = {"货架", "货架上", "上", "的", "一件"}
    assert [w for _, w in cut("货架上的一件", known)] == ["货架上", "的", "一件"]
    assert [w for _, w in cut("货架丁的", known)] == ["货架", "丁", "的"]
