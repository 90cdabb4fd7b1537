"""What the models of one run add: to the whole (a run's page) and to one pick (a slate's page).

The vector that serves is the sum of what each model adds, and so is an item's likeness to it:
`cos(item, Σ part_m) = Σ item · part_m / |Σ part|`. No torch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from django.utils.translation import gettext, gettext_noop

from recommender.admin.plots import Curve, curve
from recommender.models import InterestState, Run

READERS: dict[str, tuple[str, str]] = {
    "sasrec": ("SASRec", gettext_noop("attention over the whole history")),
    "gru4rec": ("GRU4Rec", gettext_noop("a state carried from step to step")),
    "caser": ("Caser", gettext_noop("patterns in the last few steps")),
}
INPUTS: dict[str, str] = {
    "text": gettext_noop("text"),
    "facets": gettext_noop("facts"),
    "ids": gettext_noop("what was learned of each item itself"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """One model of a run; `percent` is its weight in the sum, 0..100."""

    name: str
    help: str
    ndcg10: float | None
    percent: float
    train_s: float
    curve: Curve | None


@dataclass(frozen=True, slots=True)
class Adds:
    """What one model adds to an item's likeness to the shopper's deep interest."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """An item's likeness by model; the parts sum to `total`, a cosine."""

    parts: tuple[Adds, ...]
    total: float


def readers_shown(run: Run) -> list[Reader]:
    """Return the models that were trained in a run, in the order they were."""
    return [
        Reader(
            name=READERS.get(one["name"], (one["name"], ""))[0],
            help=_said(READERS.get(one["name"], ("", ""))[1]),
            ndcg10=one.get("ndcg10"),
            percent=round(100 * float(one["weight"]), 1),
            train_s=float(one.get("train_s", 0.0)),
            curve=curve(
                one.get("curve", []), {"ndcg10": gettext("NDCG@10"), "loss": gettext("loss")}
            ),
        )
        for one in run.metrics.get("readers", [])
    ]


def gates_shown(run: Run) -> list[tuple[str, float]]:
    """Return what an item's vector is made of, largest first: a name and 0..100."""
    gates: Mapping[str, float] = run.metrics.get("gates", {})
    return [
        (_said(INPUTS.get(name, name)), round(100 * share, 1))
        for name, share in sorted(gates.items(), key=lambda pair: -pair[1])
    ]


def likeness_by_model(
    shopper_id: UUID, item_ids: Iterable[str]
) -> tuple[dict[str, Likeness], datetime | None]:
    """Return each item's likeness to what is understood of a shopper now, and since when it is.

    Empty where nothing is stored under the serving run.
    """
    from recommender.learning.vectors import vectors_read  # here: most pages need none of it

    state = (
        InterestState.objects.select_related("run")
        .filter(shopper_id=shopper_id, run__is_active=True)
        .first()
    )
    if state is None or not state.parts:
        return {}, None
    names = [
        READERS.get(one["name"], (one["name"], ""))[0]
        for one in state.run.metrics.get("readers", [])
        if one["weight"] > 0
    ]
    parts = np.frombuffer(state.parts, dtype=np.float16).astype(np.float32)
    if parts.size != len(names) * state.run.dim:
        return {}, None
    parts = parts.reshape(len(names), state.run.dim)
    length = float(np.linalg.norm(parts.sum(axis=0)))
    if length == 0:
        return {}, None
    found = {}
    for item_id, vector in vectors_read(state.run_id, state.run.dim, list(item_ids)).items():
        values = (parts @ vector / length).tolist()
        adds = tuple(Adds(name, value) for name, value in zip(names, values, strict=True))
        found[item_id] = Likeness(adds, sum(values))
    return found, state.refreshed_at


def _said(words: str) -> str:
    return gettext(words) if words else ""
