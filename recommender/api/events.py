"""Takes what shoppers did: one event, or up to a thousand. Committed before the answer."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommender import services
from recommender.api.auth import shopper_of
from recommender.api.base import ApiView
from recommender.api.batch_reading import batch_read
from recommender.api.event_reading import event_read, rejection
from recommender.api.plain_event import plain_first
from recommender.api.schema import answers
from recommender.api.shapes import EVENT_KINDS
from recommender.errors import InvalidInput

MOST_EVENTS = 1000
MOST_BATCH_BYTES = 6 * 2**20  # a thousand events with the largest contexts


class Event(serializers.Serializer[Any]):
    """What a shopper did. Describes only: `event_reading` reads."""

    id = serializers.UUIDField(
        help_text="Made by the client. The same id twice counts once, so sending again is safe."
    )
    kind = serializers.ChoiceField(choices=EVENT_KINDS)
    item_id = serializers.CharField(
        required=False,
        allow_null=True,
        max_length=64,
        help_text="Needed by all kinds but search, reason_helpful and reason_unhelpful.",
    )
    value = serializers.FloatField(
        required=False,
        allow_null=True,
        help_text="rating: 1 to 5, dwell: seconds (both needed); purchase, cart: quantity.",
    )
    context = serializers.DictField(  # type: ignore[assignment]
        required=False,
        allow_null=True,
        help_text="At most 4096 bytes: query of a search; slate_id and position of a click.",
    )
    occurred_at = serializers.DateTimeField(
        required=False,
        allow_null=True,
        help_text="With time zone; now when left out. Up to ten minutes ahead is brought down to"
        " now, further ahead is refused: the device's clock is wrong.",
    )


class EventTaken(serializers.Serializer[Any]):
    """An event is kept; `duplicate`: it was already."""

    id = serializers.UUIDField()
    duplicate = serializers.BooleanField()


class EventBatch(serializers.Serializer[Any]):
    """Events in any order."""

    events = serializers.ListField(child=Event(), min_length=1, max_length=MOST_EVENTS)


class Rejected(serializers.Serializer[Any]):
    """One event of the batch that was not taken; `index` counts from 0."""

    index = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField())
    )


class BatchTaken(serializers.Serializer[Any]):
    """What became of a batch. Sending it again changes nothing."""

    accepted = serializers.IntegerField()
    duplicates = serializers.IntegerField()
    rejected = Rejected(many=True)


EXAMPLE: dict[str, object] = {
    "id": "6f1a1c1e-7d5c-4b0e-9b1c-0d7a4f6f2c11",
    "kind": "view",
    "item_id": "TEA-0042",
    "occurred_at": "2026-05-20T12:00:00Z",
}


class EventView(ApiView):
    """One event."""

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Return the view, past which plain events go."""
        return plain_first(super().as_view(**initkwargs), cls)

    @extend_schema(
        operation_id="event_record",
        summary="Record one event",
        tags=["events"],
        request=Event,
        responses=answers({200: EventTaken, 201: EventTaken}, body=True),
        examples=[OpenApiExample("A view", EXAMPLE, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """Answer 201 once the event is committed; 200 when its id was known."""
        event = event_read(request.data, shopper_of(request), timezone.now())
        receipt = services.events_record([event])
        if receipt.rejected:
            raise rejection(receipt.rejected[0])
        known = receipt.accepted == 0
        return Response({"id": str(event.id), "duplicate": known}, status=200 if known else 201)


class EventBatchView(ApiView):
    """Many events."""

    most_body_bytes = MOST_BATCH_BYTES

    @extend_schema(
        operation_id="event_record_batch",
        summary="Record up to a thousand events",
        description="Good events are taken even when others of the batch are not; those are"
        " reported by their place in it.",
        tags=["events"],
        request=EventBatch,
        responses=answers({200: BatchTaken}, body=True),
        examples=[OpenApiExample("Two views", {"events": [EXAMPLE]}, request_only=True)],
    )
    def post(self, request: Request) -> Response:
        """Answer once every accepted event is committed."""
        raw = _batch_of(request)
        shopper_id, now = shopper_of(request), timezone.now()
        batch = batch_read(raw, shopper_id, now)
        receipt = services.events_record(batch.events, lines=batch.lines)
        rejected = dict(batch.rejected)
        for at, said in receipt.rejected.items():
            rejected[batch.places[at]] = rejection(said)
        return Response(
            {
                "accepted": receipt.accepted,
                "duplicates": receipt.duplicates,
                "rejected": [
                    {"index": at, "detail": str(error), "errors": error.fields}
                    for at, error in sorted(rejected.items())
                ],
            }
        )


def _batch_of(request: Request) -> list[Any]:
    """Return the events of the body as they were sent.

    Raises:
        InvalidInput: the body is no batch.
    """
    body = request.data
    raw = body.get("events") if isinstance(body, dict) else None
    if not isinstance(raw, list) or not raw or len(raw) > MOST_EVENTS or len(body) > 1:
        said = _("Write an object with a list of 1 to %(most)d events.") % {"most": MOST_EVENTS}
        raise InvalidInput(said, {"events": [said]})
    return raw
