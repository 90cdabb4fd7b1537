"""How far a shopper's acts may teach: what was noticed, and what a person decided about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _


class ShopperTrust(models.Model):
    """A shopper under suspicion, or one about whom somebody decided. Others have no row.

    `causes`: signal → what was measured, see `recommender.trust`; of "pushed" and "rush" the item's
    id. `weight` is what counts: the decision where there is one, else the score. It concerns what
    is learned from the shopper, never what they are shown.
    """

    class Verdict(models.TextChoices):
        """What a person decided."""

        NONE = "", _("as judged")
        TRUSTED = "trusted", _("trusted")
        LEFT_OUT = "left_out", _("left out")

    shopper = models.OneToOneField(
        "recommender.Shopper", on_delete=models.CASCADE, primary_key=True, related_name="trust"
    )
    score = models.FloatField(default=1.0)  # 0..1
    causes = models.JSONField(default=dict)
    acts = models.PositiveIntegerField(default=0)
    items = models.PositiveIntegerField(default=0)
    judged_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(
        _("decision"), max_length=8, choices=Verdict.choices, default=Verdict.NONE, blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    weight = models.GeneratedField(
        expression=Case(
            When(verdict="trusted", then=Value(1.0)),
            When(verdict="left_out", then=Value(0.0)),
            default=F("score"),
        ),
        output_field=models.FloatField(),
        db_persist=True,
        db_index=True,
    )

    class Meta:
        verbose_name = _("suspicious shopper")
        verbose_name_plural = _("suspicious traffic")

    def __str__(self) -> str:
        """Name the shopper and what counts."""
        return f"{self.shopper_id} × {self.weight}"
