"""Two strategies side by side for one shopper: the shelves of each, and small measures of both.

Nothing is logged and nothing is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from recommender.admin.base import cards, language, uuid_or_none
from recommender.admin.preview_measures import measured, side_by_side
from recommender.admin.words import PLACEMENTS
from recommender.contracts import Context, Slate
from recommender.models import Event, Item, Shopper
from recommender.picks import page_preview
from recommender.pipeline import Page
from recommender.sql import rows
from recommender.strategy import StrategyParams

OVERLAP_AT = 20
LIVELY = 12
LOOKED_AT = 300  # shoppers, to find lively ones
MOST_ACTS = 100  # of each, are counted
FIRST = 6  # cards of a shelf seen at once; the others on asking


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom and what to preview for. `item` and `category` are what the page is about."""

    shopper: Shopper | None
    placement: str = "home"
    item: str = ""
    category: str = ""
    problem: str = ""
    sought: str = ""  # what was typed to find the shopper

    @classmethod
    def read(cls, data: Mapping[str, Any], lively: Sequence[Mapping[str, Any]]) -> Ask:
        """Read the form; without a shopper the liveliest is taken."""
        sought = str(data.get("shopper", "")).strip()
        chosen = sought or str(data.get("lively", "")).strip()
        shopper = shopper_find(chosen) if chosen else None
        problem = _("No shopper has this id.") if chosen and shopper is None else ""
        if not chosen and lively:
            shopper = Shopper.objects.filter(pk=lively[0]["id"]).first()
        placement = str(data.get("placement", ""))
        placement = placement if placement in PLACEMENTS else "home"
        item, category = str(data.get("about", "")).strip(), str(data.get("category", "")).strip()
        if shopper is not None and not problem:
            item, category, problem = _about(shopper.pk, placement, item, category)
        return cls(shopper, placement, item[:64], category[:120], problem, sought[:64])

    def context(self, now: datetime) -> Context | None:
        """Return the request to preview; None without a shopper."""
        if self.shopper is None or self.problem:
            return None
        return Context(
            self.shopper.pk,
            self.placement,
            now,
            anchor_item_ids=(self.item,) if self.item and self.placement != "category" else (),
            category=self.category if self.placement == "category" else "",
            language=language(),
        )


def shopper_find(text: str) -> Shopper | None:
    """Return a shopper by our id or the shop's."""
    known = uuid_or_none(text)
    found = Shopper.objects.filter(pk=known) if known else Shopper.objects.filter(external_id=text)
    return found.select_related("merged_into").first()


def lively_shoppers() -> list[dict[str, Any]]:
    """Return shoppers who did much, of those who saw a page lately, the liveliest first.

    Where no page was served yet, of some shoppers. Bounded, however large the tables are: so many
    shoppers are looked at, and so many of the events of each.
    """
    lately = "SELECT shopper_id AS id FROM recommender_slaterow ORDER BY served_at DESC"
    anybody = "SELECT id FROM recommender_shopper WHERE merged_into_id IS NULL"
    for source in (lately, anybody):
        found = rows(
            f"""
            SELECT s.id, s.external_id, acts.n
            FROM (SELECT DISTINCT id FROM ({source} LIMIT {LOOKED_AT}) AS found) AS seen
            JOIN recommender_shopper s USING (id)
            CROSS JOIN LATERAL (
                SELECT count(*) AS n FROM (
                    SELECT FROM recommender_event e WHERE e.shopper_id = s.id
                    ORDER BY e.occurred_at DESC LIMIT {MOST_ACTS}
                ) AS newest
            ) AS acts
            WHERE acts.n > 0 ORDER BY acts.n DESC, s.id LIMIT {LIVELY}
            """
        )
        if found:
            break
    return [
        {
            "id": str(pk),
            "name": str(Shopper(id=pk, external_id=external)),
            "count": f"{count}+" if count == MOST_ACTS else str(count),
        }
        for pk, external, count in found
    ]


def compare(context: Context, serving: StrategyParams, edited: StrategyParams) -> dict[str, Any]:
    """Return the shelves of both strategies in pairs, and the measures of both."""
    (left_page, left), (right_page, right) = (
        page_preview(context, params) for params in (serving, edited)
    )
    pages = left_page, right_page
    items = cards(pick.item_id for slate in (*left, *right) for pick in slate.picks)
    return {
        "pairs": _pairs(left, right, items, pages),
        "measures": side_by_side(*(measured(page, page.shelves) for page in pages)),
        "overlap": _overlap(left, right),
        "is_same": _shown(left) == _shown(right),
    }


def _about(shopper_id: UUID, placement: str, item: str, category: str) -> tuple[str, str, str]:
    """Choose what the page is about where it was left open: the newest thing looked at."""
    if placement in {"product", "cart"}:
        if item:
            known = Item.objects.filter(pk=item).exists()
            return item, category, "" if known else _("No item has this id.")
        newest = Event.objects.filter(shopper_id=shopper_id, item__isnull=False)
        item_id = newest.order_by("-occurred_at").values_list("item_id", flat=True).first()
        popular = Item.objects.filter(is_active=True).order_by("-event_count", "pk")
        return str(item_id or popular.values_list("pk", flat=True).first() or ""), category, ""
    if placement == "category" and not category:
        newest = Event.objects.filter(shopper_id=shopper_id, item__isnull=False)
        found = newest.order_by("-occurred_at").values_list("item__category", flat=True).first()
        other = Item.objects.filter(is_active=True).values_list("category", flat=True).first()
        return item, str(found or other or ""), ""
    return item, category, ""


def _shown(slates: Sequence[Slate]) -> list[str]:
    """Return the items of a page in reading order."""
    return [pick.item_id for slate in slates for pick in slate.picks]


def _overlap(left: Sequence[Slate], right: Sequence[Slate]) -> str:
    """Say how many of the first items both sides show."""
    first, second = (set(_shown(slates)[:OVERLAP_AT]) for slates in (left, right))
    most = max(len(first), len(second))
    return _("Of the first %(most)s items, both show %(shared)s.") % {
        "most": most,
        "shared": len(first & second),
    }


def _pairs(
    left: Sequence[Slate],
    right: Sequence[Slate],
    items: Mapping[str, Any],
    pages: tuple[Page, Page],
) -> list[dict[str, Any]]:
    by_slug = [{slate.shelf: slate for slate in slates} for slates in (left, right)]
    slugs = list(dict.fromkeys(slate.shelf for slate in (*left, *right)))
    return [
        {
            "slug": slug,
            "left": _shelf(by_slug[0].get(slug), by_slug[1].get(slug), items, set(_shown(right))),
            "right": _shelf(by_slug[1].get(slug), by_slug[0].get(slug), items, set(_shown(left))),
            "more": max(len(side[slug].picks) - FIRST if slug in side else 0 for side in by_slug),
            "measures": side_by_side(
                *(
                    measured(page, [one for one in page.shelves if one.shelf.slug == slug])
                    for page in pages
                )
            ),
        }
        for slug in slugs
    ]


def _shelf(
    slate: Slate | None, other: Slate | None, items: Mapping[str, Any], elsewhere: set[str]
) -> dict[str, Any] | None:
    if slate is None:
        return None
    places = {pick.item_id: pick.position for pick in other.picks} if other else {}
    found = [
        {
            "place": pick.position + 1,
            "item": items.get(pick.item_id, {"title": pick.item_id}),
            "score": pick.score,
            "reason": pick.reason.text if pick.reason else "",
            "badge": pick.badge,
            # How many places higher than on the other side; None: not on that shelf.
            "rise": places[pick.item_id] - pick.position if pick.item_id in places else None,
            "fall": pick.position - places.get(pick.item_id, pick.position),
            "is_elsewhere": pick.item_id in elsewhere,
        }
        for pick in slate.picks
    ]
    return {"title": slate.title, "first": found[:FIRST], "others": found[FIRST:]}
