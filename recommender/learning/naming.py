"""Named interests of one shopper: clusters of what they acted on, each called by its category.

Where most of an interest shares a maker, a material and so on, its label says so; the label is
phrased and checked as a reason is, the key stays the category's. How large an interest is, is
counted by visits (`recommender.tastes`, which the page shares). Where it points is told by the
newest acts. Two clusters of one category are one interest: its name is what a shopper turns up,
down or off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np

from recommender.contracts import Floats
from recommender.learning.acts import ShopperAct
from recommender.reasons.headings import NAMED_BY, Heading, name_claim
from recommender.reasons.vocabulary import ATTRIBUTE_ALIASES, ATTRIBUTES, LANGUAGES, value_name
from recommender.sentences import page_phrase
from recommender.sql import rows
from recommender.tastes import Doubles, act_weights, taste_masses

SHARED = 0.6  # of an interest's mass, that a trait must hold to be in its label

_CALLED = """
SELECT item_id, coalesce(nullif(category, ''), nullif(department, ''), nullif(brand, ''), title),
       coalesce(nullif(category_name, ''), nullif(brand, ''), title),
       CASE WHEN category_name = '' THEN '{}'::jsonb ELSE translations END, department,
       CASE WHEN category_name = '' THEN '{}'::jsonb
            ELSE attributes || jsonb_build_object('maker', maker, 'brand', brand) END
FROM recommender_item WHERE item_id = ANY(%s::text[])
"""


@dataclass(frozen=True, slots=True)
class ItemName:
    """What an interest in an item is called: a stable key, and words by language.

    department: where the shop sorts the item, "" where it says nothing. traits: attribute an
    interest may be named by → what its value is called, by language.
    """

    key: str
    labels: Mapping[str, str]
    department: str = ""
    traits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedInterest:
    """One interest: its share of all, a unit vector (d,), and the acts it stands on, newest first.

    Shares of one shopper's interests sum to 1. kinds: mass by item name, what a later act is joined
    by; its sum is the interest's, counted at the shopper's newest act. since: when its oldest act
    was. trait: an attribute most of it shares, "" for none, and what its value is called.
    """

    name: ItemName
    share: float
    vector: Floats
    event_ids: tuple[UUID, ...]
    kinds: Mapping[str, float] = field(default_factory=dict)
    since: datetime | None = None
    trait: tuple[str, Mapping[str, str]] = ("", {})


@dataclass(frozen=True, slots=True)
class Tastes:
    """One shopper's interests, and the mass by item name of what became none."""

    interests: list[NamedInterest]
    aside: Mapping[str, float]


def item_names(item_ids: Sequence[str]) -> dict[str, ItemName]:
    """Return the names of those items that exist."""
    return {
        item_id: ItemName(
            key[:120], _labels(label, translations), department, _traits(attributes, translations)
        )
        for item_id, key, label, translations, department, attributes in rows(
            _CALLED, [list(item_ids)]
        )
    }


def labels_written(interests: Sequence[NamedInterest]) -> list[dict[str, str]]:
    """Return what each interest is called, by language: its shape's sentence, filled."""
    labels: list[dict[str, str]] = [{} for _ in interests]
    for language in LANGUAGES:
        known = [at for at, one in enumerate(interests) if one.name.labels.get(language)]
        headings = [_heading(interests[at], language) for at in known]
        for at, name in zip(known, page_phrase(headings, (), language)[0], strict=True):
            labels[at][language] = name.text
    return labels


def _heading(interest: NamedInterest, language: str) -> Heading:
    """Tell an interest by its category, and by its trait where that has a name in the language."""
    attribute, called = interest.trait
    values = {"{CATEGORY}": interest.name.labels[language]}
    if not called.get(language):
        return Heading(name_claim(), values, key=interest.name.key)
    values[ATTRIBUTES[attribute]] = called[language]
    return Heading(name_claim(attribute), values, key=interest.name.key)


def _traits(
    attributes: Mapping[str, Any], translations: Mapping[str, Any]
) -> dict[str, dict[str, str]]:
    plain = {ATTRIBUTE_ALIASES.get(name, name): str(text) for name, text in attributes.items()}
    return {
        name: {
            language: str(translations.get(language, {}).get(name) or "")
            or value_name(name, plain[name], language)
            for language in LANGUAGES
        }
        for name in NAMED_BY
        if plain.get(name, "").strip()
    }


def _labels(label: str, translations: Mapping[str, Any]) -> dict[str, str]:
    said = {
        language: str(texts["category_name"])
        for language, texts in translations.items()
        if texts.get("category_name")
    }
    return {"en": label, **said}


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
    return tastes_named(acts, rows_of, vectors, names, grouped).interests


def tastes_named(
    acts: Sequence[ShopperAct],
    rows_of: Mapping[str, int],
    vectors: Floats,
    names: Mapping[str, ItemName],
    grouped: bool = False,
) -> Tastes:
    """Return the interests as `interests_named`, and what was looked at by the way."""
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

    named = [names[item_id] for item_id in item_ids]
    groups: dict[str, tuple[ItemName, list[int]]] = {}
    for cluster in cluster_items(matrix, heavy, sorted_at):
        name = _leading([named[i] for i in cluster], heavy[cluster])
        groups.setdefault(name.key, (name, []))[1].extend(cluster.tolist())
    total = sum(heavy[members].sum() for _, members in groups.values())
    found = []
    for name, members in groups.values():
        stands_on = sorted((p for i in members for p in places[item_ids[i]]), reverse=True)
        found.append(
            NamedInterest(
                name=name,
                share=float(heavy[members].sum() / total),
                vector=centre(matrix[members], near[members]),
                event_ids=tuple(acts[place].event_id for place in stands_on),
                kinds=_mass_by_name([named[i] for i in members], heavy[members]),
                since=acts[stands_on[-1]].occurred_at,
                trait=_shared([named[i] for i in members], heavy[members]),
            )
        )
    kept = {i for _, members in groups.values() for i in members}
    left = [i for i in range(len(item_ids)) if i not in kept]
    aside = _mass_by_name([named[i] for i in left], heavy[left])
    return Tastes(sorted(found, key=lambda one: (-one.share, one.name.key)), aside)


def _leading(names: Sequence[ItemName], weights: Doubles) -> ItemName:
    """Return the name that most of the weight bears; of equals, the first by key."""
    mass = _mass_by_name(names, weights)
    key = min(mass, key=lambda one: (-mass[one], one))
    return next(name for name in names if name.key == key)


def _shared(names: Sequence[ItemName], weights: Doubles) -> tuple[str, Mapping[str, str]]:
    """Return the trait that most of the weight shares, on more than one item; of equals the first.

    The more telling attributes come first in `NAMED_BY`.
    """
    best: tuple[float, str, Mapping[str, str]] = (SHARED * float(weights.sum()), "", {})
    for attribute in NAMED_BY:
        mass: dict[tuple[str, ...], float] = {}
        items: dict[tuple[str, ...], int] = {}
        for name, weight in zip(names, weights.tolist(), strict=True):
            called = tuple(name.traits.get(attribute, {}).values())
            mass[called] = mass.get(called, 0.0) + weight
            items[called] = items.get(called, 0) + 1
        for called, heavy in mass.items():
            most = heavy >= best[0] if not best[1] else heavy > best[0]
            if called and items[called] > 1 and most:
                best = (heavy, attribute, dict(zip(LANGUAGES, called, strict=True)))
    return best[1:]


def _mass_by_name(names: Sequence[ItemName], weights: Doubles) -> dict[str, float]:
    mass: dict[str, float] = {}
    for name, weight in zip(names, weights.tolist(), strict=True):
        mass[name.key] = mass.get(name.key, 0.0) + weight
    return mass
