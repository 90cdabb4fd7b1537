from __future__ import annotations

import subprocess
import sys

import pytest

from recommender.contracts import ReasonPrompt
from recommender.errors import InvalidSetting, OutsideFailure
from recommender.reasons.checker import check
from recommender.reasons.prompts import messages
from recommender.reasons.revision import model_revision
from recommender.reasons.shapes import every_shape
from recommender.reasons.writers.hub import HubWriter

TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}</s>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
NO_SYSTEM = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A randomly initialised Llama of a few thousand parameters, with its own tokenizer."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    path = tmp_path_factory.mktemp("models") / "tiny"
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    special = ["<s>", "</s>", "<|system|>", "<|user|>", "<|assistant|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    shapes = list(every_shape().values())[:40]
    texts = [m["content"] for s in shapes for m in messages(_prompt(s))]
    bpe.train_from_iterator(texts, trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=bpe, bos_token="<s>", eos_token="</s>")
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(path)
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=2048,
        bos_token_id=0,
        eos_token_id=1,
    )
    LlamaForCausalLM(config).save_pretrained(path)
    return path


def _prompt(shape, variant=0, language="en"):
    return ReasonPrompt(shape.json, shape.slots, language, "warm", variant)


def _some(variant=0):
    shapes = list(every_shape().values())
    return [_prompt(shapes[i], variant) for i in (0, 60, 200, 5, 310)]


def test_answers_come_in_order_and_the_same_again(folder):
    writer = HubWriter(str(folder))
    texts = writer.write(_some())
    assert len(texts) == 5
    assert texts == writer.write(_some())
    assert texts[::-1] == writer.write(_some()[::-1])


def test_a_batch_gives_what_each_prompt_alone_would(folder):
    """Left padding and its mask: the length of one's neighbours changes nothing."""
    writer = HubWriter(str(folder))
    together = writer.write(_some())
    alone = [writer.write([prompt])[0] for prompt in _some()]
    assert together == alone


def test_a_second_variant_is_sampled_from_a_seed(folder):
    writer = HubWriter(str(folder))
    assert writer.write(_some(1)) == writer.write(_some(1))
    assert writer.write(_some(1)) != writer.write(_some(0))


def test_noise_of_an_untrained_model_never_passes_the_checker(folder):
    texts = HubWriter(str(folder)).write(_some())
    for text, prompt in zip(texts, _some(), strict=True):
        assert not check(text, prompt.shape, "en").ok


def test_the_models_own_chat_template_is_used(folder):
    from recommender.neural.writer import ChatModel

    model = ChatModel(str(folder))
    chat = messages(_some()[0])
    text = model.prompt_text(chat)
    assert text.startswith("<|system|>You write one short line")
    assert text.endswith("<|assistant|>")
    model.tokenizer.chat_template = NO_SYSTEM + TEMPLATE
    text = model.prompt_text(chat)
    assert text.startswith("<|user|>You write one short line")
    model.tokenizer.chat_template = None
    assert model.prompt_text(chat).endswith("Assistant:")


def test_a_batch_too_large_for_the_memory_is_halved(folder, monkeypatch):
    import torch

    from recommender.neural.writer import ChatModel

    model = ChatModel(str(folder))
    whole = ChatModel._generate
    sizes = []

    def small(self, chats, seed):
        sizes.append(len(chats))
        if len(chats) > 2:
            raise torch.OutOfMemoryError("too much")
        return whole(self, chats, seed)

    monkeypatch.setattr(ChatModel, "_generate", small)
    chats = [messages(p) for p in _some()]
    assert len(model.generate(chats)) == 5
    assert sizes == [5, 2, 3, 1, 2]
    monkeypatch.setattr(
        ChatModel, "_generate", lambda *a: (_ for _ in ()).throw(torch.OutOfMemoryError("none"))
    )
    with pytest.raises(OutsideFailure, match="memory"):
        model.generate(chats)


def test_a_folder_that_is_no_model_fails_clearly(tmp_path):
    with pytest.raises(OutsideFailure, match="cannot be loaded"):
        HubWriter(str(tmp_path)).write(_some())


def test_no_model_named_is_a_wrong_setting():
    with pytest.raises(InvalidSetting, match="WRITER_MODEL"):
        HubWriter("")


def test_revision_follows_the_weights(folder):
    first = model_revision(str(folder))
    assert first == model_revision(str(folder))
    weights = folder / "model.safetensors"
    kept = weights.read_bytes()
    weights.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    try:
        assert model_revision(str(folder)) != first
    finally:
        weights.write_bytes(kept)
    assert model_revision("org/model@main") == "org/model@main"


def test_naming_the_writer_imports_no_torch(folder):
    code = (
        "import sys\nfrom recommender.registry import get\n"
        f"get('writer', 'hub').from_options({{'WRITER_MODEL': {str(folder)!r}, 'DEVICE': ''}})\n"
        "assert not {'torch', 'transformers'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
