"""`manage.py demo --check`: a small shop of its own, one shopper's walk, one JSON object.

The shop runs as it does for a person, by `manage.py demo`, on free ports and in a folder thrown
away afterwards; what the environment says of databases and brokers is left alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from shop.config.settings import BASE_DIR
from shop.demo.check_page import expect
from shop.demo.check_walk import Report, Walk
from shop.embedded import ServiceError, redis_binary
from shop.embedded_paths import embedded_database_url
from shop.processes import end, end_group, marked

OPENS_WITHIN_S = 600.0
STOPS_WITHIN_S = 30.0
LOG_TAIL = 15  # lines of each log, shown when a step failed


def check(products: int, shoppers: int, say: Callable[[str], object]) -> int:
    """Walk, print the JSON as the last line, and return 0 when every step held."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="because-check-")).resolve()
    report = Report(say)
    try:
        _check(folder, products, shoppers, report)
    except (Exception, KeyboardInterrupt):
        if not report.failed:
            raise
        _show_logs(folder, say)
    finally:
        end(marked(folder))
        shutil.rmtree(folder, ignore_errors=True)
    found = {
        "ok": not report.failed,
        "failed": report.failed,
        "problem": report.problem,
        "seconds": round(time.monotonic() - started, 1),
        "products": products,
        "shoppers": shoppers,
        "steps": report.steps,
    }
    say(json.dumps(found, ensure_ascii=False))
    return 1 if report.failed else 0


def _check(folder: Path, products: int, shoppers: int, report: Report) -> None:
    port = _free_port()
    address = f"http://127.0.0.1:{port}/"
    command = [
        sys.executable, str(BASE_DIR / "manage.py"), "demo", "--port", str(port),
        "--products", str(products), "--shoppers", str(shoppers),
    ]  # fmt: skip
    shop = subprocess.Popen(
        command, env=_environment(folder), stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        with report.step("start") as facts:
            _await(shop, address)
            facts["port"] = port
        walk = Walk(address, embedded_database_url(folder), report)
        try:
            walk.run()
        finally:
            walk.close()
        with report.step("stop") as facts:
            shop.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                shop.wait(STOPS_WITHIN_S)
            facts |= {"exit": shop.poll(), "left_behind": len(marked(folder))}
            expect(shop.poll() == 0, f"Ctrl-C was answered with exit {shop.poll()}.")
            expect(facts["left_behind"] == 0, f"{facts['left_behind']} processes were left.")
    finally:
        if shop.poll() is None:
            end_group(shop, (signal.SIGTERM, STOPS_WITHIN_S), (signal.SIGKILL, 5.0))


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of the throwaway shop: services of its own, defaults elsewhere."""
    theirs = {"DATABASE_URL", "CELERY_BROKER_URL", "DATA", "HTTPS", "ALLOWED_HOSTS", "MEDIA_ROOT"}
    with contextlib.suppress(ServiceError):
        redis_binary()
        theirs.add("REDIS_URL")  # without a server to start, the one that is named has to serve
    kept = {key: value for key, value in os.environ.items() if key not in theirs}
    return {**kept, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "shop.config.settings"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(shop: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + OPENS_WITHIN_S
    while True:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{address}healthz", timeout=5).status_code == 200:
                return
        expect(shop.poll() is None, f"The shop did not open: exit {shop.poll()}, see above.")
        expect(time.monotonic() < deadline, f"The shop is not open after {OPENS_WITHIN_S:.0f} s.")
        time.sleep(0.2)


def _show_logs(folder: Path, say: Callable[[str], object]) -> None:
    for log in sorted((folder / "log").glob("*.log")):
        lines = log.read_text(errors="replace").splitlines()[-LOG_TAIL:]
        say("\n".join([f"--- {log.name}", *lines]))


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt
