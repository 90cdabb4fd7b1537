"""What a shopper means to buy. Keyed by the recommender's shopper id, anonymous or not."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.models.catalog import Product, Variant


class Cart(models.Model):
    """One open cart per shopper."""

    shopper_id = models.UUIDField(primary_key=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")

    def __str__(self) -> str:
        """The shopper."""
        return str(self.shopper_id)


class CartLine(models.Model):
    """A product in a cart."""

    id = models.BigAutoField(primary_key=True)
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    variant = models.ForeignKey(
        Variant, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    quantity = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("cart line")
        verbose_name_plural = _("cart lines")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cart", "product", "variant"],
                name="one_line_per_variant",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        """Quantity and product."""
        return f"{self.quantity} × {self.product_id}"

    @property
    def unit_price(self) -> Decimal:
        """Price of one, with the variant's difference."""
        return self.product.price + (self.variant.price_difference if self.variant else Decimal(0))

    @property
    def total(self) -> Decimal:
        """Price of the line."""
        return self.unit_price * self.quantity
