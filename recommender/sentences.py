"""Sentences of a page, titles and reasons: checked ones in one query, else the plain template.

A page never waits for a writer: what is missing is noted as owed, and workers write it
(`recommender.sentence_writing`). Imports neither torch nor `recommender.neural`.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from django.db import DatabaseError

from recommender.contracts import Reason, ReasonAsk, Writer
from recommender.errors import InvalidSetting
from recommender.models import ReasonText
from recommender.reasons.filling import (
    COMFORTABLE,
    Form,
    Unfillable,
    form_of,
    verify_filled,
    widths_of,
)
from recommender.reasons.headings import Heading, heading_least
from recommender.reasons.telling import (
    NOTHING_SAID,
    Telling,
    Topic,
    heading_tell,
    nothing_told,
    simplified,
    tell,
    tellings,
    topic_of,
)
from recommender.reasons.templates import sentences
from recommender.reasons.vocabulary import DEFAULT_TONE, TONES
from recommender.sentence_notes import notes
from recommender.sentence_writing import (
    EDITOR,
    EDITOR_REVISION,
    current_writer,
    owed_write,
    reason_text_feedback,
    steady_choice,
    text_key,
)
from recommender.sql import array_text, rows

__all__ = [
    "language_of",
    "owed_write",
    "page_phrase",
    "reason_holds",
    "reason_text_feedback",
    "reasons_for",
]

logger = logging.getLogger(__name__)

SHOWN = (ReasonText.Status.ACCEPTED, ReasonText.Status.APPROVED)
_SQL = """
SELECT key, variant, text FROM recommender_reasontext
WHERE key = ANY (%s::text[]) AND status = ANY (%s::text[])
"""


def reasons_for(asks: Sequence[ReasonAsk], language: str, tone: str = DEFAULT_TONE) -> list[Reason]:
    """Return one reason per ask, in order; see `page_phrase`."""
    return page_phrase((), asks, language, tone)[1]


def page_phrase(
    headings: Sequence[Heading],
    asks: Sequence[ReasonAsk],
    language: str,
    tone: str = DEFAULT_TONE,
) -> tuple[list[Reason], list[Reason]]:
    """Return one title per heading and one reason per ask, in order.

    Never raises; at most one query, and one cheap write. The write happens only where a writer is
    set, for shapes not met before or counts that are due.
    """
    language, tone = language_of(language), tone if tone in TONES else DEFAULT_TONE
    keys = [*(heading.key for heading in headings), *(ask.facts.item_id for ask in asks)]
    told = [_headed(heading) for heading in headings]
    said: dict[str, Counter[Topic]] = defaultdict(Counter)
    for ask in asks:
        told.append(_told(ask, language, said[ask.shelf]))
        said[ask.shelf][topic_of(told[-1][0])] += 1
    writer = _writer_or_none()
    written: dict[str, dict[int, _Sentence]] = {}
    if writer is not None:
        written = _written((one for ways in told for one in ways), language, tone, writer)
    made = [
        _reason(key, ways, language, tone, written) for key, ways in zip(keys, told, strict=True)
    ]
    phrased = [reason for _, reason in made]
    if writer is not None:
        ways = [one for some in told for one in some]
        notes.take([telling for telling, _ in made], phrased, writer.slug, ways)
    return phrased[: len(headings)], phrased[len(headings) :]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A stored sentence with slots, and who wrote it."""

    text: str
    writer: str


def reason_holds(reason: Reason, ask: ReasonAsk) -> bool:
    """Whether a reason shown before is still true of `ask`, word for word.

    For what is rendered again later, and for audits: the evidence and facts of today must lead to
    the same shape, and one of its known sentences, filled with today's values, to the same text.
    """
    writer = _writer_or_none()
    told = [one for one in _all_told(ask, reason.language) if one.shape.digest == reason.shape]
    for telling, tone in product(told, TONES):
        known: Iterable[str] = sentences(telling.shape, reason.language, tone)
        if reason.writer != "template" and writer is not None:
            found = _written([telling], reason.language, tone, writer)
            known = [one.text for one in found.get(reason.shape, {}).values()]
        if any(verify_filled(reason.text, sentence, telling.values) for sentence in known):
            return True
    return False


def _all_told(ask: ReasonAsk, language: str) -> Iterator[Telling]:
    for whole in tellings(ask, language):
        yield from _shorter(whole)


def language_of(code: str) -> str:
    """Return the language sentences are written in for a language code: "en" or "zh-hans"."""
    return "zh-hans" if code.lower().startswith("zh") else "en"


def _told(ask: ReasonAsk, language: str, said: Mapping[Topic, int] = NOTHING_SAID) -> list[Telling]:
    """Return what is told of a pick, and then ever less of it."""
    try:
        return list(_shorter(tell(ask, language, said)))
    except Exception:  # a malformed record must not take the page down
        logger.exception("Evidence of item %s cannot be told", ask.facts.item_id)
        return [nothing_told()]


def _shorter(telling: Telling) -> Iterator[Telling]:
    one: Telling | None = telling
    while one is not None:
        yield one
        one = simplified(one)


def _headed(heading: Heading) -> list[Telling]:
    telling = heading_tell(heading)
    if not all(widths_of(telling.values).values()):  # a title of nothing that can be read
        telling = heading_tell(heading_least(heading))
    return [telling]


def _written(
    tellings: Iterable[Telling], language: str, tone: str, writer: Writer
) -> dict[str, dict[int, _Sentence]]:
    """Return sentences that may be shown, by digest of shape and variant, in one query.

    An editor's sentence stands in place of the writer's of the same variant.
    """
    digests = {telling.shape.digest for telling in tellings}
    keys = {
        text_key(digest, language, tone, slug, revision): (digest, slug)
        for slug, revision in ((writer.slug, writer.revision), (EDITOR, EDITOR_REVISION))
        for digest in digests
    }
    asked = (array_text(list(keys)), array_text(SHOWN))
    found: dict[str, dict[int, _Sentence]] = {}
    try:
        for key, variant, text in rows(_SQL, asked, planned_once=True):
            digest, slug = keys[key]
            known = found.setdefault(digest, {})
            if slug == EDITOR or variant not in known:
                known[variant] = _Sentence(text, slug)
    except DatabaseError:
        logger.exception("Sentences cannot be read; plain ones are shown")
    return found


def _reason(
    key: str,
    ways: Sequence[Telling],
    language: str,
    tone: str,
    written: Mapping[str, Mapping[int, _Sentence]],
) -> tuple[Telling, Reason]:
    """Say as much as a card holds: in a written sentence, else in a plain one."""
    for telling in ways:
        known = written.get(telling.shape.digest, {})
        choices = _comfortable({v: one.text for v, one in known.items()}, telling)
        if choices:
            variant = steady_choice(telling.shape.digest, key, choices)
            return telling, _filled(choices[variant], telling, language, known[variant].writer)
    for telling in ways:
        plain = dict(enumerate(sentences(telling.shape, language, tone)))
        choices = _comfortable(plain, telling)
        if choices:
            break
    else:  # even the least is too long, and shown all the same, unless it names what has no name
        if not all(widths_of(telling.values).values()):
            telling = nothing_told()
        plain = dict(enumerate(sentences(telling.shape, language, tone)))
        choices = {variant: form_of(text) for variant, text in plain.items()}
    variant = steady_choice(telling.shape.digest, key, choices)
    return telling, _filled(choices[variant], telling, language, "template")


def _filled(form: Form, telling: Telling, language: str, writer: str) -> Reason:
    text = form.fill(telling.values)
    return Reason(text, language, writer, telling.evidence_ids, telling.shape.digest)


def _comfortable(sentences: Mapping[int, str], telling: Telling) -> dict[int, Form]:
    """Return those of the sentences that a card holds once filled, by variant."""
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
    except InvalidSetting as wrong:  # the system check reports it, too
        _warn_once(str(wrong))
    except Exception:
        logger.exception("The writer cannot be set up; plain sentences are shown")
    return None


@lru_cache(maxsize=16)
def _warn_once(problem: str) -> None:
    logger.warning("Plain sentences are shown: %s", problem)
