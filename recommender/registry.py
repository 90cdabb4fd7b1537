"""Where stages announce themselves: one new file and `@register`, no list to edit.

A *kind* is one of `KINDS`; a *slug* names the stage within its kind and is what strategies store.
Importing a kind's package imports each of its modules once (`load`).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import Any, TypeVar

from recommender.errors import InvalidSetting

KINDS: dict[str, str] = {
    "source": "recommender.recall",
    "ranker": "recommender.ranking",
    "diversifier": "recommender.diversify",
    "evidence": "recommender.evidence",
    "writer": "recommender.reasons.writers",
}

_stages: dict[str, dict[str, type[Any]]] = {kind: {} for kind in KINDS}
_loaded: set[str] = set()

StageT = TypeVar("StageT", bound=type[Any])


def register(kind: str, slug: str) -> Callable[[StageT], StageT]:
    """Class decorator: offer the class as stage `slug` of `kind` and set `cls.slug`.

    Raises:
        InvalidSetting: unknown kind, or the slug is taken by another class.
    """
    if kind not in KINDS:
        raise InvalidSetting(f"Unknown stage kind {kind!r}; known kinds: {', '.join(KINDS)}.")

    def decorate(cls: StageT) -> StageT:
        known = _stages[kind].get(slug)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise InvalidSetting(f"Two {kind} stages are called {slug!r}: {known} and {cls}.")
        cls.slug = slug
        _stages[kind][slug] = cls
        return cls

    return decorate


def load(kind: str) -> dict[str, type[Any]]:
    """Return the stages of `kind` by slug, in slug order, importing their package once."""
    if kind not in _loaded:
        package = importlib.import_module(KINDS[kind])
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{KINDS[kind]}.{module.name}")
        _loaded.add(kind)
    return dict(sorted(_stages[kind].items()))


def get(kind: str, slug: str) -> type[Any]:
    """Return one stage class.

    Raises:
        InvalidSetting: no such slug; the message lists those that exist.
    """
    stages = load(kind)
    if slug not in stages:
        raise InvalidSetting(f"Unknown {kind} {slug!r}; there are: {', '.join(stages)}.")
    return stages[slug]
