"""Shelves for pages: asks the recommender for picks and joins them to the shop's own products.

If the recommender cannot answer, the page shows what sells well in the shop instead, and says so in
the log: a page never fails for its sake.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommender import services as recommender
from recommender.contracts import Context, Pick, Slate
from shop.middleware import ShopRequest
from shop.place_asked import place_assumed
from shop.selectors import popular_products
from shop.shown import Shown, shown, shown_by_sku

logger = logging.getLogger(__name__)
FALLBACK_SIZE = 8


@dataclass(frozen=True, slots=True)
class Card:
    """A product on a shelf or in a list; `pick` and `slate_id` when the recommender chose it."""

    product: Shown
    pick: Pick | None = None
    slate_id: str = ""

    @property
    def like_id(self) -> str:
        """The event by which the shopper likes it; "" when they have not said so."""
        return str(self.pick.liked_by or "") if self.pick else ""

    @property
    def href(self) -> str:
        """Its page; a pick's address says where it was found."""
        if self.pick is None:
            return self.product.address
        return f"{self.product.address}?from={self.slate_id}&p={self.pick.position}"

    @property
    def why(self) -> str:
        """The address of "Why this?"."""
        return f"{_roots(self.slate_id)[0]}{quote(self.product.sku)}/"

    @property
    def unlike(self) -> str:
        """The address that takes a like back."""
        return f"{_roots(self.slate_id)[1]}{quote(self.product.sku)}/unlike/"

    @property
    def key(self) -> str:
        """An id that is unique on the page."""
        return pick_key(self.slate_id, self.product.sku)

    @property
    def like_words(self) -> str:
        """What the heart is called."""
        return _("Like “%(title)s”") % {"title": self.product.local_title}

    @property
    def less_words(self) -> str:
        """What "less like this" is called."""
        return _("Less like “%(title)s”") % {"title": self.product.local_title}

    @property
    def badge(self) -> str:
        """Return what sets the pick apart, in a word or two."""
        mark = self.pick.badge if self.pick else ""
        if mark == "rare":
            return _("Rare find")
        if mark == "new":
            return _("New")
        return _("Something different") if mark == "explore" else ""

    @property
    def reason(self) -> str:
        """The sentence; "" when there is none."""
        return self.pick.reason.text if self.pick and self.pick.reason else ""


@lru_cache(maxsize=256)
def _roots(slate_id: str) -> tuple[str, str]:
    """Return what a slate's addresses of "Why this?" and of answers to a pick begin with.

    A page has some hundred such addresses; looking each up would cost more than its queries.
    """
    why = reverse("shop:why", args=[slate_id, "x"]).removesuffix("x/")
    return why, reverse("shop:answers", args=[slate_id])


def pick_key(slate_id: str, sku: str) -> str:
    """Return the part of element ids that names a pick.

    A product stands on one shelf of a page at most; the beginning of the slate's id tells it from
    the same product in a list below.
    """
    return f"{slate_id[:8]}-{_slug(sku)}" if slate_id else _slug(sku)


_slug = lru_cache(maxsize=16_384)(slugify)


@dataclass(frozen=True, slots=True)
class ShelfView:
    """A titled row of cards."""

    slug: str
    title: str
    cards: tuple[Card, ...]
    slate_id: str = ""

    @property
    def key(self) -> str:
        """An id that is unique on the page."""
        return self.slate_id[:8] or self.slug

    @property
    def answers(self) -> str:
        """The address that the buttons of its cards send to."""
        return _roots(self.slate_id)[1]


@dataclass(frozen=True, slots=True)
class Place:
    """Where shelves stand: enough to ask for them again."""

    placement: str
    anchors: tuple[str, ...] = ()
    category: str = ""

    @property
    def again(self) -> str:
        """The address of these shelves as a fragment."""
        query = {"placement": self.placement, "anchor": self.anchors, "category": self.category}
        return f"{reverse('shop:shelves')}?{urlencode(query, doseq=True)}"


def shelves_for(request: ShopRequest, place: Place) -> list[ShelfView]:
    """Return the shelves of a placement, or the shop's own when the recommender is down."""
    try:
        slates = recommender.page_recommend(_context(request, place))
    except Exception:
        logger.exception("No picks for %s: showing what is popular.", place.placement)
        slates = []
    return join(slates) or popular_shelf(place.anchors)


def likes_of(request: ShopRequest) -> Mapping[str, UUID]:
    """Return what the shopper likes, item to event; nothing when that is unknown."""
    shopper_id = request.shopper.known
    try:
        return recommender.shopper_likes(shopper_id) if shopper_id else {}
    except Exception:
        logger.exception("Likes cannot be read: hearts look unpressed.")
        return {}


def join(slates: Sequence[Slate]) -> list[ShelfView]:
    """Join slates to the shop's products: one query for all of them."""
    products = shown_by_sku([pick.item_id for slate in slates for pick in slate.picks])
    shelves = []
    for slate in slates:
        slate_id = str(slate.id)
        cards = tuple(
            Card(product, pick, slate_id)
            for pick in slate.picks
            if (product := products.get(pick.item_id)) is not None
        )
        if cards:
            shelves.append(ShelfView(slate.shelf, slate.title, cards, slate_id))
    return shelves


def popular_shelf(without: Sequence[str] = ()) -> list[ShelfView]:
    """Return the one shelf that the shop can fill by itself."""
    found = tuple(Card(shown(product)) for product in popular_products(FALLBACK_SIZE, without))
    return [ShelfView("popular", _("Popular in the shop"), found)] if found else []


def preview_for(request: ShopRequest, size: int) -> tuple[list[Shown], bool]:
    """Return what the next page would begin with, and whether that is but what sells well.

    An example, not a shelf: nothing is logged, and nobody is made a shopper by looking at it.
    """
    try:
        shopper_id = request.shopper.known or uuid4()
        context = _context(request, Place("home"), shopper_id)
        skus = recommender.picks_preview(context, size)
        products = shown_by_sku(skus)
        if found := [products[sku] for sku in skus if sku in products]:
            return found, False
    except Exception:
        logger.exception("No picks to preview: showing what is popular.")
    return [shown(product) for product in popular_products(size, ())], True


def _context(request: ShopRequest, place: Place, shopper_id: UUID | None = None) -> Context:
    agent = request.headers.get("User-Agent", "")
    return Context(
        shopper_id=shopper_id or request.shopper.id,
        placement=place.placement,
        now=timezone.now(),
        anchor_item_ids=place.anchors,
        category=place.category,
        language=language(),
        place_assumed=place_assumed(request),
        device="phone" if "Mobi" in agent else "desktop",
    )


def language() -> str:
    """Return the active language as the recommender names it."""
    return "zh-hans" if (get_language() or "").startswith("zh") else "en"
