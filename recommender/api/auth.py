"""Who is calling: `Authorization: Bearer TOKEN`, nothing else. No cookies, so no CSRF either."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from recommender.api.tokens import Speaker, TokenExpired, TokenUnknown, token_find

if TYPE_CHECKING:  # the framework's views import this module, through the settings
    from rest_framework.views import APIView

REALM = 'Bearer realm="api"'


class ShopperTokenAuthentication(BaseAuthentication):
    """A device's or an account's bearer token."""

    def authenticate(self, request: Request) -> tuple[Speaker, str] | None:
        """Return who speaks and the token's digest; None when no bearer token was sent.

        Raises:
            AuthenticationFailed: the token is unknown, revoked or expired.
        """
        token = bearer(request)
        if token is None:
            return None
        try:
            speaker = token_find(token)
        except TokenUnknown:
            raise AuthenticationFailed(_("This token is not valid."), "token_invalid") from None
        except TokenExpired:
            raise AuthenticationFailed(_("This token has expired."), "token_expired") from None
        return speaker, speaker.digest

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 says in `WWW-Authenticate`."""
        return REALM


class OptionalTokenAuthentication(ShopperTokenAuthentication):
    """As above, but a token that is no longer good counts as none: one must be able to log in."""

    def authenticate(self, request: Request) -> tuple[Speaker, str] | None:
        """Return who speaks, or None."""
        try:
            return super().authenticate(request)
        except AuthenticationFailed:
            return None


class HasShopper(BasePermission):
    """Lets through whoever speaks for a shopper."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether a good token was sent."""
        return isinstance(request.user, Speaker)


def bearer(request: Request | HttpRequest) -> str | None:
    """Return the bearer token of a request; None when it sent none."""
    scheme, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def speaker_of(request: Request) -> Speaker | None:
    """Return who a request speaks for, if anybody."""
    user: object = request.user
    return user if isinstance(user, Speaker) else None


def shopper_of(request: Request) -> UUID:
    """Return the shopper of a request that `HasShopper` let through."""
    return cast(Speaker, request.user).shopper_id
