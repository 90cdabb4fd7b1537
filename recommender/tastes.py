"""How large a taste is, counted by visits: one arithmetic for the worker and for the page.

Each item counts once a visit, and a visit by the square root of what it holds, so that one long
evening among lamps does not outweigh weeks of bowls. No Django, no torch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeGuard
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from recommender.actions import MEMORY_HALF_LIFE_S, action_weight
from recommender.contracts import EventKind, PastEvent

Doubles = NDArray[np.float64]

# Rising strength: of acts on one item side by side, the strongest names the step.
KINDS = (
    EventKind.VIEW,
    EventKind.CLICK,
    EventKind.RATING,
    EventKind.LIKE,
    EventKind.CART,
    EventKind.PURCHASE,
)
GOOD_RATING = 4.0

TASTE_HALF_LIFE_S = 45 * 86_400.0  # of what an act says of a lasting taste
VISIT_GAP_S = 1800.0  # a longer pause ends a visit
_ID = uuid4()  # the weight of an act does not depend on which it is


class Act(Protocol):
    """What is asked of an act, as the worker or the page has it."""

    @property
    def item_id(self) -> str | None:
        """The item acted on."""
        ...

    @property
    def kind(self) -> EventKind:
        """What was done."""
        ...

    @property
    def occurred_at(self) -> datetime:
        """When."""
        ...

    @property
    def value(self) -> float | None:
        """Stars, pieces or seconds, by kind."""
        ...


def is_act(event: PastEvent) -> TypeGuard[Act]:
    """Whether interests stand on such an event; in SQL: `learning.act_kinds.IS_ACT`."""
    if not event.item_id or event.kind not in KINDS:
        return False
    return event.kind is not EventKind.RATING or (event.value or 0.0) >= GOOD_RATING


def act_weights(acts: Sequence[Act]) -> Doubles:
    """Return what each act says of where a taste points, (A,), halved every 14 days back."""
    return _strengths(acts) * _faded(acts, MEMORY_HALF_LIFE_S)


def taste_masses(acts: Sequence[Act]) -> Doubles:
    """Return what each act, oldest first, says of how large a taste is, (A,).

    In a visit the strongest act on each item counts, `s_i = √strength`, the others nothing; all of
    a visit together count `√Σ s_i`, halved every 45 days back from the newest.
    """
    strengths = np.sqrt(_strengths(acts))
    masses = np.zeros(len(acts))
    for visit in visits(acts):
        strongest: dict[str | None, int] = {}
        for place in visit:
            item_id = acts[place].item_id
            if strengths[place] > strengths[strongest.setdefault(item_id, place)]:
                strongest[item_id] = place
        counted = list(strongest.values())
        masses[counted] = strengths[counted] / np.sqrt(strengths[counted].sum())
    return masses * _faded(acts, TASTE_HALF_LIFE_S)


def visits(acts: Sequence[Act]) -> Iterator[range]:
    """Yield the places of each visit, oldest first."""
    begin = 0
    for place in range(1, len(acts) + 1):
        if (
            place == len(acts)
            or (acts[place].occurred_at - acts[place - 1].occurred_at).total_seconds() > VISIT_GAP_S
        ):
            yield range(begin, place)
            begin = place


def taste_fading(age_s: float) -> float:
    """Return what is left of a mass counted `age_s` ago, 0..1."""
    return float(0.5 ** (max(age_s, 0.0) / TASTE_HALF_LIFE_S))


def _strengths(acts: Sequence[Act]) -> Doubles:
    return np.array(
        [action_weight(PastEvent(_ID, a.kind, a.occurred_at, a.item_id, a.value)) for a in acts]
    )


def _faded(acts: Sequence[Act], half_life_s: float) -> Doubles:
    ages = np.array([(acts[-1].occurred_at - a.occurred_at).total_seconds() for a in acts])
    return np.asarray(0.5 ** (ages / half_life_s), dtype=np.float64)
