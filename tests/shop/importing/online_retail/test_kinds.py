"""Kinds and looks read from titles."""

from __future__ import annotations

import pytest

from shop.importing.online_retail.kind_table import DEPARTMENTS, FALLBACK
from shop.importing.online_retail.kinds import kind_of, kind_path, rule_lines
from shop.importing.online_retail.looks import looks_of

KINDS = {
    "White hanging heart T-light holder": "holders",
    "Set of 6 Christmas icicle T-lights": "candles",
    "Lavender scented set of 9 T-lights": "candles",
    "Origami rose incense/candle set": "scents",
    "Regency cakestand 3 tier": "baking",
    "Jumbo bag red retrospot": "shoppers",
    "Lunch bag Spaceboy design": "shoppers",
    "Spaceboy lunch box": "lunch",
    "Green Regency teacup and saucer": "mugs",
    "Tea time mug in gift box": "mugs",
    "Children's Spaceboy mug": "children",
    "Pack of 72 retro spot cake cases": "party",
    "Paper chain kit 50's Christmas": "party",
    "Robin Christmas card": "cards",
    "Wrap Christmas village": "wrap",
    "Advent calendar gingham sack": "xmas-more",
    "Gold Christmas stocking decoration": "xmas-decorations",
    "Feltcraft princess Lola doll": "soft-toys",
    "Hot water bottle tea and sympathy": "warmers",
    "Home sweet home metal sign": "signs",
    "Doorstop racing car design": "hooks",
    "Bathroom scales rubber ducks": "bath",
    "White with black cats bowl": "tableware",
    "Cat bowl": "birds",
    "Feather duster, light pink": "kitchen",
    "Silver lariat black stone earrings": "earrings",
    "Pink heart candy button calculator": "pens",
    "Snowstorm photo frame fridge magnet": "kitchen",
    "Vintage snap cards": "games",
    "Tea time paper lanterns": "lights",
    "Set of 4 diamond napkin rings": "tableware",
    "Miso pretty gum": FALLBACK,
    "Something nobody foresaw": FALLBACK,
}


@pytest.mark.parametrize(("title", "kind"), KINDS.items())
def test_a_title_is_filed(title: str, kind: str) -> None:
    assert kind_of(title) == kind


def test_every_rule_names_a_kind_and_every_kind_has_names_in_both_languages() -> None:
    kinds = [kind for _, _, _, rows in DEPARTMENTS for kind, _, _ in rows]
    assert len(kinds) == len(set(kinds))
    assert {kind for kind, _ in rule_lines()} == set(kinds)
    for kind in kinds:
        for level in kind_path(kind):
            assert level.name.isascii() and not level.translations["zh-hans"].isascii()
    with pytest.raises(KeyError):
        kind_path("none")


LOOKS = {
    "White hanging heart T-light holder": {"colour": "white", "motif": "hearts"},
    "Red spotty biscuit tin": {"colour": "red", "motif": "spots"},
    "Red and white spot tape": {"motif": "spots"},
    "White chocolate scent candle": {},
    "Zinc heart lattice tray oval": {"material": "zinc", "motif": "hearts"},
    "Large hanging glass & zinc lantern": {},
    "Vintage Union Jack bunting": {"style": "vintage", "motif": "Union Jack"},
    "Camphor wood Portobello mushroom": {"material": "wood", "motif": "toadstools"},
    "Magic drawing slate Purdey": {},
    "Set of 4 sky blue dinner candles": {"colour": "sky blue"},
    "3 black cats with hearts blank card": {"motif": "hearts"},
    "Woodland charlotte bag": {"motif": "woodland"},
}


@pytest.mark.parametrize(("title", "looks"), LOOKS.items())
def test_looks_are_what_the_title_says(title: str, looks: dict[str, str]) -> None:
    assert looks_of(title) == looks
