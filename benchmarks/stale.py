"""Does the next response know the last event? Checked against the pipeline run again.

One try: an event through the API, then the home page through the web server, no worker running.
The slates that the page shows are read from the log, and the pipeline is run again for the same
moment twice: with every committed event, and as if that one event had not happened. The response is
*fresh* when

- each shelf is exactly what the pipeline gives with the event, picks and scores, and
- after a dislike, the disliked item is nowhere on the page.

Where the pipeline gives the same page with the event and without it (one look at something far from
all that is shown), a page cannot prove anything: the try is `indifferent`, counted apart, and
another is made for it. Everything else is stale.
"""

from __future__ import annotations

import json
import random
import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from benchmarks.load import Client, Request
from benchmarks.site import shopper_cookie

KINDS = ("view", "view", "like", "cart", "dislike")
MOST_INDIFFERENT = 3  # times the tries; beyond, the events are not heard at all
TOLERANCE = 1e-6  # scores are stored as JSON numbers; sums may be taken in another order
LOGGED_WITHIN_S = 5.0  # slates are written behind the answer
_SLATE = re.compile(r"\?from=([0-9a-f-]{36})&amp;p=")
HISTORY = 3  # events of a newcomer before the first try
A_NEWCOMER = 25  # tries

Page = dict[str, list[tuple[str, float]]]  # picks and scores by shelf


@dataclass(slots=True)
class Tries:
    """What came of it: `stale` of `tries`, why, and how many events made no difference."""

    tries: int = 0
    stale: int = 0
    indifferent: int = 0
    causes: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str, cause: str | None) -> None:
        """Count one try; `cause` is empty when the response was fresh, None when indifferent."""
        if cause is None:
            self.indifferent += 1
            return
        self.tries += 1
        if cause:
            self.stale += 1
            said = f"{kind}: {cause}"
            self.causes[said] = self.causes.get(said, 0) + 1


def stale_tries(port: int, item_ids: Sequence[str], tries: int, seed: int = 5) -> Tries:
    """Make `tries` tries, by newcomers of a few events each.

    Raises:
        SystemExit: the API refuses an event, or most events change nothing.
    """
    rng = random.Random(seed)
    found = Tries()
    with Client(port) as client:
        while found.tries < tries:
            _newcomer(client, item_ids, min(A_NEWCOMER, tries - found.tries), rng, found)
            if found.indifferent > MOST_INDIFFERENT * max(tries, A_NEWCOMER):
                raise SystemExit(f"{found.indifferent} events changed nothing on any page.")
    return found


def _newcomer(
    client: Client, item_ids: Sequence[str], tries: int, rng: random.Random, found: Tries
) -> None:
    token = json.loads(client.send(Request("/api/v1/devices/", {}, b"{}")).body)
    shopper_id = uuid.UUID(token["shopper_id"])
    speak = {"Authorization": f"Bearer {token['token']}"}
    look = {"Cookie": shopper_cookie(shopper_id)}
    for _at in range(HISTORY):
        _tell(client, speak, "view", rng.choice(item_ids))
    body = client.send(Request("/", look)).body
    for _at in range(tries):
        kind = rng.choice(KINDS)
        shown = [pick["item_id"] for slate in _slates(body) for pick in slate.picks]
        if kind == "dislike":
            item_id = shown[0]  # the top pick
        else:
            item_id = rng.choice(shown if rng.random() < 0.5 else item_ids)
        event_id = _tell(client, speak, kind, item_id)
        answer = client.send(Request("/", look))
        if answer.status != 200:
            found.count(kind, f"status {answer.status}")
            continue
        body = answer.body
        found.count(kind, _cause(event_id, kind, item_id, body))


def _tell(client: Client, headers: dict[str, str], kind: str, item_id: str) -> uuid.UUID:
    event_id = uuid.uuid4()
    body = {
        "id": str(event_id),
        "kind": kind,
        "item_id": item_id,
        "occurred_at": datetime.now(UTC).isoformat(),
    }
    answer = client.send(Request("/api/v1/events/", headers, json.dumps(body).encode()))
    if answer.status >= 300:
        raise SystemExit(f"The API refused an event: {answer.body!r}")
    return event_id


def _slates(body: bytes) -> list[Any]:
    """Return the logged slates that a page shows, first shelf first.

    They are logged behind the answer, so this waits for them a little.
    """
    from recommender.models import SlateRow

    ids = list(dict.fromkeys(map(uuid.UUID, _SLATE.findall(body.decode()))))
    until = time.monotonic() + LOGGED_WITHIN_S
    while len(found := SlateRow.objects.in_bulk(ids)) < len(ids) and time.monotonic() < until:
        time.sleep(0.005)
    return [found[one] for one in ids if one in found]


def _cause(event_id: uuid.UUID, kind: str, item_id: str, body: bytes) -> str | None:
    """Return why a page is stale, empty when it is fresh, None when indifferent."""
    from recommender.slates import context_of

    slates = _slates(body)
    shown = set(_SLATE.findall(body.decode()))
    if not slates or {str(slate.pk) for slate in slates} != shown:
        return "the page shows slates that are not logged"
    if kind == "dislike" and any(
        pick["item_id"] == item_id for slate in slates for pick in slate.picks
    ):
        return "the disliked item is still there"
    served = {
        slate.shelf: [(pick["item_id"], pick["score"]) for pick in slate.picks] for slate in slates
    }
    context = context_of(slates[0])
    expected = _page_again(context)
    if not _same(served, expected):
        return "not what the pipeline gives with the event"
    without = _page_again(replace(context, ignore_event_ids=frozenset({event_id})))
    return None if _same(expected, without) else ""


def _page_again(context: Any) -> Page:
    """Return the page for the same moment, by the preview that the admin has: nothing is logged."""
    from recommender import services
    from recommender.strategy import active_version

    slates = services.strategy_preview(context, active_version()[1].to_json())
    return {slate.shelf: [(pick.item_id, pick.score) for pick in slate.picks] for slate in slates}


def _same(one: Page, other: Page) -> bool:
    """Whether two pages have the same shelves, and the same picks and scores on each."""
    return one.keys() == other.keys() and all(
        len(one[shelf]) == len(other[shelf])
        and all(
            a[0] == b[0] and abs(a[1] - b[1]) <= TOLERANCE
            for a, b in zip(one[shelf], other[shelf], strict=True)
        )
        for shelf in one
    )
