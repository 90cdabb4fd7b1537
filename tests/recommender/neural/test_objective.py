import numpy as np
import pytest
import torch
import torch.nn.functional as F

from recommender.neural.models import config_make, model_make
from recommender.neural.objective import Aim, Objective
from recommender.neural.tower import TowerInputs

ITEMS = 12
ROWS = torch.tensor([[3, 4, 3, 5, 0], [1, 2, 0, 0, 0]])  # three targets, then one
PLACES, WEIGHTS = torch.tensor([0, 1, 2, 4, 0]), torch.tensor([1.0, 1.0, 1.0, 0.5, 0.0])


def made(aim: Aim) -> Objective:
    torch.manual_seed(0)
    config = config_make("sasrec", ITEMS, None, dim=8, layers=1, heads=1, length=4, dropout=0.0)
    log_q = torch.log_softmax(torch.randn(ITEMS), 0)
    return Objective(model_make("sasrec", config), TowerInputs({}, None), ITEMS, log_q, aim)


def logits(objective: Objective) -> torch.Tensor:
    """The slow way: (4, N) of the four real steps."""
    items = objective.vectors()
    outputs = objective.model.encode(items[ROWS[:, :-1]], {})
    return (outputs @ items.T).flatten(0, 1)[PLACES[:4]] / objective.model.config.temperature


def by_hand(scores: torch.Tensor) -> torch.Tensor:
    losses = F.cross_entropy(scores, torch.tensor([4, 3, 5, 2]), reduction="none")
    return (losses * WEIGHTS[:4]).sum() / 3.5


def test_the_full_softmax_over_the_real_steps():
    objective = made(Aim())
    loss = objective(ROWS, {}, PLACES, WEIGHTS)
    assert loss.item() == pytest.approx(by_hand(logits(objective)).item(), rel=1e-4)


def test_what_stands_earlier_in_a_window_does_not_compete():
    objective = made(Aim(mask_seen=True))
    scores = logits(objective).detach()
    never = float("-inf")
    scores[0, 3] = never
    scores[1, 4] = never  # 3 was seen, too, and is the target: it stays
    scores[2, [3, 4]] = never
    scores[3, 1] = never
    loss = objective(ROWS, {}, PLACES, WEIGHTS)
    assert loss.item() == pytest.approx(by_hand(scores).item(), rel=1e-4)


def test_a_sample_of_everything_seen_or_not(monkeypatch):
    """With each item drawn once and evenly, the sample is the catalogue."""
    monkeypatch.setattr(torch, "multinomial", lambda *_, **__: torch.arange(ITEMS))
    for mask in (False, True):
        sampled = made(Aim(negatives=ITEMS, mask_seen=mask))
        full = made(Aim(mask_seen=mask))
        sampled.log_q = full.log_q = torch.full((ITEMS,), -np.log(ITEMS), dtype=torch.float32)
        one, other = (each(ROWS, {}, PLACES, WEIGHTS).item() for each in (sampled, full))
        assert one == pytest.approx(other, rel=1e-4)


def test_few_of_many_items_are_made(monkeypatch):
    from recommender.neural import objective as module

    few = made(Aim(negatives=6))
    torch.manual_seed(5)
    whole = few(ROWS, {}, PLACES, WEIGHTS)
    monkeypatch.setattr(module, "WHOLE", 3)
    torch.manual_seed(5)
    assert few(ROWS, {}, PLACES, WEIGHTS).item() == pytest.approx(whole.item(), rel=1e-4)


def test_popularity_is_given_and_not_learned():
    objective = made(Aim(popularity=0.5))
    scores = logits(objective) + 0.5 * objective.log_q
    loss = objective(ROWS, {}, PLACES, WEIGHTS)
    assert loss.item() == pytest.approx(by_hand(scores).item(), rel=1e-4)


def test_gbce_draws_evenly_and_counts_the_trusted():
    objective = made(Aim(loss="gbce", negatives=6))
    assert torch.equal(objective.drawn_from, torch.ones(ITEMS))
    loss = objective(ROWS, {}, PLACES, WEIGHTS)
    loss.backward()
    assert loss.item() > 0 and objective.model.tower.ids.weight.grad.abs().sum() > 0
