"""Runs the import commands on small made files."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from django.core.management import call_command


def run(command: str, path: Path | str, **options: Any) -> str:
    """Return what the command said, bad rows and all."""
    said = io.StringIO()
    call_command(command, str(path), stdout=said, stderr=said, **options)
    return said.getvalue()


def figure(said: str, what: str) -> int:
    """Return the number after "what: "."""
    line = next(line for line in said.splitlines() if line.startswith(f"{what}: "))
    return int(line.removeprefix(f"{what}: ").replace(",", ""))
