"""Web processes of one machine hold a large shop's items once: one reads them, the others map them.

`RECOMMENDER["SHARED_DIR"]` names a folder of theirs alone (mode 0700). Whoever needs the table
takes the folder's lock; a file of the same database and runs is mapped and brought up to date by
the log of changes, else the items are read from Postgres, written, and mapped. Old files go then:
who has one mapped keeps it. Where a file cannot be used, each process keeps a copy of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from recommender.conf import option
from recommender.item_changes import KEPT_H, Changed, Changes
from recommender.item_files import DRAFT, NotATable, table_open, table_write
from recommender.item_reads import Spaces, table_read, table_update
from recommender.item_table import WORN_PART, ItemTable
from recommender.sql import rows

MOST_AGE_S = KEPT_H * 3600 / 2  # older, the log may have forgotten what changed since

_IDENTITY = """
SELECT d.datname, d.oid, 'recommender_item'::regclass::oid,
       (SELECT array_agg(extract(epoch FROM r.started_at)::text ORDER BY r.id)
        FROM recommender_run r WHERE r.id = ANY(%s::bigint[]))
FROM pg_database d WHERE d.datname = current_database()
"""

logger = logging.getLogger(__name__)

Obtained = tuple[ItemTable, Changes]  # and who tells what changed since
_told: set[str] = set()


def table_obtain(spaces: Spaces, count: int) -> Obtained:
    """Return the table of those runs, about `count` items, shared where that is possible."""
    folder = option("SHARED_DIR")
    if folder:
        try:
            return _shared(_folder(Path(folder)), spaces, count)
        except (OSError, ImportError) as error:
            if folder not in _told:
                _told.add(folder)
                logger.warning(
                    "Items cannot be shared in %s (%s): each process keeps its own.", folder, error
                )
    table, changes, _ = _read(spaces, count)
    return table, changes


def _shared(folder: Path, spaces: Spaces, count: int) -> Obtained:
    prefix = _prefix(spaces)
    with _alone(folder):
        for path in sorted(folder.glob(f"{prefix}-*.bin"), reverse=True):
            found = _opened(path, spaces)
            if found is not None:
                return found
        began = time.time_ns()
        table, changes, since = _read(spaces, count)
        path = folder / f"{prefix}-{began:020d}.bin"
        _sweep(folder, prefix.split("-")[0])
        table_write(table, path, since)
        return table_open(path)[0], changes


def _read(spaces: Spaces, count: int) -> tuple[ItemTable, Changes, int]:
    changes = Changes()
    changes.look()
    since = changes.since or 0
    return table_read(spaces, count), changes, since


def _opened(path: Path, spaces: Spaces) -> Obtained | None:
    """Map a file and bring it up to date; None: better read anew."""
    if _age_s(path) > MOST_AGE_S:
        return None
    try:
        table, since = table_open(path)
    except NotATable as error:
        logger.warning("Items in %s cannot be used: %s", path, error)
        return None
    changes = Changes(since)
    changed = changes.look()
    if changed.everything or _new_rows(table, changed) > len(table) // WORN_PART:
        return None
    table_update(table, spaces, changed)
    return table, changes


def _new_rows(table: ItemTable, changed: Changed) -> int:
    here = table.row_of
    return sum(one in changed.vectors_of or one not in here for one in changed.item_ids)


def _prefix(spaces: Spaces) -> str:
    """Return what names the files of this database and those runs, and of no others."""
    runs = [space.run_id for space in spaces]
    *database, made = rows(_IDENTITY, [runs])[0]
    return f"{_digest(database)}-{_digest([runs, made])}"


def _digest(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _age_s(path: Path) -> float:
    return time.time() - int(path.stem.rsplit("-", 1)[-1]) / 1e9


def _sweep(folder: Path, database: str) -> None:
    """Remove this database's files, which a new one replaces, old ones, and drafts left behind."""
    for path in folder.glob("*.bin"):
        if path.name.startswith(database) or time.time() - path.stat().st_mtime > MOST_AGE_S:
            path.unlink(missing_ok=True)
    for path in folder.glob(f"{DRAFT}*"):
        path.unlink(missing_ok=True)


def _folder(path: Path) -> Path:
    """Return the folder, made if need be.

    Raises:
        PermissionError: others may write or read there.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = path.lstat()
    if facts.st_uid != os.geteuid() or facts.st_mode & 0o077 or path.is_symlink():
        raise PermissionError("it must be a folder of this user alone, mode 0700")
    return path


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it when a process ends."""
    import fcntl  # not on Windows, where each process keeps its own

    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
