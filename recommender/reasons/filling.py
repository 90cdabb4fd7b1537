"""Filling slots, after the check: values are data, cleaned and capped, and never markup.

Escaping is left to the template engine at render; nothing here is marked safe. Lengths are in
columns: a CJK character takes two. Imports nothing of this package.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

SLOT = re.compile(r"\{[A-Z]+(?:_[0-9])?\}")
CAPS = {"{ITEM_1}": 40, "{QUERY}": 32, "{CATEGORY}": 32}
DEFAULT_CAP = 28
TITLES = frozenset({"{ITEM_1}"})  # what stands in quotation marks
_INNER = str.maketrans("“”", "‘’")
COMFORTABLE = 76  # columns of a filled sentence: three lines of a card
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "CNY": "¥", "JPY": "¥", "INR": "₹", "KRW": "₩"}
_WHOLE = {"JPY", "KRW"}


class Unfillable(ValueError):
    """A slot has no value, or a value of nothing once cleaned."""


@lru_cache(maxsize=8192)  # the same titles stand in many sentences
def clean(text: str, cap: int = DEFAULT_CAP) -> str:
    """Return `text` NFKC-normalised, on one line, without control or format characters, capped.

    Braces are dropped, so a value can never look like a slot.
    """
    normal = unicodedata.normalize("NFKC", text).replace("...", "…")
    kept = (
        " " if ch.isspace() else ch
        for ch in normal
        if ch.isspace() or (unicodedata.category(ch)[0] != "C" and ch not in "{}")
    )
    return _capped(" ".join("".join(kept).split()), cap)


def columns(text: str) -> int:
    """Width of `text` when a CJK character takes two columns and a combining mark none."""
    odd = [ch for ch in text if ch >= "\u0300"]  # below, none is wide and none a mark
    wide = sum(unicodedata.east_asian_width(ch) in "WF" for ch in odd)
    marks = sum(unicodedata.category(ch) == "Mn" for ch in odd)
    return len(text) + wide - marks


_columns = lru_cache(maxsize=8192)(columns)


def _capped(text: str, cap: int) -> str:
    if columns(text) <= cap:
        return _few_marks(text)
    room, kept, rest = cap - 1, "", ""
    for ch in _few_marks(text):
        if columns(kept + ch) > room:
            rest = ch
            break
        kept += ch
    inside_word = rest != " " and " " in kept[room // 2 :]
    cut = kept.rsplit(" ", 1)[0] if inside_word else kept
    return cut.rstrip(" ,;:.…-–—") + "…"


def _few_marks(text: str) -> str:
    """Keep at most two combining marks in a row: a tower of them would leave its line."""
    return re.sub(
        r".+",
        lambda m: "".join(
            ch
            for i, ch in enumerate(m[0])
            if unicodedata.category(ch) != "Mn"
            or i < 2
            or any(unicodedata.category(c) != "Mn" for c in m[0][i - 2 : i])
        ),
        text,
    )


@dataclass(frozen=True, slots=True)
class Form:
    """A checked sentence taken apart once, to be measured and filled many times.

    texts: what stands before each slot, and after the last; `slots` is one shorter.
    """

    texts: tuple[str, ...]
    slots: tuple[str, ...]
    width: int  # columns of the texts, and of the quotation marks that titles will get

    def columns(self, widths: Mapping[str, int]) -> int:
        """Return the width of the filled sentence, from the `widths` of its values.

        Raises:
            Unfillable: a slot has no value, or an empty one.
        """
        width = self.width
        for slot in self.slots:
            if not widths.get(slot):
                raise Unfillable(slot)
            width += widths[slot]
        return width

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the sentence with cleaned values in its slots; see `fill`."""
        filled = [self.texts[0]]
        for place, slot in enumerate(self.slots):
            filled += (_value(slot, values, self.texts[place]), self.texts[place + 1])
        return _begun("".join(filled))


def widths_of(values: Mapping[str, str]) -> dict[str, int]:
    """Return how many columns each value takes once cleaned, without quotation marks."""
    return {slot: _columns(_cleaned(slot, text)) for slot, text in values.items()}


def _cleaned(slot: str, text: str) -> str:
    return clean(text, CAPS.get(slot, DEFAULT_CAP))


def _value(slot: str, values: Mapping[str, str], before: str) -> str:
    text = _cleaned(slot, values.get(slot, ""))
    if not text:
        raise Unfillable(slot)
    if slot not in TITLES:
        return text
    title = text.translate(_INNER)
    return title if before.endswith("“") else f"“{title}”"


def _begun(text: str) -> str:
    """Begin with a capital, but for a word that has one of its own inside, such as iPhone."""
    word = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if word == word.lower() else text


@lru_cache(maxsize=8192)
def form_of(sentence: str) -> Form:
    """Take a sentence apart."""
    texts, slots = tuple(SLOT.split(sentence)), tuple(SLOT.findall(sentence))
    bare = [
        s for s, before in zip(slots, texts, strict=False) if s in TITLES and before[-1:] != "“"
    ]
    return Form(texts, slots, columns("".join(texts)) + 2 * len(bare))


def fill(sentence: str, values: Mapping[str, str]) -> str:
    """Put cleaned values into the slots of a checked sentence.

    Titles stand in quotation marks, whether the sentence brings them or not: "like “Throw, washed,
    charcoal”, which you liked" cannot be read without. A value at the beginning, such as a colour,
    begins with a capital, unless it has one of its own inside, such as iPhone.

    Raises:
        Unfillable: a slot of the sentence has no value, or an empty one.
    """
    return form_of(sentence).fill(values)


def verify_filled(text: str, sentence: str, values: Mapping[str, str]) -> bool:
    """Whether a filled sentence still says what the facts say now: the same fill, to the letter."""
    try:
        return text == fill(sentence, values)
    except Unfillable:
        return False


def money(amount: float, currency: str) -> str:
    """Return a price for a sentence, such as "€24.00"; both languages write it so."""
    places = 0 if currency in _WHOLE else 2
    symbol = _SYMBOLS.get(currency)
    figure = f"{amount:,.{places}f}"
    return f"{symbol}{figure}" if symbol else f"{currency} {figure}"
