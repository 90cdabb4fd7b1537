"""A shopper's own profile: read, choose, take away, delete, and page through the events."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.http import parse_etags, quote_etag
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommender import services
from recommender.api.auth import shopper_of
from recommender.api.base import ApiView, Strict, read
from recommender.api.language import language_of
from recommender.api.pagination import Page, PageQuery, aware_time, cursor_read, page_answer
from recommender.api.picks import LANGUAGE
from recommender.api.profile_shapes import Deleted, Export, PastEvent, Profile
from recommender.api.schema import answers
from recommender.api.selectors import events_page
from recommender.models import Event
from recommender.reasons.vocabulary import TONES


class ProfileChange(Strict):
    """What the shopper may choose. What is left out stays."""

    place = serializers.CharField(
        required=False, allow_blank=True, max_length=64, help_text="Country or city slug."
    )
    tone = serializers.ChoiceField(
        choices=TONES, required=False, allow_blank=True, help_text="Of the sentences."
    )


IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    location=OpenApiParameter.HEADER,
    description="The ETag of an earlier answer: 304 without a body while nothing has changed, "
    "for the price of one small query. Made for asking every few seconds.",
)


class PastEventPage(Page):
    """A page of events."""

    results = PastEvent(many=True)


class ProfileView(ApiView):
    """What is known of the shopper."""

    @extend_schema(
        operation_id="profile",
        summary="What is known of you",
        tags=["profile"],
        parameters=[LANGUAGE, IF_NONE_MATCH],
        responses=answers({200: Profile, 304: None}, 404),
    )
    def get(self, request: Request) -> Response:
        """Answer the live profile, or that it is still the one the client has."""
        stamp = services.profile_stamp(shopper_of(request))
        etag = quote_etag(f"{stamp}-{language_of(request)}")
        headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return Response(status=304, headers=headers)
        return _profile(request, headers)

    @extend_schema(
        operation_id="profile_change",
        summary="Choose your place and the tone of the sentences",
        tags=["profile"],
        parameters=[LANGUAGE],
        request=ProfileChange,
        responses=answers({200: Profile}, 404, body=True),
    )
    def patch(self, request: Request) -> Response:
        """Change it and answer the profile."""
        given = read(ProfileChange, request.data)
        services.profile_update(
            shopper_of(request), place=given.get("place"), tone=given.get("tone")
        )
        return _profile(request)

    @extend_schema(
        operation_id="profile_delete",
        summary="Delete all that the recommender stores about you, your tokens included",
        tags=["profile"],
        responses=answers({200: Deleted}),
    )
    def delete(self, request: Request) -> Response:
        """Delete it; this call's token was the last one to work."""
        return Response({"deleted": dict(services.profile_delete(shopper_of(request)))})


class ExportView(ApiView):
    """All of it, to take away."""

    @extend_schema(
        operation_id="profile_export",
        summary="All that the recommender stores about you",
        tags=["profile"],
        responses=answers({200: Export}, 404),
    )
    def get(self, request: Request) -> Response:
        """Answer it as a file."""
        name = f"my-data-{timezone.now():%Y-%m-%d}.json"
        return Response(
            services.profile_export(shopper_of(request)),
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class EventsView(ApiView):
    """The shopper's own events."""

    @extend_schema(
        operation_id="profile_events",
        summary="Your events, newest first",
        tags=["profile"],
        parameters=[PageQuery],
        responses=answers({200: PastEventPage}, 400),
    )
    def get(self, request: Request) -> Response:
        """Answer a page."""
        asked = read(PageQuery, request.query_params)
        after = cursor_read(asked["cursor"], aware_time, UUID)
        found = events_page(shopper_of(request), asked["limit"], after)
        return page_answer(
            request, found, asked["limit"], _event, lambda event: (event.occurred_at, event.id)
        )


def _profile(request: Request, headers: dict[str, str] | None = None) -> Response:
    found = services.profile_get(shopper_of(request), language_of(request))
    return Response(found, headers=headers)


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": str(event.id),
        "kind": event.kind,
        "item_id": event.item_id,
        "value": event.value,
        "context": event.context,
        "occurred_at": event.occurred_at.isoformat(),
        "received_at": event.received_at.isoformat(),
    }
