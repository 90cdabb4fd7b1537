"""A program's way through the API: a token, an event twice, recommendations with their reasons."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import uuid4

import httpx

from shop.demo.check_page import expect

Facts = dict[str, Any]


class Api:
    """One device that speaks to `/api/v1/`."""

    def __init__(self, address: str) -> None:
        """Ask for a token.

        Raises:
            NotAsPromised: there is none to be had.
        """
        self.http = httpx.Client(base_url=f"{address}api/v1/", timeout=30.0)
        answer = self.http.post("devices/", json={"label": "check"})
        expect(answer.status_code == 201, f"devices/ answered {answer.status_code}.")
        self.http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        self._items: dict[str, Facts] = {}

    def close(self) -> None:
        """Close its connections."""
        self.http.close()

    def get(self, path: str, **query: str) -> Facts:
        """Ask for something.

        Raises:
            NotAsPromised: it does not answer 200.
        """
        answer = self.http.get(path, params=query)
        expect(answer.status_code == 200, f"{path} answered {answer.status_code}.")
        found: Facts = answer.json()
        return found

    def item(self, sku: str) -> Facts:
        """Return what is known of an item; asked once each."""
        if sku not in self._items:
            self._items[sku] = self.get(f"items/{sku}/")
        return self._items[sku]

    def similar(self, sku: str) -> list[str]:
        """Return the items nearest in content, nearest first."""
        found = self.get(f"items/{sku}/similar/")["results"]
        return [one["item"]["item_id"] for one in found]


def event_counts_once(api: Api, sku: str) -> Facts:
    """Send one event twice; it must be there once.

    Raises:
        NotAsPromised: it is not.
    """
    event = {"id": str(uuid4()), "kind": "view", "item_id": sku}
    first, again = (api.http.post("events/", json=event) for _ in range(2))
    expect(first.status_code == 201, f"An event was answered with {first.status_code}.")
    expect(again.status_code == 200, f"The same event was answered with {again.status_code}.")
    expect(again.json()["duplicate"] is True, "The second of two equal events was not noticed.")
    kept = [one for one in api.get("profile/")["events"] if one["id"] == event["id"]]
    expect(len(kept) == 1, f"An event sent twice is there {len(kept)} times.")
    return {"sent": 2, "kept": len(kept)}


def recommendations_have_reasons(api: Api, sku: str) -> Facts:
    """Ask for the home shelves: each pick must have a reason and what it stands on.

    Raises:
        NotAsPromised: one has not, or nothing follows from the event.
    """
    shelves = api.get("recommendations/", placement="home", explain="full")["shelves"]
    picks = [pick for shelf in shelves for pick in shelf["picks"]]
    expect(bool(picks), "The API recommends nothing.")
    without = [pick["item"]["item_id"] for pick in picks if not (pick["reason"] or {}).get("text")]
    expect(not without, f"Picks without a reason: {', '.join(without[:3])}.")
    bare = [pick["item"]["item_id"] for pick in picks if not pick["evidence"]]
    expect(not bare, f"Picks without evidence: {', '.join(bare[:3])}.")
    off = [p for p in picks if abs(sum(p["sources"].values()) - p["score"]) > 1e-4]
    expect(not off, "A score is not the sum of its sources.")
    department = api.item(sku)["department"]
    follow = sum(api.item(p["item"]["item_id"])["department"] == department for p in picks)
    expect(follow > 0, f"Nothing of {department} follows from a view there.")
    return {
        "shelves": len(shelves),
        "picks": len(picks),
        "of_the_kind_viewed": follow,
        "reason": picks[0]["reason"]["text"],
        "written_by": dict(Counter(pick["reason"]["writer"] for pick in picks)),
    }
