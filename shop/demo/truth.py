"""The hidden truth behind the simulated shoppers. Only evaluation reads it.

It lies in the private storage `models`, never under `MEDIA_ROOT`, and also keeps the moment that
all times count back from, so that a second run does not move the history.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import storages

TRUTH_FILE = "demo/truth.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class TasteTruth:
    """One latent taste. `weight` is its share of intents, 0..1; `weight_after` once it has drifted.

    `kinds` are category slugs with their share within the taste. An empty attribute is indifferent.
    """

    department: str
    kinds: Mapping[str, float]
    style: str
    material: str
    colour: str
    maker: str
    weight: float
    weight_after: float


@dataclass(frozen=True, slots=True)
class ShopperTruth:
    """What drives one shopper.

    budget: preferred log-price above (+) or below (-) the usual of a kind.
    sensitivity: utility lost per unit of log-price above that.
    purse_eur: price at which half of the wish to buy is gone.
    """

    id: UUID
    place: str
    budget: float
    sensitivity: float
    purse_eur: float
    tastes: tuple[TasteTruth, ...]
    switch_at: datetime | None = None

    def weights_at(self, when: datetime) -> tuple[float, ...]:
        """Return the weights of the tastes at a time, in their order."""
        drifted = self.switch_at is not None and when >= self.switch_at
        return tuple(taste.weight_after if drifted else taste.weight for taste in self.tastes)

    def leading(self, when: datetime) -> TasteTruth:
        """Return the strongest taste at a time."""
        weights = self.weights_at(when)
        return self.tastes[max(range(len(weights)), key=weights.__getitem__)]


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything hidden: the shoppers, and how wanted each item is by itself (log, best is 0)."""

    seed: int
    weeks: int
    anchor: datetime  # the history ends here
    finished: bool  # all of it has been recorded
    shoppers: tuple[ShopperTruth, ...] = ()
    appeal: Mapping[str, float] = field(default_factory=dict)


def truth_read() -> Truth | None:
    """Return the stored truth; None when there is none, or one of another version."""
    storage = storages["models"]
    if not storage.exists(TRUTH_FILE):
        return None
    with storage.open(TRUTH_FILE) as file:
        try:
            stored = json.load(file)
        except ValueError:
            return None
    return _truth(stored) if stored.get("version") == VERSION else None


def truth_write(truth: Truth) -> None:
    """Store the truth in place of an older one."""
    storage = storages["models"]
    content = ContentFile(json.dumps(_plain(truth), separators=(",", ":")).encode())
    if storage.exists(TRUTH_FILE):
        storage.delete(TRUTH_FILE)
    storage.save(TRUTH_FILE, content)


def _truth(stored: Mapping[str, Any]) -> Truth:
    return Truth(
        seed=stored["seed"],
        weeks=stored["weeks"],
        anchor=datetime.fromisoformat(stored["anchor"]),
        finished=stored["finished"],
        shoppers=tuple(
            ShopperTruth(
                id=UUID(one["id"]),
                place=one["place"],
                budget=one["budget"],
                sensitivity=one["sensitivity"],
                purse_eur=one["purse_eur"],
                tastes=tuple(TasteTruth(**taste) for taste in one["tastes"]),
                switch_at=datetime.fromisoformat(one["switch_at"]) if one["switch_at"] else None,
            )
            for one in stored["shoppers"]
        ),
        appeal=stored["appeal"],
    )


def _plain(truth: Truth) -> dict[str, Any]:
    return {
        "version": VERSION,
        "seed": truth.seed,
        "weeks": truth.weeks,
        "anchor": truth.anchor.isoformat(),
        "finished": truth.finished,
        "shoppers": [
            {
                "id": str(one.id),
                "place": one.place,
                "budget": one.budget,
                "sensitivity": one.sensitivity,
                "purse_eur": one.purse_eur,
                "switch_at": one.switch_at.isoformat() if one.switch_at else None,
                "tastes": [
                    {name: getattr(taste, name) for name in TasteTruth.__slots__}
                    for taste in one.tastes
                ],
            }
            for one in truth.shoppers
        ],
        "appeal": dict(truth.appeal),
    }
