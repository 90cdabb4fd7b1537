"""The strategy page: sliders, a preview beside them, versions, and a way back from each change.

A strategy's change page is the page; its list leads to the one that pages use. Versions are added
and never edited; activating and rolling back move a pointer. Every change is a POST, needs
permission to change strategies, and leaves a line in the admin's log.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext

from recommender.admin.base import RecordAdmin, require
from recommender.admin.preview import Ask, compare, lively_shoppers
from recommender.admin.strategy_form import changes, check, read, sections
from recommender.admin.words import PLACEMENTS, parameter_path
from recommender.models import Item, Strategy, StrategyVersion
from recommender.strategy import (
    StrategyParams,
    strategy_activate,
    strategy_ensure_default,
    strategy_save,
)

VERSIONS_SHOWN = 20
MOST_CATEGORIES = 300
NOTE_LENGTH = 200


@admin.register(Strategy)
class StrategyAdmin(RecordAdmin):
    """How picks are mixed."""

    def get_urls(self) -> list[URLPattern]:
        """Add the preview and the activation of a version."""
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:strategy_id>/preview/",
                wrap(self.preview_view),
                name="recommender_strategy_preview",
            ),
            path(
                "<int:strategy_id>/serve/<int:version_id>/",
                wrap(self.serve_view),
                name="recommender_strategy_serve",
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the strategy that pages use."""
        require(request, "recommender.view_strategy")
        strategy_id = strategy_ensure_default().strategy_id
        asked = request.GET.urlencode()
        return HttpResponseRedirect(_address(strategy_id) + (f"?{asked}" if asked else ""))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the page; a POST previews, saves, or saves and serves."""
        require(request, "recommender.view_strategy")
        strategy = self._strategy(request, object_id)
        base = self._base(request, strategy)
        if request.method != "POST":
            return self._page(request, strategy, base, None)
        if request.POST.get("do") not in {"save", "serve"}:
            return self._page(request, strategy, base, request.POST)
        require(request, "recommender.change_strategy")
        params, errors = check(read(request.POST, base))
        note = request.POST.get("note", "").strip()
        if params is None or errors or len(note) > NOTE_LENGTH:
            return self._page(request, strategy, base, request.POST, status=422)
        return self._save(request, strategy, params, note)

    def preview_view(self, request: HttpRequest, strategy_id: int) -> HttpResponse:
        """Return the preview alone, for the script on the page. Changes nothing."""
        require(request, "recommender.view_strategy")
        strategy = self._strategy(request, str(strategy_id))
        context = self._previewed(
            strategy, self._base(request, strategy), request.POST, lively_shoppers()
        )
        return TemplateResponse(request, "recommender/admin/strategy_preview.html", context)

    def serve_view(self, request: HttpRequest, strategy_id: int, version_id: int) -> HttpResponse:
        """Let a version serve: activating, rolling back and undoing are the same move."""
        require(request, "recommender.change_strategy")
        strategy = self._strategy(request, str(strategy_id))
        address = _address(strategy.pk)
        if request.method == "POST":
            version = strategy.versions.filter(pk=version_id).first()
            if version is None:
                raise Http404(gettext("There is no such version."))
            before = strategy.active_version
            strategy_activate(version)
            said = _moved(before, version)
            self.log_change(request, strategy, said)
            self.message_user(request, said, messages.SUCCESS)
            address += _undo(before, version)
        return HttpResponseRedirect(address)

    def _save(
        self, request: HttpRequest, strategy: Strategy, params: StrategyParams, note: str
    ) -> HttpResponse:
        before = strategy.active_version
        serve = request.POST.get("do") == "serve"
        version = strategy_save(strategy, params, note=note, author=request.user, activate=serve)
        said = (
            gettext("Version %(number)s is saved and serves.")
            if serve
            else gettext("Version %(number)s is saved. Pages still use the one before.")
        ) % {"number": version.number}
        self.log_change(request, strategy, f"{said} {note}".strip())
        self.message_user(request, said, messages.SUCCESS)
        undo = _undo(before, version) if serve else f"?version={version.pk}"
        return HttpResponseRedirect(_address(strategy.pk) + undo)

    def _page(
        self,
        request: HttpRequest,
        strategy: Strategy,
        base: StrategyParams,
        data: Any,
        status: int = 200,
    ) -> HttpResponse:
        lively = lively_shoppers()
        asked = data if data is not None else request.GET
        shown = self._previewed(strategy, base, asked, lively)
        may_change = request.user.has_perm("recommender.change_strategy")
        note = str(asked.get("note", ""))
        context = self.page(
            request,
            gettext("Strategy"),
            subtitle=strategy.name,
            original=strategy,
            strategy=strategy,
            strategies=Strategy.objects.order_by("name") if Strategy.objects.count() > 1 else (),
            sections=sections(shown["values"], shown["serving"], shown["errors"], data),
            lively=lively,
            placements=PLACEMENTS.items(),
            categories=_categories(),
            versions=_versions(strategy),
            back=_back(strategy) if may_change else None,
            undo=_undone(request, strategy) if may_change else None,
            may_change=may_change,
            note=note,
            note_problem=gettext("At most %(n)s characters.") % {"n": NOTE_LENGTH}
            if len(note) > NOTE_LENGTH
            else "",
            version=asked.get("version", ""),
            **shown,
        )
        return TemplateResponse(request, "recommender/admin/strategy.html", context, status=status)

    def _previewed(
        self, strategy: Strategy, base: StrategyParams, data: Any, lively: list[dict[str, Any]]
    ) -> dict[str, Any]:
        active = strategy.active_version
        serving = StrategyParams.from_json(active.params) if active else StrategyParams()
        values = read(data, base)
        edited, errors = check(values)
        ask = Ask.read(data, lively)
        context = ask.context(timezone.now())
        comparison = compare(context, serving, edited) if context and edited else None
        return {
            "active": active,
            "serving": serving,
            "values": values,
            "errors": errors,
            "wrong": {
                name: (parameter_path(name) if name else gettext("Strategy"), " ".join(said))
                for name, said in errors.items()
            },
            "ask": ask,
            "comparison": comparison,
            "edits": changes(serving.to_json(), edited.to_json()) if edited else [],
        }

    def _strategy(self, request: HttpRequest, object_id: str) -> Strategy:
        is_number = object_id.isdecimal() and len(object_id) < 19
        rows = Strategy.objects.select_related("active_version")
        strategy = rows.filter(pk=int(object_id)).first() if is_number else None
        if strategy is None:
            raise Http404(gettext("There is no such strategy."))
        return strategy

    def _base(self, request: HttpRequest, strategy: Strategy) -> StrategyParams:
        """Return what the sliders start from: a chosen version, the defaults, else what serves."""
        wanted = request.POST.get("version") or request.GET.get("version") or ""
        if wanted == "defaults":
            return StrategyParams()
        if wanted.isdecimal() and len(wanted) < 19:
            version = strategy.versions.filter(pk=int(wanted)).first()
            if version is not None:
                return StrategyParams.from_json(version.params)
        active = strategy.active_version
        return StrategyParams.from_json(active.params) if active else StrategyParams()


def _address(strategy_id: int) -> str:
    return reverse("admin:recommender_strategy_change", args=[strategy_id])


def _undo(before: StrategyVersion | None, now: StrategyVersion) -> str:
    return f"?undo={before.pk}" if before is not None and before.pk != now.pk else ""


def _undone(request: HttpRequest, strategy: Strategy) -> StrategyVersion | None:
    wanted = request.GET.get("undo", "")
    if not wanted.isdecimal() or len(wanted) > 18:
        return None
    return (
        strategy.versions.filter(pk=int(wanted)).exclude(pk=strategy.active_version_id or 0).first()
    )


def _back(strategy: Strategy) -> StrategyVersion | None:
    """Return the version before the one that serves."""
    active = strategy.active_version
    return strategy.versions.filter(number__lt=active.number).first() if active else None


def _moved(before: StrategyVersion | None, now: StrategyVersion) -> str:
    if before is not None and before.number > now.number:
        said = gettext("Rolled back to version %(number)s.")
    else:
        said = gettext("Version %(number)s serves now.")
    return said % {"number": now.number}


def _versions(strategy: Strategy) -> list[dict[str, Any]]:
    """Return the newest versions, each with what it changed from the one before it."""
    found = list(strategy.versions.select_related("author")[: VERSIONS_SHOWN + 1])
    return [
        {
            "version": version,
            "is_active": version.pk == strategy.active_version_id,
            "changes": changes(before.params, version.params) if before else [],
            "is_first": before is None,
        }
        for version, before in zip(found, [*found[1:], None], strict=False)
    ][:VERSIONS_SHOWN]


def _categories() -> list[tuple[str, str]]:
    rows = Item.objects.filter(is_active=True).exclude(category="")
    found = rows.values_list("category", "category_name").distinct().order_by("category_name")
    return list(found[:MOST_CATEGORIES])
