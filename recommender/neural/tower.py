"""The item tower: everything an item is made of, fused by gates into one unit vector.

An item is `unit(Σ gate_p · part_p)`: each dense input (text, later pictures and sounds) projected
to a unit vector, the mean of its facet words' vectors as a unit vector, and a learned id. What is
missing counts nothing, so that an item never trained on is served from its content, and one
without text from its facets. The id part is dropped at random in training (as the modalities of
Neverova et al. 2015, arXiv:1501.00102) and begins as nothing beside content: its length says how
much the events ask of it. Never imports Django.
Shapes: n items, D width, C width of a dense input, F facet words of an item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from recommender.neural.cheap import unit
from recommender.neural.items import ItemInputs
from recommender.neural.sequences import Floats, Ints

IDS, FACETS = "ids", "facets"  # names of parts; a dense input cannot be called so
FIRST_LENGTH = 0.3  # of projected inputs, before they are made unit vectors
NEXT_TO_NOTHING = 0.02  # length, about, of what begins small beside unit vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class TowerConfig:
    """Everything that shapes the tower; each field reaches it."""

    dim: int = 64  # D
    ids: int = 0  # items with a learned id, rows 0..ids-1; 0: no id part
    dense: Mapping[str, int] = field(default_factory=dict)  # width C of each dense input
    words: tuple[str, ...] = ()  # facet words with a vector
    hidden: int = 2  # width of the projections' inner layer over D; 0: none
    id_dropout: float = 0.2  # share of items whose id is hidden in a training step

    def __post_init__(self) -> None:
        """Refuse what cannot be built."""
        if self.dim < 1:
            raise ValueError("dim must be at least 1.")
        if not self.ids and not self.dense and not self.words:
            raise ValueError("An item needs content, facets or an id.")
        if {IDS, FACETS} & set(self.dense):
            raise ValueError(f"A dense input cannot be called {IDS!r} or {FACETS!r}.")

    @classmethod
    def reading(cls, items: ItemInputs | None, ids: int = 0, **options: Any) -> Self:
        """Return the config that reads all of `items`, and words that two of them share."""
        if items is None:
            return cls(ids=ids, **options)
        dense = {name: matrix.shape[1] for name, matrix in items.dense.items()}
        return cls(ids=ids, dense=dense, words=items.words_shared(), **options)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read a stored config; an unknown key is an error."""
        return cls(**{**values, "words": tuple(values.get("words", ()))})

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return {**asdict(self), "words": list(self.words)}


@dataclass(frozen=True, slots=True)
class TowerInputs:
    """What the tower reads of n items, on its device: dense (n, C) each, facets (n, F) or None."""

    dense: Mapping[str, Tensor]
    facets: Tensor | None

    def take(self, rows: Tensor) -> TowerInputs:
        """Return some of the items, in the order given."""
        dense = {name: matrix[rows] for name, matrix in self.dense.items()}
        return TowerInputs(dense, None if self.facets is None else self.facets[rows])


class ItemTower(nn.Module):
    """Item vectors from whatever is known of the items."""

    def __init__(self, config: TowerConfig) -> None:
        """Make an untrained tower; the caller sets the seed."""
        super().__init__()
        self.config = config
        self.dense = nn.ModuleDict(
            {name: Projection(width, config) for name, width in sorted(config.dense.items())}
        )
        self.facets = (
            nn.Embedding(len(config.words) + 1, config.dim, padding_idx=0) if config.words else None
        )
        self.ids = nn.Embedding(config.ids, config.dim) if config.ids else None
        if self.facets is not None:
            nn.init.normal_(self.facets.weight, std=config.dim**-0.5)
            nn.init.zeros_(self.facets.weight[0])
        alone = not config.dense and self.facets is None
        if self.ids is not None:
            # Beside content an id begins as nothing, and grows where the events ask for it.
            scale = 1.0 if alone else NEXT_TO_NOTHING
            nn.init.normal_(self.ids.weight, std=scale * config.dim**-0.5)
        self.id_dropout = 0.0 if alone else config.id_dropout
        self.parts = (
            *self.dense,
            *((FACETS,) if self.facets is not None else ()),
            *((IDS,) if self.ids is not None else ()),
        )
        self.gate = nn.Parameter(torch.zeros(len(self.parts)))  # logarithms, in the order of parts

    def inputs(self, items: ItemInputs | None) -> TowerInputs:
        """Return what this tower reads of `items`: inputs and words it does not know are left out.

        Raises:
            ValueError: a dense input has another width than the tower was made for.
        """
        device = self.gate.device
        if items is None:
            return TowerInputs({}, None)
        dense = {}
        for name, width in self.config.dense.items():
            if name not in items.dense:
                continue
            if items.dense[name].shape[1] != width:
                found = items.dense[name].shape[1]
                raise ValueError(f"Input {name!r} is {found} wide, the tower reads {width}.")
            dense[name] = torch.from_numpy(np.ascontiguousarray(items.dense[name])).to(device)
        facets = None
        if self.facets is not None:
            facets = torch.from_numpy(items.facet_matrix(self.config.words)).to(device)
        return TowerInputs(dense, facets)

    def forward(self, inputs: TowerInputs, rows: Tensor | None) -> Tensor:
        """Return unit vectors (n, D) of n items; rows (n,) int64 of their ids, -1: without one."""
        gate = self.gate.exp()
        total: Tensor | None = None
        for at, name in enumerate(self.parts):
            part = self._part(name, inputs, rows)
            if part is not None:
                total = gate[at] * part if total is None else total + gate[at] * part
        if total is None:
            raise ValueError("Nothing that the tower reads is given.")
        return unit(total)

    def gates(self) -> dict[str, float]:
        """Return the share of each part in a vector, by gate and, of ids, their mean length."""
        with torch.no_grad():
            sizes = self.gate.exp()
            if self.ids is not None:
                sizes[-1] *= self.ids.weight.norm(dim=1).mean()
            shares = (sizes / sizes.sum()).tolist()
        return dict(zip(self.parts, shares, strict=True))

    def _part(self, name: str, inputs: TowerInputs, rows: Tensor | None) -> Tensor | None:
        """Return (n, D), zero rows where the item lacks this part; None where all do."""
        if name == IDS:
            return None if rows is None else self._ids(rows)
        if name == FACETS:
            assert self.facets is not None
            if inputs.facets is None or not inputs.facets.shape[1]:
                return None
            # The sum points where the mean does; padding is the zero row.
            return unit(self.facets(inputs.facets).sum(dim=1))
        if name not in inputs.dense:
            return None
        given = inputs.dense[name]
        there = given.any(dim=1, keepdim=True)  # (n, 1)
        return unit(self.dense[name](given)) * there

    def _ids(self, rows: Tensor) -> Tensor:
        assert self.ids is not None
        keep = (rows >= 0).unsqueeze(-1)  # (n, 1)
        if self.training and self.id_dropout:
            keep = keep & (torch.rand(len(rows), 1, device=rows.device) >= self.id_dropout)
        return torch.as_tensor(self.ids(rows.clamp(min=0))) * keep


def item_matrix(
    tower: ItemTower, items: ItemInputs | None, rows: Ints | None = None, batch_size: int = 8192
) -> Floats:
    """Return unit item vectors (n, D) float32 of n `items` and their id rows (n,), -1: no id yet.

    Without rows, item n has id n where the tower has such an id.
    """
    if rows is None:
        rows = np.arange(tower.config.ids if items is None else len(items))
        if tower.config.ids < len(rows):
            rows = np.where(rows < tower.config.ids, rows, -1)
    tower.eval()
    device = tower.gate.device
    found = [np.zeros((0, tower.config.dim), dtype=np.float32)]
    with torch.inference_mode():
        for at in range(0, len(rows), batch_size):
            ids = rows[at : at + batch_size]
            part = None if items is None else items.take(np.arange(at, at + len(ids)))
            vectors = tower(tower.inputs(part), torch.from_numpy(ids).to(device))
            found.append(vectors.float().cpu().numpy())
    return np.concatenate(found)


class Projection(nn.Module):
    """A dense input to the tower's width: a linear map, and what an inner layer adds to it.

    The linear map begins orthogonal, so that items are as alike as their texts before anything is
    learned; the inner layer begins as next to nothing. In a shop this is better than the inner
    layer alone, and what is learned holds for items and shops never trained on.
    """

    def __init__(self, width: int, config: TowerConfig) -> None:
        """Make the map (width → D) and, unless `config.hidden` is 0, the inner layer."""
        super().__init__()
        self.straight = nn.Linear(width, config.dim)
        # Small, for their length is no matter to unit vectors and what is small turns sooner.
        nn.init.orthogonal_(self.straight.weight, gain=FIRST_LENGTH)
        nn.init.zeros_(self.straight.bias)
        inner = config.hidden * config.dim
        self.inner = nn.Linear(width, inner) if inner else None
        self.outer = nn.Linear(inner, config.dim, bias=False) if inner else None
        if self.outer is not None:
            scale = FIRST_LENGTH * NEXT_TO_NOTHING
            nn.init.normal_(self.outer.weight, std=scale * config.dim**-0.5)

    def forward(self, given: Tensor) -> Tensor:
        """Return (n, D) of inputs (n, width)."""
        found: Tensor = self.straight(given)
        if self.inner is None or self.outer is None:
            return found
        return found + torch.as_tensor(self.outer(F.gelu(self.inner(given))))
