from __future__ import annotations

from benchmarks.stale import Tries, _same

PAGE = {"for_you": [("a", 0.5), ("b", 0.25)], "new": [("c", 0.1)]}


def test_pages_are_the_same_by_shelf_pick_and_score() -> None:
    assert _same(PAGE, {"new": [("c", 0.1)], "for_you": [("a", 0.5000000001), ("b", 0.25)]})
    assert not _same(PAGE, {**PAGE, "new": [("c", 0.1001)]})
    assert not _same(PAGE, {**PAGE, "new": [("d", 0.1)]})
    assert not _same(PAGE, {**PAGE, "new": []})
    assert not _same(PAGE, {"for_you": PAGE["for_you"]})
    assert not _same(PAGE, {**PAGE, "for_you": PAGE["for_you"][::-1]})


def test_indifferent_events_are_no_tries() -> None:
    found = Tries()
    for cause in ("", None, "gone", ""):
        found.count("view", cause)
    assert (found.tries, found.stale, found.indifferent) == (3, 1, 1)
    assert found.causes == {"view: gone": 1}
