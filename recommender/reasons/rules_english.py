"""What is particular to English in the rules about truth: small words that turn a claim.

Each takes a reading and what the shape holds and returns what it objects to, or None. Imports this
package's reading only.
"""

from __future__ import annotations

import re
from itertools import pairwise

from recommender.reasons.lexicon.base import HAD_BEFORE
from recommender.reasons.reading import Reading

_FIGURES = frozenset({"{COUNT}", "{DAYS}", "{PRICE}"})
# Before a figure these make a bound of it, after a price a difference.
_BOUNDS = frozenset(
    {
        "over", "than", "under", "below", "beneath", "near", "about", "around", "above", "beyond",
        "within", "less", "lower", "up to", "close to",
    }
)  # fmt: skip
_THINGS = frozenset({"piece", "item", "items", "product", "products", "thing", "shop", "store"})
_NOT_THEIRS = re.compile(r"\b(?:like you|by you|you and)\b")
_ARRIVING = re.compile(r"\bhere (?:it|this) is\b|\b(?:it|this) is here\b|\bhere is\b")
_AGAIN = frozenset({"again", "also", "another", "too"})
# Where "to you" is only the way from the shop to them.
_TO_YOU = frozenset({"kind:here", "kind:title"})


def bounded(reading: Reading) -> str | None:
    """Object to "over {COUNT}", "up to {COUNT}" and "{PRICE} under": figures stand as they are."""
    spoken = [token.text for token in reading.spoken()]
    for i, text in enumerate(spoken):
        if text not in _FIGURES:
            continue
        before = {" ".join(spoken[max(0, i - n) : i]) for n in (1, 2)} & _BOUNDS
        after = set(spoken[i + 1 : i + 2]) & _BOUNDS if text == "{PRICE}" else set()
        if before or after:
            return f"{' '.join(sorted(before | after))} {text}"
    return None


def usual_of(reading: Reading) -> str | None:
    """Object to any usual price but theirs: "the usual price", "than usual"."""
    words = ["", *(word.text for word in reading.words)]
    theirs = {"usual": "your", "usually": "you"}
    wrong = (f"{a} {b}" for a, b in pairwise(words) if b in theirs and a != theirs[b])
    return next(wrong, None)


def meant(reading: Reading, held: frozenset[str]) -> str | None:
    """Object to "people like you", "chosen by you", "you like it", "your piece"."""
    plain = " ".join(token.text for token in reading.tokens)
    if found := _NOT_THEIRS.search(plain):
        return found[0]
    if re.search(r"\bto you\b", plain) and not held & _TO_YOU:
        return "to you"
    for one, other in pairwise(plain.split()):
        if one == "you" and other == "like" and "action:like" not in held:
            return "you like"
        if one == "your" and other in _THINGS:
            return f"your {other}"
    return None


def implied(reading: Reading, held: frozenset[str]) -> str | None:
    """Object to "you looked at it: here it is": a cause that nobody has said."""
    if not any(warrant.startswith("action:") for warrant in held):
        return None
    found = _ARRIVING.search(" ".join(token.text for token in reading.tokens))
    return found[0] if found else None


def repeated(reading: Reading) -> str | None:
    """Object to "bought {ITEM_1} again": how often it was done is not told."""
    for one, other in pairwise(reading.spoken()):
        if one.text in {"{ITEM_1}", "{QUERY}"} and other.text in {"again", "over", "back"}:
            return f"{one.text} {other.text}"
    return None


def alike(reading: Reading, held: frozenset[str]) -> str | None:
    """Object to "again", "too" where nothing is shared, and to "made of" of a maker."""
    words = [word.text for word in reading.words]
    if "attribute:material" not in held and ("made", "of") in pairwise(words):
        return "made of"
    return None if held & HAD_BEFORE else next((word for word in words if word in _AGAIN), None)
