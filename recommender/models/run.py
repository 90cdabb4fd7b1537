"""Model versions: each training or encoder is a run that can be activated and rolled back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Run(models.Model):
    """One version of a model: what it was made from, how, how good, and where its files are."""

    class Kind(models.TextChoices):
        """Which job the model does."""

        ENCODER = "encoder", _("text encoder")
        SEQUENCE = "sequence", _("sequence model")
        TASKS = "tasks", _("task heads and demand")

    class Status(models.TextChoices):
        """How far it got."""

        RUNNING = "running", _("running")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.RUNNING)
    is_active = models.BooleanField(default=False)
    dim = models.PositiveIntegerField(default=0)  # width of its vectors
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    data_from = models.DateTimeField(null=True, blank=True)
    data_to = models.DateTimeField(null=True, blank=True)
    seed = models.BigIntegerField(default=0)
    params = models.JSONField(default=dict)
    metrics = models.JSONField(default=dict)
    files = models.JSONField(default=list)  # names in Django's default storage
    device = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("model run")
        verbose_name_plural = _("model runs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(is_active=True), name="one_active_run_per_kind"
            )
        ]

    def __str__(self) -> str:
        """Kind, name and number."""
        return f"{self.kind} {self.name} #{self.pk}"


class FallbackCount(models.Model):
    """How often a named fallback answered, per day. Nothing falls back in silence."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    day = models.DateField()
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("fallback count")
        verbose_name_plural = _("fallback counts")
        constraints = [
            models.UniqueConstraint(fields=["name", "day"], name="one_count_per_fallback_and_day")
        ]

    def __str__(self) -> str:
        """Name and count."""
        return f"{self.name} × {self.count}"
