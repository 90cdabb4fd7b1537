"""The choice model against hand-worked numbers and the logit's own formula."""

from __future__ import annotations

import numpy as np
import pytest

from shop.demo import choice


def test_a_match_is_the_active_taste_and_a_share_of_the_best_other() -> None:
    matches = np.array([[1.0, 0.0], [2.0, 0.5], [0.4, 1.0]])
    # Active first: 1 + 0.3 × max(2, 0.4) = 1.6; 0 + 0.3 × max(0.5, 1) = 0.3.
    np.testing.assert_allclose(choice.match_all(matches, 0), [1.6, 0.3])
    np.testing.assert_allclose(choice.match_all(matches[:1], 0), [1.0, 0.0])


def test_prices_cost_least_at_the_budget_and_more_above_than_below() -> None:
    # Budget 0.1, sensitivity 2. At it 0; 0.5 above: 2 × 0.5; 0.5 below: 2 × 0.3 × 0.5.
    cost = choice.price_cost(np.array([0.1, 0.6, -0.4]), 0.1, 2.0)
    np.testing.assert_allclose(cost, [0.0, 1.0, 0.3])


def test_positions_are_examined_by_their_power_law() -> None:
    rng = np.random.default_rng(5)
    seen = np.mean([choice.examined(16, rng) for _ in range(4000)], axis=0)
    np.testing.assert_allclose(seen, np.arange(1, 17) ** -0.55, atol=0.03)
    assert seen[0] == 1.0


def test_opening_follows_the_logit_with_an_outside_option() -> None:
    rng = np.random.default_rng(9)
    utility, go_on, tries = np.array([1.0, 0.0]), 0.5, 20_000
    first = [choice.opened(utility, 5, rng, go_on) for _ in range(tries)]
    share = [
        sum(len(found) > 0 and found[0] == place for found in first) / tries for place in (0, 1)
    ]
    total = np.exp(1.0) + np.exp(0.0) + np.exp(0.5)
    np.testing.assert_allclose(share, [np.exp(1.0) / total, np.exp(0.0) / total], atol=0.015)


def test_no_more_is_opened_than_allowed_and_the_best_comes_first() -> None:
    rng = np.random.default_rng(1)
    utility = np.array([0.0, 40.0, 80.0, 20.0])
    assert choice.opened(utility, 2, rng).tolist() == [2, 1]
    assert choice.opened(np.full(4, -90.0), 5, rng).tolist() == []


def test_what_costs_more_than_the_purse_is_carted_and_bought_less() -> None:
    for chance in (choice.cart_chance, choice.purchase_chance):
        assert chance(1.0, 3.0, 4.0) == chance(1.0, 4.0, 4.0)  # below the purse it does not matter
        assert chance(1.0, 5.0, 4.0) < chance(1.0, 4.0, 4.0) < chance(2.0, 4.0, 4.0)


def test_stars_and_returns_follow_quality() -> None:
    rng = np.random.default_rng(2)
    bad = np.mean([choice.stars(-1.5, 1.8, rng) for _ in range(500)])
    good = np.mean([choice.stars(1.5, 1.8, rng) for _ in range(500)])
    assert bad < 3.5 < 4.5 < good
    chances = [choice.return_chance(rating) for rating in (1, 2, 3, 4, 5)]
    assert chances == sorted(chances, reverse=True)


def test_liked_pages_are_looked_at_longer() -> None:
    rng = np.random.default_rng(3)
    short = np.median([choice.dwell_s(-1.0, rng) for _ in range(800)])
    long = np.median([choice.dwell_s(3.0, rng) for _ in range(800)])
    assert short < 0.6 * long
    assert choice.logistic(0.0) == pytest.approx(0.5)
