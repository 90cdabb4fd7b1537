from __future__ import annotations

import pytest
import torch

from recommender.errors import OutsideFailure
from recommender.neural.sentence_model import MAX_PIECES, Ask, SentenceModel, SlotRules, _chosen
from tests.recommender.neural.writer_makers import (
    BOTH,
    BY,
    LIKE,
    SENTENCES,
    TAUGHT,
    ZH_BY,
    ZH_LIKE,
    toy_folder,
)

ASKS = [LIKE, BY, BOTH, ZH_LIKE, ZH_BY]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return SentenceModel(toy_folder(tmp_path_factory.mktemp("writers") / "toy", TAUGHT), "cpu")


@pytest.fixture(scope="module")
def noise(tmp_path_factory):
    """A model that knows nothing: one step from random weights."""
    return SentenceModel(toy_folder(tmp_path_factory.mktemp("writers") / "noise", 1), "cpu")


def test_what_was_learnt_is_written(model):
    for ask, texts in zip(ASKS, model.write(ASKS, [2] * 5), strict=True):
        assert set(texts) <= set(SENTENCES[ask])


def test_variants_differ_where_there_are_so_many(model):
    assert sorted(model.write([LIKE], [2])[0]) == sorted(SENTENCES[LIKE])
    assert sorted(model.write([BY], [3])[0]) == sorted(SENTENCES[BY])


def test_an_ask_for_more_than_there_is_repeats_itself(model):
    texts = model.write([LIKE], [6])[0]
    assert len(texts) == 6
    assert len(set(texts)) < 6


@pytest.mark.parametrize("kind", ["model", "noise"])
def test_neither_neighbours_nor_the_count_change_a_sentence(kind, request):
    writer = request.getfixturevalue(kind)
    together = writer.write(ASKS * 2, [3] * 10)
    alone = [writer.write([ask], [3])[0] for ask in ASKS]
    assert together == alone * 2
    for count in (1, 2):
        assert [texts[:count] for texts in alone] == writer.write(ASKS[::-1], [count] * 5)[::-1]


def test_noise_stays_within_its_record(noise):
    """Whatever the weights: no slot of others, none twice, the required ones, no other language."""
    asks = [
        Ask(ask.tokens, ask.language, slots, tuple(slot for slot in required if slot in slots))
        for ask in ASKS
        for slots in ((), ("{ITEM_1}",), ("{ITEM_1}", "{MAKER}"))
        for required in ((), ("{ITEM_1}",), ("{ITEM_1}", "{MAKER}"))
    ]
    longest = max(map(len, noise.vocab))
    for ask, texts in zip(asks, noise.write(asks, [3] * len(asks)), strict=True):
        for text in texts:
            used = [slot for slot in ("{ITEM_1}", "{MAKER}") for _ in range(text.count(slot))]
            assert len(set(used)) == len(used)
            assert set(ask.required) <= set(used) <= set(ask.slots)
            assert "<" not in text
            words = text.replace("{ITEM_1}", "").replace("{MAKER}", "")
            chinese = any("一" <= ch <= "鿿" for ch in words)
            assert not (chinese and ask.language == "en")
            assert not (any(ch.isascii() and ch.isalpha() for ch in words) and chinese)
            assert len(words) <= MAX_PIECES * longest


def test_the_end_waits_for_what_is_required_and_the_limit_hurries_it():
    """Six tokens: end 0, words 1 and 2, slots 3, 4 and 5; 5 is not in the record."""
    allowed = torch.tensor([[True, True, True, True, True, False]])
    required = torch.tensor([[False, False, False, True, True, False]])
    slots = torch.tensor([False, False, False, True, True, True])
    rules = SlotRules(allowed, required, slots, end=0, start=1, limit=6)

    def may(*made):
        scores = rules(torch.tensor([[5, *made]]), torch.zeros(1, 6))
        return [token for token in range(6) if scores[0, token] > -torch.inf]

    assert may() == [1, 2, 3, 4]
    assert may(3) == [1, 2, 4]
    assert may(3, 4) == [0, 1, 2]
    assert may(1, 2) == [1, 2, 3, 4]
    assert may(1, 2, 1) == [3, 4]  # two slots and the end are all there is room for
    assert may(1, 2, 1, 4) == [3]
    assert may(1, 2, 1, 4, 3) == [0]


def test_draws_come_from_the_likeliest():
    scores = torch.tensor([[0.0, 5.0, 4.0, -9.0]]).repeat(4, 1)
    greedy = torch.tensor([True, False, False, False])
    chosen = _chosen(scores, greedy, torch.tensor([0.99, 0.0, 0.7, 0.99]))
    assert chosen.tolist() == [1, 1, 1, 2]  # 0.73 to 0.27; the rest is beyond the first 95 %


def test_what_it_was_not_trained_on_is_refused(model):
    strange = Ask(("<en>", "<of>", "<write>"), "en", (), ())
    german = Ask(LIKE.tokens, "de", LIKE.slots, LIKE.required)
    texts = model.write([strange, LIKE, german], [2, 1, 1])
    assert texts[0] == ["", ""]
    assert texts[1][0] in SENTENCES[LIKE]
    assert texts[2] == [""]


def test_a_folder_that_is_no_writer_fails_clearly(tmp_path):
    with pytest.raises(OutsideFailure, match="cannot be read"):
        SentenceModel(tmp_path)
    (tmp_path / "card.json").write_text("{}")
    with pytest.raises(OutsideFailure, match="cannot be read"):
        SentenceModel(tmp_path)


def test_nothing_asked_nothing_written(model):
    assert model.write([], []) == []
    assert model.write([LIKE], [0]) == [[]]
