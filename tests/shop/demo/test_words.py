"""The word tables are whole: every key has its Chinese, every pair both languages."""

from __future__ import annotations

import re

import pytest

from shop.demo.drawing.palette import HEX
from shop.demo.drawing.picture import SHAPES
from shop.demo.sounds import SOUNDS
from shop.demo.words import DEPARTMENTS
from shop.demo.words.care import CARE, care_of
from shop.demo.words.crafts import CRAFTS
from shop.demo.words.grammar import pair, size_in_chinese
from shop.demo.words.materials import FINISHES_OF, MATERIAL, STYLE_OF_FINISH
from shop.demo.words.sentences import (
    LABEL_STYLE,
    NAMED_OPENINGS,
    NAMED_TITLES,
    OPENINGS,
    SEASON,
    SIZES,
    STYLE,
    TITLES,
)
from shop.demo.words.vocabulary import COLOURS, FINISHES, MATERIALS, SEASONS, STYLES

KINDS = [kind for department in DEPARTMENTS for kind in department.kinds]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _keys(text: str) -> list[str]:
    return [key for key in text.split(",") if key]


def test_departments_and_kinds_are_many_and_named_once() -> None:
    assert len(DEPARTMENTS) >= 12
    assert all(6 <= len(department.kinds) <= 10 for department in DEPARTMENTS)
    slugs = [kind.slug for kind in KINDS] + [department.slug for department in DEPARTMENTS]
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_word_of_a_kind_is_known(kind: object) -> None:
    from shop.demo.words.grammar import Kind

    assert isinstance(kind, Kind)
    assert kind.slug in SHAPES
    assert kind.craft in CRAFTS
    assert not kind.sound or kind.sound in SOUNDS
    for material in _keys(kind.materials):
        facts = MATERIAL[material]
        assert material in MATERIALS
        assert set(_keys(kind.finishes or FINISHES_OF[facts.family])) <= set(FINISHES)
        assert set(_keys(kind.colours or facts.colours)) <= set(COLOURS) & set(HEX)
    assert set(_keys(kind.seasons)) <= set(SEASONS)
    assert len(kind.facts) >= 3


def _all_pairs() -> list[str]:
    pairs: list[str] = [*OPENINGS, *NAMED_OPENINGS, *TITLES, *NAMED_TITLES]
    for table in (SIZES, CARE, STYLE, LABEL_STYLE, SEASON):
        pairs += [text for texts in table.values() for text in texts]
    for craft in CRAFTS.values():
        pairs += craft.ways
    for department in DEPARTMENTS:
        pairs += [department.name, *department.closings]
        for kind in department.kinds:
            pairs += [kind.name, kind.noun, *kind.facts, *kind.names, *kind.variants]
    return pairs


def test_every_pair_has_both_languages_and_no_exclamation() -> None:
    for text in _all_pairs():
        english, chinese = pair(text)
        assert english and chinese, text
        assert not CHINESE.search(english), text
        assert CHINESE.search(re.sub(r"\{\w+\}", "字", chinese)), text
        assert "!" not in text and "\uff01" not in text, text


def test_slots_are_the_same_in_both_languages_but_for_case() -> None:
    for text in [*OPENINGS, *NAMED_OPENINGS, *TITLES, *NAMED_TITLES]:
        english, chinese = pair(text)
        wanted = set(re.findall(r"\{(\w+)\}", english.replace("_cap", "")))
        assert wanted == set(re.findall(r"\{(\w+)\}", chinese)), text


def test_styles_of_finishes_are_known() -> None:
    for finish, styles in STYLE_OF_FINISH.items():
        assert finish in FINISHES
        assert set(_keys(styles)) <= set(STYLES) & set(STYLE)


@pytest.mark.parametrize(
    ("size", "chinese"),
    [
        ("300 ml", "300 毫升"),
        ("30 × 20 cm", "30 × 20 厘米"),
        ("36 exposures", "36张"),
        ("2 people", "2 人"),
    ],
)
def test_size_in_chinese(size: str, chinese: str) -> None:
    assert size_in_chinese(size) == chinese


@pytest.mark.parametrize(
    ("department", "kind", "material", "family", "expected"),
    [
        ("books-prints", "novels", "book cloth", "cloth", "paper"),  # never washed at 40 degrees
        ("outdoor", "rucksacks", "waxed canvas", "cloth", "proofed"),
        ("outdoor", "rucksacks", "leather", "hide", "hide"),
        ("textiles", "throws", "merino", "cloth", "wool"),
        ("textiles", "rugs", "wool", "cloth", "rug"),
        ("textiles", "rugs", "jute", "cane", "cane"),
        ("music", "guitars", "cedar", "care", "instrument"),
        ("lighting", "candles", "beeswax", "wax", "wax"),
        ("lighting", "paper-lamps", "washi", "paper", "lighting"),
        ("pottery", "mugs", "stoneware", "clay", "hot clay"),
        ("kitchen", "saucepans", "copper", "metal", "metal"),
    ],
)
def test_care_fits_the_thing(
    department: str, kind: str, material: str, family: str, expected: str
) -> None:
    assert care_of(department, kind, material, family) == expected


def test_every_product_that_can_be_has_its_care() -> None:
    for department in DEPARTMENTS:
        for kind in department.kinds:
            for material in _keys(kind.materials):
                family = MATERIAL[material].family
                assert care_of(department.slug, kind.slug, material, family) in CARE
