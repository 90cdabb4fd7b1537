"""What stood in a shopper's sight and was not opened: recorded, forgotten, listed.

Apart from the events on purpose. A page shows thirty picks and a history holds fifty acts: as
events, one look at a page would push out what somebody did. Nor may a model learn from them, or a
count be made of them, by accident. One row per shopper and item, with its newest times.

Only picks of slates served to that very shopper count, each once. No stage imports this.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from recommender.errors import InvalidInput
from recommender.models import Item
from recommender.models.shopper import ItemPass
from recommender.slate_log import slates_flush
from recommender.sql import rows, script

MOST_TIMES = 8  # of one item; `recall.passed` counts so many as the whole
MOST_PICKS = 200  # in one call
KEPT_DAYS = 30
LISTED_FROM = 2  # times; once is chance and not worth a line

# A merged shopper's passes are the account's, as their slates are.
_RECORD = """
INSERT INTO recommender_itempass AS p (shopper_id, item_id, times, slates, last_at)
SELECT DISTINCT ON (told.item_id) s.shopper_id, told.item_id, ARRAY[%(now)s::timestamptz],
       ARRAY[s.id], %(now)s::timestamptz
FROM unnest(%(slates)s::uuid[], %(items)s::text[]) AS told(slate_id, item_id)
JOIN recommender_slaterow s ON s.id = told.slate_id
JOIN recommender_shopper who ON who.id = %(shopper)s
WHERE s.shopper_id = coalesce(who.merged_into_id, who.id)
  AND s.served_at > %(now)s::timestamptz - interval '1 day'
  AND s.picks @> jsonb_build_array(jsonb_build_object('item_id', told.item_id))
ORDER BY told.item_id, s.served_at DESC
ON CONFLICT (shopper_id, item_id) DO UPDATE
SET times = (EXCLUDED.times || p.times)[1:%(most)s],
    slates = (EXCLUDED.slates || p.slates)[1:%(most)s],
    last_at = EXCLUDED.last_at
WHERE NOT p.slates && EXCLUDED.slates
RETURNING p.item_id;
"""
_PRUNE = """
DELETE FROM recommender_itempass p USING recommender_shopper who
WHERE who.id = %(shopper)s AND p.shopper_id = coalesce(who.merged_into_id, who.id)
  AND p.last_at < %(now)s::timestamptz - make_interval(days => %(days)s);
"""

_PRUNE_ALL = """
DELETE FROM recommender_itempass WHERE (shopper_id, item_id) IN (
    SELECT shopper_id, item_id FROM recommender_itempass WHERE last_at < %s
    ORDER BY last_at LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING 1
"""


def passes_record(shopper_id: UUID, picks: Sequence[tuple[UUID, str]]) -> int:
    """See `recommender.services.passes_record`."""
    if len(picks) > MOST_PICKS:
        said = _("At most %(n)s at once.") % {"n": MOST_PICKS}
        raise InvalidInput(_("Too many picks."), {"item_ids": [said]})
    if not picks:
        return 0
    slates_flush()
    answers = script(
        _RECORD + _PRUNE,
        {
            "shopper": shopper_id,
            "slates": [slate_id for slate_id, _item in picks],
            "items": [item_id.replace("\x00", "") for _slate, item_id in picks],
            "now": timezone.now(),
            "most": MOST_TIMES,
            "days": KEPT_DAYS,
        },
    )
    return len(answers[0])


def passes_forget(shopper_id: UUID, item_id: str | None = None) -> int:
    """See `recommender.services.passes_forget`."""
    found = ItemPass.objects.filter(shopper_id=shopper_id)
    if item_id is not None:
        found = found.filter(item_id=item_id)
    forgotten, _by_model = found.delete()
    return forgotten


def passes_listed(shopper_id: UUID, language: str, limit: int = 12) -> list[dict[str, Any]]:
    """Return what was passed over more than once, oftenest first, with titles."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    seen = [
        (len(times), last_at, item_id)
        for item_id, times, last_at in ItemPass.objects.filter(
            shopper_id=shopper_id, last_at__gte=since
        ).values_list("item_id", "times", "last_at")
        if len(times) >= LISTED_FROM
    ]
    seen.sort(key=lambda row: (-row[0], -row[1].timestamp(), row[2]))
    titles = _titles([item_id for _times, _at, item_id in seen[:limit]], language)
    return [
        {"item_id": item_id, "title": titles[item_id], "times": times, "last_at": last_at}
        for times, last_at, item_id in seen[:limit]
        if item_id in titles
    ]


def passes_exported(shopper_id: UUID) -> list[dict[str, Any]]:
    """Return the rows as stored."""
    found = ItemPass.objects.filter(shopper_id=shopper_id).order_by("-last_at", "item_id")
    return [dict(row) for row in found.values("item_id", "times", "slates", "last_at")]


def passes_prune(now: datetime, most: int) -> int:
    """Delete at most so many rows, of all shoppers, that are too old to count; return how many."""
    return len(rows(_PRUNE_ALL, [now - timedelta(days=KEPT_DAYS), most]))


def _titles(item_ids: Sequence[str], language: str) -> dict[str, str]:
    found = Item.objects.filter(pk__in=item_ids).values_list("pk", "title", "translations")
    return {pk: said.get(language, {}).get("title") or title for pk, title, said in found}
