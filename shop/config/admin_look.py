"""How the admin looks and what its sidebar holds: django-unfold's settings, in the shop's colours.

Read by `shop.config.settings`; reads no environment and imports nothing of the project.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

EVENTS = "/shopper/events/"  # a page of its own within the shoppers' section


def _page(title: Any, icon: str, model: str, name: str = "") -> dict[str, Any]:
    """One line of the sidebar, seen by who may see `model`; its list unless `name` says else."""
    app, _dot, kind = model.partition(".")
    is_events = name == "recommender_events"
    part = EVENTS if is_events else f"/{app}/{kind}/"
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{name or f'{app}_{kind}_changelist'}"),
        "active": lambda request: (
            part in request.path and (is_events or EVENTS not in request.path)
        ),
        "permission": lambda request: request.user.has_perm(f"{app}.view_{kind}"),
    }


UNFOLD = {
    "SITE_TITLE": _("Because"),
    "SITE_HEADER": _("Because"),
    "SITE_SUBHEADER": _("Shop and recommender"),
    "SITE_SYMBOL": "storefront",
    "SITE_URL": "/",
    "DASHBOARD_CALLBACK": "recommender.admin.dashboard.dashboard",
    "SHOW_LANGUAGES": True,
    "BORDER_RADIUS": "6px",
    "COLORS": {
        "base": {
            "50": "oklch(98.3% .006 85)", "100": "oklch(95.8% .008 85)",
            "200": "oklch(91.2% .012 85)", "300": "oklch(85.5% .014 85)",
            "400": "oklch(71% .015 80)", "500": "oklch(52% .016 80)",
            "600": "oklch(42% .014 75)", "700": "oklch(34.5% .012 75)",
            "800": "oklch(26.5% .01 75)", "900": "oklch(20.5% .008 75)",
            "950": "oklch(15.5% .007 75)",
        },
        "primary": {
            "50": "oklch(97% .013 165)", "100": "oklch(94% .025 165)",
            "200": "oklch(88.5% .04 165)", "300": "oklch(81% .055 165)",
            "400": "oklch(76% .065 165)", "500": "oklch(70% .07 166)",
            "600": "oklch(42.5% .06 168)", "700": "oklch(36.5% .055 168)",
            "800": "oklch(31% .048 168)", "900": "oklch(26% .04 168)",
            "950": "oklch(19% .03 168)",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": [
            {
                "items": [
                    {
                        "title": _("Overview"),
                        "icon": "monitoring",
                        "link": reverse_lazy("admin:index"),
                    },
                ],
            },
            {
                "title": _("Shop"),
                "items": [
                    _page(_("Products"), "inventory_2", "shop.product"),
                    _page(_("Categories"), "category", "shop.category"),
                    _page(_("Brands"), "sell", "shop.brand"),
                    _page(_("Orders"), "receipt_long", "shop.order"),
                    _page(_("Reviews"), "reviews", "shop.review"),
                ],
            },
            {
                "title": _("Recommender"),
                "items": [
                    _page(_("Strategy"), "tune", "recommender.strategy"),
                    _page(_("Shoppers"), "group", "recommender.shopper"),
                    _page(_("Events"), "touch_app", "recommender.event", "recommender_events"),
                    _page(_("Suspicious traffic"), "policy", "recommender.shoppertrust"),
                    _page(_("Slates"), "view_carousel", "recommender.slaterow"),
                    _page(
                        _("Sentences"), "format_quote", "recommender.reasontext",
                        "recommender_sentences",
                    ),
                    _page(_("Items"), "scatter_plot", "recommender.item"),
                ],
            },
            {
                "title": _("Behind the scenes"),
                "items": [
                    _page(_("Models"), "model_training", "recommender.run"),
                    _page(_("Owed refreshes"), "hourglass_top", "recommender.owedrefresh"),
                    _page(_("Fallbacks"), "alt_route", "recommender.fallbackcount"),
                    _page(_("API tokens"), "key", "recommender.apitoken"),
                    _page(_("Accounts"), "manage_accounts", "auth.user"),
                ],
            },
        ],
    },
}  # fmt: skip
