"""Rules about the text itself: its characters, its length, and whether every word is known.

Each takes a reading and the shape and returns what it objects to, or None. They do not overlap:
each kind of character and each word belongs to one rule. Imports this package's reading only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from recommender.reasons.filling import columns
from recommender.reasons.reading import LEXICONS, SLOT, URL, Reading

Rule = Callable[[Reading, Mapping[str, Any]], str | None]

MAX_COLUMNS = 88  # beside the slots
_MARKUP = frozenset("<>&*_`#[]|\\~=^$@{}+/%")
_EST = re.compile(r"[a-z]{3,}est")


def _empty(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    return None if reading.text.strip() else "nothing"


def _length(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    width = columns(SLOT.sub("", reading.text))
    return f"{width} columns" if width > MAX_COLUMNS else None


def _characters(reading: Reading, wanted: Callable[[str], bool]) -> str | None:
    return next((f"U+{ord(ch):04X}" for ch in reading.bare if wanted(ch)), None)


def _invisible(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    return _characters(reading, lambda ch: ch != " " and unicodedata.category(ch)[0] in "CZM")


def _number(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    digit = _characters(reading, lambda ch: unicodedata.category(ch)[0] == "N")
    return digit or _banned(reading, shape, cause="number")


def _markup(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    return _characters(reading, lambda ch: ch in _MARKUP)


def _punctuation(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    allowed = reading.lexicon.punctuation | _MARKUP
    return _characters(
        reading, lambda ch: unicodedata.category(ch)[0] in "PS" and ch not in allowed
    )


def _script(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    english = reading.language == "en"

    def foreign(ch: str) -> bool:
        if unicodedata.category(ch)[0] != "L":
            return False
        return not ch.isascii() if english else not "\u4e00" <= ch <= "\u9fff"

    return _characters(reading, foreign)


def _url(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    found = URL.search(SLOT.sub(" ", reading.text))
    return found[0] if found else None


def _unknown(reading: Reading) -> list[tuple[str, bool]]:
    """Words in no list, each with whether it is written like a name inside the sentence."""
    lexicon = reading.lexicon
    words = reading.words
    opening = reading.tokens[0] if reading.tokens else None
    return [
        (word.written, word.written[0].isupper() and word is not opening)
        for word in words
        if word.text not in lexicon.glue
        and word.text not in lexicon.claims
        and word.text not in lexicon.banned
        and not (reading.language == "en" and _EST.fullmatch(word.text))
    ]


def _word(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    return next((word for word, named in _unknown(reading) if not named), None)


def _name(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    return next((word for word, named in _unknown(reading) if named), None)


def _banned(reading: Reading, shape: Mapping[str, Any], *, cause: str) -> str | None:
    banned = reading.lexicon.banned
    return next((w.written for w in reading.words if banned.get(w.text) == cause), None)


def _superlative(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    listed = _banned(reading, shape, cause="superlative")
    if listed or reading.language != "en":
        return listed
    lexicon = reading.lexicon
    known = lexicon.glue | lexicon.claims.keys() | lexicon.banned.keys()
    ending = (w for w in reading.words if _EST.fullmatch(w.text) and w.text not in known)
    return next((word.written for word in ending), None)


_LISTED = sorted({cause for lexicon in LEXICONS.values() for cause in lexicon.banned.values()})

RULES: dict[str, Rule] = {
    "empty": _empty,
    "invisible": _invisible,
    "url": _url,
    "markup": _markup,
    "punctuation": _punctuation,
    "script": _script,
    "number": _number,
    "superlative": _superlative,
    **{c: partial(_banned, cause=c) for c in _LISTED if c not in {"number", "superlative"}},
    "name": _name,
    "word": _word,
    "length": _length,
}
