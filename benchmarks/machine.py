"""What a figure was measured on: processor, versions, day. No names or paths of the machine."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any


def processor() -> str:
    """Return the processor's model as the system names it."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def machine(*packages: str) -> dict[str, Any]:
    """Return the day, the machine and the versions of some packages.

    `load_before` is the load average of the minute before: above a few tenths, something else ran
    too, and only ratios within one run mean much.
    """
    versions = {"python": platform.python_version()}
    for package in packages:
        with suppress(PackageNotFoundError):
            versions[package] = version(package)
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": {"cpus": os.cpu_count(), "processor": processor()},
        "versions": versions,
        "load_before": round(os.getloadavg()[0], 2),
    }
