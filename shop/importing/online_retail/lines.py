"""Reads invoice lines and tells sales from cancellations, adjustments and what is no product.

Columns as published for 2009–2011: Invoice, StockCode, Description, Quantity, InvoiceDate, Price,
Customer ID, Country; the names of the one-year edition (InvoiceNo, UnitPrice, CustomerID) do too.
Times are the shop's own, in London. Codes differ in case only by accident: 85123a is 85123A.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo

from shop.importing.records import BadRow
from shop.importing.source import Source
from shop.importing.tables import csv_rows

COLUMNS = (
    "Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID",
    "Country",
)  # fmt: skip
_OTHER_NAMES = {"InvoiceNo": "Invoice", "UnitPrice": "Price", "CustomerID": "Customer ID"}
LONDON = ZoneInfo("Europe/London")
MOST_QUANTITY = 1_000_000

# Codes that stand on invoices but are nothing to put on a shelf.
NO_PRODUCTS = (
    (re.compile(r"POST|DOT|C2|C3"), "postage or carriage"),
    (re.compile(r"D"), "a discount"),
    (re.compile(r"M"), "a manual entry"),
    (re.compile(r"BANK CHARGES|AMAZONFEE|CRUK"), "a charge or fee"),
    (re.compile(r"ADJUST\d*|B"), "an adjustment"),
    (re.compile(r"TEST\d*"), "a test"),
    (re.compile(r"S"), "samples"),
    (re.compile(r"GIFT(_.*)?"), "a gift voucher"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an invoice of a product; `invoice` with its C when it is a cancellation."""

    number: int
    invoice: str
    code: str  # upper case
    description: str
    quantity: int  # pieces; negative when they came back
    at: datetime  # UTC
    price: Decimal  # of a piece, GBP
    customer: str  # "" when nobody is named
    country: str

    @property
    def is_cancelled(self) -> bool:
        """Whether it takes a sale back."""
        return self.invoice.startswith("C")


def lines_read(source: Source) -> Iterator[Line]:
    """Yield the lines of products; all others are counted by what they are."""
    tally = source.tally
    for path in source.files("online_retail*.csv", "online_retail*.csv.gz", "*.csv", "*.csv.gz"):
        with source.opened(path) as file:
            rows = csv_rows(file.name, _renamed(file.lines()), COLUMNS, COLUMNS.__contains__, tally)
            for number, row in source.watched(file, rows):
                try:
                    yield line_of(number, row)
                except BadRow as bad:
                    tally.reject_row(number, bad)


def line_of(number: int, row: dict[str, str]) -> Line:
    """Return one line.

    Raises:
        BadRow: a field is missing or malformed, or the code is no product.
    """
    invoice, code = row["Invoice"].strip().upper(), row["StockCode"].strip().upper()
    if not invoice or len(invoice) > 20:
        raise BadRow("no invoice number", invoice)
    if not code or len(code) > 40:
        raise BadRow("no stock code", code)
    for pattern, what in NO_PRODUCTS:
        if pattern.fullmatch(code):
            raise BadRow(f"not a product: {what}", code)
    return Line(
        number,
        invoice,
        code,
        " ".join(row["Description"].split()),
        _quantity(row["Quantity"]),
        _time(row["InvoiceDate"]),
        _price(row["Price"]),
        row["Customer ID"].strip().removesuffix(".0"),
        row["Country"].strip(),
    )


def sale_problem(line: Line) -> str:
    """Return why a line is neither a sale nor a return of one, "" when it is."""
    if not line.invoice.removeprefix("C").isdigit():
        return "an adjustment, not an invoice"
    if line.is_cancelled:
        return "" if line.quantity < 0 else "a cancellation of nothing"
    if line.quantity <= 0:
        return "a stock correction, not a sale"
    if line.price < 0:
        return "negative price"
    return "" if line.price > 0 else "without a price: not a sale"


def _renamed(lines: Iterator[str]) -> Iterator[str]:
    """Give the header of the one-year edition the names of the other."""
    header = next(lines, None)
    if header is not None:
        yield re.sub(r"\w+", lambda found: _OTHER_NAMES.get(found[0], found[0]), header)
        yield from lines


def _quantity(text: str) -> int:
    try:
        quantity = int(text)
    except ValueError:
        raise BadRow("quantity is not a whole number", text) from None
    if abs(quantity) > MOST_QUANTITY:
        raise BadRow("quantity is out of range", text)
    return quantity


@lru_cache(maxsize=64)
def _time(text: str) -> datetime:
    for read in (datetime.fromisoformat, lambda t: datetime.strptime(t, "%m/%d/%Y %H:%M")):
        try:
            at = read(text.strip())
        except ValueError:
            continue
        return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)
    raise BadRow("InvoiceDate is not a time", text)


@lru_cache(maxsize=4096)
def _price(text: str) -> Decimal:
    try:
        price = Decimal(text.strip())
    except InvalidOperation:
        raise BadRow("price is not a number", text) from None
    if not price.is_finite() or abs(price) >= 10**7:
        raise BadRow("price is not a number", text)
    return price
