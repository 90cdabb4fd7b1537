"""What the worker understood of each shopper, and the refreshes still owed."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField


class InterestState(models.Model):
    """One shopper's deep interest under one run, with exact leave-one-out vectors.

    `loo`: float16 bytes of an array (len(event_ids), d), C order: row j is the deep vector had
    event j not happened, the deep vector itself where event j is not to be used. `parts`: the same
    of an array (readers, d): what each reader that serves (`Run.metrics["readers"]` of a weight
    above 0, in order) adds to the deep vector. `aside`: mass by kind of what became no interest,
    counted as in `InterestRow.kinds`.
    """

    shopper = models.OneToOneField(
        "recommender.Shopper", on_delete=models.CASCADE, primary_key=True, related_name="state"
    )
    run = models.ForeignKey("recommender.Run", on_delete=models.CASCADE, related_name="+")
    deep = HalfVectorField()
    event_ids = ArrayField(models.UUIDField(), default=list)
    loo = models.BinaryField(default=bytes)
    parts = models.BinaryField(default=bytes)
    aside = models.JSONField(default=dict)
    as_of = models.DateTimeField()  # occurred_at of the newest event included
    refreshed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("interest state")
        verbose_name_plural = _("interest states")

    def __str__(self) -> str:
        """Shopper and time."""
        return f"{self.shopper_id} as of {self.as_of:%Y-%m-%d %H:%M}"


class InterestRow(models.Model):
    """One named, weighted interest of a shopper, in the model space of `state.run`.

    `kinds`: mass by kind (what an item is called, `naming.item_names`), counted in visits at
    `state.as_of`: what later acts are added to. `department`: where the shop sorts it, "" in a shop
    that does not sort.
    """

    id = models.BigAutoField(primary_key=True)
    state = models.ForeignKey(InterestState, on_delete=models.CASCADE, related_name="interests")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)  # stable key, a category slug or content words
    labels = models.JSONField(default=dict)  # {"en": "Film photography", "zh-hans": "胶片摄影"}
    weight = models.FloatField()
    embedding = HalfVectorField()
    event_ids = ArrayField(models.UUIDField(), default=list)
    kinds = models.JSONField(default=dict)
    department = models.CharField(max_length=120, blank=True)
    since = models.DateTimeField(null=True, blank=True)  # occurred_at of its oldest event

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["state", "position"], name="one_interest_per_position")
        ]

    def __str__(self) -> str:
        """Name and share."""
        return f"{self.name} {self.weight:.0%}"


class OwedRefresh(models.Model):
    """A shopper whose interests are older than their events. The broker is only a wake-up."""

    shopper = models.OneToOneField(
        "recommender.Shopper", on_delete=models.CASCADE, primary_key=True, related_name="owed"
    )
    owed_since = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("owed refresh")
        verbose_name_plural = _("owed refreshes")

    def __str__(self) -> str:
        """The shopper."""
        return str(self.shopper_id)
