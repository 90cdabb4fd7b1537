"""Plain catalogues: what goes in, what does not and why, and a second import."""

from __future__ import annotations

import gzip
import io
import json
import threading
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from PIL import Image

from recommender.models import Item
from shop.models import Brand, Category, Media, Product
from tests.shop.importing.running import figure, run

pytestmark = pytest.mark.django_db

HEADER = (
    "sku,title,description,category,brand,maker,material,colour,price,currency,stock,listed_at,"
    "attributes.style,translations.zh-hans.title,translations.zh-hans.category"
)
CUP = (
    'c-1,Blue cup,"Holds, two.",Kitchen > Mugs,Ash & Co,Mia Rao,stoneware,blue,12.5,gbp,7,'
    "2024-03-01,rustic,蓝杯,厨房 > 马克杯"
)
LAMP = "l-1,Lamp,,Lighting,,,,,40,,,,,,"


def csv(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def state() -> list[object]:
    return [
        list(Product.objects.order_by("pk").values_list()),
        list(Category.objects.order_by("pk").values_list()),
        list(Brand.objects.order_by("pk").values_list()),
        list(Item.objects.order_by("pk").values_list()),
    ]


def test_a_row_becomes_a_product_and_an_item(tmp_path: Path) -> None:
    said = run("import_catalog", csv(tmp_path / "c.csv", CUP, LAMP))
    assert figure(said, "Products added") == 2
    assert figure(said, "Items handed to the recommender") == 2
    cup = Product.objects.select_related("category__parent", "brand").get(sku="c-1")
    assert (cup.title, cup.description, cup.price) == ("Blue cup", "Holds, two.", Decimal("12.50"))
    assert (cup.currency, cup.stock, cup.maker) == ("GBP", 7, "Mia Rao")
    assert (cup.material, cup.colour, cup.attributes) == ("stoneware", "blue", {"style": "rustic"})
    assert cup.brand is not None and cup.brand.name == "Ash & Co"
    assert cup.category.parent is not None
    assert (cup.category.name, cup.category.parent.name) == ("Mugs", "Kitchen")
    assert cup.category.translations == {"zh-hans": {"name": "马克杯"}}
    assert cup.category.parent.translations == {"zh-hans": {"name": "厨房"}}
    assert cup.translations == {"zh-hans": {"title": "蓝杯"}}
    assert cup.listed_at == datetime(2024, 3, 1, tzinfo=UTC)
    lamp = Product.objects.select_related("category").get(sku="l-1")
    assert (lamp.currency, lamp.stock, lamp.category.parent) == ("EUR", 1, None)
    assert lamp.category.name == "Lighting"
    assert Item.objects.get(pk="c-1").department == "kitchen"


def test_a_second_import_changes_nothing_and_a_third_only_what_differs(tmp_path: Path) -> None:
    path = csv(tmp_path / "c.csv", CUP, LAMP)
    run("import_catalog", path)
    before = state()
    said = run("import_catalog", path)
    assert (figure(said, "Products added"), figure(said, "Products changed")) == (0, 0)
    assert figure(said, "Products unchanged") == 2
    assert figure(said, "Items handed to the recommender") == 0
    assert state() == before
    said = run("import_catalog", csv(path, CUP.replace("12.5", "13"), LAMP))
    assert (figure(said, "Products changed"), figure(said, "Products unchanged")) == (1, 1)
    assert Product.objects.get(sku="c-1").price == 13
    assert Product.objects.get(sku="c-1").slug == before[0][0][2]  # type: ignore[index]


def test_what_a_file_does_not_say_is_kept(tmp_path: Path) -> None:
    run("import_catalog", csv(tmp_path / "c.csv", CUP))
    short = csv(tmp_path / "d.csv", "c-1,Cup,Kitchen > Mugs,9", header="sku,title,category,price")
    run("import_catalog", short)
    cup = Product.objects.get(sku="c-1")
    assert (cup.title, cup.price, cup.stock, cup.maker) == ("Cup", 9, 7, "Mia Rao")
    assert (cup.currency, cup.description) == ("GBP", "Holds, two.")


BAD = {
    "no sku": ",Cup,,Kitchen,,,,,1,,,,,,",
    "no title": "x,,,Kitchen,,,,,1,,,,,,",
    "no category": "x,Cup,,,,,,,1,,,,,,",
    "no price": "x,Cup,,Kitchen,,,,,,,,,,,",
    "price is not a number": "x,Cup,,Kitchen,,,,,NaN,,,,,,",
    "negative price": "x,Cup,,Kitchen,,,,,-1,,,,,,",
    "price is too large": "x,Cup,,Kitchen,,,,,1e12,,,,,,",
    "currency is not a three-letter code": "x,Cup,,Kitchen,,,,,1,£,,,,,",
    "stock is not a whole number": "x,Cup,,Kitchen,,,,,1,,1.5,,,,",
    "stock is out of range": "x,Cup,,Kitchen,,,,,1,,-1,,,,",
    "listed_at is not a time": "x,Cup,,Kitchen,,,,,1,,,31/31/2020,,,",
    "category is not valid": "x,Cup,,Kitchen > > Mugs,,,,,1,,,,,,",
    "category in zh-hans has other steps": "x,Cup,,Kitchen > Mugs,,,,,1,,,,,,厨房",
    "wrong number of fields": "x,Cup,,Kitchen,1",
    "sku is not valid": "a\tb,Cup,,Kitchen,,,,,1,,,,,,",
    "title is longer than 300 characters": f"x,{'c' * 301},,Kitchen,,,,,1,,,,,,",
    "a zero character in it": "x,C\0up,,Kitchen,,,,,1,,,,,,",
}


@pytest.mark.parametrize(("reason", "row"), BAD.items())
def test_a_bad_row_is_said_and_the_rest_goes_in(tmp_path: Path, reason: str, row: str) -> None:
    said = run("import_catalog", csv(tmp_path / "c.csv", CUP, row, LAMP))
    assert f"Row 3: {reason}" in said
    assert figure(said, "Rows left out") == 1
    assert figure(said, "Products added") == 2


def test_rows_of_another_encoding_and_doubles_are_said(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    rows = [HEADER, CUP, "x,Caf\xe9,,Kitchen,,,,,1,,,,,,", CUP.replace("Blue", "Red")]
    path.write_bytes("\n".join(rows[:2]).encode() + b"\n" + "\n".join(rows[2:3]).encode("latin-1"))
    path.write_bytes(path.read_bytes() + b"\n" + rows[3].encode())
    said = run("import_catalog", path)
    assert "Row 3: not UTF-8: byte 0xe9" in said
    assert "Row 4: sku seen before in this file: c-1" in said
    assert Product.objects.get().title == "Blue cup"
    latin = tmp_path / "l.csv"
    latin.write_bytes("\n".join([HEADER.split(",translations")[0], rows[2][:-2]]).encode("latin-1"))
    run("import_catalog", latin, encoding="latin-1")
    assert Product.objects.get(sku="x").title == "Café"


def test_many_bad_rows_are_counted_by_reason_and_reported(tmp_path: Path) -> None:
    bad = [f"x{i},Cup,,Kitchen,,,,,-1,,,,,," for i in range(30)]
    report = tmp_path / "bad.csv"
    said = run("import_catalog", csv(tmp_path / "c.csv", *bad, CUP), show=3, report=str(report))
    assert said.count("negative price: -1.") == 3
    assert "       30  negative price" in said
    lines = report.read_text().splitlines()
    assert lines[0] == "row,reason,detail" and lines[30] == "31,negative price,-1"
    assert len(lines) == 31


def test_an_unclosed_quote_does_not_swallow_the_file(tmp_path: Path) -> None:
    rows = [f"s{i},Cup {'x' * 200},,Kitchen,,,,,1,,,,,," for i in range(6000)]
    said = run("import_catalog", csv(tmp_path / "c.csv", 'q,"Cup,,Kitchen', *rows), show=1)
    assert "not a row of CSV" in said
    assert figure(said, "Products added") > 0


def test_json_lines_gzip_and_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"sku": "j-1", "title": "Jug", "category": ["Kitchen", "Jugs"], "price": 3,
         "attributes": {"style": "retro"}, "translations": {"zh-hans": {"title": "壶"}}},
        {"sku": "j-2", "title": "Jar", "category": "Kitchen > Store > Jars", "price": "4.00"},
        {"sku": "j-3", "title": "Jar", "category": "Kitchen", "price": 1, "colour_": "red"},
        ["no", "object"],
    ]  # fmt: skip
    text = "\n".join(json.dumps(row) for row in rows) + "\n{broken\n"
    path = tmp_path / "c.jsonl.gz"
    path.write_bytes(gzip.compress(text.encode()))
    said = run("import_catalog", path)
    assert figure(said, "Products added") == 2
    assert "Row 3: unknown field: colour_" in said
    assert "Row 4: not a JSON object" in said
    assert "Row 5: not JSON" in said
    jug = Product.objects.get(sku="j-1")
    assert (jug.attributes, jug.translations) == ({"style": "retro"}, {"zh-hans": {"title": "壶"}})
    jar = Product.objects.select_related("category__parent").get(sku="j-2").category
    assert jar.parent is not None and (jar.parent.name, jar.name) == ("Kitchen", "Jars")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    assert figure(run("import_catalog", "-"), "Products unchanged") == 2


def test_a_kind_of_one_name_in_two_departments_is_two_kinds(tmp_path: Path) -> None:
    header = "sku,title,category,price"
    path = csv(tmp_path / "c.csv", "a,A,Men > Boots,1", "b,B,Women > Boots,1", header=header)
    run("import_catalog", path)
    slugs = set(Category.objects.exclude(parent=None).values_list("slug", flat=True))
    assert slugs == {"men-boots", "women-boots"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"sku,title,price\na,b,1\n", "no column category: expected a header with sku, title"),
        (b"sku,title,category,price,colur\n", "unknown column 'colur'"),
        (b"sku,title,category,price,price\n", "column price twice"),
        ("sku,title".encode("utf-16"), "UTF-16"),
        (gzip.compress(b"sku,title,category,price\n" + b"x" * 9000)[:40], "is damaged"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=said) as caught:
        run("import_catalog", path)
    assert "\n" not in str(caught.value)


def test_no_file_a_folder_and_a_wrong_option_are_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        run("import_catalog", tmp_path / "none.csv")
    with pytest.raises(CommandError, match="is a folder"):
        run("import_catalog", tmp_path)
    with pytest.raises(CommandError, match="holds no"):
        run("import_catalog", tmp_path, format="online-retail")
    path = csv(tmp_path / "c.csv", CUP)
    with pytest.raises(CommandError, match="no encoding"):
        run("import_catalog", path, encoding="klingon")
    with pytest.raises(CommandError, match="no currency"):
        run("import_catalog", path, currency="pounds")
    with pytest.raises(CommandError, match="report cannot be written"):
        run("import_catalog", path, report=str(tmp_path / "no" / "bad.csv"))


def test_pictures_come_from_beside_the_file_and_only_from_there(
    tmp_path: Path, settings: object
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    folder = tmp_path / "in"
    folder.mkdir()
    Image.new("RGB", (1600, 900), "teal").save(folder / "cup.png")
    Image.new("RGB", (9, 9)).save(tmp_path / "secret.png")
    (folder / "text.png").write_text("no picture")
    rows = ["a,A,Cups,1,cup.png", "b,B,Cups,1,../secret.png", "c,C,Cups,1,text.png",
            "d,D,Cups,1,none.png", "e,E,Cups,1,https://example.org/x.png"]  # fmt: skip
    path = csv(folder / "c.csv", *rows, header="sku,title,category,price,image")
    said = run("import_catalog", path)
    for row, why in ((3, "outside"), (4, "not a picture"), (5, "no such file"), (6, "--fetch-im")):
        assert why in next(line for line in said.splitlines() if line.startswith(f"Row {row}:"))
    assert figure(said, "Products added") == 5
    media = Media.objects.get()
    assert (media.product.sku, media.width, media.height) == ("a", 1200, 675)
    with default_storage.open(media.thumbnail.name) as file:
        assert Image.open(file).size == (320, 180)
    run("import_catalog", path)
    assert Media.objects.get() == media


def test_pictures_on_the_web_are_fetched_only_when_asked_for(
    tmp_path: Path, settings: object
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    site = tmp_path / "site"
    site.mkdir()
    Image.new("RGB", (40, 30), "teal").save(site / "cup.png")
    handler = partial(QuietHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        at = f"http://127.0.0.1:{server.server_port}"
        rows = [f"a,A,Cups,1,{at}/cup.png", f"b,B,Cups,1,{at}/none.png"]
        path = csv(tmp_path / "c.csv", *rows, header="sku,title,category,price,image")
        assert "add --fetch-images" in run("import_catalog", path)
        assert not Media.objects.exists()
        said = run("import_catalog", path, fetch_images=True)
        server.shutdown()
    assert "Row 3: picture left out: cannot be fetched" in said
    assert Media.objects.get().product.sku == "a"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *args: object) -> None:
        pass
