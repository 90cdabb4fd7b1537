"""The home page beside the same page without recommendations: one patient client, then many.

Asked by people the shop knows, as a browser asks (compressed, one connection kept). What is timed:

- *again*: the shopper asks once more and has done nothing since;
- *after an event*: the shopper has just looked at something, and asks at once;
- *a breath later*: the same, a tenth of a second after the event, as people do;
- *plain*: the products of that very page, in the same shelves, read from the shop's own tables and
  drawn by the same templates, without a recommender. Asked twice, and the second time counts: its
  products are warm, which is the harder comparison.
"""

from __future__ import annotations

import html
import json
import random
import re
import statistics
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from benchmarks.load import Answer, Client, Request, run
from benchmarks.site import quantile_ms, shopper_cookie

MANY = 16
BREATH_S = 0.1
_SHELF = re.compile(r'<section class="shelf"')
_SKU = re.compile(r'<article class="card"[^>]* data-sku="([^"]*)"')
_SLATE = re.compile(r"\?from=([0-9a-f-]{36})&amp;p=")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the shop knows, with what their browser and their app send."""

    id: uuid.UUID
    look: dict[str, str]
    speak: dict[str, str]


@dataclass(slots=True)
class Timed:
    """Answers by what was asked."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)

    def add(self, kind: str, answer: Answer) -> Answer:
        """Keep one answer."""
        self.answers.setdefault(kind, []).append(answer)
        return answer

    def seconds(self, kind: str) -> list[float]:
        """Return the seconds of a kind."""
        return [one.seconds for one in self.answers[kind]]


def people_of(shoppers: Sequence[uuid.UUID]) -> list[Person]:
    """Return shoppers with a cookie and a token each."""
    from recommender.api.tokens import token_issue

    return [
        Person(
            one,
            {"Cookie": shopper_cookie(one), "Accept-Encoding": "gzip"},
            {"Authorization": f"Bearer {token_issue(one, timedelta(days=1)).token}"},
        )
        for one in shoppers
    ]


def plain_path(page: bytes) -> str:
    """Return the address of the same products in the same shelves, without a recommender."""
    shelves = _SHELF.split(page.decode())[1:]
    lists = [[html.unescape(sku) for sku in _SKU.findall(shelf)] for shelf in shelves]
    return f"/bench/plain/?{urlencode([('shelf', ','.join(one)) for one in lists])}"


def one_client(
    port: int, people: Sequence[Person], item_ids: Sequence[str], turns: int, seed: int = 3
) -> dict[str, Any]:
    """Take turns among the people; in each turn every kind of page is asked for once.

    Raises:
        SystemExit: a page fails, or the plain page does not show the same number of cards.
    """
    rng = random.Random(seed)
    timed = Timed()
    reused = 0
    with Client(port) as client:
        for person in people:  # caches of this process and of Postgres
            _page(client.send(Request("/", person.look)))
        for turn in range(turns):
            person = people[turn % len(people)]
            timed.add("event", client.send(_look(person, rng.choice(item_ids))))
            after = _page(timed.add("after_event", client.send(Request("/", person.look))))
            again = _page(timed.add("again", client.send(Request("/", person.look))))
            reused += _SLATE.findall(after.decode()) == _SLATE.findall(again.decode())
            plain = Request(plain_path(again), person.look)
            client.send(plain)
            _check_same(again, _page(timed.add("plain", client.send(plain))))
            client.send(_look(person, rng.choice(item_ids)))
            time.sleep(BREATH_S)
            _page(timed.add("breath", client.send(Request("/", person.look))))
            timed.add("empty", client.send(Request("/bench/empty/", person.look)))
    last = timed.answers["again"][-1]
    return {
        "page_p50_ratio": _ratio(timed, "again"),
        "after_event_p50_ratio": _ratio(timed, "after_event"),
        "breath_p50_ratio": _ratio(timed, "breath"),
        **_quantiles("", timed.seconds("again")),
        **_quantiles("after_event_", timed.seconds("after_event")),
        **_quantiles("breath_", timed.seconds("breath")),
        **_quantiles("plain_", timed.seconds("plain")),
        "empty_p50_ms": quantile_ms(timed.seconds("empty"), 0.5),
        "event_p50_ms": quantile_ms(timed.seconds("event"), 0.5),
        "pages": turns,
        "shown_again_share": round(reused / turns, 3),
        "cards": last.text.count(b'<article class="card"'),
        "page_kib": round(len(last.text) / 1024, 1),
        "sent_kib": round(len(last.body) / 1024, 1),
        "plain_sent_kib": round(len(timed.answers["plain"][-1].body) / 1024, 1),
    }


def many_clients(
    port: int, people: Sequence[Person], item_ids: Sequence[str], rounds: int, seed: int = 4
) -> dict[str, Any]:
    """Ask from `MANY` connections at once, each for people of its own, in rounds.

    Before a round everybody's page is asked for once, over the same connections; before a round
    *after an event* each of them then looks at something. Neither is counted.
    """
    rng = random.Random(seed)
    each = len(people) // MANY
    with Client(port) as client:
        paths = {
            person.id: plain_path(_page(client.send(Request("/", person.look))))
            for person in people
        }

    def events() -> None:
        from django.db import connection

        try:
            _looks_record([person.id for person in people], item_ids, rng)
        finally:
            connection.close()  # back to the pool: this is a thread of its own, each time

    kinds: dict[str, tuple[Callable[[Person], str], Callable[[], None] | None]] = {
        "again": (lambda _person: "/", None),
        "after_event": (lambda _person: "/", events),
        "plain": (lambda person: paths[person.id], None),
    }
    seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _round in range(rounds):
        for kind, (path_of, between) in kinds.items():

            def request(client: int, turn: int, path_of: Any = path_of) -> Request:
                person = people[client * each + turn]
                return Request(path_of(person), person.look)

            answers, wall = run(port, MANY, each, request, warm=each, between=between)
            for answer in answers:
                _page(answer)
            seconds[kind] += [answer.seconds for answer in answers]
            rates[kind].append(len(answers) / wall)
    rate = {kind: statistics.median(some) for kind, some in rates.items()}
    return {
        "throughput_ratio": round(rate["again"] / rate["plain"], 3),
        "after_event_throughput_ratio": round(rate["after_event"] / rate["plain"], 3),
        "pages_per_s": round(rate["again"], 1),
        "after_event_pages_per_s": round(rate["after_event"], 1),
        "plain_pages_per_s": round(rate["plain"], 1),
        **_quantiles("", seconds["again"]),
        **_quantiles("after_event_", seconds["after_event"]),
        **_quantiles("plain_", seconds["plain"]),
        "clients": MANY,
        "pages": len(seconds["again"]),
    }


def _look(person: Person, item_id: str) -> Request:
    body = {
        "id": str(uuid.uuid4()),
        "kind": "view",
        "item_id": item_id,
        "occurred_at": datetime.now(UTC).isoformat(),
    }
    return Request("/api/v1/events/", person.speak, json.dumps(body).encode())


def _looks_record(
    shoppers: Sequence[uuid.UUID], item_ids: Sequence[str], rng: random.Random
) -> None:
    """Record one look of each shopper from this process, in one go."""
    from django.utils import timezone

    from recommender import services
    from recommender.contracts import EventKind, NewEvent

    now = timezone.now()
    services.events_record(
        [
            NewEvent(uuid.uuid4(), one, EventKind.VIEW, now, rng.choice(item_ids))
            for one in shoppers
        ],
        wake=False,
    )


def _page(answer: Answer) -> bytes:
    """Return an answer that must be a page.

    Raises:
        SystemExit: it is not.
    """
    page = answer.text
    if answer.status != 200 or b"</html>" not in page:
        raise SystemExit(f"A page failed with {answer.status}: {page[:300]!r}")
    return page


def _check_same(home: bytes, plain: bytes) -> None:
    """Both pages must show as many cards.

    Raises:
        SystemExit: they do not, so the comparison would mean nothing.
    """
    cards = [body.count(b'<article class="card"') for body in (home, plain)]
    if cards[0] != cards[1] or not cards[0]:
        raise SystemExit(f"The pages differ: {cards[0]} cards and {cards[1]}.")


def _ratio(timed: Timed, kind: str) -> float:
    medians = [statistics.median(timed.seconds(one)) for one in (kind, "plain")]
    return round(medians[0] / medians[1], 3)


def _quantiles(prefix: str, seconds: list[float]) -> dict[str, float]:
    p50, p99 = quantile_ms(seconds, 0.5), quantile_ms(seconds, 0.99)
    return {
        f"{prefix}p50_ms": p50,
        f"{prefix}p99_ms": p99,
        f"{prefix}p99_over_p50": round(p99 / p50, 2),
    }
