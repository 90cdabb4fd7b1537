from dataclasses import replace

import numpy as np
import pytest
import torch

from recommender.errors import InvalidInput, InvalidSetting, OutsideFailure
from recommender.metrics import ndcg_at
from recommender.neural import trainer, training
from recommender.neural.device import has_amx, pick_device
from recommender.neural.files import model_from_bytes, model_to_bytes
from recommender.neural.models import config_make, model_name
from recommender.neural.sequences import sequences_from
from recommender.neural.tower import item_matrix
from recommender.neural.training import TrainConfig, Validation, fit, popular_ranks

ITEMS = 20


def walks(count=80, steps=8, seed=0):
    """Each history goes round a ring of items, one on with each step."""
    rng = np.random.default_rng(seed)
    ring = np.random.default_rng(99).permutation(ITEMS)
    starts = rng.integers(0, ITEMS, count)
    return [[int(ring[(start + step) % ITEMS]) for step in range(steps)] for start in starts]


def setting(**changes):
    histories = walks()
    kept = sequences_from([one[:-1] for one in histories])
    validation = Validation(kept, np.array([one[-1] for one in histories]))
    config = config_make("sasrec", ITEMS, dim=16, layers=1, length=8, dropout=0.1)
    train = TrainConfig(**{"epochs": 12, "batch_size": 16, "learning_rate": 0.01, **changes})
    return kept, config, train, validation


def trained(**changes):
    kept, config, train, validation = setting(**changes)
    return fit(kept, config, train, validation=validation, device="cpu")


@pytest.mark.parametrize("negatives", [0, 8])
def test_the_next_step_of_a_ring_is_learned(negatives):
    fitted = trained(negatives=negatives)
    kept, config, _, validation = setting()
    popular = ndcg_at(popular_ranks(kept, ITEMS, validation), 10).mean()
    assert fitted.metrics["ndcg10"] > max(0.8, 2 * popular)
    assert not fitted.model.training


def test_one_seed_gives_one_model_and_another_another():
    one, same, other = (trained(epochs=2, seed=seed).model.state_dict() for seed in (1, 1, 2))
    assert all(torch.equal(one[name], same[name]) for name in one)
    assert any(not torch.equal(one[name], other[name]) for name in one)


def test_the_best_epoch_is_kept_and_waiting_ends():
    kept, config, train, validation = setting(epochs=40, patience=2, learning_rate=0.05)
    fitted = fit(kept, config, train, validation=validation, device="cpu")
    assert len(fitted.curve) < 40
    assert fitted.metrics["ndcg10"] == max(point["ndcg10"] for point in fitted.curve)
    items = torch.from_numpy(item_matrix(fitted.model.tower, None))
    ranks = training.validation_ranks(fitted.model, items, validation)
    assert ndcg_at(ranks, 10).mean() == pytest.approx(fitted.metrics["ndcg10"], abs=1e-4)


def test_a_budget_of_time_ends_the_training():
    assert trained(epochs=1000, patience=1000, budget_s=0.5).metrics["train_s"] < 3


def test_popularity_ranks_by_hand():
    # Item 2 stands in three histories, 1 in two, 0 in one, 3 in none.
    kept = sequences_from([[2, 1], [2], [2, 1, 0]])
    validation = Validation(sequences_from([[2], [0, 1], [2, 1]]), np.array([1, 3, 2]))
    # Seen items are out of the race, but for the target: 2 | 0, 1 out, 2 first | itself first
    assert popular_ranks(kept, 4, validation, batch_size=2).tolist() == [0, 1, 0]


def test_too_little_memory_is_one_clear_line(monkeypatch):
    def allocate(*_):
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: 9 bytes")

    monkeypatch.setattr(trainer.Trainer, "_epoch", allocate)
    with pytest.raises(OutsideFailure, match="lower batch_size"):
        trained()


def test_other_failures_are_not_called_lack_of_memory(monkeypatch):
    def fail(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr(trainer.Trainer, "_epoch", fail)
    with pytest.raises(RuntimeError, match="a bug"):
        trained()


def test_a_model_survives_its_file_and_a_damaged_file_is_refused():
    model = trained(epochs=1).model
    content = model_to_bytes(model)
    name, config = model_name(model), model.config.to_json()
    again = model_from_bytes(name, config, content)
    assert np.array_equal(item_matrix(again.tower, None), item_matrix(model.tower, None))
    with pytest.raises(OutsideFailure):
        model_from_bytes(name, config, content[: len(content) // 2])
    with pytest.raises(OutsideFailure):
        model_from_bytes(name, {**config, "layers": 2}, content)
    with pytest.raises(OutsideFailure, match="train again"):
        model_from_bytes("", {"items": ITEMS, "dim": 16}, content)


def test_an_unknown_device_is_named():
    with pytest.raises(InvalidSetting, match="DEVICE='moon'"):
        pick_device("moon")


def test_progress_is_told_within_an_epoch(monkeypatch):
    monkeypatch.setattr(trainer, "SHOWN_EVERY_S", 0.0)
    kept, config, train, validation = setting(epochs=2)
    told = []
    fit(
        kept,
        config,
        train,
        validation=validation,
        device="cpu",
        progress=lambda *one: told.append(one),
    )
    steps = [(label.partition("; ")[0], done, total) for label, done, total in told]
    first = [one for one in steps if one[0] == "training, epoch 1 of at most 2"]
    assert [done for _, done, _ in first] == [1, 2, 3, 4, 5, 5] and first[0][2] == 5
    assert all("loss " in label for label, _, _ in told)
    assert "ndcg10" in told[5][0]


def test_who_is_trusted_teaches_and_who_is_not_does_not():
    kept, config, train, validation = setting(epochs=2)

    def taught(trust):
        given = replace(kept, trust=trust)
        return fit(given, config, train, validation=validation, device="cpu")

    alike, all_ones = taught(None), taught(np.ones(len(kept), np.float32))
    assert alike.curve == all_ones.curve
    first = np.repeat(np.array([1.0, 0.0], np.float32), len(kept) // 2)
    assert taught(first).curve != alike.curve
    assert [point["loss"] for point in taught(0 * first).curve] == [0.0, 0.0]


@pytest.mark.parametrize(
    "change",
    [
        {"tokens": 40}, {"mask_seen": True}, {"schedule": "linear"}, {"average": 0.9},
        {"popularity": 1.0}, {"loss": "gbce", "negatives": 8}, {"precision": "float32"},
        {"weight_decay": 0.5}, {"rate_floor": 1.0},
    ],
    ids=str,
)  # fmt: skip
def test_every_choice_changes_the_model_and_still_learns(change):
    plain, other = trained(epochs=6), trained(epochs=6, **change)
    a, b = plain.model.state_dict(), other.model.state_dict()
    if change == {"precision": "float32"} and not has_amx():
        assert all(torch.equal(a[name], b[name]) for name in a)
    else:
        assert any(not torch.equal(a[name], b[name]) for name in a)
    assert other.metrics["ndcg10"] > 0.2


def test_wrong_choices_are_refused():
    for wrong in (
        {"precision": "float8"},
        {"compile": "maybe"},
        {"loss": "gbce"},
        {"loss": "hinge", "negatives": 1},
        {"schedule": "steps"},
        {"average": 1.0},
        {"epochs": 0},
    ):
        with pytest.raises(ValueError):
            TrainConfig(**wrong)


def test_a_training_that_diverges_says_so(monkeypatch):
    monkeypatch.setattr(trainer.Trainer, "_epoch", lambda *_: (float("nan"), 1))
    with pytest.raises(InvalidInput, match="diverged") as caught:
        trained(epochs=2)
    assert "learning_rate" in caught.value.fields
