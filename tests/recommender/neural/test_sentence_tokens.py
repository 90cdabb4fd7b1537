from __future__ import annotations

import random

import pytest

from recommender.neural.sentence_tokens import (
    END,
    pieces_of,
    sentence_ids,
    sentence_of,
    tokenizer_make,
    vocabulary,
)
from recommender.reasons.grammar import sentences_sample
from recommender.reasons.lessons import texts
from recommender.reasons.shape_tokens import control_tokens
from recommender.reasons.shapes import every_shape
from recommender.reasons.vocabulary import LANGUAGES, SLOTS, TONES


@pytest.fixture(scope="module")
def tokenizer():
    found = {language: vocabulary(texts(language)) for language in LANGUAGES}
    return tokenizer_make(found, SLOTS, control_tokens())


def test_words_keep_their_space_and_chinese_stands_alone():
    assert pieces_of("It's new, like that") == ["It's", " new", ",", " like", " that"]
    assert pieces_of("您看过“灯”") == ["您", "看", "过", "“", "灯", "”"]


def test_slots_and_control_tokens_are_one_token_each(tokenizer):
    ids = sentence_ids(tokenizer, "<en><write>Like {ITEM_1}, in {COLOUR}")
    tokens = tokenizer.convert_ids_to_tokens(ids)
    assert tokens == ["<en>", "<write>", "Like", " ", "{ITEM_1}", ",", " in", " ", "{COLOUR}"]


def test_every_sentence_of_the_grammars_comes_back_as_it_was(tokenizer):
    rng = random.Random(5)
    for shape in every_shape().values():
        for language in LANGUAGES:
            for tone in TONES:
                for sentence in sentences_sample(shape, language, tone, 3, rng):
                    ids = sentence_ids(tokenizer, sentence)
                    assert sentence_of(tokenizer, ids) == sentence


def test_what_is_not_in_the_vocabulary_is_an_error(tokenizer):
    for text in ("A zeppelin for you", "它是鲸", "New ✓"):
        with pytest.raises(ValueError, match="vocabulary lacks"):
            sentence_ids(tokenizer, text)


def test_a_sentence_ends_at_its_first_end(tokenizer):
    ids = [*sentence_ids(tokenizer, "New"), tokenizer.eos_token_id, 7, 9]
    assert sentence_of(tokenizer, ids) == "New"
    assert tokenizer.eos_token == END


def test_it_loads_as_any_tokenizer_does(tokenizer, tmp_path):
    from transformers import AutoTokenizer

    tokenizer.save_pretrained(tmp_path)
    loaded = AutoTokenizer.from_pretrained(tmp_path)
    text = "Because you looked at {ITEM_1}"
    ids = sentence_ids(tokenizer, text)
    assert loaded(text)["input_ids"] == ids
    assert loaded.decode([*ids, loaded.eos_token_id], skip_special_tokens=True) == text
