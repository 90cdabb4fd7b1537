"""What the bundled writer is taught and what it is examined on: lessons drawn from the grammars.

Held out of every lesson, so that what the writer makes of them was never shown to it:

- `pair`: combinations of a first with a second claim whose keys have a digest in the lowest 15 %;
- `act`: combinations of a shared attribute with an action, by the same rule;
- `word`: the words of `WORDS`, in every tone but the plain one.

Lessons are drawn over the keys of first claims and their facets, each by the root of how much there
is to phrase under it, then evenly over the keys of second ones: rare kinds are learnt as well as
those that make up many shapes, and these still have the lessons that so many need. No Django, no
torch.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from recommender.reasons.grammar import GRAMMARS, sentences_sample
from recommender.reasons.grammar.base import Choice, Sequence, Text, parsed
from recommender.reasons.reading import LEXICONS
from recommender.reasons.shape_tokens import shape_tokens
from recommender.reasons.shapes import Shape, every_shape, first_key, second_key
from recommender.reasons.vocabulary import TONES

WORDS = ("thursday", "night", "autumn")
WORD_TONE = "plain"  # the one in which these words are learnt
HELD_OUT_PERCENT = 15


class Task(NamedTuple):
    """A shape to phrase in a language and a tone."""

    shape: Shape
    language: str
    tone: str

    @property
    def tokens(self) -> tuple[str, ...]:
        """What the writer reads."""
        return shape_tokens(self.shape.json, self.language, self.tone)


class Lesson(NamedTuple):
    """What the writer reads, and a sentence it might answer with."""

    tokens: tuple[str, ...]
    sentence: str


def held_out(shape: Shape, tone: str) -> str:
    """Return why a shape is in no lesson of this tone: "pair", "act" or "word"; "" when it is."""
    claim = shape.claims[0]
    then = second_key(shape)
    if then and _drawn(f"{first_key(shape)}; {then}"):
        return "pair"
    if claim["kind"] == "attribute" and "action" in claim:
        return "act" if _drawn(f"{claim['action']}.{claim['attribute']}") else ""
    return "word" if claim.get("value") in WORDS and tone != WORD_TONE else ""


def _drawn(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] * 100 < HELD_OUT_PERCENT * 256


@lru_cache(maxsize=8)
def tasks(group: str = "") -> tuple[Task, ...]:
    """Return all there is to phrase of a group of `held_out`; of "": what is taught."""
    return tuple(
        Task(shape, language, tone)
        for shape in every_shape().values()
        for language in GRAMMARS
        for tone in TONES
        if held_out(shape, tone) == group
    )


@cache
def held_out_names() -> dict[str, tuple[str, ...]]:
    """Return what is held out, in words, by group."""
    named: dict[str, set[str]] = {"pair": set(), "act": set(), "word": set(WORDS)}
    for shape in every_shape().values():
        claim, why = shape.claims[0], held_out(shape, WORD_TONE)
        if why == "pair":
            named[why].add(f"{first_key(shape)} + {second_key(shape)}")
        elif why == "act":
            named[why].add(f"{claim['attribute']} × {claim['action']}")
    return {why: tuple(sorted(names)) for why, names in named.items()}


def lessons(seed: int) -> Iterator[Lesson]:
    """Yield lessons without end, the same ones for the same seed.

    Raises:
        GrammarGap: a grammar has no rule for some shape.
    """
    rng = random.Random(seed)
    table: dict[str, dict[str, list[Task]]] = {}
    for task in tasks():
        facet = task.shape.claims[0].get("facet", "")  # each has words of its own to be learnt
        seconds = table.setdefault(first_key(task.shape) + facet, {})
        seconds.setdefault(second_key(task.shape), []).append(task)
    rows = [list(seconds.values()) for seconds in table.values()]
    weights = [math.sqrt(sum(map(len, seconds))) for seconds in rows]
    while True:
        task = rng.choice(rng.choice(rng.choices(rows, weights)[0]))
        sentence = sentences_sample(task.shape, task.language, task.tone, 1, rng)[0]
        yield Lesson(task.tokens, sentence)


def texts(language: str) -> list[str]:
    """Return all words a sentence may need: those of the grammar, and those the checker knows."""
    lexicon = LEXICONS[language]
    found = [*lexicon.glue, *lexicon.claims, *lexicon.punctuation]
    for alternatives in GRAMMARS[language].rules.values():
        for alternative in alternatives:
            found += _texts(parsed(alternative))
    return sorted(set(found))


def _texts(sequence: Sequence) -> Iterator[str]:
    for piece in sequence:
        if isinstance(piece, Text):
            yield piece.text
        elif isinstance(piece, Choice):
            for option in piece.options:
                yield from _texts(option)


def lessons_digest() -> str:
    """Sha256 of all that lessons are drawn from: rules, shapes, and what is held out."""
    facts = {
        "rules": {language: dict(grammar.rules) for language, grammar in GRAMMARS.items()},
        "shapes": sorted(every_shape()),
        "held_out": held_out_names(),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
