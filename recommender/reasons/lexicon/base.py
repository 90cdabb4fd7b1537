"""The record that a language's lexicon fills in. Imports nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ACTION_PREFIX = "action:"
# Warrants of something that was there before, so that something may be there again.
HAD_BEFORE = frozenset(
    {"kind:attribute", "kind:together", "kind:category", "kind:title", "kind:name"}
)


@dataclass(frozen=True)
class Lexicon:
    """One language's words.

    A *warrant* is something a shape can hold, such as "action:view", "kind:popular" or "causal".
    """

    glue: frozenset[str]  # says nothing by itself
    claims: Mapping[str, frozenset[str]]  # word -> warrants, one of which the shape must hold
    banned: Mapping[str, str]  # word -> cause
    punctuation: frozenset[str]
    breaks: frozenset[str]  # marks after which a new clause begins
    you: frozenset[str]
    crowd: frozenset[str]
    before: Mapping[str, frozenset[str]]  # slot -> words one of which stands before it; "^": none
    after: Mapping[str, tuple[tuple[str, ...], ...]]  # what must follow; "$": mark, end
    dangling: frozenset[str]  # words no sentence ends with
    quoted: frozenset[str] = field(default_factory=frozenset)  # slots that need “ ”
    naming: frozenset[str] = field(default_factory=frozenset)  # all words a name may be made of
    before_in_name: Mapping[str, frozenset[str]] = field(default_factory=dict)  # beside `before`


def claims_of(lists: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Turn "warrant warrant" -> "word word" lists into word -> warrants."""
    found: dict[str, set[str]] = {}
    for warrants, words in lists.items():
        for word in words.split():
            found.setdefault(word, set()).update(warrants.split())
    return {word: frozenset(warrants) for word, warrants in found.items()}


def banned_of(lists: Mapping[str, str]) -> dict[str, str]:
    """Turn cause -> "word word" lists into word -> cause."""
    return {word: cause for cause, words in lists.items() for word in words.split()}
