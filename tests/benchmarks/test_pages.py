from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from benchmarks.load import Answer
from benchmarks.pages import Timed, _check_same, _ratio, plain_path

CARD = '<article class="card" id="card-x" data-sku="{}"><a href="?from={}&amp;p=0"></a></article>'
SLATE = "7b0d4c0e-5a3c-4c7b-9f0e-0d8f5f1f9a10"


def page(*shelves: tuple[str, ...]) -> bytes:
    drawn = (
        '<section class="shelf" data-shelf="x">'
        + "".join(CARD.format(sku, SLATE) for sku in shelf)
        + "</section>"
        for shelf in shelves
    )
    return f"<html>{CARD.format('not-on-a-shelf', SLATE)}{''.join(drawn)}</html>".encode()


def test_the_plain_page_has_the_same_products_in_the_same_shelves() -> None:
    address = plain_path(page(("mug-0", "a &amp; b"), ("lamp-1",)))
    assert address.startswith("/bench/plain/?")
    assert parse_qs(urlsplit(address).query) == {"shelf": ["mug-0,a & b", "lamp-1"]}


def test_pages_with_other_numbers_of_cards_are_no_comparison() -> None:
    _check_same(page(("a", "b")), page(("c", "d")))
    for other in (page(("a",)), page(("a", "b", "c"))):
        with pytest.raises(SystemExit, match="differ"):
            _check_same(page(("a", "b")), other)
    with pytest.raises(SystemExit, match="differ"):
        _check_same(b"<html></html>", b"<html></html>")


def test_a_ratio_is_of_medians() -> None:
    timed = Timed()
    for seconds in (0.1, 0.3, 9.0):
        timed.add("again", Answer(200, seconds, b""))
    for seconds in (0.2, 0.2, 0.2):
        timed.add("plain", Answer(200, seconds, b""))
    assert _ratio(timed, "again") == 1.5
