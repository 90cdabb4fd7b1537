"""How often one may call: per shopper, per address without a token, and tighter for logging in.

Two counters per caller (this window's and the last one's, faded) stand in for a list of every call:
the cost of a call does not grow with the rate. They live in Django's cache, so several web
processes share them where `CACHES` names a shared one; else each process counts for itself.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from recommender.api.auth import speaker_of

if TYPE_CHECKING:  # the framework's views import this module, through the settings
    from rest_framework.views import APIView

logger = logging.getLogger(__name__)

PERIODS_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
DEFAULT_RATES: Mapping[str, str] = {
    "anon": "60/min",
    "shopper": "1200/min",
    "login": "10/min",
    "login_name": "30/min",
}


class WindowThrottle(BaseThrottle):
    """At most N calls in any window, counted for whoever `caller` says."""

    scope = ""

    def __init__(self) -> None:
        """Read the rate; `"120/min"` is 120 in 60 seconds."""
        rates = cast("Mapping[str, str]", api_settings.DEFAULT_THROTTLE_RATES)
        number, _slash, period = rates.get(self.scope, DEFAULT_RATES[self.scope]).partition("/")
        self.most, self.window_s = int(number), PERIODS_S[period[0]]
        self._wait_s: float | None = None

    def caller(self, request: Request) -> str | None:
        """Return who is counted; None: this throttle does not concern the request."""
        raise NotImplementedError

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the call and say whether it may go on."""
        who = self.caller(request)
        return who is None or self.count(who)

    def count(self, who: str) -> bool:
        """Count a call of somebody and say whether it may go on."""
        now = time.time()
        window, passed = divmod(now, self.window_s)
        key = f"throttle.{self.scope}.{who}.{int(window)}"
        before_key = f"throttle.{self.scope}.{who}.{int(window) - 1}"
        try:
            try:
                count = cache.incr(key)
            except ValueError:  # the first of this window
                cache.add(key, 0, 2 * self.window_s)
                count = cache.incr(key)
            if count <= self.most * passed / self.window_s:
                return True  # whatever the last window held, which is no more than `most`
            before = int(cache.get(before_key, 0))
            if count + before * (1.0 - passed / self.window_s) <= self.most + 1e-9:
                return True
            cache.decr(key)  # what is refused does not count
        except Exception:  # a cache that is gone, or a counter that was evicted meanwhile
            logger.warning("The throttle %s could not count.", self.scope, exc_info=True)
            return True
        self._wait_s = self._until_free(count, before) - passed
        return False

    def _until_free(self, count: int, before: int) -> float:
        """Seconds from the window's start until one more call fits, if none comes meanwhile."""
        if count <= self.most:  # when enough of the last window has faded
            return self.window_s * (1.0 - (self.most - count) / before)
        faded = self.window_s * (1.0 - (self.most - 1) / (count - 1))
        return self.window_s + max(faded, 0.0)  # when enough of this one has, in the next

    def wait(self) -> float | None:
        """Return after how many seconds a call may be let through again."""
        return self._wait_s


class AnonRateThrottle(WindowThrottle):
    """Calls without a token, per address."""

    scope = "anon"

    def caller(self, request: Request) -> str | None:
        """The address, when there is no token."""
        return None if speaker_of(request) else self.get_ident(request)


class ShopperRateThrottle(WindowThrottle):
    """Calls of one shopper, whichever device they come from."""

    scope = "shopper"

    def caller(self, request: Request) -> str | None:
        """The shopper."""
        speaker = speaker_of(request)
        return speaker.shopper_id.hex if speaker else None


class LoginRateThrottle(WindowThrottle):
    """Attempts to log in, per address, whether a token came along or not."""

    scope = "login"

    def caller(self, request: Request) -> str | None:
        """The address."""
        return self.get_ident(request)


class LoginNameThrottle(WindowThrottle):
    """Attempts to log in under one name, from wherever they come."""

    scope = "login_name"

    def caller(self, request: Request) -> str | None:
        """A digest of the name: names may be long, and caches are no place for them."""
        data = request.data
        name = data.get("username") if isinstance(data, dict) else None
        if not isinstance(name, str):
            return None
        return hashlib.sha256(name.encode(errors="replace")).hexdigest()
