"""From nothing to an open shop: what must be there, each long step once, then the processes."""

from __future__ import annotations

import contextlib
import secrets
import signal
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.utils import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from recommender import services as recommender
from shop.config.celery import worker_commands
from shop.demo import preflight
from shop.demo.steps import Steps, has_files, has_rows, static_gather
from shop.embedded import ServiceError, Services
from shop.models import Product
from shop.processes import end_group, spawn
from shop.supervisor import GivenUp, Supervisor

WEB_STARTS_WITHIN_S = 60.0
LOOK_EVERY_S = 0.5
ADMIN = "admin"


class StepFailed(Exception):
    """A long step ended with an error, which it has said itself; the message names the step."""


@dataclass(frozen=True)
class Wanted:
    """What to open: the made shop at some size, or the real one of `DATA`."""

    host: str
    port: int
    seed: int
    products: int
    shoppers: int
    weeks: int
    form: str  # of the real shop's files
    workers: bool = True

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the shop."""
        near = {"0.0.0.0": "localhost", "127.0.0.1": "localhost", "::": "localhost"}
        host = near.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


class Launch:
    """One start of the shop; `close` stops whatever was started."""

    def __init__(self, wanted: Wanted, say: Callable[[str], object]) -> None:
        """Start nothing yet."""
        self.wanted, self.say = wanted, say
        self.var_dir: Path = settings.VAR_DIR
        self.services = Services(
            self.var_dir,
            use_postgres=settings.EMBEDDED_POSTGRES,
            use_redis=settings.EMBEDDED_REDIS,
        )
        # Commands show progress of their own.
        self.environment = {"VAR_DIR": str(self.var_dir), "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
        self.supervisor = Supervisor(
            self.var_dir / "log", self.var_dir, self.environment, settings.BASE_DIR, say
        )

    def open(self) -> None:
        """Bring the shop up, and return when it answers.

        Raises:
            ServiceError: something is missing; one clear line.
            StepFailed: a long step ended with an error.
            GivenUp: the web server does not stay up.
        """
        preflight.port_check(self.wanted.host, self.wanted.port)
        self.services.start()
        preflight.database_check()
        preflight.broker_check()
        self._prepare()
        self._start()

    def watch(self) -> None:
        """Keep everything running until somebody stops us.

        Raises:
            GivenUp: a process that the shop needs does not stay up.
            ServiceError: Postgres or Redis does not come back.
        """
        while True:
            time.sleep(LOOK_EVERY_S)
            for name in self.services.ended():
                self.say(f"{name} stopped and is started again.")
                self.services.start()
            self.supervisor.watch()

    def close(self) -> None:
        """Stop everything; what is asked of us meanwhile is being done already."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self.supervisor.stop()
        connection.close()
        self.services.stop()

    # ---- the steps

    def _prepare(self) -> None:
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except ProgrammingError as error:
            if not isinstance(error.__cause__, InsufficientPrivilege):
                raise
            raise ServiceError(
                "The user of DATABASE_URL may not do this: "
                + str(error).splitlines()[0]
                + ". Let a superuser run CREATE EXTENSION vector in that database once."
            ) from None
        static_gather()
        steps = Steps()
        steps.claim(f"DATA={settings.DATA.name}" if settings.DATA else "made")
        if settings.DATA:
            self._import(steps, settings.DATA)
        else:
            self._make(steps)
        active = "is_active AND kind = 'sequence'"
        with steps.owed(
            "model",
            {},
            lambda: has_rows("recommender_run", active) and has_files(settings.PRIVATE_MEDIA_ROOT),
        ) as is_owed:
            if is_owed:
                self._run("Encoding texts and training the model.", "train", "--no-refresh")
        with steps.owed("interests", {}, lambda: has_rows("recommender_intereststate")) as is_owed:
            if is_owed:
                self._run("Understanding every shopper.", "refresh_interests", "--all")
        self._write(steps)

    def _write(self, steps: Steps) -> None:
        """Have the shop's own writer phrase all there can be in the usual tone.

        Other tones follow by a worker, and so does what another writer phrases: it may take long,
        or not answer.
        """
        if settings.RECOMMENDER["WRITER"] != "bundled":
            return
        model = {"model": settings.RECOMMENDER["WRITER_MODEL"]}
        with steps.owed("sentences", model, lambda: has_rows("recommender_reasontext")) as is_owed:
            if is_owed:
                flags = ("--all", "--tone", "warm", "--limit", "100000")
                self._run("Writing the sentences that say why.", "write_reasons", *flags)

    def _make(self, steps: Steps) -> None:
        wanted = self.wanted
        inputs = {
            "seed": wanted.seed,
            "products": wanted.products,
            "shoppers": wanted.shoppers,
            "weeks": wanted.weeks,
        }
        there = lambda: (  # noqa: E731
            Product.objects.count() >= wanted.products
            and has_files(Path(settings.MEDIA_ROOT))
            and has_rows("recommender_event")
        )
        with steps.owed("made", inputs, there) as is_owed:
            if is_owed:
                flags = [f"--{name}={value}" for name, value in inputs.items()]
                self._run("Making the catalogue and its shoppers.", "build_demo", *flags)
        with steps.owed("items", {}, lambda: has_rows("recommender_item")) as is_owed:
            if is_owed:
                self.say("Handing the catalogue to the recommender.")
                recommender.items_sync()
                recommender.statistics_refresh()

    def _import(self, steps: Steps, data: Path) -> None:
        form = ["--format", self.wanted.form] if self.wanted.form else []
        with steps.owed("catalogue", {}, Product.objects.exists) as is_owed:
            if is_owed:
                self._run(
                    f"Importing products from {data}.",
                    "import_catalog", str(data), *form,
                )  # fmt: skip
        with steps.owed("history", {}, lambda: has_rows("recommender_event")) as is_owed:
            if is_owed:
                self._run(
                    f"Importing what its customers did from {data}.",
                    "import_events", str(data), *form,
                )  # fmt: skip

    def _run(self, what: str, *command: str) -> None:
        """Run a command of ours, its progress shown, its memory given back at the end."""
        self.say(what)
        started = time.monotonic()
        line = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command]
        child = spawn(line, mark=self.var_dir, environment=self.environment)
        try:
            code = child.wait()
        finally:
            end_group(child, (signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0))
        if code:
            raise StepFailed(f"“{command[0]}” ended with an error (see above); nothing is lost.")
        self.say(f"  {time.monotonic() - started:.0f} s")

    # ---- the processes

    def _start(self) -> None:
        wanted = self.wanted
        self.supervisor.start(
            "web",
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws",
             "--host", wanted.host, "--port", str(wanted.port),
             "--workers", str(settings.WEB_WORKERS),
             "--blocking-threads", str(settings.WEB_THREADS),
             "--respawn-failed-workers", "--log-level", "warning",
             "shop.config.wsgi:application"],
        )  # fmt: skip
        self._await_web()  # alone: the shop answers without workers, which take longer to load
        if wanted.workers:
            for command in worker_commands():
                self.supervisor.start(_name(command), command, needed=False)

    def _await_web(self) -> None:
        deadline = time.monotonic() + WEB_STARTS_WITHIN_S
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.wanted.address}healthz", timeout=5).read()
                return
            self.supervisor.watch()
            time.sleep(0.1)
        raise GivenUp(f"The web server does not answer: see {self.supervisor.log_of('web')}.")


def _name(command: Sequence[str]) -> str:
    if "beat" in command:
        return "beat"
    return "worker" if "interests" in command else "worker-slow"


def admin_ensure(var_dir: Path) -> str:
    """Make the account for `/admin/` unless there is one; return the line that says how to get in.

    Its password is the one of `DEMO_ADMIN_PASSWORD`, or drawn, told once and kept in a file that
    only its owner reads.
    """
    users = get_user_model().objects
    kept, given = var_dir / "admin_password", settings.DEMO_ADMIN_PASSWORD
    admin = users.filter(username=ADMIN, is_superuser=True).first()
    if admin is None and users.filter(is_superuser=True).exists():
        return "with your administrator's account"
    if admin is None:
        password = given or secrets.token_urlsafe(9)
        users.create_superuser(ADMIN, f"{ADMIN}@localhost", password)
    elif given and not admin.check_password(given):
        admin.set_password(given)
        admin.save()
    if given:
        return f"as {ADMIN}, with the password of DEMO_ADMIN_PASSWORD"
    if admin is not None:
        return f"as {ADMIN}; the password is in {kept}"
    kept.unlink(missing_ok=True)
    kept.touch(mode=0o600)
    kept.write_text(f"{password}\n")
    return f"as {ADMIN} with the password {password} (kept in {kept})"


__all__ = ["Launch", "ServiceError", "StepFailed", "Wanted", "admin_ensure"]
