import math

import pytest
import torch

from recommender.neural.sasrec import (
    SasRec,
    SasRecConfig,
    sampled_softmax_loss,
    softmax_loss,
)

STEPS, WIDTH = 6, 8


def model(**changes) -> SasRec:
    torch.manual_seed(0)
    plain = {
        "items": 5, "content_dim": 4, "dim": WIDTH, "length": STEPS, "dropout": 0.0,
        "id_dropout": 0.0, "kinds": 4, "gaps": 5,
    }  # fmt: skip
    made = SasRec(SasRecConfig(**{**plain, **changes})).eval()
    for block in made.blocks:  # an untrained bias is zero and would hide a wrong distance
        torch.nn.init.normal_(block.bias)
    return made


def inputs(batch=3, steps=STEPS):
    torch.manual_seed(1)
    vectors = torch.nn.functional.normalize(torch.randn(batch, steps, WIDTH), dim=-1)
    return vectors, torch.randint(0, 4, (batch, steps)), torch.randint(0, 5, (batch, steps))


@pytest.mark.parametrize("changes", [{}, {"absolute": True}, {"layers": 1}])
def test_what_comes_later_cannot_change_an_earlier_output(changes):
    made, (vectors, kinds, gaps) = model(**changes), inputs()
    before = made.encode(vectors, kinds, gaps)
    for step in range(1, STEPS):
        other, other_kinds, other_gaps = vectors.clone(), kinds.clone(), gaps.clone()
        other[:, step:] = torch.randn(3, STEPS - step, WIDTH)
        other_kinds[:, step:] = (kinds[:, step:] + 1) % 4
        other_gaps[:, step:] = (gaps[:, step:] + 1) % 5
        after = made.encode(other, other_kinds, other_gaps)
        assert torch.allclose(before[:, :step], after[:, :step], atol=1e-6)
        assert not torch.allclose(before[:, step], after[:, step], atol=1e-3)


def test_every_earlier_step_counts_at_the_last():
    made, (vectors, kinds, gaps) = model(), inputs()
    before = made.encode(vectors, kinds, gaps)[:, -1]
    for step in range(STEPS):
        other = vectors.clone()
        other[:, step] = -other[:, step]
        assert not torch.allclose(before, made.encode(other, kinds, gaps)[:, -1], atol=1e-4)


def test_padding_changes_nothing():
    made, (vectors, kinds, gaps) = model(), inputs(steps=4)
    alone = made.encode(vectors, kinds, gaps)
    padded = [torch.cat([x, torch.ones_like(x[:, :2])], dim=1) for x in (vectors, kinds, gaps)]
    assert torch.allclose(made.encode(*padded)[:, :4], alone, atol=1e-6)


def test_the_quick_way_to_the_last_step_is_the_long_way():
    made, (vectors, kinds, gaps) = model(), inputs()
    lengths = torch.tensor([6, 1, 3])
    whole = made.encode(vectors, kinds, gaps)
    quick = made.encode_last(vectors, kinds, gaps, lengths)
    assert torch.allclose(quick, whole[torch.arange(3), lengths - 1], atol=1e-6)
    assert torch.allclose(quick.norm(dim=1), torch.ones(3), atol=1e-5)


def test_an_item_without_an_id_is_its_content_alone():
    made = model()
    with torch.no_grad():
        made.tower.ids.weight.fill_(1.0)
    content = torch.randn(2, 4)
    both = made.tower(content, torch.tensor([1, -1]))
    alone = torch.nn.functional.normalize(made.tower.content(content), dim=-1)
    assert torch.allclose(both[1], alone[1], atol=1e-6)
    assert not torch.allclose(both[0], alone[0], atol=1e-3)


def test_dropped_ids_leave_content_in_training_and_nothing_is_dropped_in_use():
    made = model(id_dropout=1.0)
    with torch.no_grad():
        made.tower.ids.weight.fill_(1.0)
    content, rows = torch.randn(2, 4), torch.tensor([1, 2])
    in_use = made.tower(content, rows)
    made.train()
    assert torch.allclose(made.tower(content, rows), made.tower(content, rows - 3), atol=1e-6)
    assert not torch.allclose(made.tower(content, rows), in_use, atol=1e-3)


def test_full_softmax_by_hand():
    items = torch.eye(3)
    outputs = torch.tensor([[1.0, 0.0, 0.0]])
    # logits 2, 0, 0 for temperature 0.5
    wanted = -math.log(math.exp(2) / (math.exp(2) + 2))
    assert softmax_loss(outputs, items, torch.tensor([0]), 0.5).item() == pytest.approx(wanted)


def test_sampled_softmax_comes_near_the_full_one():
    """With logQ, the sampled sum of exponentials is right in expectation, whatever the draw."""
    torch.manual_seed(3)
    items = torch.nn.functional.normalize(torch.randn(40, WIDTH), dim=-1)
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


@pytest.mark.parametrize(
    "wrong", [{"dim": 9}, {"layers": 0}, {"content_dim": 0, "use_ids": False}, {"items": 0}]
)
def test_what_cannot_be_built_is_refused(wrong):
    with pytest.raises(ValueError):
        SasRecConfig(**{"items": 3, "content_dim": 2, "dim": 8, **wrong})


def test_a_config_survives_json_and_an_unknown_key_does_not():
    config = SasRecConfig(items=3, dim=8, content_dim=2, gaps=4)
    assert SasRecConfig.from_json(config.to_json()) == config
    with pytest.raises(TypeError):
        SasRecConfig.from_json({**config.to_json(), "reuse": True})
