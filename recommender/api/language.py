"""Which language an answer speaks: `?language=`, else `Accept-Language`, else the first we have."""

from __future__ import annotations

from django.http import HttpRequest
from rest_framework.request import Request

from recommender.conf import option


def language_of(request: Request | HttpRequest) -> str:
    """Return the nearest of `RECOMMENDER["LANGUAGES"]`; an unknown language is no error."""
    asked = request.GET.get("language", "")
    wanted = [asked] if asked else []
    wanted += _accepted(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    known: tuple[str, ...] = tuple(option("LANGUAGES"))
    for tag in wanted:
        found = _nearest(tag, known)
        if found:
            return found
    return known[0]


def _nearest(tag: str, known: tuple[str, ...]) -> str:
    """Return the known language that shares most leading subtags; "" when even the first differs.

    "zh-CN" has no exact match but shares "zh" with "zh-hans"; "en-GB" is "en".
    """
    parts = tag.strip().lower().replace("_", "-").split("-")
    best, most = "", 0
    for language in known:
        shared = 0
        for mine, theirs in zip(language.split("-"), parts, strict=False):
            if mine != theirs:
                break
            shared += 1
        if shared > most:
            best, most = language, shared
    return best


def _accepted(header: str) -> list[str]:
    """Return the tags of `Accept-Language`, the most wanted first."""
    found: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:500].split(",")):
        tag, *params = part.split(";")
        weight = 1.0
        for param in params:
            name, _equals, value = param.partition("=")
            if name.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        if tag.strip() and weight > 0:
            found.append((-weight, place, tag))
    return [tag for _weight, _place, tag in sorted(found)]
