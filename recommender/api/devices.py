"""Tokens over HTTP: an anonymous device's, an account's, and giving one back."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from recommender import services
from recommender.api.auth import OptionalTokenAuthentication, speaker_of
from recommender.api.base import ApiView, Strict, read
from recommender.api.schema import answers
from recommender.api.throttles import AnonRateThrottle, LoginNameThrottle, LoginRateThrottle
from recommender.api.tokens import (
    ACCOUNT_LIFE,
    DEVICE_LIFE,
    Issued,
    token_issue,
    token_retire,
    token_revoke,
)


class DeviceNew(Strict):
    """A device that wants to be told apart."""

    label = serializers.CharField(  # type: ignore[assignment]
        required=False, default="", allow_blank=True, max_length=80, help_text="Such as a model."
    )


class Login(Strict):
    """A name and a password of the shop's accounts."""

    username = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)
    label = serializers.CharField(  # type: ignore[assignment]
        required=False, default="", allow_blank=True, max_length=80
    )


class Token(serializers.Serializer[Any]):
    """A token, shown this once: send it as `Authorization: Bearer TOKEN`."""

    token = serializers.CharField()
    shopper_id = serializers.UUIDField()
    expires_at = serializers.DateTimeField()


class AccountToken(Token):
    """An account's token; `merged`: what the device did before is now the account's."""

    merged = serializers.BooleanField()


class DevicesView(ApiView):
    """Anonymous shoppers."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (AnonRateThrottle,)

    @extend_schema(
        operation_id="device_create",
        summary="Start as an anonymous shopper",
        tags=["tokens"],
        request=DeviceNew,
        responses=answers({201: Token}, public=True, body=True),
    )
    def post(self, request: Request) -> Response:
        """Make a shopper that nobody knows and a token that speaks for it."""
        given = read(DeviceNew, request.data)
        issued = token_issue(services.shopper_create(), DEVICE_LIFE, given["label"])
        return Response(_token(issued), status=201)


class TokensView(ApiView):
    """Logging in."""

    authentication_classes = (OptionalTokenAuthentication,)
    permission_classes = (AllowAny,)
    throttle_classes = (LoginRateThrottle, LoginNameThrottle)

    @extend_schema(
        operation_id="token_create",
        summary="Log in",
        description="Sent with a device's token, what that device did before becomes the account's"
        " and the device's token ends ten minutes later; until then it speaks for the account.",
        tags=["tokens"],
        auth=[{"token": []}, {}],  # type: ignore[list-item]
        request=Login,
        responses=answers({201: AccountToken}, body=True),
    )
    def post(self, request: Request) -> Response:
        """Check the password, merge the device's shopper, answer a token of the account."""
        given = read(Login, request.data)
        user = authenticate(
            request._request, username=given["username"], password=given["password"]
        )
        if user is None:
            raise AuthenticationFailed(_("The name or the password is wrong."), "wrong_credentials")
        device = speaker_of(request)
        anonymous = device if device is not None and device.is_anonymous_shopper else None
        shopper_id = services.shopper_for_user(
            str(user.pk), anonymous.shopper_id if anonymous else None
        )
        if anonymous is not None:
            token_retire(anonymous.digest, shopper_id)
        issued = token_issue(shopper_id, ACCOUNT_LIFE, given["label"])
        return Response({**_token(issued), "merged": anonymous is not None}, status=201)


class TokenView(ApiView):
    """The token that the call carries."""

    @extend_schema(
        operation_id="token_revoke",
        summary="Log out: make this token worthless",
        tags=["tokens"],
        request=None,
        responses=answers({204: None}),
    )
    def delete(self, request: Request) -> Response:
        """Revoke the token of this call."""
        speaker = speaker_of(request)
        if speaker is not None:
            token_revoke(speaker.digest)
        return Response(status=204)


def _token(issued: Issued) -> dict[str, object]:
    return {
        "token": issued.token,
        "shopper_id": str(issued.shopper_id),
        "expires_at": issued.expires_at.isoformat(),
    }
