"""The admin's first page: what happens now, how fresh it is, and what works. No scripts needed.

Named by `UNFOLD["DASHBOARD_CALLBACK"]`; each panel is shown to those who may see what it counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from recommender.admin import dashboard_data as data
from recommender.admin.plots import columns, stack
from recommender.admin.reasons import age, owed_summary
from recommender.admin.traffic import traffic_summary
from recommender.admin.words import SHELVES, SOURCES
from recommender.conf import option
from recommender.models import InterestState, Run

PLAIN_WRITER = "template"


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the panels that this person may see."""
    now = timezone.now().astimezone(UTC)
    may = request.user.has_perm
    panels: dict[str, Any] = {}
    if may("recommender.view_event"):
        panels["events"] = _hours(data.events_by_hour(now))
    if may("recommender.view_slaterow"):
        panels["slates"] = _hours(data.slates_by_hour(now))
        panels["sources"] = _sources(data.sources_share(now))
        panels["reasons"] = _reasons(data.writers_share(now))
        panels["clicks"] = _clicks(data.clicks_by_shelf(now))
    if may("recommender.view_shoppertrust"):
        panels["traffic"] = traffic_summary()
    if may("recommender.view_run"):
        panels["freshness"] = _freshness()
    return {**context, "panels": panels, "title": _("Overview")}


def _hours(counted: data.Counted) -> dict[str, Any]:
    values = [(_hour(moment), float(count)) for moment, count in counted.rows]
    return {
        "gave_up": counted.gave_up,
        "plot": columns(values) if values else None,
        "total": int(sum(count for _, count in values)),
    }


def _hour(moment: datetime) -> str:
    return date_format(moment, "H:i")


def _sources(counted: data.Counted) -> dict[str, Any]:
    parts = stack({slug: float(value) for slug, value in counted.rows}, SOURCES)
    return {"gave_up": counted.gave_up, "parts": parts}


def _reasons(counted: data.Counted) -> dict[str, Any]:
    """Return how many reasons were plain sentences: by setting, or because none was written yet."""
    found = {writer: count for writer, count in counted.rows if writer}
    total = sum(found.values())
    plain = found.get(PLAIN_WRITER, 0)
    return {
        "gave_up": counted.gave_up,
        "total": total,
        "percent": round(100 * plain / total, 1) if total else 0.0,
        "by_setting": option("WRITER") == PLAIN_WRITER,
        "writer": option("WRITER"),
    }


def _clicks(counted: data.Counted) -> dict[str, Any]:
    rates = [(shelf, served, clicked / served) for shelf, served, clicked in counted.rows]
    top = max((rate for _, _, rate in rates), default=0.0) or 1.0
    return {
        "gave_up": counted.gave_up,
        "shelves": [
            {
                "name": SHELVES.get(shelf, shelf),
                "served": served,
                "percent": round(100 * rate, 1),
                "width": round(100 * rate / top, 1),
            }
            for shelf, served, rate in sorted(rates, key=lambda row: -row[2])
        ],
        "served": sum(served for _, served, _ in rates),
        "percent": round(
            100
            * sum(rate * served for _, served, rate in rates)
            / (sum(served for _, served, _ in rates) or 1),
            1,
        ),
    }


def _freshness() -> dict[str, Any]:
    active: Mapping[str, Run] = {run.kind: run for run in Run.objects.filter(is_active=True)}
    newest = InterestState.objects.order_by("-refreshed_at").values_list("refreshed_at", flat=True)
    refreshed = newest.first()
    return {
        "owed": owed_summary(),
        "models": [
            {
                "kind": kind.label,
                "run": active.get(kind),
                "age": age(active[kind].finished_at or active[kind].started_at)
                if kind in active
                else "",
            }
            for kind in (Run.Kind.SEQUENCE, Run.Kind.ENCODER)
        ],
        "refreshed": age(refreshed) if refreshed else "",
    }
