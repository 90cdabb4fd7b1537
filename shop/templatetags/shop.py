"""Filters and tags of the shop's templates: prices, words of the catalogue, ids, tiles."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from babel.dates import format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent
from django import template
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommender.contracts import Counterfactual
from shop import words
from shop.models import CartLine, Media, Product, Variant
from shop.terms import term_words

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
def hundredths(share: float) -> int:
    """Return a share 0..1 as the width of a bar, 0..100."""
    return min(max(round(100 * share), 0), 100)


@register.filter
def term(word: str, kind: str) -> str:
    """Return a word of the catalogue in the active language: `{{ "copper"|term:"colour" }}`."""
    return term_words(kind, word) if word else ""


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


@register.simple_tag(takes_context=True)
def query_clear(context: template.Context) -> str:
    """Return the query string without anything that narrows: what is searched and sorted stays."""
    kept = QueryDict(mutable=True)
    for key in ("q", "sort"):
        if value := context["request"].GET.get(key):
            kept[key] = value
    return f"?{kept.urlencode()}"


@register.filter
def pairs(params: QueryDict, but: str = "") -> list[tuple[str, str]]:
    """Return the parameters one by one, for hidden fields, without those named in `but`."""
    left_out = but.split()
    return [
        (key, str(value))
        for key, values in params.lists()
        if key not in left_out
        for value in values
    ]


@register.filter
def alt(picture: Media, product: Product) -> str:
    """Return what a picture shows; where that is known in English only, the title."""
    english = (get_language() or "en").startswith("en")
    return picture.alt if english and picture.alt else product.local_title


@register.filter
def price_with(variant: Variant, product: Product) -> str:
    """Return the price of a variant."""
    return price(product.price + variant.price_difference, product.currency)


@register.filter
def is_short(line: CartLine) -> bool:
    """Whether a line wants more than there is."""
    return line.quantity > (line.variant or line.product).stock


@register.filter
def ago(moment: datetime) -> str:
    """Return how long ago something was; a date when it is more than a month."""
    since = timezone.now() - moment
    if since > timedelta(days=30):
        return date_format(timezone.localtime(moment), "DATE_FORMAT")
    if since < timedelta(minutes=1):
        return _("just now")
    return str(format_timedelta(-since, add_direction=True, locale=_locale()))


@register.filter
def act_words(one: Counterfactual) -> str:
    """Return a counted action as a sentence."""
    return words.event_words(one.action.value, one.item_title)


@register.filter
def signed(number: float) -> str:
    """Return a part of a score with three decimals and a proper minus."""
    return str(format_decimal(number, format="0.000;−0.000", locale=_locale()))


@register.filter
def unlocalised(number: float) -> str:
    """Return a number as forms read it, whatever the language."""
    return f"{number:g}"


@register.filter
def lasts(interest: Mapping[str, Any]) -> str:
    """Return how old an interest is and when it was last acted on."""
    since, last = interest["since"], interest["last_at"]
    if since is None:
        return ""
    age = timezone.now() - since
    if age < timedelta(hours=1):
        return _("Begun just now")
    # As words of a length: "3 weeks".
    words = {"age": str(format_timedelta(age, locale=_locale()))}
    if last is None:
        return _("For %(age)s") % words
    return _("For %(age)s, last %(ago)s") % {**words, "ago": ago(last)}


for _name in ("without_words", "together_words", "source_name", "fact_label", "writer_words"):
    register.filter(_name, getattr(words, _name))
