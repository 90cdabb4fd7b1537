"""What each shelf is: where it may stand, which candidates it takes, what it stresses, its title.

A shelf multiplies some of the strategy's weights (`stress`); the score stays the plain sum of named
parts. Titles go through gettext. No Django but its translations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from recommender.contracts import EventKind, Query

OTHERS = ""  # in `stress`: every source not named


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of shelf. `pool`: sources whose finds may stand on it; empty: all."""

    slug: str
    placements: tuple[str, ...]
    pool: tuple[str, ...] = ()
    stress: Mapping[str, float] = field(default_factory=dict)
    is_mixed: bool = True  # limits per category and brand apply
    explores: bool = False
    tail_only: bool = False
    least: int = 4  # fewer than this is no shelf (but never an empty page)
    spare: int = 0  # stands only while fewer shelves than this stand before it; 0: in any case


SHELVES: Mapping[str, Shelf] = {
    shelf.slug: shelf
    for shelf in (
        Shelf("for_you", ("home", "category", "product", "cart"), explores=True),
        Shelf(
            "because",
            ("home",),
            pool=("similar", "together"),
            stress={"similar": 3.0, "together": 2.0, "popular": 0.5, "trending": 0.5, "tail": 0.5},
        ),
        Shelf("popular", ("home", "category"), pool=("popular",), stress={"popular": 4.0}),
        Shelf(
            "trending", ("home", "category"), pool=("trending",), stress={"trending": 6.0}, spare=3
        ),
        Shelf("moment", ("home", "category"), pool=("moment",), stress={"moment": 6.0}, spare=3),
        Shelf(
            "less_known",
            ("home", "category"),
            stress={"tail": 2.0, "popular": 0.0, "trending": 0.0},
            tail_only=True,
        ),
        Shelf("new", ("home", "category"), pool=("fresh",), stress={"fresh": 4.0}),
        Shelf(
            "similar",
            ("product",),
            pool=("similar",),
            stress={"similar": 4.0, OTHERS: 0.25, "less_like": 1.0},
            is_mixed=False,
        ),
        Shelf(
            "goes_with",
            ("product", "cart"),
            pool=("together",),
            stress={"together": 4.0, "similar": 0.25, OTHERS: 0.5, "less_like": 1.0},
        ),
    )
}


def shelves_of(placement: str) -> tuple[str, ...]:
    """Return the slugs of the shelves that may stand at a placement."""
    return tuple(slug for slug, shelf in SHELVES.items() if placement in shelf.placements)


def stressed(shelf: Shelf, weights: Mapping[str, float]) -> dict[str, float]:
    """Return the strategy's weights with the shelf's stress."""
    others = shelf.stress.get(OTHERS, 1.0)
    return {slug: weight * shelf.stress.get(slug, others) for slug, weight in weights.items()}


def shelf_title(shelf: Shelf, query: Query, item_title: str = "", action: str = "") -> str:
    """Return the shelf's title in the active language; `item_title` is what it stands on."""
    if shelf.slug == "because":
        return _because(item_title, action)
    if shelf.slug == "for_you" and not query.profile.events:
        return _("A good place to start")
    if shelf.slug == "trending" and query.memo.get("trends_near_by"):
        return _("Trending near you")
    titles = {
        "for_you": _("For you"),
        "trending": _("Trending this week"),
        "moment": _("Right for the moment"),
        "popular": _("Popular in the shop"),
        "less_known": _("Less known, worth knowing"),
        "new": _("New in the shop"),
        "similar": _("Similar to this"),
        "goes_with": _("Goes well with it"),
    }
    return titles[shelf.slug]


def _because(item_title: str, action: str) -> str:
    phrases = {
        EventKind.PURCHASE: _("Because you bought “%(title)s”"),
        EventKind.CART: _("Because you put “%(title)s” in your cart"),
        EventKind.LIKE: _("Because you liked “%(title)s”"),
        EventKind.RATING: _("Because you rated “%(title)s”"),
    }
    phrase = phrases.get(EventKind(action), _("Because you looked at “%(title)s”"))
    return phrase % {"title": item_title}
