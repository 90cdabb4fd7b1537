"""What the recommender's admin pages have in common: unfold's classes, bounded counts, context.

Imports the models and `recommender.services`; never a shop. Pictures come from `Item.image_url`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from recommender.models import Item

if TYPE_CHECKING:
    from django.contrib import admin

    _ModelAdmin = admin.ModelAdmin[Any]
    _Paginator = Paginator[Any]
else:
    from unfold.admin import ModelAdmin as _ModelAdmin

    _Paginator = Paginator

MOST_COUNTED = 10_000


class BoundedPaginator(_Paginator):
    """Counts no further than `MOST_COUNTED` rows: a page of a large table stays cheap."""

    @cached_property
    def count(self) -> int:
        """Return the number of rows, at most `MOST_COUNTED`."""
        rows = self.object_list
        if isinstance(rows, QuerySet):
            return int(rows.order_by()[:MOST_COUNTED].count())
        return len(rows)


class RecommenderAdmin(_ModelAdmin):
    """A page in the recommender's section."""

    show_full_result_count = False
    paginator = BoundedPaginator
    list_per_page = 50

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["recommender/admin.css"]}

    def page(self, request: HttpRequest, title: str, **more: Any) -> dict[str, Any]:
        """Return the context of one of the admin's own pages."""
        return {
            **self.admin_site.each_context(request),
            # With `original` the header leads back to the list, without it says the title.
            "opts": self.model._meta if "original" in more else None,
            "title": title,
            **more,
        }


class RecordAdmin(RecommenderAdmin):
    """A record of what happened: looked at, never written by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds to a record."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a record."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes a record here."""
        return False


def require(request: HttpRequest, *permissions: str) -> None:
    """Let only those pass who have every permission.

    Raises:
        PermissionDenied: one is missing.
    """
    if not request.user.has_perms(permissions):
        raise PermissionDenied


def uuid_or_none(text: str) -> UUID | None:
    """Return the id that a text is, if it is one."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def language() -> str:
    """Return the language of sentences for the active language."""
    return "zh-hans" if (get_language() or "").startswith("zh") else "en"


def cards(item_ids: Iterable[str | None]) -> Mapping[str, dict[str, Any]]:
    """Return title, picture, address, price and category of items, in one query.

    Items that are gone are missing from the answer.
    """
    wanted = {item_id for item_id in item_ids if item_id}
    if not wanted:
        return {}
    spoken = language()
    found: Iterable[Any] = Item.objects.filter(pk__in=wanted).values(
        "item_id", "title", "translations", "image_url", "url", "price", "currency", "is_tail",
        "category", "category_name", "brand", "in_stock",
    )  # fmt: skip
    answer: dict[str, dict[str, Any]] = {}
    for row in found:
        said = row.pop("translations").get(spoken, {})
        title, category = said.get("title"), said.get("category_name")
        row["title"] = title or row["title"]
        row["category_name"] = category or row["category_name"]
        # Text is data: only an address of the web may stand in a link or a picture.
        row["image_url"] = web_address(row["image_url"])
        row["url"] = web_address(row["url"])
        answer[row["item_id"]] = row
    return answer


def web_address(text: str) -> str:
    """Return an address if it is one of the web, else ""."""
    return text if text.startswith(("/", "https://", "http://")) else ""


def badge(text: object, tone: str = "") -> SafeString:
    """Return a small label; `tone` is "", "good", "warn" or "quiet"."""
    return format_html('<span class="rc-badge rc-badge-{}">{}</span>', tone or "plain", text)
