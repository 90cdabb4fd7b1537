import pytest
import torch
import torch.nn.functional as F

from recommender.neural.gru4rec import Gru4Rec, Gru4RecConfig
from recommender.neural.tower import TowerConfig

WIDTH, STEPS = 6, 5


def model(**changes) -> Gru4Rec:
    torch.manual_seed(0)
    tower = TowerConfig(ids=3, dim=WIDTH)
    return Gru4Rec(Gru4RecConfig(tower=tower, dropout=0.0, **changes)).eval()


def test_the_state_is_the_gated_unit_step_by_step():
    made = model(hidden=4)
    vectors = F.normalize(torch.randn(1, STEPS, WIDTH), dim=-1)
    x, outputs = made.steps(vectors, {})[0], made.encode(vectors, {})[0]
    gru, state = made.gru, torch.zeros(4)
    for step in range(STEPS):
        given = gru.weight_ih_l0 @ x[step] + gru.bias_ih_l0
        kept = gru.weight_hh_l0 @ state + gru.bias_hh_l0
        (r, z, n), (hr, hz, hn) = given.chunk(3), kept.chunk(3)
        reset, update = torch.sigmoid(r + hr), torch.sigmoid(z + hz)
        state = (1 - update) * torch.tanh(n + reset * hn) + update * state
        out = made.norm(made.out.weight @ state + made.skip.weight @ x[step])
        assert torch.allclose(outputs[step], out / out.norm(), atol=1e-5)


def test_a_state_neither_fades_nor_grows_at_first():
    for gate in model(hidden=8, layers=2).gru.weight_hh_l1.chunk(3):
        assert torch.allclose(gate @ gate.T, torch.eye(8), atol=1e-5)


@pytest.mark.parametrize("wrong", [{"layers": 0}, {"hidden": -1}])
def test_what_cannot_be_built_is_refused(wrong):
    with pytest.raises(ValueError):
        model(**wrong)
