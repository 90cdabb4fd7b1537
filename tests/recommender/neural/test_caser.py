import pytest
import torch
import torch.nn.functional as F

from recommender.neural.caser import Caser, CaserConfig
from recommender.neural.tower import TowerConfig

WIDTH, WINDOW, STEPS = 6, 4, 9


def model(**changes) -> Caser:
    torch.manual_seed(0)
    plain = {"window": WINDOW, "horizontal": 3, "vertical": 2, "dropout": 0.0, **changes}
    return Caser(CaserConfig(tower=TowerConfig(ids=3, dim=WIDTH), **plain)).eval()


def by_hand(made, x, end):
    """The paper's own way: one window (L, D) that ends at a step, filter by filter."""
    window = torch.zeros(WINDOW, WIDTH)
    seen = x[max(end - WINDOW + 1, 0) : end + 1]
    window[WINDOW - len(seen) :] = seen
    vertical = torch.stack(
        [
            sum(weights[row] * window[row] for row in range(WINDOW))
            for weights in made.vertical.weight
        ]
    )  # (V, D)
    found = [vertical.T.flatten()]  # by dimension, then filter
    for height, filters in zip(made.config.heights, made.horizontal, strict=True):
        answers = []
        for top in range(WINDOW - height + 1):
            part = window[top : top + height].T  # (D, height)
            answers.append(F.relu((filters.weight * part).sum((1, 2)) + filters.bias))
        found.append(torch.stack(answers).amax(0))
    mixed = F.relu(made.mix(torch.cat(found)))
    out = made.norm(made.out(torch.cat([mixed, x[: end + 1].mean(0)])))
    return out / out.norm()


@pytest.mark.parametrize("heights", [(), (1, 3)])
def test_all_windows_at_once_are_the_windows_one_by_one(heights):
    made = model(heights=heights)
    assert len(made.horizontal) == (len(heights) or WINDOW)
    vectors = F.normalize(torch.randn(2, STEPS, WIDTH), dim=-1)
    x, outputs = made.steps(vectors, {}), made.encode(vectors, {})
    for row in range(2):
        for end in range(STEPS):
            assert torch.allclose(outputs[row, end], by_hand(made, x[row], end), atol=1e-5)


def test_beyond_the_window_only_the_mean_is_known():
    made = model()
    with torch.no_grad():
        made.out.weight[:, WIDTH:] = 0  # the long-term taste
    vectors = torch.randn(1, STEPS, WIDTH)
    other = vectors.clone()
    other[:, 0] += 1
    before, after = made.encode(vectors, {}), made.encode(other, {})
    assert not torch.allclose(before[:, WINDOW - 1], after[:, WINDOW - 1], atol=1e-4)
    assert torch.allclose(before[:, WINDOW:], after[:, WINDOW:], atol=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [{"window": 0}, {"horizontal": 0}, {"vertical": 0}, {"heights": (1, 9)}, {"heights": (0,)}],
)
def test_what_cannot_be_built_is_refused(wrong):
    with pytest.raises(ValueError):
        model(**wrong)
