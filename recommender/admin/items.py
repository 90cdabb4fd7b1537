"""Items as the recommender knows them: a copy of the shop's products, looked at but not changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from recommender.admin.base import RecordAdmin, badge, web_address
from recommender.models import Item, ItemVector, Run


class PlacedFilter(admin.SimpleListFilter):
    """Items still waiting for the worker."""

    title, parameter_name = _("encoded"), "encoded"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the two states."""
        return [("no", _("waiting")), ("yes", _("done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep items in that state."""
        if self.value() in {"no", "yes"}:
            return queryset.filter(encoded=self.value() == "yes")
        return queryset


@admin.register(Item)
class ItemAdmin(RecordAdmin):
    """What the recommender knows of products."""

    list_display = ["picture", "title", "category_name", "brand", "event_count", "reach", "vector"]
    list_display_links = ["picture", "title"]
    list_filter = [PlacedFilter, "is_tail", "is_active", "in_stock"]
    search_fields = ["title", "item_id", "brand"]
    ordering = ["-event_count", "item_id"]
    fields = [
        "item_id", "title", "description", ("category_name", "department"), ("brand", "maker"),
        "attributes", ("price", "currency"), ("in_stock", "is_active"), ("event_count", "is_tail"),
        ("listed_at", "updated_at"), "translations",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        """Tell along whether the serving encoder has read the text as it is now."""
        current = ItemVector.objects.filter(
            item=OuterRef("pk"),
            run__kind=Run.Kind.ENCODER,
            run__is_active=True,
            text_digest=OuterRef("text_digest"),
        )
        rows: QuerySet[Item] = super().get_queryset(request)
        return rows.annotate(encoded=Exists(current))

    @admin.display(description="")
    def picture(self, item: Item) -> SafeString | str:
        """Show the item's picture."""
        address = web_address(item.image_url)
        if not address:
            return "–"
        return format_html(
            '<img src="{}" alt="" width="40" height="40" loading="lazy" class="rc-thumb">', address
        )

    @admin.display(description=_("reach"), ordering="is_tail")
    def reach(self, item: Item) -> SafeString:
        """Whether it is widely known."""
        return badge(_("little known"), "quiet") if item.is_tail else badge(_("well known"))

    @admin.display(description=_("encoded"))
    def vector(self, item: Any) -> SafeString:
        """Whether it can be recalled by its content."""
        return badge(_("done"), "good") if item.encoded else badge(_("waiting"), "warn")
