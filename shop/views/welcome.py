"""What a first visit may choose: the place, and not to be asked for three taps."""

from __future__ import annotations

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from recommender import services as recommender
from shop.forms import places
from shop.middleware import ShopRequest
from shop.places import place_keep

logger = logging.getLogger(__name__)
TAPS_COOKIE, NO_TAPS = "taps", "no"  # names nobody; says only that the strip is not wanted
TAPS_AGE_S = 365 * 24 * 3600


@require_POST
def place(request: ShopRequest) -> HttpResponse:
    """Keep the place that was chosen; the next page follows it."""
    chosen = request.POST.get("place", "")
    if chosen not in dict(places()):
        raise Http404
    response = redirect("shop:home")
    try:
        recommender.profile_update(request.shopper.id, place=chosen)
    except Exception:
        logger.exception("The place was not kept.")
        return response
    place_keep(response, chosen)
    return response


@require_POST
def taps_away(request: ShopRequest) -> HttpResponse:
    """Put the three taps away for good; nobody becomes a shopper by saying no."""
    response = (
        render(request, "shop/_starters_away.html") if request.htmx else redirect("shop:home")
    )
    response.set_cookie(TAPS_COOKIE, NO_TAPS, max_age=TAPS_AGE_S, httponly=True, samesite="Lax")
    return response


def wants_no_taps(request: ShopRequest) -> bool:
    """Whether this browser was told not to offer the taps again."""
    return request.COOKIES.get(TAPS_COOKIE) == NO_TAPS
