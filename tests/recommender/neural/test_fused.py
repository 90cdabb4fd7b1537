import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.neural import fused
from recommender.neural.fused import fused_softmax_loss


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
