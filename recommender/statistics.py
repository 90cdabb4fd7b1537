"""Popularity windows, pairs, moments, usual prices, event counts and the tail flag, in SQL.

Windows are counted back from now: "this week" is said to shoppers and must be this week. A shop
whose whole history is old has counts of all time only. Rows are replaced in one transaction:
readers see the old or the new, never half. Shoppers under suspicion are not counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from recommender.conf import option
from recommender.moment_counts import CLEAR, moment_params, moment_sql
from recommender.moments import moments_forget
from recommender.store import lists_forget
from recommender.trust.signals import SUSPECT

MIN_SUPPORT = 3  # shoppers who must share a pair
PAIRS_PER_ITEM = 50
HEAD_SHARE = 0.8  # of events: the items that make it up are the head
MOST_ITEMS_PER_SHOPPER = 100  # newest first: a wholesaler would otherwise pair everything
PLACES_LEAST = 2  # shoppers an item needs in a place to be counted there
FEW_BUYERS = 5  # fewer make no bestseller, be they the most of a category

# Bots, copies and pushed items: see `recommender.trust`. What a person decided holds in any case.
BELIEVED = """
    NOT EXISTS (
        SELECT 1 FROM recommender_shoppertrust t
        WHERE t.shopper_id = e.shopper_id AND t.weight < %(suspect)s
          AND (%(defence)s OR t.verdict <> '')
    )
"""

_COUNTS = f"""
INSERT INTO recommender_itemcount (item_id, "window", place, shoppers, buyers, score, sold)
WITH spans(name, days) AS (VALUES ('week', 7), ('month', 30), ('all', 36500)),
acted AS (
    SELECT e.item_id, i.category, e.shopper_id, s.place, max(e.occurred_at) AS latest,
           max(e.occurred_at) FILTER (WHERE e.kind = 'purchase') AS bought
    FROM recommender_event e
    JOIN recommender_item i ON i.item_id = e.item_id
    LEFT JOIN recommender_shopper s ON s.id = e.shopper_id
    WHERE e.occurred_at <= %(now)s
      AND e.kind IN ('view', 'click', 'cart', 'purchase', 'like', 'rating')
      AND {BELIEVED}
    GROUP BY 1, 2, 3, 4
),
counted AS (
    SELECT a.item_id, a.category, w.name AS span, p.place, count(DISTINCT a.shopper_id) AS shoppers,
           count(DISTINCT a.shopper_id)
               FILTER (WHERE a.bought > %(now)s - make_interval(days => w.days)) AS buyers
    FROM acted a
    JOIN spans w ON a.latest > %(now)s - make_interval(days => w.days)
    CROSS JOIN LATERAL (SELECT '' AS place UNION SELECT coalesce(a.place, '')) AS p
    GROUP BY 1, 2, 3, 4
)
SELECT item_id, span, place, shoppers, buyers,
       ln(1 + shoppers) / ln(1 + max(shoppers) OVER (PARTITION BY span, place)),
       0.5 * ln(1 + buyers) * (
           1 / ln(1 + greatest(max(buyers) OVER (PARTITION BY span, place), %(few)s))
           + 1 / ln(1 + greatest(max(buyers) OVER (PARTITION BY span, place, category), %(few)s))
       )
FROM counted WHERE place = '' OR shoppers >= %(least)s
"""

# What one shopper's acts say of an item; a shopper's pair counts by the lesser of the two.
_PAIRS = f"""
INSERT INTO recommender_itempair (item_id, other_id, buyers, strength)
WITH acted AS (
    SELECT e.shopper_id, e.item_id, max(e.occurred_at) AS latest,
           max(CASE e.kind WHEN 'purchase' THEN 1.0 WHEN 'cart' THEN 0.6 ELSE 0.3 END) AS strength,
           bool_or(e.kind = 'purchase') AS bought
    FROM recommender_event e JOIN recommender_item i ON i.item_id = e.item_id
    WHERE e.occurred_at <= %(now)s
      AND (e.kind IN ('purchase', 'cart', 'like') OR (e.kind = 'dwell' AND e.value >= 20)
           OR (e.kind = 'rating' AND e.value >= 4))
      AND {BELIEVED}
    GROUP BY 1, 2
),
kept AS MATERIALIZED (
    SELECT shopper_id, item_id, strength, bought FROM (
        SELECT *, row_number() OVER (PARTITION BY shopper_id ORDER BY latest DESC, item_id) AS n
        FROM acted
    ) AS numbered WHERE n <= %(most)s
),
norms AS MATERIALIZED (
    SELECT item_id, sqrt(sum(strength * strength)) AS norm FROM kept GROUP BY 1
),
both_ AS (
    SELECT a.item_id, b.item_id AS other_id,
           count(*) FILTER (WHERE a.bought AND b.bought) AS buyers,
           sum(a.strength * b.strength) AS product
    FROM kept a JOIN kept b ON b.shopper_id = a.shopper_id AND a.item_id < b.item_id
    GROUP BY 1, 2 HAVING count(*) >= %(support)s
),
either_way AS (
    SELECT item_id, other_id, buyers, product FROM both_
    UNION ALL SELECT other_id, item_id, buyers, product FROM both_
),
ordered AS (
    SELECT p.item_id, p.other_id, p.buyers, least(p.product / (x.norm * y.norm), 1.0) AS strength
    FROM either_way p
    JOIN norms x ON x.item_id = p.item_id JOIN norms y ON y.item_id = p.other_id
)
SELECT item_id, other_id, buyers, strength FROM (
    SELECT *, row_number() OVER (PARTITION BY item_id ORDER BY strength DESC, other_id) AS n
    FROM ordered
) AS numbered WHERE n <= %(pairs)s
"""

_PRICES = """
INSERT INTO recommender_categoryprice (category, price)
SELECT category, exp(avg(ln(price))) FROM recommender_item
WHERE is_active AND price > 0 AND category <> '' GROUP BY 1
"""

_ITEMS = f"""
WITH counted AS (
    SELECT i.item_id, count(e.id) AS events
    FROM recommender_item i
    LEFT JOIN recommender_event e
        ON e.item_id = i.item_id AND e.occurred_at <= %(now)s AND {BELIEVED}
    GROUP BY 1
),
ranked AS (
    SELECT item_id, events,
           sum(events) OVER (ORDER BY events DESC, item_id) - events AS before,
           sum(events) OVER () AS everything
    FROM counted
)
UPDATE recommender_item i
SET event_count = r.events, is_tail = r.events = 0 OR r.before >= %(head)s * r.everything
FROM ranked r
WHERE r.item_id = i.item_id AND (
    i.event_count <> r.events
    OR i.is_tail <> (r.events = 0 OR r.before >= %(head)s * r.everything)
)
"""


def statistics_refresh(now: datetime, *, pairs: bool = True) -> Mapping[str, int]:
    """Recompute as of `now`; returns rows written by table.

    Pairs and moments cost most and change least: `pairs=False` leaves both as they are.

    An item is in the head while the items before it make up less than 80 % of all events.
    """
    given: dict[str, Any] = {
        "now": now,
        "least": PLACES_LEAST,
        "few": FEW_BUYERS,
        "most": MOST_ITEMS_PER_SHOPPER,
        "support": MIN_SUPPORT,
        "pairs": PAIRS_PER_ITEM,
        "head": HEAD_SHARE,
        "suspect": SUSPECT,
        "defence": bool(option("DEFENCE")),
        **moment_params(),
    }
    tables = {
        "counts": ("DELETE FROM recommender_itemcount", _COUNTS),
        "pairs": ("DELETE FROM recommender_itempair", _PAIRS),
        "moments": (CLEAR, moment_sql(BELIEVED)),
        "prices": ("DELETE FROM recommender_categoryprice", _PRICES),
        "items": (_ITEMS,),
    }
    if not pairs:
        del tables["pairs"], tables["moments"]
    written: dict[str, int] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7247, 0)")  # one refresh at a time
        for name, statements in tables.items():
            for statement in statements:
                cursor.execute(statement, given)
            written[name] = cursor.rowcount
    lists_forget()
    moments_forget()
    return written
