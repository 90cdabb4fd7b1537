"""Named interests of one shopper: clusters of what they acted on, each called by its category.

How large an interest is, is counted by visits: each item once a visit, and a visit by the square
root of what it holds, so that one long evening among lamps does not outweigh weeks of bowls. Where
it points is told by the newest acts. Two clusters of one category are one interest: its name is
what a shopper turns up, down or off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from recommender.actions import MEMORY_HALF_LIFE_S, action_weight
from recommender.contracts import Floats, PastEvent
from recommender.learning.acts import ShopperAct
from recommender.sql import rows

Doubles = NDArray[np.float64]

TASTE_HALF_LIFE_S = 45 * 86_400.0  # of what an act says of a lasting taste
VISIT_GAP_S = 1800.0  # a longer pause ends a visit

_CALLED = """
SELECT item_id, coalesce(nullif(category, ''), nullif(department, ''), nullif(brand, ''), title),
       coalesce(nullif(category_name, ''), nullif(brand, ''), title),
       CASE WHEN category_name = '' THEN '{}'::jsonb ELSE translations END, department
FROM recommender_item WHERE item_id = ANY(%s::text[])
"""


@dataclass(frozen=True, slots=True)
class ItemName:
    """What an interest in an item is called: a stable key, and words by language.

    department: where the shop sorts the item, "" where it says nothing.
    """

    key: str
    labels: Mapping[str, str]
    department: str = ""


@dataclass(frozen=True, slots=True)
class NamedInterest:
    """One interest: its share of all, a unit vector (d,), and the acts it stands on, newest first.

    Shares of one shopper's interests sum to 1.
    """

    name: ItemName
    share: float
    vector: Floats
    event_ids: tuple[UUID, ...]


def item_names(item_ids: Sequence[str]) -> dict[str, ItemName]:
    """Return the names of those items that exist."""
    return {
        item_id: ItemName(key[:120], _labels(label, translations), department)
        for item_id, key, label, translations, department in rows(_CALLED, [list(item_ids)])
    }


def _labels(label: str, translations: Mapping[str, Any]) -> dict[str, str]:
    said = {
        language: str(texts["category_name"])
        for language, texts in translations.items()
        if texts.get("category_name")
    }
    return {"en": label, **said}


def act_weights(acts: Sequence[ShopperAct]) -> Doubles:
    """Return what each act says of where a taste points, (A,), halved every 14 days back."""
    return _strengths(acts) * _faded(acts, MEMORY_HALF_LIFE_S)


def taste_masses(acts: Sequence[ShopperAct]) -> Doubles:
    """Return what each act, oldest first, says of how large a taste is, (A,).

    In a visit the strongest act on each item counts, `s_i = √strength`, the others nothing; all of
    a visit together count `√Σ s_i`, halved every 45 days back from the newest.
    """
    strengths = np.sqrt(_strengths(acts))
    masses = np.zeros(len(acts))
    for visit in _visits(acts):
        strongest: dict[str, int] = {}
        for place in visit:
            item_id = acts[place].item_id
            if strengths[place] > strengths[strongest.setdefault(item_id, place)]:
                strongest[item_id] = place
        counted = list(strongest.values())
        masses[counted] = strengths[counted] / np.sqrt(strengths[counted].sum())
    return masses * _faded(acts, TASTE_HALF_LIFE_S)


def _visits(acts: Sequence[ShopperAct]) -> Iterator[range]:
    """Yield the places of each visit."""
    begin = 0
    for place in range(1, len(acts) + 1):
        if (
            place == len(acts)
            or (acts[place].occurred_at - acts[place - 1].occurred_at).total_seconds() > VISIT_GAP_S
        ):
            yield range(begin, place)
            begin = place


def _strengths(acts: Sequence[ShopperAct]) -> Doubles:
    return np.array(
        [
            action_weight(PastEvent(a.event_id, a.kind, a.occurred_at, a.item_id, a.value))
            for a in acts
        ]
    )


def _faded(acts: Sequence[ShopperAct], half_life_s: float) -> Doubles:
    ages = np.array([(acts[-1].occurred_at - a.occurred_at).total_seconds() for a in acts])
    return np.asarray(0.5 ** (ages / half_life_s), dtype=np.float64)


def interests_named(
    acts: Sequence[ShopperAct],
    rows_of: Mapping[str, int],
    vectors: Floats,
    names: Mapping[str, ItemName],
    grouped: bool = False,
) -> list[NamedInterest]:
    """Return the interests of one shopper's acts, oldest first, by falling share.

    `rows_of` maps each act's item to its row in `vectors` (n, d), unit rows. grouped: the shop
    sorts its items into departments, and they count too in what belongs together.
    """
    from recommender.neural.interests import centre, cluster_items

    masses, weights = taste_masses(acts), act_weights(acts)
    places: dict[str, list[int]] = {}
    for place, act in enumerate(acts):
        places.setdefault(act.item_id, []).append(place)
    item_ids = list(places)
    matrix = vectors[[rows_of[item_id] for item_id in item_ids]]
    heavy = np.array([masses[places[item_id]].sum() for item_id in item_ids])
    near = np.array([weights[places[item_id]].sum() for item_id in item_ids])
    sorted_at = None
    if grouped:
        sorted_at = np.unique([names[one].department for one in item_ids], return_inverse=True)[1]

    groups: dict[str, tuple[ItemName, list[int]]] = {}
    for cluster in cluster_items(matrix, heavy, sorted_at):
        name = _leading([names[item_ids[i]] for i in cluster], heavy[cluster])
        groups.setdefault(name.key, (name, []))[1].extend(cluster.tolist())
    total = sum(heavy[members].sum() for _, members in groups.values())
    found = [
        NamedInterest(
            name=name,
            share=float(heavy[members].sum() / total),
            vector=centre(matrix[members], near[members]),
            event_ids=tuple(
                acts[place].event_id
                for place in sorted((p for i in members for p in places[item_ids[i]]), reverse=True)
            ),
        )
        for name, members in groups.values()
    ]
    return sorted(found, key=lambda one: (-one.share, one.name.key))


def _leading(names: Sequence[ItemName], weights: Doubles) -> ItemName:
    """Return the name that most of the weight bears; of equals, the first by key."""
    mass: dict[str, float] = {}
    for name, weight in zip(names, weights.tolist(), strict=True):
        mass[name.key] = mass.get(name.key, 0.0) + weight
    key = min(mass, key=lambda one: (-mass[one], one))
    return next(name for name in names if name.key == key)
