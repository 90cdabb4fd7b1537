"""Items: one, those like it, all of them, and those that match some words."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommender import services
from recommender.api.base import ApiView, read
from recommender.api.language import language_of
from recommender.api.pagination import (
    Page,
    PageQuery,
    aware_time,
    clean,
    cursor_read,
    finite,
    page_answer,
)
from recommender.api.picks import LANGUAGE
from recommender.api.rendering import item_brief, item_full
from recommender.api.schema import answers
from recommender.api.selectors import item_get, items_by_id, items_page, items_search
from recommender.api.shapes import Item, ItemBrief, SimilarItems


class ItemsQuery(PageQuery):
    """Which items."""

    category = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=120,
        help_text="Slug of a category or a department.",
    )
    brand = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    in_stock = serializers.BooleanField(required=False, default=False)


class SearchQuery(PageQuery):
    """What to look for."""

    q = serializers.CharField(
        max_length=200, help_text='Words; "quoted" for a phrase, -word to leave one out.'
    )


class SimilarQuery(serializers.Serializer[Any]):
    """How many."""

    limit = serializers.IntegerField(required=False, default=12, min_value=1, max_value=50)


class ItemPage(Page):
    """A page of items."""

    results = ItemBrief(many=True)


class ItemsView(ApiView):
    """All items."""

    may_keep = True

    @extend_schema(
        operation_id="items",
        summary="Items on sale, newest first",
        tags=["items"],
        parameters=[ItemsQuery, LANGUAGE],
        responses=answers({200: ItemPage}, 400),
    )
    def get(self, request: Request) -> Response:
        """Answer a page."""
        asked = read(ItemsQuery, request.query_params)
        found = items_page(
            asked["limit"],
            cursor_read(asked["cursor"], aware_time, clean),
            category=asked["category"],
            brand=asked["brand"],
            in_stock=asked["in_stock"],
        )
        language = language_of(request)
        return page_answer(
            request,
            found,
            asked["limit"],
            lambda item: item_brief(item, request, language),
            lambda item: (item.listed_at, item.pk),
        )


class SearchView(ApiView):
    """Items by words."""

    may_keep = True

    @extend_schema(
        operation_id="search",
        summary="Items that match, best first",
        tags=["items"],
        parameters=[SearchQuery, LANGUAGE],
        responses=answers({200: ItemPage}, 400),
    )
    def get(self, request: Request) -> Response:
        """Answer a page."""
        asked = read(SearchQuery, request.query_params)
        found = items_search(
            asked["q"], asked["limit"], cursor_read(asked["cursor"], finite, clean)
        )
        language = language_of(request)
        return page_answer(
            request,
            found,
            asked["limit"],
            lambda item: item_brief(item, request, language),
            lambda item: (item.rank, item.pk),
        )


class ItemView(ApiView):
    """One item."""

    may_keep = True

    @extend_schema(
        operation_id="item",
        summary="All that is known of an item",
        tags=["items"],
        parameters=[LANGUAGE],
        responses=answers({200: Item}, 404),
    )
    def get(self, request: Request, item_id: str) -> Response:
        """Answer the item, sold or not."""
        return Response(item_full(item_get(item_id), request, language_of(request)))


class SimilarView(ApiView):
    """Items like one."""

    may_keep = True

    @extend_schema(
        operation_id="item_similar",
        summary="Items that read most like this one",
        description="By the encoder's vectors of their texts; the same for every shopper.",
        tags=["items"],
        parameters=[SimilarQuery, LANGUAGE],
        responses=answers({200: SimilarItems}, 400, 404),
    )
    def get(self, request: Request, item_id: str) -> Response:
        """Answer the nearest."""
        asked = read(SimilarQuery, request.query_params)
        item_get(item_id)
        near = services.item_similar(item_id, asked["limit"])
        items = items_by_id([other for other, _cosine in near])
        language = language_of(request)
        return Response(
            {
                "results": [
                    {
                        "item": item_brief(items[other], request, language),
                        "similarity": round(cosine, 6),
                    }
                    for other, cosine in near
                    if other in items
                ]
            }
        )
