"""Takes a plain event before the framework is asked: most calls of most clients are such.

Plain is a POST of JSON, with a token that this process has met, that holds one good event. It is
read, checked and counted by the same functions as any other, and kept in one round trip in which
Postgres confirms the token. Whatever else a call is, odd or wrong, goes to the view as it came, and
the view judges it from the beginning: this file only ever says "kept", never "wrong".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from recommender import services
from recommender.api.auth import HasShopper, ShopperTokenAuthentication, bearer
from recommender.api.event_reading import event_read
from recommender.api.language import language_of
from recommender.api.parsers import MOST_BYTES, JsonParser, constant_refuse
from recommender.api.throttles import AnonRateThrottle, ShopperRateThrottle
from recommender.api.tokens import token_digest, token_guess
from recommender.errors import InvalidInput
from recommender.event_check import events_check

View = Callable[..., HttpResponseBase]

_decode = json.JSONDecoder(parse_constant=constant_refuse).decode


def plain_first(view: View, described: type[APIView]) -> View:
    """Return a view that asks `view`, made of the class `described`, only for what is not plain.

    Where the site's settings have the framework do its part in another way, `view` is asked always.
    """
    if not _is_as_here(described):
        return view

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept = _kept(request)
        return view(request, *args, **kwargs) if kept is None else kept

    return answer


def _is_as_here(described: type[APIView]) -> bool:
    return (
        list(described.authentication_classes) == [ShopperTokenAuthentication]
        and list(described.permission_classes) == [HasShopper]
        and list(described.throttle_classes) == [AnonRateThrottle, ShopperRateThrottle]
        and list(described.parser_classes) == [JsonParser]
        and list(described.renderer_classes) == [JSONRenderer]
    )


def _kept(request: HttpRequest) -> HttpResponse | None:
    """Keep the event of a call and return its answer; None: the call is not plain."""
    if request.method != "POST" or not _is_small_json(request.META):
        return None
    digest = token_digest(bearer(request) or "")
    shopper_id = token_guess(digest)
    if shopper_id is None:
        return None
    now = timezone.now()
    try:
        event = event_read(_decode(request.body.decode()), shopper_id, now)
    except (ValueError, RecursionError, InvalidInput):
        return None
    if events_check([event], now) or not ShopperRateThrottle().count(shopper_id.hex):
        return None
    is_new = services.event_take(event, digest, now)
    if is_new is None:
        return None
    return HttpResponse(
        f'{{"id":"{event.id}","duplicate":{"false" if is_new else "true"}}}',
        content_type="application/json",
        status=201 if is_new else 200,
        headers={
            "Allow": "POST",
            "Content-Language": language_of(request),
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'",
        },
    )


def _is_small_json(sent: Mapping[str, Any]) -> bool:
    """Whether headers say that JSON of no more than `MOST_BYTES` comes and is wanted back."""
    length, accepts = sent.get("CONTENT_LENGTH", ""), sent.get("HTTP_ACCEPT", "*/*")
    return (
        sent.get("CONTENT_TYPE", "").partition(";")[0] == "application/json"
        and len(length) <= len(str(MOST_BYTES))
        and length.isdecimal()
        and int(length) <= MOST_BYTES
        and ("*/*" in accepts or accepts == "application/json")
    )
