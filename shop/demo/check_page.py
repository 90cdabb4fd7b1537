"""A browser for the check: keeps cookies, sends forms with their token, and reads the shop's pages.

It sees what a shopper sees: shelves, cards, reasons, links and buttons. No Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx


class NotAsPromised(Exception):
    """The shop did not do what it promises; the message says what."""


def expect(holds: bool, otherwise: str) -> None:
    """Go on when it holds.

    Raises:
        NotAsPromised: it does not.
    """
    if not holds:
        raise NotAsPromised(otherwise)


@dataclass
class CardSeen:
    """A card: its product, sentence, and where its link and buttons lead ("" where it has none)."""

    sku: str
    href: str = ""
    reason: str = ""
    why: str = ""
    less: str = ""
    less_sent: dict[str, str] = field(default_factory=dict)  # what the button sends with its form


@dataclass
class ShelfSeen:
    """A titled row of cards."""

    slug: str
    title: str = ""
    cards: list[CardSeen] = field(default_factory=list)

    @property
    def skus(self) -> list[str]:
        """Its products, in order."""
        return [card.sku for card in self.cards]


@dataclass
class ActSeen:
    """A row of "Why this?": what was done, and how much it counted."""

    words: str = ""
    share: str = ""


@dataclass
class PageSeen:
    """What is on a page."""

    shelves: list[ShelfSeen] = field(default_factory=list)
    listed: list[CardSeen] = field(default_factory=list)  # cards that stand on no shelf
    acts: list[ActSeen] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    token: str = ""

    @property
    def skus(self) -> list[str]:
        """Every product on a shelf."""
        return [sku for shelf in self.shelves for sku in shelf.skus]


class _Reader(HTMLParser):
    """Fills a `PageSeen`; void elements do not nest."""

    VOID = frozenset(("input", "img", "link", "meta", "br", "hr", "use", "path", "source"))

    def __init__(self) -> None:
        super().__init__()
        self.page = PageSeen()
        self._open: list[tuple[str, str]] = []  # tag and class
        self._shelf: ShelfSeen | None = None
        self._card: CardSeen | None = None
        self._form = ""
        self._hidden: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self._note(tag, given)
        if tag not in self.VOID:
            self._open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            last, _classes = self._open.pop()
            if last == tag:
                break
        if tag == "section":
            self._shelf = None
        elif tag == "article":
            self._card = None

    def handle_data(self, data: str) -> None:
        classes = [name for _tag, name in self._open]
        if self._card is not None and "card__reason" in classes:
            self._card.reason += data.strip()
        elif self._shelf is not None and self._card is None and self._inside("h2"):
            self._shelf.title += data.strip()
        elif "act__line" in classes and self.page.acts and data.strip():
            act = self.page.acts[-1]
            if self._inside("b"):
                act.share += data.strip()
            else:
                act.words += data.strip()

    def _inside(self, tag: str) -> bool:
        return any(name == tag for name, _classes in self._open)

    def _note(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "section" and "data-shelf" in given:
            self._shelf = ShelfSeen(given["data-shelf"])
            self.page.shelves.append(self._shelf)
        elif tag == "article" and "data-sku" in given:
            self._card = CardSeen(given["data-sku"])
            (self._shelf.cards if self._shelf else self.page.listed).append(self._card)
        elif tag == "li" and given.get("class") == "act":
            self.page.acts.append(ActSeen())
        elif tag == "form":
            self._form, self._hidden = given.get("action", ""), {}
        elif tag == "input" and given.get("name") == "csrfmiddlewaretoken":
            self.page.token = given.get("value", "")
        elif tag == "input" and given.get("type") == "hidden":
            self._hidden[given.get("name", "")] = given.get("value", "")
        elif tag == "a":
            self._note_link(given.get("href", ""), given.get("class", ""))
        elif tag == "button" and self._card and given.get("name") == "less":
            self._card.less = self._form
            self._card.less_sent = {**self._hidden, "less": given.get("value", "")}

    def _note_link(self, href: str, classes: str) -> None:
        self.page.links.append(href)
        if self._card is None:
            return
        if "card__link" in classes:
            self._card.href = href
        elif href.startswith("/why/"):
            self._card.why = href


def page_read(html: str) -> PageSeen:
    """Return what is on a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.page


class Browser:
    """One shopper's browser."""

    def __init__(self, address: str) -> None:
        """Open it on a shop; nothing is asked for yet."""
        self.http = httpx.Client(base_url=address, timeout=30.0, follow_redirects=True)
        self._token = ""

    def close(self) -> None:
        """Close its connections."""
        self.http.close()

    def get(self, path: str) -> PageSeen:
        """Open a page.

        Raises:
            NotAsPromised: it does not answer 200.
        """
        response = self.http.get(path)
        expect(response.status_code == 200, f"{path} answered {response.status_code}.")
        page = page_read(response.text)
        self._token = page.token or self._token
        return page

    def post(self, path: str, **fields: str) -> PageSeen:
        """Send a form of the page seen last.

        Raises:
            NotAsPromised: the answer is an error.
        """
        response = self.http.post(path, data={"csrfmiddlewaretoken": self._token, **fields})
        expect(response.is_success, f"{path} answered {response.status_code}.")
        return page_read(response.text)

    def json(self, path: str) -> dict[str, Any]:
        """Download a file of JSON.

        Raises:
            NotAsPromised: it does not answer 200.
        """
        response = self.http.get(path)
        expect(response.status_code == 200, f"{path} answered {response.status_code}.")
        found: dict[str, Any] = response.json()
        return found
