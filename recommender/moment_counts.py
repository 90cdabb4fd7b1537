"""Counts what is taken at which hour, weekday, season and by which device: SQL, one pass.

An act is a shopper, an item and a day on which it was put in the cart, bought, liked or rated well;
its moment is the first of that day, by the shop's clock. What is expected of an item is its acts
times the share that the moment has of all acts, so that a busy evening makes no evening item.

Seasons need care: an item that came in May has no winter. Only the last whole year of the history
counts, and only items that were there nearly all of it; a younger shop has no seasons.
"""

from __future__ import annotations

from typing import Any

from django.utils.timezone import get_default_timezone

from recommender.lifts import DAYS, DEVICES, PRIOR_ACTS, hour_band, is_southern, season_of

SUPPORT = 8  # acts an item needs to be told apart from its category
APART = 1.1  # times more or less than its category: else the category says it well enough
TOLD_LIFT, TOLD_SHOPPERS = 1.3, 5  # what a sentence needs to stand on

CLEAR = "DELETE FROM recommender_momentlift"


def moment_sql(believed: str) -> str:
    """Return the statement that fills the table; `believed`: the condition on a shopper's acts."""
    return f"""
INSERT INTO recommender_momentlift
    (kind, subject, facet, value, acts, shoppers, expected, lift)
WITH acts AS MATERIALIZED (
    SELECT e.item_id, e.shopper_id, min(e.occurred_at AT TIME ZONE %(zone)s) AS at,
           max(e.context ->> 'device') AS device
    FROM recommender_event e JOIN recommender_item i ON i.item_id = e.item_id
    WHERE e.occurred_at <= %(now)s
      AND (e.kind IN ('purchase', 'cart', 'like') OR (e.kind = 'rating' AND e.value >= 4))
      AND {believed}
    GROUP BY e.item_id, e.shopper_id, (e.occurred_at AT TIME ZONE %(zone)s)::date
),
dated AS (
    SELECT *, min(at) OVER (PARTITION BY item_id) AS first, max(at) OVER () AS last FROM acts
),
cells AS (
    SELECT d.item_id, d.shopper_id, c.facet, c.value
    FROM dated d
    CROSS JOIN LATERAL (VALUES
        ('hour', (%(bands)s::text[])[1 + extract(hour FROM d.at)::int]),
        ('weekday', (%(days)s::text[])[extract(isodow FROM d.at)::int]),
        ('season', CASE WHEN d.at > d.last - interval '365 days'
                         AND d.first < d.last - interval '330 days'
                        THEN (%(seasons)s::text[])[extract(month FROM d.at)::int] END),
        ('device', CASE WHEN d.device = ANY (%(devices)s::text[]) THEN d.device END)
    ) AS c(facet, value)
    WHERE c.value IS NOT NULL
),
counted AS MATERIALIZED (
    SELECT c.item_id, i.category, i.department, c.facet, c.value,
           count(*)::float8 AS acts, count(DISTINCT c.shopper_id) AS shoppers
    FROM cells c JOIN recommender_item i USING (item_id)
    GROUP BY 1, 2, 3, 4, 5
),
usual AS MATERIALIZED (
    SELECT facet, value, sum(acts) / sum(sum(acts)) OVER (PARTITION BY facet) AS share
    FROM counted GROUP BY 1, 2
),
departments AS MATERIALIZED (
    SELECT whole.department AS subject, usual.facet, usual.value, coalesce(here.acts, 0) AS acts,
           whole.acts * share AS expected,
           (coalesce(here.acts, 0) + %(k)s) / (whole.acts * share + %(k)s) AS lift
    FROM (SELECT department, facet, sum(acts) AS acts FROM counted
          WHERE department <> '' GROUP BY 1, 2) whole
    JOIN usual USING (facet)
    LEFT JOIN (SELECT department, facet, value, sum(acts) AS acts FROM counted GROUP BY 1, 2, 3)
        AS here USING (department, facet, value)
),
categories AS MATERIALIZED (
    SELECT whole.category AS subject, usual.facet, usual.value, coalesce(here.acts, 0) AS acts,
           whole.acts * share AS expected,
           (coalesce(here.acts, 0) + %(k)s * coalesce(d.lift, 1))
               / (whole.acts * share + %(k)s) AS lift
    FROM (SELECT category, max(department) AS department, facet, sum(acts) AS acts FROM counted
          WHERE category <> '' GROUP BY 1, 3) whole
    JOIN usual USING (facet)
    LEFT JOIN (SELECT category, facet, value, sum(acts) AS acts FROM counted GROUP BY 1, 2, 3)
        AS here USING (category, facet, value)
    LEFT JOIN departments d
        ON (d.subject, d.facet, d.value) = (whole.department, usual.facet, usual.value)
),
items AS (
    SELECT whole.item_id AS subject, usual.facet, usual.value, coalesce(here.acts, 0) AS acts,
           coalesce(here.shoppers, 0) AS shoppers, whole.acts * share AS expected,
           coalesce(c.lift, 1) AS usual_lift,
           (coalesce(here.acts, 0) + %(k)s * coalesce(c.lift, 1))
               / (whole.acts * share + %(k)s) AS lift
    FROM (SELECT item_id, category, facet, sum(acts) AS acts FROM counted
          GROUP BY 1, 2, 3 HAVING sum(acts) >= %(moment_acts)s) whole
    JOIN usual USING (facet)
    LEFT JOIN counted AS here USING (item_id, facet, value)
    LEFT JOIN categories c
        ON (c.subject, c.facet, c.value) = (whole.category, usual.facet, usual.value)
)
SELECT 'department', subject, facet, value, acts, 0, expected, lift FROM departments
UNION ALL SELECT 'category', subject, facet, value, acts, 0, expected, lift FROM categories
UNION ALL
SELECT 'item', subject, facet, value, acts, shoppers, expected, lift FROM items
WHERE abs(ln(lift / usual_lift)) >= ln(%(apart)s::float8)
   OR (lift >= %(told_lift)s AND shoppers >= %(told_shoppers)s)
"""


def moment_params() -> dict[str, Any]:
    """Return what the statement is given besides `now` and what `believed` asks for."""
    zone = get_default_timezone()
    southern = is_southern(zone)
    return {
        "zone": str(zone),
        "bands": [hour_band(hour) for hour in range(24)],
        "days": list(DAYS),
        "seasons": [season_of(month, southern) for month in range(1, 13)],
        "devices": list(DEVICES),
        "k": PRIOR_ACTS,
        "moment_acts": SUPPORT,
        "apart": APART,
        "told_lift": TOLD_LIFT,
        "told_shoppers": TOLD_SHOPPERS,
    }
