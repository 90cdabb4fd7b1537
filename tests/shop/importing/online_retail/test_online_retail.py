"""A small gift shop's invoices: products, purchases, returns, and all that is neither."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from recommender.models import Event, Item, Shopper
from shop.importing.records import shopper_id
from shop.models import Category, Product
from tests.shop.importing.running import figure, run

pytestmark = pytest.mark.django_db

HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
ROWS = (
    # 2-5: one invoice; 85123a is 85123A, and its two lines are one purchase of 8
    "489434,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-07-01 07:45:00,2.55,13085,EIRE",
    "489434,85123a,WHITE HANGING HEART T-LIGHT HOLDER,2,2010-07-01 07:45:00,2.95,13085,EIRE",
    "489434,22041,SMALL RED RETROSPOT MUG,1,2010-07-01 07:45:00,1.25,13085,EIRE",
    "489434,POST,POSTAGE,1,2010-07-01 07:45:00,18,13085,EIRE",
    # 6-7: a basket of nobody named
    "489435,85123A,WHITE HANGING HEART T-LIGHT HOLDER,12,2010-12-01 10:00:00,2.55,,United Kingdom",
    "489435,22041,SMALL RED RETROSPOT MUG,1,2010-12-01 10:00:00,2.46,,United Kingdom",
    # 8-9: back again, named and not
    "C489436,85123A,WHITE HANGING HEART T-LIGHT HOLDER,-2,2010-12-02 10:00:00,2.55,13085,EIRE",
    "C489437,22041,SMALL RED RETROSPOT MUG,-1,2010-12-02 11:00:00,1.25,,United Kingdom",
    # 10-14: no sales
    "489438,22041,damages,-30,2010-12-02 12:00:00,0,,United Kingdom",
    "489439,22041,?,5,2010-12-02 12:00:00,0,,United Kingdom",
    "489440,99999,found,5,2010-12-02 12:00:00,0,,United Kingdom",
    "A489441,B,Adjust bad debt,1,2010-12-02 12:00:00,-5000,,United Kingdom",
    "C489442,22041,SMALL RED RETROSPOT MUG,1,2010-12-02 12:00:00,1.25,13085,EIRE",
    # 15-18: malformed
    "489443,22041,MUG,many,2010-12-02 12:00:00,1.25,13085,EIRE",
    "489443,22041,MUG,1,02.12.2010,1.25,13085,EIRE",
    "489443,22041,MUG,1,2010-12-02 12:00:00,free,13085,EIRE",
    "489443,,MUG,1,2010-12-02 12:00:00,1.25,13085,EIRE",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "online_retail_2010.csv.gz"
    path.write_bytes(gzip.compress("\r\n".join([HEADER, *ROWS, ""]).encode()))
    return tmp_path


def test_products_come_from_sales(folder: Path) -> None:
    said = run("import_catalog", folder, format="online-retail")
    assert figure(said, "Products added") == 2
    assert figure(said, "Codes never sold at a price: no product") == 1
    assert figure(said, "Lines of products that are stock corrections") == 1
    assert figure(said, "Lines of products that are returns or cancellations") == 2
    assert "Row 5: not a product: postage or carriage: POST" in said
    heart = Product.objects.select_related("category__parent").get(sku="85123A")
    assert heart.title == "White hanging heart T-light holder"
    assert (heart.price, heart.currency) == (Decimal("2.55"), "GBP")  # of 2.55, 2.55, 2.95
    assert (heart.colour, heart.attributes) == ("white", {"motif": "hearts"})
    assert heart.category.name == "Candle holders & lanterns"
    assert heart.category.parent is not None
    assert heart.category.parent.name == "Lighting & Candles"
    assert heart.listed_at == datetime(2010, 7, 1, 6, 45, tzinfo=UTC)  # summer time in London
    assert heart.description == (
        "Sold 3 times between 1 July 2010 and 1 December 2010, to 2 countries."
    )
    assert heart.translations["zh-hans"]["description"] == (
        "2010年7月1日至2010年12月1日售出3次，销往2个国家和地区。"
    )
    assert heart.stock == 4  # 12 pieces in the last 12 weeks are 4 in 4
    assert Product.objects.get(sku="22041").price == Decimal("1.25")  # the lower of two
    assert all("zh-hans" in one.translations for one in Category.objects.all())
    assert Item.objects.get(pk="85123A").category_name == "Candle holders & lanterns"


def test_a_second_import_of_products_changes_nothing(folder: Path) -> None:
    run("import_catalog", folder, format="online-retail")
    before = list(Product.objects.order_by("pk").values_list())
    said = run("import_catalog", folder, format="online-retail")
    assert figure(said, "Products unchanged") == 2
    assert figure(said, "Products added") == figure(said, "Products changed") == 0
    assert list(Product.objects.order_by("pk").values_list()) == before


def test_invoices_become_purchases_and_returns(folder: Path) -> None:
    run("import_catalog", folder, format="online-retail")
    said = run("import_events", folder, format="online-retail", show=20)
    assert figure(said, "Events added") == 5
    assert (figure(said, "Shoppers"), figure(said, "Anonymous shoppers")) == (1, 1)
    assert figure(said, "Lines added to another line of the same invoice") == 1
    customer = Shopper.objects.get(external_id="online-retail:13085")
    assert customer.pk == shopper_id("online-retail", "13085") and customer.place == "ireland"
    acts = Event.objects.filter(shopper=customer).order_by("occurred_at", "item_id")
    assert [(act.kind, act.item_id, act.value) for act in acts] == [
        ("purchase", "22041", 1.0),
        ("purchase", "85123A", 8.0),
        ("return", "85123A", 2.0),
    ]
    assert acts[0].occurred_at == datetime(2010, 7, 1, 6, 45, tzinfo=UTC)
    assert acts[0].context == {"invoice": "489434", "country": "ireland"}
    nobody = Shopper.objects.get(pk=shopper_id("online-retail", "invoice 489435"))
    assert nobody.external_id is None and nobody.place == "united-kingdom"
    assert nobody.events.count() == 2
    for row, reason in (
        (9, "a return by nobody named"), (10, "a stock correction"), (11, "without a price"),
        (13, "not a product: an adjustment"), (14, "a cancellation of nothing"),
        (15, "quantity is not"), (16, "InvoiceDate is not a time"), (17, "price is not a number"),
        (18, "no stock code"),
    ):  # fmt: skip
        assert f"Row {row}: {reason}" in said
    read = len(ROWS)
    assert read == 5 + 1 + figure(said, "Rows left out")  # every row is accounted for


def test_a_second_import_of_events_adds_nothing(folder: Path) -> None:
    run("import_catalog", folder, format="online-retail")
    run("import_events", folder, format="online-retail")
    said = run("import_events", folder, format="online-retail")
    assert (figure(said, "Events added"), figure(said, "Events known already")) == (0, 5)


def test_lines_of_one_invoice_may_lie_apart(folder: Path, tmp_path: Path) -> None:
    run("import_catalog", folder, format="online-retail")
    line = "{},22041,MUG,1,2010-12-03 12:00:00,1.25,{},France"
    rows = [line.format(500000, 1), line.format(500001, 2), line.format(500000, 1)]
    path = tmp_path / "apart.csv"
    path.write_text("\n".join([HEADER, *rows]))
    said = run("import_events", path, format="online-retail")
    assert figure(said, "Events added") == 2
    assert Event.objects.get(shopper=shopper_id("online-retail", "1")).value == 2.0


def test_the_one_year_edition_reads_the_same(tmp_path: Path) -> None:
    header = HEADER.replace("Invoice,", "InvoiceNo,").replace("Price", "UnitPrice")
    path = tmp_path / "data.csv"
    row = "536365,84029G,KNITTED UNION FLAG HOT WATER BOTTLE,6,12/1/2010 8:26,3.39,17850.0,France"
    path.write_text(f"{header.replace('Customer ID', 'CustomerID')}\n{row}\n")
    run("import_catalog", tmp_path, format="online-retail")
    run("import_events", tmp_path, format="online-retail")
    event = Event.objects.get()
    assert event.occurred_at == datetime(2010, 12, 1, 8, 26, tzinfo=UTC)
    assert event.shopper_id == shopper_id("online-retail", "17850")
