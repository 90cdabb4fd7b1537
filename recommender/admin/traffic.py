"""Suspicious traffic: whose acts teach nothing, why, and what a person decides about it.

What is noticed is said in words with its number, so that it can be checked in the list of what the
shopper did. Decisions concern what is learned, never what a shopper is shown, and can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from recommender.admin.base import RecordAdmin, badge, cards
from recommender.conf import option
from recommender.models import ShopperTrust
from recommender.trust.signals import OF_ITEMS, SIGNALS, SUSPECT

WORDS: Mapping[str, Any] = {
    "pace": _("%(n)s acts within a minute"),
    "even": _("%(n)s %% of the pauses are equally long"),
    "again": _("%(n)s acts on one item within a day"),
    "walk": _("%(n)s %% of the steps go through the catalogue in its order"),
    "copies": _("%(n)s shoppers did the same, act for act"),
    "pushed": _("among made-up shoppers who push “%(item)s”"),
    "rush": _("among a rush of visitors who came for “%(item)s” alone"),
    "burst": _("one of the one-day visitors who met “%(item)s” all at once"),
    "aimless": _("%(n)s items, of which none goes with another"),
}
SHARES = ("even", "walk")
Verdict = ShopperTrust.Verdict


@admin.register(ShopperTrust)
class ShopperTrustAdmin(RecordAdmin):
    """Shoppers under suspicion, and those about whom somebody decided."""

    list_display = ["who", "state", "signals", "did", "judged_at"]
    list_display_links = None
    list_filter = ["verdict"]
    list_select_related = ["shopper", "decided_by"]
    list_before_template = "recommender/admin/traffic_before.html"
    search_fields = ["shopper__external_id"]
    ordering = ["weight", "-acts", "pk"]
    actions = ["trust", "leave_out", "as_judged"]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Who may change trust may decide."""
        return request.user.has_perm("recommender.change_shoppertrust")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say above the list what being on it means, and whether the defence is on."""
        above = {"traffic": traffic_summary()} if self.has_view_permission(request) else {}
        return super().changelist_view(request, {**above, **(extra_context or {})})

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Look up the titles of a page's items once."""
        found = super().get_changelist_instance(request)
        named = [one.causes.get(name) for one in found.result_list for name in OF_ITEMS]
        titles = {item_id: card["title"] for item_id, card in cards(named).items()}
        for one in found.result_list:
            one.titles = titles
        return found

    @admin.display(description=_("shopper"))
    def who(self, row: ShopperTrust) -> SafeString:
        """Lead to what is known of them, and to what they did."""
        return format_html(
            '<a class="rc-link" href="{}">{}</a> · <a class="rc-link" href="{}?shopper={}">{}</a>',
            reverse("admin:recommender_shopper_change", args=[row.shopper_id]),
            row.shopper,
            reverse("admin:recommender_events"),
            row.shopper_id,
            _("What they did"),
        )

    @admin.display(description=_("what counts"), ordering="weight")
    def state(self, row: ShopperTrust) -> SafeString:
        """How far their acts teach, and who decided so."""
        by = row.decided_by.get_username() if row.decided_by else ""
        return format_html('{} <span class="rc-quiet">{}</span>', state_said(row), by)

    @admin.display(description=_("what was noticed"))
    def signals(self, row: ShopperTrust) -> SafeString | str:
        """Every signal in words, with its number."""
        said = [[one] for one in signals_said(row.causes, getattr(row, "titles", {}))]
        return format_html_join("", "<div>{}</div>", said) if said else "–"

    @admin.display(description=_("acts, items"), ordering="acts")
    def did(self, row: ShopperTrust) -> str:
        """How much they did, on how many items."""
        return f"{intcomma(row.acts)}, {intcomma(row.items)}"

    @admin.action(description=_("Trust: count them fully"), permissions=["decide"])
    def trust(self, request: HttpRequest, queryset: QuerySet[ShopperTrust]) -> None:
        """Count what they did, whatever is noticed."""
        self._decide(request, queryset, Verdict.TRUSTED)

    @admin.action(description=_("Leave out: learn nothing from them"), permissions=["decide"])
    def leave_out(self, request: HttpRequest, queryset: QuerySet[ShopperTrust]) -> None:
        """Count nothing of what they did."""
        self._decide(request, queryset, Verdict.LEFT_OUT)

    @admin.action(description=_("As judged: take the decision back"), permissions=["decide"])
    def as_judged(self, request: HttpRequest, queryset: QuerySet[ShopperTrust]) -> None:
        """Let what is noticed decide again."""
        self._decide(request, queryset, Verdict.NONE)

    def _decide(
        self, request: HttpRequest, queryset: QuerySet[ShopperTrust], verdict: Verdict
    ) -> None:
        said = verdict_set(request, queryset, verdict)
        self.message_user(request, said, messages.SUCCESS)


def verdict_set(
    request: HttpRequest, queryset: QuerySet[ShopperTrust], verdict: ShopperTrust.Verdict
) -> str:
    """Decide about these shoppers, record who did, and return what was done, in words."""
    changed = list(queryset.exclude(verdict=verdict))
    decided: dict[str, Any] = {"decided_by": None, "decided_at": None}
    if verdict:
        decided = {"decided_by": request.user, "decided_at": timezone.now()}
    ShopperTrust.objects.filter(pk__in=[one.pk for one in changed]).update(
        verdict=verdict, **decided
    )
    if changed:
        LogEntry.objects.log_actions(int(request.user.pk or 0), changed, CHANGE, str(verdict.label))
    return str(
        ngettext(
            "%(n)s shopper: %(verdict)s. Counts follow within minutes, models at their next"
            " training.",
            "%(n)s shoppers: %(verdict)s. Counts follow within minutes, models at their next"
            " training.",
            len(changed),
        )
        % {"n": len(changed), "verdict": verdict.label}
    )


def trust_of(shopper_id: Any) -> dict[str, Any] | None:
    """Return what a shopper's page says of their trust, None when there is nothing to say."""
    row = ShopperTrust.objects.filter(pk=shopper_id).first()
    if row is None:
        return None
    named = cards(row.causes.get(name) for name in OF_ITEMS)
    titles = {item_id: card["title"] for item_id, card in named.items()}
    return {"state": state_said(row), "signals": signals_said(row.causes, titles)}


def state_said(row: ShopperTrust) -> SafeString:
    """Return how far their acts teach, as a label."""
    if row.verdict:
        return badge(row.get_verdict_display(), "good" if row.verdict == "trusted" else "warn")
    share = gettext("counts %(percent)s %%") % {"percent": f"{100 * row.score:.0f}"}
    return badge(share if row.score >= SUSPECT else _("teaches nothing"), "warn")


def signals_said(causes: Mapping[str, Any], titles: Mapping[str, str]) -> list[str]:
    """Return what was noticed, in words; titles: item id → title. Unknown signals by their name."""
    said = []
    for name in sorted(causes, key=lambda one: (*SIGNALS, one).index(one)):
        value = causes[name]
        if name in OF_ITEMS:
            said.append(str(WORDS[name]) % {"item": titles.get(str(value), value)})
        elif name in WORDS:
            shown = round(100 * value) if name in SHARES else round(value)
            said.append(str(WORDS[name]) % {"n": intcomma(shown)})
        else:
            said.append(f"{name} {value}")
    return said


def traffic_summary() -> dict[str, Any]:
    """Return how many teach nothing, how many somebody decided about, and when all were judged."""
    suspect = Q(verdict=Verdict.NONE, score__lt=SUSPECT)
    found = ShopperTrust.objects.aggregate(
        suspicious=Count("pk", filter=suspect),
        decided=Count("pk", filter=~Q(verdict=Verdict.NONE)),
        newest=Max("judged_at"),
    )
    return {**found, "is_on": bool(option("DEFENCE"))}
