"""Bearer tokens: made, looked up, revoked. Only their sha256 is stored.

A token is 256 random bits, so a plain digest is enough: there is nothing to guess. It is looked up
in Postgres by every request, in one statement, so that revoking one is obeyed at once everywhere.
What a process remembers of tokens is a guess, and whoever acts on it has Postgres confirm it.

**After a merge** (a device's anonymous shopper became part of an account) the device's token speaks
for the account's shopper and lives on for `GRACE`, so that what was on its way arrives. Then it is
over: whoever uses the device after logging out must not find the account's profile.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from recommender.caches import may_cache, on_forget
from recommender.models import ApiToken
from recommender.sql import rows

PREFIX = "rec_"  # lets scanners of leaked secrets recognise one
DEVICE_LIFE = timedelta(days=365)
ACCOUNT_LIFE = timedelta(days=90)
GRACE = timedelta(minutes=10)
LONGEST = 200  # characters; ours are shorter
MOST_GUESSED = 20_000

_guessed: dict[str, UUID] = {}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a request speaks for. Stands where Django expects a user."""

    shopper_id: UUID
    digest: str
    is_anonymous_shopper: bool

    is_authenticated = True
    is_active = True

    @property
    def pk(self) -> UUID:
        """The shopper."""
        return self.shopper_id


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh token, the only time it is seen in clear."""

    token: str
    shopper_id: UUID
    expires_at: datetime


class TokenUnknown(Exception):
    """No such token: never issued, or revoked."""


class TokenExpired(Exception):
    """The token's time is over."""


def token_issue(shopper_id: UUID, life: timedelta, label: str = "") -> Issued:
    """Make a token that speaks for a shopper; forgets that shopper's expired ones."""
    token = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    ApiToken.objects.filter(shopper_id=shopper_id, expires_at__lt=now).delete()
    ApiToken.objects.create(
        digest=token_digest(token), shopper_id=shopper_id, label=label, expires_at=now + life
    )
    return Issued(token, shopper_id, now + life)


_FIND = """
SELECT coalesce(s.merged_into_id, s.id), t.expires_at, coalesce(m.external_id, s.external_id)
FROM recommender_apitoken t JOIN recommender_shopper s ON s.id = t.shopper_id
LEFT JOIN recommender_shopper m ON m.id = s.merged_into_id
WHERE t.digest = %s
"""


def token_find(token: str) -> Speaker:
    """Return who a token speaks for.

    Raises:
        TokenUnknown: never issued, or revoked.
        TokenExpired: its time is over.
    """
    if not token or len(token) > LONGEST or not token.isascii():
        raise TokenUnknown
    digest = token_digest(token)
    found = rows(_FIND, [digest], planned_once=True)
    if not found:
        raise TokenUnknown
    shopper_id, expires_at, external_id = found[0]
    if expires_at is not None and expires_at <= timezone.now():
        raise TokenExpired
    if may_cache():
        if len(_guessed) >= MOST_GUESSED:
            _guessed.clear()
        _guessed[digest] = shopper_id
    return Speaker(shopper_id, digest, external_id is None)


def token_guess(digest: str) -> UUID | None:
    """Return the shopper a token spoke for when this process last looked, if it has."""
    return _guessed.get(digest) if may_cache() else None


on_forget(_guessed.clear)


def token_revoke(digest: str) -> None:
    """Make a token worthless, from the next request on, in every process."""
    ApiToken.objects.filter(pk=digest).delete()


def token_retire(digest: str, shopper_id: UUID) -> None:
    """Point a merged device's token at the account's shopper and let it end soon."""
    ends = timezone.now() + GRACE
    ApiToken.objects.filter(pk=digest).update(shopper_id=shopper_id, expires_at=ends)


def token_digest(token: str) -> str:
    """Return the sha256 of a token, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
