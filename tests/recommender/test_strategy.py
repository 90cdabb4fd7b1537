"""Strategies: validated, versioned, never edited, rolled back by moving a pointer."""

from __future__ import annotations

import pytest

from recommender.errors import InvalidInput, NotFound
from recommender.models import StrategyVersion
from recommender.strategy import (
    StrategyParams,
    active_version,
    parameters,
    strategy_activate,
    strategy_ensure_default,
    strategy_save,
    version_params,
)


def test_stored_parameters_come_back_as_they_were():
    params = StrategyParams(diversity=0.7, stages={"session": {"floor": 0.4}}, tone="plain")
    assert StrategyParams.from_json(params.to_json()) == params
    assert params.stage_params("session").floor == 0.4
    assert StrategyParams.from_json({}) == StrategyParams()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"diversity": 1.5}, "diversity"),
        ({"diversity": "much"}, "diversity"),
        ({"shelf_size": 7.5}, "shelf_size"),
        ({"sparkle": 1}, "sparkle"),
        ({"weights": {"magic": 1.0}}, "weights.magic"),
        ({"weights": {"session": -1}}, "weights.session"),
        ({"weights": 3}, "weights"),
        ({"shelves": {"home": ["nothing"]}}, "shelves.home"),
        ({"shelves": {"home": ["new", "new"]}}, "shelves.home"),
        ({"shelves": {"attic": ["new"]}}, "shelves.attic"),
        ({"stages": {"session": {"floor": 2}}}, "stages.session.floor"),
        ({"stages": {"session": {"roof": 2}}}, "stages.session.roof"),
        ({"stages": {"magic": {}}}, "stages.magic"),
        ({"diversifier": "magic"}, "diversifier"),
        ({"tone": "loud"}, "tone"),
    ],
)
def test_a_wrong_parameter_is_named(given, field):
    with pytest.raises(InvalidInput) as wrong:
        StrategyParams.from_json(given)
    assert field in wrong.value.fields and wrong.value.fields[field][0].endswith(".")


def test_every_parameter_can_be_drawn():
    for one in parameters():
        assert one.help.endswith(".") and one.help[0].isupper()
        assert one.choices or one.low <= one.default <= one.high


@pytest.mark.django_db
def test_saving_adds_a_version_and_rolling_back_moves_a_pointer():
    first = strategy_ensure_default()
    assert strategy_ensure_default().pk == first.pk
    second = strategy_save(first.strategy, {"diversity": 0.9}, note="More varied", activate=True)
    assert (second.number, active_version()) == (2, (second.pk, version_params(second.pk)))
    assert version_params(second.pk).diversity == 0.9
    strategy_activate(first)
    assert active_version() == (first.pk, StrategyParams())
    assert StrategyVersion.objects.count() == 2
    with pytest.raises(InvalidInput):
        strategy_save(first.strategy, {"diversity": 9})
    with pytest.raises(NotFound):
        version_params(10**6)
