"""A real Celery worker, as the demo starts it, on the tests' Postgres and Redis."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings as shop_settings
from django.db import connection
from django.utils import timezone

from recommender import learning, services, tasks, wake
from recommender.models import InterestState, OwedRefresh
from shop.config.celery import worker_commands
from tests.recommender.learning.makers import (
    QUICK,
    act,
    encoder_folder,
    items_make,
    shoppers_make,
    tiny_encoder,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PATIENCE_S = 60.0  # the machine may be busy; a quiet one needs a few seconds


def database_url() -> str:
    at = connection.settings_dict
    secret = f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
    place = f"?host={quote(at['HOST'])}" + (f"&port={at['PORT']}" if at["PORT"] else "")
    return f"postgresql://{quote(at['USER'])}{secret}@/{at['NAME']}{place}"


def until(true: Callable[[], bool], what: str) -> float:
    """Wait until it is so; return the seconds it took."""
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < PATIENCE_S, f"waited in vain: {what}"
        time.sleep(0.02)
    return time.monotonic() - started


@pytest.fixture
def worker(tmp_path):
    """Start workers for interests; whatever is left of them is killed in the end."""
    started: list[subprocess.Popen[bytes]] = []
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "shop.config.settings",
        "VAR_DIR": str(shop_settings.VAR_DIR),
        "DATABASE_URL": database_url(),
        "REDIS_URL": shop_settings.REDIS_URL,
        "CELERY_BROKER_URL": shop_settings.CELERY_BROKER_URL,
        "ENCODER": encoder_folder(),
        "DEVICE": "cpu",
    }

    def start() -> subprocess.Popen[bytes]:
        log = tmp_path / f"worker-{len(started)}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                worker_commands()[0],
                env=environment,
                cwd=shop_settings.BASE_DIR,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        started.append(process)
        until(lambda: b"The model is loaded" in log.read_bytes(), f"worker: {log}")
        return process

    yield start
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def known(shopper_id: uuid.UUID, event_id: uuid.UUID) -> bool:
    state = InterestState.objects.filter(pk=shopper_id).first()
    return state is not None and event_id in state.event_ids


def test_an_event_reaches_the_interests_and_a_killed_worker_loses_nothing(worker, settings):
    tiny_encoder(settings)
    wake._breaker.forget()
    items = items_make(12)
    shoppers_make(items, 8, 6)
    learning.sequence_train(0, None, **{**QUICK, "epochs": 1})
    OwedRefresh.objects.all().delete()
    first = worker()

    shopper = services.shopper_create()
    event = act(shopper, "i01", 30)
    services.events_record([event])
    until(lambda: known(shopper, event.id), "the refresh")
    until(lambda: not OwedRefresh.objects.exists(), "the row struck out")

    with psycopg.connect(database_url()) as other:
        # The worker understands the next event, and stops before it has stored what it knows.
        other.execute("LOCK TABLE recommender_interestrow IN SHARE MODE")
        late = act(shopper, "i05", 10)
        services.events_record([late])
        held = OwedRefresh.objects.filter(pk=shopper, leased_until__isnull=False)
        until(held.exists, "the lease")
        os.killpg(first.pid, signal.SIGKILL)
        first.wait(10)
        until(lambda: not _waits_for_lock(other), "its connection gone")
        other.rollback()
    assert not known(shopper, late.id) and held.exists()

    OwedRefresh.objects.update(leased_until=timezone.now() - timedelta(seconds=1))  # a minute later
    worker()
    assert wake.ring(tasks.sweep)  # as beat does
    until(lambda: known(shopper, late.id), "the sweep")
    until(lambda: not OwedRefresh.objects.exists(), "the row struck out")


def _waits_for_lock(other: psycopg.Connection) -> bool:
    """Whether somebody still waits for the table: a dead client waits on until ended."""
    other.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks"
        " WHERE relation = 'recommender_interestrow'::regclass AND NOT granted"
    )
    asked = other.execute(
        "SELECT count(*) FROM pg_locks"
        " WHERE relation = 'recommender_interestrow'::regclass AND NOT granted"
    ).fetchone()
    return bool(asked and asked[0])
