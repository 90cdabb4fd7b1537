import math

import pytest
import torch

from recommender.neural.losses import sampled_softmax_loss, softmax_loss

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
