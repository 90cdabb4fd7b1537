"""Pages through the door, on Postgres: logged, obedient, explained, and nobody else's to see."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone
from pgvector import HalfVector

from recommender import services
from recommender.caches import caches_forget
from recommender.contracts import Context
from recommender.errors import InvalidInput, NotFound
from recommender.models import FallbackCount, InterestRow, InterestState, Item, Run, SlateRow
from recommender.picks import page_preview
from recommender.profile_read import profile_read
from recommender.strategy import StrategyParams, strategy_ensure_default, strategy_save
from tests.recommender.worlds import new_event, random_world, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper():
    save(random_world(7, items=60))
    caches_forget()
    return services.shopper_create()


def act(shopper, item_id, kind="view", ago_s=0.0, **more):
    event = new_event(shopper, item_id, kind, ago_s, now=timezone.now(), **more)
    assert services.events_record([event], wake=False).accepted == 1
    return event


def page(shopper, placement="home", **more):
    return services.page_recommend(Context(shopper, placement, timezone.now(), **more))


def shown(slates):
    return [pick.item_id for slate in slates for pick in slate.picks]


def test_a_page_is_logged_as_it_was_served(shopper):
    act(shopper, "i04")
    slates = page(shopper)
    rows = {row.pk: row for row in SlateRow.objects.filter(shopper_id=shopper)}
    assert set(rows) == {slate.id for slate in slates}
    version = strategy_ensure_default()
    for slate in slates:
        row = rows[slate.id]
        assert row.strategy_version_id == version.pk and row.sources["session"] > 0
        for pick, kept in zip(slate.picks, row.picks, strict=True):
            assert kept["item_id"] == pick.item_id and kept["propensity"] == pick.propensity
            assert kept["sources"] == dict(pick.sources)
            assert kept["reason"]["text"] == pick.reason.text


def test_every_shelf_has_a_title_in_the_language_asked_for(shopper):
    act(shopper, "i04", "purchase")
    english = {slate.shelf: slate.title for slate in page(shopper)}
    chinese = {slate.shelf: slate.title for slate in page(shopper, language="zh-hans")}
    assert english["because"] == "Because you bought “The i04”"
    assert chinese["because"] == "因为您买过“The i04”"
    assert all(english.values()) and english.keys() == chinese.keys()
    assert not set(english.values()) & set(chinese.values())


def test_every_pick_has_a_reason(shopper):
    act(shopper, "i04", "purchase")
    for slate in page(shopper):
        for pick in slate.picks:
            assert pick.reason.text and pick.reason.writer == "template"
            assert set(pick.reason.evidence_ids) <= {one.id for one in pick.evidence}


def test_the_next_page_knows_the_last_click(shopper):
    """Nothing runs but this process: a click, then a page."""
    act(shopper, "i04", ago_s=3600)
    before = page(shopper)
    click = act(shopper, "i13")
    after = page(shopper)
    assert shown(before) != shown(after)
    cited = {
        ref
        for slate in after
        for pick in slate.picks
        for one in pick.evidence
        if one.kind == "action"
        for ref in one.refs
    }
    assert str(click.id) in cited


@pytest.mark.parametrize("kind", ["purchase", "dislike", "hide", "return", "cart"])
def test_what_was_bought_refused_or_carted_is_not_shown(shopper, kind):
    top = page(shopper)[0].picks[0].item_id
    act(shopper, top, kind)
    assert top not in shown(page(shopper))


def test_less_like_this_is_obeyed_and_taken_back(shopper):
    act(shopper, "i04")
    top = page(shopper)[0].picks[0].item_id
    act(shopper, top, "dislike")
    assert top not in shown(page(shopper))
    (control,) = services.profile_get(shopper, "en")["controls"]
    services.control_revoke(shopper, uuid.UUID(control["id"]))
    # The dislike itself still counts against it, but it may stand again.
    assert top in shown(page(shopper)) or control["item_id"] == top


def test_what_the_panel_promises_is_what_happens(shopper):
    """Predicted rank without each action against the rank after it is really ignored."""
    for number, item in enumerate(("i04", "i09", "i13", "i22")):
        act(shopper, item, "view" if number else "purchase", 3600.0 * number)
    kept = 0
    for slate in page(shopper)[:2]:
        for pick in slate.picks[:4]:
            told = services.pick_explain(slate.id, pick.item_id, shopper, "en")
            assert told.pick.item_id == pick.item_id and told.strategy_version == 1
            for one in told.counterfactuals[:2]:
                control = services.control_set(shopper, "ignore_event", event_id=one.event_id)
                again = services.pick_explain(slate.id, pick.item_id, shopper, "en")
                left = {c.event_id for c in again.counterfactuals}
                assert one.event_id not in left
                for other in again.counterfactuals[:1]:
                    assert other.rank == one.rank_without
                    kept += 1
                services.control_revoke(shopper, control)
    assert kept >= 4


def test_shares_of_a_pick_are_shares(shopper):
    act(shopper, "i04", "purchase")
    act(shopper, "i09")
    slate = page(shopper)[0]
    told = services.pick_explain(slate.id, slate.picks[0].item_id, shopper, "zh-hans")
    assert told.counterfactuals
    assert 0 < sum(one.share for one in told.counterfactuals) <= 1 + 1e-6
    assert told.pick.reason.language == "zh-hans"


def test_nothing_that_names_an_ignored_action_remains(shopper):
    event = act(shopper, "i04", "purchase")
    services.control_set(shopper, "ignore_event", event_id=event.id)
    for slate in page(shopper):
        assert "i04" not in slate.title
        for pick in slate.picks:
            assert all(str(event.id) not in one.refs for one in pick.evidence)
            assert "i04" not in pick.reason.text


def test_another_shoppers_pick_is_not_there(shopper):
    slate = page(shopper)[0]
    stranger = services.shopper_create()
    for slate_id, item in ((slate.id, slate.picks[0].item_id), (uuid.uuid4(), "i01")):
        with pytest.raises(NotFound):
            services.pick_explain(slate_id, item, stranger, "en")
    with pytest.raises(NotFound):
        services.pick_explain(slate.id, "not on it", shopper, "en")


def test_an_empty_shop_answers_with_nothing(db):
    caches_forget()
    assert page(services.shopper_create()) == []


def test_a_fallback_is_named_and_counted(db):
    save(random_world(7, items=3))
    Item.objects.update(listed_at=timezone.now() - timedelta(days=900))
    caches_forget()
    shopper = services.shopper_create()
    for item in ("i00", "i01", "i02"):
        act(shopper, item, "purchase")
    assert sorted(shown(page(shopper))) == ["i00", "i01", "i02"]
    assert FallbackCount.objects.get(name="picks_again").count == 1


def test_a_preview_is_not_logged_and_bad_parameters_are_named(shopper):
    context = Context(shopper, "home", timezone.now())
    assert services.strategy_preview(context, {"shelf_size": 6})
    assert not SlateRow.objects.exists()
    with pytest.raises(InvalidInput) as wrong:
        services.strategy_preview(context, {"diversity": 7})
    assert "diversity" in wrong.value.fields
    with pytest.raises(InvalidInput):
        page(shopper, "basement")


def test_a_version_asked_for_is_used(shopper):
    version = strategy_save(strategy_ensure_default().strategy, {"shelf_size": 5})
    context = Context(shopper, "home", timezone.now())
    slates = services.page_recommend(context, strategy_version_id=version.pk)
    assert max(len(slate.picks) for slate in slates) == 5
    assert {slate.strategy_version_id for slate in slates} == {version.pk}


def test_similar_items(shopper):
    found = services.item_similar("i04", 5)
    world = random_world(7, items=60)
    expected = world.nearest_content(world.content[[4]], 6)[1:]
    assert [item for item, _ in found] == [item for item, _ in expected]
    with pytest.raises(NotFound):
        services.item_similar("nothing")


@pytest.mark.django_db(transaction=True)
def test_a_page_takes_few_queries(django_assert_num_queries):
    """Warm, after an act: digest, profile and pairs. Asked again: the digest. The log is behind."""
    save(random_world(7, items=60))
    caches_forget()
    shopper = services.shopper_create()
    act(shopper, "i04")
    page(shopper)
    act(shopper, "i05")
    with django_assert_num_queries(3):
        page(shopper)
    with django_assert_num_queries(1):
        page(shopper)


@pytest.mark.parametrize("seed", range(4))
def test_scores_are_exact_beyond_the_window(shopper, seed):
    """More acts than are read, a stored state, a slider: without any act, the score less its part.

    A page made without it, and the page after it is really no longer used, say the same.
    """
    random = np.random.default_rng(seed)
    # A dislike instructs besides: what it asked for goes with it, and is no part of the sum.
    kinds = ["view", "click", "cart", "purchase", "like", "dwell", "return"]
    done = [
        act(
            shopper, f"i{random.integers(60):02d}", str(random.choice(kinds)), 900.0 * n, value=30.0
        )
        for n in range(66)
    ]
    read = done[5:45]  # by the worker, before the newest five
    state = InterestState.objects.create(
        shopper_id=shopper,
        run=Run.objects.get(kind="sequence"),
        deep=HalfVector(random.normal(size=4)),
        event_ids=[one.id for one in read],
        loo=random.normal(size=(40, 4)).astype(np.float16).tobytes(),
        as_of=read[0].occurred_at,
    )
    InterestRow.objects.create(
        state=state, position=0, name="c1", weight=0.7, embedding=HalfVector(random.normal(size=4)),
        event_ids=[one.id for one in read[:20]],
    )  # fmt: skip
    services.control_set(shopper, "interest", name="c1", value=0.5)
    context = Context(shopper, "home", timezone.now())
    params = StrategyParams(
        shelves={**StrategyParams().shelves, "home": ("for_you",)},
    )
    (whole,) = page_preview(context, params)[0].shelves
    profile = profile_read(context)
    assert [one.id for one in profile.events] == [one.id for one in done[:50]]
    off = 0.0
    for place, event in enumerate(profile.events):
        without = replace(context, ignore_event_ids=frozenset({event.id}))
        (again,) = page_preview(without, params)[0].shelves
        rows = again.scored.block.row_of
        both = [(row, rows[i]) for i, row in whole.scored.block.row_of.items() if i in rows]
        mine, theirs = map(list, zip(*both, strict=True))
        expected = whole.scored.score[mine] - whole.scored.by_event[mine, place]
        off = max(off, float(np.abs(again.scored.score[theirs] - expected).max()))
        if place % 10 == 0:
            control = services.control_set(shopper, "ignore_event", event_id=event.id)
            (told,) = page_preview(context, params)[0].shelves
            assert told.chosen.rows == again.chosen.rows
            assert np.array_equal(told.scored.score, again.scored.score)
            services.control_revoke(shopper, control)
    assert off < 2e-6
