"""What an editor does with sentences: writes, changes, approves, bans and brings back.

An editor's words are judged as a writer's are, and stand in place of the writer's sentence of the
same variant; that one is kept, and shows again when the editor's is banned. What changes is shown
by this process at once and by others within a second (`recommender.shop_look`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from recommender.models import ReasonShape, ReasonText
from recommender.reasons.checker import CHECKER_VERSION, Verdict, check
from recommender.reasons.filling import SLOT
from recommender.reasons.headings import NAME
from recommender.reasons.prompts import PROMPT_VERSION
from recommender.reasons.shapes import Shape, every_shape
from recommender.sentence_notes import shapes_note
from recommender.sentence_writing import EDITOR, EDITOR_REVISION, current_writer, text_key
from recommender.shop_look import look_forget
from recommender.sql import rows

Status = ReasonText.Status
SHOWN = (Status.ACCEPTED, Status.APPROVED)


@dataclass(frozen=True, slots=True)
class Put:
    """What became of an editor's words: the row that holds them, or the checker's verdict."""

    verdict: Verdict
    text: ReasonText | None = None


def sentence_put(
    text: str, digest: str, language: str, tone: str, instead_of: ReasonText | None = None
) -> Put:
    """Keep an editor's sentence, approved, if the checker has nothing against it.

    `instead_of`: the sentence it replaces; None adds one more. Nothing is stored of a rejected one.
    """
    shape = every_shape()[digest]
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    verdict = check(text, shape.json, language)
    if not verdict.ok:
        return Put(verdict)
    key = text_key(digest, language, tone, EDITOR, EDITOR_REVISION)
    with transaction.atomic():
        shapes_note({digest: shape}, {})
        ReasonShape.objects.select_for_update().get(pk=digest)  # one editor numbers at a time
        row, _ = ReasonText.objects.update_or_create(
            key=key,
            variant=_variant(shape, language, tone, key, instead_of),
            defaults={
                "shape_id": digest,
                "language": language,
                "tone": tone,
                "writer": EDITOR,
                "writer_revision": EDITOR_REVISION,
                "prompt_version": PROMPT_VERSION,
                "checker_version": CHECKER_VERSION,
                "text": text[:400],
                "status": Status.APPROVED,
                "cause": "",
                "helpful": 0,
                "unhelpful": 0,
            },
        )
        if instead_of is not None:
            _names_owe(shape, language, instead_of.text)
    look_forget()
    return Put(verdict, row)


def sentence_status_set(text: ReasonText, status: ReasonText.Status) -> Verdict:
    """Approve, ban or bring back a sentence; what the checker objects to now stays out.

    Returns the checker's verdict, which a ban does not ask for.
    """
    shape = every_shape().get(text.shape_id)
    verdict = Verdict(ok=True)
    if status != Status.BANNED:
        found = shape.json if shape is not None else text.shape.shape
        verdict = check(text.text, found, text.language)
        if not verdict.ok:
            return verdict
    with transaction.atomic():
        ReasonText.objects.filter(pk=text.pk).update(status=status, cause="")
        if shape is not None:
            _names_owe(shape, text.language, text.text)
    text.status = status
    look_forget()
    return verdict


def editors_judge_again() -> int:
    """Judge what editors wrote before the checker or the prompt changed; return how many.

    What still holds goes on as it was, what does not is kept as rejected, with its cause.
    """
    by_hand = ReasonText.objects.filter(writer=EDITOR)
    now = {"checker_version": CHECKER_VERSION, "prompt_version": PROMPT_VERSION}
    known = set(by_hand.filter(**now).values_list("key", "variant"))
    judged = {}
    for row in by_hand.exclude(**now).order_by("checker_version", "prompt_version", "pk"):
        key = text_key(row.shape_id, row.language, row.tone, EDITOR, EDITOR_REVISION)
        shape = every_shape().get(row.shape_id)
        if shape is None or (key, row.variant) in known:  # no longer told, or judged already
            continue
        verdict = check(row.text, shape.json, row.language)
        row.pk, row.key = None, key
        row.checker_version, row.prompt_version = CHECKER_VERSION, PROMPT_VERSION
        if not verdict.ok and row.status != Status.BANNED:
            row.status, row.cause = Status.REJECTED, verdict.cause
        judged[key, row.variant] = row
    return len(ReasonText.objects.bulk_create(judged.values(), ignore_conflicts=True))


def keys_shown(digest: str, language: str, tone: str) -> list[str]:
    """Return the keys under which a page finds sentences now, the writer's first."""
    writer = current_writer()
    hands = [(writer.slug, writer.revision)] if writer is not None else []
    hands.append((EDITOR, EDITOR_REVISION))
    return [text_key(digest, language, tone, slug, revision) for slug, revision in hands]


def _variant(
    shape: Shape, language: str, tone: str, key: str, instead_of: ReasonText | None
) -> int:
    """Return the place an editor's sentence takes: that of another one, else the next free one."""
    keys = keys_shown(shape.digest, language, tone)
    if instead_of is not None and instead_of.key in keys:
        return instead_of.variant
    known = ReasonText.objects.filter(key__in=keys).aggregate(last=Max("variant"))["last"]
    return 0 if known is None else known + 1


_OWE_NAMED = """
INSERT INTO recommender_owedrefresh AS o (shopper_id, owed_since)
SELECT DISTINCT state_id, now() FROM recommender_interestrow
WHERE labels ->> %s LIKE %s ORDER BY state_id
ON CONFLICT (shopper_id) DO UPDATE SET owed_since = EXCLUDED.owed_since
WHERE o.leased_until IS NOT NULL
"""


def _names_owe(shape: Shape, language: str, text: str) -> None:
    """Let the worker name anew what may bear the name that `text` gives."""
    if shape.claims[0]["kind"] == NAME:
        plain = re.sub(r"([\\%_])", r"\\\1", SLOT.sub("\0", text))
        rows(_OWE_NAMED, [language, plain.replace("\0", "%")])
