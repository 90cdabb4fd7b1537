"""Sentences by shape: each shape told plainly, its sentences judged, changed, banned, brought back.

A page of its own beside the flat list of `recommender.admin.reasons`. Works without scripts. What
an editor writes goes through the checker; what it objects to is said, and nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from recommender.admin import sentences_data as data
from recommender.admin.base import RecommenderAdmin, badge, language, require
from recommender.admin.dashboard_data import Counted
from recommender.admin.plots import columns
from recommender.admin.sentence_words import KINDS, LANGUAGES, SLOTS, TONES, kind_of, objection
from recommender.conf import option
from recommender.models import ReasonShape, ReasonText
from recommender.reasons.filling import SLOT
from recommender.reasons.shapes import Shape, every_shape
from recommender.reasons.templates import sentences
from recommender.reasons.vocabulary import DEFAULT_TONE
from recommender.sentence_editing import SHOWN, keys_shown, sentence_put, sentence_status_set
from recommender.sentence_writing import EDITOR, current_writer

PAGE = 20
Status = ReasonText.Status
BADGES = {"accepted": "", "approved": "good", "rejected": "quiet", "banned": "warn"}
_CHANGE = "recommender.change_reasontext"
_VIEW = "recommender.view_reasontext"


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters; what makes no sense counts as not given."""

    kind: str = ""
    language: str = ""
    tone: str = ""
    status: str = ""
    writer: str = ""
    words: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Asked:
        """Read the query string."""
        known = {"kind": KINDS, "language": LANGUAGES, "tone": TONES, "status": Status.values}
        said = {name: given.get(name, "") for name in known}
        kept = {name: value for name, value in said.items() if value in known[name]}
        return cls(
            **kept,
            writer=given.get("writer", "")[:16],
            words=given.get("words", "").strip()[:80],
        )

    @property
    def link(self) -> str:
        """The query string of these filters, "" for none."""
        pairs = {name: getattr(self, name) for name in self.__slots__}
        said = {name: value for name, value in pairs.items() if value}
        return f"?{urlencode(said)}" if said else ""

    @property
    def of_texts(self) -> Q:
        """What a sentence must be."""
        fields = {"language": self.language, "tone": self.tone, "status": self.status}
        found = {name: value for name, value in fields.items() if value}
        return Q(**found, **({"writer": self.writer} if self.writer else {}))


def shapes_page(request: HttpRequest) -> dict[str, Any]:
    """Return what the page of all shapes shows."""
    asked = Asked.read(request.GET)
    uses = dict(ReasonShape.objects.values_list("digest", "uses"))
    found = sorted(_shapes(asked), key=lambda one: (-uses.get(one.digest, 0), one.digest))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = _counts([shape.digest for shape in page.object_list])
    rows = [
        {
            "digest": shape.digest,
            "said": chips(_plain(shape, asked.language or language())),
            "kind": kind_of(shape.json),
            "uses": uses.get(shape.digest, 0),
            "counts": counts.get(shape.digest, {}),
            "is_met": shape.digest in uses,
        }
        for shape in page.object_list
    ]
    link = asked.link
    return {
        "asked": asked,
        "rows": rows,
        "pages": page,
        "link": link,
        "more": f"{link}&" if link else "?",
        "filters": _filters(asked),
        "writer": _writer_said(),
        "numbers": _numbers(),
    }


def _shapes(asked: Asked) -> Iterable[Shape]:
    """Yield the shapes that the filters leave."""
    spoken = asked.language or language()
    wanted: set[str] | None = None
    if asked.of_texts != Q():
        wanted = set(data.texts_now().filter(asked.of_texts).values_list("shape_id", flat=True))
    said = set()
    if asked.words:
        said = set(
            data.texts_now()
            .filter(asked.of_texts, text__icontains=asked.words)
            .values_list("shape_id", flat=True)
        )
    for digest, shape in every_shape().items():
        if asked.kind and shape.claims[0]["kind"] != asked.kind:
            continue
        if wanted is not None and digest not in wanted:
            continue
        plain = _plain(shape, spoken).lower()
        if asked.words and digest not in said and asked.words.lower() not in plain:
            continue
        yield shape


def _counts(digests: Sequence[str]) -> dict[str, dict[str, int]]:
    found = (
        data.texts_now()
        .filter(shape_id__in=digests)
        .exclude(writer="template")
        .values_list("shape_id")
        .annotate(
            shown=Count("pk", filter=Q(status__in=SHOWN)),
            rejected=Count("pk", filter=Q(status=Status.REJECTED)),
            banned=Count("pk", filter=Q(status=Status.BANNED)),
        )
    )
    return {
        digest: {"shown": shown, "rejected": rejected, "banned": banned}
        for digest, shown, rejected, banned in found
    }


def _plain(shape: Shape, spoken: str, tone: str = DEFAULT_TONE) -> str:
    return sentences(shape, spoken, tone)[0]


def chips(text: str) -> SafeString:
    """Return a sentence with its slots as chips."""
    parts: list[tuple[SafeString | str]] = []
    for piece in _pieces(text):
        name = SLOTS.get(piece)
        parts.append((format_html('<b class="rc-slot">{}</b>', name) if name else piece,))
    return format_html_join("", "{}", parts)


def _pieces(text: str) -> Iterable[str]:
    at = 0
    for found in SLOT.finditer(text):
        yield text[at : found.start()]
        yield found[0]
        at = found.end()
    yield text[at:]


def _filters(asked: Asked) -> list[dict[str, Any]]:
    writers = data.texts_now().order_by("writer").values_list("writer", flat=True).distinct()
    offered = (
        ("kind", gettext("Says"), KINDS.items()),
        ("language", gettext("Language"), LANGUAGES.items()),
        ("tone", gettext("Tone"), TONES.items()),
        ("status", gettext("Status"), Status.choices),
        ("writer", gettext("Writer"), [(one, writer_name(one)) for one in writers]),
    )
    return [
        {"name": name, "label": label, "choices": choices, "now": getattr(asked, name)}
        for name, label, choices in offered
    ]


def writer_name(slug: str) -> str:
    """Return what a writer is called."""
    if slug == EDITOR:
        return gettext("an editor")
    return gettext("plain sentence") if slug == "template" else slug


def _writer_said() -> dict[str, Any]:
    return {"slug": option("WRITER"), "is_set": current_writer() is not None}


# ------------------------------------------------------------------------------------- the numbers


def _numbers() -> dict[str, Any]:
    causes = data.causes_counted()
    top = max((n for _, n in causes), default=1)
    return {
        "plain": _plain_days(data.plain_by_day(timezone.now())),
        "causes": [
            {"said": objection(cause), "n": n, "width": round(100 * n / top, 1)}
            for cause, n in causes[:8]
        ],
        "more_causes": max(0, len(causes) - 8),
        "liked": [
            {"by": label, "rows": [_liked(name(one.value), one) for one in data.liked_by(field)]}
            for label, field, name in (
                (gettext("By tone"), "tone", lambda value: str(TONES.get(value, value))),
                (gettext("By writer"), "writer", writer_name),
                (gettext("By variant"), "variant", lambda value: str(int(value) + 1)),
            )
        ],
        "coverage": data.coverage(),
    }


def _plain_days(counted: Counted) -> dict[str, Any]:
    values = [
        (date_format(day, "j.n."), 100 * plain / total if total else 0.0)
        for day, plain, total in counted.rows
    ]
    plain, total = (sum(row[at] for row in counted.rows) for at in (1, 2))
    return {
        "gave_up": counted.gave_up,
        "plot": columns([(day, round(share, 1)) for day, share in values]) if values else None,
        "percent": 100 * plain / (total or 1),
        "total": total,
    }


def _liked(name: str, one: data.Liked) -> dict[str, Any]:
    return {"name": name, "percent": one.percent, "all": one.helpful + one.unhelpful}


# ----------------------------------------------------------------------------------- one shape


@dataclass(frozen=True, slots=True)
class Tried:
    """An editor's words that the checker turned down, to be shown again where they were typed."""

    language: str
    tone: str
    text: str
    said: str
    pk: int | None = None


def shape_page(request: HttpRequest, digest: str, tried: Tried | None = None) -> dict[str, Any]:
    """Return what the page of one shape shows.

    Raises:
        Http404: no such shape is told.
    """
    shape = every_shape().get(digest)
    if shape is None:
        raise Http404
    asked = Asked.read(request.GET)
    uses = ReasonShape.objects.filter(pk=digest).values_list("uses", flat=True).first()
    groups = [
        _group(shape, spoken, tone, asked, tried)
        for spoken in option("LANGUAGES")
        if spoken in LANGUAGES and asked.language in {"", spoken}
        for tone in TONES
        if asked.tone in {"", tone}
    ]
    return {
        "digest": digest,
        "said": chips(_plain(shape, language())),
        "kind": kind_of(shape.json),
        "uses": uses or 0,
        "must": [SLOTS[slot] for slot in shape.json["required"]],
        "may": [SLOTS[slot] for slot in shape.slots if slot not in shape.json["required"]],
        "slots": [(slot, SLOTS[slot]) for slot in shape.slots],
        "groups": groups,
        "asked": asked,
        "filters": [one for one in _filters(asked) if one["name"] in {"language", "tone"}],
        "may_change": request.user.has_perm(_CHANGE),
        "writer": _writer_said(),
    }


def _group(
    shape: Shape, spoken: str, tone: str, asked: Asked, tried: Tried | None
) -> dict[str, Any]:
    """Return the sentences of one language and tone, as a page would choose among them."""
    keys = keys_shown(shape.digest, spoken, tone)
    rows = list(
        data.texts_now()
        .filter(shape_id=shape.digest, language=spoken, tone=tone)
        .filter(Q(key__in=keys) | Q(writer="template"))
        .order_by("variant", "pk")
    )
    by_hand = {row.variant for row in rows if row.writer == EDITOR and row.status in SHOWN}
    here = tried if tried and (tried.language, tried.tone) == (spoken, tone) else None
    shown = [_row(row, by_hand, here) for row in rows]
    return {
        "name": gettext("%(language)s, %(tone)s") % {
            "language": LANGUAGES[spoken], "tone": TONES[tone],
        },
        "id": f"{spoken}-{tone}",
        "language": spoken,
        "tone": tone,
        "rows": shown,
        "is_plain": not any(row.status in SHOWN and row.writer != "template" for row in rows),
        "plain": [chips(text) for text in sentences(shape, spoken, tone)[:3]],
        "tried": here if here is not None and here.pk is None else None,
    }  # fmt: skip


def _row(row: ReasonText, by_hand: set[int], tried: Tried | None) -> dict[str, Any]:
    is_replaced = row.writer not in (EDITOR, "template") and row.variant in by_hand
    return {
        "text": row,
        "said": chips(row.text),
        "state": badge(
            gettext("replaced by an editor") if is_replaced else row.get_status_display(),
            "quiet" if is_replaced else BADGES.get(row.status, ""),
        ),
        "why": objection(row.cause) if row.cause else "",
        "writer": writer_name(row.writer),
        "number": row.variant + 1,
        "can_approve": row.status == Status.ACCEPTED
        and row.writer != "template"
        and not is_replaced,
        "can_ban": row.status in SHOWN and row.writer != "template",
        "can_restore": row.status == Status.BANNED,
        "tried": tried if tried is not None and tried.pk == row.pk else None,
    }


# -------------------------------------------------------------------------------------- the views


def shapes_view(page: RecommenderAdmin, request: HttpRequest) -> HttpResponse:
    """Show every shape and the numbers."""
    require(request, _VIEW)
    context = page.page(request, gettext("Sentences"), **shapes_page(request))
    return TemplateResponse(request, "recommender/admin/sentences.html", context)


def shape_view(page: RecommenderAdmin, request: HttpRequest, digest: str) -> HttpResponse:
    """Show one shape's sentences, or do what an editor asks with one of them."""
    require(request, _VIEW)
    tried = None
    if request.method == "POST":
        require(request, _CHANGE)
        if digest not in every_shape():
            raise Http404
        tried = _act(request, digest)
        if tried is None:
            here = reverse("admin:recommender_sentences_shape", args=[digest])
            return HttpResponseRedirect(here + Asked.read(request.GET).link)
    found = shape_page(request, digest, tried)
    context = page.page(request, gettext("Sentences of one shape"), **found)
    template = "recommender/admin/sentences_shape.html"
    return TemplateResponse(request, template, context, status=200 if tried is None else 422)


def _act(request: HttpRequest, digest: str) -> Tried | None:
    """Do what was asked; what the checker turns down comes back to be shown again."""
    given = request.POST
    texts = data.texts_now().filter(shape_id=digest)
    pk = given.get("pk", "")
    row = texts.filter(pk=pk).first() if pk.isdigit() else None
    if pk and row is None:
        messages.warning(request, gettext("This sentence is not there any more."))
        return None
    if given.get("do") in {"approve", "ban", "restore"} and row is not None:
        _set(request, row, str(given["do"]))
        return None
    spoken, tone = (
        (row.language, row.tone) if row else (given.get("language", ""), given.get("tone", ""))
    )
    if spoken not in option("LANGUAGES") or tone not in TONES:
        raise Http404
    text = given.get("text", "")[:2000]
    put = sentence_put(text, digest, spoken, tone, instead_of=row)
    if put.text is None:
        said = objection(put.verdict.cause, put.verdict.detail)
        return Tried(spoken, tone, text, said, row.pk if row else None)
    is_new = row is None
    what = gettext("Written") if is_new else gettext("In place of: %(text)s") % {"text": row}
    _log(request, put.text, ADDITION if is_new else CHANGE, what)
    messages.success(request, gettext("The checker has nothing against it. Shoppers see it now."))
    return None


def _set(request: HttpRequest, row: ReasonText, do: str) -> None:
    is_hand = row.writer == EDITOR
    back = Status.APPROVED if is_hand else Status.ACCEPTED
    status = {"approve": Status.APPROVED, "ban": Status.BANNED, "restore": back}[do]
    verdict = sentence_status_set(row, status)
    if not verdict.ok:
        said = objection(verdict.cause, verdict.detail)
        messages.error(request, gettext("It stays out. %(why)s") % {"why": said})
        return
    _log(request, row, CHANGE, str(status.label))
    done = {
        "approve": gettext("Approved: shoppers may see it."),
        "ban": gettext("Banned: the next page is without it."),
        "restore": gettext("Brought back: shoppers may see it again."),
    }
    messages.success(request, done[do])


def _log(request: HttpRequest, row: ReasonText, flag: int, said: str) -> None:
    LogEntry.objects.log_actions(int(request.user.pk or 0), [row], flag, said)
