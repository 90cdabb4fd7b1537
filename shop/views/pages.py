"""Pages to look around: home, departments and categories, search, a product."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from recommender.contracts import EventKind
from recommender.services import shopper_events
from shop import selectors
from shop.browsing import categories_named, listing, suggested
from shop.browsing import search as search_products
from shop.forms import ReviewForm
from shop.middleware import ShopRequest
from shop.models import Category, Media, Product
from shop.places import here
from shop.selectors import cards
from shop.settled import settled
from shop.shelving import Card, Place, likes_of, pick_key, shelves_for
from shop.shown import Shown, shown
from shop.telling import event_tell
from shop.views.welcome import wants_no_taps

LONGEST_QUERY = 200
MOST_TAPS = 3
STARTERS = 8
SUGGESTED = 5


@require_safe
def home(request: ShopRequest) -> HttpResponse:
    """Show the shelves; on a first visit also what this shop is, and three taps to begin with."""
    taps = _taps(request)
    place = Place("home")
    departments = selectors.departments_pictured() if taps is not None else []
    is_offered = taps is not None and not wants_no_taps(request)
    shelves = shelves_for(request, place)
    context = {
        "place": place,
        "where": here(request, shelves),
        "shelves": shelves,
        "is_first": taps == [],
        "departments": departments,
        "starters": _starters(departments, taps or []) if is_offered else [],
    }
    return render(request, "shop/home.html", context)


def _taps(request: ShopRequest) -> list[str] | None:
    """Return what a newcomer has tapped so far; None for who needs no start any more."""
    shopper_id = request.shopper.known
    if shopper_id is None:
        return []
    if shopper_id in settled:
        return None
    events = shopper_events(shopper_id, MOST_TAPS)
    if len(events) == MOST_TAPS or any(event.kind != EventKind.LIKE for event in events):
        settled.add(shopper_id)
        return None
    return [event.item_id or "" for event in events]


def _starters(
    departments: list[tuple[Category, Product | None]], taps: list[str]
) -> list[tuple[Product, bool]]:
    """Return one product each of the departments first in line, and whether it was tapped."""
    products = [product for _department, product in departments if product is not None]
    return [(product, product.sku in taps) for product in products[:STARTERS]]


@require_safe
def category(request: ShopRequest, slug: str) -> HttpResponse:
    """Show a department or category: a shelf of picks, then everything, to be narrowed."""
    found = selectors.category_get(slug)
    if found is None:
        raise Http404
    narrowed = listing(selectors.category_products(found), request.GET)
    place = Place("category", category=found.slug)
    context = {"category": found, "listing": narrowed, "cards": _cards(narrowed.shown)}
    if request.htmx.target == "listing":
        return render(request, "shop/_listing.html", context)
    if not narrowed.is_narrowed and narrowed.page.number == 1:
        context |= {"place": place, "shelves": shelves_for(request, place)[:1]}
    return render(request, "shop/category.html", context)


@require_safe
def search(request: ShopRequest) -> HttpResponse:
    """Show what matches; when nothing does, what else there is."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    context: dict[str, object] = {"q": text}
    if text:
        narrowed = listing(search_products(text), request.GET, ranked=True)
        context |= {
            "listing": narrowed,
            "cards": _cards(narrowed.shown),
            "named": categories_named(text, selectors.menu()),
        }
        if request.htmx.target == "listing":
            return render(request, "shop/_listing.html", context)
        if narrowed.page.number == 1 and not narrowed.is_narrowed:
            found = narrowed.page.paginator.count
            event_tell(
                request.shopper.id, EventKind.SEARCH, context={"query": text, "found": found}
            )
    if not text or not context["cards"]:
        place = Place("home")
        context |= {"place": place, "shelves": shelves_for(request, place)[:1]}
    return render(request, "shop/search.html", context)


@require_safe
def suggest(request: ShopRequest) -> HttpResponse:
    """Answer a few departments and products while somebody writes; nothing is recorded."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    context: dict[str, object] = {"q": text}
    if len(text) > 1:
        best = cards(suggested(text))[:SUGGESTED]
        context |= {
            "named": categories_named(text, selectors.menu())[:3],
            "cards": _cards(map(shown, best)),
        }
    return render(request, "shop/_suggest.html", context)


@require_safe
def product(request: ShopRequest, slug: str) -> HttpResponse:
    """Show one product; looking at it is recorded before its shelves are asked for."""
    found = selectors.product_get(slug)
    if found is None or not found.is_active:
        raise Http404
    if "prefetch" not in request.headers.get("Sec-Purpose", ""):
        _look(request, found)
    return render(request, "shop/product.html", product_context(request, found))


def product_context(
    request: ShopRequest, found: Product, review_form: ReviewForm | None = None
) -> dict[str, object]:
    """Return all that the product page shows."""
    place = Place("product", (found.sku,))
    media = list(found.media.all())
    variants = list(found.variants.all())
    like_id = likes_of(request).get(found.sku)
    return {
        "product": found,
        "liked": like_id is not None,
        "event_id": like_id,
        "key": pick_key("", found.sku),
        "unlike": reverse("shop:item", args=[found.sku, "unlike"]),
        "department": found.category.parent,
        "pictures": [m for m in media if m.kind == Media.Kind.PICTURE],
        "sounds": [m for m in media if m.kind == Media.Kind.SOUND],
        "motions": [m for m in media if m.kind == Media.Kind.MOTION],
        "variants": variants,
        "first_variant": next((v for v in variants if v.stock > 0), None),
        "can_buy": any(v.stock > 0 for v in variants) if variants else found.in_stock,
        "facts": {k: v for k, v in found.attributes.items() if isinstance(v, str) and v},
        "stars": selectors.stars_of(found),
        "reviews": selectors.reviews_of(found),
        "review_form": review_form or ReviewForm(initial={"author_name": _name(request)}),
        "place": place,
        "shelves": shelves_for(request, place),
        "origin": request.GET.get("from", ""),
        "position": request.GET.get("p", ""),
    }


def _name(request: ShopRequest) -> str:
    return request.user.get_username() if request.user.is_authenticated else ""


def _look(request: ShopRequest, found: Product) -> None:
    """Record a click when the address names the slate and position it came from, else a view."""
    origin = pick_origin(request.GET.get("from", ""), request.GET.get("p", ""))
    kind = EventKind.CLICK if origin else EventKind.VIEW
    event_tell(request.shopper.id, kind, item_id=found.sku, context=origin)


def pick_origin(slate: str, position: str) -> dict[str, object]:
    """Return the event context for a slate's id and a position; empty when they are not both."""
    try:
        return {"slate_id": str(UUID(slate)), "position": min(max(int(position), 0), 1000)}
    except ValueError:
        return {}


def _cards(products: Iterable[Shown]) -> list[Card]:
    return [Card(one) for one in products]
