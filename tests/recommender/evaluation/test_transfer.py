"""Transfer between two small shops that share a space of texts: what is compared, and how."""

import numpy as np
import pytest

from recommender.evaluation.transfer import (
    Place,
    TransferParams,
    figures,
    source_fit,
    transfer_run,
)
from recommender.neural.items import items_of
from recommender.neural.sequences import sequences_from

PARAMS = TransferParams(
    model={"dim": 16, "heads": 2, "length": 8, "dropout": 0.0},
    train={"batch_size": 32, "learning_rate": 0.01, "popularity": 1.0, "patience": 9},
    home_steps=60,
    steps=6,
    shares=(0.05, 1.0),
    seeds=(0, 1),
    tested=40,
    validated=40,
    looks=2,
)


def place(name: str, items: int, users: int, seed: int) -> Place:
    """A shop whose people go round a ring of texts, each a little further than the last."""
    angle = 2 * np.pi * np.arange(items) / items
    text = np.stack([np.cos(angle), np.sin(angle)], 1).astype(np.float32)
    start = np.random.default_rng(seed).integers(0, items, users)
    step = max(items // 10, 1)  # a tenth of the ring, in both shops
    rows = [[int((one + at * step) % items) for at in range(7)] for one in start]
    return Place(name, sequences_from(rows), items_of({"text": text}))


@pytest.fixture(scope="module")
def found():
    source = source_fit(place("home", 40, 120, 0), PARAMS)
    seen = []
    told = transfer_run(
        source, place("away", 30, 80, 1), PARAMS, lambda label, done, total: seen.append(label)
    )
    return told, seen


def test_the_way_people_go_holds_in_a_shop_never_seen(found):
    told, _ = found
    assert told["tested"] == 40 and told["users"] == 80
    assert told["zero_shot"]["ndcg10"] > 2 * told["popularity"]["ndcg10"]
    assert told["zero_shot"]["ndcg10"] > told["text_knn"]["ndcg10"]  # likeness knows no direction


def test_with_few_users_to_learn_from_what_was_brought_along_counts(found):
    few = found[0]["shares"]["0.05"]
    assert few["users"] == 4
    assert few["tuned"]["ndcg10"] > few["scratch"]["ndcg10"]
    assert few["tuned_over_scratch"]["relative"] > 0.2
    assert len(few["tuned"]["ndcg10_seeds"]) == 2
    low, high = few["tuned_over_scratch"]["relative_interval"]
    assert low <= few["tuned_over_scratch"]["relative"] <= high


def test_progress_says_of_which_training(found):
    assert any(label.startswith("away, 5% of users, tuned, seed 1: ") for label in found[1])


def test_figures_of_seeds_are_means_over_users():
    ranks = np.array([0, 20]), np.array([20, 20])
    told = figures(*ranks)
    assert told["ndcg10"] == 0.25 and told["hr10"] == 0.25
    assert told["ndcg10_seeds"] == [0.5, 0.0]
