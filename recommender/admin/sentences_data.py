"""Numbers about sentences for the admin: plain ones by day, objections, helpfulness, coverage.

Slates are sampled a day at a time and given up when they take too long; the table of sentences is
small (shapes × languages × tones × variants). Only what a page can show now is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from recommender.admin.dashboard_data import Counted, read
from recommender.conf import option
from recommender.models import ReasonShape, ReasonText
from recommender.reasons.checker import CHECKER_VERSION
from recommender.reasons.prompts import PROMPT_VERSION
from recommender.reasons.vocabulary import TONES
from recommender.sentence_editing import SHOWN
from recommender.sentence_writing import EDITOR, EDITOR_REVISION, current_writer

DAYS = 14
SLATES_A_DAY = 60

_PLAIN = """
SELECT s.day, count(*) FILTER (WHERE pick -> 'reason' ->> 'writer' = 'template'), count(*)
FROM (
    SELECT d.day, slate.picks
    FROM generate_series(%s::timestamptz, %s::timestamptz, '1 day') AS d(day),
    LATERAL (
        SELECT picks FROM recommender_slaterow
        WHERE served_at >= d.day AND served_at < d.day + interval '1 day'
        ORDER BY served_at DESC LIMIT %s
    ) AS slate
) AS s, jsonb_array_elements(s.picks) AS pick
WHERE pick -> 'reason' ->> 'writer' IS NOT NULL GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Liked:
    """How shoppers found the sentences of one kind."""

    value: str
    helpful: int
    unhelpful: int

    @property
    def percent(self) -> float:
        """Share of opinions that were good, 0..100."""
        return 100 * self.helpful / ((self.helpful + self.unhelpful) or 1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of shapes that pages met, in every language and tone: how many have a sentence."""

    shapes: int  # met
    have: int  # (shape, language, tone) with a sentence that may be shown
    wanted: int

    @property
    def percent(self) -> float:
        """Share, 0..100."""
        return 100 * self.have / (self.wanted or 1)


def plain_by_day(now: datetime) -> Counted:
    """Return (day, plain reasons, reasons) of the newest slates of each of the last days."""
    last = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = last - timedelta(days=DAYS - 1)
    counted = read(_PLAIN, [first, last, SLATES_A_DAY])
    found: Mapping[date, tuple[Any, ...]] = {row[0].date(): row[1:] for row in counted.rows}
    days = [(first + timedelta(days=n)).date() for n in range(DAYS)]
    rows = tuple((day, *found.get(day, (0, 0))) for day in days)
    return Counted(rows if found else (), counted.gave_up)


def texts_now() -> QuerySet[ReasonText]:
    """Return the sentences that belong to what is set now: the writer's, editors', plain ones."""
    writer = current_writer()
    mine = Q(writer=EDITOR, writer_revision=EDITOR_REVISION) | Q(writer="template")
    if writer is not None:
        mine |= Q(writer=writer.slug, writer_revision=writer.revision)
    return ReasonText.objects.filter(
        mine, checker_version=CHECKER_VERSION, prompt_version=PROMPT_VERSION
    )


def causes_counted() -> list[tuple[str, int]]:
    """Return (cause, sentences it rejected), most first."""
    rejected = texts_now().filter(status=ReasonText.Status.REJECTED)
    found = rejected.values_list("cause").annotate(n=Count("pk")).order_by("-n", "cause")
    return [(cause, n) for cause, n in found]


def liked_by(field: str) -> list[Liked]:
    """Return opinions by a field of sentences: those with most first, variants as they count."""
    found = (
        texts_now()
        .filter(Q(helpful__gt=0) | Q(unhelpful__gt=0))
        .values_list(field)
        .annotate(good=Sum("helpful"), bad=Sum("unhelpful"))
    )
    rows = [Liked(str(value), good, bad) for value, good, bad in found]
    if field == "variant":
        return sorted(rows, key=lambda one: int(one.value))
    return sorted(rows, key=lambda one: (-(one.helpful + one.unhelpful), one.value))


def coverage() -> Coverage:
    """Count what pages met and what of it has a sentence."""
    met = ReasonShape.objects.filter(uses__gt=0)
    shapes = met.count()
    have = (
        texts_now()
        .exclude(writer="template")
        .filter(status__in=SHOWN, shape__in=met, language__in=option("LANGUAGES"))
        .values("shape", "language", "tone")
        .distinct()
        .count()
    )
    return Coverage(shapes, have, shapes * len(option("LANGUAGES")) * len(TONES))
