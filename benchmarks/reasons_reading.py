"""Takes a shown sentence apart: quoted titles, names, numbers and known phrases, the rest unread.

The first half of the audit (`benchmarks.reasons_audit`). What stands in quotation marks must be the
title of an item or a search of the shopper's; longest known phrase first; a word in no list is kept
as unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from benchmarks.reasons_facts import Facts, Thing, canon, canon_title, has_named
from benchmarks.reasons_words import AGAIN, BACK, LEXICONS, LOOSE, PLAIN

_TOKEN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’‑-][A-Za-zÀ-ÖØ-öø-ÿ]+)*|\d+(?:[.,]\d+)*|\S")
_PUNCTUATION = set(",.;:!?…·•()-–—~、。，；：！？‘’'+×&/|")
_CLAUSE = set("·–—;；")
_FROM = frozenset({"made by", "crafted by", "出自", "来自"})
MONEY = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "CNY"}


@dataclass(frozen=True, slots=True)
class Said:
    """One reason as it stood on a card (or the title of a shelf, with `item_id` None).

    beside: what "the same" or "both" means where nothing is named: the item that the shelf's title
    quotes (more than one when several are called so), or the one whose page it is.
    """

    text: str
    item_id: str | None
    shopper_id: UUID
    language: str  # "en" or "zh-hans"
    now: datetime
    beside: frozenset[str] = frozenset()


@dataclass
class Found:
    """What the audit makes of one sentence."""

    unsupported: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    is_causal: bool = False
    named_ids: tuple[UUID, ...] = ()  # events that "because" names


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence. `tag`: of the lexicon, or title, query, value, number, money."""

    tag: str
    text: str
    at: int
    clause: int


@lru_cache(maxsize=4)
def _phrases(
    facts_id: int, language: str, names: tuple[str, ...], places: tuple[str, ...]
) -> dict[tuple[str, ...], list[tuple[str, str]]]:
    """Return phrases as tokens → (tag, what it is called); `facts_id` tells databases apart."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for phrase, tag in LEXICONS[language].items():
        found.setdefault(_pieces(phrase.casefold()), []).append((tag, phrase))
    for name in names:
        found.setdefault(_pieces(name.casefold()), []).append(("value", name))
    for name in places:
        found.setdefault(_pieces(name.casefold()), []).append(("place", name))
    return found


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(match.group() for match in _TOKEN.finditer(text.replace("’", "'")))


class Reading:
    """One sentence, read."""

    def __init__(self, said: Said, facts: Facts) -> None:
        """Take it apart."""
        self.said, self.facts = said, facts
        self.language = said.language
        self.thing: Thing | None = facts.things.get(said.item_id or "")
        self.acts = facts.acts(said.shopper_id, said.now)
        self.found = Found()
        self.titles: list[set[str]] = []  # items that a quoted title may mean
        self.queries: list[str] = []
        self.tokens = self._tokens(self._unquoted(canon(said.text)))
        # Whether it likens the pick to something that it does not name.
        self.refers = not self.titles and any(map(self._points, self.tokens))
        self.others = [said.beside] if self.refers and said.beside else [
            frozenset(self.items(token)) for token in self.has("title")
        ]  # fmt: skip

    def _unquoted(self, text: str) -> str:
        """Put one private character in place of each quoted title or query."""
        text = re.sub(
            r"「([^」]*)」|『([^』]*)』|《([^》]*)》", lambda m: f"“{m[1] or m[2] or m[3]}”", text
        )
        out, at = "", 0
        while (start := text.find("“", at)) >= 0:
            out += text[at:start]
            ends = [m.start() for m in re.finditer("”", text) if m.start() > start]
            if not ends:
                self.found.unsupported.append("a quotation that does not end")
                return out + text[start + 1 :]
            for end in reversed(ends):
                mark = self._quoted(text[start + 1 : end])
                if mark:
                    break
            else:
                end, mark = ends[0], ""
                said = text[start + 1 : end]
                self.found.unsupported.append(
                    f"quotes what is neither a title nor a search: {said}"
                )
            out, at = f"{out} {mark} ", end + 1
        return self._bare_titles(out + text[at:])

    def _quoted(self, said: str) -> str:
        items = self._titled(said)
        if items:
            return self._title(items)
        same = canon(said).casefold().rstrip("…")
        asked = [a.query for a in self.acts if a.kind == "search" and a.query]
        cut = said.endswith("…")
        for query in asked:
            whole = canon_title(query).casefold()
            if whole == canon_title(same) or (cut and whole.startswith(canon_title(same))):
                self.queries.append(query)
                return chr(0xE800 + len(self.queries) - 1)
        return ""

    def _titled(self, said: str) -> set[str]:
        title = canon_title(said)
        if title in self.facts.titled:
            return set(self.facts.titled[title])
        if title.endswith("…") and len(title) > 6:
            begins = title[:-1].rstrip()
            return {
                item_id
                for whole, items in self.facts.titled.items()
                if whole.startswith(begins)
                for item_id in items
            }
        return set()

    def _title(self, items: set[str]) -> str:
        self.titles.append(items)
        return chr(0xE000 + len(self.titles) - 1)

    def _bare_titles(self, text: str) -> str:
        flat = text.replace("'", "’")
        for title, items in sorted(self.facts.titled.items(), key=lambda one: -len(one[0])):
            if len(title) > 4 and title in flat:
                mark = f" {self._title(set(items))} "
                text = text.replace(title, mark).replace(title.replace("’", "'"), mark)
                flat = text.replace("'", "’")
        return text

    def _tokens(self, text: str) -> list[Token]:
        pieces = list(_pieces(text))
        folded = [piece.casefold() for piece in pieces]
        phrases = _phrases(
            id(self.facts), self.language, tuple(self.facts.values[self.language]),
            tuple(self.facts.places[self.language]),
        )  # fmt: skip
        longest = max(map(len, phrases))
        tokens: list[Token] = []
        at = clause = 0
        while at < len(pieces):
            piece = pieces[at]
            if 0xE000 <= ord(piece[0]) < 0xE800:
                tokens.append(Token("title", piece, at, clause))
            elif 0xE800 <= ord(piece[0]) < 0xF800:
                tokens.append(Token("query", piece, at, clause))
            else:
                for length in range(min(longest, len(pieces) - at), 0, -1):
                    meanings = phrases.get(tuple(folded[at : at + length]))
                    if meanings:
                        tag, name = self._meant(meanings)
                        tokens.append(Token(tag, name, at, clause))
                        at += length - 1
                        break
                else:
                    tokens.append(self._other(piece, at, clause))
                    clause += piece in _CLAUSE
            at += 1
        return [self._in_company(tokens, place) for place in range(len(tokens))]

    def _in_company(self, tokens: Sequence[Token], place: int) -> Token:
        """Read again what means another thing beside its neighbour: "as you bought", "added 3".

        Who something is from says nothing beyond the name, be it a maker's or a brand's.
        """
        token, after = tokens[place], tokens[place + 1 : place + 3]
        if token.text == "corner" and place and tokens[place - 1].text == "same":
            return replace(token, tag="attr:category")
        tags = [one.tag for one in after]
        if token.text in _FROM and tags[:1] == ["value"]:
            return replace(token, tag=PLAIN)
        if token.tag == "known" and place and tokens[place - 1].tag == "few":
            return replace(token, tag=PLAIN)  # by few
        if token.text == "came":  # to the shop, or to mind
            days = [one.tag for one in tokens if one.clause == token.clause]
            return (
                token if {"days", "today", "yesterday"} & set(days) else replace(token, tag=PLAIN)
            )
        if token.text == "as" and tags[:1] == ["you"] and "act:" in "".join(tags[1:]):
            return replace(token, tag="cause")
        if token.text == "added" and tags[:1] == ["number"]:
            return replace(token, tag="new")
        return token

    def is_return(self) -> bool:
        """Whether it says no more than that a category is there again: "lamps again"."""
        words = [token.text for token in self.tokens if self._points(token)]
        names = [has_named(self.thing, self.language, v.text) for v in self.has("value")] if (
            self.thing is not None
        ) else []  # fmt: skip
        attributes = [token for token in self.tokens if token.tag.startswith("attr:")]
        of_category = bool(names) and all("category" in kinds for kinds in names)
        return of_category and not attributes and AGAIN.issuperset(words)

    def _points(self, token: Token) -> bool:
        """Whether a word likens the pick to a thing: "the same", "both", "too"."""
        if token.text in BACK and self.has("returns"):
            return False
        if token.tag != "same" or token.text not in LOOSE:
            return token.tag in ("same", "both")
        after = [one.tag for one in self.tokens if one.at > token.at][:2]
        return any(tag == "value" or tag.startswith("attr:") for tag in after)

    def _meant(self, meanings: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """Choose among meanings: a name is a name, but for one sign that is a word as well."""
        for tag, name in meanings:
            if tag in ("value", "place") and (len(name) > 1 or self._is_picks(name)):
                return tag, name
        return next((one for one in meanings if one[0] != "value"), meanings[0])

    def _is_picks(self, name: str) -> bool:
        return self.thing is not None and bool(has_named(self.thing, self.language, name))

    def _other(self, piece: str, at: int, clause: int) -> Token:
        if piece[0].isdigit():
            return Token("number", piece, at, clause)
        if piece in MONEY:
            return Token("currency", piece, at, clause)
        if piece in _PUNCTUATION:
            return Token(PLAIN, piece, at, clause)
        self.found.unread.append(piece)
        return Token("unread", piece, at, clause)

    def has(self, *tags: str) -> list[Token]:
        """Return the tokens of some tags, in order."""
        return [token for token in self.tokens if token.tag in tags]

    def items(self, token: Token) -> set[str]:
        """Return the items that a quoted title may mean."""
        return self.titles[ord(token.text) - 0xE000]
