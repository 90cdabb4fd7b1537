"""Standing instructions: "less like this", "don't use this", more or less of a taste or reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommender import services
from recommender.api.auth import shopper_of
from recommender.api.base import ApiView, Strict, read
from recommender.api.language import language_of
from recommender.api.pagination import Page, PageQuery, aware_time, cursor_read, page_answer
from recommender.api.picks import LANGUAGE
from recommender.api.profile_shapes import Control
from recommender.api.schema import answers
from recommender.api.selectors import controls_page, items_by_id
from recommender.api.shapes import CONTROL_KINDS
from recommender.models import Control as ControlRow


class ControlNew(Strict):
    """An instruction. Each kind needs its own object."""

    kind = serializers.ChoiceField(choices=CONTROL_KINDS)
    item_id = serializers.CharField(
        required=False,
        allow_null=True,
        default=None,
        max_length=64,
        help_text="hide_item, less_like",
    )
    event_id = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="ignore_event"
    )
    name = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=120,
        help_text="interest, reason (the kind of evidence); of ignore_event, undone: not only leave"
        " the act out, take it back with all it asked for.",
    )
    value = serializers.FloatField(
        required=False,
        default=1.0,
        min_value=0,
        max_value=2,
        help_text="interest: 0 forgets it; reason: below 1 it is told last, above 1 early",
    )


class ControlPage(Page):
    """A page of instructions."""

    results = Control(many=True)


class ControlSet(serializers.Serializer[Any]):
    """The instruction stands; the next response obeys it."""

    id = serializers.UUIDField()


class ControlsView(ApiView):
    """All standing instructions."""

    @extend_schema(
        operation_id="controls",
        summary="Your standing instructions, newest first",
        tags=["profile"],
        parameters=[PageQuery, LANGUAGE],
        responses=answers({200: ControlPage}, 400),
    )
    def get(self, request: Request) -> Response:
        """Answer a page."""
        asked = read(PageQuery, request.query_params)
        after = cursor_read(asked["cursor"], aware_time, UUID)
        found = controls_page(shopper_of(request), asked["limit"], after)
        language = language_of(request)
        items = items_by_id([row.item_id for row in found if row.item_id])
        titles = {
            item_id: item.translations.get(language, {}).get("title") or item.title
            for item_id, item in items.items()
        }
        return page_answer(
            request,
            found,
            asked["limit"],
            lambda row: _control(row, titles.get(row.item_id or "", "")),
            lambda row: (row.created_at, row.pk),
        )

    @extend_schema(
        operation_id="control_set",
        summary="Give an instruction; the same one twice is one",
        tags=["profile"],
        request=ControlNew,
        responses=answers({201: ControlSet}, 404, body=True),
    )
    def post(self, request: Request) -> Response:
        """Set it."""
        given = read(ControlNew, request.data)
        control_id = services.control_set(shopper_of(request), given.pop("kind"), **given)
        return Response({"id": str(control_id)}, status=201)


class ControlView(ApiView):
    """One instruction."""

    @extend_schema(
        operation_id="control_revoke",
        summary="Take an instruction back",
        tags=["profile"],
        responses=answers({204: None}, 404),
    )
    def delete(self, request: Request, control_id: UUID) -> Response:
        """Revoke it."""
        services.control_revoke(shopper_of(request), control_id)
        return Response(status=204)


def _control(row: ControlRow, title: str) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "item_id": row.item_id,
        "event_id": str(row.event_id) if row.event_id else None,
        "name": row.name,
        "value": row.value,
        "title": title,
        "created_at": row.created_at.isoformat(),
    }
