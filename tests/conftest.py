"""Services for the tests: those the environment names, else embedded ones in a folder of their own.

`tests.settings` has chosen the folder by the time Django is configured.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation


def pytest_configure(config: pytest.Config) -> None:
    from shop.embedded import ServiceError, Services

    services = Services(
        settings.VAR_DIR,
        use_postgres=settings.EMBEDDED_POSTGRES,
        use_redis=settings.EMBEDDED_REDIS,
    )
    atexit.register(services.stop)
    try:
        services.start()
    except ServiceError as missing:
        pytest.exit(str(missing), returncode=2)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Let what a test's pages still make and log end before its tables are emptied."""
    if pages_ahead := sys.modules.get("recommender.pages_ahead"):
        pages_ahead.pages_ahead.settle()
    if slate_log := sys.modules.get("recommender.slate_log"):
        slate_log.slates_flush()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin in English: a request in another language leaves that one active in its thread."""
    with translation.override("en"):
        yield


def chromium_path() -> str | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    arguments = [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    found = chromium_path()
    return {
        **browser_type_launch_args,
        "args": arguments,
        **({"executable_path": found} if found else {}),
    }
