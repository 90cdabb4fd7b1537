from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from benchmarks.tastes import (
    Shop,
    counted,
    events_until_lead,
    measures,
    shares,
    told_of_change,
)
from recommender.contracts import EventKind
from recommender.learning.acts import ShopperAct
from shop.demo.truth import ShopperTruth, TasteTruth

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
DEPARTMENTS = {"mugs": "pottery", "bowls": "pottery", "tents": "outdoor", "inks": "desk"}
CATEGORIES = {"m1": "mugs", "b1": "bowls", "t1": "tents", "i1": "inks"}


def taste(department: str, kinds: list[str], before: float, after: float) -> TasteTruth:
    shares = dict.fromkeys(kinds, 1 / len(kinds))
    return TasteTruth(department, shares, "", "", "", "", before, after)


def shopper(number: int, *tastes: TasteTruth, changed_days_ago: float = 0) -> ShopperTruth:
    at = NOW - timedelta(days=changed_days_ago) if changed_days_ago else None
    return ShopperTruth(uuid.UUID(int=number), "", 0, 1, 50, tastes, at)


POTTER = shopper(1, taste("pottery", ["mugs"], 0.7, 0.7), taste("desk", ["inks"], 0.3, 0.3))
CAMPER = shopper(
    2, taste("pottery", ["mugs"], 0.7, 0.3), taste("outdoor", ["tents"], 0.3, 0.7),
    changed_days_ago=10,
)  # fmt: skip


def acts(*said: tuple[str, float]) -> list[ShopperAct]:
    return [
        ShopperAct(uuid.uuid4(), item, EventKind.VIEW, NOW - timedelta(days=days), None)
        for item, days in said
    ]


def shop(**did: list[ShopperAct]) -> Shop:
    people = {"potter": POTTER, "camper": CAMPER}
    return Shop(
        [POTTER, CAMPER], NOW, DEPARTMENTS, CATEGORIES, {POTTER.id: 30, CAMPER.id: 25},
        {people[name].id: one for name, one in did.items()},
    )  # fmt: skip


def test_a_category_of_the_taste_is_exact_and_one_of_its_department_is_recovered() -> None:
    said = {POTTER.id: ["bowls", "inks"], CAMPER.id: ["mugs", "tents"]}
    found = shares(shop(), [POTTER, CAMPER], lambda one: said[one.id])
    assert found == {"recovered": 0.5, "exact": 0.0, "among_two": 1.0}
    said = {POTTER.id: ["mugs"], CAMPER.id: []}
    found = shares(shop(), [POTTER, CAMPER], lambda one: said[one.id])
    assert found == {"recovered": 0.5, "exact": 0.5, "among_two": 0.5}


def test_groups_are_by_tastes_and_by_events() -> None:
    found = measures(shop(), lambda one: ["tents"])
    assert found["shoppers"] == 2 and found["recovered"] == 0.5
    assert found["groups"]["changed"] == {
        "shoppers": 1, "recovered": 1.0, "exact": 1.0, "among_two": 1.0,
    }  # fmt: skip
    assert found["groups"]["several_unchanged"]["recovered"] == 0
    assert found["by_events"]["20-49"]["shoppers"] == 2
    assert found["by_events"]["1-4"]["shoppers"] == 0


def test_counting_knows_no_change_and_whoever_is_told_does() -> None:
    did = acts(*[("m1", 30 - n) for n in range(5)], ("t1", 9), ("t1", 8), ("i1", 7))
    made = shop(camper=did, potter=acts(("i1", 3), ("i1", 2.999), ("m1", 2), ("m1", 1)))
    assert counted(made)(CAMPER)[0] == "mugs"
    assert told_of_change(made)(CAMPER)[0] == "tents"
    assert told_of_change(made)(POTTER)[0] == "mugs"  # two visits against one of two looks


def test_acts_are_counted_from_the_change_until_the_new_taste_leads() -> None:
    did = acts(("m1", 30), ("m1", 20), ("t1", 9), ("i1", 8), ("t1", 7), ("t1", 6))
    made = shop(camper=did)

    def by_count(history: list[ShopperAct]) -> list[str]:
        items = [act.item_id for act in history]
        return [CATEGORIES[max(sorted(set(items)), key=items.count)]]

    found = events_until_lead(made, by_count)
    assert found == {
        "shoppers": 1, "median": 4.0, "within_5": 1.0, "within_10": 1.0, "within_20": 1.0,
    }  # fmt: skip
    never = events_until_lead(made, lambda history: ["mugs"])
    assert never["median"] is None and never["within_20"] == 0
    already = events_until_lead(made, lambda history: ["tents"])
    assert already["shoppers"] == 0
