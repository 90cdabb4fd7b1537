"""Items that a crowd of made-up profiles pushes: shilling, told from behaviour alone.

A made-up profile is its target and fillers that have nothing to do with each other. One of them is
hardly told from somebody with odd tastes; many that share a target are. So the audience of an item
is judged as a whole: by how well what its shoppers met besides goes together, as shoppers *outside*
the audience see it, so that an attack cannot vouch for itself. What everybody knows is left aside,
for it goes with everything and serves as bait (bandwagon attacks). The share of made-up profiles in
the audience is then the likeliest one under the two distributions of fit, and must be worth more
than the chance of finding as much in one of so many items. NumPy and SciPy only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.trust.odds import Odds, odds_learn, posterior, share_made
from recommender.trust.profiles import (
    Doubles,
    Ints,
    Profiles,
    log_ratio,
    profiles_by_chance,
    sums,
    well_known,
    without,
)

WELL_KNOWN = 0.2  # of all that is met: the items that make it up are left aside
CANDIDATES = 30  # items looked at closely, in each round
MOST_PUSHES = 12
LEAST_CROWD = 8.0  # made-up profiles that an attack needs to be one
MOST_AUDIENCE = 0.25  # of all shoppers: beyond, an item is everybody's
MOST_JUDGED = 4_000  # profiles of one audience that are judged
LEAST_SHOPPERS = 100  # fewer say too little of what goes together
BASE = 0.05  # share of made-up profiles in the audience of an honest item
LEAST_SHARE = 0.3
SURE = 0.8  # chance, of those whose times say when the campaign was
CAMPAIGN = 0.25  # of the shop's span of time, at most
OUTSIDE = 0.3  # what is left of the suspicion of those who came at another time
DAY_S = 86_400.0
MOST_PRIOR = 0.5  # how far the company somebody is in speaks against them
LEAST_GAIN = 5.0  # beyond the logarithm of the number of items


@dataclass(frozen=True, slots=True)
class Push:
    """One pushed item: its shoppers, the chance (n,) that each was made for it, and the evidence.

    logs (n,): log odds of each; share: of its audience; gain: natural logarithm of the likelihood
    over an honest audience's.
    """

    item: int
    shoppers: Ints
    chance: Doubles
    logs: Doubles
    share: float
    gain: float

    @property
    def crowd(self) -> float:
        """How many of its shoppers are made up, as far as can be told."""
        return float(self.chance.sum())

    def chance_at(self, when: Doubles, span_s: float) -> Doubles:
        """Return the chance (n,) with the time (n,) at which each met the item, in seconds.

        An attack is a campaign. Where the surest of the crowd came within a small part of the
        shop's span of time, others who came then too are the more suspicious, and who came long
        before or after is hardly.
        """
        sure = when[self.chance >= SURE]
        if len(sure) < LEAST_CROWD:
            return self.chance
        begin, end = np.quantile(sure, [0.15, 0.85])  # some of the surest are odd honest ones
        slack = DAY_S + 0.5 * (end - begin)
        begin, end = begin - slack, end + slack
        if end - begin > CAMPAIGN * span_s:
            return self.chance
        inside = (when >= begin) & (when <= end)
        told: Doubles = np.where(inside, posterior(self.logs, self.share), OUTSIDE * self.chance)
        return told


def pushes_find(profiles: Profiles, seed: int = 0) -> list[Push]:
    """Return the pushed items, the plainest first.

    They are found one after the other: who was made for one vouches for none of the next.
    """
    if len(profiles) < LEAST_SHOPPERS or not profiles.met.nnz:
        return []
    left = without(profiles.met, well_known(profiles.met, WELL_KNOWN))
    believed = profiles.trusted.copy()
    found: list[Push] = []
    for _ in range(MOST_PUSHES):
        one = _plainest(profiles, Profiles(left, believed.copy()), seed)
        if one is None:
            break
        found.append(one)
        believed[one.shoppers] *= 1.0 - one.chance
    return found


def _plainest(profiles: Profiles, left: Profiles, seed: int) -> Push | None:
    there, by_chance = left.fit(), left.fit(profiles_by_chance(left, seed))
    odds = odds_learn(
        there.shoppers, there.sizes, by_chance.shoppers, by_chance.sizes, left.trusted
    )
    logs = odds.of(there.shoppers, there.sizes)
    chosen = candidates(left, profiles, logs)
    judged = [audience_judge(profiles, left, odds, item) for item in chosen]
    least = LEAST_GAIN + np.log(profiles.items)
    pushed = [
        one
        for one in judged
        if one.share >= LEAST_SHARE and one.gain >= least and one.crowd >= LEAST_CROWD
    ]
    return max(pushed, key=lambda one: one.gain, default=None)


def candidates(left: Profiles, profiles: Profiles, logs: Doubles) -> list[int]:
    """Return the items whose audience looks the most made up, at most `CANDIDATES`."""
    chance = posterior(logs, BASE) * left.trusted
    audience = np.asarray(profiles.met.T @ left.trusted).ravel()
    seen = np.asarray(profiles.met.T @ chance).ravel()
    usual = audience * float(chance.mean())
    excess = (seen - usual) / np.sqrt(usual + 1.0)
    able = (audience >= LEAST_CROWD) & (audience <= MOST_AUDIENCE * len(profiles))
    order = np.argsort(-np.where(able, excess, -np.inf), kind="stable")[:CANDIDATES]
    return [int(item) for item in order if able[item]]


def audience_judge(profiles: Profiles, left: Profiles, odds: Odds, item: int) -> Push:
    """Judge the believed shoppers of one item by what everybody outside that audience met."""
    met_it = profiles.met[:, [item]].tocoo().coords[0].astype(np.int64)
    shoppers = np.sort(met_it[left.trusted[met_it] > 0.5])[:MOST_JUDGED]
    one = np.zeros(profiles.items, dtype=bool)
    one[item] = True
    besides = without(left.met[shoppers], one)
    sizes = np.diff(besides.indptr).astype(np.int64)
    owners = np.repeat(np.arange(len(shoppers)), sizes)
    # Pairs seen by all, less those that this audience saw itself.
    seen = np.array([_pairs(left, besides, at) for at in range(len(shoppers))])
    shared = (besides @ besides.T).toarray()  # (n, n): items that two of them have in common
    seen -= (shared * np.maximum(shared - 1.0, 0.0)) @ left.pair_weights[shoppers]
    # The same for how often each item is drawn.
    own = np.where(left.sizes > 1, left.trusted / np.maximum(left.sizes, 1), 0.0)[shoppers]
    drawn = left.shares * left.mass - np.asarray(left.met[shoppers].T @ own).ravel()
    outside = left.mass - float(left.trusted[shoppers][left.sizes[shoppers] > 1].sum())
    share = np.maximum(drawn, 0.0) / max(float(drawn.sum()), 1e-12)
    bag = sums(owners, share[besides.indices], len(shoppers))
    square = sums(owners, share[besides.indices] ** 2, len(shoppers))
    chance = max(outside, 1.0) * (bag * bag - square)

    logs = odds.of(log_ratio(np.maximum(seen, 0.0), chance, left.usual_chance), sizes)
    made = share_made(logs)
    likelier = np.logaddexp(np.log(made) + logs, np.log1p(-made))
    honest = np.logaddexp(np.log(BASE) + logs, np.log1p(-BASE))
    # Each is accused by what they did themselves, or an attack would cost an item its own public.
    chance_made = posterior(logs, min(made, MOST_PRIOR))
    return Push(item, shoppers, chance_made, logs, made, float((likelier - honest).sum()))


def _pairs(left: Profiles, besides: object, at: int) -> float:
    rows = besides.indices[besides.indptr[at] : besides.indptr[at + 1]]  # type: ignore[attr-defined]
    return float(left.together[rows][:, rows].sum())
