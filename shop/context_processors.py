"""What every page of the shop shows: departments, the cart's count, theme."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from shop.selectors import cart_count, menu

THEMES = ("light", "dark")


def shop(request: HttpRequest) -> dict[str, Any]:
    """Return lazily read values; the admin and the API pay nothing for them."""
    handle = getattr(request, "shopper", None)
    theme = request.COOKIES.get("theme", "")
    return {
        "menu": SimpleLazyObject(menu),
        "cart_count": SimpleLazyObject(lambda: cart_count(handle.known if handle else None)),
        "theme": theme if theme in THEMES else "",
    }
