import dataclasses

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from recommender.neural.comirec import (
    ComiRec,
    ComiRecConfig,
    comirec_fit,
    comirec_ndcg,
    nearest_interest,
)
from recommender.neural.sequences import sequences_from
from recommender.neural.tower import TowerConfig
from recommender.neural.validating import Validation

STEPS, WIDTH, ITEMS = 6, 8, 20


def config(**changes) -> ComiRecConfig:
    options = {"length": STEPS, "dropout": 0.0, "interests": 3, "marks": {"kind": 4}, **changes}
    return ComiRecConfig(tower=TowerConfig(dim=WIDTH, ids=ITEMS), **options)


def model(**changes) -> ComiRec:
    torch.manual_seed(0)
    made = ComiRec(config(**changes)).eval()
    with torch.no_grad():
        made.distance.normal_(std=0.5)
        made.out.weight.add_(torch.randn_like(made.out.weight) * 0.3)
    return made


def inputs(batch=3, steps=STEPS, seed=1):
    torch.manual_seed(seed)
    return F.normalize(torch.randn(batch, steps, WIDTH), dim=-1), {
        "kind": torch.randint(1, 4, (batch, steps))
    }


def test_interests_are_the_papers_formula_step_by_step():
    made, (vectors, marks) = model(), inputs(1)
    found = made.encode(vectors, marks)
    x = vectors[0] * WIDTH**0.5 + made.steps.marks["kind"](marks["kind"][0])  # (T, D)
    for step in range(STEPS):
        seen = x[: step + 1]
        logits = torch.tanh(seen @ made.inner.weight.T) @ made.heads.weight.T  # (step + 1, K)
        logits += made.distance[:, torch.arange(step, -1, -1)].T
        pooled = logits.softmax(dim=0).T @ seen @ made.out.weight.T  # (K, D)
        assert torch.allclose(found[0, step], F.normalize(pooled, dim=-1), atol=1e-5)


def test_what_comes_later_and_padding_change_nothing():
    made, (vectors, marks) = model(), inputs()
    lengths = torch.tensor([2, 6, 4])
    interests, weights, shares = made.encode_last(vectors, marks, lengths)
    whole = made.encode(vectors, marks)
    for row, length in enumerate(lengths.tolist()):
        assert torch.allclose(interests[row], whole[row, length - 1], atol=1e-5)
        assert not shares[row, :, length:].any()
    assert torch.allclose(shares.sum(-1), torch.ones(3, 3), atol=1e-5)
    assert torch.allclose(weights.sum(-1), torch.ones(3), atol=1e-5)


def test_an_interest_weighs_what_stands_near_it():
    made = model(interests=2, temperature=0.01)
    vectors, marks = inputs(1)
    interests, weights, _ = made.encode_last(vectors, marks, torch.tensor([STEPS]))
    nearest = (vectors[0] @ interests[0].T).argmax(dim=1)
    counts = torch.bincount(nearest, minlength=2) / STEPS
    assert torch.allclose(weights[0], counts.float(), atol=0.05)


def test_the_nearest_interest_answers():
    interests = torch.tensor([[[1.0, 0.0], [0.0, 1.0]], [[0.6, 0.8], [1.0, 0.0]]])
    wanted = torch.tensor([[0.1, 0.9], [0.9, 0.1]])
    assert torch.equal(nearest_interest(interests, wanted), torch.tensor([[0.0, 1.0], [1.0, 0.0]]))


def two_tastes(count=60, seed=0):
    """Each shopper takes from two of four groups of five items, in turns as it comes."""
    rng = np.random.default_rng(seed)
    histories = []
    for _ in range(count):
        mine = rng.choice(4, 2, replace=False)
        histories.append([int(5 * rng.choice(mine) + rng.integers(5)) for _ in range(STEPS)])
    return sequences_from(histories)


def test_two_interests_serve_two_tastes_better_than_one():
    rng = np.random.default_rng(3)
    centres = np.linalg.qr(rng.normal(size=(WIDTH, 4)))[0].T  # orthogonal
    items = np.repeat(centres, 5, axis=0) + 0.15 * rng.normal(size=(ITEMS, WIDTH))
    items = (items / np.linalg.norm(items, axis=1, keepdims=True)).astype(np.float32)
    held = two_tastes(80, seed=9)
    validation = Validation(held.without_last(1), held.rows[held.offsets[1:] - 1])

    def trained(interests):
        made = config(interests=interests, marks={}, temperature=0.1)
        return comirec_fit(
            two_tastes(), made, items, epochs=15, batch_size=16, learning_rate=0.02,
            validation=validation,
        )  # fmt: skip

    (one, _), (two, curve) = trained(1), trained(2)
    assert comirec_ndcg(two, items, validation) > 1.1 * comirec_ndcg(one, items, validation)
    assert comirec_ndcg(two, items, validation) == pytest.approx(max(curve))
    same, _ = trained(2)
    assert all(torch.equal(a, b) for a, b in zip(two.parameters(), same.parameters(), strict=True))


def test_every_field_reaches_the_model():
    vectors, marks = inputs()
    plain = model().encode(vectors, marks)
    for change in ({"interests": 2}, {"hidden": 5}, {"marks": {}}):
        other = model(**change).encode(vectors, marks)
        assert other.shape != plain.shape or not torch.allclose(other, plain, atol=1e-4), change
    names = {field.name for field in dataclasses.fields(ComiRecConfig)}
    assert {"interests", "hidden"} <= names
    for wrong in ({"interests": 0}, {"hidden": -1}, {"length": 0}):
        with pytest.raises(ValueError):
            config(**wrong)
