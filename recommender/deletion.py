"""The deletion test: did this act cause this pick, or a few acts together? No Django.

Scores are sums, so a score without some acts is the score less their parts; selection is run again
on those (`recommender.remade`), for all that is tried side by side. A pick is *caused* by an act
when without it the pick leaves its shelf, for no earlier one and by more than its edge. A fall,
however far, is told as what it is and never as a cause: what falls and stays would be there anyway.

Acts that say the same stand in for each other, and then none of them passes alone. Two or three are
deleted together, greedily: the strongest act cited, with those that add most to the pick beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.contracts import Floats, Scored
from recommender.selection import EDGE

MOST_RERUNS = 4  # deletions tried by running selection again, per shelf
MOST_SINGLE = 3  # of those, of one event
MOST_TOGETHER = 3  # acts deleted together
LEAST_FALL = 3  # ranks among the candidates that a pick loses by a cause

Group = tuple[int, ...]  # places of the events that are deleted together


@dataclass(frozen=True, slots=True)
class Verdict:
    """What deleting one event does to one pick. `fall`: ranks lost among the candidates.

    group: the events that caused the pick together where this one alone did not, itself first.
    """

    fall: int
    leaves: bool
    stays_alone: bool
    causal: bool
    group: Group = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """What to try on one shelf, and what is known of the cited (row, event) pairs without it.

    groups: events to make the shelf again without. falls: row → ranks lost without each event;
    alone: event → rows that would stand by it alone; offered: groups by the row that they may have
    caused together.
    """

    cited: Sequence[tuple[int, int]]
    groups: tuple[Group, ...]
    falls: Mapping[int, NDArray[np.int64]]
    alone: Mapping[int, frozenset[int]]
    offered: Mapping[int, list[Group]]

    def verdicts(self, standing: Mapping[Group, Container[int]]) -> dict[tuple[int, int], Verdict]:
        """Judge the cited pairs; `standing`: what may still be on the page without each group."""
        verdicts = {}
        for row, event in self.cited:
            leaves = row not in standing.get((event,), {row})
            verdicts[row, event] = Verdict(
                fall=int(self.falls[row][event]),
                leaves=leaves,
                stays_alone=row in self.alone.get(event, ()),
                causal=leaves and bool(self.falls[row][event] >= LEAST_FALL),
            )
        caused = {row for (row, _), verdict in verdicts.items() if verdict.causal}
        for row, some in self.offered.items():
            group = next((one for one in some if row not in standing.get(one, {row})), None)
            if group is not None and row not in caused:
                first = (row, group[0])
                verdicts[first] = replace(verdicts[first], causal=True, group=group)
        return verdicts


def trial_of(
    scored: Scored,
    pool: Sequence[int] | NDArray[np.intp],
    rows: Sequence[int],
    cited: Sequence[tuple[int, int]],
) -> Trial:
    """Return what to try of the cited (row, event position) pairs of picked `rows`.

    Strongest first of each row. Selection is to be run again where a pick's score without the acts
    is no longer among the best of the shelf: without those cited most, then without groups. Of all
    others only the fall is known.
    """
    if not cited:
        return Trial((), (), {}, {}, {})
    places = np.asarray(pool, dtype=np.intp)
    judged = sorted({row for row, _ in cited})
    falls = dict(zip(judged, _falls(scored, places, judged), strict=True))
    base = scored.score - scored.by_event.sum(axis=1)
    score = scored.score[places]
    rank = {row: int((score > scored.score[row]).sum()) for row in judged}
    # A pick that stays near the best hardly ever leaves, and each run takes its time. One that
    # leaves and hardly falls left for the sake of others: no cause to tell.
    clear = len(rows) + EDGE
    could = Counter(
        event for row, event in cited if falls[row][event] >= max(LEAST_FALL, clear - rank[row])
    )
    events = [event for event, _ in could.most_common(MOST_SINGLE)]
    together = _together(scored, dict(reversed(cited)))
    offered, likeliest = _likeliest(scored, places, together, rank, clear)
    groups = likeliest[: MOST_RERUNS - len(events)]
    alone = {
        event: frozenset(
            places[_best((base + scored.by_event[:, event])[places], len(rows))].tolist()
        )
        for event in events
    }
    tried = (*((event,) for event in events), *groups)
    return Trial(tuple(cited), tried, falls, alone, offered)


def _together(scored: Scored, first: dict[int, int]) -> dict[int, list[Group]]:
    """Return for each row its strongest act with the next one, and with the next two."""
    found = {}
    for row, event in first.items():
        parts = scored.by_event[row]
        order = np.argsort(-parts, kind="stable")[: MOST_TOGETHER + 1].tolist()
        others = [at for at in order if at != event and 0 < parts[at] <= parts[event]]
        members = [event, *others][:MOST_TOGETHER]
        found[row] = [tuple(members[:size]) for size in range(2, len(members) + 1)]
    return found


def _likeliest(
    scored: Scored,
    pool: NDArray[np.intp],
    offered: Mapping[int, list[Group]],
    rank: Mapping[int, int],
    size: int,
) -> tuple[dict[int, list[Group]], list[Group]]:
    """Return the groups without which rows fall from their rank below `size`.

    By row; and all of them, those first without which rows fall furthest.
    """
    groups = sorted({one for some in offered.values() for one in some})
    if not groups:
        return {}, []
    rows = sorted(offered)
    taken = np.stack([scored.by_event[:, list(one)].sum(axis=1) for one in groups], axis=1)
    falls = _falls(scored, pool, rows, taken)
    worth = Counter[Group]()
    kept: dict[int, list[Group]] = {}
    for row, fallen in zip(rows, falls.tolist(), strict=True):
        for group in offered[row]:
            if (fall := fallen[groups.index(group)]) >= max(LEAST_FALL, size - rank[row]):
                worth[group] += fall
                kept.setdefault(row, []).append(group)
    return kept, [group for group, _ in worth.most_common()]


def _best(score: Floats, count: int) -> NDArray[np.intp]:
    """Return the places of the largest scores; of equal ones the first."""
    return np.argsort(-score, kind="stable")[:count]


def _falls(
    scored: Scored, pool: NDArray[np.intp], rows: Sequence[int], taken: Floats | None = None
) -> NDArray[np.int64]:
    """Ranks each row loses when the scores lose each column of `taken` (n, k): (rows, k).

    Each event's own part when None.
    """
    taken = scored.by_event if taken is None else taken
    score = scored.score[pool]
    without = score[:, None] - taken[pool]
    mine = scored.score[rows][:, None] - taken[rows]
    before = (score[None, :] > scored.score[rows][:, None]).sum(axis=1)
    after = np.stack([(without > one[None, :]).sum(axis=0) for one in mine])
    falls: NDArray[np.int64] = after - before[:, None]
    return falls
