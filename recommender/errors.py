"""Every error the recommender raises on purpose, each with a stable code.

The API turns them into `application/problem+json` (RFC 9457); commands print `str(error)` as
their one clear line and exit with status 2.
"""

from __future__ import annotations


class RecommenderError(Exception):
    """Root of all deliberate errors; `code` is stable and safe to switch on."""

    code = "recommender_error"
    status = 500
    title = "The recommender could not do this"


class InvalidInput(RecommenderError):
    """Input that the caller can correct; `fields` maps a field to what is wrong with it."""

    code = "invalid_input"
    status = 400
    title = "The input is not valid"

    def __init__(self, message: str, fields: dict[str, list[str]] | None = None) -> None:
        """Keep the per-field messages beside the sentence."""
        super().__init__(message)
        self.fields = fields or {}


class NotFound(RecommenderError):
    """The thing does not exist, or is not this shopper's to see."""

    code = "not_found"
    status = 404
    title = "There is no such thing"


class InvalidSetting(RecommenderError):
    """A setting is unknown or malformed; the message names it and says what to write."""

    code = "invalid_setting"
    title = "A setting is wrong"


class NotReady(RecommenderError):
    """Something that must exist first is missing (no active model, empty shop)."""

    code = "not_ready"
    status = 503
    title = "Not ready yet"


class OutsideFailure(RecommenderError):
    """A model file, an endpoint or a broker failed; a named fallback answers instead."""

    code = "outside_failure"
    status = 502
    title = "Something outside failed"
