from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy import sparse

from benchmarks import peers
from recommender.evaluation.ranking import Model
from recommender.evaluation.splits import Split, leave_one_out
from recommender.neural.sequences import sequences_from
from tests.recommender.evaluation.test_suite import walks


class Step:
    """Foretells the item so many places on, round a ring of 40."""

    def __init__(self, on: int) -> None:
        self.on = on

    def score(self, histories: Any) -> np.ndarray:
        last = histories.rows[histories.offsets[1:] - 1]
        return np.eye(40, dtype=np.float32)[(last + self.on) % 40]


def test_a_grid_is_every_combination() -> None:
    assert list(peers.grid({"K": (1, 2), "decay": (0.5,)})) == [
        {"K": 1, "decay": 0.5},
        {"K": 2, "decay": 0.5},
    ]


def test_options_are_chosen_on_validation() -> None:
    split = leave_one_out(walks(30), 40)
    model, options = peers.chosen("steps", split, Step, {"on": (2, 1, 3)})
    assert options == {"on": 1, "validation_ndcg10": 1.0}
    assert model.score(split.test.inputs).argmax(1).tolist() == split.test.targets.tolist()


def test_neighbours_over_plain_and_decayed_input() -> None:
    similarity = sparse.csr_array(np.array([[0, 2, 0], [1, 0, 0], [0, 4, 0]], np.float32))
    history = sequences_from([[0, 1]])
    assert peers.Neighbours(similarity, 1.0).score(history).tolist() == [[1, 2, 0]]
    assert peers.Neighbours(similarity, 0.5).score(history).tolist() == [[1, 1, 0]]


def test_the_library_s_own_item_numbers_are_brought_to_ours() -> None:
    class Vectors:
        def get_all_embeddings(self) -> torch.Tensor:
            return torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])  # padding, then two items

    class Network:
        def __init__(self) -> None:
            self.item_model, self.similarity_module = Vectors(), self
            self.asked: list[list[list[int]]] = []

        def eval(self) -> None:
            pass

        def encode_sessions(self, batch: dict[str, torch.Tensor], items: torch.Tensor):
            self.asked.append(batch["x"].tolist())
            return items[batch["x"]]

        def session_tower_forward(self, outputs: torch.Tensor) -> torch.Tensor:
            return outputs

        item_tower_forward = session_tower_forward

    network = Network()
    # Its items 1 and 2 are our 3 and 0; our 1 and 2 it does not know.
    model = peers.Sasrec(network, np.array([-1, 3, 0]), length=3, items=4)
    scores = model.score(sequences_from([[0, 1, 3], [2]]))
    assert network.asked == [[[0, 2, 1], [0, 0, 0]]]  # padded on the left, unknown items left out
    assert scores[0].tolist() == [0.0, -1.0, -1.0, 1.0]


def test_what_was_ranked_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def fit(split: Split, limits: peers.Options) -> tuple[Model, peers.Options]:
        made.append("")
        return Step(1), {"on": 1}

    def absent(split: Split, limits: peers.Options) -> tuple[Model, peers.Options]:
        raise ImportError("No module named 'library'")

    monkeypatch.setattr(peers, "PEERS", {"steps": ("numpy", fit), "none": ("library", absent)})
    split = leave_one_out(walks(30), 40)
    first = peers.peer_run("steps", split, {"length": 5}, tmp_path)
    assert first is not None
    with np.load(tmp_path / first["file"]) as arrays:
        assert arrays["ranks"].tolist() == [0] * 30
    assert peers.peer_run("steps", split, {"length": 5}, tmp_path) == first
    assert len(made) == 1
    peers.peer_run("steps", split, {"length": 6}, tmp_path)
    assert len(made) == 2
    assert peers.peer_run("none", split, {"length": 5}, tmp_path) is None
