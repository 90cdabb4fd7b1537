"""What a run of task heads foretells, and how well: the block on its page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from recommender.admin.base import cards
from recommender.models import Run

TASKS: dict[str, Any] = {
    "click": _("click"),
    "cart": _("put into the cart, within a day"),
    "purchase": _("purchase, within a week"),
    "rating": _("four stars or more, where rated"),
}
WAYS: dict[str, Any] = {
    "network": _("the forecast"),
    "moving_average": _("mean of four weeks"),
    "last_week": _("same as last week"),
}


def tasks_shown(run: Run) -> dict[str, Any] | None:
    """Return the quality of each task and the demand of the week to come; None for other runs."""
    if run.kind != Run.Kind.TASKS or "tasks" not in run.metrics:
        return None
    demand = run.metrics.get("demand") or {}
    return {
        "quality": [_quality(task, one) for task, one in run.metrics["tasks"].items()],
        "errors": [
            {"way": WAYS[way], **demand[way], "is_ours": way == "network"}
            for way in WAYS
            if way in demand
        ],
        "weeks": demand.get("weeks", 0),
        "units": demand.get("next_week_units"),
        "items": _items(demand.get("forecast", [])),
    }


def _quality(task: str, one: dict[str, Any]) -> dict[str, Any]:
    low, high = one["auc_interval"]
    return {
        "task": TASKS.get(task, task),
        "auc": one["auc"],
        "low": low,
        "high": high,
        # A bar from chance to certainty.
        "width": max(0.0, min(100.0, 200 * (one["auc"] - 0.5))),
        "rate": 100 * one["rate"],
        "calibration_error": 100 * one["calibration_error"],
        "labels": one["labels"],
    }


def _items(forecast: list[dict[str, Any]]) -> list[dict[str, Any]]:
    known = cards(one["item_id"] for one in forecast)
    return [
        {
            "item_id": one["item_id"],
            "title": known.get(one["item_id"], {}).get("title", one["item_id"]),
            "units": one["units"],
            "weeks": [f"{units:g}" for units in one["weeks"]],
        }
        for one in forecast
    ]
