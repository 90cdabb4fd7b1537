"""How the API describes itself: OpenAPI 3.1, its page, and helpers for `extend_schema`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommender.api.errors import CONTENT_TYPE

# Swagger UI sets styles in its markup; all else comes from this site's files.
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Problem(serializers.Serializer[Any]):
    """An error, RFC 9457. Switch on `code`; show `detail`."""

    type = serializers.CharField(help_text="A URI for the kind of problem.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="One sentence, in the language of the request.")
    code = serializers.CharField(help_text="Stable.")
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="What is wrong, by field.",
    )


MEANINGS = {
    400: "The input is not valid.",
    401: "No token, or one that is unknown, revoked or expired.",
    404: "No such thing, or another shopper's.",
    405: "This address does not take that method.",
    406: "Answers are JSON.",
    413: "The body is too large.",
    415: "Bodies are JSON.",
    429: "Too many calls; `Retry-After` says when to try again.",
    500: "Something went wrong here.",
    503: "Not ready; trying again later helps.",
}
ALWAYS = (405, 406, 429, 500, 503)


def answers(
    ok: dict[int, Any], *more: int, public: bool = False, body: bool = False
) -> dict[Any, Any]:
    """Return the responses of an operation: its own, and every problem it may answer with.

    `more`: statuses of problems beyond those any call may meet; `public`: needs no token;
    `body`: reads one.
    """
    statuses = {*ALWAYS, *more, *(() if public else (401,)), *((400, 413, 415) if body else ())}
    problems = {
        (status, CONTENT_TYPE): OpenApiResponse(Problem, MEANINGS[status])
        for status in sorted(statuses)
    }
    return {**ok, **problems}


class ShopperTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The bearer token, as OpenAPI says it."""

    target_class = "recommender.api.auth.ShopperTokenAuthentication"
    name = "token"
    match_subclasses = True

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Return the security scheme."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "From `POST /devices/` (anonymous) or `POST /tokens/` (account).",
        }


class SchemaView(SpectacularAPIView):
    """The description of this API: YAML, or JSON for `Accept: application/json`."""

    throttle_classes = ()


class DocsView(SpectacularSwaggerSplitView):
    """The description as a page on which every call can be tried. All its files are this site's."""

    url_name = "recommender-api:schema"
    throttle_classes = ()

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer the page, or with `?script` the few lines that start it."""
        response: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        response.headers["Content-Security-Policy"] = DOCS_POLICY
        return response
