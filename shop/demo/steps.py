"""The long steps of a first start, each done once: a note in the database says which and how.

The notes lie in the database whose content they describe, so that they come and go with it; each is
believed only while what it promises is still there. A step that ran makes those after it owed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from shop.embedded import ServiceError

_TABLE = """
CREATE TABLE IF NOT EXISTS shop_demo_step (
    name text PRIMARY KEY, inputs text NOT NULL, done_at timestamptz NOT NULL DEFAULT now()
)
"""
_NOTE = """
INSERT INTO shop_demo_step (name, inputs) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET inputs = EXCLUDED.inputs, done_at = now()
"""


class Steps:
    """Which steps are owed; use `with steps.owed(...) as is_owed:` around each, in order."""

    def __init__(self) -> None:
        """Read the notes."""
        with connection.cursor() as cursor:
            cursor.execute(_TABLE)
            cursor.execute("SELECT name, inputs FROM shop_demo_step")
            self._notes: dict[str, str] = dict(cursor.fetchall())
        self._any_ran = False

    def claim(self, shop: str) -> None:
        """Take the database for one shop.

        Raises:
            ServiceError: it holds another.
        """
        before = self._notes.get("whose")
        if before is not None and before != shop:
            raise ServiceError(
                f"The database holds another shop ({before}): give this one its own DATABASE_URL."
            )
        self._write("whose", shop)

    @contextmanager
    def owed(
        self, name: str, inputs: dict[str, Any], still_there: Callable[[], bool]
    ) -> Iterator[bool]:
        """Yield whether the step is to be done; note it as done when the block ends well."""
        text = json.dumps(inputs, sort_keys=True)
        is_owed = self._any_ran or self._notes.get(name) != text or not still_there()
        yield is_owed
        if is_owed:
            self._any_ran = True
            self._write(name, text)

    def _write(self, name: str, inputs: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_NOTE, [name, inputs])
        self._notes[name] = inputs


def has_rows(table: str, condition: str = "TRUE") -> bool:
    """Whether a table of ours holds any such row; both are written here, never by a person."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {condition})")
        return bool(cursor.fetchone()[0])


def has_files(folder: Path) -> bool:
    """Whether there is anything in a folder."""
    return folder.is_dir() and any(folder.iterdir())


def static_gather() -> None:
    """Gather and compress static files, unless those of last time still fit."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    note = Path(settings.STATIC_ROOT).with_suffix(".digest")
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and note.exists() and note.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    note.write_text(digest.hexdigest())
