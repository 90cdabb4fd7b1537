from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from recommender.evaluation.sequence_model import sequence_fit
from recommender.evaluation.splits import leave_one_out
from recommender.evaluation.suite import SuiteParams, suite_run
from recommender.neural.sequences import Sequences, sequences_from

TINY = {"dim": 16, "layers": 1, "heads": 1, "length": 12, "dropout": 0.0}


def walks(users: int = 120, items: int = 40) -> Sequences:
    """Users walk round a ring of items, one step at a time: the next item is certain."""
    rng = np.random.default_rng(2)
    starts = rng.integers(0, items, users)
    return sequences_from([[(start + at) % items for at in range(10)] for start in starts.tolist()])


def test_every_model_is_measured_and_order_is_learned() -> None:
    params = SuiteParams(
        ease_l2=5.0,
        model=TINY,
        train={"epochs": 30, "batch_size": 16, "learning_rate": 0.01, "warmup_steps": 10},
    )
    said: list[str] = []
    figures = suite_run(walks(), 40, params, progress=lambda label, *_: said.append(label))
    assert (figures["users"], figures["items"], figures["interactions"]) == (120, 40, 1200)
    for name in ("popularity", "item_knn", "ease", "ease_decayed", "sasrec", "fusion"):
        assert {"ndcg10", "hr10", "mrr", "coverage10", "seconds"} <= figures[name].keys()
    # Only a model of order can know which neighbour on the ring comes next.
    assert figures["sasrec"]["ndcg10"] > 0.9 > figures["ease"]["ndcg10"]
    assert figures["popularity"]["ndcg10"] < 0.3
    assert sum(figures["fusion"]["weights"].values()) == pytest.approx(1)
    assert figures["fusion"]["ndcg10"] > 0.9
    assert any(label.startswith("training") for label in said)
    assert "ranking, fusion" in said


def test_content_reaches_the_model_and_gives_diversity() -> None:
    split = leave_one_out(walks(), 40)
    angle = 2 * np.pi * np.arange(40) / 40
    content = np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32)
    train = {"epochs": 1, "batch_size": 16}
    by_content = sequence_fit(split, model={**TINY, "use_ids": False}, train=train, content=content)
    assert by_content.vectors.shape == (40, 16)
    near = by_content.vectors[0] @ by_content.vectors[1]
    assert near > by_content.vectors[0] @ by_content.vectors[20]  # neighbours look alike
    figures = suite_run(
        walks(), 40, SuiteParams(model=TINY, train=train), content=content, progress=lambda *_: None
    )
    assert 0 < figures["ease"]["ild10"] < 2


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(TypeError, match="depht"):
        sequence_fit(leave_one_out(walks(), 40), model={"depht": 3}, train={})


def test_the_library_imports_neither_torch_nor_django() -> None:
    code = (
        "import sys, recommender.evaluation.suite;"
        "sys.exit(len({'torch', 'django', 'transformers'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
