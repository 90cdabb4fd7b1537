"""Sentences with slots, written ahead for shapes of evidence, and which shapes are still owed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReasonShape(models.Model):
    """A shape of evidence that was met on a page; the worker writes sentences for it."""

    digest = models.CharField(max_length=64, primary_key=True)  # sha256 of the canonical shape
    shape = models.JSONField()
    uses = models.PositiveBigIntegerField(default=0)
    first_seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("shape of a reason")
        verbose_name_plural = _("shapes of reasons")

    def __str__(self) -> str:
        """The digest's beginning."""
        return self.digest[:12]


class ReasonText(models.Model):
    """One sentence with slots for one shape, as one writer phrased it and the checker judged it."""

    class Status(models.TextChoices):
        """Only accepted and approved sentences are shown."""

        ACCEPTED = "accepted", _("accepted by the checker")
        REJECTED = "rejected", _("rejected by the checker")
        APPROVED = "approved", _("approved by an editor")
        BANNED = "banned", _("banned by an editor")

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64)  # sha256 of shape, language, tone, writer, versions
    variant = models.PositiveSmallIntegerField(default=0)
    shape = models.ForeignKey(ReasonShape, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    tone = models.CharField(max_length=16)
    writer = models.CharField(max_length=16)
    writer_revision = models.CharField(max_length=120)
    prompt_version = models.PositiveSmallIntegerField()
    checker_version = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    status = models.CharField(max_length=8, choices=Status.choices)
    cause = models.CharField(max_length=40, blank=True)  # which rule rejected it
    helpful = models.PositiveIntegerField(default=0)
    unhelpful = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        constraints = [
            models.UniqueConstraint(fields=["key", "variant"], name="one_text_per_variant")
        ]

    def __str__(self) -> str:
        """The sentence."""
        return self.text
