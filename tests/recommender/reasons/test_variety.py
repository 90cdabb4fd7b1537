from __future__ import annotations

import math

import pytest

from recommender.reasons.variety import distinct, self_bleu, words_of


def test_slots_english_words_and_chinese_characters_count_as_one():
    assert words_of("Like {ITEM_1}, it's new") == ["like", "{ITEM_1}", ",", "it's", "new"]
    assert words_of("您看过“{ITEM_1}”") == ["您", "看", "过", "“", "{ITEM_1}", "”"]


def test_distinct_2_by_hand():
    # a-b, b-c; a-b, b-d: three of four are different
    assert distinct(["a b c", "a b d"]) == 0.75
    assert distinct(["a"]) == 0.0


def test_the_same_sentence_twice_is_no_variety():
    assert self_bleu(["a b c d e", "a b c d e"]) == pytest.approx(1.0)


def test_nothing_in_common_is_all_variety():
    assert self_bleu(["a b c d", "e f g h"]) == 0.0
    assert self_bleu(["a b"]) == 0.0


def test_self_bleu_by_hand():
    # Each by the other: 3 of 4 words; smoothed by one, 2+1 of 3+1, 1+1 of 2+1, 0+1 of 1+1
    expected = (3 / 4 * 3 / 4 * 2 / 3 * 1 / 2) ** 0.25
    assert self_bleu(["a b c d", "a b c e"]) == pytest.approx(expected)


def test_a_word_said_twice_counts_twice_only_where_another_says_it_twice():
    # "a a" against "a b": one of two; bigrams 0+1 of 1+1; longer ones 1 of 1
    assert self_bleu(["a a", "a b"]) == pytest.approx((1 / 2 * 1 / 2) ** 0.25)


def test_a_short_sentence_pays_for_its_brevity():
    short, long = ["a b c d"], ["a b c d e f g h"]
    # 4 against 8 words: all found, times e^(1 - 8/4); 8 against 4: 4/8, 4/8, 3/7, 2/6, no penalty
    other = (4 / 8 * 4 / 8 * 3 / 7 * 2 / 6) ** 0.25
    assert self_bleu(short + long) == pytest.approx((math.exp(-1) + other) / 2)
