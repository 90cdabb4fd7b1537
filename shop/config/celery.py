"""The Celery app, its beat, and the command lines of the worker processes.

Queues: `interests` (fast: refreshes, encoding, statistics, partitions), `reasons` (writer), and
`training` (slow). Pools:

- `interests` runs in threads. torch and NumPy let go of the interpreter lock where the time goes,
  one loaded model serves all threads, and a refresh need not wait behind statistics or encoding.
  Processes would be forked after torch has started its own threads, which may hang.
- `reasons` and `training` run one task at a time in the process itself (`solo`): each takes all the
  processors it is given. One process serves both here; a host with a GPU runs more, by `-Q`.

On more processors start more processes: work is leased in Postgres, so they never do one thing
twice. Without a broker nothing is lost either: see `recommender.learning.owed`.
"""

from __future__ import annotations

import os
import sys

from celery import Celery

from recommender.schedule import BEAT_SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.config.settings")

THREADS = 4  # of the `interests` worker

app = Celery("because")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = BEAT_SCHEDULE
app.autodiscover_tasks()


def worker_commands() -> list[list[str]]:
    """Return the command lines of a whole set: the fast worker, the slow worker, and the beat."""
    celery = [sys.executable, "-m", "celery", "-A", "shop.config.celery"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=INFO"]
    fast = ["--pool=threads", f"--concurrency={THREADS}", "-Q", "interests", "-n", "interests@%h"]
    slow = ["--pool=solo", "-Q", "reasons,training", "-n", "slow@%h"]
    return [
        [*celery, "worker", *fast, *quiet],
        [*celery, "worker", *slow, *quiet],
        [*celery, "beat", "--scheduler=celery.beat:Scheduler", "--pidfile=", "--loglevel=INFO"],
    ]
