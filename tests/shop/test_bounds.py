"""Nothing a web process keeps between requests grows without end."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import types
from collections.abc import Iterator

import pytest

import recommender
import shop

# Asked with what the project's own files or settings say, never with what a visitor sends.
OWN_WORDS = {"recommender.moments._southern", "shop.embedded_postgres.unprivileged"}
NOT_SERVED = (
    "recommender.neural", "recommender.migrations", "shop.migrations", "shop.demo",
    "shop.importing",
)  # fmt: skip
MOST = 20_000


def modules() -> Iterator[types.ModuleType]:
    for package in (recommender, shop):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.startswith(NOT_SERVED) and "management" not in found.name:
                yield importlib.import_module(found.name)


def caches() -> dict[str, int | None]:
    kept: dict[str, int | None] = {}
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, functools._lru_cache_wrapper) and (
                value.__module__ == module.__name__ or name.startswith("_")
            ):
                kept[f"{module.__name__}.{name}"] = value.cache_parameters()["maxsize"]
    return kept


def test_every_cache_of_a_function_is_bounded():
    found = caches()
    assert "shop.stencils._stencil" in found and "shop.shown._kept" in found
    endless = {name for name, most in found.items() if most is None}
    takes_nothing = {name for name in endless if _takes_nothing(name)}
    assert endless - takes_nothing <= OWN_WORDS, sorted(endless - takes_nothing - OWN_WORDS)
    assert all(most <= MOST for most in found.values() if most is not None)


def _takes_nothing(name: str) -> bool:
    module, _dot, function = name.rpartition(".")
    return vars(importlib.import_module(module))[function].__wrapped__.__code__.co_argcount == 0


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("recommender.made_pages", "MOST_PAGES"),
        ("recommender.pages_ahead", "MOST_SHOPPERS"),
        ("recommender.pages_ahead", "MOST_OWED"),
        ("recommender.slate_log", "MOST_WAITING"),
        ("recommender.statement_alone", "MOST_KEPT"),
        ("recommender.api.tokens", "MOST_GUESSED"),
        ("shop.settled", "MOST_SETTLED"),
        ("shop.stencils", "MOST_STENCILS"),
        ("shop.shown", "MOST_SHOWN"),
    ],
)
def test_what_is_kept_by_other_means_says_its_bound(module, name):
    assert 0 < getattr(importlib.import_module(module), name) <= MOST
