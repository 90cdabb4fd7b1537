"""Chinese is complete: each text has its words, and no page shows what nobody translated."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.utils import timezone, translation
from django.utils.translation.template import templatize

from recommender import services
from recommender.admin.words import parameter_help, parameter_label
from recommender.caches import caches_forget
from recommender.contracts import Context
from recommender.models import Strategy
from recommender.reasons.vocabulary import ATTRIBUTES, value_name
from recommender.strategy import parameters
from shop.demo.catalogue_plan import plan_catalogue
from shop.demo.words import DEPARTMENTS, vocabulary
from shop.demo.words.crafts import CRAFTS
from shop.demo.words.grammar import pair
from shop.models import Product
from shop.terms import term_words
from tests.recommender.admin.conftest import lively, owner, shopper  # noqa: F401
from tests.shop.views.conftest import Visitor, stocked, text, visitor  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
# App -> the folders whose texts its catalogue holds, as `makemessages` deals them out.
APPS = {"shop": ("shop", "templates"), "recommender": ("recommender",)}
CALLS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
SLOT = re.compile(r"%\(\w+\)[a-z]|%(?!\()[a-z%]")
HAN = re.compile(r"[\u4e00-\u9fff]")

Key = tuple[str | None, str]


@cache
def catalogue(app: str) -> Catalog:
    with (ROOT / app / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="zh_Hans")


def messages(app: str) -> dict[Key, tuple[str, ...]]:
    """Return (context, English) -> the Chinese forms."""
    found = {}
    for message in catalogue(app):
        if message.id:
            english, chinese = message.id, message.string
            first = english[0] if isinstance(english, tuple) else english
            forms = chinese if isinstance(chinese, tuple) else (chinese,)
            found[(message.context, first)] = forms
    return found


def said_in(path: Path) -> Iterator[Key]:
    """Yield what a module or template asks `gettext` for."""
    source = path.read_text()
    if path.suffix == ".html":
        # Calls in the middle of blanked-out markup: Python, once the indents are gone.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    for _line, found, _comments, context in extract(
        "python", io.BytesIO(source.encode()), keywords=CALLS
    ):
        yield context, found[0] if isinstance(found, tuple) else found


def files(app: str) -> Iterator[Path]:
    for folder in APPS[app]:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html"} and "migrations" not in path.parts:
                yield path


@pytest.mark.parametrize("app", APPS)
def test_what_code_and_templates_say_is_what_the_catalogue_holds(app):
    said: dict[Key, str] = {}
    for path in files(app):
        said |= {key: path.relative_to(ROOT).as_posix() for key in said_in(path) if key[1]}
    held = set(messages(app))
    assert len(said) > 300
    assert {key: said[key] for key in set(said) - held} == {}, "run makemessages and translate"
    assert held - set(said) == set(), "nobody says these any more: run makemessages"


def test_gettext_goes_by_names_that_makemessages_knows():
    """An alias such as `noop` would hide its texts; only `_` is known beside the names."""
    for app in APPS:
        for path in files(app):
            if path.suffix != ".py":
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                    for name in node.names:
                        plain = name.asname is None or name.asname == "_"
                        assert plain or "gettext" not in name.name, (path, name.asname)


@pytest.mark.parametrize("app", APPS)
def test_every_text_has_its_chinese(app):
    assert not catalogue(app).fuzzy and catalogue(app).num_plurals == 1
    for message in catalogue(app):
        assert not message.fuzzy, message.id
    for (context, english), forms in messages(app).items():
        assert len(forms) == 1 and all(forms), (context, english)


@pytest.mark.parametrize("app", APPS)
def test_slots_are_the_same_in_both_languages(app):
    for (_context, english), (chinese,) in messages(app).items():
        assert sorted(SLOT.findall(chinese)) == sorted(SLOT.findall(english)), english
        assert english.startswith("\n") == chinese.startswith("\n"), english


@pytest.mark.parametrize("app", APPS)
def test_the_chinese_keeps_its_manners(app):
    """One "you", Chinese punctuation, and nothing shouted."""
    for (_context, english), (chinese,) in messages(app).items():
        assert "你" not in chinese and "！" not in chinese and "!" not in chinese, english
        assert not re.search(r"[\u4e00-\u9fff][,;:?]|[\u4e00-\u9fff]\.(?!\w)", chinese), chinese


@pytest.mark.parametrize("app", APPS)
def test_the_compiled_catalogue_is_that_of_the_texts(app, tmp_path):
    """A bare machine has no `msgfmt`: what is compiled is kept with the source, and must follow."""
    fresh = tmp_path / "fresh.mo"
    with fresh.open("wb") as file:
        write_mo(file, catalogue(app))
    kept = ROOT / app / "locale/zh_Hans/LC_MESSAGES/django.mo"

    def entries(path: Path) -> set[str]:
        with path.open("rb") as file:
            return {str((m.context, list(m.id), list(m.string))) for m in read_mo(file) if m.id}

    assert entries(kept) == entries(fresh), "run compilemessages"
    assert len(entries(kept)) == len(messages(app))


def test_apps_agree_where_they_say_the_same():
    """Django has one catalogue of all apps: the shop's words win everywhere."""
    shop, recommender = messages("shop"), messages("recommender")
    unlike = {key: (shop[key], recommender[key]) for key in set(shop) & set(recommender)
              if shop[key] != recommender[key]}  # fmt: skip
    assert unlike == {}


def test_words_of_the_made_catalogue_are_those_of_its_own_chinese():
    """What a facet calls a material is what its products' titles and reasons call it."""
    kinds = {
        "material": vocabulary.MATERIALS, "colour": vocabulary.COLOURS,
        "style": vocabulary.STYLES, "season": vocabulary.SEASONS, "finish": vocabulary.FINISHES,
        "place": dict(pair(m.place) for craft in CRAFTS.values() for m in craft.makers),
    }  # fmt: skip
    with translation.override("zh-hans"):
        for kind, words in kinds.items():
            assert {word: term_words(kind, word) for word in words} == words, kind
        for department in DEPARTMENTS:
            for one in department.kinds:
                for variant in one.variants:
                    assert HAN.search(term_words("variant", pair(variant)[0])), variant
                for size in one.sizes:  # metres and grams stay, counted things do not
                    assert not re.search("[a-z]{4}", term_words("size", size)), size


def test_titles_and_descriptions_are_set_with_chinese_marks():
    for item in plan_catalogue(seed=5, products=120):
        for said in (item.title_zh, item.description_zh):
            assert not re.search(r"[\u4e00-\u9fff][,:;?]|[,:;?][\u4e00-\u9fff]", said), said


def test_reasons_and_pages_call_values_the_same():
    with translation.override("zh-hans"):
        for kind in set(ATTRIBUTES) & {"material", "colour", "style"}:
            words = {english for context, english in messages("shop") if context == kind}
            assert len(words) > 20
            for word in words:
                assert term_words(kind, word) == value_name(kind, word, "zh-hans"), (kind, word)


def test_a_word_nobody_translated_is_shown_as_it_stands():
    with translation.override("zh-hans"):
        assert term_words("material", "unobtainium") == "unobtainium"
        assert term_words("size", "extra large") == "extra large"
        assert term_words("size", "64 pages") == "64页" and term_words("size", "9 cm") == "9 cm"
        assert term_words("colour", "copper") == "紫铜色"
        assert term_words("material", "copper") == "紫铜"


# What may be Latin on a Chinese page: names of the made shop, of standards, and of languages.
NAMES = re.compile(
    r"(?<![A-Za-z])(Cookie|English|Low Tide|Maker \d|[Zz]zzz|linen|"
    r"((?i:mug|bowl|towel|cushion|lamp|candle)s?)(-\d)?)(?![A-Za-z])"
)
PAGES = (
    "/", "/c/pottery/", "/c/mugs/?colour=oat&stock=1", "/c/mugs/?colour=zzzz", "/search/?q=linen",
    "/search/?q=zzzz", "/search/", "/p/rust-mug-1/", "/p/moss-mug-3/", "/p/plum-mug-4/", "/cart/",
    "/checkout/", "/orders/", "/login/", "/signup/", "/interests/", "/offline/", "/nowhere/",
    "/suggest/?q=mug",
)  # fmt: skip


class Shown(HTMLParser):
    """Gathers what people see or hear: text, and the attributes that are read out."""

    SAID = {"alt", "aria-label", "title", "placeholder", "data-say", "data-offline", "data-failed"}

    def __init__(self, markup: str):
        super().__init__()
        self.texts: list[str] = []
        self._silent = False
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        # The admin's icons are words drawn by a font.
        icon = "material-symbols" in (dict(attrs).get("class") or "")
        self._silent = bool(self._silent or icon or tag in {"script", "style"})
        self.texts += [value for name, value in attrs if name in self.SAID and value]
        self.texts += [v for k, v in attrs if tag == "meta" and k == "content" and HAN.search(v)]

    def handle_endtag(self, tag):
        self._silent = False

    def handle_data(self, data):
        if not self._silent and data.strip():
            self.texts.append(data.strip())


def left_over(markup: str, allowed: re.Pattern[str] = NAMES) -> set[str]:
    """Return the texts of a page in which an English word is left."""
    shown = {one for one in Shown(markup).texts if re.search("[A-Za-z]{2,}", allowed.sub("", one))}
    return {one for one in shown if "stoneware" not in one and "for every day" not in one}


@pytest.fixture
def chinese(visitor):  # noqa: F811
    Product.objects.update(attributes={"style": "folk", "size": "64 pages"})
    services.items_sync()
    caches_forget()
    visitor.post("/i18n/setlang/", {"language": "zh-hans"})
    visitor.get("/p/rust-mug-1/")
    visitor.get("/search/?q=linen")
    visitor.post("/cart/add/bowl-1/", {"quantity": 1})
    return visitor


def test_no_english_is_left_on_a_page(chinese):
    for address in PAGES:
        assert left_over(text(chinese.get(address))) == set(), address
    slate, sku = chinese.picks()[0]
    assert left_over(text(chinese.get(f"/why/{slate}/{sku}/"))) == set()


def test_no_english_is_left_in_what_answers_an_action(chinese):
    slate, sku = chinese.picks()[0]
    for action in ("like", "less", "helpful"):
        assert left_over(text(chinese.fragment(f"/pick/{slate}/{sku}/{action}/", x=1))) == set()
    assert left_over(text(chinese.fragment("/cart/add/mug-4/", quantity=1))) == set()
    assert left_over(text(chinese.post("/signup/", {"username": "a b"}))) == set()
    assert left_over(text(chinese.post("/login/", {"username": "x", "password": "y"}))) == set()
    assert left_over(text(chinese.post("/checkout/", {"email": "x"}))) == set()
    form = {"name": "陈", "email": "a@b.example", "address": "路1号"}
    placed = chinese.client.post("/checkout/", form, follow=True)
    mail = re.compile(NAMES.pattern + r"|a@b\.example|\b[0-9A-F]{6,}\b|[A-Z0-9-]{6,}")
    assert left_over(text(placed), mail) == set() and "年" in text(placed)
    assert left_over(text(chinese.get("/orders/")), mail) == set()


ADMIN = (
    "/admin/", "/admin/shop/product/", "/admin/shop/product/add/", "/admin/shop/category/",
    "/admin/shop/brand/", "/admin/shop/order/", "/admin/shop/review/",
    "/admin/recommender/strategy/{strategy}/change/", "/admin/recommender/shopper/",
    "/admin/recommender/shopper/{shopper}/change/", "/admin/recommender/shopper/events/",
    "/admin/recommender/slaterow/", "/admin/recommender/reasontext/", "/admin/recommender/item/",
    "/admin/recommender/run/", "/admin/recommender/owedrefresh/",
    "/admin/recommender/fallbackcount/", "/admin/recommender/shoppertrust/",
    "/admin/recommender/apitoken/", "/admin/auth/user/",
)  # fmt: skip


# Names of people, strategies, models and items; terms that Chinese admins write in Latin too.
TECHNICAL = re.compile(
    r"(?<![A-Za-z])(zh-hans|en|English|owner|esc|API|WRITER|DPP|MMR|NDCG@10|HR@10|Balanced|First|v1|made|"
    r"Lamps|The i\d+|b\d|[0-9a-f-]{8,36})(?![A-Za-z])"
)


@pytest.mark.django_db
def test_no_english_is_left_in_the_admin(owner, lively):  # noqa: F811
    with translation.override("zh-hans"):
        services.page_recommend(Context(lively, "home", timezone.now(), language="zh-hans"))
    owner.post("/i18n/setlang/", {"language": "zh-hans"})
    ids = {"shopper": lively, "strategy": Strategy.objects.get().pk}
    for address in ADMIN:
        response = owner.get(address.format(**ids), follow=True)
        assert response.status_code == 200, address
        assert left_over(text(response), TECHNICAL) == set(), address


def test_every_parameter_is_named_and_explained_in_chinese():
    with translation.override("zh-hans"):
        for bound in parameters():
            assert HAN.search(parameter_help(bound)), bound.help
            assert HAN.search(parameter_label(bound.name)), bound.name
