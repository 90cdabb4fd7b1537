import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from recommender.neural.distributed import Ranks, ranks_here, ranks_joined
from tests.recommender.neural.training_child import ring_fit

ROOT = Path(__file__).resolve().parents[3]


def test_alone_nothing_is_asked_of_anybody():
    with ranks_joined() as ranks:
        assert ranks == Ranks() == ranks_here() and ranks.leads
    value = torch.ones(2)
    assert ranks.told({"a": 1}) == {"a": 1} and ranks.summed(value) is value
    assert ranks.gathered(value) == [value]
    module = torch.nn.Linear(1, 1)
    assert ranks.shared(module, torch.device("cpu")) is module


def test_two_processes_train_as_one_with_twice_the_batch(tmp_path):
    """Trust differs from history to history, and the last batch of an epoch is short."""
    done = subprocess.run(
        [
            sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2",
            "--rdzv-backend", "c10d", "--rdzv-endpoint", "localhost:0",
            "-m", "tests.recommender.neural.training_child", "join", tmp_path,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert [(tmp_path / f"rank{rank}").read_text() for rank in (0, 1)] == ["2", "2"]
    one, two = (json.loads((tmp_path / f"said{rank}.json").read_text()) for rank in (0, 1))
    assert one == two  # all processes hold the same model
    alone = ring_fit(dropout=0.0, trust=True, epochs=3, batch_size=16)
    assert [point["loss"] for point in one["curve"]] == pytest.approx(
        [point["loss"] for point in alone.curve], rel=2e-3
    )
    assert [point["ndcg10"] for point in one["curve"]] == pytest.approx(
        [point["ndcg10"] for point in alone.curve], abs=0.02
    )
    # Process 0 alone has written, and in full: the same group would go on from it.
    assert (tmp_path / "state.safetensors").exists() and not (tmp_path / "state.part").exists()
