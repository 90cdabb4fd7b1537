import numpy as np
import pytest
import torch

from recommender.neural.gru4rec import Gru4Rec, Gru4RecConfig
from recommender.neural.interests import Acts, centre, cluster_items, deep_vectors
from recommender.neural.readers import Readers
from recommender.neural.sasrec import SasRec, SasRecConfig
from recommender.neural.sequences import GAPS, batch_of, merge_repeats, windows_last
from recommender.neural.steps import batch_tensors
from recommender.neural.tower import TowerConfig


def unit(rows):
    rows = np.asarray(rows, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def model(length=6) -> Readers:
    torch.manual_seed(0)
    told = {
        "tower": TowerConfig(ids=9, dim=8),
        "length": length,
        "marks": {"kind": 7, "gap": GAPS, "device": 3},
    }
    made = [SasRec(SasRecConfig(**told)), Gru4Rec(Gru4RecConfig(**told))]
    return Readers(made, (0.75, 0.25)).eval()


def acts(count, seed, items=9) -> Acts:
    rng = np.random.default_rng(seed)
    times = np.cumsum(rng.integers(1, 200_000, count))
    device = rng.integers(0, 3, count)
    return Acts(rng.integers(0, items, count), rng.integers(1, 7, count), times, {"device": device})


def output(made, vectors, one: Acts, keep) -> np.ndarray:
    """The slow way: one history by itself, through each whole model."""
    keep = np.asarray(keep, dtype=np.int64)
    if not len(keep):
        return np.zeros(8, dtype=np.float32)
    owners = np.zeros(len(keep), dtype=np.int64)
    marks = {name: codes[keep] for name, codes in one.marks.items()}
    history = merge_repeats(owners, one.rows[keep], one.kinds[keep], one.times[keep], 1, marks)
    batch = batch_of(history, *windows_last(history, made.config.length))
    rows, marks, _ = batch_tensors(batch, torch.device("cpu"))
    with torch.no_grad():
        given = torch.from_numpy(vectors)[rows]
        said = [one.encode(given, marks)[0, -1].numpy() for one in made.models.values()]
    return 0.75 * said[0] + 0.25 * said[1]


def test_leave_one_out_rows_are_the_model_run_again_without_the_act():
    made, vectors = model(), unit(np.random.default_rng(1).normal(size=(9, 8)))
    shoppers = [acts(count, seed) for seed, count in enumerate((1, 2, 5, 9, 14))]
    device = {"device": np.array([1, 0, 2])}
    shoppers.append(Acts(np.array([3, 3, 3]), np.array([1, 4, 1]), np.array([5, 6, 7]), device))
    for one, found in zip(shoppers, deep_vectors(made, vectors, shoppers), strict=True):
        count = len(one.rows)
        assert len(found.loo) == count
        assert np.allclose(found.deep, output(made, vectors, one, range(count)), atol=1e-5)
        assert found.parts.shape == (2, 8)
        assert np.allclose(found.parts.sum(axis=0), found.deep, atol=1e-6)
        assert np.linalg.norm(found.parts, axis=1) == pytest.approx([0.75, 0.25], abs=1e-5)
        for gone in range(count):
            slow = output(made, vectors, one, [p for p in range(count) if p != gone])
            assert np.allclose(found.loo[gone], slow, atol=1e-5), (count, gone)


def test_without_their_only_act_nothing_is_left():
    made, vectors = model(), unit(np.eye(9, 8) + 0.1)
    found = deep_vectors(made, vectors, [acts(1, 0)])[0]
    assert not found.loo.any() and found.deep.any()


def test_items_of_two_directions_are_two_interests_the_heavier_first():
    vectors = unit([[1, 0.1], [0.1, 1], [1, 0], [0, 1], [0.05, 1]])
    groups = cluster_items(vectors, np.array([1.0, 1, 1, 1, 1]))
    assert [group.tolist() for group in groups] == [[1, 3, 4], [0, 2]]
    groups = cluster_items(vectors, np.array([5.0, 1, 5, 1, 1]))
    assert [group.tolist() for group in groups] == [[0, 2], [1, 3, 4]]


def test_at_most_so_many_interests_and_light_ones_are_left_out():
    vectors = unit(np.eye(6) + 0.01)
    assert len(cluster_items(vectors, np.ones(6), most=3)) == 3
    weights = np.array([1.0, 1, 1, 0.01, 0.01, 0.01])
    kept = cluster_items(vectors, weights, most=6)
    assert [group.tolist() for group in kept] == [[0], [1], [2]]


def test_what_the_shop_sorts_apart_stays_apart_and_what_it_sorts_together_comes_closer():
    near, far = unit([[1, 0], [0.7, 0.714]]), unit([[1, 0], [0.2, 1]])
    weights = np.array([2.0, 1.0])
    assert [g.tolist() for g in cluster_items(near, weights)] == [[0, 1]]
    assert [g.tolist() for g in cluster_items(near, weights, np.array([0, 1]))] == [[0], [1]]
    assert [g.tolist() for g in cluster_items(far, weights)] == [[0], [1]]
    assert [g.tolist() for g in cluster_items(far, weights, np.array([4, 4]))] == [[0, 1]]


def test_one_item_is_one_interest_and_none_is_none():
    assert [g.tolist() for g in cluster_items(unit([[1, 0]]), np.ones(1))] == [[0]]
    assert cluster_items(np.zeros((0, 2), dtype=np.float32), np.ones(0)) == []


def test_the_centre_leans_to_the_heavier():
    found = centre(np.eye(2, dtype=np.float32), np.array([3.0, 4.0]))
    assert found.tolist() == pytest.approx([0.6, 0.8])
