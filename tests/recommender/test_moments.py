"""Lifts of moments as counted in Postgres, against numbers worked out by hand and in Python."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from recommender import services
from recommender.contracts import EventKind
from recommender.lifts import cells_of, shrunk
from recommender.models import Item, ItemCount, MomentLift, Shopper
from recommender.moment_counts import SUPPORT
from recommender.moments import moment_read
from tests.recommender.worlds import new_event

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)  # a Wednesday
EVENING, MORNING = NOW.replace(hour=20), NOW.replace(hour=8)


def items(*rows):
    for item_id, category, department in rows:
        Item.objects.create(
            item_id=item_id, title=item_id, category=category, department=department,
            text_digest="made",
        )  # fmt: skip


def took(item_id, at, number=None, kind="purchase", **more):
    """One act of a shopper of its own."""
    shopper = Shopper.objects.create()
    event = new_event(shopper.pk, item_id, kind, 0, now=at, **more)
    receipt = services.events_record([event], wake=False)
    assert receipt.accepted == 1
    return shopper.pk


def lifts(facet, value):
    rows = MomentLift.objects.filter(facet=facet, value=value)
    return {(row.kind, row.subject): row for row in rows}


def test_a_lift_is_what_was_taken_over_what_was_to_be_expected():
    items(("tea", "teas", "kitchen"), ("lamp", "lamps", "lighting"))
    day = timedelta(days=1)
    for n in range(9):
        took("tea", MORNING - (1 + n % 3) * day)
        took("lamp", EVENING - (1 + n % 3) * day)
    took("lamp", MORNING - day)
    took("tea", EVENING - day)
    services.statistics_refresh(NOW)
    # Ten acts each, half of all acts in the morning: five are expected of either.
    found = lifts("hour", "morning")
    department = (9 + 20) / (5 + 20)
    category = (9 + 20 * department) / (5 + 20)
    item = (9 + 20 * category) / (5 + 20)
    assert found["department", "kitchen"].lift == pytest.approx(department)
    assert found["category", "teas"].lift == pytest.approx(category)
    tea = found["item", "tea"]
    assert (tea.acts, tea.shoppers, tea.expected) == (9, 9, 5.0)
    assert tea.lift == pytest.approx(item)
    assert found["department", "lighting"].lift == pytest.approx((1 + 20) / (5 + 20))
    assert lifts("hour", "evening")["item", "lamp"].lift == pytest.approx(item)
    assert not MomentLift.objects.filter(facet__in=("season", "device")).exists()


def test_one_shopper_counts_once_a_day_and_looks_do_not_count():
    items(("tea", "teas", "kitchen"))
    shopper = took("tea", MORNING - timedelta(days=1))
    again = [
        new_event(shopper, "tea", kind, 0, now=MORNING - timedelta(days=1, minutes=-n), **more)
        for n, (kind, more) in enumerate(
            [("cart", {}), ("like", {}), ("view", {}), ("rating", {"value": 2.0})], start=1
        )
    ]
    services.events_record(again, wake=False)
    took("tea", EVENING - timedelta(days=1), kind="view")
    took("tea", EVENING - timedelta(days=1), kind="rating", value=3.0)
    took("tea", EVENING - timedelta(days=1), kind="rating", value=4.0)
    services.statistics_refresh(NOW)
    assert lifts("hour", "morning")["category", "teas"].acts == 1
    assert lifts("hour", "evening")["category", "teas"].acts == 1


def test_the_shop_s_own_clock_counts():
    items(("tea", "teas", "kitchen"))
    took("tea", datetime(2026, 5, 19, 22, 30, tzinfo=UTC))
    with override_settings(TIME_ZONE="Asia/Shanghai"):  # half past six on Wednesday
        services.statistics_refresh(NOW)
    assert lifts("hour", "morning")["category", "teas"].acts == 1
    assert lifts("weekday", "wednesday")["category", "teas"].acts == 1


def test_a_season_needs_a_whole_year_of_the_item():
    items(("old", "a", "d"), ("new", "b", "d"))
    for months in range(13):
        took("old", NOW - timedelta(days=30 * months))
    for _ in range(3):
        took("new", NOW - timedelta(days=5))
    services.statistics_refresh(NOW)
    spring = lifts("season", "spring")
    assert ("category", "b") not in spring and spring["category", "a"].acts == 4
    assert spring["category", "a"].lift == pytest.approx(1.0)  # it is the whole shop's rhythm


def test_devices_are_counted_where_they_are_known():
    items(("tea", "teas", "kitchen"))
    took("tea", MORNING - timedelta(days=1), context={"device": "phone"})
    took("tea", MORNING - timedelta(days=1), context={"device": "toaster"})
    services.statistics_refresh(NOW)
    assert lifts("device", "phone")["category", "teas"].expected == 1.0
    assert MomentLift.objects.filter(facet="device").values("value").distinct().count() == 1


def test_the_frequent_refresh_leaves_moments_alone():
    items(("tea", "teas", "kitchen"))
    took("tea", MORNING - timedelta(days=1))
    services.statistics_refresh(NOW)
    before = set(MomentLift.objects.values_list("id", flat=True))
    assert before and "moments" not in services.statistics_refresh(NOW, pairs=False)
    assert set(MomentLift.objects.values_list("id", flat=True)) == before


def test_what_is_suspicious_is_not_counted(django_user_model):
    from recommender.models import ShopperTrust

    items(("tea", "teas", "kitchen"))
    bot = took("tea", MORNING - timedelta(days=1))
    ShopperTrust.objects.create(shopper_id=bot, score=0.0)
    services.statistics_refresh(NOW)
    assert not MomentLift.objects.exists()


def slowly(acts, homes):
    """The same in plain Python: {(kind, subject, facet, value): lift}."""
    firsts = {}
    for item, shopper, at in sorted(acts, key=lambda act: act[2]):
        firsts.setdefault((item, shopper, at.date()), at)
    counts = defaultdict(lambda: defaultdict(int))  # (kind, subject, facet) -> value -> acts
    for (item, _, _), at in firsts.items():
        category, department = homes[item]
        for facet, value in cells_of(at)[:2]:
            for kind, subject in (
                ("all", ""), ("item", item), ("category", category), ("department", department),
            ):  # fmt: skip
                counts[kind, subject, facet][value] += 1
    found = {}

    def lift(kind, subject, facet, value, prior):
        whole, here = counts["all", "", facet], counts[kind, subject, facet]
        expected = sum(here.values()) * whole[value] / sum(whole.values())
        found[kind, subject, facet, value] = shrunk(here[value], expected, prior)
        return found[kind, subject, facet, value]

    for item, (category, department) in homes.items():
        for facet in ("hour", "weekday"):
            for value in list(counts["all", "", facet]):
                one = lift("department", department, facet, value, 1.0)
                two = lift("category", category, facet, value, one)
                if sum(counts["item", item, facet].values()) >= SUPPORT:
                    lift("item", item, facet, value, two)
    return found


def test_the_statement_says_what_plain_python_says():
    rng = random.Random(3)
    homes = {f"i{n}": (f"c{n % 4}", f"d{n % 2}") for n in range(8)}
    items(*((item, *home) for item, home in homes.items()))
    people = [Shopper.objects.create().pk for _ in range(15)]
    acts = [
        (
            rng.choice(list(homes)),
            rng.choice(people),
            NOW - timedelta(minutes=rng.randrange(60 * 24 * 40)),
        )
        for _ in range(260)
    ]
    services.events_record(
        [new_event(person, item, "cart", 0, now=at) for item, person, at in acts], wake=False
    )
    services.statistics_refresh(NOW)
    expected = slowly(acts, homes)
    rows = MomentLift.objects.all()
    assert {r.kind for r in rows} == {"item", "category", "department"}
    for row in rows:
        key = (row.kind, row.subject, row.facet, row.value)
        assert row.lift == pytest.approx(expected[key], rel=1e-9), key
    whole = {key for key in expected if key[0] != "item"}
    assert whole == {(r.kind, r.subject, r.facet, r.value) for r in rows if r.kind != "item"}


def test_a_moment_multiplies_its_facets_and_finds_the_well_known():
    items(("tea", "teas", "kitchen"), ("mug", "mugs", "kitchen"), ("lamp", "lamps", "lighting"))
    for item, popular in (("tea", 1.0), ("mug", 0.5), ("lamp", 0.9)):
        ItemCount.objects.create(item_id=item, window="all", shoppers=9, score=popular)
    for kind, subject, facet, value, lift, shoppers in (
        ("item", "tea", "hour", "morning", 2.0, 6),
        ("category", "teas", "weekday", "wednesday", 1.5, 0),
        ("category", "teas", "hour", "morning", 1.2, 0),
        ("category", "mugs", "hour", "morning", 1.7, 0),
        ("category", "lamps", "hour", "morning", 0.4, 0),
        ("item", "mug", "hour", "evening", 9.0, 90),
        ("department", "kitchen", "hour", "morning", 1.1, 0),
    ):
        MomentLift.objects.create(
            kind=kind, subject=subject, facet=facet, value=value, lift=lift, shoppers=shoppers,
            acts=9, expected=5.0,
        )  # fmt: skip
    moment = moment_read(NOW.replace(hour=9), "desktop")
    assert moment.by_item == {"tea": pytest.approx(2.0 * 1.5)}
    assert moment.by_category["teas"] == pytest.approx(1.5 * 1.2)
    assert moment.by_department == {"kitchen": 1.1}
    assert [item for item, _ in moment.leading] == ["tea", "mug"]
    assert moment.leading[0][1] == pytest.approx(1.0)
    (told,) = moment.told["tea"]
    assert (told.facet, told.value, told.shoppers, told.lift) == ("hour", "morning", 6, 2.0)
    inside = moment_read(NOW.replace(hour=9), "desktop", "mugs")
    assert [item for item, _ in inside.leading] == ["mug"]
    assert moment_read(NOW.replace(day=21, hour=14), "").leading == ()  # a Thursday afternoon


def test_too_few_shoppers_are_not_told():
    items(("tea", "teas", "kitchen"))
    for facet, value, lift, shoppers in (
        ("hour", "morning", 2.0, 4),
        ("weekday", "wednesday", 1.29, 50),
        ("device", "phone", 3.0, 9),
    ):
        MomentLift.objects.create(
            kind="item", subject="tea", facet=facet, value=value, lift=lift, shoppers=shoppers,
            acts=50, expected=20.0,
        )  # fmt: skip
    assert moment_read(NOW.replace(hour=9), "phone").told == {}


def test_events_may_name_any_kind_the_statement_knows():
    kinds = {"purchase", "cart", "like", "rating"}
    assert kinds <= {kind.value for kind in EventKind}
