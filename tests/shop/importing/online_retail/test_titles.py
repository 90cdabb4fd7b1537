"""From the warehouse's words to a title, and which descriptions are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.importing.online_retail.titles import (
    LONGEST,
    description_best,
    is_note,
    title_clean,
)

TITLES = {
    "WHITE HANGING HEART T-LIGHT HOLDER": "White hanging heart T-light holder",
    "ZINC HANGING HEART T-LITE HLDR": "Zinc hanging heart T-light holder",
    " WHITE CHERRY LIGHTS": "White cherry lights",
    "S/3 ROSE GARDEN SCENT SQU CANDLE": "Set of 3 rose garden scent square candle",
    "SET/6 RED SPOTTY PAPER CUPS": "Set of 6 red spotty paper cups",
    "SET 3 RED SPOT TIN TEA,COFFEE,SUGAR": "Set of 3 red spot tin tea, coffee, sugar",
    "ROUND SNACK BOXES SET OF4 WOODLAND": "Round snack boxes set of 4 woodland",
    "GEISHA GIRL CHOPSTICKS SET/5": "Geisha girl chopsticks set of 5",
    "PACK/12 XMAS FUN CARD": "Pack of 12 Christmas fun card",
    "ASS COL SMALL SAND FROG P'WEIGHT": "Assorted colour small sand frog paperweight",
    "ASSTD DESIGN BUBBLE GUM RING": "Assorted design bubble gum ring",
    "GLASS ASHTRAY": "Glass ashtray",  # ASS within a word stays
    "FLOWER BLUE CLOCK W/SUCKER": "Flower blue clock with sucker",
    "SPOTS DESIGN MUG W PINK INSIDE": "Spots design mug with pink inside",
    "RED PEONY DES C/COVER": "Red peony design cushion cover",
    "BEECH WOOD P/FRAME": "Beech wood photo frame",
    "PINK B'FLY C/COVER W BOBBLES": "Pink butterfly cushion cover with bobbles",
    "RASPBERRY ANT COPPER FLOWER NECKLAC": "Raspberry antique copper flower necklace",
    'FLOWER GLASS GARLD NECKL36"AMETHYST': 'Flower glass garland necklace 36" amethyst',
    'LETTER "A" BLING KEY RING': 'Letter "A" bling key ring',
    "COLOUR GLASS. STAR T-LIGHT HOLDER": "Colour glass, star T-light holder",
    "GLASS BONBON JAR. SUPERFINES": "Glass bonbon jar, superfines",
    "KEY FOB , GARAGE DESIGN": "Key fob, garage design",
    "RIBBON REEL FLORA + FAUNA": "Ribbon reel flora & fauna",
    "LUNCH BAG BLACK SKULL.": "Lunch bag black skull",
    "WRAP I LOVE LONDON": "Wrap I love London",
    "VINTAGE UNION JACK BUNTING": "Vintage Union Jack bunting",
    "CHARLIE AND LOLA TABLE TINS": "Charlie and Lola table tins",
    "DOLLY GIRL CHILDRENS EGG CUP": "Dolly Girl children's egg cup",
    "KIDS RAIN MAC BLUE": "Kids' rain mac blue",
    "FRENCH BLUE METAL DOOR SIGN, No": "French blue metal door sign, no",
    "BAG 125g SWIRLY MARBLES": "Bag 125g swirly marbles",
    "Dad's Cab Electronic Meter": "Dad's Cab Electronic Meter",
    "*USB Office Glitter Lamp": "USB Office Glitter Lamp",
    "SET OF 4 2 TONE EGG SHAPE MIXING BOWLS": "Set of 4 2 tone egg shape mixing bowls",
}


@pytest.mark.parametrize(("description", "title"), TITLES.items())
def test_a_description_becomes_a_title(description: str, title: str) -> None:
    assert title_clean(description, "1") == title


@pytest.mark.parametrize("title", TITLES.values())
def test_a_clean_title_loses_nothing_when_cleaned_again(title: str) -> None:
    again = title_clean(title, "1")
    assert again.casefold() == title.casefold()


@given(st.text(max_size=400), st.text(alphabet="0123456789ABC", min_size=5, max_size=8))
def test_a_title_is_never_empty_nor_too_long(description: str, code: str) -> None:
    title = title_clean(description, code)
    assert 0 < len(title) <= LONGEST
    assert title == title.strip() and title.isprintable()


@given(st.text(alphabet="ABCS/W.&+'\", 0123456789-*", max_size=200))
def test_shorthand_of_any_shape_gives_a_title(description: str) -> None:
    title = title_clean(description, "85123A")
    assert 0 < len(title) <= LONGEST
    assert "  " not in title and " ," not in title


NOTES = (
    "?", "", "damages", "Damaged", "found", "Found", "MISSING", "wrongly coded 20713",
    "85123a mixed", "Sold as A/B", "Ebay sales by the box.", "thrown away",
    "Wet, rusty-thrown away", "mailout",
    "Incorrectly entered. should be 2279", "stock take", "21494", "Dotcom sales", "No Stock",
)  # fmt: skip


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_no_name(note: str) -> None:
    assert is_note(note)


@pytest.mark.parametrize(
    "name", [*TITLES, "MIRRORED WALL ART SKULLS", "3 TRADITIONAl BISCUIT CUTTERS"]
)
def test_a_name_is_no_note(name: str) -> None:
    assert not is_note(name.strip())


def test_the_commonest_real_description_is_best() -> None:
    counts = {"damages": 9, "RED CUP": 3, "RED CUP LARGE": 3, "?": 50, "BLUE CUP": 2}
    assert description_best(counts) == "RED CUP LARGE"
    assert description_best({"?": 3, "found": 1}) == ""
