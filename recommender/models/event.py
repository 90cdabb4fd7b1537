"""What shoppers did: one table, partitioned by month of `occurred_at`, written first of all.

The migration makes it `PARTITION BY RANGE (occurred_at)`; partitions are made ahead by a beat task
and on demand before old events are imported. References carry no database constraint, so that a
batch is one `COPY`.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from recommender.contracts import EventKind


class Event(models.Model):
    """One act of one shopper. `id` is made by the client; the same id twice counts once."""

    pk = models.CompositePrimaryKey("id", "occurred_at")
    id = models.UUIDField()
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    shopper = models.ForeignKey(
        "recommender.Shopper",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="events",
    )
    item = models.ForeignKey(
        "recommender.Item",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="events",
    )
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in EventKind])
    value = models.FloatField(null=True)
    context = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["shopper", "-occurred_at"], name="event_shopper_recent"),
            models.Index(fields=["item", "-occurred_at"], name="event_item_recent"),
            # For what is asked of everybody within a month: rows lie in the order they came in.
            BrinIndex(
                fields=["occurred_at"], name="event_time", pages_per_range=32, autosummarize=True
            ),
        ]

    def __str__(self) -> str:
        """Kind and item."""
        return f"{self.kind} {self.item_id or ''}"
