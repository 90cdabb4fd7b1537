"""Your interests: what the shop understood, what it stands on, and every way to change it."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from recommender import services as recommender
from recommender.errors import InvalidInput, NotFound
from shop import services
from shop.forms import TONES, ChoicesForm, ControlForm, places
from shop.middleware import ShopRequest
from shop.places import place_forget, place_keep
from shop.selectors import menu, products_by_sku
from shop.shelving import language, preview_for
from shop.shown import Shown, shown_by_sku
from shop.treemap import treemap
from shop.words import event_words, mirror_words, wish_words

logger = logging.getLogger(__name__)
EFFECT_SIZE = 6
EVENTS_SHOWN = 20
PICTURES = 5  # of what an interest stands on
STEP, MOST = 0.5, 2.0  # of "more" and "less"


@require_safe
def interests(request: ShopRequest) -> HttpResponse:
    """Show the mirror."""
    return render(request, "shop/interests.html", _mirror(request))


@require_safe
def look(request: ShopRequest) -> HttpResponse:
    """Answer the mirror anew if anything has changed since the page's stamp, else nothing (204).

    An open page asks every few seconds: what has not changed costs one query and no body.
    """
    if request.GET.get("stamp", "") == _stamp(request):
        return HttpResponse(status=204)
    seen = request.GET.getlist("seen")
    context = _mirror(request, seen)
    labels = {one["name"]: one["label"] for one in context["interests"]}
    context["said"] = mirror_words(seen, list(labels), labels)
    return render(request, "shop/_mirror.html", context)


@require_POST
def control(request: ShopRequest) -> HttpResponse:
    """Set a slider, forget an interest, or stop using an action."""
    form = ControlForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    value = given["value"] if given["value"] is not None else 1.0
    try:
        recommender.control_set(
            request.shopper.id,
            given["kind"],
            event_id=given["event"],
            name=given["name"],
            value=value,
        )
    except (NotFound, InvalidInput) as refused:
        raise Http404 from refused
    return _changed(request)


@require_POST
def undo(request: ShopRequest, control_id: UUID) -> HttpResponse:
    """Lift a standing instruction."""
    shopper_id = request.shopper.known
    if shopper_id is None:
        raise Http404
    try:
        recommender.control_revoke(shopper_id, control_id)
    except NotFound as missing:
        raise Http404 from missing
    if request.htmx and request.htmx.target != "mirror":
        response = render(request, "shop/_undone.html")
        response["HX-Trigger"] = "picks-changed"
        return response
    return _changed(request)


@require_POST
def passed_forget(request: ShopRequest) -> HttpResponse:
    """Forget that a product, or anything, was scrolled past."""
    shopper_id = request.shopper.known
    if shopper_id is None:
        raise Http404
    recommender.passes_forget(shopper_id, request.POST.get("item", "")[:64] or None)
    return _changed(request)


@require_POST
def choices(request: ShopRequest) -> HttpResponse:
    """Keep the place and the tone."""
    form = ChoicesForm(request.POST)
    if not form.is_valid():
        raise Http404
    recommender.profile_update(
        request.shopper.id, place=form.cleaned_data["place"], tone=form.cleaned_data["tone"]
    )
    response = _changed(request)
    place_keep(response, form.cleaned_data["place"])
    return response


@require_safe
def export(request: ShopRequest) -> HttpResponse:
    """Hand over everything that is stored, as a file."""
    shopper_id = request.shopper.known
    data: Mapping[str, Any] = recommender.profile_export(shopper_id) if shopper_id else {}
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"my-data-{date.today():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def delete(request: ShopRequest) -> HttpResponse:
    """Delete the profile, once the box is ticked."""
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Tick the box first: this cannot be undone."))
        return redirect("shop:interests")
    shopper_id = request.shopper.known
    if shopper_id is not None:
        services.shopper_forget(shopper_id)
        request.shopper.leave()
    messages.success(request, _("Everything the shop had learnt about you is deleted."))
    response = redirect("shop:home")
    place_forget(response)
    return response


def _changed(request: ShopRequest) -> HttpResponse:
    if request.htmx:
        return render(request, "shop/_mirror.html", _mirror(request))
    return redirect("shop:interests")


def _mirror(request: ShopRequest, seen: Sequence[str] | None = None) -> dict[str, Any]:
    """Return the profile with its tiles, and the picks that follow from it.

    seen: the interests an open page shows, in its order; what is not among them is marked.
    """
    stamp = _stamp(request)  # before what it stands for is read: at worst a page looks once more
    profile, failed = _profile(request)
    products, is_popular = preview_for(request, EFFECT_SIZE)
    before = [sku for sku in request.POST.get("before", "").split(",") if sku]
    effect = [(product, bool(before) and product.sku not in before) for product in products]
    found = _interests(profile, seen)
    return {
        "profile": profile,
        "failed": failed,
        "look": urlencode({"stamp": stamp, "seen": [o["name"] for o in found]}, doseq=True),
        "interests": found,
        "shift": _shift(profile),
        "tiles": treemap([one for one in found if one["share"] > 0]),
        "events": _events(profile),
        "wishes": _wishes(profile),
        "effect": effect,
        "effect_skus": ",".join(product.sku for product in products),
        "has_new": any(is_new for _product, is_new in effect),
        "is_popular": is_popular,
        "tones": TONES,
        "places": places(profile.get("shopper", {}).get("place", "")),
    }


def _stamp(request: ShopRequest) -> str:
    shopper_id = request.shopper.known
    try:
        return recommender.profile_stamp(shopper_id) if shopper_id else ""
    except Exception:
        logger.exception("The profile's stamp cannot be read.")
        return ""


def _profile(request: ShopRequest) -> tuple[Mapping[str, Any], bool]:
    """Return what is known, and whether it could not be read."""
    shopper_id = request.shopper.known
    if shopper_id is None:
        return {}, False
    try:
        return recommender.profile_get(shopper_id, language()), False
    except NotFound:
        return {}, False
    except Exception:
        logger.exception("No profile to show.")
        return {}, True


def _events(profile: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the newest actions as sentences, each with its picture and the way back."""
    events = list(profile.get("events", ()))[:EVENTS_SHOWN]
    pictured = products_by_sku([one["item_id"] for one in events if one["item_id"]])
    ignoring = {
        one["event_id"]: one["id"]
        for one in profile.get("controls", ())
        if one["kind"] == "ignore_event"
    }
    return [
        {
            **one,
            "words": event_words(one["kind"], one["title"], one),
            "product": pictured.get(one["item_id"]),
            "control_id": ignoring.get(one["id"]),
        }
        for one in events
    ]


def _interests(
    profile: Mapping[str, Any], seen: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """Add to each interest its hue, its pictures, what "more" and "less" set, and the way back."""
    hues = {
        kind.slug: kind.hue
        for department in menu()
        for kind in (department, *department.kinds)  # type: ignore[attr-defined]
    }
    undo = {
        one["name"]: one["id"] for one in profile.get("controls", ()) if one["kind"] == "interest"
    }
    found = list(profile.get("interests", ()))
    pictured = shown_by_sku([e["item_id"] for one in found for e in one["events"] if e["item_id"]])
    return [
        {
            **one,
            "hue": hues.get(one["name"], zlib.crc32(one["name"].encode()) % 360),
            "products": _pictures(one, pictured),
            "less": max(one["factor"] - STEP, STEP),
            "more": min(one["factor"] + STEP, MOST),
            "is_least": one["factor"] <= STEP,
            "is_most": one["factor"] >= MOST,
            "lit": [step <= one["factor"] for step in (0.5, 1.0, 1.5, 2.0)],
            "control_id": undo.get(one["name"]) if one["factor"] != 1.0 else None,
            "is_fresh": seen is not None and one["name"] not in seen,
        }
        for one in found
    ]


def _pictures(one: Mapping[str, Any], pictured: Mapping[str, Shown]) -> list[Shown]:
    skus = dict.fromkeys(event["item_id"] for event in one["events"])
    return [pictured[sku] for sku in skus if sku in pictured][:PICTURES]


def _shift(profile: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the change of intent with the pictures of what showed it."""
    found = profile.get("shift")
    if not found:
        return None
    skus = [event["item_id"] for event in found["events"] if event["item_id"]]
    return {**found, "products": _pictures(found, shown_by_sku(skus))}


def _wishes(profile: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the standing instructions that the page shows nowhere else."""
    labels = {one["name"]: one["label"] for one in profile.get("interests", ())}
    worded = [
        {"id": one["id"], "words": wish_words(one, labels)} for one in profile.get("controls", ())
    ]
    return [one for one in worded if one["words"]]
