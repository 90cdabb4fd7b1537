import pytest
import torch

from recommender.neural.sasrec import SasRec, SasRecConfig
from recommender.neural.tower import TowerConfig

STEPS, WIDTH = 6, 8
MARKS = {"kind": 4, "gap": 5}


def config(**changes) -> SasRecConfig:
    plain = {"tower": TowerConfig(ids=5, dim=WIDTH), "marks": MARKS, "length": STEPS}
    return SasRecConfig(**{**plain, "dropout": 0.0, **changes})


def model(**changes) -> SasRec:
    torch.manual_seed(0)
    made = SasRec(config(**changes)).eval()
    for block in made.blocks:  # an untrained bias is zero and would hide a wrong distance
        if block.bias is not None:
            torch.nn.init.normal_(block.bias)
    return made


def inputs(batch=3, steps=STEPS):
    torch.manual_seed(1)
    vectors = torch.nn.functional.normalize(torch.randn(batch, steps, WIDTH), dim=-1)
    marks = {name: torch.randint(0, size, (batch, steps)) for name, size in MARKS.items()}
    return vectors, marks


@pytest.mark.parametrize("positions", ["relative", "rotary", "absolute"])
def test_the_order_of_earlier_steps_counts(positions):
    made, (vectors, _) = model(positions=positions), inputs()
    other = vectors[:, [1, 0, *range(2, STEPS)]]
    before, after = made.encode(vectors, {})[:, -1], made.encode(other, {})[:, -1]
    assert not torch.allclose(before, after, atol=1e-4)


@pytest.mark.parametrize("positions", ["relative", "rotary", "absolute"])
@pytest.mark.parametrize("gated", [False, True])
def test_training_in_half_precision_goes_the_same_way_nearly(positions, gated):
    made, (vectors, marks) = model(positions=positions, gated=gated).train(), inputs()
    given = torch.randn(3, STEPS, WIDTH)
    slopes = []
    for low in (False, True):
        made.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=low):
            outputs = made.encode(vectors, marks)
        (outputs * given).sum().backward()
        slopes.append({name: p.grad for name, p in made.named_parameters() if p.grad is not None})
    for name, slope in slopes[0].items():
        apart = (slope - slopes[1][name]).norm()
        assert apart < 0.2 * slope.norm() + 1e-3, name  # a step of ReLU may flip


def test_the_bias_of_a_distance_is_where_it_belongs():
    block = model(heads=2).blocks[0]
    mask = block._mask(4, torch.device("cpu"))
    for head in range(2):
        for row in range(4):
            for column in range(4):
                wanted = block.bias[head, row - column] if column <= row else float("-inf")
                assert mask[head, row, column] == wanted


@pytest.mark.parametrize(
    "wrong", [{"layers": 0}, {"heads": 3}, {"positions": "none"}, {"length": 0}, {"hidden": 0}]
)
def test_what_cannot_be_built_is_refused(wrong):
    with pytest.raises(ValueError):
        config(**wrong)


def test_a_config_survives_json_and_an_unknown_key_does_not():
    made = config(positions="rotary")
    assert SasRecConfig.from_json(made.to_json()) == made
    with pytest.raises(TypeError):
        SasRecConfig.from_json({**made.to_json(), "reuse": True})
