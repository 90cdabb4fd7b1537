from __future__ import annotations

import json

import numpy as np
import pytest
from scipy import sparse

from benchmarks.diversity import best_within, frontier_beside, made_candidates, main, plain_dpp
from benchmarks.diversity_lists import (
    LONG,
    SHORT,
    Ground,
    Measured,
    Setting,
    chosen_lists,
    figures,
    ground_make,
    measure,
    scores_scaled,
)
from recommender.diversify.dpp import Dpp
from recommender.evaluation.calibration import mixes
from recommender.evaluation.splits import Task, leave_one_out
from recommender.neural.items import items_of
from recommender.neural.sequences import sequences_from

ITEMS, USERS = 160, 12


@pytest.fixture(scope="module")
def ground() -> Ground:
    """Items 0-99 are a user's list in order; kind 0 is first, kinds 1-4 come after item 40."""
    random = np.random.default_rng(3)
    kinds = np.where(np.arange(ITEMS) < 40, 0, 1 + np.arange(ITEMS) % 4)
    vectors = np.eye(5, dtype=np.float32)[kinds]
    shares = sparse.csr_array(np.eye(5)[kinds])
    known = sequences_from([[150, 151, 152, 153] for _ in range(USERS)])
    lists = np.tile(np.arange(LONG), (USERS, 1))
    scores = np.tile(np.linspace(1, 0, LONG, dtype=np.float32), (USERS, 1))
    targets = random.integers(0, 30, USERS)
    owners = np.repeat(np.arange(USERS), known.lengths)
    return Ground(
        Task(known, targets), lists, scores, vectors, shares,
        np.arange(ITEMS) % 10 > 0, mixes(owners, known.rows, USERS, shares),
    )  # fmt: skip


def made(ndcg, ild, diversity=0.0, tail=0.0) -> Measured:
    size = len(ndcg)
    same = np.full(size, tail)
    return Measured(
        Setting(f"d {diversity:g}", diversity=diversity), np.zeros((size, SHORT), np.int64),
        np.asarray(ndcg, float), np.asarray(ild, float), same, same,
    )  # fmt: skip


def test_scores_go_from_one_to_zero_in_each_list() -> None:
    scaled = scores_scaled(np.array([[5, 3, 1], [2, 2, 2]], dtype=np.float32))
    assert scaled.tolist() == [[1.0, 0.5, 0.0], [1.0, 1.0, 1.0]]


def test_without_a_wish_the_best_are_shown_in_order(ground: Ground) -> None:
    lists = chosen_lists(ground, Setting("none"))
    assert (lists == np.arange(SHORT)).all()
    found = measure(ground, Setting("none"))
    by_hand = [1 / np.log2(target + 2) if target < SHORT else 0.0 for target in ground.task.targets]
    assert found.ndcg == pytest.approx(by_hand)
    assert found.ild == pytest.approx(0.0)  # one kind only
    assert found.tail == pytest.approx(0.1)  # items 0 and 10
    assert found.kl == pytest.approx(np.log(100))  # nothing shared: ln(1 / 0.01)


@pytest.mark.parametrize("kind", ["mmr", "dpp"])
def test_a_diversifier_brings_in_other_kinds(ground: Ground, kind: str) -> None:
    base = measure(ground, Setting("none"))
    found = measure(ground, Setting(kind, diversifier=kind, diversity=0.7))
    assert found.ild.min() > 0.3  # none without
    assert found.ndcg.mean() <= base.ndcg.mean()


def test_calibration_brings_the_mix_of_the_history(ground: Ground) -> None:
    found = measure(ground, Setting("mix", calibration=0.9))
    assert found.kl.max() < 0.2


def test_a_quota_and_a_bonus_bring_the_tail(ground: Ground) -> None:
    quota = measure(ground, Setting("quota", tail_quota=0.2))
    assert quota.tail == pytest.approx(0.2)  # 4 places of 20: items 0, 10, 20 and 30
    bonus = measure(ground, Setting("bonus", bonus=0.3))
    assert bonus.tail.mean() > 0.1
    said = figures(ground, quota, measure(ground, Setting("none")))
    assert said["tail_quota"] == 0.2 and said["tail_share"] == 0.2 and "bonus" not in said


def test_lists_are_of_unseen_items_by_score() -> None:
    class Fixed:
        def score(self, histories):
            return np.tile(-np.arange(ITEMS, dtype=np.float32), (len(histories), 1))

    split = leave_one_out(sequences_from([[0, 2, 9, 7], [1, 3, 5, 8]]), ITEMS)
    facets = [[f"category={item % 3}"] for item in range(ITEMS)]
    found = ground_make(split, split.test, Fixed(), items_of(facets=facets))
    assert found.lists[0, :4].tolist() == [1, 3, 4, 5]  # 0, 2 and 9 are seen
    assert found.lists.shape == (2, LONG)
    assert found.scores[:, 0].tolist() == [1, 1] and found.scores[:, -1].tolist() == [0, 0]
    assert found.wanted[0] == pytest.approx([2 / 3, 0, 1 / 3])  # of 0, 2, 9
    assert np.linalg.norm(found.vectors, axis=1) == pytest.approx(1, abs=1e-6)


def test_the_plain_dpp_picks_the_same_rows() -> None:
    for seed in range(5):
        score, rows = made_candidates(seed, rows=200)
        for diversity in (0.1, 0.35, 0.8):
            plain = plain_dpp(score.astype(np.float64), rows, 10, diversity)
            assert plain == Dpp().select(score, rows, 10, diversity)


def test_frontiers_by_hand() -> None:
    base = made([0.4, 0.4], [0.1, 0.1])
    ours = [base, made([0.2, 0.2], [0.3, 0.3], 0.5)]
    above = [base, made([0.25, 0.25], [0.2, 0.2], 0.5), made([0.1, 0.1], [0.9, 0.9], 0.9)]
    found = frontier_beside(ours, above, draws=20)
    # At 0.2 the line between (0.1, 0.4) and (0.3, 0.2) is at 0.3; 0.9 lies beyond it.
    assert found["everywhere"] and found["of_levels"] == 1 and found["beyond_dpp"] == 1
    assert found["worst"]["difference"] == pytest.approx(0.05)
    assert found["worst"]["interval"] == pytest.approx([0.05, 0.05])
    below = frontier_beside(ours, [base, made([0.35, 0.35], [0.2, 0.2], 0.5)], draws=20)
    assert not below["everywhere"] and not below["not_surely_below"]
    assert below["worst"]["difference"] == pytest.approx(-0.05)


def test_the_best_that_loses_a_hundredth_at_most(ground: Ground) -> None:
    base = made([0.5, 0.5], [0.1, 0.1], tail=0.2)
    near = made([0.5, 0.492], [0.2, 0.2], 0.1, tail=0.3)  # 0.8 % lost
    far = made([0.4, 0.4], [0.9, 0.9], 0.9, tail=0.9)
    found = best_within(ground, base, [near, far], lambda one: float(one.tail.mean()))
    assert found["setting"] == "d 0.1" and found["gained"] == pytest.approx(0.5)
    alone = best_within(ground, base, [far], lambda one: float(one.tail.mean()))
    assert alone["gained"] == 0.0


def test_without_data_it_says_so_and_times_only(capsys, monkeypatch) -> None:
    monkeypatch.setattr("benchmarks.diversity.times", lambda repeats: {"repeats": repeats})
    main(["--no-demo", "--quick"])
    said = capsys.readouterr()
    assert "MovieLens 1M is left out" in said.err
    found = json.loads(said.out.splitlines()[-1])
    assert found["benchmark"] == "diversity" and found["datasets"] == {}
    assert found["picking"] == {"repeats": 20}
