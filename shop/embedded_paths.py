"""Where the embedded Postgres and Redis keep their sockets. Pure paths: starts nothing.

A unix socket's path may have at most 107 bytes, so a deep checkout gets a short folder of its own,
named by a digest of the checkout's path and readable by its owner alone.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

_LONGEST_FOLDER = 80  # bytes; leaves room for ".s.PGSQL.5432.lock" within 107


def socket_dir(var_dir: Path) -> Path:
    """Return the folder for sockets of the services under `var_dir`."""
    folder = var_dir / "run"
    if len(os.fsencode(folder)) <= _LONGEST_FOLDER:
        return folder
    digest = hashlib.sha256(os.fsencode(var_dir)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"because-{os.getuid()}-{digest}"


def embedded_database_url(var_dir: Path, name: str = "because") -> str:
    """URL of the embedded database, by socket."""
    return f"postgresql://because@/{name}?host={quote(str(socket_dir(var_dir)), safe='')}"


def embedded_redis_url(var_dir: Path) -> str:
    """URL of the embedded Redis, by socket."""
    return f"redis+socket://{quote(str(socket_dir(var_dir)))}/redis.sock"
