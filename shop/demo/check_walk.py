"""The scripted shopper: sees picks, looks at three things of one kind, asks why, wants less.

Each step is one thing the shop promises; what it saw is kept beside its seconds.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg

from shop.demo.check_api import Api, event_counts_once, recommendations_have_reasons
from shop.demo.check_page import Browser, CardSeen, PageSeen, ShelfSeen, expect

VIEWS = 3
WORKER_WITHIN_S = 60.0
NEIGHBOURS = 5
LEAST_OF_A_KIND = 6

Facts = dict[str, Any]


class Report:
    """What was seen, step by step; becomes the JSON."""

    def __init__(self, say: Callable[[str], object]) -> None:
        """Nothing yet."""
        self.steps: dict[str, Facts] = {}
        self.failed = ""
        self.problem = ""
        self._say = say

    @contextmanager
    def step(self, name: str) -> Iterator[Facts]:
        """Time a step; one that raises is named as the one that failed."""
        facts: Facts = {}
        started = time.monotonic()
        try:
            yield facts
        except BaseException as error:
            self.failed = self.failed or name
            self.problem = self.problem or str(error) or type(error).__name__
            raise
        finally:
            self.steps[name] = {"seconds": round(time.monotonic() - started, 2), **facts}
        self._say(f"  {name}: {self.steps[name]['seconds']} s")


class Walk:
    """One walk through a running shop."""

    def __init__(self, address: str, database_url: str, report: Report) -> None:
        """Open a browser and the API's door."""
        self.report = report
        self.browser = Browser(address)
        self.api = Api(address)
        self.database_url = database_url
        self.kind = ""

    def run(self) -> None:
        """Walk all of it.

        Raises:
            NotAsPromised: at the first thing that is not so.
        """
        before = self._see_picks()
        viewed = self._look_at_three(before)
        self._see_them_followed(before, viewed)
        self._await_worker()
        shelf = self._read_reasons()
        card = self._ask_why(shelf)
        self._want_less(card)
        self._as_a_program(viewed[0])

    def close(self) -> None:
        """Close both doors."""
        self.browser.close()
        self.api.close()

    # ---- the steps

    def _see_picks(self) -> ShelfSeen:
        with self.report.step("see picks") as facts:
            page = self.browser.get("/")
            first = _first(page)
            facts |= {"shelves": len(page.shelves), "picks": len(page.skus), "first": first.title}
            expect(len(set(page.skus)) == len(page.skus), "One item stands on the page twice.")
        return first

    def _look_at_three(self, before: ShelfSeen) -> list[str]:
        with self.report.step("view three products of one kind") as facts:
            shown = Counter(self._kind_of(sku) for sku in before.skus)
            departments = dict.fromkeys(
                link for link in self.browser.get("/").links if link.startswith("/c/")
            )
            for link in sorted(departments, key=lambda link: shown[link.split("/")[2]]):
                listed = self.browser.get(link).listed
                if len(listed) >= LEAST_OF_A_KIND:
                    break
            else:
                expect(False, f"No department has {LEAST_OF_A_KIND} products.")
            self.kind = link.split("/")[2]
            for card in listed[:VIEWS]:
                self.browser.get(card.href)
            facts |= {"kind": self.kind, "viewed": [card.sku for card in listed[:VIEWS]]}
        return [card.sku for card in listed[:VIEWS]]

    def _see_them_followed(self, before: ShelfSeen, viewed: list[str]) -> None:
        with self.report.step("picks changed") as facts:
            after = _first(self.browser.get("/"))
            share = self._share(before), self._share(after)
            facts |= {
                "new_picks": len(set(after.skus) - set(before.skus)),
                "of": len(after.skus),
                "share_of_kind_before": share[0],
                "share_of_kind_after": share[1],
            }
            expect(facts["new_picks"] > 0, "The picks are the same as before.")
            expect(share[1] > share[0], f"{self.kind} takes no more of the first shelf: {share}.")

    def _await_worker(self) -> None:
        with self.report.step("worker refreshed") as facts:
            mine = self.browser.json("/interests/export/")
            last = max(_time(event["occurred_at"]) for event in mine["events"])
            asked = time.monotonic()
            with psycopg.connect(self.database_url, autocommit=True) as connection:
                while True:
                    row = connection.execute(
                        "SELECT as_of, refreshed_at FROM recommender_intereststate"
                        " WHERE shopper_id = %s AND as_of >= %s",
                        [mine["shopper"]["id"], last],
                    ).fetchone()
                    if row is not None:
                        break
                    expect(
                        time.monotonic() - asked < WORKER_WITHIN_S,
                        f"No worker took the last event in within {WORKER_WITHIN_S:.0f} s.",
                    )
                    time.sleep(0.05)
            facts |= {
                "events": len(mine["events"]),
                "after_last_event_s": round((row[1] - last).total_seconds(), 2),
            }

    def _read_reasons(self) -> ShelfSeen:
        with self.report.step("reason shown") as facts:
            page = self.browser.get("/")
            shelf = _first(page)
            cards = [card for one in page.shelves for card in one.cards]
            told = [card for card in cards if card.reason]
            facts |= {
                "cards": len(cards),
                "with_reason": len(told),
                "different": len({card.reason for card in told}),
                "examples": [card.reason for card in shelf.cards[:3]],
                "share_of_kind": self._share(shelf),
            }
            expect(len(told) == len(cards), f"{len(cards) - len(told)} cards say no reason.")
        return shelf

    def _ask_why(self, shelf: ShelfSeen) -> CardSeen:
        with self.report.step("Why this?") as facts:
            for card in shelf.cards:
                acts = self.browser.get(card.why).acts
                if acts and self._kind_of(card.sku) == self.kind:
                    break
            else:
                expect(False, "“Why this?” names no action for any pick of the kind looked at.")
            facts |= {
                "item": card.sku,
                "actions": [{"action": act.words, "share": act.share} for act in acts],
            }
            expect(
                all(act.words and act.share.endswith("%") for act in acts),
                "An action is shown without its share.",
            )
        return card

    def _want_less(self, card: CardSeen) -> None:
        with self.report.step("less like this") as facts:
            before = _first(self.browser.get("/"))
            card = next((one for one in before.cards if one.sku == card.sku), before.cards[0])
            near = [sku for sku in self.api.similar(card.sku)[:NEIGHBOURS] if sku in before.skus]
            self.browser.post(card.less, **card.less_sent)
            page = self.browser.get("/")
            after = _first(page)
            ranks = {sku: (_rank(before, sku), _rank(after, sku)) for sku in near}
            facts |= {
                "item": card.sku,
                "is_gone": card.sku not in page.skus,
                "neighbours": {sku: {"before": b, "after": a} for sku, (b, a) in ranks.items()},
                "share_of_kind_before": self._share(before),
                "share_of_kind_after": self._share(after),
            }
            expect(card.sku not in page.skus, f"{card.sku} is still on the page.")
            was, now = (_exposure([pair[at] for pair in ranks.values()]) for at in (0, 1))
            facts |= {"neighbours_exposure": {"before": round(was, 3), "after": round(now, 3)}}
            expect(not near or now < was, "Its neighbours are seen as much as before.")

    def _as_a_program(self, sku: str) -> None:
        with self.report.step("API: an event twice counts once") as facts:
            facts |= event_counts_once(self.api, sku)
        with self.report.step("API: recommendations with reasons") as facts:
            facts |= recommendations_have_reasons(self.api, sku)

    # ---- what it sees

    def _kind_of(self, sku: str) -> str:
        return str(self.api.item(sku)["department"])

    def _share(self, shelf: ShelfSeen) -> float:
        return round(
            sum(self._kind_of(sku) == self.kind for sku in shelf.skus) / len(shelf.skus), 3
        )


def _first(page: PageSeen) -> ShelfSeen:
    expect(bool(page.shelves), "There are no shelves.")
    expect(bool(page.shelves[0].cards), "The first shelf is empty.")
    expect(all(card.why for card in page.shelves[0].cards), "A card of a pick has no “Why?”.")
    return page.shelves[0]


def _exposure(ranks: Iterable[int | None]) -> float:
    """Return how much is seen of things at these places: each by DCG's discount, absent ones 0.

    One neighbour may well move up into a place that others left; together they must lose.
    """
    return sum(1 / math.log2(1 + rank) for rank in ranks if rank is not None)


def _rank(shelf: ShelfSeen, sku: str) -> Any:
    """Return the place from 1; None when it is not there."""
    return shelf.skus.index(sku) + 1 if sku in shelf.skus else None


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
