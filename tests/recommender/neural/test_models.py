"""What every sequence model keeps, run over all of them."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.neural.models import MODELS, config_make, model_make

STEPS, WIDTH, ITEMS = 7, 8, 11
MARKS = {"kind": 4, "gap": 5, "place": 3}


def model(name, **changes):
    torch.manual_seed(0)
    options = {"dim": WIDTH, "length": STEPS, "dropout": 0.0, "marks": MARKS, **changes}
    made = model_make(name, config_make(name, ITEMS, **options)).eval()
    with torch.no_grad():  # what begins as zero would hide a mistake
        for parameter in made.parameters():
            if not parameter.any():
                parameter.normal_(std=0.3)
        for table in made.steps.marks.values():
            table.weight[1:].normal_(std=0.5)
    return made


def inputs(batch=3, steps=STEPS, seed=1):
    torch.manual_seed(seed)
    vectors = torch.nn.functional.normalize(torch.randn(batch, steps, WIDTH), dim=-1)
    marks = {name: torch.randint(1, size, (batch, steps)) for name, size in MARKS.items()}
    return vectors, marks


every = pytest.mark.parametrize("name", list(MODELS))


@every
@settings(max_examples=25, deadline=None)
@given(step=st.integers(1, STEPS - 1), seed=st.integers(0, 1000))
def test_what_comes_later_cannot_change_an_earlier_output(name, step, seed):
    made, (vectors, marks) = model(name), inputs(seed=seed)
    other, other_marks = inputs(seed=seed + 1)
    later = torch.cat([vectors[:, :step], other[:, step:]], dim=1)
    later_marks = {
        key: torch.cat([codes[:, :step], other_marks[key][:, step:]], dim=1)
        for key, codes in marks.items()
    }
    before, after = made.encode(vectors, marks), made.encode(later, later_marks)
    assert torch.allclose(before[:, :step], after[:, :step], atol=1e-5)
    assert not torch.allclose(before[:, step], after[:, step], atol=1e-3)
