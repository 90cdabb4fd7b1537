"""How much more than usual something is taken at an hour, weekday or season, or by a device."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MomentLift(models.Model):
    """One subject in one cell. `lift` 1: as usual; it leans on the category's where acts are few.

    Of items only those with enough acts stand here; the others are taken for their category.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10)  # what is counted: "item", "category", "department"
    subject = models.CharField(max_length=120)  # an item's id, or a slug
    facet = models.CharField(max_length=8)  # "hour", "weekday", "season", "device"
    value = models.CharField(max_length=10)
    acts = models.PositiveIntegerField()  # distinct shopper and day
    shoppers = models.PositiveIntegerField(default=0)  # of items only
    expected = models.FloatField()  # acts, had it the shop's usual rhythm
    lift = models.FloatField()

    class Meta:
        verbose_name = _("lift of a moment")
        verbose_name_plural = _("lifts of moments")
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "value", "kind", "subject"], name="one_lift_per_moment"
            )
        ]

    def __str__(self) -> str:
        """Subject and moment."""
        return f"{self.subject} {self.facet} {self.value}"
