"""The shop's admin: cheap lists, rights, and products told to the recommender on commit."""

from __future__ import annotations

from io import BytesIO
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from recommender.models import Item
from shop.models import Brand, Category, Media, Order, OrderLine, Product, Review, Variant

pytestmark = pytest.mark.django_db

EVIL = '<script>alert("x")</script>'
MODELS = ("product", "category", "brand", "order", "review")


@pytest.fixture
def owner(client):
    client.force_login(User.objects.create_superuser("owner", password="x"))
    return client


@pytest.fixture
def kind():
    department = Category.objects.create(slug="home", name="Home")
    return Category.objects.create(slug="lamps", name="Lamps", parent=department)


def product(kind, sku="l1", **more):
    given = {"title": f"Lamp {sku}", "slug": sku, "price": 12, "stock": 9, "maker": "Ana", **more}
    return Product.objects.create(sku=sku, category=kind, **given)


def address(model, page="changelist", *args):
    return reverse(f"admin:shop_{model}_{page}", args=args)


def form(kind, **changed):
    """Return the product form as the page sends it, with empty inlines."""
    empty = {
        f"{prefix}-{name}": "0"
        for prefix in ("media", "variants")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    values = {
        "title": "Brass lamp", "slug": "brass-lamp", "sku": "l1", "description": "Warm light.",
        "category": kind.pk, "price": "12.50", "currency": "EUR", "stock": "3", "is_active": "on",
        "attributes": "{}", "translations": "{}", "listed_at_0": "2026-01-01",
        "listed_at_1": "10:00:00",
    }  # fmt: skip
    return {**empty, **values, **changed}


def picture(name="lamp.png", size=(800, 600)):
    buffer = BytesIO()
    Image.new("RGB", size, "#a86e12").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def order(number):
    made = Order.objects.create(
        number=number, shopper_id="00000000-0000-0000-0000-000000000007", name="Ana",
        email="ana@example.org", address="1 Road",
    )  # fmt: skip
    OrderLine.objects.create(order=made, title="Lamp", price="12.50", quantity=2)
    return made


def review(item, number=1):
    return Review.objects.create(
        product=item, shopper_id=f"00000000-0000-0000-0000-{number:012d}", author_name="Ana",
        rating=4, text="Kind light.",
    )  # fmt: skip


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_for_those_with_the_right(client, model):
    assert client.get(address(model)).status_code == 302
    user = User.objects.create_user("staff", password="x", is_staff=True)
    client.force_login(user)
    assert client.get(address(model)).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename=f"view_{model}"))
    assert client.get(address(model)).status_code == 200


def test_each_thing_has_a_page(owner, kind):
    lamp = product(kind, brand=Brand.objects.create(slug="b", name="B"))
    made = {
        "product": lamp, "category": kind, "brand": lamp.brand, "order": order("A1"),
        "review": review(lamp),
    }  # fmt: skip
    for model, one in made.items():
        assert owner.get(address(model, "change", one.pk)).status_code == 200, model
    assert owner.get(reverse("admin:auth_user_changelist")).status_code == 200
    assert owner.get(reverse("admin:auth_user_add")).status_code == 200


def test_lists_ask_no_more_for_more_rows(owner, kind):
    def fill(first, last):
        for number in range(first, last):
            brand = Brand.objects.create(slug=f"b{number}", name=f"B{number}")
            lamp = product(kind, f"l{number}", brand=brand)
            Media.objects.create(product=lamp, file=f"products/{number}.webp")
            order(f"A{number}")
            review(lamp, number)

    def queries(model):
        with CaptureQueriesContext(connection) as caught:
            assert owner.get(address(model)).status_code == 200
        return len(caught)

    fill(0, 2)
    owner.get(address("product"))
    few = {model: queries(model) for model in MODELS}
    fill(2, 12)
    assert {model: queries(model) for model in MODELS} == few


def test_a_saved_product_is_known_to_the_recommender_on_commit(
    owner, kind, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        response = owner.post(address("product", "add"), form(kind))
        assert response.status_code == 302
        assert not Item.objects.exists()  # not before the change is certain
    with patch("recommender.items.encode_wake") as wake:
        with django_capture_on_commit_callbacks(execute=True):
            for callback in callbacks:
                callback()
        assert wake.called  # a worker encodes it
    item = Item.objects.get(pk="l1")
    assert (item.title, item.category, float(item.price)) == ("Brass lamp", "lamps", 12.5)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    def run(do):
        with django_capture_on_commit_callbacks(execute=True):
            response = do()
        assert response.status_code == 302, response.context["errors"]

    return run


def test_changes_reach_the_item(owner, kind, committed):
    committed(lambda: owner.post(address("product", "add"), form(kind)))
    lamp = Product.objects.get()
    change = address("product", "change", lamp.pk)
    committed(lambda: owner.post(change, form(kind, title="Copper lamp", stock="0")))
    item = Item.objects.get(pk="l1")
    assert item.title == "Copper lamp" and not item.in_stock
    committed(lambda: owner.post(change, form(kind, sku="l2")))
    assert not Item.objects.get(pk="l1").is_active and Item.objects.get(pk="l2").is_active


def test_price_and_stock_in_the_list(owner, kind, committed):
    lamp, other = product(kind), product(kind, "l2")
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "Save"}
    for at, (one, price) in enumerate(((other, "12.00"), (lamp, "99.90"))):
        rows |= {
            f"form-{at}-id": str(one.pk), f"form-{at}-price": price, f"form-{at}-stock": "0",
            f"form-{at}-is_active": "on",
        }  # fmt: skip
    committed(lambda: owner.post(address("product"), rows))
    assert float(Item.objects.get(pk="l1").price) == 99.9
    assert not Item.objects.get(pk="l2").in_stock


def test_a_deleted_product_is_no_longer_recommended(owner, kind, committed):
    committed(lambda: owner.post(address("product", "add"), form(kind)))
    lamp = Product.objects.get()
    committed(lambda: owner.post(address("product", "delete", lamp.pk), {"post": "yes"}))
    assert not Item.objects.get(pk="l1").is_active


def test_a_renamed_department_or_brand_reaches_its_products(owner, kind, committed):
    brand = Brand.objects.create(slug="b", name="Old")
    committed(lambda: owner.post(address("product", "add"), form(kind, brand=brand.pk)))
    committed(
        lambda: owner.post(address("brand", "change", brand.pk), {"name": "New", "slug": "b"})
    )
    assert Item.objects.get().brand == "New"
    values = {"name": "Lights", "slug": "lamps", "parent": kind.parent_id, "position": "0",
              "hue": "40", "translations": "{}"}  # fmt: skip
    committed(lambda: owner.post(address("category", "change", kind.pk), values))
    assert Item.objects.get().category_name == "Lights"


def test_a_picture_is_measured_and_gets_a_thumbnail(owner, kind, committed, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    media = {"media-TOTAL_FORMS": "1", "media-0-kind": "picture", "media-0-file": picture(),
             "media-0-position": "0", "media-0-alt": "A lamp"}  # fmt: skip
    committed(lambda: owner.post(address("product", "add"), form(kind, **media)))
    made = Media.objects.get()
    assert (made.width, made.height) == (800, 600)
    with Image.open(made.thumbnail) as small:
        assert small.size == (400, 300) and small.format == "WEBP"
    assert Item.objects.get().image_url == made.file.url


@pytest.mark.parametrize(
    ("name", "content", "kind_of", "said"),
    [
        ("x.svg", b"<svg onload=alert(1)>", "picture", "Choose one of: webp"),
        ("x.html", b"<script>", "sound", "Choose one of: mp3"),
        ("x.png", b"no picture at all", "picture", "not a picture that can be read"),
    ],
)
def test_files_that_are_not_what_they_say_are_refused(owner, kind, name, content, kind_of, said):
    media = {"media-TOTAL_FORMS": "1", "media-0-kind": kind_of, "media-0-position": "0",
             "media-0-file": SimpleUploadedFile(name, content)}  # fmt: skip
    response = owner.post(address("product", "add"), form(kind, **media))
    assert response.status_code == 200 and said in response.content.decode()
    assert not Product.objects.exists()


def test_the_list_filters_by_department_and_stock(owner, kind):
    other = Category.objects.create(slug="tea", name="Tea")
    product(kind, "l1", stock=0)
    product(kind, "l2", stock=3)
    product(other, "t1", stock=30)

    def found(**query):
        rows = owner.get(address("product"), query).context["cl"].result_list
        return {one.sku for one in rows}

    assert found(department="home") == {"l1", "l2"}
    assert found(stock="out") == {"l1"} and found(stock="low") == {"l2"}
    assert found(stock="in") == {"l2", "t1"}
    assert found(q="lamp l2") == {"l2"}


def test_orders_and_reviews_are_not_rewritten(owner, kind):
    made, said = order("A1"), review(product(kind))
    page = owner.get(address("order", "change", made.pk)).content.decode()
    assert "25.00 EUR" in page and 'name="lines-0-price"' not in page
    for model, pk in (("order", made.pk), ("review", said.pk)):
        assert owner.post(address(model, "change", pk), {"name": "x"}).status_code == 403
        assert owner.get(address(model, "add")).status_code == 403
    assert owner.get(address("order", "delete", made.pk)).status_code == 403
    owner.post(address("review", "delete", said.pk), {"post": "yes"})
    assert not Review.objects.exists()


def test_text_is_never_markup(owner, kind):
    lamp = product(kind, title=EVIL, maker=EVIL)
    Variant.objects.create(product=lamp, sku="v", name=EVIL)
    Media.objects.create(product=lamp, file="products/a.webp", alt=EVIL)
    said = review(lamp)
    Review.objects.update(text=EVIL, author_name=EVIL, created_at=timezone.now())
    pages = [address("product"), address("product", "change", lamp.pk), address("review"),
             address("review", "change", said.pk)]  # fmt: skip
    for page in pages:
        body = owner.get(page).content.decode()
        assert 'alert("x")</script>' not in body, page
        assert "&lt;script&gt;" in body, page
