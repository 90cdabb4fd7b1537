"""Products, categories and brands. What is saved here is told to the recommender on commit.

A new or changed product is therefore encoded and can be recommended within seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, Prefetch, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shop.admin.base import ShopAdmin, ShopInline
from shop.admin.media import MediaForm
from shop.models import Brand, Category, Media, Product, Variant
from shop.telling import items_tell

LOW_STOCK = 5


def tell_on_commit(skus: Iterable[str]) -> None:
    """Hand these products to the recommender once the change is certain."""
    changed = sorted(set(skus))
    if changed:
        transaction.on_commit(lambda: items_tell(changed))


class DepartmentFilter(admin.SimpleListFilter):
    """Products of one department: sixteen lines to choose from and not a hundred kinds."""

    title = _("department")
    parameter_name = "department"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the departments in their order."""
        return [(one.slug, one.local_name) for one in Category.objects.filter(parent=None)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        """Keep the department's own products and those of its kinds."""
        slug = self.value()
        if not slug:
            return queryset
        wanted = Category.objects.filter(slug=slug) | Category.objects.filter(parent__slug=slug)
        return queryset.filter(category__in=wanted.values("pk"))


class StockFilter(admin.SimpleListFilter):
    """What is gone or nearly gone."""

    title = _("stock")
    parameter_name = "stock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the three states."""
        return [("out", _("out of stock")), ("low", _("nearly gone")), ("in", _("in stock"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> QuerySet[Product]:
        """Keep products in that state."""
        match self.value():
            case "out":
                return queryset.filter(stock=0)
            case "low":
                return queryset.filter(stock__gt=0, stock__lte=LOW_STOCK)
            case "in":
                return queryset.filter(stock__gt=0)
        return queryset


class VariantInline(ShopInline):
    """Sizes and finishes."""

    model = Variant
    extra = 0


class MediaInline(ShopInline):
    """Pictures, sounds and motion."""

    model = Media
    form = MediaForm
    extra = 0
    fields = ["preview", "kind", "file", "alt", "position"]
    readonly_fields = ["preview"]

    @admin.display(description=_("preview"))
    def preview(self, media: Media) -> SafeString | str:
        """Show the picture, or a player for a sound."""
        if not media.pk or not media.file:
            return "–"
        if media.kind == Media.Kind.SOUND:
            return format_html('<audio controls preload="none" src="{}"></audio>', media.file.url)
        return _thumbnail(media, 64)


def _thumbnail(media: Media, size: int) -> SafeString:
    return format_html(
        '<img src="{}" alt="" width="{}" height="{}" loading="lazy" class="rc-thumb">',
        (media.thumbnail or media.file).url,
        size,
        size,
    )


@admin.register(Product)
class ProductAdmin(ShopAdmin):
    """Things for sale; price and stock can be changed in the list."""

    list_display = ["picture", "title", "category", "brand", "price", "stock", "is_active", "state"]
    list_display_links = ["picture", "title"]
    list_editable = ["price", "stock", "is_active"]
    list_filter = [StockFilter, "is_active", DepartmentFilter]
    list_per_page = 30
    list_select_related = ["category", "brand"]
    search_fields = ["title", "sku", "maker", "brand__name"]
    search_help_text = _("Title, number, maker or brand")
    ordering = ["-listed_at", "-pk"]
    autocomplete_fields = ["category", "brand"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [MediaInline, VariantInline]
    warn_unsaved_form = True
    fieldsets = [
        (None, {"fields": ["title", "slug", "sku", "description", ("category", "brand")]}),
        (_("Price and stock"), {"fields": [("price", "currency"), ("stock", "is_active")]}),
        (
            _("What it is"),
            {
                "fields": ["maker", ("material", "colour"), "attributes"],
                "description": _(
                    "The recommender reads these: what is filled in here can be given as a reason."
                ),
            },
        ),
        (
            _("Languages and dates"),
            {"classes": ["collapse"], "fields": ["translations", "listed_at"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        """Read the first picture of each product in one query."""
        pictures = Media.objects.filter(kind=Media.Kind.PICTURE)
        rows: QuerySet[Product] = super().get_queryset(request).defer("search")
        return rows.prefetch_related(Prefetch("media", queryset=pictures, to_attr="pictures"))

    @admin.display(description="")
    def picture(self, product: Product) -> SafeString | str:
        """Show the first picture."""
        pictures: Sequence[Media] = getattr(product, "pictures", ())
        return _thumbnail(pictures[0], 48) if pictures else "–"

    @admin.display(description=_("state"))
    def state(self, product: Product) -> SafeString:
        """Say in a word whether it can be bought."""
        if not product.is_active:
            return format_html('<span class="rc-badge rc-badge-quiet">{}</span>', _("hidden"))
        if not product.stock:
            return format_html('<span class="rc-badge rc-badge-warn">{}</span>', _("out of stock"))
        if product.stock <= LOW_STOCK:
            return format_html('<span class="rc-badge">{}</span>', _("nearly gone"))
        return format_html('<span class="rc-badge rc-badge-good">{}</span>', _("on sale"))

    def save_model(
        self, request: HttpRequest, obj: Product, form: ModelForm[Product], change: bool
    ) -> None:
        """Save, and tell the recommender; of a changed number also the old one, to retire it."""
        super().save_model(request, obj, form, change)
        before = form.initial.get("sku") if change else None
        tell_on_commit([obj.sku, *([before] if before else [])])

    def delete_model(self, request: HttpRequest, obj: Product) -> None:
        """Delete, and let the recommender take it off sale."""
        sku = obj.sku
        super().delete_model(request, obj)
        tell_on_commit([sku])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        """Delete several, and let the recommender take them off sale."""
        skus = list(queryset.values_list("sku", flat=True))
        super().delete_queryset(request, queryset)
        tell_on_commit(skus)


class _NamedAdmin(ShopAdmin):
    """A name that products carry: renaming it changes what the recommender knows of them."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Count the products along."""
        rows: QuerySet[Any] = super().get_queryset(request)
        counted: QuerySet[Any] = rows.annotate(product_count=Count("products"))
        return counted

    @admin.display(description=_("products"), ordering="product_count")
    def products(self, one: Any) -> int:
        """How many products it has."""
        return int(one.product_count)

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool
    ) -> None:
        """Save, and tell the recommender of the products it stands on."""
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            tell_on_commit(self.skus(obj))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and tell the recommender of the products it stood on."""
        skus = self.skus(obj)
        super().delete_model(request, obj)
        tell_on_commit(skus)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete several, and tell the recommender."""
        skus = [sku for one in queryset for sku in self.skus(one)]
        super().delete_queryset(request, queryset)
        tell_on_commit(skus)

    def skus(self, obj: Any) -> list[str]:
        """Return the products to be told of."""
        return list(obj.products.values_list("sku", flat=True))


@admin.register(Category)
class CategoryAdmin(_NamedAdmin):
    """Departments and the kinds within them."""

    list_display = ["name", "parent", "products", "position", "hue"]
    list_editable = ["position"]
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}

    def skus(self, obj: Category) -> list[str]:
        """Return its own products and those of its kinds."""
        kinds = Category.objects.filter(parent=obj).values("pk")
        found = Product.objects.filter(category=obj) | Product.objects.filter(category__in=kinds)
        return list(found.values_list("sku", flat=True))


@admin.register(Brand)
class BrandAdmin(_NamedAdmin):
    """Who stands behind products."""

    list_display = ["name", "products"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
