"""What the bundled writer learns from: sentences for shapes, in both languages and every tone.

The start symbol of a shape is `<one:KEY:TONE>`, or `<two:KEY:TONE>` where a second claim follows;
`KEY` is `first_key`. Fields are those of the first claim, those of the second as `$then.field`,
`$key`, `$then` (its `second_key`) and `$tone`.
"""

from __future__ import annotations

import random

from recommender.reasons.grammar import en, zh_hans
from recommender.reasons.grammar.base import Grammar
from recommender.reasons.shapes import Shape, first_key, second_key

GRAMMARS: dict[str, Grammar] = {"en": en.GRAMMAR, "zh-hans": zh_hans.GRAMMAR}
TRIES = 8  # draws for each sentence asked for


def start_of(shape: Shape, tone: str) -> tuple[str, dict[str, str]]:
    """Return the start symbol of a shape, and the fields its rules may ask for."""
    key, then = first_key(shape), second_key(shape)
    fields = {**shape.claims[0], "key": key, "then": then, "tone": tone}
    for claim in shape.claims[1:]:
        fields |= {f"then.{field}": value for field, value in claim.items()}
    return f"{'two' if then else 'one'}:{key}:{tone}", fields


def sentences_sample(
    shape: Shape, language: str, tone: str, count: int, rng: random.Random
) -> list[str]:
    """Return up to `count` different sentences for a shape, in the order drawn.

    Raises:
        GrammarGap: the language has no rule for it.
    """
    start, fields = start_of(shape, tone)
    grammar, found = GRAMMARS[language], dict[str, None]()
    for _ in range(TRIES * count):
        if len(found) == count:
            break
        found[grammar.sample(start, fields, rng)] = None
    return list(found)
