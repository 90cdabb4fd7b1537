import numpy as np
import pytest
import torch

from recommender.neural.items import items_of
from recommender.neural.tower import ItemTower, TowerConfig, item_matrix

WIDTH = 8
FACETS = [("category=lamps", "brand=a"), ("category=lamps",), ("brand=a",), ()]


def unit_rows(count, width, seed=0):
    rows = np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def items(missing=()):
    text = unit_rows(4, 5)
    text[list(missing)] = 0
    return items_of({"text": text, "picture": unit_rows(4, 3, 1)}, FACETS)


def tower(**changes) -> ItemTower:
    torch.manual_seed(0)
    made = ItemTower(TowerConfig.reading(items(), ids=4, dim=WIDTH, **changes))
    torch.nn.init.normal_(made.ids.weight)  # an untrained id is next to nothing
    return made.eval()


def vectors(made, given, rows=(0, 1, 2, 3)):
    with torch.no_grad():
        return made(made.inputs(given), None if rows is None else torch.tensor(rows))


def test_a_vector_is_the_gated_sum_of_its_parts_by_hand():
    made, given = tower(hidden=0), items()
    with torch.no_grad():
        made.gate.copy_(torch.tensor([0.5, -1.0, 0.3, 0.1]))  # picture, text, facets, ids
    assert made.parts == ("picture", "text", "facets", "ids")
    unit = torch.nn.functional.normalize
    weights = made.gate.exp()
    words = {word: made.facets.weight[at] for at, word in enumerate(made.config.words, start=1)}
    for row, facets in enumerate(FACETS):
        slow = made.ids.weight[row] * weights[3]
        for at, name in enumerate(("picture", "text")):
            part = made.dense[name](torch.from_numpy(given.dense[name][row]))
            slow = slow + weights[at] * unit(part, dim=0)
        if facets:
            mean = torch.stack([words[word] for word in facets]).mean(0)
            slow = slow + weights[2] * unit(mean, dim=0)
        assert torch.allclose(vectors(made, given)[row], unit(slow, dim=0), atol=1e-6)


def test_an_item_without_an_id_is_its_content_alone():
    made, given = tower(), items()
    both, alone = vectors(made, given), vectors(made, given, (0, -1, 2, -1))
    content = vectors(made, given, None)
    assert torch.equal(alone[[1, 3]], content[[1, 3]])
    assert torch.equal(alone[[0, 2]], both[[0, 2]])
    assert not torch.allclose(alone[1], both[1], atol=1e-3)


def test_untrained_items_are_as_alike_as_their_texts():
    text = unit_rows(6, 5)
    made = ItemTower(TowerConfig(dense={"text": 5}, dim=WIDTH)).eval()
    found = vectors(made, items_of({"text": text}), None).numpy()
    assert np.allclose(found @ found.T, text @ text.T, atol=0.05)


def test_what_is_missing_counts_nothing():
    made = tower()
    found = vectors(made, items(missing=[1]))
    without_text = items_of({"picture": unit_rows(4, 3, 1)}, FACETS)
    assert torch.allclose(found[1], vectors(made, without_text)[1], atol=1e-6)
    assert torch.equal(found[[0, 2, 3]], vectors(made, items())[[0, 2, 3]])
    only_ids = torch.nn.functional.normalize(made.ids.weight, dim=1)
    assert torch.allclose(vectors(made, None), only_ids, atol=1e-6)


def test_an_unknown_word_is_ignored():
    made, more = tower(), [(*words, "brand=unheard") for words in FACETS]
    dense = items().dense
    assert torch.equal(vectors(made, items_of(dense, more)), vectors(made, items()))


def test_dropped_ids_leave_content_in_training_and_nothing_is_dropped_in_use():
    made, given = tower(id_dropout=1.0), items()
    in_use, alone = vectors(made, given), vectors(made, given, None)
    made.train()
    assert torch.equal(vectors(made, given), alone)
    assert not torch.allclose(in_use, alone, atol=1e-3)


def test_ids_alone_are_never_dropped():
    made = ItemTower(TowerConfig(ids=3, dim=WIDTH, id_dropout=1.0)).train()
    assert made(made.inputs(None), torch.arange(3)).norm(dim=1).tolist() == pytest.approx([1] * 3)


def test_every_part_and_its_gate_learn():
    made = tower(id_dropout=0.0).train()
    made(made.inputs(items()), torch.arange(4)).sum().backward()
    for name, parameter in made.named_parameters():
        assert parameter.grad.any(), name
    assert made.gate.grad.count_nonzero() == 4
    assert not made.facets.weight.grad[0].any()  # padding stays nothing


def test_gates_say_how_much_each_part_counts():
    made = tower()
    with torch.no_grad():
        made.gate.copy_(torch.tensor([1.0, 3.0, 2.0, 2.0]).log())
        made.ids.weight.zero_()
        made.ids.weight[:2, 0] = 4.0  # two of four ids of length 4: 2 in the mean
    wanted = {"picture": 0.1, "text": 0.3, "facets": 0.2, "ids": 0.4}
    assert made.gates() == pytest.approx(wanted)


def test_a_matrix_in_parts_is_the_matrix_at_once():
    made, given = tower(), items()
    whole = vectors(made, given).numpy()
    assert np.allclose(item_matrix(made, given, batch_size=3), whole, atol=1e-6)
    some = item_matrix(made, given.take(np.array([2, 0])), np.array([2, -1]))
    assert np.allclose(some[0], whole[2], atol=1e-6)
    assert np.allclose(some[1], vectors(made, given, None)[0].numpy(), atol=1e-6)
    assert item_matrix(made, given.take(np.array([], dtype=np.int64))).shape == (0, WIDTH)


def test_more_items_than_ids_are_served_from_content():
    torch.manual_seed(0)
    made = ItemTower(TowerConfig(ids=2, dense={"text": 5, "picture": 3}, dim=WIDTH)).eval()
    found = item_matrix(made, items())
    assert np.allclose(found[2:], vectors(made, items(), None).numpy()[2:], atol=1e-6)


def test_another_width_is_refused_and_so_is_a_tower_of_nothing():
    with pytest.raises(ValueError, match="3 wide, the tower reads 5"):
        tower().inputs(items_of({"text": unit_rows(4, 3)}))
    for wrong in ({}, {"ids": 2, "dim": 0}, {"dense": {"ids": 3}}):
        with pytest.raises(ValueError):
            TowerConfig(**wrong)


def test_a_config_survives_json_and_an_unknown_key_does_not():
    made = tower().config
    assert TowerConfig.from_json(made.to_json()) == made
    with pytest.raises(TypeError):
        TowerConfig.from_json({**made.to_json(), "reuse": True})
