"""What the Chinese grammar owes beside what both languages owe: width, variety, manner."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from recommender.reasons.checker import check
from recommender.reasons.filling import SLOT, columns
from recommender.reasons.grammar import sentences_sample
from recommender.reasons.shapes import Shape, every_shape, first_key, second_key
from recommender.reasons.templates import sentences as plain_sentences
from recommender.reasons.variety import distinct
from recommender.reasons.vocabulary import TONES

LANGUAGE = "zh-hans"
ONE, TWO = 6, 12  # different sentences at least, of one claim and of two
# Fewer: a name joins two nouns; a title is four or five characters, and says one thing plainly.
FEW = {"name": 1, "title": 4}
TITLED, ALONE = 40, 56  # columns beside the slots, with another's title in the sentence or without


def _asked() -> Iterator[tuple[Shape, str]]:
    for shape in every_shape().values():
        yield from ((shape, tone) for tone in TONES)


def _least(shape: Shape) -> int:
    return FEW.get(first_key(shape).split(".")[0], TWO if second_key(shape) else ONE)


def _hold(sentence: str, shape: Shape) -> None:
    verdict = check(sentence, shape.json, LANGUAGE)
    assert verdict.ok, (sentence, verdict)
    named = "{ITEM_1}" in sentence or "{QUERY}" in sentence
    assert columns(SLOT.sub("", sentence)) <= (TITLED if named else ALONE), sentence
    assert all(slot in sentence for slot in shape.json["required"]), sentence


def test_every_shape_and_tone_has_enough_sentences_and_those_drawn_hold():
    rng = random.Random(3)
    for shape, tone in _asked():
        drawn = sentences_sample(shape, LANGUAGE, tone, 12, rng)
        assert len(drawn) >= _least(shape), (first_key(shape), second_key(shape), tone, drawn)
        for sentence in drawn[:4]:
            _hold(sentence, shape)


@pytest.mark.slow
def test_each_of_twenty_thousand_drawn_holds():
    rng, held = random.Random(4), 0
    for shape, tone in _asked():
        for sentence in sentences_sample(shape, LANGUAGE, tone, 20, rng):
            _hold(sentence, shape)
            held += 1
    assert held > 20_000


def test_one_shape_is_told_in_more_ways_than_the_plain_sentences_have():
    rng = random.Random(5)
    ours, plain = [], []
    for shape, tone in _asked():
        ours += sentences_sample(shape, LANGUAGE, tone, 1, rng)
        plain.append(rng.choice(plain_sentences(shape, LANGUAGE, tone)))
    assert distinct(ours) > 1.5 * distinct(plain)


def test_the_shopper_is_addressed_with_respect_and_without_exclaiming():
    rng = random.Random(6)
    for shape, tone in _asked():
        for sentence in sentences_sample(shape, LANGUAGE, tone, 2, rng):
            assert not set(sentence) & set("你！!？?~～…"), sentence


def test_plain_is_the_shortest_tone():
    rng = random.Random(7)
    width = dict.fromkeys(TONES, 0.0)
    for shape, tone in _asked():
        drawn = sentences_sample(shape, LANGUAGE, tone, 4, rng)
        width[tone] += sum(columns(SLOT.sub("", one)) for one in drawn) / len(drawn)
    assert width["plain"] < 0.9 * min(width["warm"], width["playful"])


def test_a_title_stands_apart_from_what_is_said_of_the_pick_alone():
    """Whatever the second claim is, its clause holds no other thing."""
    rng = random.Random(8)
    pairs = [shape for shape in every_shape().values() if second_key(shape) == "price.below"]
    for shape in pairs:
        for sentence in sentences_sample(shape, LANGUAGE, "warm", 4, rng):
            clause = next(c for c in sentence.replace("；", "，").split("，") if "平时" in c)
            assert "{ITEM_1}" not in clause.split(" · ")[-1], sentence
