"""The plain catalogue: a product a row, CSV or JSON Lines, as `docs/importing.md` describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from shop.importing.opening import Opened
from shop.importing.records import BadRow, Level, ProductRow
from shop.importing.tables import rows_read
from shop.importing.tally import Tally
from shop.importing.values import count_of, object_of, price_of, text_of, time_of

NEEDED = ("sku", "title", "category", "price")
OPTIONAL = (
    "description", "brand", "maker", "material", "colour", "currency", "stock", "image",
    "listed_at", "attributes", "translations",
)  # fmt: skip
PATH = ">"  # "Kitchen > Mugs"
LONGEST = {"description": 20_000, "brand": 120, "maker": 120, "material": 60, "colour": 60}
TRANSLATED = {"title": 300, "description": 20_000, "category": 250}
MOST_ATTRIBUTES = 50
_SKU = re.compile(r"[^\s\x00-\x1f](?:[^\x00-\x1f]{0,62}[^\s\x00-\x1f])?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")


def column_known(name: str) -> bool:
    """Whether a catalogue may have such a column: also "attributes.NAME", "translations.LANG.X"."""
    if name in NEEDED or name in OPTIONAL:
        return True
    parts = name.split(".")
    if parts[0] == "attributes":
        return len(parts) == 2 and bool(parts[1])
    return parts[0] == "translations" and len(parts) == 3 and parts[2] in TRANSLATED


def products_read(opened: Opened, tally: Tally) -> Iterator[tuple[int, ProductRow]]:
    """Yield the products of a plain catalogue, each with its row's number."""
    for number, row in rows_read(opened, NEEDED, column_known, tally):
        try:
            yield number, product_of(row)
        except BadRow as bad:
            tally.reject_row(number, bad)


def product_of(row: Mapping[str, Any]) -> ProductRow:
    """Return the product of one row.

    Raises:
        BadRow: with the first thing that is wrong.
    """
    sku = text_of(row, "sku", 64, needed=True) or ""
    if not _SKU.fullmatch(sku):
        raise BadRow("sku is not valid", sku)
    title = text_of(row, "title", 300, needed=True) or ""
    if row.get("price") in (None, ""):
        raise BadRow("no price")
    translations = _translations(row)
    named = {language: texts.pop("category", "") for language, texts in translations.items()}
    path = row.get("category")
    joined = PATH.join(str(step) for step in path) if isinstance(path, list) else path
    texts = {name: text_of(row, name, longest) for name, longest in LONGEST.items()}
    return ProductRow(
        sku=sku,
        title=title,
        category=category_path({**row, "category": joined}, named),
        price=price_of(row["price"]),
        attributes=_attributes(row),
        currency=_currency(row),
        stock=count_of(row["stock"], "stock") if row.get("stock") not in (None, "") else None,
        image=text_of(row, "image", 2000) or None,
        listed_at=time_of(row["listed_at"], "listed_at") if row.get("listed_at") else None,
        translations={k: v for k, v in translations.items() if v} or None,
        **texts,
    )


def category_path(row: Mapping[str, Any], named: Mapping[str, str]) -> tuple[Level, ...]:
    """Return the first and the last step of "Department > … > Kind", named in each language.

    Raises:
        BadRow: none, or a step without a name or with a long one.
    """
    steps = _steps(text_of(row, "category", 1000, needed=True) or "")
    if any(not step or len(step) > 120 for step in steps):
        raise BadRow("category is not valid", str(row.get("category")))
    local = {language: _steps(path) for language, path in named.items() if path}
    for language, path in local.items():
        if len(path) != len(steps) or not all(path):
            raise BadRow(f"category in {language} has other steps", PATH.join(path))
    levels = [
        Level(step, {language: path[at] for language, path in local.items()})
        for at, step in enumerate(steps)
    ]
    return (levels[0],) if len(levels) == 1 else (levels[0], levels[-1])


def _steps(path: str) -> list[str]:
    return [" ".join(step.split()) for step in path.split(PATH)]


def _currency(row: Mapping[str, Any]) -> str | None:
    code = text_of(row, "currency", 10)
    if not code:
        return None
    if not re.fullmatch(r"[A-Za-z]{3}", code):
        raise BadRow("currency is not a three-letter code", code)
    return code.upper()


def _attributes(row: Mapping[str, Any]) -> dict[str, str] | None:
    dotted = {
        name.removeprefix("attributes."): value
        for name, value in row.items()
        if name.startswith("attributes.")
    }
    if not dotted and row.get("attributes") is None:
        return None
    given = object_of(row.get("attributes") or {}, "attributes") | dotted
    if len(given) > MOST_ATTRIBUTES:
        raise BadRow(f"more than {MOST_ATTRIBUTES} attributes", str(len(given)))
    found: dict[str, str] = {}
    for name, value in given.items():
        if isinstance(value, dict | list) or not 0 < len(name) <= 60:
            raise BadRow("an attribute is not a name with a text", name)
        text = "" if value is None else str(value).strip()
        if len(text) > 300:
            raise BadRow("an attribute is longer than 300 characters", name)
        if text:
            found[name] = text
    return found


def _translations(row: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    given = object_of(row.get("translations") or {}, "translations")
    texts: dict[str, dict[str, Any]] = {}
    for language, said in given.items():
        texts[language] = dict(object_of(said, f"translations.{language}"))
    for name, value in row.items():
        if name.startswith("translations."):
            _, language, key = name.split(".")
            if value not in (None, ""):
                texts.setdefault(language, {})[key] = value
    found: dict[str, dict[str, str]] = {}
    for language, said in texts.items():
        code = language.lower()
        if not _LANGUAGE.fullmatch(code):
            raise BadRow("translations name no language", language)
        unknown = next((key for key in said if key not in TRANSLATED), None)
        if unknown is not None:
            raise BadRow("unknown field in translations", unknown)
        found[code] = {
            key: text
            for key, longest in TRANSLATED.items()
            if (text := text_of(said, key, longest))
        }
    return found
