"""The policies that `realtime` compares, each a strategy version behind a web server of its own.

- `live`: the shop as it is. Nothing is changed.
- `stored`: the same strategy and pipeline, but no source sees an event newer than the shopper's
  stored interests, and ages are counted back from the newest one they saw. What was bought, carted,
  turned away from or just looked at is still left out at once: a nightly batch with a live filter,
  the strongest thing to be compared with. It is `profile_of` that is replaced, in that web process
  only, by the middleware below.
- `popular`: a version whose only weight is that of `popular`, one shelf at each placement, without
  quotas, difference or exploration; what the shopper has had is left out as everywhere.
- `random`: the same with a source that scores by chance, which `chance_offer` makes known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import numpy as np
from django.http import HttpRequest, HttpResponse

from recommender.contracts import Context, Floats, ItemBlock, Profile, Query, Recalled, Store
from recommender.recalled import recalled_from
from recommender.registry import register

ONE_SHELF = {placement: ["for_you"] for placement in ("home", "product", "cart", "category")}
PLAIN = (
    "diversity", "novelty", "exploration", "calibration", "tail_quota", "niche_quota",
)  # fmt: skip
WIDE = {"per_category": 24, "per_brand": 24, "shelf_size": 24}
FOUND = 200
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class NoLimits:
    """Chance has none."""


class BenchRandom:
    """Any item with the same chance, drawn anew for each page."""

    slug = "bench_random"
    Params = NoLimits
    weight: ClassVar[float] = 0.0
    help: ClassVar[str] = "Chance, to be compared with"

    def __init__(self, params: NoLimits | None = None) -> None:
        """Nothing to take."""

    def recall(self, query: Query, store: Store) -> Recalled:
        """Draw some items."""
        everything = store.fresh(LONG_AGO, 10**6, query.context.category)
        moment = int(query.context.now.timestamp() * 1e6)
        rng = np.random.default_rng([query.profile.shopper_id.int % 2**63, moment])
        drawn = rng.permutation(len(everything))[:FOUND]
        return recalled_from([(everything[at], float(1 - n / FOUND)) for n, at in enumerate(drawn)])

    def score(self, query: Query, block: ItemBlock, recalled: Recalled) -> Floats:
        """Score the drawn in their order above the others, (n,)."""
        found = dict(zip(recalled.item_ids, recalled.scores, strict=True))
        scores = [found.get(item_id, 0.0) for item_id in block.item_ids]
        return np.array(scores, dtype=np.float32)

    def attribute(self, query: Query, block: ItemBlock, scores: Floats) -> Floats | None:
        """No event counts here."""
        return None


def chance_offer() -> None:
    """Register chance as a source, in this process."""
    register("source", BenchRandom.slug)(BenchRandom)


def profile_stored(profile: Profile) -> Profile:
    """Return the profile as a worker left it: events since are not seen, exclusions stay."""
    as_of = profile.interests_as_of
    if as_of is None:
        return profile
    kept = tuple(event for event in profile.events if event.occurred_at <= as_of)
    reference = kept[0].occurred_at if kept else as_of
    return replace(profile, events=kept, reference_at=reference)


class StoredOnly:
    """Middleware that does nothing but, once, put `profile_stored` behind `profile_of`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Replace it in this process."""
        from recommender import picks

        understood = picks.profile_of

        def profile_of(context: Context, row: Any, seen_within_hours: int = 0) -> Profile:
            return profile_stored(understood(context, row, seen_within_hours))

        picks.profile_of = profile_of
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)


@dataclass(frozen=True, slots=True)
class Policy:
    """A strategy's parameters as JSON (None: the shop's own), and its web server's settings."""

    name: str
    params: dict[str, Any] | None = None
    settings: str = "benchmarks.realtime_settings"
    environment: tuple[tuple[str, str], ...] = ()


def policies(params: dict[str, Any]) -> tuple[Policy, ...]:
    """Return the policies; `params` are those of the shop's own strategy."""
    return (
        Policy("live", settings="benchmarks.bench_settings"),
        Policy("stored", environment=(("BENCH_STORED", "1"),)),
        Policy("popular", one_source(params, "popular")),
        Policy("random", one_source(params, BenchRandom.slug)),
    )


def one_source(params: dict[str, Any], slug: str) -> dict[str, Any]:
    """Return the parameters of a strategy that follows one source alone."""
    weights = {**dict.fromkeys(params["weights"], 0.0), slug: 1.0}
    plain = {name: 0.0 for name in PLAIN if name in params}
    return {**params, **plain, **WIDE, "weights": weights, "shelves": ONE_SHELF, "stages": {}}
