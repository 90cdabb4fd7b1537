"""A trained sequence model in another shop: all that it knows without an item's id comes along.

As UniSRec (Hou et al. 2022, arXiv:2206.05941): items are what their texts say, and how a history
is read is learned once for many shops. Carried over are the projections of dense inputs, the
gates, the vectors of facet words and of marks that both shops know, and the whole reader. An item's
id stays behind, unless the shop is the same.

What begins anew begins where it changes least. A mark's new word adds nothing. A facet part is
always of unit length, so a new facet word cannot begin as nothing: it begins as the mean of what
the texts of its items say, so that these items stay about where their texts put them. A part that
the source lacked begins with a small gate. Never imports Django.
Shapes: n items, D width, W facet words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from recommender.errors import InvalidInput
from recommender.neural.cheap import unit
from recommender.neural.items import ItemInputs
from recommender.neural.models import model_make, model_name
from recommender.neural.readers import Readers
from recommender.neural.sequences import Ints
from recommender.neural.steps import SequenceModel, SequenceModelConfig
from recommender.neural.tower import FACETS, ItemTower, item_matrix
from recommender.neural.validating import Validation, validation_ranks

NEW_GATE = math.log(0.1)  # of a part that the source lacked, beside exp(0) of an untrained one
MARKS = "steps.marks."


@dataclass(frozen=True, slots=True)
class Known:
    """What of the new shop the source knew.

    codes: of a mark, the source's code of each new code, (size,) int64, 0 where it is new; a mark
    not named here has the same codes in both. ids (n,) int64: the row of each item's id in the
    source, -1 where it is new; None: no id comes along.
    """

    codes: Mapping[str, Ints] = field(default_factory=dict)
    ids: Ints | None = None


def config_adapted(
    source: SequenceModelConfig,
    items: ItemInputs,
    marks: Mapping[str, int] | None = None,
    *,
    learns: bool = True,
) -> SequenceModelConfig:
    """Return the source's config for another shop's items.

    A model that learns there gets an id an item, and the facet words and dense inputs that the
    source lacked. One that does not reads only what the source could read. marks: sizes; None:
    the source's.

    Raises:
        InvalidInput: the two shops have nothing in common that says what an item is.
    """
    old = source.tower
    here = {name: matrix.shape[1] for name, matrix in items.dense.items()}
    for name in old.dense.keys() & here.keys():
        if old.dense[name] != here[name]:
            raise InvalidInput(
                f"Input {name!r} is {here[name]} wide here, and {old.dense[name]} where the model "
                "was trained: both shops need the same encoder."
            )
    known = set(old.words) & set(items.words)
    dense = {name: width for name, width in here.items() if name in old.dense}
    if not dense and not known:
        raise InvalidInput(
            "The model cannot be carried over: its shop and this one have neither texts nor "
            "facts of items in common."
        )
    if learns:
        known |= set(items.words_shared())
        dense = here
    tower = replace(old, ids=len(items) if learns else 0, dense=dense, words=tuple(sorted(known)))
    return replace(source, tower=tower, marks=dict(source.marks if marks is None else marks))


def model_adapted(
    source: SequenceModel,
    config: SequenceModelConfig,
    items: ItemInputs,
    known: Known | None = None,
    tower: ItemTower | None = None,
    seed: int = 0,
) -> SequenceModel:
    """Return a model of `config` that begins as `source` ended, in evaluation mode.

    `tower`: one carried over already, to be shared by several readers. `seed`: of what is new and
    random, the ids.
    """
    known = known or Known()
    torch.manual_seed(seed)
    model = model_make(model_name(config), config, tower)
    if tower is None:
        _tower_carried(source.tower, model.tower, items, known.ids)
    theirs, ours = source.state_dict(), model.state_dict()
    carried: dict[str, Tensor] = {}
    for name, value in ours.items():
        if name.startswith("tower."):
            carried[name] = value
        elif name.startswith(MARKS):
            mark = name.removeprefix(MARKS).split(".", 1)[0]
            carried[name] = _rows_carried(theirs.get(name), value, known.codes.get(mark))
        else:
            carried[name] = theirs[name]
    model.load_state_dict(carried)
    return model.eval()


def _rows_carried(theirs: Tensor | None, ours: Tensor, codes: Ints | None) -> Tensor:
    """Return a mark's table: the source's rows by `codes`, zeros where there is none."""
    if theirs is None:
        return torch.zeros_like(ours)
    if codes is None:
        codes = np.where(np.arange(len(ours)) < len(theirs), np.arange(len(ours)), 0)
    at = torch.from_numpy(np.where(codes < len(theirs), codes, 0)).to(theirs.device)
    return theirs[at] * (at > 0).unsqueeze(1)


@torch.no_grad()
def _tower_carried(theirs: ItemTower, ours: ItemTower, items: ItemInputs, ids: Ints | None) -> None:
    for at, name in enumerate(ours.parts):
        if name in theirs.parts:
            ours.gate[at] = theirs.gate[theirs.parts.index(name)]
        elif name in ours.dense or name == FACETS:
            ours.gate[at] = NEW_GATE
    for name, projection in ours.dense.items():
        if name in theirs.dense:
            projection.load_state_dict(theirs.dense[name].state_dict())
    if ours.facets is not None:
        _words_carried(theirs, ours, items)
    if ours.ids is not None and theirs.ids is not None and ids is not None:
        there = torch.from_numpy(np.flatnonzero(ids >= 0))
        ours.ids.weight[there] = theirs.ids.weight[torch.from_numpy(ids[ids >= 0])].to(
            ours.ids.weight.device
        )


def _words_carried(theirs: ItemTower, ours: ItemTower, items: ItemInputs) -> None:
    """Fill the table of facet words (1 + W, D): known ones as they are, new ones from texts."""
    assert ours.facets is not None
    table = ours.facets.weight
    old = {word: at for at, word in enumerate(theirs.config.words, start=1)}
    length = float(table[1:].norm(dim=1).mean())
    if theirs.facets is not None:
        length = float(theirs.facets.weight[1:].norm(dim=1).mean())
    said = _texts_of_words(ours, items)  # (1 + W, D), zero rows where no text says anything
    told = said.norm(dim=1, keepdim=True) > 0
    table.copy_(torch.where(told, unit(said) * length, table))
    for at, word in enumerate(ours.config.words, start=1):
        if word in old:
            assert theirs.facets is not None
            table[at] = theirs.facets.weight[old[word]]
    nn.init.zeros_(table[0])


def _texts_of_words(tower: ItemTower, items: ItemInputs) -> Tensor:
    """Return the sum of the dense parts of each word's items, (1 + W, D)."""
    inputs = tower.inputs(items)
    parts = torch.zeros(len(items), tower.config.dim, device=tower.gate.device)
    for name, projection in tower.dense.items():
        if name in inputs.dense:
            given = inputs.dense[name]
            parts += unit(projection(given)) * given.any(dim=1, keepdim=True)
    found = torch.zeros(len(tower.config.words) + 1, tower.config.dim, device=parts.device)
    if inputs.facets is not None and inputs.facets.shape[1]:
        owners = torch.arange(len(items), device=parts.device).repeat_interleave(
            inputs.facets.shape[1]
        )
        found.index_add_(0, inputs.facets.reshape(-1), parts[owners])
    found[0] = 0.0
    return found


def ranks_unchanged(readers: Readers, items: ItemInputs, validation: Validation) -> Ints:
    """Return the 0-based ranks of what came next among items without an id."""
    vectors = torch.from_numpy(item_matrix(readers.tower, items, np.full(len(items), -1)))
    model = cast("SequenceModel", readers)  # it answers to all that ranking asks for
    return validation_ranks(model, vectors.to(readers.device), validation)


def model_without_ids(source: SequenceModel, tower: ItemTower | None = None) -> SequenceModel:
    """Return the model without its items' ids: what may leave the shop.

    Raises:
        InvalidInput: ids are all that it knows of items.
    """
    old = source.config.tower
    if not old.dense and not old.words:
        raise InvalidInput(
            "This model knows its items by their ids alone: nothing of it can leave."
        )
    config = replace(source.config, tower=replace(old, ids=0))
    model = model_make(model_name(source), config, tower)
    state = {
        name: value for name, value in source.state_dict().items() if name != "tower.ids.weight"
    }
    state["tower.gate"] = state["tower.gate"][: len(model.tower.parts)]  # ids are the last part
    model.load_state_dict(state)
    return model.eval()
