import pytest
import torch
import torch.nn.functional as F

from recommender.neural import cheap
from recommender.neural.cheap import dropout, rotated, rotation, unit


def test_unit_is_normalize_and_so_is_its_slope():
    torch.manual_seed(0)
    x, given = torch.randn(5, 3, 8, requires_grad=True), torch.randn(5, 3, 8)
    ours, slow = unit(x), F.normalize(x, dim=-1)
    assert torch.allclose(ours, slow, atol=1e-6)
    (a,), (b,) = (torch.autograd.grad(y, x, given) for y in (ours, slow))
    assert torch.allclose(a, b, atol=1e-5)
    nothing = torch.zeros(2, 4, requires_grad=True)
    unit(nothing).sum().backward()
    assert not unit(nothing).any() and torch.isfinite(nothing.grad).all()


def test_dropout_drops_its_share_scales_the_rest_and_lets_the_slope_through():
    torch.manual_seed(0)
    x = torch.ones(100, 100, requires_grad=True)
    y = dropout(x, 0.3, True)
    values = y.unique().tolist()
    assert values == pytest.approx([0, 1 / 0.7])
    assert (y == 0).float().mean().item() == pytest.approx(0.3, abs=0.02)
    y.sum().backward()
    assert torch.equal(x.grad, y.detach())
    assert not torch.equal(dropout(x, 0.3, True), y)  # another place of the strip


def test_dropout_repeats_for_a_seed_and_does_nothing_in_use():
    x = torch.ones(50)
    one, other = (torch.manual_seed(3) and dropout(x, 0.5, True) for _ in range(2))
    assert torch.equal(one, other)
    assert dropout(x, 0.5, False) is x and dropout(x, 0.0, True) is x


def test_what_is_longer_than_the_strip_is_drawn_by_torch(monkeypatch):
    monkeypatch.setattr(cheap, "STRIP", 64)
    assert 0 < dropout(torch.ones(1000), 0.5, True).count_nonzero() < 1000


def test_rotation_knows_distances_only():
    torch.manual_seed(0)
    width = 6
    turn = rotation(9, width, torch.device("cpu"))
    q, k = (rotated(torch.randn(width).expand(1, 9, 1, width).contiguous(), turn) for _ in "qk")
    scores = q[0, :, 0] @ k[0, :, 0].T  # (9, 9): of one query and one key at every pair of places
    for distance in range(-4, 5):
        along = torch.diagonal(scores, distance)
        assert torch.allclose(along, along[0].expand_as(along), atol=1e-5)
    assert not torch.allclose(scores[0, 0], scores[0, 3], atol=1e-3)


def test_rotation_by_hand():
    turn = rotation(2, 4, torch.device("cpu"))  # angles at place 1: 1 and 10000 ** -0.5 = 0.01
    x = torch.tensor([1.0, 0.0, 0.0, 2.0]).expand(1, 2, 1, 4).contiguous()
    found = rotated(x, turn)[0, :, 0]
    assert found[0].tolist() == [1, 0, 0, 2]
    one, small = torch.tensor(1.0), torch.tensor(0.01)
    wanted = [one.cos(), one.sin(), -2 * small.sin(), 2 * small.cos()]
    assert torch.allclose(found[1], torch.stack(wanted), atol=1e-6)
