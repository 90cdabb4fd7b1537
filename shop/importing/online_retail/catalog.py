"""Gathers the gift shop's products from its invoice lines, in one pass.

What is kept in memory grows with the number of products, not of lines. Each product has

- the title made from the description that stood most often on its sales (`titles`),
- the kind and looks that the title's words say (`kinds`, `looks`),
- the median price of its sales (by line), in pounds,
- a description of facts alone: how often, when, to how many countries, how many at a time,
- `listed_at`: its first sale,
- a stock that the file does not have: what four weeks sold on average over the file's last twelve,
  at least 1 if it sold in the last 26 weeks, else 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime

from shop.importing.online_retail.kinds import CHINESE, kind_of, kind_path
from shop.importing.online_retail.lines import LONDON, Line, lines_read, sale_problem
from shop.importing.online_retail.looks import looks_of
from shop.importing.online_retail.titles import description_best, title_clean
from shop.importing.records import ProductRow
from shop.importing.source import Source

CURRENCY = "GBP"
STOCK_WEEKS, STOCK_FROM_WEEKS, SELLING_WEEKS = 4, 12, 26


@dataclass(slots=True)
class Seen:
    """What the lines say of one code."""

    number: int  # its first line
    descriptions: Counter[str] = field(default_factory=Counter)
    prices: Counter[Decimal] = field(default_factory=Counter)
    quantities: Counter[int] = field(default_factory=Counter)
    pieces_by_week: Counter[int] = field(default_factory=Counter)  # weeks since year 1
    countries: set[str] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None

    @property
    def sales(self) -> int:
        """Lines that sold it."""
        return self.quantities.total()

    def add(self, line: Line) -> None:
        """Take a sale in."""
        self.descriptions[line.description] += 1
        self.prices[line.price] += 1
        self.quantities[line.quantity] += 1
        self.pieces_by_week[_week(line.at)] += line.quantity
        if line.country and line.country != "Unspecified":
            self.countries.add(line.country)
        self.first = min(self.first, line.at) if self.first else line.at
        self.last = max(self.last, line.at) if self.last else line.at


def products_read(source: Source) -> Iterator[tuple[int, ProductRow]]:
    """Yield a product for each code that was sold at a price, in order of their first lines."""
    seen: dict[str, Seen] = {}
    newest = 0
    for line in lines_read(source):
        product = seen.setdefault(line.code, Seen(line.number))
        if problem := sale_problem(line):
            source.tally.note(f"Lines of products that are {_LINES.get(problem, problem)}", 1)
        elif not line.is_cancelled:
            product.add(line)
            newest = max(newest, _week(line.at))
        else:
            source.tally.note("Lines of products that are returns or cancellations", 1)
    for code, product in seen.items():
        if row := _product(source, code, product, newest):
            yield product.number, row


_LINES = {
    "an adjustment, not an invoice": "adjustments",
    "a cancellation of nothing": "cancellations of nothing",
    "a stock correction, not a sale": "stock corrections",
    "without a price: not a sale": "without a price",
}


def _product(source: Source, code: str, seen: Seen, newest: int) -> ProductRow | None:
    """Return a code's product; None, and why in the tally, when there is none."""
    price = _median(seen.prices)
    if price is None:
        source.tally.note("Codes never sold at a price: no product", 1)
        return None
    if price < Decimal("0.01"):
        source.tally.note("Codes sold for less than a penny: no product", 1)
        return None
    title = title_clean(description_best(seen.descriptions), code)
    looks = looks_of(title)
    return ProductRow(
        sku=code,
        title=title,
        category=kind_path(kind_of(title)),
        price=price,
        description=_facts(seen),
        brand="",
        maker="",
        material=looks.pop("material", ""),
        colour=looks.pop("colour", ""),
        attributes=looks,
        currency=CURRENCY,
        stock=stock_of(seen, newest),
        listed_at=seen.first,
        translations={CHINESE: {"description": _facts_zh(seen)}},
    )


def stock_of(seen: Seen, newest: int) -> int:
    """Return four weeks' supply at the pace of the file's last twelve weeks; see the module."""
    recent = sum(
        pieces for week, pieces in seen.pieces_by_week.items() if week > newest - STOCK_FROM_WEEKS
    )
    if recent:
        return max(round(recent * STOCK_WEEKS / STOCK_FROM_WEEKS), 1)
    selling = any(week > newest - SELLING_WEEKS for week in seen.pieces_by_week)
    return 1 if selling else 0


def _median(prices: Counter[Decimal]) -> Decimal | None:
    """Return the lower median, a price that was really asked; pennies, None without any."""
    half = (prices.total() + 1) // 2
    for price in sorted(prices):
        half -= prices[price]
        if half <= 0:
            return price.quantize(Decimal("0.01"))
    return None


def _week(at: datetime) -> int:
    return at.toordinal() // 7


def _days(seen: Seen, language: str, form: str) -> tuple[str, str]:
    with translation.override(language):
        first, last = (
            date_format(localtime(at, LONDON), form) if at else "" for at in (seen.first, seen.last)
        )
    return first, last


def _usual(seen: Seen) -> int:
    """Return how many pieces a sale most often is (the smaller of equals)."""
    return min(seen.quantities, key=lambda pieces: (-seen.quantities[pieces], pieces))


def _facts(seen: Seen) -> str:
    first, last = _days(seen, "en", "j F Y")
    when = f"between {first} and {last}" if first != last else f"on {first}"
    times = "once" if seen.sales == 1 else f"{seen.sales:,} times"
    said = f"Sold {times} {when}"
    if len(seen.countries) > 1:
        said += f", to {len(seen.countries)} countries"
    if seen.sales >= 5:
        usual = _usual(seen)
        said += f". Most often bought {'singly' if usual == 1 else f'{usual:,} at a time'}"
    return said + "."


def _facts_zh(seen: Seen) -> str:
    first, last = _days(seen, CHINESE, "Y年n月j日")
    when = f"{first}至{last}" if first != last else first
    said = f"{when}售出{seen.sales:,}次"
    if len(seen.countries) > 1:
        said += f"，销往{len(seen.countries)}个国家和地区"
    if seen.sales >= 5:
        said += f"。最常见的是一次买{_usual(seen):,}件"
    return said + "。"
