"""What the browser tells by itself: how long a product was looked at."""

from __future__ import annotations

import math
from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.http import require_POST

from recommender.contracts import EventKind
from shop.middleware import ShopRequest
from shop.telling import event_tell

LONGEST_DWELL_S = 1800.0


@require_POST
def events(request: ShopRequest) -> HttpResponse:
    """Take one dwell event from a page of this shop: a form with the page's token."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return HttpResponseForbidden()
    shopper_id = request.shopper.known
    if shopper_id is None:
        return HttpResponse(status=204)
    try:
        event_id = UUID(request.POST["id"])
        seconds = float(request.POST["value"])
        item_id = request.POST["item"][:64]
    except (KeyError, ValueError):
        return HttpResponseBadRequest()
    if not math.isfinite(seconds) or seconds <= 0 or not item_id:
        return HttpResponseBadRequest()
    event_tell(
        shopper_id,
        EventKind.DWELL,
        item_id=item_id,
        value=min(seconds, LONGEST_DWELL_S),
        event_id=event_id,
    )
    return HttpResponse(status=204)
