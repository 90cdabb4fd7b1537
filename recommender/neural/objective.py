"""A batch to its loss: the tower, the model and the softmax in one module. Never imports Django.

One module, because what averages gradients over processes wraps a module and its one forward.
Shapes: B windows, T steps, M real steps, N items, S drawn items, D width.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from recommender.neural.fused import fused_softmax_loss
from recommender.neural.losses import sampled_softmax_loss
from recommender.neural.steps import SequenceModel
from recommender.neural.tower import TowerInputs


class Objective(nn.Module):
    """The mean loss of the next item over a batch's real steps."""

    def __init__(
        self,
        model: SequenceModel,
        inputs: TowerInputs,
        count: int,
        log_q: Tensor,
        *,
        frozen: bool = False,
        negatives: int = 0,
    ) -> None:
        """Take the model and what its tower reads of `count` items; log_q (N,) float32.

        A frozen tower is asked once for all.
        """
        super().__init__()
        self.model, self.inputs, self.count = model, inputs, count
        self.log_q, self.negatives, self.frozen = log_q, negatives, frozen
        self.fixed: Tensor | None = None
        if frozen:
            model.tower.eval()
            with torch.no_grad():
                self.fixed = self._tower(torch.arange(count, device=log_q.device), inputs)

    def forward(
        self,
        rows: Tensor,
        marks: Mapping[str, Tensor],
        places: Tensor,
        weights: Tensor | None = None,
    ) -> Tensor:
        """Return the loss of windows: rows and marks (B, T + 1), the last a target only.

        places (M,) int64: the real steps among the B · T inputs, flattened; weights (M,) float32.
        """
        inputs, wanted = rows[:, :-1], rows[:, 1:].reshape(-1)[places]  # (B, T), (M,)
        marks = {name: codes[:, :-1] for name, codes in marks.items()}
        temperature = self.model.config.temperature
        if not self.negatives:
            items = self.vectors()  # (N, D)
            outputs = self._outputs(F.embedding(inputs, items), marks, places)
            return fused_softmax_loss(outputs, items, wanted, temperature, weights)
        drawn = torch.multinomial(self.log_q.exp(), self.negatives, replacement=True)
        used, place = torch.unique(
            torch.cat([inputs.reshape(-1), wanted, drawn]), return_inverse=True
        )
        items = self.vectors(used)  # (U, D)
        at_inputs, at_wanted, at_drawn = place.split([inputs.numel(), len(wanted), len(drawn)])
        vectors = F.embedding(at_inputs.reshape(inputs.shape), items)
        outputs = self._outputs(vectors, marks, places)
        return sampled_softmax_loss(
            outputs, items, at_wanted, temperature, at_drawn, self.log_q[used], weights
        )

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
        outputs = self.model.encode(vectors, marks)  # (B, T, D)
        return outputs.flatten(0, 1).index_select(0, places)
