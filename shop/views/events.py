"""What a browser tells by itself: how long a product was looked at, what was scrolled past."""

from __future__ import annotations

import logging
import math
from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.http import require_POST

from recommender import services as recommender
from recommender.contracts import EventKind
from shop.middleware import ShopRequest
from shop.telling import event_tell

logger = logging.getLogger(__name__)
LONGEST_DWELL_S = 1800.0
MOST_PASSED = 200


@require_POST
def events(request: ShopRequest) -> HttpResponse:
    """Take what a page of this shop tells on leaving: a form with the page's token.

    Picks passed over, `pass` as "slate:product" each, and a product with the seconds it was
    looked at: `id`, `item`, `value`. Either or both.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return HttpResponseForbidden()
    shopper_id = request.shopper.known
    if shopper_id is None:
        return HttpResponse(status=204)
    passed = request.POST.getlist("pass")[:MOST_PASSED]
    try:
        picks = [_pick(text) for text in passed]
        dwell = _dwell(request) if "item" in request.POST or not passed else None
    except (KeyError, ValueError):
        return HttpResponseBadRequest()
    if picks:
        _passes_tell(shopper_id, picks)
    if dwell is not None:
        event_id, item_id, seconds = dwell
        event_tell(shopper_id, EventKind.DWELL, item_id=item_id, value=seconds, event_id=event_id)
    return HttpResponse(status=204)


def _pick(text: str) -> tuple[UUID, str]:
    slate, colon, item_id = text.partition(":")
    if not colon or not 0 < len(item_id) <= 64:
        raise ValueError(text)
    return UUID(slate), item_id


def _dwell(request: ShopRequest) -> tuple[UUID, str, float]:
    """Return the event's id, the product and the seconds.

    Raises:
        KeyError, ValueError: something is missing or makes no sense.
    """
    seconds = float(request.POST["value"])
    item_id = request.POST["item"][:64]
    if not math.isfinite(seconds) or seconds <= 0 or not item_id:
        raise ValueError(seconds)
    return UUID(request.POST["id"]), item_id, min(seconds, LONGEST_DWELL_S)


def _passes_tell(shopper_id: UUID, picks: list[tuple[UUID, str]]) -> None:
    try:
        recommender.passes_record(shopper_id, picks)
    except Exception:
        logger.exception("The recommender did not take %d pick(s) passed over.", len(picks))
