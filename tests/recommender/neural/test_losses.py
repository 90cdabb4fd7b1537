import math

import pytest
import torch

from recommender.neural.fused import fused_softmax_loss as softmax_loss
from recommender.neural.losses import gbce_loss, sampled_softmax_loss

WIDTH = 8


def units(*shape):
    return torch.nn.functional.normalize(torch.randn(*shape, WIDTH), dim=-1)


def test_full_softmax_by_hand():
    items = torch.eye(3)
    outputs = torch.tensor([[1.0, 0.0, 0.0]])
    # logits 2, 0, 0 for temperature 0.5
    wanted = -math.log(math.exp(2) / (math.exp(2) + 2))
    assert softmax_loss(outputs, items, torch.tensor([0]), 0.5).item() == pytest.approx(wanted)


def test_a_step_counts_as_far_as_it_is_trusted():
    torch.manual_seed(0)
    items, outputs, targets = units(5), units(3), torch.tensor([0, 3, 4])
    alone = [softmax_loss(outputs[i : i + 1], items, targets[i : i + 1], 0.5) for i in range(3)]
    weights = torch.tensor([1.0, 0.0, 3.0])
    found = softmax_loss(outputs, items, targets, 0.5, weights)
    assert found.item() == pytest.approx(((alone[0] + 3 * alone[2]) / 4).item(), rel=1e-5)


def test_the_sample_of_all_items_once_is_the_full_softmax():
    torch.manual_seed(0)
    items, outputs, targets = units(9), units(20), torch.randint(0, 9, (20,))
    weights, even = torch.rand(20), torch.full((9,), -math.log(9))
    full = softmax_loss(outputs, items, targets, 0.2, weights)
    whole = sampled_softmax_loss(outputs, items, targets, 0.2, torch.arange(9), even, weights)
    assert whole.item() == pytest.approx(full.item(), rel=1e-5)


def test_sampled_softmax_comes_near_the_full_one():
    """With logQ, the sampled sum of exponentials is right in expectation, whatever the draw."""
    torch.manual_seed(3)
    items = units(40)
    outputs = torch.nn.functional.normalize(items[0] + 0.2 * torch.randn(30, WIDTH), dim=-1)
    targets = torch.randint(0, 40, (30,))
    q = torch.softmax(4 * items @ outputs.mean(0), dim=0)  # drawn most where logits are high
    full = softmax_loss(outputs, items, targets, 0.3).item()

    def sampled(log_q, draws=2_000):
        drawn = torch.multinomial(q, draws, replacement=True)
        return sampled_softmax_loss(outputs, items, targets, 0.3, drawn, log_q).item()

    assert sum(sampled(q.log()) for _ in range(30)) / 30 == pytest.approx(full, rel=0.01)
    even = torch.full((40,), -math.log(40))  # as if all had been equally likely
    assert sampled(even) != pytest.approx(full, rel=0.02)


def test_a_drawn_target_is_no_negative_of_itself():
    items = torch.eye(3)
    outputs, target = torch.tensor([[1.0, 0.0, 0.0]]), torch.tensor([0])
    log_q = torch.full((3,), -math.log(3))
    # logit 2 against two draws of item 1, each standing for 3 / 4 items; two more were the target
    loss = sampled_softmax_loss(outputs, items, target, 0.5, torch.tensor([0, 1, 0, 1]), log_q)
    wanted = -math.log(math.exp(2) / (math.exp(2) + 2 * 3 / 4))
    assert loss.item() == pytest.approx(wanted)


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


@pytest.mark.parametrize(("calibration", "power"), [(0.0, 1.0), (1.0, 0.4), (0.75, 0.55)])
def test_gbce_by_hand(calibration, power):
    # 6 items, 2 of the 5 others drawn: α = 0.4, β = α (t (1 - 1/α) + 1/α) = 0.4 t - t + 1
    items = torch.eye(6)
    outputs, target = torch.tensor([[0.8, 0.6, 0.0, 0.0, 0.0, 0.0]]), torch.tensor([0])
    found = gbce_loss(outputs, items, target, 0.5, torch.tensor([1, 2]), 6, calibration)
    wanted = -(power * math.log(sigmoid(1.6)) + math.log(1 - sigmoid(1.2)) + math.log(0.5)) / 3
    assert found.item() == pytest.approx(wanted, rel=1e-5)


def test_gbce_leaves_a_drawn_target_out_and_weighs_by_trust():
    torch.manual_seed(0)
    items, outputs, targets = units(6), units(2), torch.tensor([3, 4])
    drawn = torch.tensor([3, 1])
    alone = gbce_loss(outputs[:1], items, targets[:1], 0.5, drawn, 6)
    true, other = ((outputs[0] @ items[at]).item() / 0.5 for at in (3, 1))
    power = 0.75 * (0.4 - 1) + 1
    wanted = -(power * math.log(sigmoid(true)) + math.log(1 - sigmoid(other))) / 3
    assert alone.item() == pytest.approx(wanted, rel=1e-5)
    trusted = gbce_loss(outputs, items, targets, 0.5, drawn, 6, weights=torch.tensor([1.0, 0.0]))
    assert trusted.item() == pytest.approx(wanted, rel=1e-5)


def test_gbce_learns_what_comes_next():
    """The target's score rises above all others', and with t = 1 it comes to a softmax's odds."""
    torch.manual_seed(0)
    items = torch.eye(5)
    outputs = torch.nn.Parameter(0.1 * torch.randn(1, 5))
    optimizer = torch.optim.Adam([outputs], lr=0.05)
    for step in range(600):
        target = torch.tensor([0 if step % 4 else 1])  # item 0 three times out of four, else 1
        optimizer.zero_grad()
        gbce_loss(outputs, items, target, 1.0, torch.randint(0, 5, (2,)), 5, 1.0).backward()
        optimizer.step()
    order = outputs[0].argsort(descending=True).tolist()
    assert order[:2] == [0, 1]
