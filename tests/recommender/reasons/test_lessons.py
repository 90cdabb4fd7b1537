from __future__ import annotations

from itertools import islice

from recommender.reasons.lessons import (
    WORD_TONE,
    WORDS,
    held_out,
    held_out_names,
    lessons,
    lessons_digest,
    tasks,
)
from recommender.reasons.shapes import every_shape, first_key, second_key
from recommender.reasons.vocabulary import LANGUAGES, TONES


def test_every_task_is_taught_or_held_out_for_one_reason():
    groups = [tasks(group) for group in ("", "pair", "act", "word")]
    assert sum(map(len, groups)) == len(every_shape()) * len(LANGUAGES) * len(TONES)
    assert all(groups)


def test_what_is_held_out_is_in_no_lesson():
    out = {task.tokens for group in ("pair", "act", "word") for task in tasks(group)}
    drawn = {lesson.tokens for lesson in islice(lessons(0), 3000)}
    assert not drawn & out
    assert len(drawn) > 800


def test_about_a_seventh_of_the_pairs_is_held_out():
    pairs = {(first_key(s), second_key(s)) for s in every_shape().values() if second_key(s)}
    assert 0.1 < len(held_out_names()["pair"]) / len(pairs) < 0.2


def test_each_half_of_what_is_held_out_is_taught_with_other_halves():
    taught = [task.shape for task in tasks()]
    pairs = [s for s in every_shape().values() if held_out(s, WORD_TONE) == "pair"]
    for shape in pairs:
        assert any(first_key(s) == first_key(shape) for s in taught)
        assert any(second_key(s) == second_key(shape) for s in taught)
    acts = [s.claims[0] for s in every_shape().values() if held_out(s, WORD_TONE) == "act"]
    for claim in acts:
        others = [s.claims[0] for s in taught if "action" in s.claims[0]]
        assert any(o.get("attribute") == claim["attribute"] for o in others)
        assert any(o["action"] == claim["action"] and "attribute" in o for o in others)


def test_some_words_are_learnt_in_one_tone_only():
    for word in WORDS:
        tones = {t.tone for t in tasks() if t.shape.claims[0].get("value") == word}
        assert tones == {WORD_TONE}


def test_rare_kinds_are_learnt_too():
    kinds: dict[str, int] = {}
    for lesson in islice(lessons(1), 6000):
        kind = next(token for token in lesson.tokens if token.startswith("<kind="))
        kinds[kind] = kinds.get(kind, 0) + 1
    assert min(kinds.values()) > 6000 / 200


def test_lessons_follow_from_the_seed():
    assert list(islice(lessons(3), 50)) == list(islice(lessons(3), 50))
    assert list(islice(lessons(3), 50)) != list(islice(lessons(4), 50))
    assert lessons_digest() == lessons_digest()
