"""Writing ahead: the set writer phrases the shapes still owed, the checker judges, the table keeps.

Runs in workers and commands. With the template writer nothing is owed. See `docs/architecture.md`.
Imports neither torch nor `recommender.neural`: a writer that needs them reaches them itself.
"""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import cast

from django.core.signals import setting_changed
from django.db.models import F

from recommender import registry
from recommender.conf import option, options
from recommender.contracts import Reason, ReasonPrompt, Writer
from recommender.errors import OutsideFailure
from recommender.models import ReasonShape, ReasonText
from recommender.progress import Progress
from recommender.reasons.checker import CHECKER_VERSION, check
from recommender.reasons.prompts import PROMPT_VERSION
from recommender.reasons.shapes import Shape, every_shape
from recommender.reasons.templates import sentences
from recommender.reasons.vocabulary import TONES
from recommender.sentence_notes import fallbacks_count, shapes_note

logger = logging.getLogger(__name__)

VARIANTS = 4  # sentences per shape, language and tone
BATCH = 64
REPEAT = "repeat"  # the cause of a sentence that another variant says already
EDITOR, EDITOR_REVISION = "editor", "1"  # who wrote what was put in by hand
RETRY = VARIANTS  # the second try asks for a variant further on


@cache
def current_writer() -> Writer | None:
    """Return the writer that is set, or None when sentences come from templates.

    Raises:
        InvalidSetting: `RECOMMENDER["WRITER"]`, or what that writer needs, is wrong.
    """
    slug = option("WRITER")
    if slug == "template":
        return None
    return cast(Writer, registry.get("writer", slug).from_options(options()))


def _forget_writer(*, setting: str, **_: object) -> None:
    if setting == "RECOMMENDER":
        current_writer.cache_clear()


setting_changed.connect(_forget_writer, dispatch_uid="recommender.sentence_writing")


def text_key(digest: str, language: str, tone: str, writer: str, revision: str) -> str:
    """Sha256 under which a shape's sentences are kept: all that could change them is in it."""
    parts = (digest, language, tone, writer, revision, str(PROMPT_VERSION), str(CHECKER_VERSION))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def steady_choice(digest: str, item_id: str, choices: Iterable[int]) -> int:
    """Choose a variant so that a pick keeps its sentence when others come or go (rendezvous)."""

    def weight(variant: int) -> bytes:
        return hashlib.blake2b(f"{digest}:{item_id}:{variant}".encode(), digest_size=8).digest()

    return max(choices, key=weight)


# ------------------------------------------------------------------------------------- what is owed


@dataclass(frozen=True)
class _Owed:
    shape: Shape
    key: str
    prompt: ReasonPrompt


def owed_write(
    limit: int = 500,
    progress: Progress | None = None,
    *,
    languages: Sequence[str] = (),
    tones: Sequence[str] = TONES,
) -> dict[str, int]:
    """Write up to `limit` missing sentences with the set writer, most used shapes first.

    Each is checked; what fails, or says what another variant says already, is tried once more, then
    kept as rejected with its cause. Returns counts {"owed", "written", "accepted", "rejected",
    "repeated", "failed"}: `failed` were owed when the writer could not answer at all; they stay
    owed. `written` is the sum of the three before it. With the template writer all are 0.

    Args:
        limit: sentences at most.
        progress: told how many are done, and the rate.
        languages: only these; none for all that are set.
        tones: only these.
    """
    counts = Counter(owed=0, written=0, accepted=0, rejected=0, repeated=0, failed=0)
    writer = current_writer()
    if writer is None:
        return dict(counts)
    owed = list(islice(_missing(writer, languages or option("LANGUAGES"), tones), limit))
    counts["owed"] = len(owed)
    started = time.monotonic()
    for start in range(0, len(owed), BATCH):
        batch = owed[start : start + BATCH]
        try:
            rows = _phrased(batch, writer)
        except OutsideFailure as failure:
            logger.warning("Writer %s cannot answer: %s", writer.slug, failure)
            counts["failed"] = len(owed) - start
            fallbacks_count({f"writer_down:{writer.slug}": 1})
            break
        _keep(rows, counts)
        if progress is not None:
            rate = counts["written"] / max(time.monotonic() - started, 1e-9)
            progress(f"sentences; {rate:.0f} a second", start + len(batch), len(owed))
    return dict(counts)


def shapes_expect() -> int:
    """Note every shape there can be, so that sentences are written before a page needs them."""
    shapes = every_shape()
    shapes_note(shapes, {})
    return len(shapes)


def rejected_forget(writer: Writer) -> int:
    """Forget what the checker rejected of a writer's revision, so that it is owed again."""
    rows = ReasonText.objects.filter(
        writer=writer.slug, writer_revision=writer.revision, status=ReasonText.Status.REJECTED
    )
    return rows.delete()[0]


def _missing(writer: Writer, languages: Sequence[str], tones: Sequence[str]) -> Iterator[_Owed]:
    """Yield what has no verdict yet under the current key, most used shape first."""
    known = set(
        ReasonText.objects.filter(
            writer=writer.slug,
            writer_revision=writer.revision,
            prompt_version=PROMPT_VERSION,
            checker_version=CHECKER_VERSION,
        ).values_list("key", "variant")
    )
    for row in ReasonShape.objects.order_by("-uses", "digest").iterator():
        shape = every_shape().get(row.digest)
        if shape is None:  # made by an older version of the shapes: no longer told
            continue
        for language in languages:
            for tone in tones:
                key = text_key(shape.digest, language, tone, writer.slug, writer.revision)
                for variant in range(VARIANTS):
                    if (key, variant) not in known:
                        prompt = ReasonPrompt(shape.json, shape.slots, language, tone, variant)
                        yield _Owed(shape, key, prompt)


def _phrased(batch: Sequence[_Owed], writer: Writer) -> list[ReasonText]:
    rows = _judged(batch, writer.write([owed.prompt for owed in batch]), writer)
    said = _said(batch)
    again = [i for i, row in enumerate(rows) if not _new(row, said)]
    if again:
        prompts = [_second_try(batch[i].prompt) for i in again]
        tried = _judged([batch[i] for i in again], writer.write(prompts), writer)
        for i, row in zip(again, tried, strict=True):
            if _new(row, said):
                rows[i] = row
            elif rows[i].status == ReasonText.Status.ACCEPTED:
                rows[i].status, rows[i].cause = ReasonText.Status.REJECTED, REPEAT
    return rows


def _said(batch: Sequence[_Owed]) -> set[tuple[str, str]]:
    """Return (key, text) of what the checker accepted before, whatever an editor thought of it."""
    kept = ReasonText.objects.filter(key__in={owed.key for owed in batch})
    return set(kept.exclude(status=ReasonText.Status.REJECTED).values_list("key", "text"))


def _new(row: ReasonText, said: set[tuple[str, str]]) -> bool:
    """Whether a sentence is accepted and not said yet; it is said from now on."""
    one = (row.key, row.text)
    if row.status == ReasonText.Status.REJECTED or one in said:
        return False
    said.add(one)
    return True


def _second_try(prompt: ReasonPrompt) -> ReasonPrompt:
    return ReasonPrompt(
        prompt.shape, prompt.slots, prompt.language, prompt.tone, prompt.variant + RETRY
    )


def _judged(batch: Sequence[_Owed], texts: Sequence[str], writer: Writer) -> list[ReasonText]:
    rows = []
    for owed, text in zip(batch, texts, strict=True):
        verdict = check(text, owed.shape.json, owed.prompt.language)
        status = ReasonText.Status.ACCEPTED if verdict.ok else ReasonText.Status.REJECTED
        rows.append(
            ReasonText(
                key=owed.key,
                variant=owed.prompt.variant,
                shape_id=owed.shape.digest,
                language=owed.prompt.language,
                tone=owed.prompt.tone,
                writer=writer.slug,
                writer_revision=writer.revision,
                prompt_version=PROMPT_VERSION,
                checker_version=CHECKER_VERSION,
                text=_storable(text),
                status=status,
                cause=verdict.cause,
            )
        )
    return rows


def _storable(text: str) -> str:
    """What an editor sees of a sentence; Postgres takes neither NUL nor lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()[:400]


def _keep(rows: Sequence[ReasonText], counts: Counter[str]) -> None:
    ReasonText.objects.bulk_create(rows, ignore_conflicts=True)
    causes = Counter(row.cause for row in rows if row.cause)
    counts["written"] += len(rows)
    counts["accepted"] += len(rows) - causes.total()
    counts["repeated"] += causes.pop(REPEAT, 0)
    counts["rejected"] += causes.total()
    fallbacks_count({f"reason_rejected:{cause}": number for cause, number in causes.items()})


# ----------------------------------------------------------------------------------------- feedback


def reason_text_feedback(reason: Reason, *, helpful: bool) -> bool:
    """Count that a shopper found the sentence of a reason helpful, or not.

    The sentence is found again by its text. Returns False when it is no longer known.
    """
    writer = current_writer()
    plain, by_hand = reason.writer == "template", reason.writer == EDITOR
    if not (plain or by_hand) and (writer is None or writer.slug != reason.writer):
        return False
    revision = EDITOR_REVISION if plain or by_hand or writer is None else writer.revision
    keys = {
        text_key(reason.shape, reason.language, tone, reason.writer, revision): tone
        for tone in TONES
    }
    if plain:
        _plain_kept(reason, keys, revision)
    rows = ReasonText.objects.filter(key__in=list(keys)).order_by("pk")
    found = [pk for pk, text in rows.values_list("pk", "text") if _filled_from(text, reason.text)]
    field = "helpful" if helpful else "unhelpful"
    return bool(ReasonText.objects.filter(pk__in=found[:1]).update(**{field: F(field) + 1}))


def _filled_from(sentence: str, text: str) -> bool:
    pattern = "".join(
        ".+" if piece.startswith("{") else re.escape(piece)
        for piece in re.split(r"(\{[A-Z_0-9]+\})", sentence)
    )
    return re.fullmatch(pattern, text) is not None


def _plain_kept(reason: Reason, keys: Mapping[str, str], revision: str) -> None:
    """Keep a row for a plain sentence, once somebody has an opinion of it."""
    shape = every_shape().get(reason.shape)
    if shape is None:
        return
    shapes_note({reason.shape: shape}, {})
    rows = [
        ReasonText(
            key=key,
            variant=variant,
            shape_id=reason.shape,
            language=reason.language,
            tone=tone,
            writer=reason.writer,
            writer_revision=revision,
            prompt_version=PROMPT_VERSION,
            checker_version=CHECKER_VERSION,
            text=sentence,
            status=ReasonText.Status.ACCEPTED,
        )
        for key, tone in keys.items()
        for variant, sentence in enumerate(sentences(shape, reason.language, tone))
        if _filled_from(sentence, reason.text)
    ]
    ReasonText.objects.bulk_create(rows[:1], ignore_conflicts=True)
