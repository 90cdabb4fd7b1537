"""Filters and tags of the shop's templates: prices, words of the catalogue, ids, tiles."""

from __future__ import annotations

import re
import zlib
from decimal import Decimal
from functools import lru_cache
from uuid import UUID, uuid4

from babel.numbers import format_currency, format_percent
from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shop.models import Product

register = template.Library()
MOTIFS = 8
_LOCALES = {"en": "en", "zh-hans": "zh_Hans_CN"}
_SMALL = {"a", "an", "the", "of", "and", "in", "for", "with", "to", "on", "set", "pack", "no"}
_WORDS = re.compile(r"[A-Za-zÀ-ÿ]{2,}|[\u3400-\u9fff]+")


def _locale() -> str:
    return _LOCALES.get(get_language() or "en", "en")


@lru_cache(maxsize=4096)
def _price(amount: Decimal, currency: str, locale: str) -> str:
    return str(format_currency(amount, currency, locale=locale))


@register.filter
def price(amount: Decimal | float | int, currency: str = "EUR") -> str:
    """Return an amount of money as the active language writes it."""
    return _price(Decimal(amount).quantize(Decimal("0.01")), currency, _locale())


@register.filter
def whole_price(amount: int, currency: str = "EUR") -> str:
    """Return an amount without its cents, for bands."""
    return str(
        format_currency(amount, currency, format="¤#,##0", locale=_locale(), currency_digits=False)
    )


@register.filter
def percent(share: float) -> str:
    """Return a share 0..1 as the active language writes it."""
    return str(format_percent(share, locale=_locale()))


@register.filter
def term(word: str) -> str:
    """Return a catalogue word (material, colour, style) in the active language."""
    return _(word) if word else ""


@register.filter
def band(key: str, currency: str = "EUR") -> str:
    """Return a price band ("10-25", "-10", "250-") in words."""
    low, _dash, high = key.partition("-")
    if not low:
        return _("Under %(price)s") % {"price": whole_price(int(high), currency)}
    if not high:
        return _("%(price)s and more") % {"price": whole_price(int(low), currency)}
    return _("%(low)s to %(high)s") % {
        "low": whole_price(int(low), currency),
        "high": whole_price(int(high), currency),
    }


@register.simple_tag
def new_id() -> UUID:
    """Return a fresh id for a form, so that sending it twice counts once."""
    return uuid4()


@register.filter
def motif(product: Product) -> int:
    """Return which of the tile's patterns a product without a picture wears, from 0."""
    return zlib.crc32(product.sku.encode()) % MOTIFS


@register.filter
def hue(degrees: int) -> int:
    """Return the nearest of the 24 tints the stylesheet knows."""
    return round(degrees / 15) % 24 * 15


@register.filter
def tile_words(product: Product) -> list[str]:
    """Return the one or two words of the title that a tile is set in."""
    words = [w for w in _WORDS.findall(product.local_title) if w.lower() not in _SMALL]
    if words and "\u3400" <= words[0][0] <= "\u9fff":
        return [words[0][:4]]
    return [word.capitalize() for word in words[-2:]] or [product.local_title[:12]]


@register.filter
def stars(mean: float) -> list[str]:
    """Return five of "full", "half", "none"."""
    return [
        "full" if mean >= n - 0.25 else "half" if mean >= n - 0.75 else "none" for n in range(1, 6)
    ]


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: object) -> str:
    """Return the page's query string with some parameters replaced; "" removes one."""
    params = context["request"].GET.copy()
    params.pop("page", None)
    for key, value in changes.items():
        if value in ("", None):
            params.pop(key, None)
        else:
            params[key] = str(value)
    return f"?{params.urlencode()}" if params else "?"


@register.simple_tag(takes_context=True)
def query_toggle(context: template.Context, key: str, value: str) -> str:
    """Return the query string with one value of a facet switched."""
    params = context["request"].GET.copy()
    params.pop("page", None)
    values = params.getlist(key)
    kept = [v for v in values if v != value] if value in values else [*values, value]
    params.setlist(key, kept)
    return f"?{params.urlencode()}" if params else "?"
