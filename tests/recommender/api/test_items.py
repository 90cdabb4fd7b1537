from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from recommender.models import Item
from tests.recommender.api.schema_check import PREFIX

pytestmark = pytest.mark.django_db


def walk(api, path, **params):
    """Follow `next` to the end; return the ids of each page."""
    pages, url = [], None
    while True:
        answer = api.call("get", url or path, params if url is None else None)
        assert answer.status_code == 200, answer.json()
        found = answer.json()
        pages.append([one["item_id"] for one in found["results"]])
        if found["next"] is None:
            return pages
        url = found["next"].removeprefix(f"http://testserver{PREFIX}")


def make(item_id, title, **more):
    return Item.objects.create(item_id=item_id, title=title, text_digest="made", **more)


def test_one_item_with_all_that_is_known(api, db):
    make(
        "tea-1",
        "Oolong tea",
        description="Half oxidised.",
        category="tea",
        category_name="Tea",
        department="kitchen",
        brand="Cloud",
        maker="Ms. Lin",
        attributes={"origin": "Fujian"},
        price="9.90",
        url="/p/oolong/",
        translations={"zh-hans": {"title": "乌龙茶", "category_name": "茶"}},
    )
    found = api.call("get", "/items/tea-1/").json()
    assert (found["title"], found["price"], found["currency"]) == ("Oolong tea", "9.90", "EUR")
    assert (found["maker"], found["attributes"]) == ("Ms. Lin", {"origin": "Fujian"})
    assert found["url"] == "http://testserver/p/oolong/"
    chinese = api.call("get", "/items/tea-1/", {"language": "zh"}).json()
    assert (chinese["title"], chinese["category_name"]) == ("乌龙茶", "茶")
    assert chinese["description"] == "Half oxidised."


def test_an_item_no_longer_sold_can_be_looked_up_but_is_not_listed(api, db):
    make("old", "Old lamp", is_active=False)
    found = api.call("get", "/items/old/").json()
    assert (found["is_active"], found["in_stock"]) == (False, False)
    assert walk(api, "/items/") == [[]]
    assert walk(api, "/search/", q="lamp") == [[]]


@pytest.mark.parametrize("item_id", ["nothing", "x" * 100, "a%00b"])
def test_an_item_that_is_none_is_not_found(api, shop, item_id):
    for path in (f"/items/{item_id}/", f"/items/{item_id}/similar/"):
        answer = api.call("get", path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_similar_items_nearest_first(api, shop):
    found = api.call("get", "/items/i00/similar/", {"limit": 5}).json()["results"]
    cosines = shop.content @ shop.content[0]
    order = sorted(range(1, len(cosines)), key=lambda row: -cosines[row])[:5]
    assert [one["item"]["item_id"] for one in found] == [f"i{row:02d}" for row in order]
    assert found[0]["similarity"] == pytest.approx(float(cosines[order[0]]), abs=2e-3)


@pytest.mark.parametrize("limit", [0, 51, "many"])
def test_a_wrong_number_of_similar_items_is_refused(api, shop, limit):
    answer = api.call("get", "/items/i00/similar/", {"limit": limit})
    assert list(answer.json()["errors"]) == ["limit"]


def test_pages_of_items_newest_first_each_once(api, shop):
    pages = walk(api, "/items/", limit=25)
    assert [len(page) for page in pages] == [25, 25, 10]
    expected = Item.objects.order_by("-listed_at", "item_id").values_list("pk", flat=True)
    assert [one for page in pages for one in page] == list(expected)


def test_pages_stay_right_where_all_were_listed_at_once_and_while_items_are_added(api, shop):
    Item.objects.update(listed_at=timezone.now() - timedelta(days=1))
    first = api.call("get", "/items/", {"limit": 20}).json()
    make("aaa", "Added meanwhile")
    rest = walk(api, first["next"].removeprefix(f"http://testserver{PREFIX}"))
    ids = [one["item_id"] for one in first["results"]] + [one for page in rest for one in page]
    assert ids == [f"i{n:02d}" for n in range(60)]


def test_filters(api, shop):
    def one_page(**params):
        return {one for page in walk(api, "/items/", limit=100, **params) for one in page}

    assert one_page(category="c1") == {f"i{n:02d}" for n in range(60) if n % 5 == 1}
    assert one_page(category="d1") == {f"i{n:02d}" for n in range(60) if n % 2}
    assert one_page(brand="B3") == {f"i{n:02d}" for n in range(60) if n % 7 == 3}
    Item.objects.exclude(pk="i07").update(in_stock=False)
    assert one_page(in_stock="true") == {"i07"}


def test_search_by_words_best_first(api, db):
    make("a", "Blue cup", description="Made of porcelain, blue and thin.")
    make("b", "Porcelain cups")
    make("c", "Wooden bowl", attributes={"note": "goes with porcelain"})
    make("d", "Iron pan", brand="Porcelain & Sons")
    make("e", "Iron pot")
    assert walk(api, "/search/", q="porcelain") == [["b", "d", "c", "a"]]
    assert walk(api, "/search/", q="cup porcelain") == [["b", "a"]]
    assert sorted(walk(api, "/search/", q="porcelain -cup")[0]) == ["c", "d"]
    assert walk(api, "/search/", q='"iron pot"') == [["e"]]


def test_search_by_the_beginnings_of_words(api, db):
    make("a", "Ceramic vase")
    assert walk(api, "/search/", q="ceram va") == [["a"]]
    assert walk(api, "/search/", q="ceramx") == [[]]


def test_search_in_chinese(api, db):
    make("a", "Oolong", translations={"zh-hans": {"title": "武夷乌龙茶", "category_name": "茶叶"}})
    make("b", "Green tea", translations={"zh-hans": {"title": "龙井", "category_name": "茶叶"}})
    assert walk(api, "/search/", q="乌龙", language="zh") == [["a"]]
    assert walk(api, "/search/", q="茶叶") == [["a", "b"]]
    assert walk(api, "/search/", q="茶叶 龙井") == [["b"]]


def test_search_pages_each_item_once(api, db):
    for n in range(30):
        make(f"t{n:02d}", "Lamp " * (n % 3 + 1))
    pages = walk(api, "/search/", q="lamps", limit=7)
    ids = [one for page in pages for one in page]
    assert [len(page) for page in pages] == [7, 7, 7, 7, 2]
    assert sorted(ids) == [f"t{n:02d}" for n in range(30)]


@pytest.mark.parametrize("q", ["%%%", "' OR 1=1 --", "a & | ! b", ":*", "\\", "💡", "(", '"'])
def test_search_takes_any_text(api, shop, q):
    assert api.call("get", "/search/", {"q": q}).status_code == 200


@pytest.mark.parametrize("q", ["", " ", "x" * 201, "a\x00"])
def test_search_for_nothing_is_refused(api, shop, q):
    answer = api.call("get", "/search/", {"q": q})
    assert list(answer.json()["errors"]) == ["q"]


def test_search_can_use_its_index(db):
    from recommender.api.selectors import _matching

    sql, params = _matching("lamp").order_by("-rank").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "item_words" in plan


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "bm90IGpzb24=",
        "W10=",
        "WyJhIiwiYiJd",
        "WzEsMl0=",
        "WyIyMDI2LTA1LTIwIiwiYSJd",  # a time without a zone
        "WyIyMDI2LTA1LTIwVDEyOjAwOjAwWiIsIlx1MDAwMCJd",  # a zero character
        "WyIyMDI2LTA1LTIwVDEyOjAwOjAwWiIsIlx1ZDgwMCJd",  # half a surrogate pair
        str(uuid.uuid4()),
    ],
)
def test_a_cursor_of_somebody_elses_is_refused(api, shop, cursor):
    for path, more in (("/items/", {}), ("/search/", {"q": "lamp"}), ("/profile/events/", {})):
        answer = api.call("get", path, {"cursor": cursor, **more})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor"), path


@pytest.mark.parametrize("limit", [0, 101, "all"])
def test_a_page_has_1_to_100_rows(api, shop, limit):
    answer = api.call("get", "/items/", {"limit": limit})
    assert list(answer.json()["errors"]) == ["limit"]
