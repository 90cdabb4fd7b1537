"""Orders, a record of what was bought, and reviews, which can be taken down but not rewritten."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shop.admin.base import ReadOnlyInline, ShopAdmin
from shop.models import Order, OrderLine, Review


def _money(amount: Decimal, currency: str) -> str:
    return f"{number_format(amount, 2, use_l10n=True, force_grouping=True)} {currency}"


class OrderLineInline(ReadOnlyInline):
    """What was bought, at the price it was bought for."""

    model = OrderLine
    fields = ["title", "variant_name", "quantity", "price", "returned_at"]


@admin.register(Order)
class OrderAdmin(ShopAdmin):
    """Completed checkouts, newest first."""

    list_display = ["number", "name", "email", "line_count", "sum", "placed_at"]
    list_filter = ["placed_at"]
    search_fields = ["number", "name", "email"]
    search_help_text = _("Number, name or e-mail")
    list_per_page = 50
    inlines = [OrderLineInline]
    fields = ["number", "name", "email", "address", "sum", "placed_at", "user", "shopper_id"]
    readonly_fields = ["sum"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        """Read the lines along: the sum is made of them."""
        return super().get_queryset(request).prefetch_related("lines")

    @admin.display(description=_("lines"))
    def line_count(self, order: Order) -> int:
        """How many lines it has."""
        return len(order.lines.all())

    @admin.display(description=_("total"))
    def sum(self, order: Order) -> str:
        """Sum of its lines."""
        return _money(order.total, order.currency)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Orders come from the checkout."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was ordered stays as it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was ordered is kept."""
        return False


@admin.register(Review)
class ReviewAdmin(ShopAdmin):
    """What shoppers said, in their words."""

    list_display = ["stars", "product", "author_name", "beginning", "created_at"]
    list_filter = ["rating", "created_at"]
    list_select_related = ["product"]
    search_fields = ["text", "author_name", "product__title"]
    list_per_page = 50
    fields = ["product", "stars", "author_name", "text", "created_at", "user", "shopper_id"]
    readonly_fields = ["stars"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        """Leave the product's search column out."""
        return super().get_queryset(request).defer("product__search", "product__description")

    @admin.display(description=_("rating"), ordering="rating")
    def stars(self, review: Review) -> SafeString:
        """The rating as stars, and as words for those who do not see them."""
        return format_html(
            '<span class="rc-stars" role="img" aria-label="{}">{}{}</span>',
            _("%(rating)s of 5") % {"rating": review.rating},
            "★" * review.rating,
            "☆" * (5 - review.rating),
        )

    @admin.display(description=_("text"))
    def beginning(self, review: Review) -> str:
        """The first words."""
        return review.text if len(review.text) <= 90 else f"{review.text[:89]}…"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Reviews come from shoppers."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Words are not put into a shopper's mouth."""
        return False
