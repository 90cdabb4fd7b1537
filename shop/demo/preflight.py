"""What must be there before the shop can start; each thing missing is one clear line."""

from __future__ import annotations

import errno
import socket
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError
from kombu import Connection as Broker

from shop.embedded import ServiceError

OLDEST_POSTGRES = 150_000  # 15: what the SQL and pgvector's halfvec are tested with


def port_check(host: str, port: int) -> None:
    """Find out now whether the port can be had, not after minutes of work.

    Raises:
        ServiceError: it cannot.
    """
    try:
        family, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ServiceError(
                f"Port {port} is busy: choose another, for instance PORT={port + 1}."
            ) from None
        raise ServiceError(f"Nothing can listen on {host}:{port} ({error.strerror}).") from None


def database_check() -> None:
    """Connect, and look for pgvector.

    Raises:
        ServiceError: the database does not answer, is too old, or has no pgvector.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int,"
                " current_setting('server_encoding'),"
                " EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'vector'),"
                " EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector')"
            )
            version, encoding, offered, there = cursor.fetchone()
    except OperationalError as error:
        reason = str(error).splitlines()[0]
        raise ServiceError(f"The database of DATABASE_URL does not answer ({reason}).") from None
    if version < OLDEST_POSTGRES:
        raise ServiceError(
            f"DATABASE_URL names Postgres {version // 10_000}; 15 or later is needed."
        )
    if encoding != "UTF8":
        raise ServiceError(f"The database of DATABASE_URL is in {encoding}; UTF8 is needed.")
    if not (offered or there):
        raise ServiceError(
            f"The Postgres of DATABASE_URL has no pgvector: install it there (Debian: "
            f"postgresql-{version // 10_000}-pgvector), or leave DATABASE_URL out."
        )


def broker_check() -> None:
    """Connect to the broker.

    Raises:
        ServiceError: it does not answer.
    """
    options: dict[str, Any] = {**settings.CELERY_BROKER_TRANSPORT_OPTIONS}
    try:
        with Broker(
            settings.CELERY_BROKER_URL, connect_timeout=5, transport_options=options
        ) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=6)
    except Exception as error:  # each transport has errors of its own
        name = "CELERY_BROKER_URL" if settings.CELERY_BROKER_URL != settings.REDIS_URL else ""
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ServiceError(
            f"The broker of {name or 'REDIS_URL'} does not answer ({reason})."
        ) from None
