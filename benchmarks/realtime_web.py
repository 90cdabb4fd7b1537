"""A shopper's browser for the simulations: cookies, pages as cards, forms sent as pages send them.

Blocking, one connection each, so that some threads of them are some shoppers at once. It reads of a
page what a shopper sees of it: which products stand where, and where their links lead. No Django.
"""

from __future__ import annotations

import html
import http.client
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

CLIENTS = 3  # shoppers at once: enough to keep one web process busy
_SHELF = re.compile(r'<section[^>]*\bdata-shelf="([^"]+)"[^>]*>(.*?)</section>', re.DOTALL)
_CARD = re.compile(
    r'\bdata-sku="([^"]+)"[^>]*>\s*<a class="card__link" href="([^"]+)"(.*?)</a>', re.DOTALL
)
_FORM = re.compile(r'<form method="post" action="([^"]+)"')

Did = TypeVar("Did")
Work = TypeVar("Work")
Say = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A card: its product, its link, its shelf ("": a plain list), whether it has a badge."""

    sku: str
    href: str
    shelf: str = ""
    answers: str = ""  # address that the shelf's buttons send to
    has_badge: bool = False  # it stands there by a quota or by chance, or is new


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in reading order."""

    shelves: Mapping[str, tuple[Seen, ...]]
    listed: tuple[Seen, ...]

    @property
    def cards(self) -> tuple[Seen, ...]:
        """The cards of all shelves."""
        return tuple(card for cards in self.shelves.values() for card in cards)

    @property
    def skus(self) -> list[str]:
        """The products of all shelves."""
        return [card.sku for card in self.cards]


def page_read(text: str) -> Page:
    """Return what is on a page of the shop."""
    shelves: dict[str, tuple[Seen, ...]] = {}
    for slug, inside in _SHELF.findall(text):
        form = _FORM.search(inside)
        shelves[slug] = tuple(_cards(inside, slug, form.group(1) if form else ""))
    return Page(shelves, tuple(_cards(_SHELF.sub("", text), "", "")))


def _cards(text: str, shelf: str, answers: str) -> Iterator[Seen]:
    for sku, href, inside in _CARD.findall(text):
        has_badge = 'class="badge"' in inside
        yield Seen(html.unescape(sku), html.unescape(href), shelf, answers, has_badge)


class Visitor:
    """One shopper's browser."""

    def __init__(self, port: int, cookie: str, headers: Mapping[str, str] | None = None) -> None:
        """Open it with the cookie by which the site knows the shopper; nothing is asked for yet."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        name, _, value = cookie.partition("=")
        self._token = secrets.token_hex(16)  # the site takes any that cookie and form agree on
        self._cookies = {name: value, "csrftoken": self._token}
        self._headers = dict(headers or {})

    def get(self, path: str) -> str:
        """Return a page's text.

        Raises:
            SystemExit: it does not answer 200.
        """
        status, text = self._send("GET", path)
        if status != 200:
            raise SystemExit(f"GET {path} answered {status}: {text[:300]}")
        return text

    def page(self, path: str = "/") -> Page:
        """Return what is on a page.

        Raises:
            SystemExit: the shop shows what it can show by itself, because picks failed.
        """
        page = page_read(self.get(path))
        if any(cards and not cards[0].answers for cards in page.shelves.values()):
            raise SystemExit(f"GET {path} has no picks: the server's log says why.")
        return page

    def post(self, path: str, **fields: object) -> int:
        """Send a form as a page without scripts does; redirections are not followed.

        Raises:
            SystemExit: the answer is an error.
        """
        body = urlencode({"csrfmiddlewaretoken": self._token, **fields})
        status, text = self._send("POST", path, body)
        if status >= 400:
            raise SystemExit(f"POST {path} answered {status}: {text[:300]}")
        return status

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Visitor:
        """Return itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the connection."""
        self.close()

    def _send(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {
            **self._headers,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        for line in response.msg.get_all("Set-Cookie") or []:
            name, _, value = line.split(";", 1)[0].partition("=")
            if name != "csrftoken":
                self._cookies[name.strip()] = value.strip()
        return response.status, text


def side_by_side(
    work: Sequence[Work], do: Callable[[Work], Did], say: Say, clients: int = CLIENTS
) -> list[Did]:
    """Return `do(one)` for each of `work`, in its order, some at once; `say(done, total)`."""
    found: list[Did] = []
    with ThreadPoolExecutor(clients) as pool:
        for done, one in enumerate(pool.map(do, work), 1):
            found.append(one)
            if done % 25 == 0 or done == len(work):
                say(done, len(work))
    return found
