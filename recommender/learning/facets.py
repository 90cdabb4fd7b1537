"""What items are made of, for the item tower: vectors of their text and words of their facts.

A fact is a word: "category=lamps", "material=oak", "price=3" (a band of the shop's own prices),
"age=0" (a band of days since it was listed). A word that a training did not know is not read. No
torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils import timezone

from recommender.contracts import Floats
from recommender.models import Run
from recommender.sql import rows

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs

PRICE_BANDS = 8
AGE_LIMITS_DAYS = (7, 30, 90, 365)
MOST_ATTRIBUTES = 16
MOST_LETTERS = 60  # of one word
_PLAIN = ("category", "department", "brand", "maker")

_FACTS = """
SELECT item_id, category, department, brand, maker, attributes, price::float8, listed_at
FROM recommender_item WHERE item_id = ANY(%s::text[])
"""
_PRICES = """
SELECT percentile_cont(%s::float8[]) WITHIN GROUP (ORDER BY price)
FROM recommender_item WHERE item_id = ANY(%s::text[]) AND price > 0
"""
_SORTED = """
SELECT count(DISTINCT department) > 1 FROM recommender_item
WHERE department <> '' AND item_id = ANY(%s::text[])
"""


def inputs_of(
    encoder: Run,
    item_ids: Sequence[str],
    texts: Mapping[str, Floats],
    price_limits: Sequence[float] | None,
) -> ItemInputs:
    """Return what the tower reads of those items, in their order.

    texts: vectors (d,) by item, zeros where there is none. price_limits: of the bands; None: no
    facts are read.
    """
    from recommender.neural.items import items_of

    blank = np.zeros(encoder.dim, dtype=np.float32)
    dense = np.stack([texts.get(item_id, blank) for item_id in item_ids])
    if price_limits is None:
        return items_of({"text": dense})
    words = facet_words(item_ids, price_limits)
    return items_of({"text": dense}, [words.get(item_id, ()) for item_id in item_ids])


def price_limits(item_ids: Sequence[str]) -> tuple[float, ...]:
    """Return the prices that part those items into bands of equal size."""
    shares = [band / PRICE_BANDS for band in range(1, PRICE_BANDS)]
    found = rows(_PRICES, [shares, list(item_ids)])[0][0] or ()
    return tuple(round(float(price), 2) for price in found)


def is_grouped(item_ids: Sequence[str]) -> bool:
    """Return whether the shop sorts these items into departments."""
    return bool(rows(_SORTED, [list(item_ids)])[0][0])


def facet_words(
    item_ids: Sequence[str], limits: Sequence[float], now: datetime | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the words of each of those items that exists."""
    today = now or timezone.now()
    return {
        row[0]: tuple(_words(row[1:5], row[5], row[6], (today - row[7]).days, limits))
        for row in rows(_FACTS, [list(item_ids)])
    }


def _words(
    plain: Sequence[str],
    attributes: Mapping[str, Any],
    price: float,
    age_days: int,
    limits: Sequence[float],
) -> list[str]:
    found = [f"{name}={value}" for name, value in zip(_PLAIN, plain, strict=True) if value]
    for name, value in sorted(attributes.items())[:MOST_ATTRIBUTES]:
        many = value if isinstance(value, list) else [value]
        found += [
            f"{name}={one}" for one in many if isinstance(one, str | int | bool) and one != ""
        ]
    if limits and price > 0:
        found.append(f"price={int(np.searchsorted(np.array(limits), price, side='right'))}")
    found.append(f"age={int(np.searchsorted(np.array(AGE_LIMITS_DAYS), age_days, side='right'))}")
    return [word.casefold()[:MOST_LETTERS] for word in found]
