"""The checker: a sentence reaches a shopper only when every claim in it stands in its shape.

Deterministic and closed: a word that the lexicon does not know rejects the sentence, a word that
claims something needs its warrant, and each slot must stand where its kind may stand. Written apart
from writers and templates; sees sentences with slots, before they are filled. Each rule gives a
stable cause. See `docs/architecture.md`. Imports this package's reading and lexicon only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recommender.reasons import rules_text, rules_truth
from recommender.reasons.reading import LEXICONS, read

CHECKER_VERSION = 2

# In this order; the first that objects gives the cause.
RULES = {**rules_text.RULES, **rules_truth.RULES}


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence may be shown; if not, which rule objected and to what."""

    ok: bool
    cause: str = ""
    detail: str = ""


def check(
    sentence: str, shape: Mapping[str, Any], language: str, without: frozenset[str] = frozenset()
) -> Verdict:
    """Judge a sentence with slots against the shape (its JSON) that it phrases.

    `without` switches rules off by cause; only the tests that prove each rule's worth do that.
    """
    for cause, detail in objections(sentence, shape, language):
        if cause not in without:
            return Verdict(False, cause, detail)
    return Verdict(True)


def objections(sentence: str, shape: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    """Yield (cause, what was objected to) of every rule that objects."""
    if language not in LEXICONS:
        yield "language", language
        return
    reading = read(sentence, language)
    for cause, rule in RULES.items():
        detail = rule(reading, shape)
        if detail is not None:
            yield cause, detail
