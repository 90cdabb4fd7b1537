from __future__ import annotations

import json

import pytest

from recommender.contracts import ReasonPrompt
from recommender.reasons.checker import check
from recommender.reasons.prompts import _EXAMPLES, answer_of, messages
from recommender.reasons.shapes import every_shape


def _prompt(shape, language="en", tone="warm", variant=0):
    return ReasonPrompt(shape.json, shape.slots, language, tone, variant)


def test_the_question_holds_the_shape_and_nothing_else_of_the_pick():
    for shape in every_shape().values():
        question = messages(_prompt(shape))[-1]
        assert question["role"] == "user"
        assert json.loads(question["content"].split("JSON: ")[1]) == shape.json


def test_it_is_said_what_a_cause_among_others_means():
    system = messages(_prompt(next(iter(every_shape().values()))))[0]["content"]
    assert '"with":"others" means' in system
    assert any("with" in shape.claims[0] for shape in every_shape().values())


def test_every_word_of_a_shape_that_does_not_explain_itself_is_explained():
    system = messages(_prompt(next(iter(every_shape().values()))))[0]["content"]
    claims = [claim for shape in every_shape().values() for claim in shape.claims]
    for field, value in (("item", "anchor"), ("kind", "title"), ("kind", "name")):
        assert f'"{field}":"{value}"' in system
        assert any(claim.get(field) == value for claim in claims)


def test_roles_alternate_after_the_system_message():
    chat = messages(_prompt(next(iter(every_shape().values())), "zh-hans"))
    assert [m["role"] for m in chat] == ["system", *["user", "assistant"] * 2, "user"]


def test_variants_and_tones_ask_differently():
    shape = next(iter(every_shape().values()))
    asked = {
        messages(_prompt(shape, tone=tone, variant=variant))[-1]["content"]
        for tone in ("warm", "plain", "playful")
        for variant in (0, 1)
    }
    assert len(asked) == 6


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_our_own_examples_pass_the_checker(language):
    for shape, answer in _EXAMPLES[language]:
        claims, causal = json.loads(shape)["claims"], json.loads(shape)["causal"]
        full = next(
            s for s in every_shape().values() if list(s.claims) == claims and s.causal == causal
        )
        assert check(answer, full.json, language).ok


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Because you looked at {ITEM_1}.\n", "Because you looked at {ITEM_1}"),
        ('"From our shelves"', "From our shelves"),
        ("<think>The user wants…</think>\nFrom our shelves", "From our shelves"),
        ("```\nFrom our shelves\n```", "From our shelves"),
        ("因为您看过“{ITEM_1}”。", "因为您看过“{ITEM_1}”"),
        ("Sure: From our shelves", "Sure: From our shelves"),
        ("", ""),
    ],
)
def test_only_wrapping_is_taken_off_an_answer(said, kept):
    assert answer_of(said) == kept
