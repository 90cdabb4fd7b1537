"""What the recommender knows of products: facts, vectors, counts and pairs."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField

from recommender.search_vector import ITEM_WORDS


class Item(models.Model):
    """The recommender's copy of a shop's product, handed over through the `Catalog` seam."""

    item_id = models.CharField(max_length=64, primary_key=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    category = models.CharField(max_length=120, blank=True, db_index=True)
    category_name = models.CharField(max_length=120, blank=True)
    department = models.CharField(max_length=120, blank=True)
    brand = models.CharField(max_length=120, blank=True)
    maker = models.CharField(max_length=120, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, default="EUR")
    url = models.CharField(max_length=300, blank=True)
    image_url = models.CharField(max_length=300, blank=True)
    in_stock = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    listed_at = models.DateTimeField(default=timezone.now)
    translations = models.JSONField(default=dict, blank=True)
    text_digest = models.CharField(max_length=64, editable=False)  # sha256 of what is encoded
    event_count = models.PositiveIntegerField(default=0, editable=False)
    is_tail = models.BooleanField(default=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        indexes = [
            models.Index(fields=["-listed_at"], name="item_newest"),
            GinIndex(ITEM_WORDS, name="item_words"),
        ]

    def __str__(self) -> str:
        """The title."""
        return self.title


class ItemVector(models.Model):
    """An item's vector in the space of one run. Vectors of two runs are never compared.

    The column has no fixed width: activating a run makes its own partial HNSW index on
    `(embedding::halfvec(d))` where `run_id` is that run.
    """

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="vectors")
    run = models.ForeignKey("recommender.Run", on_delete=models.CASCADE, related_name="vectors")
    embedding = HalfVectorField()
    text_digest = models.CharField(max_length=64, blank=True)  # the text it was made from

    class Meta:
        verbose_name = _("item vector")
        verbose_name_plural = _("item vectors")
        constraints = [
            models.UniqueConstraint(fields=["run", "item"], name="one_vector_per_run_and_item")
        ]

    def __str__(self) -> str:
        """Item and run."""
        return f"{self.item_id} in run {self.run_id}"


class ItemPair(models.Model):
    """Two items that the same shoppers took.

    buyers: who bought both. strength: cosine over all who took both, if only into the cart or to
    heart, 0..1.
    """

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="pairs")
    other = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    buyers = models.PositiveIntegerField(default=0)
    strength = models.FloatField()

    class Meta:
        verbose_name = _("pair of items")
        verbose_name_plural = _("pairs of items")
        constraints = [models.UniqueConstraint(fields=["item", "other"], name="one_row_per_pair")]
        indexes = [models.Index(fields=["item", "-strength"], name="pair_strongest")]

    def __str__(self) -> str:
        """Both items."""
        return f"{self.item_id} with {self.other_id}"


class CategoryPrice(models.Model):
    """What is usual to pay for a kind of thing: the geometric mean of its items' prices."""

    category = models.CharField(max_length=120, primary_key=True)
    price = models.FloatField()

    class Meta:
        verbose_name = _("usual price of a category")
        verbose_name_plural = _("usual prices of categories")

    def __str__(self) -> str:
        """Category and price."""
        return f"{self.category} {self.price:.2f}"


class ItemCount(models.Model):
    """Distinct shoppers per item in a window ("week", "month", "all"), overall and per place."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="counts")
    window = models.CharField(max_length=8)
    place = models.CharField(max_length=64, blank=True)  # "": everywhere
    shoppers = models.PositiveIntegerField()
    buyers = models.PositiveIntegerField(default=0)
    score = models.FloatField()  # log(1 + shoppers) / log(1 + most), 0..1
    # log(1 + buyers), half of it over that of the most bought, half of the most of the category
    sold = models.FloatField(default=0.0)

    class Meta:
        verbose_name = _("item count")
        verbose_name_plural = _("item counts")
        constraints = [
            models.UniqueConstraint(fields=["item", "window", "place"], name="one_count_per_window")
        ]
        indexes = [
            models.Index(fields=["window", "place", "-score"], name="count_best"),
            models.Index(fields=["window", "place", "-sold"], name="count_most_sold"),
        ]

    def __str__(self) -> str:
        """Item, window and place."""
        return f"{self.item_id} {self.window} {self.place}"
