"""Shelves as fragments, "Why this?", and the buttons on a pick."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from recommender import services as recommender
from recommender.contracts import EventKind
from recommender.errors import InvalidInput, NotFound
from shop import selectors
from shop.middleware import ShopRequest
from shop.models import Product
from shop.panel import panel_context
from shop.shelving import Place, language, pick_key, shelves_for
from shop.telling import event_tell
from shop.views.account import back

PLACEMENTS = ("home", "product", "cart", "category")
EVENTS = {
    "like": EventKind.LIKE,
    "tap": EventKind.LIKE,  # of the three taps on a first visit
    "less": EventKind.DISLIKE,
    "hide": EventKind.HIDE,
    "only": EventKind.HIDE,  # in place of a "less like this" just said
    "helpful": EventKind.REASON_HELPFUL,
    "unhelpful": EventKind.REASON_UNHELPFUL,
}
TRIGGERS = {
    "less": "close-panel",
    "hide": "close-panel",
    "tap": "picks-changed",
    "helpful": "picks-changed",
    "unhelpful": "picks-changed",
}
UNDONE = "undone"
MOST_ANCHORS = 20


@require_safe
def shelves(request: ShopRequest) -> HttpResponse:
    """Answer a page's shelves afresh, after something changed."""
    placement = request.GET.get("placement", "home")
    if placement not in PLACEMENTS:
        return HttpResponseBadRequest()
    anchors = tuple(a[:64] for a in request.GET.getlist("anchor")[:MOST_ANCHORS])
    place = Place(placement, anchors, request.GET.get("category", "")[:120])
    found = shelves_for(request, place)
    limit = 1 if placement == "category" else len(found)
    return render(request, "shop/_shelves.html", {"shelves": found[:limit], "place": place})


@require_safe
def why(request: ShopRequest, slate_id: UUID, item_id: str) -> HttpResponse:
    """Show why a pick is there: a panel for scripts, a page without."""
    shopper_id = request.shopper.known
    if shopper_id is None:
        raise Http404
    try:
        explanation = recommender.pick_explain(slate_id, item_id, shopper_id, language())
    except NotFound as missing:
        raise Http404 from missing
    context = {
        **panel_context(explanation),
        "slate_id": slate_id,
        "item_id": item_id,
        "key": pick_key(str(slate_id), item_id),
        "rates": (("helpful", _("Yes, it helps")), ("unhelpful", _("Not really"))),
        "back": back(request),
    }
    template = "shop/_why.html" if request.htmx else "shop/why.html"
    return render(request, template, context)


@require_POST
def answers(request: ShopRequest, slate_id: UUID) -> HttpResponse:
    """Take an answer from a shelf: the button's name is what it does, its value the product.

    The page's `once` stands in for an event's id, so that sending twice counts once.
    """
    for action in ("like", "less"):
        if item_id := request.POST.get(action):
            once = _uuid(request.POST.get("once"))
            event_id = uuid5(once, f"{action} {item_id}") if once else uuid4()
            return _act(request, item_id[:64], action, slate_id, event_id)
    raise Http404


@require_POST
def pick_act(request: ShopRequest, slate_id: UUID, item_id: str, action: str) -> HttpResponse:
    """Take one answer to a pick."""
    return _act(request, item_id, action, slate_id, _event_id(request, action))


@require_POST
def item_act(request: ShopRequest, item_id: str, action: str) -> HttpResponse:
    """Take what was said of a product, not of a pick."""
    return _act(request, item_id, action, None, _event_id(request, action))


def _event_id(request: ShopRequest, action: str) -> UUID:
    """Return the id the page made; what is said in place of an event has one made from that."""
    instead = _uuid(request.POST.get("event")) if action == "only" else None
    if instead is not None:
        return uuid5(instead, action)
    return _uuid(request.POST.get("event_id")) or uuid4()


def _act(
    request: ShopRequest, item_id: str, action: str, slate_id: UUID | None, event_id: UUID
) -> HttpResponse:
    product = get_object_or_404(selectors.cards(Product.objects.all()), sku=item_id)
    if action in EVENTS:
        if action == "only":
            _take_back(request)
        receipt = event_tell(
            request.shopper.id,
            EVENTS[action],
            item_id=item_id,
            context={"slate_id": str(slate_id)} if slate_id else {},
            event_id=event_id,
        )
        if receipt is None:
            return HttpResponse(_("That could not be kept. Please try again."), status=503)
    elif action in ("undo", "unlike"):
        return _unuse(request, product, slate_id, action)
    elif action == "ignore":
        return _ignore(request, slate_id, item_id)
    else:
        raise Http404
    return _answer(request, product, action, slate_id, event_id)


def _answer(
    request: ShopRequest, product: Product, action: str, slate_id: UUID | None, event_id: UUID
) -> HttpResponse:
    if request.htmx:
        context = {
            **_button_context(product, slate_id),
            "event_id": event_id,
            "liked": action == "like",
            "tapped": action == "tap",
            "hidden": action in ("hide", "only"),
            "rated": action if action in ("helpful", "unhelpful") else "",
        }
        response = render(request, f"shop/{_template(action, slate_id)}", context)
        if action in TRIGGERS:
            response["HX-Trigger"] = TRIGGERS[action]
        return response
    notes = {
        "like": _("Noted: you like “%(title)s”."),
        "tap": _("Noted: you like “%(title)s”."),
        "less": _("Noted: less like “%(title)s”."),
        "hide": _("Noted: “%(title)s” is not for you."),
    }
    text = notes.get(action, _("Thank you, noted."))
    messages.success(request, text % {"title": product.local_title})
    return redirect(back(request))


def _template(action: str, slate_id: UUID | None) -> str:
    like = "_say_like.html" if slate_id is None else "_like.html"
    gone = dict.fromkeys(("less", "hide", "only"), "_card_gone.html")
    known = {"like": like, "tap": "_starter.html", **gone}
    return known.get(action, "_thanks.html")


def _button_context(product: Product, slate_id: UUID | None) -> dict[str, object]:
    """Return what the heart and its opposite need to be drawn again."""
    return {
        "product": product,
        "slate_id": slate_id,
        "key": pick_key(str(slate_id or ""), product.sku),
        **{
            action: _address(slate_id, product.sku, action)
            for action in ("like", "unlike", "undo", "only")
        },
    }


def _unuse(
    request: ShopRequest, product: Product, slate_id: UUID | None, action: str
) -> HttpResponse:
    """Undo what was said: as if it had never been, what it asked for included."""
    _take_back(request)
    if request.htmx and action == "unlike":
        template = _template("like", slate_id)
        return render(request, f"shop/{template}", _button_context(product, slate_id))
    if request.htmx:
        response = render(request, "shop/_undone.html")
        response["HX-Trigger"] = "picks-changed"
        return response
    return redirect(back(request))


def _ignore(request: ShopRequest, slate_id: UUID | None, item_id: str) -> HttpResponse:
    """Do not use one action any more; the row in the panel says so and offers the way back."""
    control_id = _event_unused(request)
    if request.htmx:
        response = render(request, "shop/_action_unused.html", {"control_id": control_id})
        response["HX-Trigger"] = "picks-changed"
        return response
    messages.success(request, _("That action is no longer used."))
    return redirect("shop:interests")


def _take_back(request: ShopRequest) -> None:
    _event_unused(request, UNDONE)


def _event_unused(request: ShopRequest, name: str = "") -> UUID:
    """Leave the event of the form out; return the instruction that says so."""
    event_id = _uuid(request.POST.get("event"))
    shopper_id = request.shopper.known
    if event_id is None or shopper_id is None:
        raise Http404
    try:
        return recommender.control_set(shopper_id, "ignore_event", event_id=event_id, name=name)
    except (NotFound, InvalidInput) as missing:
        raise Http404 from missing


def _address(slate_id: UUID | None, sku: str, action: str) -> str:
    if slate_id is None:
        return reverse("shop:item", args=[sku, action])
    return reverse("shop:pick", args=[slate_id, sku, action])


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
