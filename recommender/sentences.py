"""The sentence on the card: checked sentences in one query, the plain template where there is none.

A page never waits for a writer: what is missing is noted as owed, and workers write it
(`recommender.sentence_writing`). Imports neither torch nor `recommender.neural`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence

from django.db import DatabaseError

from recommender.contracts import Reason, ReasonAsk, Writer
from recommender.models import ReasonText
from recommender.reasons.filling import (
    COMFORTABLE,
    Form,
    Unfillable,
    form_of,
    verify_filled,
    widths_of,
)
from recommender.reasons.shapes import Telling, nothing_told, simplified, tell
from recommender.reasons.templates import sentences
from recommender.reasons.vocabulary import DEFAULT_TONE, TONES
from recommender.sentence_notes import notes
from recommender.sentence_writing import (
    current_writer,
    owed_write,
    reason_text_feedback,
    steady_choice,
    text_key,
)

__all__ = ["language_of", "owed_write", "reason_holds", "reason_text_feedback", "reasons_for"]

logger = logging.getLogger(__name__)

SHOWN = (ReasonText.Status.ACCEPTED, ReasonText.Status.APPROVED)


def reasons_for(asks: Sequence[ReasonAsk], language: str, tone: str = DEFAULT_TONE) -> list[Reason]:
    """Return one reason per ask, in order. Never raises; at most one query, and one cheap write.

    The write happens only where a writer is set, for shapes not met before or counts that are due.
    """
    language, tone = language_of(language), tone if tone in TONES else DEFAULT_TONE
    told = [_told(ask, language, tone) for ask in asks]
    tellings = [telling for telling, _ in told]
    writer = _writer_or_none()
    written = _written(tellings, language, tone, writer) if writer is not None else {}
    reasons = [
        _reason(ask.facts.item_id, telling, plain, language, writer, written)
        for ask, (telling, plain) in zip(asks, told, strict=True)
    ]
    if writer is not None:
        notes.take(tellings, reasons, writer.slug)
    return reasons


def reason_holds(reason: Reason, ask: ReasonAsk) -> bool:
    """Whether a reason shown before is still true of `ask`, word for word.

    For what is rendered again later, and for audits: the evidence and facts of today must lead to
    the same shape, and one of its known sentences, filled with today's values, to the same text.
    """
    writer = _writer_or_none()
    for tone in TONES:
        telling: Telling | None = tell(ask, reason.language)
        while telling is not None and telling.shape.digest != reason.shape:
            telling = simplified(telling)
        if telling is None:
            continue
        known: Iterable[str] = sentences(telling.shape, reason.language, tone)
        if reason.writer != "template" and writer is not None:
            found = _written([telling], reason.language, tone, writer)
            known = found.get(reason.shape, {}).values()
        if any(verify_filled(reason.text, sentence, telling.values) for sentence in known):
            return True
    return False


def language_of(code: str) -> str:
    """Return the language sentences are written in for a language code: "en" or "zh-hans"."""
    return "zh-hans" if code.lower().startswith("zh") else "en"


def _told(ask: ReasonAsk, language: str, tone: str) -> tuple[Telling, dict[int, Form]]:
    """Tell as much as a card holds in comfort; with the plain sentences for it, by variant."""
    try:
        telling: Telling | None = tell(ask, language)
        while telling is not None:
            last, forms = telling, _plain(telling, language, tone)
            widths = widths_of(telling.values)
            fitting = {v: form for v, form in forms.items() if form.columns(widths) <= COMFORTABLE}
            if fitting:
                return telling, fitting
            telling = simplified(telling)
        return last, forms
    except Exception:  # a malformed record must not take the page down
        logger.exception("Evidence of item %s cannot be told", ask.facts.item_id)
        return nothing_told(), _plain(nothing_told(), language, tone)


def _plain(telling: Telling, language: str, tone: str) -> dict[int, Form]:
    """Return the plain sentences by variant."""
    return dict(enumerate(map(form_of, sentences(telling.shape, language, tone))))


def _written(
    tellings: Iterable[Telling], language: str, tone: str, writer: Writer
) -> dict[str, dict[int, str]]:
    """Return sentences that may be shown, by digest of shape and variant, in one query."""
    digests = {telling.shape.digest for telling in tellings}
    keys = {text_key(d, language, tone, writer.slug, writer.revision): d for d in digests}
    rows = ReasonText.objects.filter(key__in=list(keys), status__in=SHOWN)
    found: dict[str, dict[int, str]] = {}
    try:
        for key, variant, text in rows.values_list("key", "variant", "text"):
            found.setdefault(keys[key], {})[variant] = text
    except DatabaseError:
        logger.exception("Sentences cannot be read; plain ones are shown")
    return found


def _reason(
    item_id: str,
    telling: Telling,
    plain: Mapping[int, Form],
    language: str,
    writer: Writer | None,
    written: Mapping[str, Mapping[int, str]],
) -> Reason:
    shape = telling.shape
    choices = _comfortable(written.get(shape.digest, {}), telling)
    if choices and writer is not None:
        text = choices[steady_choice(shape.digest, item_id, choices)].fill(telling.values)
        return Reason(text, language, writer.slug, telling.evidence_ids, shape.digest)
    text = plain[steady_choice(shape.digest, item_id, plain)].fill(telling.values)
    return Reason(text, language, "template", telling.evidence_ids, shape.digest)


def _comfortable(sentences: Mapping[int, str], telling: Telling) -> dict[int, Form]:
    """Return those of the written sentences that a card holds once filled, by variant."""
    widths = widths_of(telling.values)
    found = {}
    for variant, sentence in sentences.items():
        form = form_of(sentence)
        try:
            if form.columns(widths) <= COMFORTABLE:
                found[variant] = form
        except Unfillable:  # an editor's sentence with a slot that this telling lacks
            continue
    return found


def _writer_or_none() -> Writer | None:
    try:
        return current_writer()
    except Exception:  # a wrong setting is the system check's to report, not the page's
        logger.exception("The writer cannot be set up; plain sentences are shown")
        return None
