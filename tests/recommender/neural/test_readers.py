import numpy as np
import pytest
import torch
import torch.nn.functional as F

from recommender.errors import OutsideFailure
from recommender.metrics import ndcg_at, target_ranks
from recommender.neural.models import config_make, model_make
from recommender.neural.readers import Readers, mix_find, readers_from, simplex
from recommender.neural.sequences import sequences_from
from recommender.neural.tower import item_matrix
from recommender.neural.validating import Validation, score_histories

STEPS, WIDTH, ITEMS = 6, 8, 20
NAMES = ("sasrec", "gru4rec", "caser")


def models(names=NAMES, width=WIDTH):
    torch.manual_seed(0)
    found = []
    for name in names:
        config = config_make(name, ITEMS, dim=width, length=STEPS, marks={"kind": 4})
        found.append(model_make(name, config, found[0].tower if found else None).eval())
    return found


def inputs(batch=3):
    torch.manual_seed(1)
    vectors = F.normalize(torch.randn(batch, STEPS, WIDTH), dim=-1)
    return vectors, {"kind": torch.randint(0, 4, (batch, STEPS))}, torch.tensor([1, 6, 3])


def test_the_parts_sum_to_what_is_said_and_that_is_at_most_one_long():
    made, weights = models(), (0.5, 0.2, 0.3)
    readers = Readers(made, weights)
    parts = readers.parts_last(*inputs())
    said = readers.encode_last(*inputs())
    assert parts.shape == (3, 3, WIDTH) and torch.allclose(parts.sum(0), said)
    for part, weight, model in zip(parts, weights, made, strict=True):
        assert torch.allclose(part, weight * model.encode_last(*inputs()), atol=1e-6)
    assert (said.norm(dim=1) <= 1 + 1e-5).all()


def test_readers_survive_their_file_with_one_tower():
    readers = Readers(models(), (0.5, 0.2, 0.3)).eval()
    stored = readers.to_bytes()
    again = readers_from(readers.to_card(), stored)
    assert again.names == NAMES and again.weights == (0.5, 0.2, 0.3) and not again.training
    assert all(model.tower is again.tower for model in again.models.values())
    assert torch.equal(again.parts_last(*inputs()), readers.parts_last(*inputs()))
    alone = Readers(models(("sasrec",)), (1.0,)).to_bytes()
    tower = sum(p.numel() for p in readers.tower.parameters()) * 4
    assert len(stored) < 3 * tower + len(alone) + sum(4 * p.numel() for p in readers.parameters())
    assert stored.count(b".tower.ids") == 0 and stored.count(b'"tower.ids') == 1


def test_a_damaged_or_foreign_file_is_a_clear_failure():
    readers = Readers(models(), (0.5, 0.2, 0.3))
    card, stored = readers.to_card(), readers.to_bytes()
    with pytest.raises(OutsideFailure, match="cannot be read"):
        readers_from(card, stored[:100])
    with pytest.raises(OutsideFailure, match="cannot be read"):
        readers_from([{**card[0], "config": {**card[0]["config"], "depth": 3}}], stored)
    with pytest.raises(OutsideFailure, match="cannot be read"):
        readers_from([], stored)


def test_what_cannot_be_one_is_refused():
    with pytest.raises(ValueError, match="weight"):
        Readers(models(), (1.0,))
    with pytest.raises(ValueError, match="at least one"):
        Readers([], [])
    with pytest.raises(ValueError, match="widths"):
        Readers([models(("sasrec",))[0], models(("gru4rec",), width=4)[0]], (0.5, 0.5))


def test_the_simplex_holds_every_way_to_share():
    found = simplex(3, 2)
    assert sorted(map(tuple, found.tolist())) == [
        (0.0, 0.0, 1.0), (0.0, 0.5, 0.5), (0.0, 1.0, 0.0),
        (0.5, 0.0, 0.5), (0.5, 0.5, 0.0), (1.0, 0.0, 0.0),
    ]  # fmt: skip
    assert len(simplex(3, 10)) == 66 and simplex(1, 10).tolist() == [[1.0]]


def validation(count=60, seed=0) -> Validation:
    rng = np.random.default_rng(seed)
    rows = [rng.integers(0, ITEMS, rng.integers(2, STEPS + 1)).tolist() for _ in range(count)]
    held = sequences_from(rows)
    return Validation(held.without_last(1), held.rows[held.offsets[1:] - 1])


class Knows(torch.nn.Module):
    """Answers some targets rightly and points nowhere near the others."""

    def __init__(self, config, items, targets, known) -> None:
        super().__init__()
        self.config, self.at = config, 0
        self.answers = items[targets] * np.where(known, 1, -1)[:, None]

    def encode_last(self, vectors, marks, lengths):
        said = self.answers[self.at : self.at + len(vectors)]
        self.at = (self.at + len(vectors)) % len(self.answers)
        return torch.from_numpy(said.astype(np.float32))


def test_readers_that_know_different_things_share_the_weight_and_a_useless_one_gets_none():
    held = validation()
    rng = np.random.default_rng(1)
    items = rng.normal(size=(ITEMS, WIDTH)).astype(np.float32)
    items /= np.linalg.norm(items, axis=1, keepdims=True)
    config = config_make("sasrec", ITEMS, dim=WIDTH, length=STEPS)
    half = np.arange(60) % 2 == 0
    never = np.zeros(60, dtype=bool)
    made = [Knows(config, items, held.targets, known) for known in (half, ~half, never)]
    # Where one is wrong the other is right: in their sum a little more weight decides.
    mix = mix_find(made, items, held)
    assert mix.weights[2] == 0 and sum(mix.weights) == pytest.approx(1)
    assert mix.alone[0] == pytest.approx(0.5, abs=0.1) and mix.alone[2] < 0.05
    assert 0 <= mix.ndcg10 <= mix.hr10 <= 1


def test_the_ranks_are_those_of_the_summed_scores():
    held, made = validation(), models()
    items = item_matrix(made[0].tower, None)
    mix = mix_find(made, items, held)
    for at, model in enumerate(made):
        gains = []
        for start, scores, seen in score_histories(model, torch.from_numpy(items), held.histories):
            ranks = target_ranks(scores, held.targets[start : start + len(scores)], seen)
            gains.append(ndcg_at(ranks, 10))
        assert mix.alone[at] == pytest.approx(np.concatenate(gains).mean())


def test_one_reader_has_all_the_weight():
    made = models(("caser",))
    mix = mix_find(made, item_matrix(made[0].tower, None), validation())
    assert mix.weights == (1.0,) and mix.ndcg10 == pytest.approx(mix.alone[0])
