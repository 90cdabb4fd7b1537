"""Services for the tests: those the environment names, else embedded ones in a folder of their own.

Started before Django reads its settings, because the settings hold their addresses.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from shop.embedded_paths import embedded_database_url, embedded_redis_url


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    from shop.embedded import Services

    folder = Path(tempfile.mkdtemp(prefix="because-test-"))
    folder.chmod(0o755)
    services = Services(folder)
    services.start()
    os.environ["VAR_DIR"] = str(folder)
    os.environ["DATABASE_URL"] = embedded_database_url(folder)
    os.environ["REDIS_URL"] = embedded_redis_url(folder)

    def stop() -> None:
        services.stop()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)


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
