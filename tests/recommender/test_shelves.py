"""What the title of a shelf says: only what its picks and the shopper's acts bear out."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.contracts import (
    Context,
    EventKind,
    Evidence,
    EvidenceKind,
    ItemBlock,
    Profile,
    Query,
)
from recommender.shelves import SHELVES, StandsOn, shelf_heading
from tests.recommender.worlds import NOW, SHOPPER, block, fact, past

LAMPS = [fact(f"l{n}", translations={"zh-hans": {"category_name": "灯"}}) for n in range(4)]
POTS = [fact(f"p{n}", category="pots", category_name="Pots") for n in range(4)]


NOTHING = ItemBlock((), np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32))


def asked(*events, placement="home", language="en"):
    facts = [one for one in (*LAMPS, *POTS) if one.item_id in {e.item_id for e in events}]
    context = Context(SHOPPER, placement, NOW, language=language)
    content = np.ones((len(facts), 2))
    return Query(
        context, Profile(SHOPPER, events), block(facts, content) if facts else NOTHING, NOTHING
    )


def told(kind, **values):
    return Evidence(f"{kind}:{values}", EvidenceKind(kind), values=values)


def heading(slug, query, picked=(), evidence=(), stands_on=None):
    return shelf_heading(SHELVES[slug], query, picked, evidence, stands_on)


def test_for_a_stranger_it_is_a_place_to_start():
    assert heading("for_you", asked()).claim["shelf"] == "start"
    assert heading("for_you", asked(past("l0"))).claim == {"kind": "title", "shelf": "for_you"}


@pytest.mark.parametrize(("language", "name"), [("en", "Lamps"), ("zh-hans", "灯")])
def test_a_category_is_said_where_it_leads_in_acts_and_on_the_shelf(language, name):
    acts = [past("l0"), past("l1"), past("l2"), past("p0")]
    found = heading("for_you", asked(*acts, language=language), [*LAMPS[:2], *POTS[:2]])
    assert found.values == {"{CATEGORY}": name}


@pytest.mark.parametrize(
    ("acts", "picked"),
    [
        (["l0", "l1"], LAMPS),  # two items are no habit
        (["l0", "l1", "l2", "p0", "p1", "p2", "p3"], LAMPS),  # not half of the attention
        (["l0", "l1", "l2"], POTS),  # none of it on the shelf
    ],
)
def test_a_category_is_not_said_otherwise(acts, picked):
    assert "category" not in heading("for_you", asked(*map(past, acts)), picked).claim


def test_a_because_shelf_says_what_was_done_with_what():
    found = heading("because", asked(past("l0")), stands_on=StandsOn(LAMPS[0], EventKind.LIKE))
    assert found.causal and found.claim["action"] == "like"
    assert found.values == {"{ITEM_1}": "The l0"}


def test_a_moment_is_said_when_every_pick_but_chance_is_of_it():
    evening = told("context", facet="hour", value="evening")
    friday = told("context", facet="weekday", value="friday")
    evidence = [(friday, evening), (evening,), (told("explore"),)]
    assert heading("moment", asked(), evidence=evidence).claim["value"] == "evening"
    assert "value" not in heading("moment", asked(), evidence=[*evidence, (friday,)]).claim
    assert "value" not in heading("moment", asked(), evidence=[]).claim


def test_a_place_is_said_when_every_pick_is_wanted_there_this_week():
    there = told("popular", window="week", place="france", count=9)
    listed = told("context", facet="place", value="france")
    found = heading("trending", asked(), evidence=[(there,), (listed,)])
    assert found.values == {"{PLACE}": "France"} and found.claim["window"] == "week"
    elsewhere = told("popular", window="week", place="", count=9)
    assert "place" not in heading("trending", asked(), evidence=[(there,), (elsewhere,)]).claim


def test_in_the_cart_it_goes_with_the_cart():
    assert heading("goes_with", asked(placement="cart")).claim["at"] == "cart"
    assert "at" not in heading("goes_with", asked(placement="product")).claim


def test_the_key_is_of_the_shelf_and_the_shopper():
    assert heading("new", asked()).key == heading("new", asked(past("l0"))).key
    assert heading("new", asked()).key != heading("popular", asked()).key
