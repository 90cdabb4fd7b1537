"""Feedback on a pick: an event with the pick's slate and place, obeyed by the next response.

And what is no event: picks that stood in sight and were not opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid5

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommender import services
from recommender.api.auth import shopper_of
from recommender.api.base import ApiView, Strict, read
from recommender.api.event_reading import rejection
from recommender.api.events import EventTaken
from recommender.api.schema import answers
from recommender.api.selectors import pick_stored
from recommender.contracts import EventKind, NewEvent

MOST_PASSED = 48
ACTIONS: Mapping[str, EventKind] = {
    "click": EventKind.CLICK,
    "like": EventKind.LIKE,
    "dislike": EventKind.DISLIKE,
    "hide": EventKind.HIDE,
    "helpful": EventKind.REASON_HELPFUL,
    "unhelpful": EventKind.REASON_UNHELPFUL,
}


class Feedback(Strict):
    """What the shopper says of a pick."""

    slate_id = serializers.UUIDField()
    item_id = serializers.CharField(max_length=64)
    action = serializers.ChoiceField(
        choices=list(ACTIONS),
        help_text="dislike: less like this; hide: not this one; helpful, unhelpful: the reason.",
    )
    id = serializers.UUIDField(
        required=False,
        help_text="Id of the event. Made from the other three when left out, so that saying the"
        " same again counts once.",
    )


class Passed(Strict):
    """Picks of one slate that stood in sight for a second or more and were not opened."""

    slate_id = serializers.UUIDField()
    item_ids = serializers.ListField(
        child=serializers.CharField(max_length=64), min_length=1, max_length=MOST_PASSED
    )


class PassedQuery(Strict):
    """Which of them."""

    item_id = serializers.CharField(
        required=False, default="", max_length=64, help_text="Only this item; left out: all."
    )


class PassedCounted(serializers.Serializer[Any]):
    """How many were counted; a pick counts once, and only of a slate served to this shopper."""

    counted = serializers.IntegerField()


class PassedForgotten(serializers.Serializer[Any]):
    """How many items are as if they had never been passed over."""

    forgotten = serializers.IntegerField()


class FeedbackView(ApiView):
    """Feedback on a pick."""

    @extend_schema(
        operation_id="feedback",
        summary="Say something of a pick",
        tags=["recommendations"],
        request=Feedback,
        responses=answers({200: EventTaken, 201: EventTaken}, 404, body=True),
    )
    def post(self, request: Request) -> Response:
        """Record it; 201 when new, 200 when said before."""
        given = read(Feedback, request.data)
        shopper_id, slate_id, action = shopper_of(request), given["slate_id"], given["action"]
        position, _ = pick_stored(shopper_id, slate_id, given["item_id"])
        event = NewEvent(
            id=given.get("id") or uuid5(slate_id, f"{given['item_id']} {action}"),
            shopper_id=shopper_id,
            kind=ACTIONS[action],
            occurred_at=timezone.now(),
            item_id=given["item_id"],
            context={"slate_id": str(slate_id), "position": position},
        )
        receipt = services.events_record([event])
        if receipt.rejected:
            raise rejection(receipt.rejected[0])
        known = receipt.accepted == 0
        return Response({"id": str(event.id), "duplicate": known}, status=200 if known else 201)


class PassedView(ApiView):
    """What was scrolled past."""

    @extend_schema(
        operation_id="passed",
        summary="Say which picks were in sight and not opened",
        description="No events: nothing is learned from them. Each item steps back a little, for"
        " some days, more so when it was passed over again and again. Send them in one go when a"
        " shelf is left.",
        tags=["recommendations"],
        request=Passed,
        responses=answers({200: PassedCounted}, body=True),
    )
    def post(self, request: Request) -> Response:
        """Record them."""
        given = read(Passed, request.data)
        picks = [(given["slate_id"], item_id) for item_id in given["item_ids"]]
        return Response({"counted": services.passes_record(shopper_of(request), picks)})


class PassedForgetView(ApiView):
    """What was scrolled past, to be forgotten."""

    @extend_schema(
        operation_id="passed_forget",
        summary="Forget what was scrolled past, one item or all",
        tags=["profile"],
        parameters=[PassedQuery],
        responses=answers({200: PassedForgotten}, 400),
    )
    def delete(self, request: Request) -> Response:
        """Forget it."""
        item_id = read(PassedQuery, request.query_params)["item_id"] or None
        return Response({"forgotten": services.passes_forget(shopper_of(request), item_id)})
