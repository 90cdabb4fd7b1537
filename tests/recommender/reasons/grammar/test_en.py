"""What only English owes: tones that speak differently, orders of clauses, and no awkward words."""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import cache

import pytest

from recommender.reasons.filling import SLOT, columns
from recommender.reasons.grammar import GRAMMARS, sentences_sample, start_of
from recommender.reasons.grammar.en import PARTS
from recommender.reasons.shapes import every_shape, first_key, second_key
from recommender.reasons.vocabulary import TONES

# What a shop owner who does not press or praise would not say, whatever the checker allows.
UNSAID = re.compile(r"!|\?|\b(?:we recommend|best|just for you|don't|only|hurry|perfect)\b", re.I)
TWICE = re.compile(r"\b(\w+)\b[ ,:;–·]+\1\b", re.I)


@cache
def _drawn(tone: str) -> tuple[str, ...]:
    rng = random.Random(3)
    shapes = every_shape().values()
    return tuple(one for s in shapes for one in sentences_sample(s, "en", tone, 6, rng))


def test_no_rule_is_named_twice():
    names = Counter(name for part in PARTS for name in part.RULES)
    assert not [name for name, count in names.items() if count > 1]


@pytest.mark.parametrize("tone", TONES)
def test_no_sentence_presses_praises_or_stammers(tone):
    for sentence in _drawn(tone):
        assert not UNSAID.search(sentence), sentence
        assert not TWICE.search(sentence), sentence
        assert not sentence.endswith((",", ":", " and", ".")), sentence


def test_plain_is_the_shortest_tone():
    width = {
        tone: sum(columns(SLOT.sub("", s)) for s in _drawn(tone)) / len(_drawn(tone))
        for tone in TONES
    }
    assert min(width, key=lambda tone: width[tone]) == "plain"


def test_only_a_smile_is_playful():
    smiles = re.compile(r"hello|came along|wandered|along came|the rounds|a familiar face", re.I)
    found = {tone: sum(bool(smiles.search(s)) for s in _drawn(tone)) for tone in TONES}
    assert found["playful"] > 100
    assert found["warm"] == found["plain"] == 0


def test_either_claim_may_come_first():
    for shape in every_shape().values():
        if second_key(shape) != "new.days" or first_key(shape) == "action.causal":
            continue
        for tone in TONES:
            made = set(GRAMMARS["en"].every(*start_of(shape, tone)))
            ahead = {s for s in made if s.index("{DAYS}") < 20}
            assert ahead and made - ahead, (shape.json, tone)


def test_an_opening_is_not_all_there_is():
    for tone in TONES:
        openings = Counter(s.split()[0] for s in _drawn(tone))
        assert len(openings) >= 40
        assert max(openings.values()) < 0.25 * len(_drawn(tone))
