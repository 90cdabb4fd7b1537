"""Cards by stencil: to the byte what the template writes, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from recommender.contracts import Pick, Reason
from shop import stencils
from shop.shelving import Card, ShelfView
from shop.shown import Shown
from shop.stencils import card_draw, card_markup, cards_markup

texts = some.text(max_size=30)
titles = texts | some.sampled_from(
    ["100 % wool", "%(slate)s", "<b>&\"'</b>", "%s %%", "{{ card.key }}", "茶杯"]
)
skus = some.from_regex(r"[A-Za-z0-9][A-Za-z0-9 .()%-]{0,20}", fullmatch=True)


def product(sku="mug-0", title="Oat mug", alt="A mug", picture="/m/s.webp", in_stock=True):
    srcset = f"{picture} 320w, /m/l.webp 640w" if picture else ""
    return Shown(
        sku, "oat-mug", title, Decimal("10.50"), "EUR", in_stock, "45", "Mugs", picture, srcset, alt
    )


def pick(sku="mug-0", position=0, reason=None, badge="", liked_by=None):
    said = None if reason is None else Reason(reason, "en", "template", (), "")
    return Pick(sku, position, 0.5, {}, 1.0, reason=said, badge=badge, liked_by=liked_by)


@given(
    sku=skus,
    title=titles,
    alt=titles,
    reason=some.none() | titles,
    badge=some.sampled_from(["", "rare", "new", "explore", "unheard of"]),
    position=some.integers(0, 1000),
    slate=some.uuids(),
    like=some.none() | some.uuids(),
    language=some.sampled_from(["en", "zh-hans"]),
    picture=some.sampled_from(["", "/m/s.webp"]),
    in_stock=some.booleans(),
)
def test_a_stencil_filled_in_is_the_template(
    sku, title, alt, reason, badge, position, slate, like, language, picture, in_stock
):
    shown = product(sku, title, alt, picture, in_stock)
    card = Card(shown, pick(sku, position, reason, badge, like), str(slate))
    with override(language):
        assert card_markup(card) == card_draw(card)
        assert card_markup(Card(shown)) == card_draw(Card(shown))


def test_the_second_of_a_product_is_not_drawn_again(monkeypatch):
    first = Card(product("drawn-once"), pick("drawn-once", 1, "One"), str(uuid4()))
    second = Card(product("drawn-once"), pick("drawn-once", 2, "Two"), str(uuid4()))
    expected = card_draw(second)
    card_markup(first)
    monkeypatch.setattr(stencils, "card_draw", lambda _card: pytest.fail("drawn again"))
    assert card_markup(second) == expected


@pytest.mark.parametrize(
    "change",
    [{"title": "Rust mug"}, {"in_stock": False}, {"alt": "A cup"}, {"picture": "/m/other.webp"}],
)
def test_a_changed_product_is_drawn_anew(change):
    sku = "changing"
    slate = str(uuid4())
    card_markup(Card(product(sku), pick(sku), slate))
    card = Card(product(sku, **change), pick(sku), slate)
    assert card_markup(card) == card_draw(card)


@pytest.mark.parametrize("mark", [mark for mark, _hole in stencils._HOLES])
@pytest.mark.parametrize("where", ["sku", "title", "alt"])
def test_a_product_that_says_a_stand_in_is_drawn_by_the_template(mark, where):
    shown = product(**{where: f"x {mark.upper()} {mark}"})
    card = Card(shown, pick(shown.sku, 7, "Because", liked_by=uuid4()), str(uuid4()))
    assert card_markup(card) == card_draw(card)
    assert mark in card_markup(card)


def test_where_templates_are_written_each_card_is_drawn(settings):
    settings.DEBUG = True
    card = Card(product("draft"), pick("draft", 1, "One"), str(UUID(int=1)))
    before = stencils._stencil.cache_info().currsize
    assert card_markup(card) == card_draw(card)
    assert stencils._stencil.cache_info().currsize == before


def shelf_of(*cards, slate):
    return ShelfView("for_you", "For you", cards, slate)


def test_a_shelf_asked_for_again_is_not_put_together_again(monkeypatch):
    slate = str(uuid4())
    cards = [Card(product(f"kept-{n}"), pick(f"kept-{n}", n, f"Say {n}"), slate) for n in range(3)]
    first = cards_markup(shelf_of(*cards, slate=slate))
    assert first == "".join(f"<li>{card_draw(card)}</li>\n" for card in cards)
    monkeypatch.setattr(stencils, "card_markup", lambda _card: pytest.fail("put together again"))
    again = [replace(card, pick=replace(card.pick)) for card in cards]
    assert cards_markup(shelf_of(*again, slate=slate)) == first


@pytest.mark.parametrize(
    "change",
    [
        {"pick": pick("kept", 0, "A sentence", liked_by=uuid4())},
        {"product": product("kept", title="Rust mug")},
        {"product": product("kept", in_stock=False)},
        {"pick": pick("kept", 0, "Another sentence")},
    ],
)
def test_what_has_changed_on_a_shelf_is_seen(change):
    slate = str(uuid4())
    card = Card(product("kept"), pick("kept", 0, "A sentence"), slate)
    first = cards_markup(shelf_of(card, slate=slate))
    changed = replace(card, **change)
    assert cards_markup(shelf_of(changed, slate=slate)) == f"<li>{card_draw(changed)}</li>\n"
    assert cards_markup(shelf_of(card, slate=slate)) == first
    with override("zh-hans"):
        assert cards_markup(shelf_of(card, slate=slate)) == f"<li>{card_draw(card)}</li>\n"


def test_few_shelves_are_kept(monkeypatch):
    monkeypatch.setattr(stencils, "MOST_TRACKS", 3)
    for _ in range(5):
        slate = str(uuid4())
        cards_markup(shelf_of(Card(product("few"), pick("few"), slate), slate=slate))
    assert len(stencils._tracks) == 3
