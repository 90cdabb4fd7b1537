"""Trains the bundled writer from nothing on lessons that never end. Never imports Django.

A lesson is what the writer reads (control tokens) and a sentence it might answer with; only the
sentence's tokens count in the loss. Lessons are drawn afresh for every step, so that what is learnt
is the language and not a file. The same seed, lessons, device, threads and torch give the same
weights.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from recommender.errors import InvalidInput
from recommender.neural.device import device_name
from recommender.neural.optimization import optimizer_make, rate_at
from recommender.neural.sentence_model import CARD, MAX_PIECES
from recommender.neural.sentence_tokens import sentence_ids, tokenizer_make, vocabulary

Progress = Callable[[str, int, int], None]
Lessons = Iterator[tuple[tuple[str, ...], str]]

CLIP = 1.0  # of the gradient's length
SORTED = 16  # batches drawn at once, to be cut by length
SHOWN_EVERY_S = 0.5
CURVE_POINTS = 50
IGNORED = -100  # of no weight in the loss


@dataclass(frozen=True, slots=True)
class WriterShape:
    """The size of the model; the defaults make about 3.1 million weights."""

    width: int = 192
    layers: int = 6
    heads: int = 6
    hidden: int = 576
    context: int = 128


@dataclass(frozen=True, slots=True)
class WriterTraining:
    """How it is trained."""

    steps: int = 8000
    batch: int = 64
    seed: int = 0
    learning_rate: float = 2e-3
    weight_decay: float = 0.05
    warmup: int = 100
    rate_floor: float = 0.02


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained model, and how it went."""

    model: LlamaForCausalLM
    tokenizer: PreTrainedTokenizerFast
    pieces: Mapping[str, list[int]]  # language -> the tokens its sentences may be made of
    figures: dict[str, Any]


def writer_train(
    lessons: Lessons,
    texts: Mapping[str, Sequence[str]],
    slots: Sequence[str],
    controls: Sequence[str],
    training: WriterTraining,
    shape: WriterShape | None = None,
    device: torch.device | None = None,
    progress: Progress | None = None,
) -> Trained:
    """Train a model from nothing.

    Args:
        lessons: what is read and a sentence for it, without end.
        texts: language -> texts whose pieces make up the vocabulary.
        slots: every slot a sentence may hold.
        controls: every control token.
        training: steps, seed, rate.
        shape: size of the model.
        device: where; None is the CPU.
        progress: told where the training stands.

    Raises:
        InvalidInput: the loss is no number any more.
        ValueError: a sentence has a piece that the vocabulary lacks.
    """
    shape, device = shape or WriterShape(), device or torch.device("cpu")
    found = {language: vocabulary(some) for language, some in texts.items()}
    tokenizer = tokenizer_make(found, slots, controls)
    vocab = tokenizer.get_vocab()
    pieces = {language: sorted(vocab[one] for one in some) for language, some in found.items()}
    torch.manual_seed(training.seed)
    model = LlamaForCausalLM(_config(shape, tokenizer)).to(device).train()
    optimizer = optimizer_make(model, training.learning_rate, training.weight_decay)
    batches = _batches(lessons, tokenizer, training)
    started = shown = time.monotonic()
    read, curve, recent = 0, [], torch.zeros((), device=device)
    every = max(training.steps // CURVE_POINTS, 1)
    for step in range(training.steps):
        ids, targets = (one.to(device) for one in next(batches))
        rate = rate_at(step, training.warmup, step / training.steps, training.rate_floor, "cosine")
        for group in optimizer.param_groups:
            group["lr"] = training.learning_rate * rate
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cuda", torch.bfloat16, enabled=device.type == "cuda"):
            loss = sentence_loss(model, ids, targets)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP, foreach=True)
        optimizer.step()
        read += ids.numel()
        recent += loss.detach()
        if (step + 1) % every == 0:
            curve.append([step + 1, round(float(recent) / every, 4)])
            recent.zero_()
            if not curve[-1][1] < float("inf"):
                problem = "The loss is no number any more: lower it."
                raise InvalidInput("The training diverged.", {"learning_rate": [problem]})
        if progress is not None and time.monotonic() - shown >= SHOWN_EVERY_S:
            shown = time.monotonic()
            progress(f"training; loss {loss.item():.3f}", step + 1, training.steps)
    spent = time.monotonic() - started
    if progress is not None:
        progress("training", training.steps, training.steps)
    figures = {
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "lessons": training.steps * training.batch,
        "train_s": round(spent, 1),
        "tokens_per_s": round(read / max(spent, 1e-9)),
        "device": device_name(device),
        "torch": torch.__version__,
        "loss": curve,
    }
    return Trained(model.eval(), tokenizer, pieces, figures)


def sentence_loss(model: LlamaForCausalLM, ids: Tensor, targets: Tensor) -> Tensor:
    """Return the mean cross-entropy of the sentences' tokens; ids, targets: (n, T) int64.

    Padding is on the right, where a causal model never looks.
    """
    hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state
    counted = targets != IGNORED
    return F.cross_entropy(model.lm_head(hidden[counted]).float(), targets[counted])


def _config(shape: WriterShape, tokenizer: PreTrainedTokenizerFast) -> LlamaConfig:
    return LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=shape.width,
        intermediate_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        max_position_embeddings=shape.context,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )


def _batches(
    lessons: Lessons, tokenizer: PreTrainedTokenizerFast, training: WriterTraining
) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield batches of lessons of similar length: ids and targets, (n, T) int64."""
    rng = random.Random(training.seed)
    vocab, end = tokenizer.get_vocab(), int(tokenizer.eos_token_id)
    pad = int(tokenizer.pad_token_id)
    while True:
        drawn = []
        for tokens, sentence in islice(lessons, SORTED * training.batch):
            written = [*sentence_ids(tokenizer, sentence), end]
            if len(written) > MAX_PIECES:
                raise ValueError(f"{sentence!r} has more than {MAX_PIECES} pieces.")
            drawn.append(([vocab[token] for token in tokens], written))
        drawn.sort(key=lambda one: len(one[0]) + len(one[1]))
        cut = [drawn[i : i + training.batch] for i in range(0, len(drawn), training.batch)]
        rng.shuffle(cut)
        for batch in cut:
            yield _padded(batch, pad)


def _padded(batch: Sequence[tuple[list[int], list[int]]], pad: int) -> tuple[Tensor, Tensor]:
    width = max(len(read) + len(written) for read, written in batch) - 1
    ids = torch.full((len(batch), width), pad)
    targets = torch.full((len(batch), width), IGNORED)
    for row, (read, written) in enumerate(batch):
        whole = torch.tensor(read + written)
        ids[row, : len(whole) - 1] = whole[:-1]
        targets[row, len(read) - 1 : len(whole) - 1] = whole[len(read) :]
    return ids, targets


def writer_save(trained: Trained, folder: Path, card: Mapping[str, Any]) -> None:
    """Write model (float16 safetensors), tokenizer and card into a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    trained.tokenizer.save_pretrained(folder)
    trained.model.half().save_pretrained(folder)
    trained.model.float()
    card_write(folder, {**card, "training": trained.figures, "pieces": dict(trained.pieces)})


def card_write(folder: Path, card: Mapping[str, Any]) -> None:
    """Write the card of a folder."""
    text = json.dumps(card, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / CARD).write_text(text + "\n")


def settings_of(training: WriterTraining, shape: WriterShape) -> dict[str, Any]:
    """Return what a training was asked for, as a card keeps it."""
    return {**asdict(training), "shape": asdict(shape)}
