"""Strategies as they are stored, versioned, activated and remembered.

Versions are never edited: a save adds one, activating or rolling back moves a pointer. The active
one is remembered for at most a second per process, and forgotten at once where it is changed.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from recommender.caches import may_cache, on_forget
from recommender.errors import NotFound
from recommender.models import Strategy, StrategyVersion
from recommender.strategy_params import DEFAULT_SHELVES, StrategyParams, default_weights, parameters

__all__ = [
    "DEFAULT_SHELVES",
    "StrategyParams",
    "active_version",
    "default_weights",
    "parameters",
    "strategy_activate",
    "strategy_ensure_default",
    "strategy_forget",
    "strategy_save",
    "version_params",
]

TTL_S = 1.0
DEFAULT_SLUG = "default"

_lock = threading.Lock()
_known: tuple[float, tuple[int, StrategyParams]] | None = None


def active_version() -> tuple[int, StrategyParams]:
    """Return the id and parameters of the version that pages use; made when there is none."""
    global _known
    known = _known if may_cache() else None
    now = time.monotonic()
    if known is not None and now - known[0] < TTL_S:
        return known[1]
    version = (
        StrategyVersion.objects.filter(strategy__is_default=True, strategy__active_version=F("pk"))
        .only("id", "params")
        .first()
    ) or strategy_ensure_default()
    if known is not None and known[1][0] == version.pk:
        answer = known[1]  # versions are never edited
    else:
        answer = (version.pk, StrategyParams.from_json(version.params))
    if may_cache():
        with _lock:
            _known = (now, answer)
    return answer


def version_params(version_id: int) -> StrategyParams:
    """Return the parameters of one version.

    Raises:
        NotFound: no such version.
    """
    known = _known if may_cache() else None
    if known is not None and known[1][0] == version_id:
        return known[1][1]
    version = StrategyVersion.objects.filter(pk=version_id).only("params").first()
    if version is None:
        raise NotFound("There is no such version of a strategy.")
    return StrategyParams.from_json(version.params)


def strategy_ensure_default() -> StrategyVersion:
    """Return the active version of the default strategy, making both when they are missing."""
    with transaction.atomic():
        strategy = Strategy.objects.select_for_update().filter(is_default=True).first()
        if strategy is None:
            try:
                with transaction.atomic():
                    strategy = Strategy.objects.create(
                        slug=DEFAULT_SLUG,
                        name="Balanced",
                        description="Taste first, some difference, a little exploration.",
                        is_default=True,
                    )
            except IntegrityError:  # another process was first
                strategy = Strategy.objects.select_for_update().get(is_default=True)
        if strategy.active_version is None:
            version = strategy.versions.first() or StrategyVersion.objects.create(
                strategy=strategy, number=1, params=StrategyParams().to_json(), note="First"
            )
            strategy.active_version = version
            strategy.save(update_fields=["active_version"])
    strategy_forget()
    return strategy.active_version


def strategy_save(
    strategy: Strategy,
    params: StrategyParams | dict[str, Any],
    *,
    note: str = "",
    author: Any = None,
    activate: bool = False,
) -> StrategyVersion:
    """Add a version, and serve it when `activate`.

    Raises:
        InvalidInput: a parameter is unknown or out of bounds.
    """
    checked = params if isinstance(params, StrategyParams) else StrategyParams.from_json(params)
    with transaction.atomic():
        locked = Strategy.objects.select_for_update().get(pk=strategy.pk)
        newest = locked.versions.aggregate(newest=Max("number"))["newest"] or 0
        version = StrategyVersion.objects.create(
            strategy=locked, number=newest + 1, params=checked.to_json(), note=note, author=author
        )
        if activate:
            strategy_activate(version)
    return version


def strategy_activate(version: StrategyVersion) -> None:
    """Serve this version of its strategy: also how to roll back."""
    Strategy.objects.filter(pk=version.strategy_id).update(active_version=version)
    strategy_forget()
    transaction.on_commit(strategy_forget)


@on_forget
def strategy_forget() -> None:
    """Look again at the next call."""
    global _known
    with _lock:
        _known = None
