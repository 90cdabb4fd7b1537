"""Shoppers' interests: deep vector, exact leave-one-out rows and a few named tastes, stored.

One shopper in a warm worker takes a few queries and one small batch; all of them go by hundreds.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
CHUNK = 100  # shoppers at a time: about 5,000 short histories
