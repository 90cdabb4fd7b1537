"""What every view of the API shares: strict input, answers no cache keeps, one shape of 404."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from recommender.api.language import language_of


class ApiView(APIView):
    """A view of one address. Answers are about one shopper: caches must not keep them.

    Where `may_keep`, they are about the shop: the client may keep one, and asks by its `ETag`
    whether it still holds; 304 when it does.
    """

    http_method_names = ["get", "head", "post", "patch", "delete"]
    may_keep: ClassVar[bool] = False

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Return the view, one that answers 304 where its answers may be kept."""
        view = super().as_view(**initkwargs)
        return conditional_page(view) if cls.may_keep else view

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the caller's language: titles, sentences and what is wrong."""
        with translation.override(language_of(request)):
            return super().dispatch(request, *args, **kwargs)

    def finalize_response(
        self,
        request: Request,
        response: Response,
        *args: Any,
        **kwargs: Any,
    ) -> Response:
        """Add the headers that every answer has."""
        final: Response = super().finalize_response(request, response, *args, **kwargs)
        final.headers["Content-Language"] = translation.get_language() or ""
        if self.may_keep and final.status_code == 200:
            final.headers["Cache-Control"] = "private, no-cache"
            patch_vary_headers(final, ["Accept-Language", "Authorization"])
        final.headers.setdefault("Cache-Control", "no-store")
        final.headers.setdefault("Content-Security-Policy", "default-src 'none'")
        return final


class NothingHere(ApiView):
    """Any address that is no other view's: a problem, not the shop's page."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Say so whatever the method."""
        super().initial(request, *args, **kwargs)
        raise NotFound(_("There is no such address. Every address of the API ends with a slash."))


class Strict(serializers.Serializer[Any]):
    """A body: a key that it does not know is an error that names the key."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse unknown keys first."""
        if isinstance(data, Mapping):
            unknown = sorted(str(key) for key in data if key not in self.fields)
            if unknown:
                said = str(_("There is no such field."))
                raise serializers.ValidationError({key[:80]: [said] for key in unknown[:20]})
        return super().to_internal_value(data)


def read(shape: type[serializers.Serializer[Any]], data: Any) -> dict[str, Any]:
    """Return validated input.

    Raises:
        ValidationError: with what is wrong, by field.
    """
    given = shape(data=data)
    given.is_valid(raise_exception=True)
    valid: dict[str, Any] = given.validated_data
    return valid
