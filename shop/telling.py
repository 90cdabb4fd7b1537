"""Tells the recommender what a shopper did. A page never fails for the recommender's sake.

Imports the recommender's door and contracts only.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from recommender import services as recommender
from recommender.contracts import BatchReceipt, EventKind, NewEvent

logger = logging.getLogger(__name__)


def event_tell(
    shopper_id: UUID,
    kind: EventKind,
    *,
    item_id: str | None = None,
    value: float | None = None,
    context: Mapping[str, Any] | None = None,
    event_id: UUID | None = None,
) -> BatchReceipt | None:
    """Record one event; None (and a line in the log) when the recommender cannot take it.

    `event_id` is the id the form or script made: the same id twice counts once.
    """
    event = NewEvent(
        id=event_id or uuid4(),
        shopper_id=shopper_id,
        kind=kind,
        occurred_at=timezone.now(),
        item_id=item_id,
        value=value,
        context=dict(context or {}),
    )
    return events_tell([event])


def events_tell(events: list[NewEvent]) -> BatchReceipt | None:
    """Record several events; None when the recommender cannot take them."""
    try:
        return recommender.events_record(events)
    except Exception:
        logger.exception("The recommender did not take %d event(s).", len(events))
        return None


def items_tell(item_ids: list[str]) -> None:
    """Tell the recommender that these products changed (stock, price, text)."""
    try:
        recommender.items_sync(item_ids)
    except Exception:
        logger.exception("The recommender did not take %d changed item(s).", len(item_ids))


def is_repeat(receipt: BatchReceipt | None) -> bool:
    """Whether the recommender had this very event already: a form sent twice."""
    return receipt is not None and receipt.accepted == 0 and receipt.duplicates > 0
