"""Shoppers, what we know of each of them, and what all of them did."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recommender import services
from recommender.admin.base import RecordAdmin, cards, language, require, uuid_or_none
from recommender.admin.events import events_page
from recommender.admin.traffic import trust_of, verdict_set
from recommender.admin.words import EVENTS
from recommender.errors import NotFound
from recommender.models import ApiToken, Control, OwedRefresh, Shopper, ShopperTrust, SlateRow

SLATES_SHOWN = 8
EVENTS_SHOWN = 20


@admin.register(Shopper)
class ShopperAdmin(RecordAdmin):
    """People and anonymous browsers."""

    list_display = ["who", "place", "tone", "created_at", "events_link"]
    list_display_links = ["who"]
    search_fields = ["external_id"]
    search_help_text = _("The recommender's id, or the shop's")
    ordering = ["-created_at"]
    actions = ["leave_out"]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Who may change trust may leave out."""
        return request.user.has_perm("recommender.change_shoppertrust")

    @admin.action(description=_("Leave out: learn nothing from them"), permissions=["decide"])
    def leave_out(self, request: HttpRequest, queryset: QuerySet[Shopper]) -> None:
        """Count nothing of what they did, suspected or not; see “Suspicious traffic” to undo it."""
        ids = list(queryset.values_list("pk", flat=True))
        ShopperTrust.objects.bulk_create(
            [ShopperTrust(shopper_id=one) for one in ids], ignore_conflicts=True
        )
        rows = ShopperTrust.objects.filter(pk__in=ids)
        said = verdict_set(request, rows, ShopperTrust.Verdict.LEFT_OUT)
        self.message_user(request, said, messages.SUCCESS)

    @admin.display(description=_("shopper"))
    def who(self, shopper: Shopper) -> str:
        """The shop's id, or the beginning of ours."""
        return str(shopper)

    @admin.display(description=_("events"))
    def events_link(self, shopper: Shopper) -> SafeString | str:
        """Lead to what this shopper did."""
        return format_html(
            '<a class="rc-link" href="{}?shopper={}">{}</a>',
            reverse("admin:recommender_events"),
            shopper.pk,
            _("What they did"),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by our id exactly, else by the beginning of the shop's."""
        shopper_id = uuid_or_none(search_term)
        if shopper_id is not None:
            return queryset.filter(pk=shopper_id), False
        if search_term:
            return queryset.filter(external_id__startswith=search_term.strip()), False
        return queryset, False

    def get_urls(self) -> list[URLPattern]:
        """Add the page of events: their own table cannot be registered."""
        events = self.admin_site.admin_view(self.events_view)
        return [path("events/", events, name="recommender_events"), *super().get_urls()]

    def events_view(self, request: HttpRequest) -> HttpResponse:
        """Show what shoppers did."""
        require(request, "recommender.view_event")
        context = self.page(request, gettext("What shoppers did"), **events_page(request))
        return TemplateResponse(request, "recommender/admin/events.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what is known of a shopper.

        Raises:
            Http404: there is no such shopper.
        """
        require(request, "recommender.view_shopper")
        shopper_id = uuid_or_none(object_id)
        if shopper_id is None:
            raise Http404(gettext("There is no such shopper."))
        try:
            known = services.profile_get(shopper_id, language())
        except NotFound:
            raise Http404(gettext("There is no such shopper.")) from None
        shopper = Shopper.objects.select_related("merged_into").get(pk=shopper_id)
        slates = SlateRow.objects.filter(shopper_id=shopper_id).defer("picks", "context")
        context = self.page(
            request,
            str(shopper),
            subtitle=gettext("What we know of them"),
            original=shopper,
            shopper=shopper,
            interests=_interests(known["interests"]),
            events=_events(known["events"][:EVENTS_SHOWN]),
            controls=[
                {**control, "word": Control.Kind(control["kind"]).label}
                for control in known["controls"]
            ],
            as_of=known["as_of"],
            owed=OwedRefresh.objects.filter(shopper_id=shopper_id).first(),
            slates=slates[:SLATES_SHOWN],
            trust=trust_of(shopper_id),
        )
        return TemplateResponse(request, "recommender/admin/shopper.html", context)


def _events(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    items = cards(event["item_id"] for event in events)
    return [
        {
            **event,
            "word": EVENTS.get(event["kind"], event["kind"]),
            "picture": items.get(event["item_id"] or "", {}).get("image_url", ""),
        }
        for event in events
    ]


def _interests(interests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **one,
            "percent": round(100 * one["share"], 1),
            "titles": list(dict.fromkeys(e["title"] for e in one["events"] if e["title"]))[:3],
        }
        for one in interests
    ]


@admin.register(ApiToken)
class ApiTokenAdmin(RecordAdmin):
    """Devices that may speak for a shopper; deleting one locks it out."""

    list_display = ["label", "shopper", "created_at", "expires_at"]
    list_select_related = ["shopper"]
    fields = ["label", "shopper", "created_at", "expires_at"]
    ordering = ["-created_at"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may delete tokens may lock devices out."""
        return request.user.has_perm("recommender.delete_apitoken")
