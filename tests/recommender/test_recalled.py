"""Where sources search: the items acts weigh most on, as the plain way of gathering finds them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.actions import event_vectors, event_weights
from recommender.contracts import Context, ItemBlock, Profile, Query
from recommender.recalled import content_leads, leading_vectors
from tests.recommender.worlds import NOW, SHOPPER, block, fact, past

KINDS = st.sampled_from(["view", "cart", "purchase", "dislike", "return"])
ITEMS = st.sampled_from(["a", "b", "c", "d", "gone", "blank", None])


def query_of(acts):
    """Five known items with different vectors, one of them not yet encoded."""
    vectors = np.random.default_rng(3).standard_normal((4, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    history = block([fact(name) for name in ("a", "b", "c", "d", "blank")],
                    np.vstack([vectors, np.zeros((1, 6))]))  # fmt: skip
    events = tuple(past(item, kind, ago_s=60.0 * n) for n, (item, kind) in enumerate(acts))
    context = Context(SHOPPER, "home", NOW)
    nothing = ItemBlock((), np.zeros((0, 6), np.float32), np.zeros((0, 2), np.float32))
    return Query(context, Profile(SHOPPER, events=events), history, nothing)


@given(st.lists(st.tuples(ITEMS, KINDS), max_size=12))
def test_leads_are_those_of_the_plain_way(acts):
    query = query_of(acts)
    weights, _ = event_weights(query)
    vectors = event_vectors(query.profile.events, query.history, query.history.content)
    expected, found = leading_vectors(weights, vectors, 4), content_leads(query, 4)
    assert found.shape == expected.shape and found.dtype == np.float32
    # All four items fit, so only the order of equally heavy ones may differ.
    for rows in (found, expected):
        rows[:] = rows[np.lexsort(rows.round(4).T)]
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_nothing_liked_nothing_searched():
    assert content_leads(query_of([("a", "dislike"), (None, "view")]), 4).shape == (0, 6)


def test_the_heaviest_come_first_and_then_their_sum():
    """A purchase weighs 1.0, a cart 0.8, a look 0.3, all of the same moment."""
    acts = [("b", "view"), ("c", "purchase"), ("d", "cart")]
    query = query_of(acts)
    b, c, d = (query.history.content[at] for at in (1, 2, 3))
    found = content_leads(query, 2)
    np.testing.assert_array_equal(found[:2], [c, d])
    weights, _ = event_weights(query)
    together = weights[0] * b + weights[1] * c + weights[2] * d
    np.testing.assert_allclose(found[2], together / np.linalg.norm(together), atol=1e-6)
