"""Model runs: how each was made and how good it is; which one serves; train, activate, roll back.

Every change is asked for on a page that says what it will do, and can be undone from the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recommender.admin.base import RecordAdmin, badge, require
from recommender.admin.broker import broker_answers, train_ring, workers_answering
from recommender.admin.plots import curve
from recommender.admin.readers import gates_shown, readers_shown
from recommender.admin.tasks import tasks_shown
from recommender.admin.words import METRICS, number
from recommender.errors import RecommenderError
from recommender.models import ItemVector, Run

STATUS_TONES = {Run.Status.READY: "good", Run.Status.FAILED: "warn", Run.Status.RUNNING: ""}


@admin.register(Run)
class RunAdmin(RecordAdmin):
    """Versions of the models."""

    list_display = ["label", "kind", "state", "ndcg", "hits", "device", "started_at", "took"]
    list_filter = ["kind", "status", "is_active"]
    list_before_template = "recommender/admin/runs_before.html"
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Run]:
        """Tell along whether a run's vectors are still there: without them it cannot serve."""
        rows: QuerySet[Run] = super().get_queryset(request)
        return rows.annotate(has_vectors=_is_whole())

    @admin.display(description=_("run"))
    def label(self, run: Run) -> str:
        """Number and name."""
        return f"#{run.pk} {run.name}"

    @admin.display(description=_("state"))
    def state(self, run: Run) -> SafeString:
        """Whether it serves, could serve, or cannot."""
        if run.is_active:
            return badge(_("serves"), "good")
        return badge(*_state(run))

    @admin.display(description=_("NDCG@10"))
    def ndcg(self, run: Run) -> str:
        """Its validation."""
        return _metric(run, "ndcg10")

    @admin.display(description=_("HR@10"))
    def hits(self, run: Run) -> str:
        """Its validation."""
        return _metric(run, "hr10")

    @admin.display(description=_("took"))
    def took(self, run: Run) -> str:
        """How long it ran."""
        if run.finished_at is None:
            return "–"
        seconds = (run.finished_at - run.started_at).total_seconds()
        if seconds < 90:
            return gettext("%(seconds)s s") % {"seconds": f"{seconds:.0f}"}
        return timesince(run.started_at, run.finished_at)

    # ---- pages

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that change what serves."""
        wrap = self.admin_site.admin_view
        return [
            path("train/", wrap(self.train_view), name="recommender_run_train"),
            path("workers/", wrap(self.workers_view), name="recommender_workers"),
            path("<int:run_id>/serve/", wrap(self.serve_view), name="recommender_run_serve"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the runs, with what can be done above them."""
        above = {"can_change": _may_change(request), "back": _backs(), "undo": _undo(request)}
        if self.has_view_permission(request) and "undo" in request.GET:
            kept: Any = request.GET.copy()
            del kept["undo"]  # the list's own filters do not know it
            request.GET = kept
        return super().changelist_view(request, {**above, **(extra_context or {})})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show how a run was made and how good it is."""
        require(request, "recommender.view_run")
        run = self._run(request, object_id)
        metrics: Mapping[str, Any] = run.metrics
        shown = [
            (METRICS.get(name, name), number(value))
            for name, value in sorted(metrics.items(), key=lambda pair: _order(pair[0]))
            if not isinstance(value, list | dict) and (value or name != "resumed_at")
        ]
        context = self.page(
            request,
            self.label(run),
            subtitle=run.get_kind_display(),
            original=run,
            run=run,
            state=self.state(run),
            took=self.took(run),
            curve=curve(
                metrics.get("curve", []), {"ndcg10": gettext("NDCG@10"), "loss": gettext("loss")}
            ),
            metrics=shown,
            readers=readers_shown(run),
            gates=gates_shown(run),
            parameters=[(name, number(value)) for name, value in sorted(run.params.items())],
            can_serve=_may_change(request) and not run.is_active and _can_serve(run),
            tasks=tasks_shown(run),
        )
        return TemplateResponse(request, "recommender/admin/run.html", context)

    def serve_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Ask, then let a run serve."""
        require(request, "recommender.change_run")
        run = self._run(request, str(run_id))
        active = Run.objects.filter(kind=run.kind, is_active=True).first()
        if request.method != "POST":
            context = self.page(
                request,
                gettext("Let run #%(run)s serve") % {"run": run.pk},
                subtitle=run.get_kind_display(),
                original=run,
                run=run,
                active=active,
                reason=_reason_not(run),
                ndcg=(_metric(active, "ndcg10") if active else "–", _metric(run, "ndcg10")),
            )
            return TemplateResponse(request, "recommender/admin/run_serve.html", context)
        from recommender import learning  # here: pages that only look need none of it

        address = reverse("admin:recommender_run_changelist")
        try:
            learning.run_activate(run.pk)
        except RecommenderError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(address)
        said = gettext("Now serves: %(run)s.") % {"run": self.label(run)}
        self.log_change(request, run, said)
        self.message_user(request, said, messages.SUCCESS)
        if active is not None and active.pk != run.pk:
            address += f"?undo={active.pk}"
        return HttpResponseRedirect(address)

    def train_view(self, request: HttpRequest) -> HttpResponse:
        """Ask a worker to train, or say clearly that none can be asked."""
        require(request, "recommender.add_run")
        if request.method == "POST":
            if train_ring():
                self.message_user(
                    request,
                    gettext("A training was asked for. It appears here once a worker begins."),
                    messages.SUCCESS,
                )
            else:
                self.message_user(
                    request,
                    gettext(
                        "The broker cannot be reached, so nothing was started. Start it and the"
                        " worker, or run “manage.py train” on the server."
                    ),
                    messages.ERROR,
                )
        return HttpResponseRedirect(reverse("admin:recommender_run_changelist"))

    def workers_view(self, request: HttpRequest) -> HttpResponse:
        """Say which workers answer: a page, or the part that the first page fetches afterwards."""
        require(request, "recommender.view_run")
        answers = broker_answers()
        workers = workers_answering() if answers else []
        said = {"broker": answers, "workers": workers}
        if "HX-Request" in request.headers:
            return TemplateResponse(request, "recommender/admin/workers.html", said)
        context = self.page(request, gettext("Broker and workers"), **said)
        return TemplateResponse(request, "recommender/admin/workers_page.html", context)

    def _run(self, request: HttpRequest, object_id: str) -> Any:
        run = self.get_object(request, object_id)
        if run is None:
            raise Http404(gettext("There is no such run."))
        return run


def _is_whole() -> Any:
    """The condition that what serves of a run is still there: vectors, or the file of heads."""
    vectors = ItemVector.objects.filter(run=OuterRef("pk"))
    return Exists(vectors) | (Q(kind=Run.Kind.TASKS) & ~Q(files=[]))


def _may_change(request: HttpRequest) -> bool:
    return request.user.has_perm("recommender.change_run")


def _can_serve(run: Any) -> bool:
    return run.status == Run.Status.READY and bool(run.has_vectors)


def _state(run: Any) -> tuple[Any, str]:
    if run.status == Run.Status.READY and not run.has_vectors:
        return _("cleared away"), "quiet"
    return run.get_status_display(), STATUS_TONES[run.status]


def _reason_not(run: Any) -> str:
    if run.is_active:
        return gettext("It serves already.")
    if run.status != Run.Status.READY:
        return gettext("It did not finish.")
    return "" if run.has_vectors else gettext("Its vectors were cleared away: train again.")


def _metric(run: Run, name: str) -> str:
    value = run.metrics.get(name)
    return f"{value:.4f}" if isinstance(value, int | float) else "–"


def _order(name: str) -> tuple[int, str]:
    known = list(METRICS)
    return (known.index(name) if name in known else len(known), name)


def _backs() -> list[dict[str, Any]]:
    """Return, for each kind that serves, the run that a roll-back would return to."""
    found = []
    for active in Run.objects.filter(is_active=True).order_by("kind"):
        older = (
            Run.objects.filter(kind=active.kind, status=Run.Status.READY, pk__lt=active.pk)
            .filter(_is_whole())
            .order_by("-pk")
            .first()
        )
        found.append({"active": active, "older": older, "kind": active.get_kind_display()})
    return found


def _undo(request: HttpRequest) -> Run | None:
    """Return the run that served before, when the address says that it was just replaced."""
    wanted = request.GET.get("undo", "")
    if not wanted.isdecimal() or len(wanted) > 18 or not _may_change(request):
        return None
    return Run.objects.filter(pk=int(wanted), is_active=False, status=Run.Status.READY).first()
