"""Who is looking (a lazily made shopper), and what a page may load (a strict policy).

An anonymous shopper lives in a signed, httponly cookie; that of an account in the session, so that
logging in merges the one into the other and logging out leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.middleware import HtmxDetails

from recommender import services as recommender
from shop import services

COOKIE = "shopper"
COOKIE_AGE_S = 365 * 24 * 3600
SESSION_KEY = "shopper_id"

GetResponse = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The admin's Alpine evaluates expressions and sets styles; the API's page draws itself by script.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class ShopperHandle:
    """The shopper of one request: read for nothing, made only when asked for."""

    def __init__(self, request: HttpRequest) -> None:
        """Remember the request; nothing is read yet."""
        self._request = request
        self._id: UUID | None = None
        self._looked = False
        self.fresh = False  # made in this request: the cookie is still to be set
        self.forget = False  # the cookie is to be removed

    @property
    def known(self) -> UUID | None:
        """The shopper if there is one already, else None."""
        if not self._looked:
            self._id = self._account() if self._request.user.is_authenticated else self._cookie()
            self._looked = True
        return self._id

    @property
    def id(self) -> UUID:
        """The shopper, made if need be."""
        known = self.known
        if known is None:
            known = self._id = recommender.shopper_create()
            self.fresh = True
        return known

    def leave(self) -> None:
        """Forget who this is: after logging out or deleting one's data."""
        self._request.session.pop(SESSION_KEY, None)
        self._id, self._looked, self.fresh, self.forget = None, True, False, True

    def again(self) -> None:
        """Look again: somebody logged in during this request."""
        self._looked = False

    def _cookie(self) -> UUID | None:
        value = self._request.get_signed_cookie(COOKIE, default=None, max_age=COOKIE_AGE_S)
        try:
            return UUID(value) if value else None
        except ValueError:
            return None

    def _account(self) -> UUID:
        stored = self._request.session.get(SESSION_KEY)
        if stored:
            return UUID(stored)
        anonymous = self._cookie()
        shopper_id = services.shopper_join(self._request.user, anonymous)
        self._request.session[SESSION_KEY] = str(shopper_id)
        self.forget = anonymous is not None
        return shopper_id


class ShopRequest(HttpRequest):
    """A request as the middleware leaves it; used for types only."""

    shopper: ShopperHandle
    htmx: HtmxDetails


class ShopperMiddleware:
    """Gives every request `request.shopper` and keeps the cookie."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then set or remove the cookie if the request changed it."""
        handle = ShopperHandle(request)
        request.shopper = handle  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            # A fragment has its page's address, and both are this shopper's alone.
            patch_vary_headers(response, ["Cookie", "HX-Request", "HX-Target"])
            patch_cache_control(response, private=True, no_cache=True)
        if handle.fresh:
            response.set_signed_cookie(
                COOKIE,
                str(handle.id),
                max_age=COOKIE_AGE_S,
                httponly=True,
                samesite="Lax",
                secure=settings.HTTPS,
            )
        elif handle.forget:
            response.delete_cookie(COOKIE, samesite="Lax")
        return response


class ContentSecurityPolicyMiddleware:
    """Pages run no inline script or style and load nothing from elsewhere."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the policy unless the view set its own."""
        response = self.get_response(request)
        relaxed = request.path.startswith(("/admin/", "/api/"))
        response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY if relaxed else POLICY)
        return response
