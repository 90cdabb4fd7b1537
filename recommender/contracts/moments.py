"""What is taken more than usual at one moment, as the store hands it to stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """One fact about an item that may be said: taken more than usual at `value` of `facet`."""

    facet: str  # "hour", "weekday", "season"
    value: str  # "evening", "friday", "winter"
    shoppers: int  # who took it then
    lift: float  # times the usual


@dataclass(frozen=True, slots=True)
class Moment:
    """Lifts of one moment, its facets multiplied; 1 is as usual, and so is what is not named.

    An item that is not in `by_item` is taken for its category, that for its department.
    """

    by_item: Mapping[str, float] = field(default_factory=dict)
    by_category: Mapping[str, float] = field(default_factory=dict)
    by_department: Mapping[str, float] = field(default_factory=dict)
    leading: tuple[tuple[str, float], ...] = ()  # (item, score 0..1): well known, of the moment
    told: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)  # item -> strongest first
