"""Cross-entropy over a catalogue, or a sample of it, without ever holding its logits.

The logits of M targets over N items are most of the memory of a next-item model, and writing and
reading them again is most of its time on a CPU. Here they are made for a few targets at a time, in
a piece that stays in the cache; the gradient of both factors is made in the same pass, since it
needs nothing but the softmax at hand. As in Hsu et al. 2024, "Liger Kernel", arXiv:2410.10989, and
Wijmans et al. 2024, "Cut Your Losses", arXiv:2411.09009, with torch's kernels instead of Triton's.

The full one gives what `F.cross_entropy((outputs @ items.T) / temperature, targets)` gives, to
rounding. Gradients cannot be differentiated again. Items may be barred from competing at a step:
where ranking leaves out what was seen, it is wasted to learn to push that down.
Never imports Django.
Shapes: M steps, N items, S drawn items, K barred items a step, B windows, D width.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

CELLS_CPU = 2**20  # logits at a time: 4 MB, the cache of a core
CELLS_GPU = 2**26
MOST_ROWS = 512  # steps at a time; powers of two, for each new shape has a kernel made for it
TINY = 1e-38  # a probability below it is counted as it
NEVER = float("-inf")


def fused_softmax_loss(
    outputs: Tensor,
    items: Tensor,
    targets: Tensor,
    temperature: float,
    weights: Tensor | None = None,
    barred: Tensor | None = None,
) -> Tensor:
    """Return `Σ w_m · -log softmax(outputs_m · items / temperature)[target_m] / Σ w_m`.

    outputs (M, D), items (N, D) float; targets (M,) int64; weights (M,) float32, None: all 1.
    barred (M, K) int64: items that do not compete at a step, repeats allowed; a target always does.
    """
    value: Tensor = _FullSoftmax.apply(  # type: ignore[no-untyped-call]
        outputs, items, targets, temperature, weights, barred
    )
    return value


def fused_sampled_loss(
    outputs: Tensor,
    items: Tensor,
    targets: Tensor,
    temperature: float,
    negatives: Tensor,
    log_q: Tensor,
    weights: Tensor | None = None,
    seen: tuple[Tensor, Tensor, Tensor] | None = None,
) -> Tensor:
    """Return the same against a sample, as `losses.sampled_softmax_loss` explains it.

    negatives (S,) int64 drawn with log-probability log_q (N,). seen: first (B, S), the place in
    each window where a negative is first met (beyond the end: never), and of each step its window
    and place, (M,) each: from then on the negative does not compete.
    """
    value: Tensor = _SampledSoftmax.apply(  # type: ignore[no-untyped-call]
        outputs, items, targets, temperature, negatives, log_q, weights, seen
    )
    return value


class _FullSoftmax(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        outputs: Tensor,
        items: Tensor,
        targets: Tensor,
        temperature: float,
        weights: Tensor | None,
        barred: Tensor | None,
    ) -> Tensor:
        return _forward(ctx, _full, outputs, items, targets, temperature, weights, barred)

    @staticmethod
    def backward(ctx: Any, *given: Tensor) -> tuple[Tensor | None, ...]:
        return _backward(ctx, given[0])


class _SampledSoftmax(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        outputs: Tensor,
        items: Tensor,
        targets: Tensor,
        temperature: float,
        negatives: Tensor,
        log_q: Tensor,
        weights: Tensor | None,
        seen: tuple[Tensor, Tensor, Tensor] | None,
    ) -> Tensor:
        return _forward(
            ctx, _sampled, outputs, items, targets, temperature, negatives, log_q, weights, seen
        )

    @staticmethod
    def backward(ctx: Any, *given: Tensor) -> tuple[Tensor | None, ...]:
        return _backward(ctx, given[0])


def _forward(
    ctx: Any,
    make: Callable[..., tuple[Tensor, Tensor, Tensor]],
    outputs: Tensor,
    items: Tensor,
    *rest: Any,
) -> Tensor:
    """Return the loss () that `make` gives, and keep its slopes for the way back."""
    low = _low(outputs)
    with torch.autocast(outputs.device.type, enabled=False):
        total, to_outputs, to_items = make(outputs.float(), items.float(), *rest, low)
    ctx.save_for_backward(to_outputs.to(outputs.dtype), to_items.to(items.dtype))
    ctx.given = 2 + len(rest)
    return total


def _backward(ctx: Any, slope: Tensor) -> tuple[Tensor | None, ...]:
    """Return the slopes by outputs and items, and none by what else was given."""
    to_outputs, to_items = ctx.saved_tensors
    return to_outputs * slope, to_items * slope, *((ctx.given - 2) * [None])


def _full(
    outputs: Tensor,
    items: Tensor,
    targets: Tensor,
    temperature: float,
    weights: Tensor | None,
    barred: Tensor | None,
    low: torch.dtype,
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the loss () and its slopes by outputs (M, D) and items (N, D), all float32."""
    count, at_once = len(items), _rows_at_once(len(outputs), len(items), outputs.device)
    share = _shares(outputs, weights)  # (M,)
    factor, scaled = items.to(low), (items / temperature).to(low).T  # (N, D), (D, N)
    piece = outputs.new_empty(at_once, count)
    to_outputs, to_items = torch.empty_like(outputs), torch.zeros_like(items)
    total = outputs.new_zeros(())
    for start in range(0, len(outputs), at_once):
        part = slice(start, start + at_once)
        here, wanted, worth = outputs[part], targets[part, None], share[part, None]
        chances = _product(here.to(low), scaled, piece[: len(here)])  # (m, N): logits yet
        if barred is not None:
            true = chances.gather(1, wanted)
            chances.scatter_(1, barred[part], NEVER).scatter_(1, wanted, true)
        torch.softmax(chances, dim=-1, out=chances)
        total -= (chances.gather(1, wanted).clamp(min=TINY).log() * worth).sum()
        lowered = chances.to(low)
        to_outputs[part] = torch.mm(lowered, factor).float() * worth
        _add_product(to_items, lowered.T, (here * worth).to(low))
    # softmax - one-hot: the second half touches one item a target.
    to_outputs -= items[targets] * share[:, None]
    to_items.index_add_(0, targets, outputs * share[:, None], alpha=-1)
    return total, to_outputs.div_(temperature), to_items.div_(temperature)


def _sampled(
    outputs: Tensor,
    items: Tensor,
    targets: Tensor,
    temperature: float,
    negatives: Tensor,
    log_q: Tensor,
    weights: Tensor | None,
    seen: tuple[Tensor, Tensor, Tensor] | None,
    low: torch.dtype,
) -> tuple[Tensor, Tensor, Tensor]:
    """Return the loss () and its slopes by outputs (M, D) and items (N, D), all float32."""
    count, at_once = len(negatives), _rows_at_once(len(outputs), len(negatives), outputs.device)
    share = _shares(outputs, weights)  # (M,)
    drawn, right = items[negatives], items[targets]  # (S, D), (M, D)
    times = log_q[negatives] + math.log(count)  # (S,), how often each is expected
    factor, scaled = drawn.to(low), (drawn / temperature).to(low).T
    true = (outputs * right).sum(-1, keepdim=True) / temperature  # (M, 1)
    piece = outputs.new_empty(at_once, count)
    to_outputs, to_drawn = torch.empty_like(outputs), torch.zeros_like(drawn)
    to_true, total = torch.empty_like(true), outputs.new_zeros(())
    for start in range(0, len(outputs), at_once):
        part = slice(start, start + at_once)
        here, worth = outputs[part], share[part, None]
        chances = _product(here.to(low), scaled, piece[: len(here)])  # (m, S): logits yet
        chances -= times
        chances.masked_fill_(targets[part, None] == negatives, NEVER)
        if seen is not None:
            first, window, place = seen
            chances.masked_fill_(first[window[part]] <= place[part, None], NEVER)
        top = torch.maximum(chances.amax(-1, keepdim=True), true[part])
        chances.sub_(top).exp_()
        own = (true[part] - top).exp()
        whole = chances.sum(-1, keepdim=True) + own  # (m, 1)
        total += ((whole.log() + top - true[part]) * worth).sum()
        to_true[part] = worth * (own / whole - 1)
        lowered, worth = chances.to(low), worth / whole
        to_outputs[part] = torch.mm(lowered, factor).float() * worth
        _add_product(to_drawn, lowered.T, (here * worth).to(low))
    to_outputs.addcmul_(right, to_true)
    to_items = torch.zeros_like(items).index_add_(0, negatives, to_drawn)
    to_items.index_add_(0, targets, outputs * to_true)
    return total, to_outputs.div_(temperature), to_items.div_(temperature)


def _low(outputs: Tensor) -> torch.dtype:
    """Return what factors of products are rounded to: autocast's type where it is on."""
    kind = outputs.device.type
    return torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else torch.float32


def _rows_at_once(steps: int, count: int, device: torch.device) -> int:
    cells = CELLS_CPU if device.type == "cpu" else CELLS_GPU
    rows = min(max(cells // max(count, 1), 16), MOST_ROWS if device.type == "cpu" else cells)
    return min(1 << (rows.bit_length() - 1), max(steps, 1))


def _shares(outputs: Tensor, weights: Tensor | None) -> Tensor:
    """Return the weight of each step over that of all, (M,)."""
    if weights is None:
        return outputs.new_full((len(outputs),), 1.0 / max(len(outputs), 1))
    return weights / weights.sum().clamp(min=TINY)


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
