import math

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.neural import fused
from recommender.neural.fused import fused_sampled_loss, fused_softmax_loss
from recommender.neural.losses import sampled_softmax_loss


def made(steps, items, dim=8, seed=0):
    torch.manual_seed(seed)
    outputs = F.normalize(torch.randn(steps, dim), dim=-1).requires_grad_()
    rows = F.normalize(torch.randn(items, dim), dim=-1).requires_grad_()
    return outputs, rows, torch.randint(0, items, (steps,))


def plain(outputs, items, targets, temperature, weights=None):
    losses = F.cross_entropy((outputs @ items.T) / temperature, targets, reduction="none")
    return losses.mean() if weights is None else (losses * weights).sum() / weights.sum()


def by_hand_cells(monkeypatch, cells):
    monkeypatch.setattr(fused, "CELLS_CPU", cells)


def slopes(loss, *of):
    return torch.autograd.grad(loss * 3.0, of)  # as a loss of which this is one summand


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 70), st.integers(1, 30), st.sampled_from([0.02, 0.07, 1.0]), st.booleans())
def test_it_is_the_plain_cross_entropy_and_its_slopes(steps, items, temperature, weighted):
    outputs, rows, targets = made(steps, items, seed=steps)
    weights = torch.rand(steps) + 0.1 if weighted else None
    with pytest.MonkeyPatch.context() as patch:
        by_hand_cells(patch, 20 * items)  # several pieces, the last one short
        ours = fused_softmax_loss(outputs, rows, targets, temperature, weights)
    slow = plain(outputs, rows, targets, temperature, weights)
    assert torch.allclose(ours, slow, rtol=1e-4, atol=1e-5)
    for one, other in zip(slopes(ours, outputs, rows), slopes(slow, outputs, rows), strict=True):
        assert torch.allclose(one, other, rtol=1e-3, atol=1e-4 / temperature)


def test_by_hand():
    # Two items of logits 1 and 0: -log(e / (e + 1)) = 0.31326.
    outputs, items = torch.tensor([[1.0, 0.0]]), torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    loss = fused_softmax_loss(outputs, items, torch.tensor([0]), 1.0)
    assert float(loss) == pytest.approx(0.31326, abs=1e-5)


def test_a_step_of_weight_zero_counts_nothing():
    outputs, rows, targets = made(5, 7)
    weights = torch.tensor([1.0, 1.0, 0.0, 1.0, 1.0])
    ours = fused_softmax_loss(outputs, rows, targets, 0.07, weights)
    kept = torch.tensor([0, 1, 3, 4])
    assert torch.allclose(ours, plain(outputs[kept], rows, targets[kept], 0.07))
    assert torch.equal(slopes(ours, outputs)[0][2], torch.zeros(8))


def test_no_steps_are_no_loss():
    outputs, rows, targets = made(0, 7)
    loss = fused_softmax_loss(outputs, rows, targets, 0.07)
    assert loss.item() == 0.0 and not slopes(loss, rows)[0].any()


def test_under_autocast_it_stays_close():
    outputs, rows, targets = made(40, 50, dim=32)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        ours = fused_softmax_loss(outputs, rows, targets, 0.07)
    slow = plain(outputs, rows, targets, 0.07)
    assert ours.item() == pytest.approx(slow.item(), rel=0.01)
    ours, slow = slopes(ours, rows)[0], slopes(slow, rows)[0]
    assert float((ours - slow).norm() / slow.norm()) < 0.02


def test_a_hopeless_target_is_a_large_loss_and_no_infinity():
    outputs = torch.tensor([[1.0, 0.0]], requires_grad=True)
    items = torch.tensor([[1.0, 0.0], [-1.0, 0.0]])
    loss = fused_softmax_loss(outputs, items, torch.tensor([1]), 0.01)  # logits 100 and -100
    assert 80 < loss.item() < 200
    assert torch.isfinite(slopes(loss, outputs)[0]).all()


def barred_plain(outputs, items, targets, temperature, weights, barred):
    """Slow: a mask of everything, and the target let in again."""
    logits = (outputs @ items.T) / temperature
    mask = torch.zeros_like(logits, dtype=torch.bool).scatter(1, barred, True)
    mask.scatter_(1, targets[:, None], False)
    logits = logits.masked_fill(mask, float("-inf"))
    losses = F.cross_entropy(logits, targets, reduction="none")
    return (losses * weights).sum() / weights.sum()


def test_what_is_barred_does_not_compete_and_a_target_always_does(monkeypatch):
    outputs, rows, targets = made(40, 12)
    by_hand_cells(monkeypatch, 16 * 12)
    barred = torch.randint(0, 12, (40, 5))
    barred[:20, 0] = targets[:20]
    weights = torch.rand(40)
    ours = fused_softmax_loss(outputs, rows, targets, 0.07, weights, barred)
    slow = barred_plain(outputs, rows, targets, 0.07, weights, barred)
    assert torch.allclose(ours, slow, rtol=1e-4)
    for one, other in zip(slopes(ours, outputs, rows), slopes(slow, outputs, rows), strict=True):
        assert torch.allclose(one, other, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("masked", [False, True])
def test_the_sampled_one_is_the_plain_one(monkeypatch, masked):
    outputs, rows, targets = made(40, 12)
    by_hand_cells(monkeypatch, 16 * 9)
    negatives, log_q = torch.randint(0, 12, (9,)), torch.log_softmax(torch.randn(12), 0)
    weights = torch.rand(40)
    first = torch.randint(0, 12, (4, 9))  # four windows of ten steps; above nine: never met
    window, place = torch.arange(40) // 10, torch.arange(40) % 10
    seen = (first, window, place) if masked else None
    ours = fused_sampled_loss(outputs, rows, targets, 0.07, negatives, log_q, weights, seen)
    drawn = outputs @ rows[negatives].T / 0.07 - log_q[negatives] - math.log(9)
    drawn = drawn.masked_fill(targets[:, None] == negatives, float("-inf"))
    if masked:
        drawn = drawn.masked_fill(first[window] <= place[:, None], float("-inf"))
    true = (outputs * rows[targets]).sum(-1, keepdim=True) / 0.07
    losses = F.cross_entropy(
        torch.cat([true, drawn], 1), torch.zeros_like(targets), reduction="none"
    )
    slow = (losses * weights).sum() / weights.sum()
    assert torch.allclose(ours, slow, rtol=1e-4)
    if not masked:
        same = sampled_softmax_loss(outputs, rows, targets, 0.07, negatives, log_q, weights)
        assert torch.allclose(ours, same, rtol=1e-4)
    for one, other in zip(slopes(ours, outputs, rows), slopes(slow, outputs, rows), strict=True):
        assert torch.allclose(one, other, rtol=1e-3, atol=1e-4)
