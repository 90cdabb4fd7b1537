"""The shopper's own mix of categories, and how far each row would bring a list to it. No Django.

Steck 2018, "Calibrated Recommendations", doi:10.1145/3240323.3240372: a list should hold categories
in the shares in which the shopper acts on them; `KL(p ‖ q̃)` says how far it is from that.

What the places still open will hold is taken to keep the mix, so that the first places follow the
score and the last ones make good: after the last one the sum is exactly −KL of the list.

The mix p stands on the shopper's acts, and leaving one of them out takes it out of the mix too:
`MixRead.share(without)` is what the page without that act would use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.actions import event_weights
from recommender.contracts import Floats, ItemBlock, Query

Doubles = NDArray[np.float64]
Rows = NDArray[np.intp]

SMOOTHING = 0.01  # of q towards p, as in the paper: an absent category costs much, not everything
PRIOR = 1.0  # weight of what is on offer beside that of the acts: a fresh purchase weighs 1


@dataclass(frozen=True, slots=True)
class MixRead:
    """What a mix is made of. Categories (G,) are those on offer; the rest cannot be shown.

    offered (G,): their shares among the candidates. of_event (e,): the category of each act, -1
    for none; weights (e,): what each act weighs, faded, below 0 where the shopper turned away.
    """

    names: tuple[str, ...]
    offered: Doubles
    of_event: Rows
    weights: Floats

    def share(self, without: Sequence[int] = ()) -> Doubles:
        """Return p (G,), which sums to 1; `without` the acts at those places."""
        used = self.of_event >= 0
        used[list(without)] = False
        counts = np.bincount(
            self.of_event[used], weights=self.weights[used], minlength=len(self.names)
        )
        total = np.maximum(counts, 0.0) + PRIOR * self.offered
        return np.asarray(total / total.sum(), dtype=np.float64)


def mix_read(query: Query, block: ItemBlock) -> MixRead | None:
    """Read the mix of the shopper's acts over the categories of `block`; None: nothing to go by."""
    weights, _ = event_weights(query)
    categories = {fact.item_id: fact.category for fact in query.history.facts}
    names, codes = block.categories
    if not names:
        return None
    place = {name: code for code, name in enumerate(names)}
    of_event = np.array(
        [place.get(categories.get(event.item_id or "", ""), -1) for event in query.profile.events],
        dtype=np.intp,
    )
    if not (weights[of_event >= 0] > 0).any():
        return None
    counts = np.bincount(codes[codes >= 0], minlength=len(names)).astype(np.float64)
    return MixRead(names, counts / counts.sum(), of_event, weights)


class Blend:
    """`size · (KL before − KL after)` up to a constant, for m lists over the same n rows.

    parts (K, G): the categories of each kind of row, (n,) codes `kinds` into it; a row of zeros
    belongs to none that is wanted. A row changes the share of its own categories only, so the
    others' logarithms are taken once a list.
    """

    def __init__(self, wanted: Doubles, parts: Doubles, kinds: Rows, size: int) -> None:
        """Start with empty lists of `size` places; wanted (m, G)."""
        self._wanted, self._parts, self._kinds, self._size = wanted, parts, kinds, size
        of, self._own = np.nonzero(parts)  # (J,) each: a kind, one of its categories
        self._more = parts[of, self._own]
        self._whose = (of[:, None] == np.arange(len(parts))).astype(np.float64)  # (J, K)
        self._held = np.zeros_like(wanted)
        self._step = 0
        self._look()

    def add(self, rows: Rows) -> None:
        """Take the next row of each list, (m,)."""
        self._held += self._parts[self._kinds[rows]]
        self._step += 1
        self._look()

    def _look(self) -> None:
        still = max(self._size - self._step - 1, 0)
        sure = self._held + still * self._wanted
        wanted, own = self._wanted[:, self._own], self._own
        without = self._logs(sure, self._wanted)  # (m, G)
        with_one = self._logs(sure[:, own] + self._more, wanted)  # (m, J)
        kept = (self._wanted * without).sum(axis=1, keepdims=True)
        kept = kept + (wanted * (with_one - without[:, own])) @ self._whose  # (m, K)
        self.gain: Doubles = self._size * kept[:, self._kinds]

    def _logs(self, held: Doubles, wanted: Doubles) -> Doubles:
        """Return the logarithms of smoothed shares where a list holds so much of a category."""
        near = (1.0 - SMOOTHING) / self._size * held + SMOOTHING * wanted
        return np.log(np.maximum(near, 1e-12))


def blend_of(wanted: Sequence[Doubles], codes: Rows, size: int) -> Blend:
    """Return the blend of rows of one category each; codes (n,) into the wanted (G,), -1: none."""
    kinds, places = np.unique(codes, return_inverse=True)
    parts = np.zeros((len(kinds), len(wanted[0])))
    known = np.flatnonzero(kinds >= 0)
    parts[known, kinds[known]] = 1.0
    return Blend(np.stack(wanted), parts, places.astype(np.intp), size)
