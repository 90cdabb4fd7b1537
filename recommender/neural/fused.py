"""Cross-entropy over a whole catalogue without ever holding its logits. Never imports Django.

The logits of M targets over N items are most of the memory of a next-item model, and writing and
reading them again is most of its time on a CPU. Here they are made for a few targets at a time, in
a piece that stays in the cache; the gradient of both factors is made in the same pass, since it
needs nothing but the softmax at hand. As in Hsu et al. 2024, "Liger Kernel", arXiv:2410.10989, and
Wijmans et al. 2024, "Cut Your Losses", arXiv:2411.09009, with torch's kernels instead of Triton's.

The result is that of `F.cross_entropy((outputs @ items.T) / temperature, targets)` to rounding. Its
gradient cannot be differentiated again.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

CELLS_CPU = 2**20  # logits at a time: 4 MB, the cache of a core
CELLS_GPU = 2**26
TINY = 1e-38  # a probability below it is counted as it


def fused_softmax_loss(
    outputs: Tensor,
    items: Tensor,
    targets: Tensor,
    temperature: float,
    weights: Tensor | None = None,
) -> Tensor:
    """Return `Σ w_m · -log softmax(outputs_m · items / temperature)[target_m] / Σ w_m`.

    outputs (M, D), items (N, D) float; targets (M,) int64; weights (M,) float32, None: all 1.
    """
    value: Tensor = _FusedSoftmax.apply(outputs, items, targets, temperature, weights)
    return value


class _FusedSoftmax(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        outputs: Tensor,
        items: Tensor,
        targets: Tensor,
        temperature: float,
        weights: Tensor | None,
    ) -> Tensor:
        kind = outputs.device.type
        low = torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else torch.float32
        with torch.autocast(kind, enabled=False):
            total, to_outputs, to_items = _value_and_slopes(
                outputs.detach().float(), items.detach().float(), targets, temperature, weights, low
            )
        ctx.save_for_backward(to_outputs.to(outputs.dtype), to_items.to(items.dtype))
        return total

    @staticmethod
    def backward(ctx: Any, *given: Tensor) -> tuple[Tensor, Tensor, None, None, None]:
        to_outputs, to_items = ctx.saved_tensors
        return to_outputs * given[0], to_items * given[0], None, None, None


def _value_and_slopes(
    outputs: Tensor,
    items: Tensor,
    targets: Tensor,
    temperature: float,
    weights: Tensor | None,
    low: torch.dtype,
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the loss () and its slopes by outputs (M, D) and items (N, D), all float32."""
    steps, count = len(outputs), len(items)
    cells = CELLS_CPU if outputs.device.type == "cpu" else CELLS_GPU
    at_once = min(max(cells // max(count, 1), 16), max(steps, 1))
    share = torch.full((steps,), 1.0 / max(steps, 1), device=outputs.device)
    if weights is not None:
        share = weights / weights.sum().clamp(min=TINY)
    factor, scaled = items.to(low), (items / temperature).to(low).T  # (N, D), (D, N)
    piece = outputs.new_empty(at_once, count)
    to_outputs, to_items = torch.empty_like(outputs), torch.zeros_like(items)
    total = outputs.new_zeros(())
    for start in range(0, steps, at_once):
        part = slice(start, start + at_once)
        here, wanted, worth = outputs[part], targets[part, None], share[part, None]
        chances = _product(here.to(low), scaled, piece[: len(here)])  # (m, N): logits yet
        torch.softmax(chances, dim=-1, out=chances)
        total -= (chances.gather(1, wanted).clamp(min=TINY).log() * worth).sum()
        lowered = chances.to(low)
        to_outputs[part] = torch.mm(lowered, factor).float() * worth
        _add_product(to_items, lowered.T, (here * worth).to(low))
    # softmax - one-hot: the second half touches one item a target.
    to_outputs -= items[targets] * share[:, None]
    to_items.index_add_(0, targets, outputs * share[:, None], alpha=-1)
    return total, to_outputs.div_(temperature), to_items.div_(temperature)


def _product(left: Tensor, right: Tensor, out: Tensor) -> Tensor:
    """Write `left @ right` into float32 `out` and return it."""
    if left.dtype == out.dtype:
        return torch.mm(left, right, out=out)
    return out.copy_(torch.mm(left, right))


def _add_product(to: Tensor, left: Tensor, right: Tensor) -> None:
    """Add `left @ right` to float32 `to`."""
    if left.dtype == to.dtype:
        to.addmm_(left, right)
    else:
        to += torch.mm(left, right)
