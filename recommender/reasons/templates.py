"""The plain sentences: every shape, language and tone has at least one, with slots still open.

What is shown when no writer has phrased a shape yet, or its sentence was rejected. Knows nothing of
the checker; the tests hold every sentence made here against it. Imports this package only.
"""

from __future__ import annotations

from types import ModuleType

from recommender.reasons.phrases import en, zh_hans
from recommender.reasons.shapes import Shape, first_key, second_key
from recommender.reasons.vocabulary import DEFAULT_TONE

_made: dict[tuple[str, str, str], tuple[str, ...]] = {}  # a few thousand at most
_PHRASES: dict[str, ModuleType] = {"en": en, "zh-hans": zh_hans}


def sentences(shape: Shape, language: str, tone: str = DEFAULT_TONE) -> tuple[str, ...]:
    """Return the plain sentences for a shape, each different."""
    known = _made.get((shape.digest, language, tone))
    if known is None:
        known = _made[(shape.digest, language, tone)] = _make(shape, language, tone)
    return known


def _make(shape: Shape, language: str, tone: str) -> tuple[str, ...]:
    phrases = _PHRASES.get(language, en)
    first = shape.claims[0]
    by_tone = phrases.FIRST[first_key(shape)]
    leads = by_tone.get(tone) or by_tone[DEFAULT_TONE]
    endings = phrases.SECOND[second_key(shape)] if len(shape.claims) > 1 else ("",)
    made = [
        _worded(lead, first, phrases) + endings[(i + j) % len(endings)]
        for i in range(len(endings))
        for j, lead in enumerate(leads)
    ]
    return tuple(dict.fromkeys(made))


def _worded(lead: str, claim: dict[str, str], phrases: ModuleType) -> str:
    action = claim.get("action", "")
    return (
        lead.replace("<did>", phrases.DID.get(action, ""))
        .replace("<dids>", phrases.DIDS.get(action, ""))
        .replace("<which>", phrases.WHICH.get(action, ""))
        .replace("<when>", phrases.WHEN_WORDS.get(claim.get("value", ""), ""))
    )
