"""How a sentence is read before it is judged: characters, slots, words and their places.

English is cut at spaces; Chinese is cut so that as few characters as possible stay unknown, then
into as few words as possible. Imports the lexicon only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from recommender.reasons.lexicon import en, zh_hans
from recommender.reasons.lexicon.base import Lexicon

LEXICONS: dict[str, Lexicon] = {"en": en.LEXICON, "zh-hans": zh_hans.LEXICON}
SLOT = re.compile(r"\{[A-Z]+(?:_[0-9])?\}")
URL = re.compile(
    r"(?i)\b(?:https?:|www\.)\S*|\b[a-z0-9-]+\.(?:com|net|org|io|cn|co|shop|info|dev|app|uk|de)\b\S*"
)
_ENGLISH_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Token:
    """A word, a slot or a punctuation mark. `text` of an English word is in lower case."""

    text: str
    kind: str  # "word", "slot", "mark"
    written: str = ""


@dataclass(frozen=True)
class Reading:
    """A sentence as the rules see it. `bare` has slots and addresses blanked out."""

    text: str
    language: str
    lexicon: Lexicon
    bare: str
    tokens: tuple[Token, ...]

    @property
    def slots(self) -> list[str]:
        """Slots in the order used."""
        return [token.text for token in self.tokens if token.kind == "slot"]

    @property
    def words(self) -> list[Token]:
        """Words in order."""
        return [token for token in self.tokens if token.kind == "word"]

    def spoken(self) -> list[Token]:
        """Words and slots, and the marks that begin a new clause; quotation marks left out."""
        return [t for t in self.tokens if t.kind != "mark" or t.text in self.lexicon.breaks]


def read(text: str, language: str) -> Reading:
    """Read a sentence in "en" or "zh-hans"."""
    lexicon = LEXICONS[language]
    bare = URL.sub(_blank, SLOT.sub(_blank, text))
    found = [(m.start(), Token(m[0], "slot")) for m in SLOT.finditer(text)]
    found += [
        (i, Token(ch, "mark"))
        for i, ch in enumerate(bare)
        if unicodedata.category(ch)[0] in "PS" and not _inside_word(bare, i)
    ]
    words = _chinese(bare, lexicon) if language == "zh-hans" else _english(bare)
    found += words
    found.sort(key=lambda pair: pair[0])
    return Reading(text, language, lexicon, bare, tuple(token for _, token in found))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _inside_word(text: str, i: int) -> bool:
    return text[i] in "’'-" and text[i - 1 : i].isalpha() and text[i + 1 : i + 2].isalpha()


def _english(bare: str) -> list[tuple[int, Token]]:
    return [
        (m.start(), Token(m[0].lower().replace("’", "'"), "word", m[0]))
        for m in _ENGLISH_WORD.finditer(bare)
    ]


def _chinese(bare: str, lexicon: Lexicon) -> list[tuple[int, Token]]:
    known = _known(lexicon.glue, frozenset(lexicon.claims), frozenset(lexicon.banned))
    return [
        (run.start() + start, Token(word, "word", word))
        for run in _HAN_RUN.finditer(bare)
        for start, word in cut(run[0], known)
    ]


@cache
def _known(*lists: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*lists)


def cut(run: str, known: frozenset[str] | Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield (start, word) of a run of Han characters; an unknown character is a word by itself."""
    longest = 8
    # best[i]: (unknown characters, words, length of the first word) for run[i:]
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (len(run) + 1)
    for i in range(len(run) - 1, -1, -1):
        options = [(best[i + 1][0] + 1, best[i + 1][1] + 1, 1)]
        for size in range(1, min(longest, len(run) - i) + 1):
            if run[i : i + size] in known:
                options.append((best[i + size][0], best[i + size][1] + 1, size))
        best[i] = min(options, key=lambda o: (o[0], o[1], -o[2]))
    i = 0
    while i < len(run):
        size = best[i][2]
        yield i, run[i : i + size]
        i += size
