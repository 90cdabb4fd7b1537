"""Settings from the environment: what is right is taken, what is wrong stops with one clear line.

Each is read by a real start of `manage.py`, as a person would see it.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from shop.config import settings as written

ROOT = Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def run(var_dir: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", "DATA"}}
    told |= {"VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "shop.config.settings"}
    return subprocess.run(
        [*MANAGE, *command], env=told | environment, capture_output=True, text=True, cwd=ROOT
    )


WRONG = [
    ("PORT", "many", "write a number"),
    ("PORT", "70000", "must be between 1 and 65535"),
    ("WEB_WORKERS", "1.5", "write a whole number"),
    ("HTTPS", "maybe", "write 1 or 0"),
    ("DATABASE_URL", "mysql://x/y", "must begin with postgresql"),
    ("DATABASE_URL", "postgresql://host", "write postgresql://user"),
    ("DATABASE_URL", "postgresql://u:secret@h:99999/x", "the port must be a number"),
    ("REDIS_URL", "http://x", "must begin with redis"),
    ("TIME_ZONE", "Mars", "write a name such as"),
    ("DATA", "/nowhere", "there is no such file"),
    ("LOG_LEVEL", "loud", "write one of DEBUG"),
    ("API_RATE", "5", "write a rate such as"),
    ("WRITER", "poet", "write one of bundled, hub, endpoint, template"),
    ("CSRF_TRUSTED_ORIGINS", "shop.example", "must look like https://"),
    ("VAR_DIR", "/dev/null/var", "cannot be used"),
]


@pytest.mark.parametrize(("name", "value", "said"), WRONG)
def test_a_wrong_value_is_one_clear_line(name, value, said, monkeypatch, tmp_path):
    """The same readers that a start uses, without the start."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=said) as refused:
        read_anew()
    line = str(refused.value)
    assert line.startswith(name)
    assert "\n" not in line
    assert "secret" not in line


def read_anew() -> dict[str, object]:
    """Run the settings file as a start does, into a namespace of its own."""
    namespace: dict[str, object] = {"__file__": written.__file__, "__name__": "settings_anew"}
    exec(compile(Path(written.__file__).read_text(), written.__file__, "exec"), namespace)
    return namespace


def test_a_start_with_a_wrong_setting(tmp_path):
    done = run(tmp_path, "migrate", PORT="many")
    assert (done.returncode, done.stderr) == (2, "PORT='many': write a number.\n")


def test_a_start_with_an_unknown_recommender_setting(tmp_path):
    (tmp_path / "odd_settings.py").write_text(
        "from shop.config.settings import *\nRECOMMENDER = {**RECOMMENDER, 'ENCODR': 'x'}\n"
    )
    done = run(tmp_path, "check", DJANGO_SETTINGS_MODULE="odd_settings", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == "RECOMMENDER has no setting 'ENCODR'. Did you mean 'ENCODER'?\n"


def test_a_command_without_its_database(tmp_path):
    done = run(tmp_path, "migrate", DATABASE_URL="postgresql://u@127.0.0.1:1/x")
    assert done.returncode == 2
    assert done.stderr.startswith("The database does not answer (connection to server at")
    assert done.stderr.count("\n") == 1


def test_an_empty_value_is_not_given(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    for name in ("PORT", "HTTPS", "ALLOWED_HOSTS", "DATABASE_URL", "LOG_LEVEL", "DATA"):
        monkeypatch.setenv(name, " ")
    read = read_anew()
    assert read["PORT"] == 8000
    assert read["HTTPS"] is False
    assert read["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert read["EMBEDDED_POSTGRES"] is True


def test_hosts_are_trimmed(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("ALLOWED_HOSTS", "shop.example, ,www.shop.example,")
    assert read_anew()["ALLOWED_HOSTS"] == ["shop.example", "www.shop.example"]


def test_a_database_url_is_read_whole(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://me%40x:p%2Fw@db.example:6432/shop?sslmode=require"
    )
    monkeypatch.setenv("DATABASE_POOL_SIZE", "3")
    database = read_anew()["DATABASES"]["default"]
    assert (database["USER"], database["PASSWORD"]) == ("me@x", "p/w")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "6432", "shop")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 3


def test_a_pool_serves_every_thread_of_the_web(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("WEB_THREADS", "12")
    read = read_anew()
    assert read["DATABASES"]["default"]["OPTIONS"]["pool"]["max_size"] >= 12


def test_https_secures_the_cookies(monkeypatch, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    assert "SESSION_COOKIE_SECURE" not in read_anew()
    monkeypatch.setenv("HTTPS", "1")
    read = read_anew()
    assert read["SESSION_COOKIE_SECURE"] and read["CSRF_COOKIE_SECURE"]
    assert read["SECURE_SSL_REDIRECT"]


def test_each_real_shop_keeps_to_itself(monkeypatch, tmp_path):
    monkeypatch.delenv("VAR_DIR", raising=False)
    monkeypatch.setenv("SECRET_KEY", "x" * 50)  # or a key would be kept in the folders looked at
    made = read_anew()["VAR_DIR"]
    folders = []
    for path in (tmp_path / "Gift shop", tmp_path / "b" / "Gift shop"):
        path.mkdir(parents=True)
        monkeypatch.setenv("DATA", str(path))
        folders.append(read_anew()["VAR_DIR"])
    assert made == ROOT / "var"
    assert len({made, *folders}) == 3
    assert all(folder.name.startswith("data-gift-shop-") for folder in folders)


def test_processes_that_start_together_share_one_secret(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from shop.config import settings; print(settings.SECRET_KEY)"
    )
    told = {**os.environ, "VAR_DIR": str(tmp_path / "var")}
    told.pop("SECRET_KEY", None)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(ROOT)], env=told, stdout=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    keys = {process.communicate()[0].strip() for process in started}
    assert all(process.returncode == 0 for process in started)
    assert len(keys) == 1 and len(keys.pop()) > 50
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
