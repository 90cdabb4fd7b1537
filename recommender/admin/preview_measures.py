"""What two pages measure side by side: difference, mix, the little known, relevance kept.

Everything is read off the pages themselves: their vectors, categories and scores. Calibration is
Steck 2018, doi:10.1145/3240323.3240372, by `recommender.evaluation.calibration`; difference within
a list is the mean of 1 − cosine over its pairs (Ziegler et al. 2005, doi:10.1145/1060745.1060754).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from recommender.evaluation.calibration import divergence
from recommender.metrics import intra_list_diversity
from recommender.mixes import mix_read
from recommender.pipeline import Made, Page
from recommender.recalled import NICHE_EVENTS

LESS_IS_BETTER = {"mix"}
NEITHER_IS_BETTER = {"price"}
SHARES = {"tail", "niche"}
COUNTS = {"categories", "brands"}
MIX_FAR = 2.0  # nats at which a bar is full, unless one is farther


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of some shelves together; None where there is nothing to measure by.

    difference: mean of 1 − cosine over all pairs. mix: KL in nats of the shopper's own mix of
    categories from the one shown. tail, niche: shares 0..1. relevance: the sum of the scores over
    the sum that the best scores alone would have on the same shelves, given those above them.
    """

    difference: float | None
    mix: float | None
    tail: float
    niche: float
    categories: int
    brands: int
    relevance: float | None
    price: float


def measured(page: Page, shelves: Sequence[Made]) -> Measured | None:
    """Measure some shelves of a page as one list; None when nothing stands on them."""
    block = page.candidates.block
    rows = [row for one in shelves for row in one.chosen.rows]
    if not rows:
        return None
    facts = [block.facts[row] for row in rows]
    content = block.content[rows]
    content = content[content.any(axis=1)]
    return Measured(
        difference=intra_list_diversity(content) if len(content) > 1 else None,
        mix=_mix(page, rows),
        tail=sum(fact.is_tail for fact in facts) / len(facts),
        niche=sum(fact.event_count < NICHE_EVENTS for fact in facts) / len(facts),
        categories=len({fact.category for fact in facts if fact.category}),
        brands=len({fact.brand for fact in facts if fact.brand}),
        relevance=_relevance(shelves),
        price=sum(float(fact.price) for fact in facts) / len(facts),
    )


def side_by_side(left: Measured | None, right: Measured | None) -> list[dict[str, Any]]:
    """Return a line for each measure: its name and help, both values, and which is better.

    `better` is "left", "right" or "" where both read the same or neither is.
    """
    return [
        {"key": key, "name": name, "help": said, **_line(key, left, right)}
        for key, name, said in _words()
    ]


def _mix(page: Page, rows: Sequence[int]) -> float | None:
    """Return KL(own mix ‖ shown), nats, over the categories on offer; None: no acts to go by."""
    read = mix_read(page.query, page.candidates.block)
    if read is None:
        return None
    codes = page.candidates.block.categories[1][list(rows)]
    codes = codes[codes >= 0]
    if not len(codes):
        return None
    shown = np.bincount(codes, minlength=len(read.names)) / len(codes)
    return float(divergence(read.share()[None, :], shown[None, :])[0])


def _relevance(shelves: Sequence[Made]) -> float | None:
    kept = best = 0.0
    for one in shelves:
        scores = one.scored.score.astype(np.float64)
        open_to_it = np.union1d(one.free, np.array(one.chosen.rows, dtype=np.intp))
        kept += float(scores[list(one.chosen.rows)].sum())
        best += float(np.sort(scores[open_to_it])[::-1][: len(one.chosen.rows)].sum())
    return kept / best if best > 0 else None


def _words() -> tuple[tuple[str, str, str], ...]:
    return (
        (
            "difference",
            _("Difference among the items"),
            _("Mean of 1 − cosine over all pairs: 0 all alike, 1 nothing in common."),
        ),
        (
            "mix",
            _("Distance from their own mix"),
            _(
                "How far the categories shown are from those the shopper acts on"
                " (KL divergence, nats). 0 is the same mix; less is better."
            ),
        ),
        ("tail", _("Little known items"), _("Share outside the items that most events go to.")),
        (
            "niche",
            _("Hardly met items"),
            _("Share with fewer than %(n)s events of anybody.") % {"n": NICHE_EVENTS},
        ),
        ("categories", _("Categories"), _("How many different ones are shown.")),
        ("brands", _("Brands"), _("How many different ones are shown.")),
        (
            "relevance",
            _("Relevance kept"),
            _("Of the scores that the best fitting items alone would have on the same shelves."),
        ),
        ("price", _("Mean price"), _("Of what is shown.")),
    )


def _line(key: str, left: Measured | None, right: Measured | None) -> dict[str, Any]:
    values = [getattr(one, key) if one is not None else None for one in (left, right)]
    written = [_written(key, value) for value in values]
    known = [float(value) for value in values if value is not None]
    least = {"mix": MIX_FAR, "price": 1e-9}.get(key, 1.0)
    top = max([least, *known])
    better = ""
    if len(known) == 2 and written[0] != written[1] and key not in NEITHER_IS_BETTER:
        more = "left" if known[0] > known[1] else "right"
        less = "right" if more == "left" else "left"
        better = less if key in LESS_IS_BETTER else more
    return {
        "left": written[0],
        "right": written[1],
        "left_width": _width(values[0], top),
        "right_width": _width(values[1], top),
        "better": better,
    }


def _width(value: float | None, top: float) -> float:
    return 0.0 if value is None else round(100 * max(float(value), 0.0) / top, 1)


def _written(key: str, value: float | None) -> str:
    if value is None:
        return "–"
    if key == "relevance":
        return f"{value:.1%}"
    if key in SHARES:
        return f"{value:.0%}"
    if key in COUNTS:
        return str(value)
    return str(number_format(round(value, 2), 2, use_l10n=True))
