"""What counts as an act, and the codes of what else is known of one. No torch.

Dislikes, returns, hides and poor ratings are no acts; nor is what a shopper told us not to use. How
long somebody looked is no act of its own but a mark of the act before it on the same item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.profile_read import UNDONE
from recommender.tastes import GOOD_RATING as GOOD_RATING
from recommender.tastes import KINDS as KINDS

Ints = NDArray[np.int64]

DWELL, DEVICE, PLACE = "dwell", "device", "place"
MARKS = (DWELL, DEVICE, PLACE)
WORD_MARKS = (DEVICE, PLACE)  # words of the event's context, where whoever sent it said them
MOST_WORDS = 63  # of a vocabulary; a rarer word is not known
MOST_LETTERS = 40  # of a word
DWELL_LIMITS_S = (5, 15, 30, 60, 120, 300)  # upper limits of the codes 1.. of "dwell"
DWELL_WITHIN_S = 86_400  # after the act; beyond, it is of some other visit

_LISTED = ", ".join(repr(kind.value) for kind in KINDS)
KIND_CODE = f"array_position(ARRAY[{_LISTED}], e.kind::text)"
NOT_IGNORED = """
    NOT EXISTS (
        SELECT 1 FROM recommender_control c
        WHERE c.shopper_id = e.shopper_id AND c.event_id = e.id
          AND c.kind = 'ignore_event' AND c.revoked_at IS NULL
    )
"""
# When the shopper told us not to use the act; NULL: they did not.
LEFT_OUT_AT = """(
        SELECT max(c.created_at) FROM recommender_control c
        WHERE c.shopper_id = e.shopper_id AND c.event_id = e.id
          AND c.kind = 'ignore_event' AND c.revoked_at IS NULL
    )
"""
# One that is undone is as if it had never been; one that is only not used keeps its place.
NOT_UNDONE = f"""
    NOT EXISTS (
        SELECT 1 FROM recommender_control c
        WHERE c.shopper_id = e.shopper_id AND c.event_id = e.id AND c.name = '{UNDONE}'
          AND c.kind = 'ignore_event' AND c.revoked_at IS NULL
    )
"""
SAYS_SO = f"""
    e.item_id IS NOT NULL
    AND e.kind IN ({_LISTED})
    AND (e.kind <> 'rating' OR e.value >= {GOOD_RATING})
"""
IS_ACT = f"{SAYS_SO} AND {NOT_IGNORED}"
_DWELT = "e.item_id IS NOT NULL AND e.kind = 'dwell'"
IS_DWELL = f"{_DWELT} AND {NOT_IGNORED}"


def dwelt_until(newest: str) -> str:
    """Return the condition on looks that still mark an act, one left out since `newest` as well."""
    return f"{_DWELT} AND {NOT_UNDONE} AND coalesce({LEFT_OUT_AT} >= {newest}, true)"


def dwell_codes(seconds: NDArray[np.float64]) -> Ints:
    """Return codes 1..7 of seconds looked at (n,); 0 where they are 0 or NaN: not known."""
    codes = 1 + np.searchsorted(np.array(DWELL_LIMITS_S, dtype=np.float64), seconds, side="right")
    return np.where(seconds > 0, codes, 0).astype(np.int64)


def mark_sizes(vocabularies: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how many codes each mark has, 0 among them; a mark without a word is left out."""
    sizes = {DWELL: len(DWELL_LIMITS_S) + 2}
    return sizes | {name: len(words) + 1 for name, words in vocabularies.items() if words}


def word_code(words: Sequence[str], word: str) -> int:
    """Return the 1-based place of a word in its vocabulary, 0 when it is not known."""
    return words.index(word) + 1 if word in words else 0


def items_numbered(cursor: Any) -> list[str]:
    """Number the items in `recommender_numbered` until the transaction ends; return their ids.

    In the order of the ids' bytes, as Python sorts them, which is also that of the catalogue.
    """
    cursor.execute(_NUMBER_ITEMS)
    cursor.execute("SELECT item_id FROM recommender_numbered ORDER BY row")
    return [item_id for (item_id,) in cursor.fetchall()]


_NUMBER_ITEMS = """
DROP TABLE IF EXISTS pg_temp.recommender_numbered;
CREATE TEMPORARY TABLE recommender_numbered ON COMMIT DROP AS
SELECT item_id, (row_number() OVER (ORDER BY item_id COLLATE "C") - 1)::int4 AS row
FROM recommender_item
"""
