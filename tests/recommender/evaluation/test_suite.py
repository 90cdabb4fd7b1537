from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender.errors import InvalidInput
from recommender.evaluation.baselines.popularity import Popularity
from recommender.evaluation.parts import Ground, Part, part_fit
from recommender.evaluation.ranking import rank_all
from recommender.evaluation.sequence_model import SequenceModel, sequence_fit
from recommender.evaluation.splits import leave_one_out, temporal
from recommender.evaluation.suite import Other, SuiteParams, models_of, suite_run
from recommender.neural.items import items_of
from recommender.neural.sequences import Sequences, sequences_from

TINY = {"dim": 16, "layers": 1, "heads": 1, "length": 12, "dropout": 0.0}


def walks(users: int = 120, items: int = 40) -> Sequences:
    """Users walk round a ring of items, one step at a time: the next item is certain."""
    rng = np.random.default_rng(2)
    starts = rng.integers(0, items, users)
    return sequences_from([[(start + at) % items for at in range(10)] for start in starts.tolist()])


def parts(**train: object) -> dict[str, Part]:
    return {
        "popularity": Part("popularity"),
        "item_knn": Part("item_knn"),
        "ease": Part("ease", {"l2": 5.0, "decay": 1.0}, fused=False),
        "ease_decayed": Part("ease", {"l2": 5.0}),
        "next_item": Part("next_item", {"l2": 5.0}),
        "sasrec": Part("sasrec", TINY, train),
    }


def test_every_model_is_measured_and_order_is_learned() -> None:
    train = {"epochs": 30, "batch_size": 16, "learning_rate": 0.01, "warmup_steps": 10}
    said: list[str] = []
    figures = suite_run(
        leave_one_out(walks(), 40),
        SuiteParams(parts(**train)),
        progress=lambda label, *_: said.append(label),
    )
    assert (figures["users"], figures["items"], figures["interactions"]) == (120, 40, 1200)
    found = models_of(figures)
    assert list(found) == [*parts(), "fusion"]
    for one in found.values():
        assert {"ndcg10", "hr10", "mrr", "coverage10", "seconds", "segments"} <= one.keys()
        low, high = one["ndcg10_interval"]
        assert low <= one["ndcg10"] <= high
    # Only a model of order can know which neighbour on the ring comes next.
    assert found["sasrec"]["ndcg10"] > 0.9 > found["ease"]["ndcg10"]
    assert found["next_item"]["ndcg10"] > 0.9
    assert found["popularity"]["ndcg10"] < 0.3
    fusion = found["fusion"]
    assert "ease" not in fusion["weights"]
    assert sum(fusion["weights"].values()) == pytest.approx(1, abs=0.01)
    assert fusion["ndcg10"] > 0.9
    assert fusion["lost_without"].keys() == fusion["weights"].keys()
    best = fusion["over_best_part"]["model"]
    assert found[best]["ndcg10"] == max(found[name]["ndcg10"] for name in fusion["weights"])
    assert any(label.startswith("sasrec: training") for label in said)
    assert "ranking the test" in said


def test_a_part_alone_needs_no_fusion_and_an_unknown_one_is_named() -> None:
    params = SuiteParams(parts()).only(("popularity",))
    figures = suite_run(leave_one_out(walks(), 40), params, progress=lambda *_: None)
    assert list(models_of(figures)) == ["popularity"]
    with pytest.raises(ValueError, match="svd"):
        SuiteParams(parts()).only(("svd", "item_knn"))


def test_what_was_ranked_elsewhere_is_measured_alike() -> None:
    split = leave_one_out(walks(), 40)
    some = {"popularity": Part("popularity"), "item_knn": Part("item_knn")}
    ranked = rank_all(Popularity(split.fit, 40), split.test.inputs, split.test.targets)
    figures = suite_run(
        split,
        SuiteParams(some),
        others={"library": Other(ranked, 3.0, 1.0, {"version": "1"})},
        progress=lambda *_: None,
    )
    assert list(models_of(figures)) == ["popularity", "item_knn", "library", "fusion"]
    own = {
        key: one
        for key, one in figures["popularity"].items()
        if not key.endswith(("_s", "seconds"))
    }
    assert own.items() <= figures["library"].items()
    assert (figures["library"]["seconds"], figures["library"]["version"]) == (4.0, "1")
    assert figures["fusion"]["over_best_other"]["model"] == "library"
    gained = figures["fusion"]["ndcg10"] / figures["library"]["ndcg10"] - 1
    assert figures["fusion"]["over_best_other"]["relative"] == pytest.approx(gained, abs=0.01)


def test_each_seed_is_a_training_and_a_fusion() -> None:
    some = {"sasrec": parts(epochs=1)["sasrec"], "item_knn": Part("item_knn")}
    said: set[str] = set()
    figures = suite_run(
        leave_one_out(walks(30), 40),
        SuiteParams(some, seeds=(3, 4)),
        progress=lambda label, *_: said.add(label),
    )
    assert len(figures["sasrec"]["ndcg10_seeds"]) == len(figures["fusion"]["ndcg10_seeds"]) == 2
    assert figures["sasrec"]["ndcg10_seeds"][0] != figures["sasrec"]["ndcg10_seeds"][1]
    assert "ndcg10_seeds" not in figures["item_knn"]
    assert len(figures["fusion"]["views"]) == 2
    assert {"sasrec, seed 3", "sasrec, seed 4"} <= {label.split(":")[0] for label in said}


def test_somebody_unknown_gets_what_is_popular() -> None:
    # Item 0 is met by all, and is what the newcomers meet; nobody else's model knows of them.
    rows = [[0, 1 + user % 5, 0, 6 + user % 3] for user in range(30)] + [[0]] * 5
    times = [[1, 2, 15, 25] for _ in range(30)] + [[30]] * 5
    split = temporal(sequences_from(rows, times=times), 9, (10, 20))
    some = {"popularity": Part("popularity"), "item_knn": Part("item_knn")}
    figures = suite_run(split, SuiteParams(some), progress=lambda *_: None)
    for name in ("popularity", "item_knn", "fusion"):
        new = figures[name]["segments"]["no history"]
        assert (new["users"], new["ndcg10"]) == (5, 1.0)


def test_content_reaches_the_models_and_gives_diversity() -> None:
    rng = np.random.default_rng(0)
    content = rng.standard_normal((40, 8)).astype(np.float32)
    content /= np.linalg.norm(content, axis=1, keepdims=True)
    some = {
        "content_knn": Part("content_knn"),
        "sasrec": Part("sasrec", {**TINY, "use_ids": False}, {"epochs": 1}),
    }
    split = leave_one_out(walks(), 40)
    figures = suite_run(
        split, SuiteParams(some), inputs=items_of({"text": content}), progress=lambda *_: None
    )
    assert 0 < figures["sasrec"]["ild10"] < 2
    with pytest.raises(InvalidInput, match="content_knn"):
        suite_run(split, SuiteParams(some), progress=lambda *_: None)


def test_a_training_that_ended_is_taken_up_with_its_seconds(tmp_path: Path) -> None:
    split = leave_one_out(walks(40), 40)
    some = {"sasrec": Part("sasrec", TINY, {"epochs": 2})}
    said: list[str] = []

    def run() -> dict[str, Any]:
        said.clear()
        return suite_run(split, SuiteParams(some), keep=tmp_path,
                         progress=lambda label, *_: said.append(label))  # fmt: skip

    first = run()
    assert len([label for label in said if "loss" in label]) == 2
    again = run()
    assert not [label for label in said if "loss" in label]
    assert again["sasrec"]["ndcg10"] == first["sasrec"]["ndcg10"]
    assert again["sasrec"]["fit_s"] == pytest.approx(first["sasrec"]["fit_s"], abs=0.3)
    # Another seed or other options are another training.
    some["sasrec"] = Part("sasrec", TINY, {"epochs": 1})
    run()
    assert len([label for label in said if "loss" in label]) == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_popularity_given_in_training_is_given_in_scoring() -> None:
    rows = [[0, 1, 0, 2, 1], [0, 1, 2, 0, 1], [0, 2, 1, 0, 3]] * 10
    split = leave_one_out(sequences_from(rows), 5)
    train = {"epochs": 1, "popularity": 0.5}
    found = sequence_fit(split, model={**TINY, "temperature": 0.1}, train=train)
    plain = SequenceModel(found.model, found.vectors, {})
    counts = np.bincount(split.fit.rows, minlength=5) + 1
    added = found.score(split.test.inputs) - plain.score(split.test.inputs)
    expected = 0.1 * 0.5 * np.log(counts / counts.sum())
    assert added == pytest.approx(np.tile(expected, (30, 1)), abs=1e-6)


def test_odd_steps_are_out_of_a_fit_and_in_the_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    from recommender.trust import steps

    monkeypatch.setattr(steps, "steps_keep", lambda fit, items: fit.without_last(1))
    ground = Ground(leave_one_out(walks(30), 40))
    clean = ground.clean()
    assert clean.fit.lengths.tolist() == [7] * 30
    assert clean.validation.inputs.lengths.tolist() == [8] * 30
    fitted = part_fit(Part("sasrec", TINY, {"epochs": 1}, denoise=True), ground, 0, lambda *_: None)
    plain = part_fit(Part("sasrec", TINY, {"epochs": 1}), ground, 0, lambda *_: None)
    scores = [one.model.score(ground.split.test.inputs) for one in (fitted, plain)]
    assert not np.allclose(scores[0], scores[1])


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
