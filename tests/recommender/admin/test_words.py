"""Words for translators stay in step with what the stages say; steps of sliders by hand."""

from __future__ import annotations

import pytest

from recommender import params
from recommender.admin.strategy_form import _step
from recommender.admin.words import HELP, parameter_help, parameter_label, parameter_path
from recommender.params import Bound
from recommender.strategy import StrategyParams, parameters


def test_translators_see_what_is_said_and_nothing_else():
    assert set(HELP) <= {bound.help for bound in parameters()}
    assert {bound.help for bound in params.describe(StrategyParams)} <= set(HELP)


def test_a_new_source_is_shown_by_its_own_words():
    weight = Bound("weights.moods", 1.0, 0.0, 3.0, "What fits the mood.")
    assert parameter_label(weight.name) == "moods"
    assert parameter_help(weight) == "What fits the mood."
    assert parameter_path("stages.moods.floor") == "Least likeness of “moods”"


@pytest.mark.parametrize(
    ("span", "step"), [(0.95, 0.005), (3.0, 0.01), (0.5, 0.005), (1.0, 0.01), (86390.0, 500)]
)
def test_sliders_step_by_round_numbers(span, step):
    assert _step(span) == pytest.approx(step)
