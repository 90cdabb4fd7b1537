"""What the shop's admin pages are made of: django-unfold's classes, with Django's types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from django.contrib import admin

    _ModelAdmin = admin.ModelAdmin[Any]
    ShopInline = admin.TabularInline[Any, Any]
else:
    from unfold.admin import ModelAdmin as _ModelAdmin
    from unfold.admin import TabularInline as ShopInline


class ShopAdmin(_ModelAdmin):
    """A page in the shop's section, in the same dress as the recommender's."""

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["recommender/admin.css"]}


__all__ = ["ReadOnlyInline", "ShopAdmin", "ShopInline"]


class ReadOnlyInline(ShopInline):
    """Rows that are a record of what happened: shown, never changed."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        """Nobody adds to a record."""
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        """Nobody changes a record."""
        return False
