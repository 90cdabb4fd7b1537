"""Shoppers, what they told us to do or passed over, and the tokens that speak for them."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Shopper(models.Model):
    """A person or an anonymous browser. `external_id` is the shop's user id once they log in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    external_id = models.CharField(max_length=64, unique=True, null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    place = models.CharField(max_length=64, blank=True, help_text=_("Chosen by the shopper."))
    tone = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("shopper")
        verbose_name_plural = _("shoppers")

    def __str__(self) -> str:
        """Show the shop's id when there is one."""
        return self.external_id or gettext("anonymous %(id)s") % {"id": str(self.id)[:8]}


class Control(models.Model):
    """One standing instruction of a shopper. Obeyed by the next response; reversible."""

    class Kind(models.TextChoices):
        """What the shopper asked for."""

        HIDE_ITEM = "hide_item", _("not for me")
        LESS_LIKE = "less_like", _("less like this")
        IGNORE_EVENT = "ignore_event", _("don't use this action")
        INTEREST = "interest", _("more or less of an interest")  # name, value 0..2 (0: forget)
        REASON = "reason", _("more or less of a kind of reason")  # name: the kind; value 0..2

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shopper = models.ForeignKey(Shopper, on_delete=models.CASCADE, related_name="controls")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    item_id = models.CharField(max_length=64, null=True, blank=True)
    event_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=120, blank=True)
    value = models.FloatField(default=1.0)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("shopper's instruction")
        verbose_name_plural = _("shoppers' instructions")
        indexes = [
            models.Index(
                fields=["shopper"], condition=models.Q(revoked_at=None), name="control_standing"
            )
        ]

    def __str__(self) -> str:
        """Name the instruction and its object."""
        return f"{self.kind} {self.item_id or self.event_id or self.name}"


class ItemPass(models.Model):
    """An item that stood in a shopper's sight on shelves and was not opened: when, and on which.

    No act: it is kept apart from the events, so that scrolling never crowds out what somebody did,
    and nothing is trained on it or counted from it. `times` and `slates` side by side, newest
    first, at most `passes.MOST_TIMES`; one slate counts once.
    """

    pk = models.CompositePrimaryKey("shopper", "item_id")
    shopper = models.ForeignKey(
        Shopper, on_delete=models.CASCADE, related_name="passes", db_constraint=False
    )
    item_id = models.CharField(max_length=64)
    times = ArrayField(models.DateTimeField())
    slates = ArrayField(models.UUIDField())
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("item passed over")
        verbose_name_plural = _("items passed over")

    def __str__(self) -> str:
        """Name the item and how often."""
        return f"{self.item_id} × {len(self.times)}"


class ApiToken(models.Model):
    """A bearer token of a shopper: a device's or a logged-in person's. Only its digest is kept."""

    digest = models.CharField(max_length=64, primary_key=True, editable=False)  # sha256, hex
    shopper = models.ForeignKey(Shopper, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        """Never the token itself."""
        return f"{self.label or 'token'} of {self.shopper_id}"
