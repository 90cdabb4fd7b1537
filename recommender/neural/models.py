"""The sequence models by name. Never imports Django."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recommender.neural.caser import Caser, CaserConfig
from recommender.neural.gru4rec import Gru4Rec, Gru4RecConfig
from recommender.neural.items import ItemInputs
from recommender.neural.sasrec import SasRec, SasRecConfig
from recommender.neural.steps import SequenceModel, SequenceModelConfig
from recommender.neural.tower import ItemTower, TowerConfig

MODELS: dict[str, tuple[type[SequenceModelConfig], type[SequenceModel]]] = {
    "sasrec": (SasRecConfig, SasRec),
    "gru4rec": (Gru4RecConfig, Gru4Rec),
    "caser": (CaserConfig, Caser),
}
_TOWER_OPTIONS = {"dim": "dim", "id_dropout": "id_dropout", "tower_hidden": "hidden"}


def model_make(
    name: str,
    config: SequenceModelConfig | Mapping[str, Any],
    tower: ItemTower | None = None,
) -> SequenceModel:
    """Return an untrained model of a config or its JSON, over `tower` where one is given.

    Raises:
        ValueError: there is no such model, or the config is not one of its own.
    """
    if name not in MODELS:
        raise ValueError(f"There is no sequence model {name!r}; there are: {', '.join(MODELS)}.")
    config_class, model_class = MODELS[name]
    if isinstance(config, Mapping):
        config = config_class.from_json(config)
    if type(config) is not config_class:
        raise ValueError(f"{type(config).__name__} is no config of {name!r}.")
    return model_class(config, tower)


def model_name(model: SequenceModel | SequenceModelConfig) -> str:
    """Return the name of a model or of the model a config is for.

    Raises:
        ValueError: it is not among the models.
    """
    for name, classes in MODELS.items():
        if type(model) in classes:
            return name
    raise ValueError(f"{type(model).__name__} is not among the models.")


def config_make(
    name: str, count: int, items: ItemInputs | None = None, **options: Any
) -> SequenceModelConfig:
    """Return a model's config for `count` items, out of fields of it and of its tower, mixed.

    The tower reads all of `items`, and ids unless `use_ids=False`. Of a field that both have
    ("hidden") the tower's is called `tower_hidden`.

    Raises:
        ValueError: there is no such model, or it cannot be built.
        TypeError: a field is unknown.
    """
    if name not in MODELS:
        raise ValueError(f"There is no sequence model {name!r}; there are: {', '.join(MODELS)}.")
    of_tower = {
        field: options.pop(option) for option, field in _TOWER_OPTIONS.items() if option in options
    }
    ids = count if options.pop("use_ids", True) else 0
    return MODELS[name][0](tower=TowerConfig.reading(items, ids, **of_tower), **options)
