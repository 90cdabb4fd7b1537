"""What the caches of this process have in common: when they may be used, and how to empty them.

Inside a transaction a process may see rows that nobody else will ever see, or miss its own; there
every cache is passed by. `migrate` and `flush` empty them all.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.db.models.signals import post_migrate

_forgetters: list[Callable[[], None]] = []


def may_cache() -> bool:
    """Whether what is read now may be kept, and what was kept may answer."""
    return not connection.in_atomic_block


def on_forget(forget: Callable[[], None]) -> Callable[[], None]:
    """Decorator: also call this when every cache is to be emptied."""
    _forgetters.append(forget)
    return forget


def caches_forget(**_: object) -> None:
    """Empty every cache of this process."""
    for forget in _forgetters:
        forget()


post_migrate.connect(caches_forget, dispatch_uid="recommender.caches")
