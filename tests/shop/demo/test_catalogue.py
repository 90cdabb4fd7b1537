"""Writing the catalogue: rows, files, languages, and a second run that changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image

from shop.demo import catalogue
from shop.demo.catalogue import build_catalogue
from shop.models import Brand, Category, Media, Product, Variant

PRODUCTS = 34


def _quiet(label: str, done: int, total: int) -> None:
    assert 0 <= done <= total, label


@pytest.fixture
def media(tmp_path: Path, settings: object) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def _state(media: Path) -> tuple[object, ...]:
    files = {
        str(f.relative_to(media)): f.stat().st_mtime_ns for f in media.rglob("*") if f.is_file()
    }
    rows = list(
        Product.objects.order_by("sku").values_list("id", "sku", "slug", "price", "listed_at")
    )
    counts = [model.objects.count() for model in (Category, Brand, Product, Variant, Media)]
    media_ids = sorted(Media.objects.values_list("id", flat=True))
    return files, rows, counts, media_ids


@pytest.mark.django_db
def test_builds_rows_and_files_and_a_second_run_changes_nothing(media: Path) -> None:
    build_catalogue(7, PRODUCTS, _quiet)
    assert Product.objects.count() == PRODUCTS
    for product in Product.objects.select_related("category__parent", "brand"):
        assert product.category.parent is not None and product.brand is not None
        assert product.price > 0 and product.currency == "EUR"
        assert product.material and product.colour and product.maker
        assert {"style", "season", "size", "finish"} <= set(product.attributes)
        assert not {"appeal", "popularity"} & set(product.attributes)
        chinese = product.translations["zh-hans"]
        assert chinese["title"] and chinese["description"]
    for category in Category.objects.all():
        with translation.override("zh-hans"):
            assert category.local_name != category.name
    before = _state(media)
    build_catalogue(7, PRODUCTS, _quiet)
    assert _state(media) == before


@pytest.mark.django_db
def test_media_point_at_files_with_their_size_and_words(media: Path) -> None:
    build_catalogue(7, PRODUCTS, _quiet)
    pictures = Media.objects.filter(kind=Media.Kind.PICTURE)
    assert pictures.count() == PRODUCTS
    for row in Media.objects.select_related("product"):
        assert default_storage.exists(row.file.name)
        assert row.alt
    for row in pictures:
        assert row.product.colour in row.alt and row.product.material in row.alt
        with (
            Image.open(media / row.file.name) as image,
            Image.open(media / row.thumbnail.name) as small,
        ):
            assert image.size == (row.width, row.height) == (640, 640)
            assert small.size == (320, 320)
    assert Media.objects.filter(kind=Media.Kind.SOUND).exists()
    assert Media.objects.filter(kind=Media.Kind.MOTION).exists()


@pytest.mark.django_db
def test_a_larger_run_keeps_what_is_there_and_a_lost_file_is_drawn_again(
    media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_catalogue(7, 6, _quiet)
    first = Product.objects.order_by("id").first()
    assert first is not None
    lost = media / "products" / f"{first.sku}.webp"
    lost.unlink()
    drawn: list[str] = []
    real = catalogue.draw_all
    monkeypatch.setattr(
        catalogue, "draw_all", lambda looks: drawn.extend(look.sku for look in looks) or real(looks)
    )
    build_catalogue(7, 8, _quiet)
    assert lost.exists()
    assert len(drawn) == 3 and first.sku in drawn
    assert Product.objects.count() == 8
