"""MovieLens: films with years and genres, and an order of views at made-up times."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from recommender.models import Event, Shopper
from shop.importing.records import shopper_id
from shop.models import Product
from tests.shop.importing.running import figure, run

pytestmark = pytest.mark.django_db

MOVIES = """movie_id\ttitle\tgenres
1\tToy Story (1995)\tAnimation|Children's|Comedy
2\tShawshank Redemption, The (1994)\tDrama
3\tHeat\tComedy|Drama
x\tNo number (1999)\tDrama
4\tNo genre (1999)\t
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "movies.tsv").write_text(MOVIES)
    (tmp_path / "sequences.txt").write_text("7 3 1 2\n8 2 99\n9\n")
    return tmp_path


def test_films_are_filed_under_their_rarest_genre(folder: Path) -> None:
    said = run("import_catalog", folder, format="movielens")
    assert figure(said, "Products added") == 3
    assert "Row 5: movie_id is not a number: x" in said and "Row 6: no genres: 4" in said
    toy = Product.objects.select_related("category").get(sku="1")
    assert (toy.title, toy.attributes["year"], toy.currency) == ("Toy Story", "1995", "USD")
    assert toy.category.name == "Animation"
    assert toy.category.translations == {"zh-hans": {"name": "动画"}}
    assert (toy.listed_at.year, toy.in_stock) == (1995, True)
    assert Product.objects.get(sku="2").title == "The Shawshank Redemption"
    assert Product.objects.get(sku="3").category.name == "Comedy"  # 2 films, Drama has 4


def test_only_the_order_is_kept(folder: Path) -> None:
    run("import_catalog", folder, format="movielens")
    said = run("import_events", folder, format="movielens")
    assert figure(said, "Events added") == 4
    assert "Row 2: unknown sku: 99" in said and "Row 3: not a person and films" in said
    seen = Event.objects.filter(shopper=shopper_id("movielens", "7")).order_by("occurred_at")
    assert [event.item_id for event in seen] == ["3", "1", "2"]
    assert {event.kind for event in seen} == {"view"}
    assert seen[1].occurred_at - seen[0].occurred_at == timedelta(hours=1)
    assert Shopper.objects.filter(external_id="movielens:7").exists()
    assert figure(run("import_events", folder, format="movielens"), "Events added") == 0
