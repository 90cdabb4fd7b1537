from __future__ import annotations

import pytest

from tests.recommender.evidence.makers import found, world_of
from tests.recommender.worlds import fact, past

WORLD = world_of(fact("pick"), fact("a"), fact("b"), fact("c"))
EVENTS = [
    past("a", "view", 60, 1),
    past("b", "purchase", 3 * 86_400, 2),
    past("c", "rating", 9, 3, value=5.0),
]


def test_the_two_that_add_most_strongest_first():
    one, two = found("action", WORLD, "pick", EVENTS, [0.1, 0.5, 0.2])
    assert one.values == {"action": "purchase", "item_id": "b", "ago_days": 3}
    assert one.refs == (str(EVENTS[1].id),) and one.delta_score == pytest.approx(0.5)
    assert two.values == {"action": "rating", "item_id": "c", "ago_days": 0, "value": 5.0}


@pytest.mark.parametrize("parts", [[0, 0, 0], [-0.4, -0.1, 0], [0.004, 0, 0]])
def test_what_adds_nothing_or_noise_is_not_cited(parts):
    assert found("action", WORLD, "pick", EVENTS, parts) == []


def test_chance_is_nobodys_doing():
    assert found("action", WORLD, "pick", EVENTS, [0.1, 0.5, 0.2], by_chance=True) == []
