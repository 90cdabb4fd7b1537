"""A shape as the bundled writer reads it: one control token per field, then the word to write.

For instance `<en> <warm> <causal> <kind=action> <action=view> {ITEM_1} <write>`. A claim's kind
comes first, its other fields by name, so that one shape is one line however its JSON is ordered.
Imports this package's shapes and vocabulary only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from recommender.reasons.shapes import every_shape
from recommender.reasons.vocabulary import LANGUAGES, TONES

CAUSAL, SECOND, WRITE = "<causal>", "<second>", "<write>"


def shape_tokens(shape: Mapping[str, Any], language: str, tone: str) -> tuple[str, ...]:
    """Return the control tokens and slots that ask for a sentence for a shape (its JSON)."""
    tokens = [f"<{language}>", f"<{tone}>"]
    if shape["causal"]:
        tokens.append(CAUSAL)
    for place, claim in enumerate(shape["claims"]):
        if place:
            tokens.append(SECOND)
        fields = sorted(claim, key=lambda field: (field != "kind", field))
        tokens += [_token(field, claim[field]) for field in fields]
    return (*tokens, WRITE)


def _token(field: str, value: str) -> str:
    return value if value.startswith("{") else f"<{field}={value}>"


@cache
def control_tokens() -> tuple[str, ...]:
    """Return every control token that a shape can be written with; slots are none of them."""
    fixed = [*(f"<{word}>" for word in (*LANGUAGES, *TONES)), CAUSAL, SECOND, WRITE]
    said = {
        token
        for shape in every_shape().values()
        for token in shape_tokens(shape.json, LANGUAGES[0], TONES[0])
        if not token.startswith("{")
    }
    return (*fixed, *sorted(said - set(fixed)))
