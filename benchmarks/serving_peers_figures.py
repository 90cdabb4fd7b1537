"""Figures of a way to answer, worked out the same for all of them. No Django."""

from __future__ import annotations

import statistics
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from recommender.metrics import Floats, intra_list_diversity

ITEMS = 20  # asked for, and what difference is measured on


@dataclass(slots=True)
class Asked:
    """What one way answered, a turn after the other: before an act of the shopper, and after it.

    `seconds` by the clock; `cpu_seconds` of the processor, this process and its Postgres server.
    `before`, `after`: item ids, best first. `told`: the same with the first of `after` named as
    sold out, where the way can be told so. `reasons`: how many of `after` had a sentence.
    `cites`: whether evidence of a turn names the very act. `errors`: of a reason's number, beside
    what is lost when the answer is worked out without what the reason names, relative.
    """

    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    before: list[Sequence[str]] = field(default_factory=list)
    after: list[Sequence[str]] = field(default_factory=list)
    told: list[Sequence[str]] = field(default_factory=list)
    reasons: list[int] = field(default_factory=list)
    cites: list[bool] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)
    sold_out_shown: list[bool] = field(default_factory=list)
    explain_one_s: list[float] = field(default_factory=list)
    explain_all_s: list[float] = field(default_factory=list)


def server_cpu_s(pid: int | None) -> float:
    """Return the processor seconds of a process on this machine so far; 0 where none can be read.

    `/proc/PID/schedstat` counts nanoseconds (Linux).
    """
    with suppress(OSError, ValueError):
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    return 0.0


@contextmanager
def timed(asked: Asked, server: int | None = None) -> Iterator[None]:
    """Add what the block takes; `server`: process of the Postgres server that works for it."""
    spent = time.process_time() + server_cpu_s(server)
    started = time.perf_counter()
    yield
    asked.seconds.append(time.perf_counter() - started)
    asked.cpu_seconds.append(time.process_time() + server_cpu_s(server) - spent)


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile (linear between two), in milliseconds."""
    return {
        "ms": round(1000 * statistics.median(seconds), 3),
        "ms_p95": round(1000 * float(np.percentile(np.asarray(seconds), 95)), 3),
    }


def kept_share(before: Sequence[str], after: Sequence[str]) -> float:
    """Return the share of the first `ITEMS` of `before` that are among those of `after`."""
    first = set(before[:ITEMS])
    return len(first & set(after[:ITEMS])) / len(first) if first else 1.0


def nearness(item_ids: Sequence[str], act: str, vectors: Mapping[str, Floats]) -> float:
    """Return the mean cosine of the first `ITEMS` to the item of the act; 0 without any."""
    rows = [vectors[one] @ vectors[act] for one in item_ids[:ITEMS] if one in vectors]
    return float(np.mean(rows)) if rows else 0.0


def difference(item_ids: Sequence[str], vectors: Mapping[str, Floats]) -> float:
    """Return ILD@20: the mean of 1 − cosine over all pairs of the first `ITEMS`."""
    rows = [vectors[one] for one in item_ids[:ITEMS] if one in vectors]
    return intra_list_diversity(np.stack(rows)) if rows else 0.0


def share_of(item_ids: Sequence[str], had: Collection[str]) -> float:
    """Return the share of the answer that the shopper had; 0 of nothing."""
    return sum(one in had for one in item_ids) / len(item_ids) if item_ids else 0.0


def way_figures(
    asked: Asked,
    acts: Sequence[str],
    met: Sequence[Collection[str]],
    bought: Sequence[Collection[str]],
    vectors: Mapping[str, Floats],
) -> dict[str, Any]:
    """Return what one way took and what its answers are like.

    `acts`: the item looked at, a turn; `met`, `bought`: what that shopper had by then, the act's
    item among what was met.
    """
    pairs = list(zip(asked.before, asked.after, strict=True))
    moved = [
        nearness(after, act, vectors) - nearness(before, act, vectors)
        for (before, after), act in zip(pairs, acts, strict=True)
    ]
    found: dict[str, Any] = {
        **milliseconds(asked.seconds),
        "cpu_ms": milliseconds(asked.cpu_seconds)["ms"],
        "items": round(float(np.mean([len(one) for one in asked.after])), 1),
        "changed_by_act_share": _mean(list(before) != list(after) for before, after in pairs),
        "kept_of_20": _mean(kept_share(*pair) for pair in pairs),
        "nearer_to_act": _mean(moved),
        "act_itself_share": _mean(act in one for act, one in zip(acts, asked.after, strict=True)),
        "met_share": _mean(share_of(*one) for one in zip(asked.after, met, strict=True)),
        "bought_share": _mean(share_of(*one) for one in zip(asked.after, bought, strict=True)),
        "ild20": _mean(difference(one, vectors) for one in asked.after),
        "sold_out_shown_share": _mean(asked.sold_out_shown),
        "reasons_share": _mean(
            count / len(one) if one else 0.0
            for count, one in zip(asked.reasons, asked.after, strict=True)
        )
        if asked.reasons
        else 0.0,
    }
    if asked.cites:
        found["cites_act_share"] = _mean(asked.cites)
    if asked.told:
        found["sold_out_shown_when_told_share"] = _mean(
            after[0] in told for after, told in zip(asked.after, asked.told, strict=True) if after
        )
    if asked.errors:
        found["reasons_checked"] = len(asked.errors)
        found["reason_error_median"] = float(f"{statistics.median(asked.errors):.2g}")
        found["reason_error_p95"] = float(f"{np.percentile(np.asarray(asked.errors), 95):.2g}")
    for name in ("one", "all"):
        if took := getattr(asked, f"explain_{name}_s"):
            found[f"explain_{name}_ms"] = milliseconds(took)["ms"]
    return found


def _mean(values: Any) -> float:
    every = [float(one) for one in values]
    return round(float(np.mean(every)), 4) if every else 0.0


def table(ways: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what each way takes and does, to be read by people."""
    columns = (
        "way", "ms", "p95", "cpu ms", "items", "knows act", "act itself", "had", "bought",
        "sold out", "ILD@20", "reasons", "off by (p95)",
    )  # fmt: skip
    lines = [columns]
    for name, one in ways.items():
        told = one.get("sold_out_shown_when_told_share")
        sold_out = "left out" if one["sold_out_shown_share"] == 0 else "shown"
        if sold_out == "shown" and told == 0:
            sold_out = "out if told"
        lines.append(
            (
                name, f"{one['ms']:.2f}", f"{one['ms_p95']:.2f}", f"{one['cpu_ms']:.2f}",
                f"{one['items']:g}",
                f"{one['changed_by_act_share']:.0%}", f"{one['act_itself_share']:.0%}",
                f"{one['met_share']:.1%}", f"{one['bought_share']:.1%}", sold_out,
                f"{one['ild20']:.3f}", _reasons(one), _number(one),
            )
        )  # fmt: skip
    widths = [max(len(line[at]) for line in lines) for at in range(len(columns))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _reasons(one: Mapping[str, Any]) -> str:
    if one["reasons_share"]:
        return f"{one['reasons_share']:.0%}"
    if "explain_all_ms" in one:
        return f"+{one['explain_all_ms']:.1f} ms"
    return "none"


def _number(one: Mapping[str, Any]) -> str:
    return f"{one['reason_error_p95']:.2%}" if "reason_error_p95" in one else "-"
