"""Every slate served: what offline evaluation, bandits, experiments and audits read."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SlateRow(models.Model):
    """One shelf as served.

    `picks`: a list, by position, of {"item_id", "score", "sources", "propensity", "evidence",
    "reason", "badge"} (see `recommender.contracts.Pick`). `sources`: slug → candidates recalled.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shopper = models.ForeignKey(
        "recommender.Shopper", on_delete=models.CASCADE, related_name="slates", db_constraint=False
    )
    placement = models.CharField(max_length=16)
    shelf = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    strategy_version = models.ForeignKey(
        "recommender.StrategyVersion", null=True, on_delete=models.SET_NULL, related_name="slates"
    )
    context = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    picks = models.JSONField(default=list)
    served_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("slate")
        verbose_name_plural = _("slates")
        ordering = ["-served_at"]

    def __str__(self) -> str:
        """Placement, shelf and time."""
        return f"{self.placement}/{self.shelf} {self.served_at:%Y-%m-%d %H:%M:%S}"
