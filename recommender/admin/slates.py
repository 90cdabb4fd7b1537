"""Slates as they were served: which items, from which sources, by what chance, with what reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Func, IntegerField, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recommender.admin.base import RecordAdmin, cards, require, uuid_or_none
from recommender.admin.plots import colour, stack
from recommender.admin.readers import Likeness, likeness_by_model
from recommender.admin.words import EVIDENCE, PLACEMENTS, SHELVES, SOURCES
from recommender.models import SlateRow


class _Choice(admin.SimpleListFilter):
    """A filter over a fixed list: no query to fill it."""

    choices_known: Mapping[str, Any]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the fixed list."""
        return list(self.choices_known.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[SlateRow]) -> QuerySet[SlateRow]:
        """Keep what was chosen."""
        value = self.value()
        return queryset.filter(**{str(self.parameter_name): value}) if value else queryset


class PlacementFilter(_Choice):
    """Where it stood."""

    title, parameter_name = _("placement"), "placement"
    choices_known = PLACEMENTS


class ShelfFilter(_Choice):
    """Which shelf it was."""

    title, parameter_name = _("shelf"), "shelf"
    choices_known = SHELVES


class ServedFilter(admin.SimpleListFilter):
    """How far back to look: the last day unless told otherwise, so that the log may be large."""

    title, parameter_name = _("served within"), "within"
    days: Mapping[str, int] = {"week": 7, "month": 31, "year": 366}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the other spans."""
        return [("week", _("7 days")), ("month", _("31 days")), ("year", _("a year"))]

    def choices(self, changelist: Any) -> Any:
        """Call the first choice by what it is."""
        found = list(super().choices(changelist))
        found[0]["display"] = _("24 hours")
        return iter(found)

    def queryset(self, request: HttpRequest, queryset: QuerySet[SlateRow]) -> QuerySet[SlateRow]:
        """Keep what was served within the span; a search for one shopper looks at everything."""
        if request.GET.get("q"):
            return queryset
        days = self.days.get(self.value() or "", 1)
        return queryset.filter(served_at__gte=timezone.now() - timedelta(days=days))


@admin.register(SlateRow)
class SlateAdmin(RecordAdmin):
    """The log of what was shown."""

    list_display = ["served_at", "placement_word", "title", "size", "version", "shopper"]
    list_filter = [ServedFilter, PlacementFilter, ShelfFilter]
    list_select_related = ["shopper", "strategy_version__strategy"]
    search_fields = ["shopper_id"]
    search_help_text = _("The shopper's id")
    ordering = ["-served_at", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[SlateRow]:
        """Count the picks in the database; they stay there."""
        count = Func("picks", function="jsonb_array_length", output_field=IntegerField())
        rows: QuerySet[SlateRow] = super().get_queryset(request)
        return rows.annotate(pick_count=count).defer("picks", "context", "sources")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by shopper, or the slate itself."""
        if not search_term:
            return queryset, False
        wanted = uuid_or_none(search_term)
        if wanted is None:
            return queryset.none(), False
        by_shopper = queryset.filter(shopper_id=wanted)
        return (by_shopper if by_shopper.exists() else queryset.filter(pk=wanted)), False

    @admin.display(description=_("placement"))
    def placement_word(self, slate: SlateRow) -> str:
        """Where it stood."""
        return str(PLACEMENTS.get(slate.placement, slate.placement))

    @admin.display(description=_("picks"))
    def size(self, slate: Any) -> int:
        """How many picks it had."""
        return int(slate.pick_count)

    @admin.display(description=_("strategy"))
    def version(self, slate: SlateRow) -> str:
        """Strategy and version that made it."""
        version = slate.strategy_version
        return f"{version.strategy.name} v{version.number}" if version else "–"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show each pick with what made it.

        Raises:
            Http404: there is no such slate.
        """
        require(request, "recommender.view_slaterow")
        slate_id = uuid_or_none(object_id)
        slate = (
            SlateRow.objects.select_related("shopper", "strategy_version__strategy")
            .filter(pk=slate_id)
            .first()
            if slate_id
            else None
        )
        if slate is None:
            raise Http404(gettext("There is no such slate."))
        items = cards(pick["item_id"] for pick in slate.picks)
        best = max((sum(v for v in p["sources"].values() if v > 0) for p in slate.picks), default=0)
        used = sorted({slug for pick in slate.picks for slug in pick["sources"]})
        alike, understood_at = likeness_by_model(
            slate.shopper_id, [pick["item_id"] for pick in slate.picks]
        )
        context = self.page(
            request,
            slate.title or str(slate),
            subtitle=gettext("Slate"),
            original=slate,
            slate=slate,
            version=self.version(slate),
            placement=self.placement_word(slate),
            shelf=SHELVES.get(slate.shelf, slate.shelf),
            picks=[_pick(at, pick, items, best, alike) for at, pick in enumerate(slate.picks, 1)],
            understood_since=understood_at is not None and understood_at > slate.served_at,
            legend=[(SOURCES.get(slug, slug), colour(slug)) for slug in used],
            found=[(SOURCES.get(slug, slug), n) for slug, n in sorted(slate.sources.items())],
            anchors=cards(slate.context.get("anchors", ())),
        )
        return TemplateResponse(request, "recommender/admin/slate.html", context)


def _pick(
    place: int,
    pick: Mapping[str, Any],
    items: Mapping[str, Any],
    best: float,
    alike: Mapping[str, Likeness],
) -> dict[str, Any]:
    return {
        **pick,
        "place": place,
        "alike": alike.get(pick["item_id"]),
        "item": items.get(pick["item_id"]),
        "parts": stack(pick["sources"], SOURCES, best),
        "numbers": [
            (SOURCES.get(slug, slug), colour(slug), value)
            for slug, value in sorted(pick["sources"].items(), key=lambda pair: -abs(pair[1]))
        ],
        "by_chance": pick["propensity"] < 1,
        "evidence": [
            {**one, "word": EVIDENCE.get(one["kind"], one["kind"])}
            for one in pick.get("evidence", ())
        ],
    }
