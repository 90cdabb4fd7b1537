"""Stages and what they ask: Protocols of sources, rankers and diversifiers, and of the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.contracts.arrays import Floats
from recommender.contracts.items import ItemBlock
from recommender.contracts.moments import Moment
from recommender.contracts.request import Query


@dataclass(frozen=True, slots=True)
class Recalled:
    """What one source found: ids with scores in 0..1 on that source's fixed scale."""

    item_ids: tuple[str, ...]
    scores: Floats  # (len(item_ids),)


class Store(Protocol):
    """All a stage may ask of the database. Implemented by `recommender.store.PostgresStore`."""

    def nearest_content(
        self, vectors: Floats, limit: int, category: str = ""
    ) -> list[tuple[str, float]]:
        """Active items nearest by cosine to each row of `vectors` (k, d_c), merged, best first."""
        ...

    def nearest_model(
        self, vectors: Floats, limit: int, category: str = ""
    ) -> list[tuple[str, float]]:
        """The same in the active sequence model's space, `vectors` (k, d_m)."""
        ...

    def bought_together(
        self, item_ids: Sequence[str], limit: int | None = None
    ) -> list[tuple[str, str, float, int]]:
        """Rows (anchor item, other item, strength 0..1, buyers of both).

        The strongest first; all there are, in no order, when `limit` is None.
        """
        ...

    def popular(
        self, window: str, place: str, limit: int, category: str = ""
    ) -> list[tuple[str, float, int]]:
        """Rows (item, score 0..1, number of shoppers) for window "week", "month" or "all"."""
        ...

    def bought(self, limit: int, category: str = "") -> list[tuple[str, float]]:
        """Rows (item, score 0..1) of what most bought of all time, in the shop and of its kind."""
        ...

    def usual_prices(self) -> Mapping[str, float]:
        """Category → the geometric mean of the prices of its items that have one."""
        ...

    def tail(self, vectors: Floats, limit: int, category: str = "") -> list[tuple[str, float]]:
        """Tail items nearest to `vectors` (k, d_c)."""
        ...

    def niche(self, vectors: Floats, limit: int, category: str = "") -> list[tuple[str, float]]:
        """Items with fewer than five events nearest to `vectors` (k, d_c)."""
        ...

    def fresh(self, since: datetime, limit: int, category: str = "") -> list[str]:
        """Items listed since then, newest first."""
        ...

    def moment(self, at: datetime, device: str, category: str = "") -> Moment:
        """What is taken more than usual at that time by that device, by the shop's own clock."""
        ...

    def block(self, item_ids: Sequence[str], *, available_only: bool = True) -> ItemBlock:
        """Facts and vectors of those items that exist, in the given order.

        Only active items in stock may be recommended; history (`available_only=False`) is whole.
        """
        ...


class Source(Protocol):
    """A recaller. Its score is on one fixed scale, so that `Σ weight × score` is comparable.

    One instance serves one query: `recall` is called first and may keep what it read. A score may
    fall below 0 where the shopper turned away from something like it. A source may also have
    `refuses(query, block) -> (n,) bool`: rows that are not to be shown at all.
    """

    slug: ClassVar[str]

    def recall(self, query: Query, store: Store) -> Recalled:
        """Find candidates; empty when the source has nothing to say."""
        ...

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Score every row of `block`, recalled here or not: (n,) in -1..1."""
        ...

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """Share of each event in each score, (n, e) with e = len(profile.events); None: no events.

        Additive sources read it off their sum; the deep one takes exact leave-one-out deltas.
        """
        ...


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates after fusion: `score = by_source @ weights`, nothing else.

    by_source (n, s); weights (s,); score (n,); by_event (n, e): what each event adds to `score`.
    """

    block: ItemBlock
    source_slugs: tuple[str, ...]
    weights: Floats
    by_source: Floats
    score: Floats
    by_event: Floats
    by_chance: frozenset[int] = frozenset()  # rows that exploration put on the slate


class Ranker(Protocol):
    """Fuses the sources' scores into one."""

    slug: ClassVar[str]

    def rank(
        self,
        block: ItemBlock,
        parts: Mapping[str, Floats],
        shares: Mapping[str, Floats],
        weights: Mapping[str, float],
        events: int,
    ) -> Scored:
        """Fuse `parts` slug → (n,) by `weights`; `shares` slug → (n, events) are their causes."""
        ...


class Variety(Protocol):
    """What each row adds by being unlike those chosen, for m lists over the same n rows.

    `gain` (m, n) float64, in units of the score, is 0 or less and never rises.
    """

    gain: NDArray[np.float64]

    def add(self, rows: NDArray[np.intp]) -> None:
        """Take the next row of each list, (m,)."""
        ...


class Diversifier(Protocol):
    """Chooses and orders `size` rows out of n by relevance and difference."""

    slug: ClassVar[str]

    def variety(self, vectors: Floats, lists: int, size: int, diversity: float) -> Variety:
        """Return what rows add beside `(1 - diversity) · score`, for lists yet empty.

        vectors (n, d) unit rows, a zero row is unlike everything; at most `size` rows are taken.
        """
        ...

    def select(self, score: Floats, vectors: Floats, size: int, diversity: float) -> list[int]:
        """Return row numbers, best first; `diversity` 0 is pure relevance, 1 the most varied."""
        ...
