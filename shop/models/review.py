"""What shoppers say of products. Text is data: shown escaped, never in a prompt."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Review(models.Model):
    """One rating with words, by one shopper of one product."""

    id = models.BigAutoField(primary_key=True)
    product = models.ForeignKey("shop.Product", on_delete=models.CASCADE, related_name="reviews")
    shopper_id = models.UUIDField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_name = models.CharField(max_length=80)
    rating = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    text = models.TextField(blank=True, max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["product", "shopper_id"], name="one_review_per_shopper")
        ]

    def __str__(self) -> str:
        """Rating and author."""
        return f"{self.rating}/5 {self.author_name}"
