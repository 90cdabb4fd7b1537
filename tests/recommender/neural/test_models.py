"""What every sequence model keeps, run over all of them."""

import dataclasses

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.neural.files import model_from_bytes, model_to_bytes
from recommender.neural.fused import fused_softmax_loss as softmax_loss
from recommender.neural.items import items_of
from recommender.neural.models import MODELS, config_make, model_make, model_name
from recommender.neural.tower import item_matrix

STEPS, WIDTH, ITEMS = 7, 8, 12
MARKS = {"kind": 4, "gap": 5, "place": 3}
WORDS = [(f"category={n % 3}", f"brand={n % 2}") for n in range(ITEMS)]

every = pytest.mark.parametrize("name", list(MODELS))


def content(count=ITEMS):
    text = np.random.default_rng(0).normal(size=(count, 5)).astype(np.float32)
    return items_of({"text": text / np.linalg.norm(text, axis=1, keepdims=True)}, WORDS[:count])


def model(name, items=None, **changes):
    torch.manual_seed(0)
    options = {"dim": WIDTH, "length": STEPS, "dropout": 0.0, "marks": MARKS, **changes}
    made = model_make(name, config_make(name, ITEMS, items, **options)).eval()
    with torch.no_grad():  # what begins as next to nothing would hide a mistake
        for parameter in made.parameters():
            if parameter.ndim == 1 or not parameter.any():
                parameter.add_(torch.randn_like(parameter) * 0.3)
        for table in made.steps.marks.values():
            table.weight[1:].normal_(std=0.5)
    return made


def inputs(batch=3, steps=STEPS, seed=1):
    torch.manual_seed(seed)
    vectors = F.normalize(torch.randn(batch, steps, WIDTH), dim=-1)
    marks = {name: torch.randint(1, size, (batch, steps)) for name, size in MARKS.items()}
    return vectors, marks


def then(first, second, step):
    """The steps before `step` of one history, and those from it on of another."""
    return torch.cat([first[:, :step], second[:, step:]], dim=1)


@every
@settings(max_examples=20, deadline=None)
@given(step=st.integers(1, STEPS - 1), seed=st.integers(0, 1000))
def test_what_comes_later_cannot_change_an_earlier_output(name, step, seed):
    made, (vectors, marks) = model(name), inputs(seed=seed)
    others, other_marks = inputs(seed=seed + 1)
    later_marks = {key: then(codes, other_marks[key], step) for key, codes in marks.items()}
    before = made.encode(vectors, marks)
    after = made.encode(then(vectors, others, step), later_marks)
    assert torch.allclose(before[:, :step], after[:, :step], atol=1e-5)
    assert not torch.allclose(before[:, step], after[:, step], atol=1e-3)


@every
@settings(max_examples=20, deadline=None)
@given(lengths=st.lists(st.integers(1, STEPS), min_size=1, max_size=4), seed=st.integers(0, 1000))
def test_the_quick_way_to_the_last_step_is_the_long_way_whatever_the_padding(name, lengths, seed):
    made = model(name)
    vectors, marks = inputs(len(lengths), seed=seed)
    alone = torch.stack(
        [
            made.encode(
                vectors[row : row + 1, :length],
                {key: codes[row : row + 1, :length] for key, codes in marks.items()},
            )[0, -1]
            for row, length in enumerate(lengths)
        ]
    )
    quick = made.encode_last(vectors, marks, torch.tensor(lengths))  # padded with other steps
    assert quick.shape == alone.shape and torch.allclose(quick, alone, atol=1e-5)
    assert torch.allclose(quick.norm(dim=1), torch.ones(len(lengths)), atol=1e-5)


@every
def test_every_earlier_step_counts_at_the_last(name):
    made, (vectors, marks) = model(name), inputs()
    before = made.encode(vectors, marks)[:, -1]
    for step in range(STEPS):
        other = vectors.clone()
        other[:, step] = -other[:, step]
        assert not torch.allclose(before, made.encode(other, marks)[:, -1], atol=1e-4)


@every
def test_each_mark_is_read_and_what_is_not_known_adds_nothing(name):
    made, (vectors, marks) = model(name), inputs()
    before = made.encode(vectors, marks)
    for key in MARKS:
        other = {**marks, key: torch.where(marks[key] > 1, 1, 2)}
        assert not torch.allclose(before, made.encode(vectors, other), atol=1e-3)
        unknown = {**marks, key: torch.zeros_like(marks[key])}
        absent = {name: codes for name, codes in marks.items() if name != key}
        assert torch.equal(made.encode(vectors, unknown), made.encode(vectors, absent))
    assert torch.equal(before, made.encode(vectors, {**marks, "weather": marks["kind"]}))


@every
def test_a_code_beyond_the_table_is_not_known(name):
    made, (vectors, marks) = model(name), inputs()
    beyond = {**marks, "place": torch.full_like(marks["place"], 99)}
    unknown = {**marks, "place": torch.zeros_like(marks["place"])}
    assert torch.equal(made.encode(vectors, beyond), made.encode(vectors, unknown))


@every
@pytest.mark.parametrize("change", [{"dropout": 0.5}, {"item_dropout": 0.5}])
def test_what_is_dropped_is_dropped_in_training_only(name, change):
    made, (vectors, marks) = model(name, **change), inputs()
    in_use = made.encode(vectors, marks)
    assert torch.equal(in_use, made.encode(vectors, marks))
    made.train()
    one, other = (made.encode(vectors, marks) for _ in range(2))
    assert not torch.allclose(one, other, atol=1e-3)


@every
def test_a_hidden_item_leaves_its_marks(name):
    made, (vectors, marks) = model(name), inputs()
    made.steps.item_dropout = 1.0
    made.train()
    hidden = made.encode(vectors, marks)
    assert torch.allclose(hidden, made.encode(-vectors, marks), atol=1e-6)
    shown = {key: torch.where(codes > 1, 1, 2) for key, codes in marks.items()}
    assert not torch.allclose(hidden, made.encode(vectors, shown), atol=1e-3)


def trained(name, items, steps=30, rate=0.02):
    """A few steps over histories that go round a ring of all items."""
    torch.manual_seed(0)
    options = {"dim": 16, "length": STEPS, "dropout": 0.1, "item_dropout": 0.05}
    made = model_make(name, config_make(name, ITEMS, items, **options)).train()
    optimizer = torch.optim.Adam(made.parameters(), lr=rate)
    rows = (torch.arange(ITEMS)[:, None] + torch.arange(STEPS + 1)) % ITEMS  # (ITEMS, STEPS + 1)
    given, ids = made.tower.inputs(items), torch.arange(ITEMS)
    for _ in range(steps):
        vectors = made.tower(given, ids)
        outputs = made.encode(vectors[rows[:, :-1]], {})
        loss = softmax_loss(outputs.flatten(0, 1), vectors, rows[:, 1:].flatten(), 0.1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return made.eval(), rows


@every
def test_what_comes_next_is_learned(name):
    made, rows = trained(name, None)
    items = torch.from_numpy(item_matrix(made.tower, None))
    with torch.no_grad():
        scores = made.encode(items[rows[:, :-1]], {}) @ items.T
    assert (scores.argmax(-1) == rows[:, 1:]).float().mean() > 0.9


@every
def test_one_seed_gives_one_model(name):
    one, same = (trained(name, content(), steps=3)[0].state_dict() for _ in range(2))
    assert all(torch.equal(one[key], same[key]) for key in one)


@every
def test_every_parameter_learns(name):
    made = model(name, content(), id_dropout=0.0).train()
    _, marks = inputs()
    vectors = made.tower(made.tower.inputs(content()), torch.arange(ITEMS))
    outputs = made.encode(vectors[torch.randint(0, ITEMS, (3, STEPS))], marks)
    softmax_loss(outputs.flatten(0, 1), vectors, torch.arange(3 * STEPS) % ITEMS, 0.1).backward()
    for key, parameter in made.named_parameters():
        assert parameter.grad is not None and parameter.grad.any(), key


@every
def test_an_item_never_seen_is_served_from_its_content(name):
    """Content is a place on the ring here: an item without an id follows where its twin does."""
    angles = 2 * np.pi * np.arange(ITEMS) / ITEMS
    text = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    items = items_of({"text": text})
    made, rows = trained(name, items, steps=60)
    known, new = item_matrix(made.tower, items), item_matrix(made.tower, items, np.full(ITEMS, -1))
    with torch.no_grad():
        outputs = made.encode(torch.from_numpy(known)[rows[:, :-1]], {})[:, -1]
    nearest = (outputs @ torch.from_numpy(new).T).argmax(-1)
    assert (nearest == rows[:, -1]).float().mean() > 0.7


@every
def test_half_precision_is_the_same_answer_nearly(name):
    made, (vectors, marks) = model(name, dim=WIDTH), inputs()
    whole = made.encode(vectors, marks)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        half = made.encode(vectors, marks)
        last = made.encode_last(vectors, marks, torch.full((3,), STEPS))
    assert half.dtype == last.dtype == torch.float32
    assert (whole * half).sum(-1).min() > 0.995
    assert (whole[:, -1] * last).sum(-1).min() > 0.995


@every
def test_a_model_reads_in_the_space_of_a_tower_trained_before(name):
    tower = model("sasrec", content()).tower
    config = config_make(name, ITEMS, content(), dim=WIDTH, length=STEPS)
    made = model_make(name, config, tower)
    assert made.tower is tower
    vectors = torch.from_numpy(item_matrix(tower, content()))
    outputs = made.eval().encode(vectors[torch.randint(0, ITEMS, (2, STEPS))], {})
    assert outputs.shape == (2, STEPS, WIDTH)


@every
def test_a_model_survives_its_file(name):
    made, (vectors, marks) = model(name, content()), inputs()
    config = made.config.to_json()
    again = model_from_bytes(model_name(made), config, model_to_bytes(made))
    assert again.config == made.config and not again.training
    assert torch.equal(again.encode(vectors, marks), made.encode(vectors, marks))
    with pytest.raises(TypeError):
        type(made.config).from_json({**config, "reuse": True})


CHANGES = {
    "tower": {"dim": 16}, "marks": {"marks": {"kind": 4}}, "length": None, "dropout": None,
    "item_dropout": None, "temperature": None, "layers": {"layers": 3}, "heads": {"heads": 4},
    "hidden": {"hidden": 9}, "positions": {"positions": "absolute"}, "gated": {"gated": True},
    "window": {"window": 3}, "heights": {"heights": (1, 4)},
    "horizontal": {"horizontal": 3}, "vertical": {"vertical": 2},
}  # fmt: skip


@every
def test_every_field_reaches_the_model(name):
    """Those marked None have tests of their own, or shape the training and not the model."""
    made, (vectors, marks) = model(name), inputs()
    for field in dataclasses.fields(MODELS[name][0]):
        change = CHANGES.get(field.name, {})
        if change is None:
            continue
        other = model(name, **change)
        if other.config.dim != WIDTH:
            continue
        assert not torch.allclose(
            other.encode(vectors, marks), made.encode(vectors, marks), atol=1e-4
        ), field.name


@every
def test_wrong_values_are_refused(name):
    for wrong in ({"length": 0}, {"dropout": 1.0}, {"temperature": 0.0}, {"item_dropout": -0.1}):
        with pytest.raises(ValueError):
            config_make(name, ITEMS, **wrong)
    with pytest.raises(TypeError):
        config_make(name, ITEMS, depht=3)
    with pytest.raises(ValueError, match="content, facets or an id"):
        config_make(name, ITEMS, use_ids=False)


def test_names_and_configs_belong_together():
    config = config_make("caser", ITEMS, dim=8)
    assert model_name(config) == "caser"
    with pytest.raises(ValueError, match="no sequence model 'bert'; there are: sasrec"):
        model_make("bert", config)
    with pytest.raises(ValueError, match="no sequence model"):
        config_make("bert", ITEMS)
    with pytest.raises(ValueError, match="CaserConfig is no config of 'gru4rec'"):
        model_make("gru4rec", config)
