"""A made shop without its pictures, and storage folders of each test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from shop.demo import catalogue
from shop.demo.drawing.look import Drawn, Look


def _undrawn(looks: Sequence[Look]) -> Iterator[Drawn]:
    for look in looks:
        yield Drawn(look.sku, b"picture", b"thumbnail", b"motion", b"sound")


@pytest.fixture
def own_storage(tmp_path: Path, settings: object) -> Path:
    """Media and private files in folders of this test."""
    given = settings.STORAGES  # type: ignore[attr-defined]
    private = {**given["models"], "OPTIONS": {"location": tmp_path / "private"}}
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    settings.STORAGES = {**given, "models": private}  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def make_shop(
    db: None, own_storage: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int], None]:
    """Return a function that makes so many products, undrawn."""
    monkeypatch.setattr(catalogue, "draw_all", _undrawn)
    return lambda products: catalogue.build_catalogue(7, products, lambda *_: None)
