"""The place of a request: chosen by the visitor, else taken from the languages it asks for.

`Accept-Language` is sent with every request anyway; nothing is looked up and no address is read.
What is taken from it gives way to any choice, is said on the page and can be changed there.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from shop.forms import places

COOKIE = "place"
EVERYWHERE = "everywhere"
REGIONS = {
    "au": "australia", "at": "austria", "be": "belgium", "cn": "china", "dk": "denmark",
    "ie": "eire", "fi": "finland", "fr": "france", "de": "germany", "it": "italy", "jp": "japan",
    "nl": "netherlands", "no": "norway", "pt": "portugal", "es": "spain", "se": "sweden",
    "ch": "switzerland", "gb": "united-kingdom", "us": "usa",
}  # fmt: skip
# Languages that are at home in one of these countries far more than elsewhere.
LANGUAGES = {
    "da": "denmark", "de": "germany", "fi": "finland", "it": "italy", "ja": "japan",
    "nb": "norway", "nl": "netherlands", "nn": "norway", "no": "norway", "sv": "sweden",
    "zh-hans": "china",
}  # fmt: skip


def place_chosen(request: HttpRequest) -> str | None:
    """Return the slug that was chosen, "" for everywhere; None when nothing was."""
    value = request.COOKIES.get(COOKIE, "")
    if value == EVERYWHERE:
        return ""
    return value if value and value in dict(places()) else None


def place_assumed(request: HttpRequest) -> str:
    """Return the place that the most wanted language names; "" after a choice, or for none.

    Only the first language counts: a second one says what somebody can read, not where they are.
    """
    if place_chosen(request) is not None:
        return ""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    if not wanted:
        return ""
    tag = wanted[0][0]
    language, *more = tag.split("-")
    region = next((part for part in more if len(part) == 2), "")
    if region:
        return REGIONS.get(region, "")
    return LANGUAGES.get(tag) or LANGUAGES.get(language, "")
