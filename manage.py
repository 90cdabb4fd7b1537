#!/usr/bin/env python
"""Entry point of every command. What a person can put right is said in one line, status 2."""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db.utils import OperationalError

        from recommender.errors import RecommenderError
        from shop.embedded import ServiceError
    except ModuleNotFoundError as missing:
        fail(f"Python has no {missing.name}: run `make demo` once, it installs what is needed.")
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, RecommenderError, ServiceError) as error:
        fail(str(error))
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None):  # the server answered, and refused this
            raise
        reason = str(error).splitlines()[0].removeprefix("connection ")
        reason = reason.removeprefix("failed: ").removeprefix("is bad: ")
        fail(
            f"The database does not answer ({reason}). Is `make demo` running, or DATABASE_URL set?"
        )


def fail(line: str) -> None:
    """Say what is wrong and end."""
    print(line, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
