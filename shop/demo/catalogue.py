"""Writes the made catalogue: categories, brands, products, variants, media and their files.

Safe to run again: rows are matched by slug, sku and file name, and a picture is drawn again only
when the product's look or the drawing code has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from recommender.progress import Progress
from shop.demo.catalogue_plan import Planned, plan_catalogue
from shop.demo.drawing import PICTURE_PX, drawing_digest
from shop.demo.drawing.look import Drawn
from shop.demo.drawing.studio import draw_all
from shop.demo.words import DEPARTMENTS
from shop.demo.words.grammar import pair
from shop.models import Brand, Category, Media, Product, Variant

LEDGER = "products/drawn.json"  # file digests by sku, so that a second run draws nothing


def build_catalogue(seed: int, products: int, progress: Progress) -> None:
    """Make the catalogue of `seed` with `products` products, texts first and then their files."""
    progress("Products", 0, products)
    planned = plan_catalogue(seed, products)
    with transaction.atomic():
        categories = _write_categories()
        brands = _write_brands()
        rows = _write_products(planned, categories, brands)
        _write_variants(planned, rows)
    progress("Products", products, products)
    _write_files(planned, progress)
    _write_media(planned, rows)


def _write_categories() -> dict[str, Category]:
    wanted = []
    for place, department in enumerate(DEPARTMENTS):
        name, chinese = pair(department.name)
        wanted.append((department.slug, name, chinese, "", place, department.hue))
        for row, kind in enumerate(department.kinds):
            name, chinese = pair(kind.name)
            wanted.append((kind.slug, name, chinese, department.slug, row, department.hue))
    written: dict[str, Category] = {}
    for level in (False, True):
        batch = [
            Category(
                slug=slug,
                name=name,
                parent=written.get(parent),
                position=place,
                hue=hue,
                translations={"zh-hans": {"name": chinese}},
            )
            for slug, name, chinese, parent, place, hue in wanted
            if bool(parent) is level
        ]
        Category.objects.bulk_create(
            batch,
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=["name", "parent", "position", "hue", "translations"],
        )
        written = {category.slug: category for category in Category.objects.all()}
    return written


def _write_brands() -> dict[str, Brand]:
    names = sorted({name for department in DEPARTMENTS for name, _ in department.brands})
    Brand.objects.bulk_create(
        [Brand(slug=slugify(name), name=name) for name in names],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name"],
    )
    return {brand.name: brand for brand in Brand.objects.filter(name__in=names)}


def _attributes(item: Planned) -> dict[str, str]:
    choice = item.choice
    return {
        "style": choice.style,
        "season": choice.season,
        "size": choice.size,
        "finish": choice.finish,
        "place": pair(choice.maker.place)[0],
    }


def _write_products(
    planned: Sequence[Planned], categories: Mapping[str, Category], brands: Mapping[str, Brand]
) -> dict[str, Product]:
    """Insert or update; `listed_at` keeps its first value, so age goes on growing."""
    now = timezone.now()
    rows = [
        Product(
            sku=item.sku,
            slug=f"{slugify(item.title)[:170]}-{item.sku.rsplit('-', 1)[-1]}",
            title=item.title,
            description=item.description,
            category=categories[item.choice.kind.slug],
            brand=brands[item.choice.brand],
            maker=maker,
            material=item.choice.material,
            colour=item.choice.colour,
            attributes=_attributes(item),
            price=Decimal(item.cents) / 100,
            stock=item.stock,
            is_active=item.is_active,
            listed_at=now - timedelta(days=item.listed_days_ago),
            translations={
                "zh-hans": {
                    "title": item.title_zh,
                    "description": item.description_zh,
                    "maker": maker_zh,
                }
            },
        )
        for item in planned
        for maker, maker_zh in [pair(item.choice.maker.name)]
    ]
    Product.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["sku"],
        update_fields=[
            "slug", "title", "description", "category", "brand", "maker", "material", "colour",
            "attributes", "price", "stock", "is_active", "translations",
        ],
    )  # fmt: skip
    skus = [item.sku for item in planned]
    return {row.sku: row for row in Product.objects.filter(sku__in=skus)}


def _write_variants(planned: Sequence[Planned], rows: Mapping[str, Product]) -> None:
    variants = [
        Variant(
            product=rows[item.sku],
            sku=f"{item.sku}-{slugify(variant.name)}",
            name=variant.name,
            price_difference=Decimal(variant.cents) / 100,
            stock=variant.stock,
        )
        for item in planned
        for variant in item.variants
    ]
    Variant.objects.bulk_create(
        variants,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["sku"],
        update_fields=["product", "name", "price_difference", "stock"],
    )


def _file_names(item: Planned) -> dict[str, str]:
    """Return storage names by part; they depend on the sku alone."""
    names = {
        "picture": f"products/{item.sku}.webp",
        "thumbnail": f"products/{item.sku}-320.webp",
    }
    if item.look.motion:
        names["motion"] = f"products/{item.sku}-motion.webp"
    if item.look.sound:
        names["sound"] = f"products/{item.sku}.wav"
    return names


def _digest(item: Planned) -> str:
    return hashlib.sha256(f"{drawing_digest()}{item.look}".encode()).hexdigest()[:16]


def _read_ledger() -> dict[str, str]:
    if not default_storage.exists(LEDGER):
        return {}
    with default_storage.open(LEDGER) as file:
        try:
            return {str(sku): str(digest) for sku, digest in json.load(file).items()}
        except ValueError:
            return {}


def _replace(name: str, content: bytes) -> None:
    """Save under exactly this name; Django would otherwise choose another when it is taken."""
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def _write_files(planned: Sequence[Planned], progress: Progress) -> None:
    """Draw what is missing or has changed, and save it."""
    ledger = _read_ledger()
    owed = [
        item
        for item in planned
        if ledger.get(item.sku) != _digest(item)
        or not all(default_storage.exists(name) for name in _file_names(item).values())
    ]
    progress("Pictures", len(planned) - len(owed), len(planned))
    by_sku = {item.sku: item for item in owed}
    done = len(planned) - len(owed)
    for drawn in draw_all([item.look for item in owed]):
        _save_drawn(by_sku[drawn.sku], drawn)
        ledger[drawn.sku] = _digest(by_sku[drawn.sku])
        done += 1
        progress("Pictures", done, len(planned))
    if owed:
        _replace(LEDGER, json.dumps(ledger).encode())


def _save_drawn(item: Planned, drawn: Drawn) -> None:
    parts = {
        "picture": drawn.picture,
        "thumbnail": drawn.thumbnail,
        "motion": drawn.motion,
        "sound": drawn.sound,
    }
    for part, name in _file_names(item).items():
        _replace(name, parts[part])


def _alt(item: Planned) -> str:
    """Say what the picture shows, in English."""
    choice = item.choice
    noun, _ = pair(choice.kind.noun)
    name, _ = pair(choice.name)
    shown = f"{name}: {noun}" if name else noun.capitalize()
    return f"{shown}, {choice.finish} {choice.material}, {choice.colour}"


def _write_media(planned: Sequence[Planned], rows: Mapping[str, Product]) -> None:
    """Make one row per file, keeping those that are there and dropping those that no longer fit."""
    kinds = {"picture": Media.Kind.PICTURE, "motion": Media.Kind.MOTION, "sound": Media.Kind.SOUND}
    wanted: dict[tuple[int, str], Media] = {}
    for item in planned:
        names = _file_names(item)
        for position, (part, kind) in enumerate(kinds.items()):
            if part in names:
                edge = {"picture": PICTURE_PX[0], "motion": PICTURE_PX[1]}.get(part, 0)
                wanted[rows[item.sku].pk, names[part]] = Media(
                    product=rows[item.sku],
                    kind=kind,
                    file=names[part],
                    thumbnail=names["thumbnail"] if part == "picture" else "",
                    width=edge,
                    height=edge,
                    alt=_alt(item),
                    position=position,
                )
    with transaction.atomic():
        there = {
            (media.product_id, media.file.name): media
            for media in Media.objects.filter(product__in=[row.pk for row in rows.values()])
        }
        Media.objects.filter(
            pk__in=[m.pk for key, m in there.items() if key not in wanted]
        ).delete()
        for key, media in wanted.items():
            if key in there:
                media.pk = there[key].pk
        Media.objects.bulk_create([m for m in wanted.values() if m.pk is None], batch_size=1000)
        Media.objects.bulk_update(
            [media for media in wanted.values() if media.pk is not None and media.alt],
            ["kind", "thumbnail", "width", "height", "alt", "position"],
            batch_size=500,
        )
