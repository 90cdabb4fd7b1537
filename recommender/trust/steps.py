"""Single acts that fit nothing else their shopper did: slips, gifts, somebody else at the keyboard.

An act is doubted when its item is as little seen with the others of its shopper, by what all other
shoppers do, as an item drawn at random would be. To leave such acts out of training is what
truncated losses do (Wang et al. 2021, "Denoising implicit feedback", arXiv:2006.04153); here it is
decided before training, by what others do instead of by the loss so far, which is high for what is
rare and true as well. For learning only: what a shopper did always counts for what they are shown.
NumPy and SciPy only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from recommender.trust.odds import odds_learn
from recommender.trust.profiles import (
    Doubles,
    Ints,
    Profiles,
    fit_of,
    matrix_of,
    newest_kept,
)

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

MOST_ITEMS = 400  # newest different items of a shopper that are judged; older ones are believed
MOST_STEPS = 5_000_000  # about 1 GiB while they are judged
MADE_SHARE = 0.1  # random items tried on each shopper, to learn what those look like
LIMIT = 2.0  # times likelier to be random, from which an act teaches nothing
LEAST_LEFT = 2  # steps that a history keeps whatever is thought of them


def steps_odds(histories: Sequences, items: int, seed: int = 0) -> Doubles:
    """Return how much likelier each step is among random acts than among those there, (E,) float64.

    Natural logarithm of the odds: 0 says nothing either way. Steps before the newest `MOST_ITEMS`
    different items get 0.
    """
    owners, rows = newest_kept(histories, MOST_ITEMS)
    profiles = Profiles(matrix_of(owners, rows, len(histories), items))
    there = profiles.fit()
    each = np.repeat(np.arange(len(profiles)), profiles.sizes)
    made, made_sizes = _made(profiles, seed)
    odds = odds_learn(there.steps, profiles.sizes[each], made, made_sizes)
    logs = odds.of(there.steps, profiles.sizes[each])
    # Back to the steps: repeats of an item share what is thought of it.
    known = each * items + profiles.met.indices
    keys = np.repeat(np.arange(len(histories)), histories.lengths) * items + histories.rows
    at = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
    found: Doubles = np.where(known[at] == keys, logs[at], 0.0) if len(known) else np.zeros(0)
    return found


def steps_keep(histories: Sequences, items: int, seed: int = 0, limit: float = LIMIT) -> Sequences:
    """Return the histories without the steps that are `limit` times likelier to be random.

    A history that would keep fewer than `LEAST_LEFT` steps is left as it is, and so are all where
    there are more than `MOST_STEPS`: the judging is done in memory.
    """
    if len(histories.rows) > MOST_STEPS:
        return histories
    keep = steps_odds(histories, items, seed) < np.log(limit)
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    left = np.bincount(owners, keep, minlength=len(histories))
    keep |= (left < LEAST_LEFT)[owners]
    places = np.flatnonzero(keep)
    lengths = np.bincount(owners[places], minlength=len(histories))
    return replace(
        histories,
        rows=histories.rows[places],
        kinds=histories.kinds[places],
        times=histories.times[places],
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        marks={name: codes[places] for name, codes in histories.marks.items()},
    )


def _made(profiles: Profiles, seed: int) -> tuple[Doubles, Ints]:
    """Return how random items fit the profiles they are tried on, and those profiles' sizes."""
    rng = np.random.default_rng(seed)
    tried = np.ceil(profiles.sizes * MADE_SHARE).astype(np.int64)
    owners = np.repeat(np.arange(len(profiles)), tried)
    rows = rng.integers(profiles.items, size=len(owners))
    each = np.repeat(np.arange(len(profiles)), profiles.sizes)
    both = matrix_of(
        np.concatenate([each, owners]),
        np.concatenate([profiles.met.indices.astype(np.int64), rows]),
        len(profiles),
        profiles.items,
    )
    sizes = np.diff(both.indptr).astype(np.int64)
    fit = fit_of(both, sizes, profiles, np.zeros(len(profiles)))
    whose = np.repeat(np.arange(len(profiles)), sizes)
    there = each * profiles.items + profiles.met.indices
    is_made = ~np.isin(whose * profiles.items + both.indices, there, assume_unique=True)
    return fit.steps[is_made], profiles.sizes[whose[is_made]]
