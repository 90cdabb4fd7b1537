"""Recommendations: the shelves of a page, and why a pick is on one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommender import services
from recommender.api.auth import shopper_of
from recommender.api.base import ApiView, read
from recommender.api.language import language_of
from recommender.api.rendering import EXPLAIN, item_brief, pick_json, why_json
from recommender.api.schema import answers
from recommender.api.selectors import item_get, items_by_id
from recommender.api.shapes import PLACEMENTS, Recommendations, Why
from recommender.contracts import Context, Slate

DEVICES = ("phone", "desktop")
MOST_ANCHORS = 20

LANGUAGE = OpenApiParameter(
    "language", str, description="Such as zh-CN; the nearest we have. Wins over Accept-Language."
)

_FATE = {
    "rank": 2, "rank_without": 9, "position": 2, "position_without": 5,
    "candidates_without": 640, "shelf_stays": True,
}  # fmt: skip
_LOOKS = ["4b0b0f3c-0d0e-4f5e-9b57-3f0c8d1f7a01", "4b0b0f3c-0d0e-4f5e-9b57-3f0c8d1f7a02"]
WHY_EXAMPLE = {
    "slate_id": "9d1f2f4e-6f0f-4a55-8c1b-0b6a3f1f2c11",
    "item_title": "Ash-glazed bowl",
    "pick": {
        "position": 1,
        "item": {
            "item_id": "ash-bowl", "title": "Ash-glazed bowl", "category": "bowls",
            "category_name": "Bowls", "brand": "Kilnhouse", "price": "38.00", "currency": "EUR",
            "url": "https://shop.example/p/ash-bowl/", "image_url": "", "in_stock": True,
        },
        "score": 0.62,
        "sources": {"session": 0.48, "interests": 0.14},
        "propensity": 0.94,
        "badge": "",
        "reason": {
            "text": "Because you looked at “Stoneware vase”, among other things.",
            "language": "en", "writer": "template", "evidence_ids": [f"action:{_LOOKS[0]}"],
        },
        "evidence": [
            {
                "id": f"action:{_LOOKS[0]}", "kind": "action",
                "values": {"action": "view", "item_id": "vase", "ago_days": 0, "others": 1},
                "causal": True, "refs": _LOOKS, "delta_score": 0.2, "delta_rank": 7,
                "necessary": False, "sufficient": True,
            }
        ],
    },
    "counterfactuals": [
        {
            "event_id": event_id, "action": "view", "item_id": "vase",
            "item_title": "Stoneware vase", "occurred_at": "2026-05-20T12:00:00+00:00",
            "share": 0.5, **_FATE,
        }
        for event_id in _LOOKS
    ],
    "together": {
        "event_ids": _LOOKS, "share": 1.0, **_FATE, "rank_without": 57, "position_without": None
    },
    "weights": {"session": 1.6, "interests": 1.0},
    "strategy_name": "Balanced",
    "strategy_version": 1,
}  # fmt: skip


class RecommendationQuery(serializers.Serializer[Any]):
    """Where the shelves will stand."""

    placement = serializers.ChoiceField(choices=PLACEMENTS, required=False, default="home")
    item = serializers.ListField(
        child=serializers.CharField(max_length=64),
        required=False,
        default=list,
        max_length=MOST_ANCHORS,
        help_text="The product looked at, or what is in the cart. Repeat it for several.",
    )
    category = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=120, help_text="Slug."
    )
    explain = serializers.ChoiceField(choices=EXPLAIN, required=False, default="short")
    place = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=64,
        help_text="Country or city slug; else the one in the shopper's profile.",
    )
    device = serializers.ChoiceField(
        choices=DEVICES, required=False, default="", allow_blank=True, help_text="Else guessed."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for what a placement needs."""
        needed = {"product": "item", "category": "category"}.get(attrs["placement"])
        if needed and not attrs[needed]:
            said = _("The placement %(placement)s needs this.") % {"placement": attrs["placement"]}
            raise serializers.ValidationError({needed: [said]})
        return attrs


class RecommendationsView(ApiView):
    """The shelves of a page."""

    @extend_schema(
        operation_id="recommendations",
        summary="The shelves of a page, each pick with its reason",
        description="Reflects every event recorded before the call. Each shelf is logged; its"
        " slate_id goes into the context of clicks and into feedback.",
        tags=["recommendations"],
        parameters=[RecommendationQuery, LANGUAGE],
        responses=answers({200: Recommendations}, 400, 404),
    )
    def get(self, request: Request) -> Response:
        """Answer the shelves."""
        asked = read(RecommendationQuery, request.query_params)
        if asked["placement"] == "product":
            item_get(asked["item"][0])
        language = language_of(request)
        context = Context(
            shopper_id=shopper_of(request),
            placement=asked["placement"],
            now=timezone.now(),
            anchor_item_ids=tuple(asked["item"]),
            category=asked["category"],
            language=language,
            place=asked["place"],
            device=asked["device"] or _device(request),
        )
        slates = services.page_recommend(context)
        return Response(
            {
                "placement": context.placement,
                "language": language,
                "shelves": _shelves(slates, request, language, asked["explain"]),
            }
        )


class WhyView(ApiView):
    """Everything behind one pick."""

    @extend_schema(
        operation_id="pick_why",
        summary="Why this? With what would happen if an action were not used",
        description="Runs the pipeline again without each event that adds to the pick, as it would"
        " run at the moment the shelf was served, with what the shopper has set since. Not using"
        " the event (a control of the kind `ignore_event`) does what is foretold here. A shelf"
        " that was served to somebody else answers 404.",
        tags=["recommendations"],
        parameters=[LANGUAGE],
        responses=answers({200: Why}, 404),
        examples=[OpenApiExample("Two looks at one vase", WHY_EXAMPLE, response_only=True)],
    )
    def get(self, request: Request, slate_id: UUID, item_id: str) -> Response:
        """Run the pipeline again without each cited event and answer what changes."""
        language = language_of(request)
        found = services.pick_explain(slate_id, item_id, shopper_of(request), language)
        item = item_brief(item_get(item_id), request, language)
        return Response(why_json(found, item))


def _shelves(
    slates: list[Slate], request: Request, language: str, explain: str
) -> list[dict[str, Any]]:
    items = {
        item_id: item_brief(item, request, language)
        for item_id, item in items_by_id(
            [pick.item_id for slate in slates for pick in slate.picks]
        ).items()
    }
    return [
        {
            "slate_id": str(slate.id),
            "shelf": slate.shelf,
            "title": slate.title,
            "strategy_version": slate.strategy_version_id,
            "picks": [
                pick_json(pick, items[pick.item_id], explain)
                for pick in slate.picks
                if pick.item_id in items
            ],
        }
        for slate in slates
    ]


def _device(request: Request) -> str:
    return "phone" if "Mobi" in request.META.get("HTTP_USER_AGENT", "") else ""
