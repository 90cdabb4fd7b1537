"""A model in another shop: what comes along, what begins anew, and what cannot be carried."""

import numpy as np
import pytest
import torch

from recommender.errors import InvalidInput
from recommender.neural.items import items_of
from recommender.neural.models import config_make, model_make
from recommender.neural.sequences import sequences_from
from recommender.neural.tower import item_matrix
from recommender.neural.training import TrainConfig, Validation, fit
from recommender.neural.transfer import NEW_GATE, Known, config_adapted, model_adapted

HERE = [("category=lamps", "brand=a"), ("category=lamps", "brand=a"), ("brand=b",), ("brand=b",)]
THERE = [("category=lamps", "brand=z"), ("category=lamps",), ("brand=z",)]


def unit_rows(count, width=5, seed=0):
    rows = np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def source(items=None, **changes):
    items = items_of({"text": unit_rows(4)}, HERE) if items is None else items
    torch.manual_seed(1)
    options = {"dim": 8, "heads": 2, "length": 6, "marks": {"kind": 4, "place": 3}} | changes
    model = model_make("sasrec", config_make("sasrec", len(items), items, **options)).eval()
    torch.nn.init.normal_(model.tower.gate)
    if model.tower.ids is not None:
        torch.nn.init.normal_(model.tower.ids.weight)
    return model


def target_items(facets=THERE, width=5):
    return items_of({"text": unit_rows(len(facets), width, seed=7)}, facets)


def outputs(model, items, rows):
    vectors = torch.from_numpy(item_matrix(model.tower, items, np.full(len(items), -1)))
    marks = {"kind": torch.tensor([[1, 3]]), "place": torch.tensor([[0, 0]])}
    with torch.no_grad():
        return model.encode(vectors[torch.tensor([rows])], marks)


def test_served_unchanged_it_says_of_another_shops_items_what_it_would_have_said_at_home():
    home, items = source(), target_items()
    carried = model_adapted(home, config_adapted(home.config, items, learns=False), items)
    assert carried.tower.ids is None
    assert carried.tower.config.words == ("category=lamps",)
    # At home these items would be new ones: text and known words, no id.
    torch.testing.assert_close(outputs(carried, items, [0, 2]), outputs(home, items, [0, 2]))


def test_known_words_keep_their_vectors_and_new_ones_stand_where_their_texts_do():
    home, items = source(), target_items()
    made = model_adapted(home, config_adapted(home.config, items), items)
    words, old = made.tower.config.words, home.tower.config.words
    assert words == ("brand=z", "category=lamps")
    table, theirs = made.tower.facets.weight, home.tower.facets.weight
    known = theirs[1 + old.index("category=lamps")]
    assert torch.equal(table[1 + words.index("category=lamps")], known)
    assert not table[0].any()
    with torch.no_grad():
        parts = home.tower.dense["text"](torch.from_numpy(items.dense["text"][[0, 2]]))
    mean = torch.nn.functional.normalize(parts, dim=1).sum(0)
    new = table[1 + words.index("brand=z")]
    assert torch.cosine_similarity(new, mean, dim=0).item() == pytest.approx(1.0, abs=1e-5)
    assert new.norm().item() == pytest.approx(theirs[1:].norm(dim=1).mean().item(), rel=1e-5)


def test_gates_come_along_by_the_name_of_their_part_and_new_parts_begin_small():
    home = source(items_of({"text": unit_rows(4)}), use_ids=False)
    items = items_of({"picture": unit_rows(3, 2), "text": unit_rows(3, 5, 3)}, THERE)
    made = model_adapted(home, config_adapted(home.config, items), items)
    gates = dict(zip(made.tower.parts, made.tower.gate.tolist(), strict=True))
    assert made.tower.parts == ("picture", "text", "facets", "ids")
    assert gates["text"] == home.tower.gate[0].item()
    assert gates["picture"] == gates["facets"] == pytest.approx(NEW_GATE)
    assert gates["ids"] == 0.0


def test_marks_follow_their_words_and_ids_their_items():
    home, items = source(), target_items()
    config = config_adapted(home.config, items, {"kind": 4, "place": 4, "device": 3})
    known = Known(
        codes={"place": np.array([0, 2, 0, 1])},  # the source's second place is the first here
        ids=np.array([-1, 3, -1]),
    )
    made = model_adapted(home, config, items, known)
    theirs, ours = home.steps.marks["place"].weight, made.steps.marks["place"].weight
    assert torch.equal(ours, torch.stack([theirs[0] * 0, theirs[2], theirs[0] * 0, theirs[1]]))
    assert torch.equal(made.steps.marks["kind"].weight, home.steps.marks["kind"].weight)
    assert not made.steps.marks["device"].weight.any()
    assert torch.equal(made.tower.ids.weight[1], home.tower.ids.weight[3])
    assert made.tower.ids.weight[0].norm() < 0.1


def test_readers_share_one_tower():
    home, items = source(), target_items()
    first = model_adapted(home, config_adapted(home.config, items), items)
    caser = model_make(
        "caser",
        config_make("caser", 4, items_of({"text": unit_rows(4)}, HERE), dim=8, length=6),
        home.tower,
    )
    second = model_adapted(caser, config_adapted(caser.config, items), items, tower=first.tower)
    assert second.tower is first.tower


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (target_items(width=6), "same encoder"),
        (items_of(None, [("brand=z",)] * 3), "neither texts nor"),
    ],
)
def test_what_cannot_be_carried_says_why(items, said):
    with pytest.raises(InvalidInput, match=said):
        config_adapted(source().config, items)


def chain(items=12, users=30, seed=0):
    rng = np.random.default_rng(seed)
    starts = rng.integers(0, items, users)
    rows = [[int((start + step) % items) for step in range(6)] for start in starts]
    histories = sequences_from(rows)
    return histories.without_last(1), histories.rows[histories.offsets[1:] - 1]


def test_going_on_begins_where_the_other_ended_and_keeps_it_where_nothing_is_better():
    fitted, targets = chain()
    validation = Validation(fitted, targets)
    items = items_of({"text": unit_rows(12, 6)})
    config = config_make("sasrec", 12, items, dim=8, length=6, use_ids=False, dropout=0.0)
    quick = TrainConfig(epochs=20, batch_size=8, learning_rate=0.02, patience=20)
    first = fit(fitted, config, quick, items=items, validation=validation)
    harmful = TrainConfig(epochs=2, batch_size=8, learning_rate=0.9, warmup_steps=0)
    gone_on = fit(fitted, config, harmful, items=items, validation=validation, start=first.model)
    assert gone_on.curve[0] == {
        "epoch": 0.0, **{name: first.metrics[name] for name in ("ndcg10", "hr10")}
    }  # fmt: skip
    assert gone_on.metrics["ndcg10"] >= first.metrics["ndcg10"]
    assert gone_on.metrics["epochs"] == 2.0


@pytest.mark.parametrize("negatives", [0, 8])
def test_what_is_popular_is_left_to_the_prior(negatives):
    # Steps are drawn by popularity alone: with the prior given there is nothing left to learn.
    rng = np.random.default_rng(0)
    share = 1.0 / np.arange(1, 21) ** 1.5
    share /= share.sum()
    histories = sequences_from(rng.choice(20, size=(150, 5), p=share).tolist())
    config = config_make("sasrec", 20, dim=16, length=4, dropout=0.0)
    leaning = []
    for popularity in (0.0, 1.0):
        train = TrainConfig(
            epochs=12,
            batch_size=32,
            learning_rate=0.01,
            negatives=negatives,
            popularity=popularity,
        )
        model = fit(histories, config, train).model
        vectors = torch.from_numpy(item_matrix(model.tower, None))
        with torch.no_grad():
            out = model.encode(vectors[torch.from_numpy(histories.rows.reshape(150, 5)[:, :4])], {})
        scores = (out.flatten(0, 1) @ vectors.T).mean(0).numpy()
        leaning.append(float(np.polyfit(np.log(share), scores, 1)[0]))
    assert leaning[0] > 0.04  # cosine / temperature ~ log share
    assert abs(leaning[1]) < leaning[0] / 3


def test_a_prior_takes_part_in_validation():
    fitted, targets = chain()
    items = items_of({"text": unit_rows(12, 6)})
    config = config_make("sasrec", 12, items, dim=8, length=6, use_ids=False)
    prior = np.zeros(12, dtype=np.float32)
    prior[targets[0]] = 9.0
    one = Validation(fitted.take(np.array([0])), targets[:1], prior)
    train = TrainConfig(epochs=1, batch_size=8)
    assert fit(fitted, config, train, items=items, validation=one).metrics["ndcg10"] == 1.0
