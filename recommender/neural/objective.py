"""A batch to its loss: the tower, the model and the softmax in one module. Never imports Django.

One module, because what averages gradients over processes wraps a module and its one forward.
Shapes: B windows, T steps, M real steps, N items, S drawn items, D width.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from recommender.neural.device import forward_precision
from recommender.neural.fused import fused_sampled_loss, fused_softmax_loss
from recommender.neural.losses import gbce_loss
from recommender.neural.steps import SequenceModel
from recommender.neural.tower import TowerInputs

LOSSES = ("softmax", "gbce")
WHOLE = 30_000  # items; up to it all are made at once, though a sample alone is needed


@dataclass(frozen=True, slots=True)
class Aim:
    """What is minimised.

    negatives: 0 for the full softmax, else how many are drawn for all steps of a batch.
    mask_seen: what stands earlier in a window does not compete; for where ranking leaves it out.
    popularity: how much of an item's log share of all steps the softmax is given beside the cosine
    (Menon et al. 2020, arXiv:2007.07314), so that vectors need not learn it.
    """

    loss: str = "softmax"
    negatives: int = 0
    mask_seen: bool = False
    popularity: float = 0.0


class Objective(nn.Module):
    """The mean loss of the next item over a batch's real steps."""

    def __init__(
        self,
        model: SequenceModel,
        inputs: TowerInputs,
        count: int,
        log_q: Tensor,
        aim: Aim,
        *,
        frozen: bool = False,
        precision: str = "float32",
    ) -> None:
        """Take the model and what its tower reads of `count` items; log_q (N,) float32.

        A frozen tower is asked once for all.
        """
        super().__init__()
        self.model, self.inputs, self.count, self.aim = model, inputs, count, aim
        self.log_q, self.frozen, self.precision = log_q, frozen, precision
        self.drawn_from = log_q.exp() if aim.loss == "softmax" else torch.ones_like(log_q)
        self.fixed: Tensor | None = None
        if frozen:
            model.tower.eval()
            with torch.no_grad():
                self.fixed = self._tower(torch.arange(count, device=log_q.device), inputs)

    def forward(
        self, rows: Tensor, marks: Mapping[str, Tensor], places: Tensor, weights: Tensor
    ) -> Tensor:
        """Return the loss of windows: rows and marks (B, T + 1), the last a target only.

        places (M,) int64: the steps that count among the B · T inputs, flattened; weights (M,).
        """
        inputs, wanted = rows[:, :-1], rows[:, 1:].reshape(-1)[places]  # (B, T), (M,)
        marks = {name: codes[:, :-1] for name, codes in marks.items()}
        if not self.aim.negatives:
            return self._full(inputs, wanted, marks, places, weights)
        drawn = torch.multinomial(self.drawn_from, self.aim.negatives, replacement=True)
        log_q = self.log_q
        here, goal, columns = inputs, wanted, drawn  # as rows of `items`
        if self.count <= WHOLE or self.fixed is not None:
            items = self.vectors()  # (N, D)
        else:
            used, place = torch.unique(
                torch.cat([inputs.reshape(-1), wanted, drawn]), return_inverse=True
            )
            items, log_q = self.vectors(used), log_q[used]  # (U, D)
            flat, goal, columns = place.split([inputs.numel(), len(wanted), len(drawn)])
            here = flat.reshape(inputs.shape)
        outputs = self._outputs(F.embedding(here, items), marks, places)
        temperature = self.model.config.temperature
        if self.aim.loss == "gbce":
            return gbce_loss(
                outputs, items, goal, temperature, columns, self.count, weights=weights
            )
        seen = self._first(inputs, drawn, places) if self.aim.mask_seen else None
        outputs, items = self._with_popularity(outputs, items, log_q)
        return fused_sampled_loss(outputs, items, goal, temperature, columns, log_q, weights, seen)

    def _full(
        self,
        inputs: Tensor,
        wanted: Tensor,
        marks: Mapping[str, Tensor],
        places: Tensor,
        weights: Tensor,
    ) -> Tensor:
        items = self.vectors()  # (N, D)
        outputs = self._outputs(F.embedding(inputs, items), marks, places)
        barred = _barred(inputs, places) if self.aim.mask_seen else None
        outputs, items = self._with_popularity(outputs, items, self.log_q)
        temperature = self.model.config.temperature
        return fused_softmax_loss(outputs, items, wanted, temperature, weights, barred)

    def _with_popularity(
        self, outputs: Tensor, items: Tensor, log_q: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return both one column wider, so that their product holds the items' popularity too."""
        if not self.aim.popularity:
            return outputs, items
        given = (self.aim.popularity * self.model.config.temperature * log_q).to(items.dtype)
        ones = outputs.new_ones(len(outputs), 1)
        return torch.cat([outputs, ones], dim=1), torch.cat([items, given.unsqueeze(1)], dim=1)

    def _first(
        self, inputs: Tensor, drawn: Tensor, places: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return where each drawn item is first met in each window (B, S), and each step's place.

        Padding comes after a window's end, where no step counts, so that it bars nothing.
        """
        windows, steps = inputs.shape
        first = inputs.new_full((windows, self.count), steps)
        at = torch.arange(steps, device=inputs.device).expand_as(inputs)
        first.scatter_reduce_(1, inputs, at, "amin")
        return first[:, drawn], places // steps, places % steps

    def vectors(self, rows: Tensor | None = None) -> Tensor:
        """Return unit vectors (n, D) of some items, or of all."""
        if self.fixed is not None:
            return self.fixed if rows is None else self.fixed[rows]
        if rows is None:
            return self._tower(torch.arange(self.count, device=self.log_q.device), self.inputs)
        return self._tower(rows, self.inputs.take(rows))

    def _tower(self, rows: Tensor, inputs: TowerInputs) -> Tensor:
        ids = self.model.tower.config.ids
        known = rows.masked_fill(rows >= ids, -1) if ids else None
        return torch.as_tensor(self.model.tower(inputs, known))

    def _outputs(self, vectors: Tensor, marks: Mapping[str, Tensor], places: Tensor) -> Tensor:
        """Return the outputs at the real steps, (M, D)."""
        with forward_precision(places.device, self.precision):
            outputs = self.model.encode(vectors, marks)  # (B, T, D)
        return outputs.float().flatten(0, 1).index_select(0, places)


def _barred(inputs: Tensor, places: Tensor) -> Tensor:
    """Return of each step the items of its window up to it, (M, T), the first again for later."""
    steps = inputs.shape[1]
    mine = inputs[places // steps]  # (M, T)
    later = torch.arange(steps, device=inputs.device) > (places % steps).unsqueeze(1)
    return torch.where(later, mine[:, :1], mine)
