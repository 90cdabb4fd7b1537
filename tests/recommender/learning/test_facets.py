from datetime import timedelta

import numpy as np
import pytest

from recommender.learning.facets import facet_words, inputs_of, is_grouped, price_limits
from recommender.models import Item, Run
from tests.recommender.learning.makers import NOW

pytestmark = pytest.mark.django_db


def item(item_id, **facts):
    return Item.objects.create(
        item_id=item_id, title=item_id, listed_at=NOW - timedelta(days=facts.pop("days", 400)),
        **facts,
    )  # fmt: skip


def test_facts_are_words():
    item(
        "a", category="lamps", department="light", brand="Ōki", maker="Ana", price=20, days=8,
        attributes={
            "material": "Oak", "tags": ["tall", "warm"], "width": 30, "note": "", "n": None,
        },
    )  # fmt: skip
    item("b")
    found = facet_words(["a", "b", "gone"], (10.0, 20.0, 30.0), NOW)
    assert found["a"] == (
        "category=lamps", "department=light", "brand=ōki", "maker=ana", "material=oak",
        "tags=tall", "tags=warm", "width=30", "price=2", "age=1",
    )  # fmt: skip
    assert found["b"] == ("age=4",) and set(found) == {"a", "b"}


def test_prices_are_parted_into_bands_of_equal_size():
    for at in range(16):
        item(f"i{at:02d}", price=at + 1)
    limits = price_limits([f"i{at:02d}" for at in range(16)])
    words = facet_words([f"i{at:02d}" for at in range(16)], limits, NOW)
    bands = [next(w for w in said if w.startswith("price=")) for said in words.values()]
    assert sorted(bands.count(band) for band in set(bands)) == [2] * 8
    assert price_limits([]) == ()


def test_departments_group_only_where_there_are_several():
    item("a", department="light")
    item("b", department="light")
    item("c")
    assert not is_grouped(["a", "b", "c"])
    item("d", department="pottery")
    assert is_grouped(["a", "d"]) and not is_grouped(["a", "b"])


def test_what_the_tower_reads_is_in_the_order_asked_for():
    item("a", category="lamps")
    item("b", category="bowls")
    run = Run(kind="encoder", name="x", dim=2)
    texts = {"b": np.array([0, 1], dtype=np.float32)}
    found = inputs_of(run, ["b", "a"], texts, ())
    assert found.dense["text"].tolist() == [[0, 1], [0, 0]]
    assert "category=bowls" in found.words_of(0) and "category=lamps" in found.words_of(1)
    assert not inputs_of(run, ["b", "a"], texts, None).words
