"""What both languages' grammars owe: enough sentences for every shape and tone, true and short."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pytest

from recommender.reasons.checker import check
from recommender.reasons.filling import SLOT, columns
from recommender.reasons.grammar import GRAMMARS, sentences_sample, start_of
from recommender.reasons.shapes import Shape, every_shape, first_key, second_key
from recommender.reasons.templates import sentences as plain_sentences
from recommender.reasons.variety import distinct
from recommender.reasons.vocabulary import LANGUAGES, TONES

TWO = 12  # different sentences at least, of two claims
ONE = {"en": 6, "zh-hans": 5}  # and of one
# A name is its category and what most of it shares: there are few ways to join two nouns.
# Chinese titles are a few characters long, and their tones can hardly differ.
FEW_WAYS = {"en": ("name",), "zh-hans": ("name", "title")}
SHORT, PAIR, LONG_ACT, FREE = 40, 50, 57, 60  # columns beside the slots
LONG_ACTS = {"cart", "search"}  # "put {ITEM_1} in your cart" takes a third of a line by itself

every = pytest.mark.parametrize("language", LANGUAGES)


def _asked() -> Iterator[tuple[Shape, str]]:
    for shape in every_shape().values():
        yield from ((shape, tone) for tone in TONES)


@cache
def _made(shape: str, language: str, tone: str) -> tuple[str, ...]:
    """All sentences, in a fixed order; a shape by its digest."""
    return tuple(sorted(set(GRAMMARS[language].every(*start_of(every_shape()[shape], tone)))))


def _room(shape: Shape) -> int:
    """Columns a sentence may take beside its slots: a card holds 76, and a title up to 40."""
    if not {"{ITEM_1}", "{QUERY}"} & set(shape.slots):
        return FREE
    if not second_key(shape):
        return SHORT
    return LONG_ACT if shape.causal and shape.claims[0]["action"] in LONG_ACTS else PAIR


def _width(sentence: str) -> int:
    return columns(SLOT.sub("", sentence))


@every
def test_every_shape_and_tone_has_enough_different_sentences(language):
    for shape, tone in _asked():
        if first_key(shape).startswith(FEW_WAYS[language]):
            continue
        made = _made(shape.digest, language, tone)
        assert len(made) >= (TWO if second_key(shape) else ONE[language]), (
            start_of(shape, tone),
            made,
        )


@every
def test_a_sample_is_true_short_and_says_what_it_must(language):
    rng = random.Random(11)
    for shape, tone in _asked():
        made = _made(shape.digest, language, tone)
        for sentence in rng.sample(made, min(3, len(made))):
            verdict = check(sentence, shape.json, language)
            assert verdict.ok, (sentence, shape.json, verdict)
            assert _width(sentence) <= _room(shape), (sentence, _width(sentence))
            assert all(sentence.count(slot) == 1 for slot in shape.json["required"]), sentence


@pytest.mark.slow
@every
def test_every_sentence_is_true_and_short(language):
    for shape, tone in _asked():
        for sentence in _made(shape.digest, language, tone):
            verdict = check(sentence, shape.json, language)
            assert verdict.ok, (sentence, shape.json, verdict)
            assert _width(sentence) <= _room(shape), (sentence, _width(sentence))


@every
def test_sentences_are_more_varied_than_the_plain_ones(language):
    rng = random.Random(5)
    ours, plain = [], []
    for shape, tone in _asked():
        drawn = sentences_sample(shape, language, tone, 2, rng)
        known = plain_sentences(shape, language, tone)
        ours += drawn
        plain += [rng.choice(known) for _ in drawn]
    assert len(ours) == len(plain) > 1000
    assert distinct(ours) > 2 * distinct(plain)


@every
def test_tones_are_not_the_same_sentences(language):
    for shape in every_shape().values():
        if first_key(shape).startswith(FEW_WAYS[language]):
            continue
        warm, plain, playful = (set(_made(shape.digest, language, tone)) for tone in TONES)
        for one, other in ((warm, plain), (plain, playful), (warm, playful)):
            assert len(one & other) <= min(len(one), len(other)) / 2, (shape.json, one & other)
