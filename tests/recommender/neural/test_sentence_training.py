from __future__ import annotations

import json
import math
from itertools import islice

import pytest
import torch

from recommender.errors import InvalidInput
from recommender.neural.sentence_tokens import tokenizer_make, vocabulary
from recommender.neural.sentence_training import (
    IGNORED,
    WriterShape,
    WriterTraining,
    _batches,
    sentence_loss,
    writer_save,
    writer_train,
)
from tests.recommender.neural.writer_makers import (
    CONTROLS,
    SENTENCES,
    SLOTS,
    TAUGHT,
    TEXTS,
    TINY,
    toy_lessons,
    toy_trained,
)


@pytest.fixture(scope="module")
def trained():
    return toy_trained(TAUGHT)


def test_it_learns_a_toy_language(trained):
    """The best there can be: which of two or three sentences, and nothing else, is chance."""
    curve = trained.figures["loss"]
    chance = sum(math.log(len(said)) for said in SENTENCES.values()) / len(SENTENCES)
    pieces = 5.5  # of a sentence, on average, its end included
    assert curve[0][1] > 2.5
    assert curve[-1][1] < 1.5 * chance / pieces


def test_the_same_seed_gives_the_same_weights():
    one, same, other = toy_trained(5), toy_trained(5), toy_trained(5, seed=1)
    weights, others = one.model.state_dict(), other.model.state_dict()
    assert all(torch.equal(weights[name], value) for name, value in same.model.state_dict().items())
    assert not all(torch.equal(weights[name], value) for name, value in others.items())


def test_the_model_is_of_the_size_that_is_promised():
    found = {language: vocabulary(some) for language, some in TEXTS.items()}
    words = len(tokenizer_make(found, SLOTS, CONTROLS))
    one = writer_train(
        toy_lessons(0), TEXTS, SLOTS, CONTROLS, WriterTraining(steps=1, batch=2), WriterShape()
    )
    assert one.figures["parameters"] - words * 192 == 6 * (4 * 192**2 + 3 * 192 * 576 + 384) + 192
    assert 2.8e6 < one.figures["parameters"] < 15e6


def test_only_the_sentence_counts_and_padding_changes_nothing(trained):
    found = {language: vocabulary(some) for language, some in TEXTS.items()}
    tokenizer = tokenizer_make(found, SLOTS, CONTROLS)
    ids, targets = next(_batches(toy_lessons(0), tokenizer, WriterTraining(batch=6)))
    write = tokenizer.get_vocab()["<write>"]
    for row, target in zip(ids, targets, strict=True):
        before = row.tolist().index(write)
        assert (target[:before] == IGNORED).all()
        counted = target[target != IGNORED]
        assert counted[-1] == tokenizer.eos_token_id
        assert torch.equal(row[before + 1 : before + len(counted)], counted[:-1])
    with torch.no_grad():
        alone = [
            float(sentence_loss(trained.model, ids[i : i + 1], targets[i : i + 1]))
            for i in range(6)
        ]
        counts = (targets != IGNORED).sum(1).tolist()
        mean = sum(a * c for a, c in zip(alone, counts, strict=True)) / sum(counts)
        assert float(sentence_loss(trained.model, ids, targets)) == pytest.approx(mean, rel=1e-4)


def test_batches_are_drawn_afresh():
    found = {language: vocabulary(some) for language, some in TEXTS.items()}
    tokenizer = tokenizer_make(found, SLOTS, CONTROLS)
    drawn = list(islice(_batches(toy_lessons(0), tokenizer, WriterTraining(batch=4)), 3))
    assert not torch.equal(drawn[0][0], drawn[1][0])


def test_a_sentence_outside_the_vocabulary_stops_the_training():
    lessons = iter([(("<en>", "<write>"), "Like a zeppelin")] * 99)
    with pytest.raises(ValueError, match="zeppelin"):
        writer_train(lessons, TEXTS, SLOTS, CONTROLS, WriterTraining(steps=1, batch=2), TINY)


def test_a_training_that_diverges_says_so():
    wild = WriterTraining(steps=20, batch=4, learning_rate=1e9, warmup=1)
    with pytest.raises(InvalidInput, match="diverged"):
        writer_train(toy_lessons(0), TEXTS, SLOTS, CONTROLS, wild, TINY)


def test_a_folder_is_a_model_as_any_other(trained, tmp_path):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    writer_save(trained, tmp_path, {"seed": 0})
    model = AutoModelForCausalLM.from_pretrained(tmp_path, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(tmp_path)
    assert model.config.model_type == "llama"
    read = tokenizer("<en><like>{ITEM_1}<write>", return_tensors="pt")
    made = model.generate(
        input_ids=read["input_ids"], attention_mask=read["attention_mask"], do_sample=False,
        max_new_tokens=20,
    )  # fmt: skip
    text = tokenizer.decode(made[0, read["input_ids"].shape[1] :], skip_special_tokens=True)
    assert text in {"Like {ITEM_1}", "It is like {ITEM_1}"}
    card = json.loads((tmp_path / "card.json").read_text())
    assert card["seed"] == 0
    assert card["training"]["lessons"] == TAUGHT * 16
    assert (tmp_path / "model.safetensors").stat().st_size < 100_000
