"""A shop of its own for a benchmark: a fresh database, made items and shoppers, a real web server.

Uses the Postgres and Redis that `DATABASE_URL` and `REDIS_URL` name, else the embedded ones. The
database is dropped afterwards.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import numpy as np
import psycopg
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ROOT = Path(__file__).resolve().parent.parent
NAME = "because_bench"


def port_free() -> int:
    """Return a TCP port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def database(url: str, name: str = NAME) -> Iterator[str]:
    """Create database `name` on the server of `url`, yield its URL, drop it."""
    parts = urlsplit(url)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(
            urlunsplit(parts._replace(path="/postgres")), autocommit=True
        ) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextlib.contextmanager
def web_server(
    environment: dict[str, str], workers: int = 1, threads: int = 4
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve the site with granian; yield its port and process once it answers."""
    port = port_free()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads),
            "--no-ws", "--log-level", "warning", "shop.config.wsgi:application",
        ],
        cwd=ROOT,
        env={**os.environ, **environment},
    )  # fmt: skip
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/bench/empty/", timeout=5).read()
                break
            if process.poll() is not None:
                raise SystemExit("The web server stopped at once; see its message above.")
            time.sleep(0.1)
        yield port, process
    finally:
        process.terminate()
        process.wait(15)


@contextlib.contextmanager
def bench_database() -> Iterator[str]:
    """An empty, migrated database of its own, and Django set up on it; yields its URL.

    Without `DATABASE_URL` the embedded services run under `var/bench`, beside a shop that may be
    running. No worker runs.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.bench_settings"
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ.setdefault("VAR_DIR", str(ROOT / "var" / "bench"))
    import django
    from django.conf import settings

    from shop.embedded import services_started

    with services_started(), database(settings.DATABASE_URL) as url:
        os.environ["DATABASE_URL"] = url
        settings.DATABASES["default"]["NAME"] = NAME
        django.setup()
        from django.core.management import call_command
        from django.db import connections

        from shop.demo.steps import static_gather

        call_command("migrate", verbosity=0)
        static_gather()
        try:
            yield url
        finally:
            connections.close_all()


@dataclass(frozen=True, slots=True)
class Site:
    """A running shop: the database's URL, and the web server's port and process."""

    url: str
    port: int
    pid: int


@contextlib.contextmanager
def bench_site(workers: int = 0, threads: int = 0) -> Iterator[Site]:
    """The same behind a web server, with as many workers and threads as the demo's when 0."""
    with bench_database() as url:
        from django.conf import settings

        workers, threads = workers or settings.WEB_WORKERS, threads or settings.WEB_THREADS
        with web_server({"DATABASE_URL": url}, workers, threads) as (port, process):
            yield Site(url, port, process.pid)


def shopper_cookie(shopper_id: uuid.UUID) -> str:
    """Return the cookie by which the site knows an anonymous shopper."""
    from django.core.signing import get_cookie_signer

    from shop.middleware import COOKIE

    return f"{COOKIE}={get_cookie_signer(salt=COOKIE).sign(str(shopper_id))}"


def quantile_ms(seconds: list[float], q: float) -> float:
    """Return the q-quantile of seconds, in milliseconds, to two decimals."""
    ordered = sorted(seconds)
    return round(1000 * ordered[min(len(ordered) - 1, int(q * len(ordered)))], 2)


def resident_mib(pid: int) -> float:
    """Resident memory of a process and its children, MiB (Linux; 0 elsewhere)."""
    return round(sum(one["rss_mib"] for one in memory_mib(pid)), 1)


def memory_mib(pid: int) -> list[dict[str, float]]:
    """Return the memory of a process and each of its children, MiB (Linux; empty elsewhere).

    `rss_mib` counts a page that processes share in each of them, `pss_mib` its share of it.
    """
    found = []
    for status in sorted(Path("/proc").glob("[0-9]*/status"), key=lambda one: int(one.parent.name)):
        with contextlib.suppress(OSError, KeyError):
            facts = _facts(status)
            if pid in (int(facts["Pid"]), int(facts["PPid"])):
                rolled = _facts(status.with_name("smaps_rollup"))
                sizes = {f"{name.lower()}_mib": _mib(rolled[name]) for name in ("Rss", "Pss")}
                found.append(sizes)
    return found


def _facts(path: Path) -> dict[str, str]:
    return dict(line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)


def _mib(said: str) -> float:
    return round(int(said.split()[0]) / 1024, 1)


def worker(**environment: str) -> contextlib.AbstractContextManager[None]:
    """Run the worker that refreshes and encodes, as the demo does, quietly."""
    from shop.config.celery import worker_commands

    return beside(worker_commands()[0], **environment)


@contextlib.contextmanager
def beside(command: Sequence[str], **environment: str) -> Iterator[None]:
    """Run a process beside what is measured, quietly."""
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
