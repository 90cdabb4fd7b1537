"""What the API reads that no service does: items, search, and pages of a shopper's own rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from recommender.errors import NotFound
from recommender.models import Control, Event, Item, SlateRow
from recommender.search_vector import ITEM_WORDS
from recommender.slate_log import slates_flush

_CJK = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"\w+")
_BRIEF = (
    "item_id", "title", "translations", "category", "category_name", "brand", "price", "currency",
    "url", "image_url", "in_stock", "is_active", "listed_at",
)  # fmt: skip


def items_by_id(item_ids: Sequence[str]) -> dict[str, Item]:
    """Return those items that exist, with what a card shows, in one query."""
    return {item.pk: item for item in Item.objects.only(*_BRIEF).filter(pk__in=set(item_ids))}


def item_get(item_id: str) -> Item:
    """Return an item, sold or not.

    Raises:
        NotFound: no such item.
    """
    item = Item.objects.filter(pk=item_id).first() if _storable(item_id) else None
    if item is None:
        raise NotFound(_("There is no such item."))
    return item


def items_page(
    limit: int,
    after: tuple[datetime, str] | None,
    *,
    category: str = "",
    brand: str = "",
    in_stock: bool = False,
) -> list[Item]:
    """Return active items, newest first, after (listed_at, item_id); one more than `limit`."""
    items = Item.objects.only(*_BRIEF).filter(is_active=True)
    if category:
        items = items.filter(Q(category=category) | Q(department=category))
    if brand:
        items = items.filter(brand__iexact=brand)
    if in_stock:
        items = items.filter(in_stock=True)
    if after is not None:
        at, item_id = after
        items = items.filter(listed_at__lte=at).filter(
            Q(listed_at__lt=at) | Q(listed_at=at, item_id__gt=item_id)
        )
    return list(items.order_by("-listed_at", "item_id")[: limit + 1])


def items_search(text: str, limit: int, after: tuple[float, str] | None) -> list[Item]:
    """Return active items that match, best `rank` first; one more than `limit`.

    English words by the full-text index; when none match, their beginnings. Chinese is looked for
    in the translations.
    """
    found = _matching(text)
    if after is not None:
        rank, item_id = after
        later = Q(rank__lt=rank) | Q(rank=rank, item_id__gt=item_id)
        found = found.filter(later)
    return list(found.order_by("-rank", "item_id")[: limit + 1])


def _matching(text: str) -> QuerySet[Any, Any]:
    active = Item.objects.only(*_BRIEF).filter(is_active=True)
    if _CJK.search(text):
        found = active.annotate(rank=Value(0.0, FloatField()))
        for word in text.split():
            said = Q(title__icontains=word)
            for key in ("title", "category_name", "description"):
                said |= Q(**{f"translations__zh-hans__{key}__icontains": word})
            found = found.filter(said)
        return found
    words = _by_words(active, SearchQuery(text, search_type="websearch", config="english"))
    beginnings = [f"{word}:*" for word in _WORD.findall(text)[:8]]
    if not beginnings or words.exists():
        return words
    return _by_words(
        active, SearchQuery(" & ".join(beginnings), search_type="raw", config="english")
    )


def _by_words(items: QuerySet[Item, Item], query: SearchQuery) -> QuerySet[Item, Item]:
    return items.annotate(
        words=ITEM_WORDS, rank=Cast(SearchRank(F("words"), query), FloatField())
    ).filter(words=query)


def events_page(shopper_id: UUID, limit: int, after: tuple[datetime, UUID] | None) -> list[Event]:
    """Return a shopper's events, newest first, after (occurred_at, id); one more than `limit`."""
    events = Event.objects.filter(shopper_id=shopper_id)
    if after is not None:
        at, event_id = after
        events = events.filter(occurred_at__lte=at).filter(
            Q(occurred_at__lt=at) | Q(occurred_at=at, id__gt=event_id)
        )
    return list(events.order_by("-occurred_at", "id")[: limit + 1])


def controls_page(
    shopper_id: UUID, limit: int, after: tuple[datetime, UUID] | None
) -> list[Control]:
    """Return a shopper's standing instructions, newest first, after (created_at, id)."""
    controls = Control.objects.filter(shopper_id=shopper_id, revoked_at=None)
    if after is not None:
        at, control_id = after
        controls = controls.filter(Q(created_at__lt=at) | Q(created_at=at, id__gt=control_id))
    return list(controls.order_by("-created_at", "id")[: limit + 1])


def pick_stored(shopper_id: UUID, slate_id: UUID, item_id: str) -> tuple[int, dict[str, Any]]:
    """Return the position and the stored pick of one of a shopper's slates.

    Raises:
        NotFound: no such slate or pick, or another shopper's.
    """
    slates_flush()
    row = SlateRow.objects.filter(pk=slate_id, shopper_id=shopper_id).only("picks").first()
    for position, pick in enumerate(row.picks if row else ()):
        if pick["item_id"] == item_id:
            return position, pick
    raise NotFound(_("There is no such pick of yours."))


def _storable(item_id: str) -> bool:
    return "\x00" not in item_id and len(item_id) <= 64
