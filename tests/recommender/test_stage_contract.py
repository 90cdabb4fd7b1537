"""What every registered source and diversifier must obey, whatever it does."""

from __future__ import annotations

import numpy as np
import pytest

from recommender import registry
from recommender.contracts import Context
from recommender.params import describe
from tests.recommender.worlds import NOW, SHOPPER, past, query_of, random_world, unit

SOURCES = sorted(registry.load("source"))
DIVERSIFIERS = sorted(registry.load("diversifier"))
EVENTS = [
    past("i00", "purchase", 10, 1),
    past("i05", "view", 400, 2),
    past("i01", "dislike", 900, 3),
    past("i02", "cart", 90_000, 4),
    past(None, "search", 90_001, 5, context={"query": "lamp"}),
]


def some_query(world, events=EVENTS, **context):
    deep = unit(1, 2, 0, -1) if events else None
    return query_of(
        world,
        events,
        Context(SHOPPER, "home", NOW, **context),
        deep=deep,
        loo=np.stack([unit(1, 1, 0, 0)]) if events else None,
        loo_event_ids=(EVENTS[-2].id,) if events else (),
        interests_as_of=EVENTS[-2].occurred_at if events else None,
        less_like_item_ids=("i01",) if events else (),
    )


@pytest.mark.parametrize("slug", SOURCES)
@pytest.mark.parametrize("kind", ["history", "nobody", "anchor", "category"])
def test_a_source_keeps_the_contract(slug, kind):
    world = random_world(3)
    context = {
        "anchor": {"anchor_item_ids": ("i03",)},
        "category": {"category": "c1"},
    }.get(kind, {})
    query = some_query(world, [] if kind == "nobody" else EVENTS, **context)
    cls = registry.get("source", slug)
    answers = []
    for _ in range(2):
        source = cls()
        recalled = source.recall(query, world)
        block = world.block([one.item_id for one in world.facts])
        score = source.score(query, block, recalled)
        shares = source.attribute(query, block, score)
        answers.append((recalled, score, shares))
    (recalled, score, shares), (again, score_again, _) = answers
    assert recalled.item_ids == again.item_ids
    assert np.array_equal(score, score_again)
    assert len(set(recalled.item_ids)) == len(recalled.item_ids) == len(recalled.scores)
    assert ((recalled.scores >= 0) & (recalled.scores <= 1)).all()
    assert score.shape == (40,) and score.dtype == np.float32 and np.isfinite(score).all()
    assert score.min() >= -1 - 1e-6 and score.max() <= 1 + 1e-6
    if shares is not None:
        assert shares.shape == (40, len(query.profile.events))
        assert np.isfinite(shares).all()
        assert np.abs(shares.sum(axis=1)).max() <= 1 + 1e-5
    if kind == "category" and slug != "together":
        categories = {one.item_id: one.category for one in world.facts}
        assert {categories[item] for item in recalled.item_ids} <= {"c1"}


@pytest.mark.parametrize("slug", SOURCES)
def test_a_source_scores_no_rows(slug):
    world = random_world(3)
    query = some_query(world)
    source = registry.get("source", slug)()
    recalled = source.recall(query, world)
    empty = world.block([])
    assert source.score(query, empty, recalled).shape == (0,)


@pytest.mark.parametrize("slug", SOURCES)
def test_a_source_says_what_it_is(slug):
    cls = registry.get("source", slug)
    assert cls.slug == slug and cls.__doc__ and cls.help and 0 <= cls.weight <= 3
    for bound in describe(cls.Params):
        assert bound.low <= bound.default <= bound.high
        assert bound.help.endswith(".") and bound.help.count(".") == 1


@pytest.mark.parametrize("slug", ["session", "interests", "tail", "similar"])
def test_limits_are_kept(slug):
    cls = registry.get("source", slug)
    world = random_world(4, items=60)
    context = {"anchor_item_ids": ("i03",)} if slug == "similar" else {}
    recalled = cls(cls.Params(limit=10)).recall(some_query(world, **context), world)
    assert len(recalled.item_ids) == 10


@pytest.mark.parametrize("slug", DIVERSIFIERS)
@pytest.mark.parametrize("diversity", [0.0, 0.3, 0.9])
def test_a_diversifier_keeps_the_contract(slug, diversity):
    world = random_world(5)
    score = np.random.default_rng(1).random(40).astype(np.float32)
    select = registry.get("diversifier", slug)().select
    chosen = select(score, world.content, 12, diversity)
    assert len(set(chosen)) == 12 and all(type(row) is int for row in chosen)
    assert chosen == select(score, world.content, 12, diversity)
    assert chosen[0] == int(score.argmax())
    if diversity == 0:
        assert chosen == np.argsort(-score, kind="stable")[:12].tolist()
    assert sorted(select(score[:3], world.content[:3], 12, diversity)) == [0, 1, 2]
    assert select(score[:0], world.content[:0], 12, diversity) == []


@pytest.mark.parametrize("slug", DIVERSIFIERS)
def test_more_diversity_is_less_alike(slug):
    world = random_world(6, items=60)
    score = (world.content @ world.content[0]).astype(np.float32)

    def alike(diversity):
        rows = registry.get("diversifier", slug)().select(score, world.content, 10, diversity)
        return float((world.content[rows] @ world.content[rows].T).mean())

    assert alike(0.9) < alike(0.5) < alike(0.0)
