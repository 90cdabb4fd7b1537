"""Opens the whole shop on this machine and keeps it open until it is stopped.

`--check` opens a small one on free ports in a folder thrown away afterwards, walks one shopper
through it, and prints what it saw as one JSON object.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from shop.embedded import ServiceError
from shop.supervisor import GivenUp

OPEN = "The shop is open:"
WHOLE = {"products": 1280, "shoppers": 2000}
SMALL = {"products": 240, "shoppers": 120}


class Command(BaseCommand):
    """`manage.py demo`."""

    help = "Starts everything: database, broker, web, workers. The first time it builds the shop."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add where to open, what, and the check."""
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--data", type=Path, help="a real shop's files, instead of a made one")
        parser.add_argument("--format", default="online-retail", help="the layout of --data")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--products", type=int, help="1280; 240 with --check")
        parser.add_argument("--shoppers", type=int, help="2000; 120 with --check")
        parser.add_argument("--weeks", type=int, default=12)
        parser.add_argument("--no-worker", action="store_true", help="web only")
        parser.add_argument("--check", action="store_true", help="walk one shopper, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Open, say so, and watch; or check.

        Raises:
            ServiceError: something is missing; one clear line.
        """
        if not 1 <= options["port"] <= 65535:
            raise ServiceError(f"--port {options['port']}: must be between 1 and 65535.")
        usual = SMALL if options["check"] else WHOLE
        for name, number in usual.items():
            options[name] = number if options[name] is None else options[name]
        if options["check"]:
            from shop.demo.check import check

            sys.exit(check(options["products"], options["shoppers"], self._say))
        if options["data"] and options["data"].expanduser().resolve() != settings.DATA:
            self._again(options["data"])
        self._open(options)

    def _again(self, data: Path) -> None:
        """Begin anew with `DATA` set: where everything is kept follows from it."""
        environment = {**os.environ, "DATA": str(data)}
        os.execve(sys.executable, [sys.executable, *sys.argv], environment)

    def _open(self, options: dict[str, Any]) -> None:
        from shop.demo.launch import Launch, StepFailed, Wanted, admin_ensure

        started = time.monotonic()
        wanted = Wanted(
            host=options["host"],
            port=options["port"],
            seed=options["seed"],
            products=options["products"],
            shoppers=options["shoppers"],
            weeks=options["weeks"],
            form=options["format"],
            workers=not options["no_worker"],
        )
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _interrupt)
        launch = Launch(wanted, self._say)
        try:
            launch.open()
            admin = admin_ensure(settings.VAR_DIR)
            self._greet(wanted.address, admin, time.monotonic() - started)
            launch.watch()
        except KeyboardInterrupt:
            self._say("\nStopping.")
        except (GivenUp, StepFailed) as error:
            self.stderr.write(str(error))
            sys.exit(1)
        finally:
            launch.close()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _greet(self, address: str, admin: str, seconds: float) -> None:
        self._say(
            f"\n{OPEN} {address} (after {seconds:.0f} s)\n\n"
            "Three things to try:\n"
            "  1. Open three products of one kind, then go back: the picks have followed.\n"
            "  2. Press “Why this?” on a pick: which of your actions counted, and how much.\n"
            "  3. Press “Less like this”, or open “Your interests” and press More or Less.\n\n"
            f"Behind the counter: {address}admin/ {admin}.\n"
            f"For programs: {address}api/v1/docs/\n"
            f"Logs are in {os.path.relpath(settings.VAR_DIR / 'log')}. Ctrl-C stops everything."
        )


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt
