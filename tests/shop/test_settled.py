"""Who needs no start any more: remembered, and not without bound."""

from __future__ import annotations

from uuid import UUID

from shop.settled import Settled


def test_who_was_not_seen_for_longest_goes_first():
    some = Settled(most=2)
    one, two, three = (UUID(int=n) for n in range(3))
    some.add(one)
    some.add(two)
    assert one in some  # seen again
    some.add(three)
    assert (one in some, two in some, three in some, len(some)) == (True, False, True, 2)
