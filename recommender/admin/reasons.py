"""Sentences written ahead: read, approved or banned. And how often something fell back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from recommender.admin.base import RecordAdmin, badge
from recommender.admin.sentences import shape_view, shapes_view
from recommender.models import FallbackCount, OwedRefresh, ReasonText

TONES = {"accepted": "", "approved": "good", "rejected": "quiet", "banned": "warn"}


@admin.register(ReasonText)
class ReasonTextAdmin(RecordAdmin):
    """Sentences with slots. Only accepted and approved ones reach a shopper."""

    list_display = ["text", "state", "language", "tone", "writer", "helpful", "unhelpful"]
    list_filter = ["status", "language", "tone", "writer"]
    search_fields = ["text", "cause"]
    ordering = ["-created_at", "-pk"]
    list_before_template = "recommender/admin/sentences_before.html"
    list_select_related = ["shape"]
    actions = ["approve", "ban"]
    fields = [
        "text", "status", "cause", ("language", "tone"), ("writer", "writer_revision"),
        ("prompt_version", "checker_version"), ("helpful", "unhelpful"), "shape", "created_at",
    ]  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        """Add the pages by shape."""
        every = self.admin_site.admin_view(partial(shapes_view, self))
        one = self.admin_site.admin_view(partial(shape_view, self))
        return [
            path("shapes/", every, name="recommender_sentences"),
            path("shapes/<slug:digest>/", one, name="recommender_sentences_shape"),
            *super().get_urls(),
        ]

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Who may change sentences may approve and ban them."""
        return request.user.has_perm("recommender.change_reasontext")

    @admin.display(description=_("status"), ordering="status")
    def state(self, text: ReasonText) -> SafeString:
        """Who let it through, or did not."""
        return badge(text.get_status_display(), TONES.get(text.status, ""))

    @admin.action(description=_("Approve: may be shown"), permissions=["moderate"])
    def approve(self, request: HttpRequest, queryset: QuerySet[ReasonText]) -> None:
        """Let sentences be shown; those that the checker rejected stay out."""
        rejected = queryset.filter(status=ReasonText.Status.REJECTED).count()
        allowed = queryset.exclude(status=ReasonText.Status.REJECTED)
        self._set(request, allowed, ReasonText.Status.APPROVED)
        if rejected:
            self.message_user(
                request,
                ngettext(
                    "%(n)s sentence stays out: the checker found a claim without evidence.",
                    "%(n)s sentences stay out: the checker found claims without evidence.",
                    rejected,
                )
                % {"n": rejected},
                messages.WARNING,
            )

    @admin.action(description=_("Ban: never shown again"), permissions=["moderate"])
    def ban(self, request: HttpRequest, queryset: QuerySet[ReasonText]) -> None:
        """Take sentences out; plain ones take their place."""
        self._set(request, queryset, ReasonText.Status.BANNED)

    def _set(
        self, request: HttpRequest, queryset: QuerySet[ReasonText], status: ReasonText.Status
    ) -> None:
        changed = list(queryset.exclude(status=status))
        ReasonText.objects.filter(pk__in=[text.pk for text in changed]).update(status=status)
        if changed:
            LogEntry.objects.log_actions(
                int(request.user.pk or 0), changed, CHANGE, str(status.label)
            )
        self.message_user(
            request,
            ngettext("%(n)s sentence: %(status)s.", "%(n)s sentences: %(status)s.", len(changed))
            % {"n": len(changed), "status": status.label},
            messages.SUCCESS,
        )


@admin.register(FallbackCount)
class FallbackCountAdmin(RecordAdmin):
    """How often a named fallback answered. Nothing falls back in silence."""

    list_display = ["day", "name", "count"]
    list_display_links = None
    list_filter = ["day"]
    search_fields = ["name"]
    ordering = ["-day", "-count"]


@admin.register(OwedRefresh)
class OwedRefreshAdmin(RecordAdmin):
    """Shoppers whose interests are older than their events: how fresh everything is."""

    list_display = ["shopper", "owed_since", "waiting", "leased_until"]
    list_display_links = None
    list_select_related = ["shopper"]
    list_before_template = "recommender/admin/owed_summary.html"
    ordering = ["owed_since"]

    @admin.display(description=_("waiting for"))
    def waiting(self, owed: OwedRefresh) -> str:
        """How long it has been owed."""
        return age(owed.owed_since)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show how many are owed and how old the oldest is above the list."""
        summary = {"owed": owed_summary()} if self.has_view_permission(request) else {}
        return super().changelist_view(request, {**summary, **(extra_context or {})})


def owed_summary() -> dict[str, Any]:
    """Return how many refreshes are owed and since when the oldest is."""
    oldest = OwedRefresh.objects.aggregate(oldest=Min("owed_since"))["oldest"]
    count = OwedRefresh.objects.all()[:10_001].count()
    return {
        "count": count,
        "is_more": count > 10_000,
        "oldest": oldest,
        "age": age(oldest) if oldest else "",
    }


def age(moment: Any) -> str:
    """Return how long ago something was, in the two largest units or in seconds."""
    seconds = (timezone.now() - moment).total_seconds()
    if seconds < 60:
        return str(ngettext("%(n)s second", "%(n)s seconds", int(seconds)) % {"n": int(seconds)})
    return timesince(moment)
