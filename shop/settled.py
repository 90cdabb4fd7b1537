"""Shoppers who need no start any more, remembered by each process, so that it is asked once.

Somebody who has looked around does not become a newcomer again; only deleting one's data does that,
and then one is another shopper. Bounded; who was not seen for longest goes first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from uuid import UUID

MOST_SETTLED = 16_384  # about 150 bytes each


class Settled:
    """A bounded set, safe to use from many threads."""

    def __init__(self, most: int = MOST_SETTLED) -> None:
        """Remember at most `most` shoppers."""
        self._most = most
        self._known: OrderedDict[UUID, None] = OrderedDict()
        self._lock = threading.Lock()

    def __contains__(self, shopper_id: object) -> bool:
        """Whether the shopper is known to need no start."""
        with self._lock:
            if shopper_id not in self._known:
                return False
            self._known.move_to_end(shopper_id)  # type: ignore[arg-type]
            return True

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._known)

    def add(self, shopper_id: UUID) -> None:
        """Remember one."""
        with self._lock:
            self._known[shopper_id] = None
            self._known.move_to_end(shopper_id)
            while len(self._known) > self._most:
                self._known.popitem(last=False)


settled = Settled()
