"""Categories, brands, products, their variants and media."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def translated(names: dict[str, dict[str, str]], key: str, plain: str) -> str:
    """Return `names[language][key]` for the active language, else `plain`."""
    return names.get(get_language() or "", {}).get(key) or plain


class Category(models.Model):
    """A department (no parent) or a kind of product within one."""

    id = models.BigAutoField(primary_key=True)
    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    position = models.PositiveIntegerField(default=0)
    hue = models.PositiveSmallIntegerField(default=40, help_text=_("Tint of its pictures, 0–359."))
    translations = models.JSONField(default=dict, blank=True)  # {"zh-hans": {"name": …}}

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        """The name in the active language."""
        return self.local_name

    @property
    def local_name(self) -> str:
        """The name in the active language."""
        return translated(self.translations, "name", self.name)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("shop:category", args=[self.slug])


class Brand(models.Model):
    """Who stands behind a product."""

    id = models.BigAutoField(primary_key=True)
    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(max_length=120)

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brands")
        ordering = ["name"]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Product(models.Model):
    """Something for sale. `sku` is the item id the recommender knows it by."""

    id = models.BigAutoField(primary_key=True)
    sku = models.CharField(max_length=64, unique=True)
    slug = models.SlugField(max_length=200, unique=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    brand = models.ForeignKey(
        Brand, null=True, blank=True, on_delete=models.SET_NULL, related_name="products"
    )
    maker = models.CharField(max_length=120, blank=True, help_text=_("The person or workshop."))
    material = models.CharField(max_length=60, blank=True)  # English key, translated by gettext
    colour = models.CharField(max_length=60, blank=True)  # English key
    attributes = models.JSONField(default=dict, blank=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    currency = models.CharField(max_length=3, default="EUR")
    stock = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    listed_at = models.DateTimeField(default=timezone.now)
    translations = models.JSONField(
        default=dict, blank=True
    )  # {"zh-hans": {"title", "description", "maker"}}
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("maker", "material", "colour", weight="B", config="english")
        + SearchVector("description", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [
            GinIndex(fields=["search"], name="product_search"),
            models.Index(fields=["category", "is_active"], name="product_on_sale"),
        ]

    def __str__(self) -> str:
        """The title in the active language."""
        return self.local_title

    @property
    def local_title(self) -> str:
        """The title in the active language."""
        return translated(self.translations, "title", self.title)

    @property
    def local_description(self) -> str:
        """The description in the active language."""
        return translated(self.translations, "description", self.description)

    @property
    def local_maker(self) -> str:
        """The maker's name as the active language writes it."""
        return translated(self.translations, "maker", self.maker)

    @property
    def in_stock(self) -> bool:
        """Whether it can be bought now."""
        return self.stock > 0

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("shop:product", args=[self.slug])


class Variant(models.Model):
    """A size or finish of a product, priced relative to it."""

    id = models.BigAutoField(primary_key=True)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    price_difference = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    stock = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        ordering = ["price_difference", "id"]

    def __str__(self) -> str:
        """The name."""
        return self.name


class Media(models.Model):
    """A picture, a sound or a few frames of motion of a product, in Django's default storage."""

    class Kind(models.TextChoices):
        """What it is."""

        PICTURE = "picture", _("picture")
        SOUND = "sound", _("sound")
        MOTION = "motion", _("motion")

    id = models.BigAutoField(primary_key=True)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="media")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PICTURE)
    file = models.FileField(upload_to="products/", max_length=200)
    thumbnail = models.FileField(upload_to="products/", max_length=200, blank=True)
    width = models.PositiveIntegerField(default=0)  # px of `file`
    height = models.PositiveIntegerField(default=0)
    alt = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("media")
        verbose_name_plural = _("media")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        """The file's name."""
        return self.file.name or ""
