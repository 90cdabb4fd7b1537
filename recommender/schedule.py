"""What Celery's beat sends, and when: a shop puts `BEAT_SCHEDULE` into its own app's schedule.

Every entry only rings: what is to be done is read from Postgres. One that nobody took before it was
due again expires, so that nothing piles up while no worker runs. Imports nothing of the package.
"""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab

SWEEP_S = 10.0
MINUTE_S = 60.0
STATISTICS_S = 300.0
PAIRS_S = 3600.0
TRAFFIC_S = 3600.0
PARTITIONS_S = 6 * 3600.0


def _every(name: str, seconds: float, **kwargs: Any) -> dict[str, Any]:
    return {
        "task": f"recommender.tasks.{name}",
        "kwargs": kwargs,
        "schedule": seconds,
        "options": {"expires": seconds},
    }


BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "recommender: refreshes still owed": _every("sweep", SWEEP_S),
    "recommender: items still to be encoded": _every("encode_items", MINUTE_S),
    "recommender: sentences for new shapes": _every("write_reasons", MINUTE_S),
    "recommender: statistics": _every("refresh_statistics", STATISTICS_S),
    "recommender: pairs bought together": _every("refresh_statistics", PAIRS_S, pairs=True),
    "recommender: suspicious traffic": _every("judge_traffic", TRAFFIC_S),
    "recommender: partitions ahead": _every("make_partitions", PARTITIONS_S),
    "recommender: nightly training": {
        "task": "recommender.tasks.train",
        "schedule": crontab(hour=3, minute=20),
        "options": {"expires": 6 * 3600.0},
    },
    "recommender: nightly training of the task heads": {
        "task": "recommender.tasks.train_tasks",
        "schedule": crontab(hour=4, minute=20),
        "options": {"expires": 6 * 3600.0},
    },
    "recommender: nightly housekeeping": {
        "task": "recommender.tasks.keep_house",
        "schedule": crontab(hour=5, minute=20),
        "options": {"expires": 6 * 3600.0},
    },
}
