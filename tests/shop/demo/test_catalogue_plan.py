"""The planned catalogue: counts, distinct texts, prices, spread, and sameness for a seed."""

from __future__ import annotations

import re
from functools import cache

from shop.demo.catalogue_plan import Planned, plan_catalogue
from shop.demo.catalogue_text import article, sentence_case

FULL = 1280


@cache
def full() -> list[Planned]:
    return plan_catalogue(7, FULL)


def test_counts_and_departments() -> None:
    assert len(full()) == FULL
    assert len({item.sku for item in full()}) == FULL
    assert len({item.choice.department.slug for item in full()}) >= 12
    assert len({item.choice.department.slug for item in plan_catalogue(7, 40)}) >= 12


def test_titles_and_descriptions_differ_in_both_languages() -> None:
    for field in ("title", "title_zh", "description", "description_zh"):
        assert len({getattr(item, field) for item in full()}) == FULL, field


def test_descriptions_have_60_to_120_words_and_nothing_left_open() -> None:
    for item in full():
        assert 60 <= len(item.description.split()) <= 120, item.sku
        assert len(re.findall(r"[\u4e00-\u9fff]", item.description_zh)) >= 60, item.sku
        for text in (item.title, item.title_zh, item.description, item.description_zh):
            assert "{" not in text and "!" not in text and "|" not in text
        assert item.title[0].isupper() or not item.title[0].isalpha()
        assert len(item.title) <= 110


def test_prices_stock_and_age() -> None:
    assert all(200 <= item.cents <= 200_000 for item in full())
    empty = sum(item.stock == 0 for item in full())
    assert 0.02 * FULL < empty < 0.12 * FULL
    ages = [item.listed_days_ago for item in full()]
    assert min(ages) > 0 and max(ages) <= 730
    assert 0.02 * FULL < sum(age < 14 for age in ages) < 0.12 * FULL
    by_kind = {"city-bicycles": 0, "seed-packets": 0}
    for item in full():
        if item.choice.kind.slug in by_kind:
            by_kind[item.choice.kind.slug] += item.cents
    assert by_kind["city-bicycles"] > 50 * by_kind["seed-packets"]


def test_variants_start_at_the_price_and_have_their_own_stock() -> None:
    with_variants = [item for item in full() if item.variants]
    assert len(with_variants) > 100
    for item in with_variants:
        assert item.variants[0].cents == 0
        assert len({variant.name for variant in item.variants}) == len(item.variants)
        if item.stock == 0:
            assert all(variant.stock == 0 for variant in item.variants)


def test_the_same_seed_plans_the_same_and_another_differs() -> None:
    assert plan_catalogue(7, 60) == full()[:60]
    other = plan_catalogue(8, 60)
    assert sum(a.description == b.description for a, b in zip(other, full()[:60], strict=True)) == 0


def test_looks_differ_within_a_kind_where_words_allow() -> None:
    seen = [
        (i.look.kind, i.look.material, i.look.colour, i.look.finish, i.look.name) for i in full()
    ]
    assert len(set(seen)) > 0.97 * len(seen)
    assert len({item.look.seed for item in full()}) == FULL


def test_article_and_sentence_case() -> None:
    assert article("A oak stool and a apron, a mug") == "An oak stool and an apron, a mug"
    assert article("A ukulele, a used one, a one-off") == "A ukulele, a used one, a one-off"
    assert sentence_case("one thing. two things. Three") == "One thing. Two things. Three"


def test_no_word_is_said_twice_and_brands_do_not_ask_themselves() -> None:
    for item in full():
        words = re.findall(r"[^\W\d]{2,}|\d+", item.title.lower())
        repeated = [a for a, b in zip(words, words[1:], strict=False) if a == b and a.isalpha()]
        assert not repeated, item.title
        assert not item.choice.maker.name.startswith(item.choice.brand)


def test_a_few_old_products_are_no_longer_sold() -> None:
    retired = [item for item in full() if not item.is_active]
    assert 5 <= len(retired) <= 0.03 * FULL
    assert all(item.listed_days_ago > 200 for item in retired)
