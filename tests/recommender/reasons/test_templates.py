from __future__ import annotations

import pytest

from recommender.contracts import ReasonPrompt
from recommender.reasons.checker import check
from recommender.reasons.filling import columns, fill
from recommender.reasons.shapes import every_shape
from recommender.reasons.templates import sentences
from recommender.reasons.vocabulary import LANGUAGES, TONES
from recommender.registry import get

LONGEST = 150  # columns, with the longest values that a slot takes
FILLED = {
    "{ITEM_1}": "Hand-thrown Stoneware Serving Bowl with Lid and Ladle",
    "{QUERY}": "a very long search for a bowl that holds all",
    "{MAKER}": "Marguerite Aurelie Dubois-Lambert",
    "{BRAND}": "Northlight & Sons Woodworks",
    "{MATERIAL}": "recycled plastic",
    "{COLOUR}": "forest green",
    "{STYLE}": "scandinavian",
    "{CATEGORY}": "Serving bowls and platters",
    "{COUNT}": "1,234",
    "{DAYS}": "12",
    "{PRICE}": "€1,299.00",
    "{PLACE}": "the United Arab Emirates",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tone", TONES)
def test_every_plain_sentence_passes_the_checker_and_fits_its_card(language, tone):
    for shape in every_shape().values():
        made = sentences(shape, language, tone)
        assert made
        for sentence in made:
            verdict = check(sentence, shape.json, language)
            assert verdict.ok, (sentence, verdict)
            filled = fill(sentence, FILLED)
            assert columns(filled) <= LONGEST, filled


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_claim_has_more_than_one_wording(language):
    # A name is a name: it has one plain form.
    single = [
        s for s in every_shape().values() if len(s.claims) == 1 and s.claims[0]["kind"] != "name"
    ]
    for shape in single:
        wordings = {text for tone in TONES for text in sentences(shape, language, tone)}
        assert len(wordings) > 1, shape.claims


def test_only_a_causal_shape_says_because():
    for shape in every_shape().values():
        texts = [text for tone in TONES for text in sentences(shape, "en", tone)]
        if not shape.causal:
            assert not any("ecause" in text or " so " in text for text in texts)


def test_template_writer_phrases_a_stored_shape():
    writer = get("writer", "template").from_options({})
    shape = next(iter(every_shape().values()))
    prompts = [ReasonPrompt(shape.json, shape.slots, "en", "warm", v) for v in (0, 1)]
    first, second = writer.write(prompts)
    assert {first, second} <= set(sentences(shape, "en", "warm"))
    assert first != second
