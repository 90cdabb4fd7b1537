"""The storefront app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShopConfig(AppConfig):
    """Products, carts, orders and pages."""

    name = "shop"
    verbose_name = _("Shop")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the models' fields, and draw pages that are made ahead."""
        from recommender.services import page_ahead_then
        from shop.labels import fields_name
        from shop.stencils import page_draw

        fields_name(self)
        page_ahead_then(page_draw)
