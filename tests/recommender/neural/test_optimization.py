import pytest
import torch

from recommender.neural.optimization import Average, optimizer_make, rate_at


def test_the_rate_by_hand():
    assert rate_at(0, 10, 0.0, 0.1, "cosine") == pytest.approx(0.1)  # the first of ten steps
    assert rate_at(50, 10, 0.5, 0.1, "cosine") == pytest.approx(0.55)
    assert rate_at(50, 10, 0.25, 0.0, "linear") == pytest.approx(0.75)
    assert rate_at(50, 10, 1.5, 0.1, "linear") == pytest.approx(0.1)
    assert rate_at(0, 0, 0.0, 0.0, "cosine") == 1.0


def test_only_matrices_decay():
    model = torch.nn.Sequential(torch.nn.Embedding(3, 2), torch.nn.Linear(2, 2))
    model[1].bias.requires_grad_(False)
    decayed, kept = optimizer_make(model, 0.1, 0.5).param_groups
    assert [p.shape for p in decayed["params"]] == [(2, 2)] and decayed["weight_decay"] == 0.5
    assert [p.shape for p in kept["params"]] == [(3, 2)] and kept["weight_decay"] == 0.0


def test_the_average_by_hand_and_only_for_a_while():
    model = torch.nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        model.weight.fill_(1.0)
    average = Average(model, 0.9)
    with torch.no_grad():
        model.weight.fill_(2.0)
    average.update()  # the first step's decay is 2 / 11: 1 + (2 - 1) * 9 / 11
    with average.applied():
        assert model.weight.item() == pytest.approx(1 + 9 / 11)
    assert model.weight.item() == 2.0
    again = Average(model, 0.9)
    again.restore(average.tensors, average.steps)
    again.update()
    average.update()
    assert again.tensors["weight"].item() == average.tensors["weight"].item()
