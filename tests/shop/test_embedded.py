"""The real Postgres and Redis: start, stop, kill -9, somebody else's folder, root's two ways."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import psycopg
import pytest
import redis

from shop import embedded_postgres
from shop.embedded import ServiceError, Services, postgres_bin, redis_binary
from shop.embedded_paths import embedded_database_url, socket_dir
from shop.processes import PROC, is_alive, marked, wait_until

ROOT = Path(__file__).resolve().parents[2]

# Starts services on a folder as another program would, says who they are, and waits.
HOLDER = """
import sys, time
from pathlib import Path
from shop.embedded import Services
services = Services(Path(sys.argv[1]))
services.start()
print(*(p.pid for p in services.processes.values()), flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def fresh_data():
    """A Postgres data folder as `initdb` leaves it, made once."""
    path = Path(tempfile.mkdtemp(prefix="because-t-"))
    binaries = postgres_bin()
    embedded_postgres.prepare(
        path / "postgres", binaries, embedded_postgres.unprivileged(binaries, path)
    )
    yield path / "postgres"
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def empty():
    """Short: a socket's path is limited."""
    path = Path(tempfile.mkdtemp(prefix="because-t-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def folder(empty, fresh_data):
    shutil.copytree(fresh_data, empty / "postgres")
    return empty


@pytest.fixture
def services(folder):
    made = Services(folder)
    yield made
    made.stop()


def note(folder: Path, text: str) -> None:
    with psycopg.connect(embedded_database_url(folder)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (line text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])
    client(folder).set(text, "kept")


def noted(folder: Path) -> list[str]:
    with psycopg.connect(embedded_database_url(folder)) as connection:
        lines = [line for (line,) in connection.execute("SELECT line FROM kept ORDER BY 1")]
    assert all(client(folder).get(line) == b"kept" for line in lines)
    return lines


def client(folder: Path) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(socket_dir(folder) / "redis.sock"))


def hold(folder: Path) -> tuple[subprocess.Popen[str], list[int]]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert holder.stdout
    pids = [int(pid) for pid in holder.stdout.readline().split()]
    assert len(pids) == 2
    return holder, pids


def test_data_stays_over_stop_and_start(services, folder):
    services.start()
    note(folder, "one")
    services.stop()
    services.start()
    assert noted(folder) == ["one"]


def test_stop_leaves_no_process(services, folder):
    services.start()
    pids = [process.pid for process in services.processes.values()]
    services.stop()
    assert not any(is_alive(pid) for pid in pids)
    assert marked(folder) == []


def test_data_stays_over_kill_9_of_everything(services, folder):
    holder, pids = hold(folder)
    note(folder, "one")
    for pid in (holder.pid, *pids):
        os.kill(pid, signal.SIGKILL)
    holder.wait()
    services.start()
    assert noted(folder) == ["one"]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word of a parent's death")
def test_services_end_with_whoever_started_them(folder):
    holder, pids = hold(folder)
    holder.kill()
    holder.wait()
    assert wait_until(lambda: not any(is_alive(pid) for pid in pids), 15)


def test_a_server_left_from_before_is_ended(services, folder, monkeypatch):
    """As after a kill -9 where the kernel did not pass the word on."""
    services.start()
    left = dict(services.processes)
    note(folder, "one")
    services.processes.clear()  # forgotten, not stopped
    services.stop()
    services.start()
    assert noted(folder) == ["one"]
    assert all(process.wait(1) is not None for process in left.values())
    assert {p.pid for p in services.processes.values()}.isdisjoint(p.pid for p in left.values())


def test_a_note_of_a_process_long_gone_is_dropped(services, folder):
    """After a restart of the machine the number in the note is somebody else's."""
    services.use_redis = False
    services.start()
    services.stop()
    (folder / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}/postgres\n")
    services.start()
    assert services.ended() == []


def test_an_interrupted_setup_begins_anew(empty):
    (empty / "postgres.new").mkdir()
    (empty / "postgres.new" / "PG_VERSION").write_text("18\n")  # written first, not last
    services = Services(empty, use_redis=False)
    services.start()
    services.stop()
    assert sorted(path.name for path in empty.glob("postgres*")) == ["postgres", "postgres.log"]


def test_one_that_crashes_is_started_again(services, folder):
    services.start()
    note(folder, "one")
    crashed, kept = services.processes["postgres"], services.processes["redis"]
    crashed.kill()
    crashed.wait()
    assert services.ended() == ["postgres"]
    services.start()
    assert services.ended() == []
    assert services.processes["redis"] is kept
    assert noted(folder) == ["one"]


def test_two_starts_on_one_folder(services, folder):
    services.start()
    with pytest.raises(ServiceError, match=rf"running already \(process {os.getpid()}\)"):
        Services(folder).start()
    assert services.ended() == []


def test_sockets_in_a_private_folder_and_no_tcp(services, folder):
    (folder / "run").mkdir(mode=0o777)
    services.start()
    assert socket_dir(folder).stat().st_mode & 0o777 == 0o700
    with psycopg.connect(embedded_database_url(folder)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    for process in services.processes.values():
        assert listening(process.pid) == set()
    assert client(folder).config_get("port") == {"port": "0"}


def listening(pid: int) -> set[str]:
    """Return the inodes of TCP sockets in LISTEN that a process holds."""
    held = {os.readlink(link)[8:-1] for link in (PROC / str(pid) / "fd").iterdir()}
    tables = [line.split() for f in ("tcp", "tcp6") for line in (PROC / "net" / f).open()]
    return held & {row[9] for row in tables if len(row) > 9 and row[3] == "0A"}


def test_a_folder_of_sockets_that_is_not_ours(tmp_path, monkeypatch):
    deep = tmp_path / ("d" * 90)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert socket_dir(deep).parent == tmp_path
    socket_dir(deep).symlink_to(tmp_path)  # laid there by somebody else
    with pytest.raises(ServiceError, match="belongs to somebody else"):
        Services(deep).start()


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ServiceError, match="cannot be used"):
        Services(tmp_path / "file" / "var").start()


def test_no_wheel():
    with pytest.raises(ServiceError, match="set DATABASE_URL"):
        embedded_postgres.postgres_bin(None)


def test_no_redis(monkeypatch):
    monkeypatch.setattr("shop.embedded._wheel", lambda package: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ServiceError, match="install redis-server, or set REDIS_URL"):
        redis_binary()


def test_what_postgres_says_when_it_cannot_be_set_up(empty, monkeypatch):
    monkeypatch.setattr(embedded_postgres, "_locale", lambda: ["--locale=nowhere"])
    with pytest.raises(ServiceError, match="cannot set up its data.*nowhere"):
        Services(empty, use_redis=False).start()
    assert not (empty / "postgres").exists()


root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root has other users at hand")


@root_only
def test_root_without_namespaces(services, folder, monkeypatch):
    """As in a container: Postgres runs as nobody and reaches a folder closed to all but root."""
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    services.var_dir = closed
    services.use_redis = False
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "unshare" else which(name))
    embedded_postgres.unprivileged.cache_clear()
    try:
        services.start()
        with psycopg.connect(embedded_database_url(closed)) as connection:
            connection.execute("CREATE EXTENSION vector")
        process = services.processes["postgres"]
        assert (PROC / str(process.pid)).stat().st_uid != 0
        services.stop()
    finally:
        embedded_postgres.unprivileged.cache_clear()
    services.start()  # and the same data in a namespace afterwards
    with psycopg.connect(embedded_database_url(closed)) as connection:
        assert connection.execute("SELECT '[1]'::vector").fetchone()


@root_only
def test_another_user_with_a_closed_home():
    """Neither root nor a home that others may enter is needed."""
    if not reachable(postgres_bin()):
        pytest.skip("this checkout lies where no other user may look")
    home = Path(tempfile.mkdtemp(prefix="because-h-"))
    try:
        os.chown(home, 65534, 65534)
        home.chmod(0o700)
        code = textwrap.dedent("""
            import os, sys
            import psycopg, redis
            redis.Redis()
            from pathlib import Path
            from shop.embedded import Services
            from shop.embedded_paths import embedded_database_url
            os.setgroups([]); os.setgid(65534); os.setuid(65534)  # Python itself may lie in a home
            services = Services(Path(sys.argv[1]) / "var", use_redis=True)
            services.start()
            with psycopg.connect(embedded_database_url(services.var_dir)) as connection:
                print(connection.execute("SELECT current_user").fetchone()[0])
            services.stop()
        """)
        done = subprocess.run(
            [sys.executable, "-c", code, str(home)], cwd=ROOT, capture_output=True, text=True
        )
        assert done.stdout == "because\n", done.stderr
    finally:
        shutil.rmtree(home)


def reachable(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in (path, *path.parents))
