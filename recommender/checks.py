"""System checks: what `manage.py check`, and every start, says of settings that cannot work."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from recommender.errors import InvalidSetting


@register()
def writer_check(**_: Any) -> list[CheckMessage]:
    """Warn where the writer that is set cannot be: plain sentences are then shown."""
    from recommender.sentence_writing import current_writer

    try:
        current_writer()
    except InvalidSetting as wrong:
        return [
            Warning(str(wrong), hint="Until then plain sentences are shown.", id="recommender.W001")
        ]
    return []
