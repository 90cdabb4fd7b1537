from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.reasons.filling import (
    CAPS,
    Unfillable,
    clean,
    columns,
    fill,
    money,
    verify_filled,
)

SENTENCE = "Because you looked at {ITEM_1}"


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=200))
def test_whatever_a_title_holds_one_clean_short_line_comes_out(title):
    try:
        text = fill(SENTENCE, {"{ITEM_1}": title})
    except Unfillable:
        assert not clean(title)
        return
    value = text.removeprefix("Because you looked at “").removesuffix("”")
    assert value
    assert columns(value) <= CAPS["{ITEM_1}"]
    assert not any(unicodedata.category(ch)[0] == "C" for ch in text)
    assert not any(ch in value for ch in "{}\n\r\u2028\u2029")
    assert verify_filled(text, SENTENCE, {"{ITEM_1}": title})


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once


def test_a_value_cannot_bring_a_slot_of_its_own():
    text = fill("By {MAKER}, like {ITEM_1}", {"{MAKER}": "{ITEM_1}", "{ITEM_1}": "Lamp"})
    assert text == "By ITEM_1, like “Lamp”"


def test_a_title_stands_in_quotation_marks_once_and_its_own_are_the_inner_ones():
    values = {"{ITEM_1}": "“Clover” soap, shea butter", "{QUERY}": "soap"}
    said = fill("In sage, like {ITEM_1}, which you liked", values)
    assert said == "In sage, like “‘Clover’ soap, shea butter”, which you liked"
    assert fill("因为您看过“{ITEM_1}”", values) == "因为您看过“‘Clover’ soap, shea butter”"
    assert fill("You searched for “{QUERY}”", values) == "You searched for “soap”"


def test_a_sentence_begins_with_a_capital_whatever_stands_there():
    assert fill("{COLOUR}, like {ITEM_1}", {"{COLOUR}": "olive", "{ITEM_1}": "Bag"}) == (
        "Olive, like “Bag”"
    )
    assert fill("Also in {COLOUR}", {"{COLOUR}": "olive"}) == "Also in olive"
    assert fill("{ITEM_1}: {COLOUR}", {"{ITEM_1}": "bag", "{COLOUR}": "olive"}) == "“bag”: olive"
    assert fill("{COLOUR}的", {"{COLOUR}": "橄榄绿"}) == "橄榄绿的"


@pytest.mark.parametrize("brand", ["iPhone", "eBay", "d'Orsay"])
def test_a_word_with_a_capital_of_its_own_stays_as_its_maker_writes_it(brand):
    assert fill("{BRAND}, like {ITEM_1}", {"{BRAND}": brand, "{ITEM_1}": "Bag"}) == (
        f"{brand}, like “Bag”"
    )


def test_markup_stays_text_and_is_left_to_the_template_engine():
    text = fill(SENTENCE, {"{ITEM_1}": "<script>alert(1)</script>"})
    assert text == "Because you looked at “<script>alert(1)</script>”"
    assert not hasattr(text, "__html__")


def test_bidi_zero_width_and_full_width_are_made_plain():
    assert clean("\u202eLa\u200bmp\u2069 Ｎｏ．１") == "Lamp No.1"


def test_a_tower_of_marks_is_cut_down():
    assert len(clean("e" + "\u0301\u0302" * 30)) <= 4


def test_long_titles_end_at_a_word():
    title = "Hand-thrown Stoneware Serving Bowl with Lid and Ladle"
    assert clean(title, 40) == "Hand-thrown Stoneware Serving Bowl with…"
    assert clean("手工拉坯粗陶带盖汤碗与木勺礼盒套装", 20) == "手工拉坯粗陶带盖汤…"


@pytest.mark.parametrize("values", [{}, {"{ITEM_1}": ""}, {"{ITEM_1}": "\u200b\u202e"}])
def test_a_slot_without_a_value_is_refused(values):
    with pytest.raises(Unfillable):
        fill(SENTENCE, values)
    assert not verify_filled("Because you looked at ", SENTENCE, values)


def test_a_changed_price_no_longer_verifies():
    sentence = "{PRICE}, below what you usually spend"
    text = fill(sentence, {"{PRICE}": money(24, "EUR")})
    assert text == "€24.00, below what you usually spend"
    assert verify_filled(text, sentence, {"{PRICE}": money(24, "EUR")})
    assert not verify_filled(text, sentence, {"{PRICE}": money(25, "EUR")})


def test_money_knows_symbols_codes_and_whole_currencies():
    assert money(1299.5, "GBP") == "£1,299.50"
    assert money(1299.5, "CHF") == "CHF 1,299.50"
    assert money(1299, "JPY") == "¥1,299"
