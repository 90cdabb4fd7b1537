"""A sudden change of intent within a visit: how surprising its acts are for who came.

Bayesian online change-point detection (Adams, MacKay 2007, arXiv:0710.3742) over the kinds of the
items acted on. Until the first change, kinds are drawn from the shopper's own mix; after each, from
a fresh urn that learns what it draws (Pólya: the first act after a change says little, the second
on the same kind says much). What is carried from act to act is how likely the present run began at
each of them, or before the visit. No Django, no torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# Chosen on the demo's shoppers: what leads within three acts of a changed taste, against how often
# a visit to the old one is mistaken (`benchmarks/agreement.py`).
HAZARD = 0.1  # chance that intent changes before an act
STRAY = 0.3  # share of acts that follow no taste: gifts, and looking around
BASE = 0.05  # chance of a kind that nothing is known of: a shop sorts into some twenty
SHRUNK = 0.5  # how much of a visit's mass stands against the mix of a shopper hardly known
LEARNT = 0.25  # mass that one act of the visit adds to the mix that is held against it
FRESH = 1.0  # of the urn after a change: mass that stands for kinds not drawn yet
MOST_ACTS = 30  # newest of a visit


@dataclass(frozen=True, slots=True)
class Turn:
    """How likely it is that intent changed, and what speaks for where to.

    chance: 0..1. weights (A,): what each act counts among those since the change, over all change
    points by how likely each is; sums to `chance`. since: place of the likeliest first act after
    it, None without a chance.
    """

    chance: float = 0.0
    weights: tuple[float, ...] = ()
    since: int | None = None


def turn_of(kinds: Sequence[str], before: Mapping[str, float]) -> Turn:
    """Return how likely the acts of a visit, oldest first, show a change of intent.

    kinds: of each act, one an item. before: mass of each kind before the visit, in visits, as
    `tastes.taste_masses` counts it. Who is quite unknown cannot have changed before their first
    act, only during the visit.
    """
    left_out = max(len(kinds) - MOST_ACTS, 0)
    kinds = kinds[left_out:]
    count = len(kinds)
    if not count:
        return Turn()
    codes = np.unique(kinds, return_inverse=True)[1]
    same = np.tril(np.equal.outer(codes, codes), -1)  # [t, s]: act s < t is of the kind of act t
    own = np.array([before.get(kind, 0.0) for kind in kinds])
    steps = np.arange(count)
    mass = sum(before.values()) + LEARNT * steps + SHRUNK
    steady = (1 - STRAY) * (own + LEARNT * same.sum(axis=1) + SHRUNK * BASE) / mass + STRAY * BASE
    # drawn[r, t]: how many of the acts r..t-1 are of the kind of act t
    drawn = np.cumsum(same.T[::-1], axis=0)[::-1]
    urn = (drawn + FRESH * BASE) / (np.maximum(steps - steps[:, None], 0) + FRESH)

    likely = np.zeros(count)  # that the present run began with act r, r <= t
    stayed = 1.0  # that intent is what it was before the visit
    for t in range(count):
        hazard = HAZARD if t or left_out or before else 0.0
        likely[:t] *= 1 - hazard
        likely[t] = hazard  # of all, whatever came before
        stayed *= 1 - hazard
        likely[: t + 1] *= urn[: t + 1, t]
        stayed *= steady[t]
        whole = likely.sum() + stayed
        likely /= whole
        stayed /= whole
    chance = float(likely.sum())
    after = steps >= steps[:, None]
    weights = (likely[:, None] * after / (count - steps)[:, None]).sum(axis=0).tolist()
    since = left_out + int(likely.argmax()) if chance > 0 else None
    return Turn(min(chance, 1.0), (*[0.0] * left_out, *weights), since)
