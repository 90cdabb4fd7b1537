from __future__ import annotations

import random

import pytest

from recommender.reasons.grammar.base import Grammar, GrammarGap, parsed

RULES = {
    "one:view:warm": ("[Because|since] you <did:$action>[ today|]",),
    "one:view": ("you <did:$action> {ITEM_1}",),
    "did:view": ("looked", "<saw>"),
    "saw": ("saw [it|this [one|thing]]",),
}


def test_every_sentence_of_a_grammar_is_made_once_for_each_way():
    made = list(Grammar(RULES).every("one:view:warm", {"action": "view"}))
    assert len(made) == len(set(made)) == 2 * 4 * 2
    assert "Since you saw this thing today" in made


def test_a_rule_that_is_absent_borrows_the_one_before_its_last_part():
    made = Grammar(RULES, capital=False).every("one:view:plain", {"action": "view"})
    assert next(made) == "you looked {ITEM_1}"


def test_a_draw_is_one_of_all_and_the_same_for_the_same_seed():
    grammar, fields = Grammar(RULES), {"action": "view"}
    every = set(grammar.every("one:view:warm", fields))
    drawn = [grammar.sample("one:view:warm", fields, random.Random(seed)) for seed in range(200)]
    assert set(drawn) == every
    assert drawn == [
        grammar.sample("one:view:warm", fields, random.Random(seed)) for seed in range(200)
    ]


def test_a_rule_that_is_nowhere_is_named():
    with pytest.raises(GrammarGap, match="did:buy"):
        Grammar(RULES).sample("one:view", {"action": "buy"}, random.Random(0))


@pytest.mark.parametrize("wrong", ["[a|b", "a]", "a|b"])
def test_brackets_must_be_closed(wrong):
    with pytest.raises(ValueError, match="racket|too many"):
        parsed(wrong)
