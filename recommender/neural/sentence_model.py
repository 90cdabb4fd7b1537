"""The bundled writer: a small causal language model that phrases a shape, never beyond its slots.

A Llama (Touvron et al. 2023, arXiv:2302.13971) of about three million weights that any
`AutoModelForCausalLM` loads. What it may say is held to the record while it writes: only the
record's slots, each at most once, no end before the required ones. Whether the sentence is true is
the checker's to judge, which shares nothing with this. Never imports Django.

Shapes: n rows, V tokens in the vocabulary, T tokens read and written so far.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoTokenizer, LogitsProcessor

from recommender.errors import OutsideFailure
from recommender.neural.device import one_thread, pick_device
from recommender.neural.sentence_tokens import sentence_of

CARD = "card.json"
MAX_PIECES = 56  # of one sentence
TOP_P = 0.8
RANKED = 64  # tokens that a draw looks at
TRIES = 4  # draws of one variant, until it differs from the variants before it
ROWS = 128  # written at once


@dataclass(frozen=True, slots=True)
class Ask:
    """What to phrase: the control tokens, and which slots the sentence may and must use."""

    tokens: tuple[str, ...]
    language: str
    slots: tuple[str, ...]
    required: tuple[str, ...]


class SlotRules(LogitsProcessor):  # type: ignore[misc]
    """Forbids every token that would take a sentence outside its record.

    allowed, required: (n, V) bool; `required` within `allowed`. slots: (V,) bool. Sentences begin
    after `start` tokens and have at most `limit`; towards the end of them the required slots that
    are still missing come first.
    """

    def __init__(
        self, allowed: Tensor, required: Tensor, slots: Tensor, end: int, start: int, limit: int
    ) -> None:
        """Keep the rules of each row."""
        self.allowed, self.required, self.slots = allowed, required, slots
        self.end, self.start, self.limit = end, start, limit

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """Return the scores (n, V), those of forbidden tokens at -inf."""
        made = input_ids[:, self.start :]
        used = torch.zeros_like(self.allowed).scatter_(1, made, True)
        missing = self.required & ~used
        owed = missing.sum(1)
        may = self.allowed & ~(used & self.slots)
        may[:, self.end] = (owed == 0) & (made.shape[1] > 0)
        last = torch.zeros_like(self.allowed)
        last[:, self.end] = owed == 0
        last |= missing
        hurry = self.limit - made.shape[1] <= owed + 1
        may = torch.where(hurry[:, None], last, may)
        return scores.masked_fill(~may, -torch.inf)

    def of(self, rows: Tensor) -> SlotRules:
        """Return the rules of some of the rows."""
        allowed, required = self.allowed[rows], self.required[rows]
        return SlotRules(allowed, required, self.slots, self.end, self.start, self.limit)


class SentenceModel:
    """The model and tokenizer of a folder that `train_writer` made, loaded once."""

    def __init__(self, folder: Path, device: str = "") -> None:
        """Load the folder; "" picks CUDA when there is one.

        Raises:
            OutsideFailure: it is not there, or is not such a model.
        """
        self.device = pick_device(device)
        try:
            card = json.loads((folder / CARD).read_text())
            tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            model: Any = AutoModelForCausalLM.from_pretrained(
                folder, dtype=torch.float32, use_safetensors=True, local_files_only=True
            )
            languages: Mapping[str, list[int]] = card["pieces"]
        except (OSError, ValueError, KeyError, TypeError, ImportError) as error:
            line = (str(error).splitlines() or [type(error).__name__])[0]
            raise OutsideFailure(
                f"The bundled writer in {folder} cannot be read: {line}"
            ) from error
        self.card, self.tokenizer = card, tokenizer
        self.model = model.to(self.device).eval()
        self.vocab: dict[str, int] = tokenizer.get_vocab()
        self.end, self.pad = int(tokenizer.eos_token_id), int(tokenizer.pad_token_id)
        size = int(self.model.config.vocab_size)
        self.pieces = {
            language: _marked(rows, size).to(self.device) for language, rows in languages.items()
        }
        slots = [row for token, row in self.vocab.items() if token.startswith("{")]
        self.slots = _marked(slots, size).to(self.device)

    def knows(self, ask: Ask) -> bool:
        """Whether the model was trained on this language and on all that this ask is made of."""
        return ask.language in self.pieces and all(
            token in self.vocab for token in (*ask.tokens, *ask.slots)
        )

    @torch.inference_mode()
    def write(self, asks: Sequence[Ask], counts: Sequence[int]) -> list[list[str]]:
        """Return for each ask its first `count` variants; of one that is not known, empty strings.

        A variant follows from its ask alone: neither the other asks nor the count change it. The
        first is greedy, further ones are drawn, up to `TRIES` times until they differ from those
        before them.

        Raises:
            OutsideFailure: the model fails.
        """
        draws = [
            [list[str]() for _ in range(count if self.knows(ask) else 0)]
            for ask, count in zip(asks, counts, strict=True)
        ]
        try:
            while wanted := [
                (i, variant) for i, drawn in enumerate(draws) for variant in _undecided(drawn)
            ]:
                wanted.sort(key=lambda one: len(asks[one[0]].tokens))  # little padding
                for start in range(0, len(wanted), ROWS):
                    rows = wanted[start : start + ROWS]
                    with one_thread():
                        texts = self._drawn(
                            [(asks[i], variant, len(draws[i][variant])) for i, variant in rows]
                        )
                    for (i, variant), text in zip(rows, texts, strict=True):
                        draws[i][variant].append(text)
        except RuntimeError as error:
            raise OutsideFailure(f"The bundled writer failed: {error}") from error
        return [
            _decided(drawn) if drawn else [""] * count
            for drawn, count in zip(draws, counts, strict=True)
        ]

    def _drawn(self, rows: Sequence[tuple[Ask, int, int]]) -> list[str]:
        """Write one sentence per (ask, variant, try); rows leave the batch when they end."""
        asks = [ask for ask, _, _ in rows]
        ids, mask = self._read(asks)
        start = ids.shape[1]
        rules = self._rules(asks, start)
        greedy = torch.tensor([v == 0 for _, v, _ in rows], device=self.device)
        chances = torch.from_numpy(np.stack([_chances(*row) for row in rows])).to(self.device)
        places = (mask.cumsum(1) - 1).clamp(min=0)
        left = torch.arange(len(rows), device=self.device)  # rows that go on
        written = torch.full((len(rows), MAX_PIECES), self.end, device=self.device)
        cache, step = None, ids
        for turn in range(MAX_PIECES):
            out = self.model(
                input_ids=step,
                attention_mask=mask,
                position_ids=places,
                past_key_values=cache,
                use_cache=True,
                logits_to_keep=1,
            )
            cache = out.past_key_values
            made = torch.cat([ids, written[left, :turn]], 1)
            chosen = _chosen(rules(made, out.logits[:, -1]), greedy, chances[:, turn])
            written[left, turn] = chosen
            going = (chosen != self.end).nonzero()[:, 0]
            if not len(going):
                break
            if len(going) < len(left):
                cache.batch_select_indices(going)
                ids, mask, places, left = ids[going], mask[going], places[going], left[going]
                greedy, chances, rules = greedy[going], chances[going], rules.of(going)
            step = written[left, turn][:, None]
            mask = torch.cat([mask, mask.new_ones(len(left), 1)], 1)
            places = places[:, -1:] + 1
        return [sentence_of(self.tokenizer, row) for row in written.tolist()]

    def _read(self, asks: Sequence[Ask]) -> tuple[Tensor, Tensor]:
        """Return the asks' tokens and their mask, (n, T) int64, padded on the left."""
        read = [[self.vocab[token] for token in ask.tokens] for ask in asks]
        width = max(map(len, read))
        ids = torch.tensor([[self.pad] * (width - len(row)) + row for row in read])
        mask = torch.tensor([[0] * (width - len(row)) + [1] * len(row) for row in read])
        return ids.to(self.device), mask.to(self.device)

    def _rules(self, asks: Sequence[Ask], start: int) -> SlotRules:
        size = len(self.slots)

        def marked(slots: Sequence[str]) -> Tensor:
            return _marked([self.vocab[slot] for slot in slots], size).to(self.device)

        allowed = torch.stack([self.pieces[ask.language] | marked(ask.slots) for ask in asks])
        required = torch.stack([marked(ask.required) for ask in asks])
        return SlotRules(allowed, required, self.slots, self.end, start, MAX_PIECES)


def _marked(rows: Sequence[int], size: int) -> Tensor:
    """Return (size,) bool: true in these rows."""
    mask = torch.zeros(size, dtype=torch.bool)
    mask[list(rows)] = True
    return mask


def _chances(ask: Ask, variant: int, tried: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return what decides each draw of a sentence, (MAX_PIECES,) in [0, 1): from the ask alone."""
    name = "\x1f".join([*ask.tokens, str(variant), str(tried)]).encode()
    seed = int.from_bytes(hashlib.sha256(name).digest()[:8])
    return np.random.default_rng(seed).random(MAX_PIECES, dtype=np.float32)


def _chosen(scores: Tensor, greedy: Tensor, chances: Tensor) -> Tensor:
    """Return a token per row: the likeliest, or one drawn from the likeliest TOP_P of all."""
    likeliest = min(RANKED, scores.shape[1])
    ranked, tokens = scores.float().softmax(1).topk(likeliest, dim=1)
    reached = ranked.cumsum(1)
    kept = ranked * (reached - ranked < TOP_P)
    reached = kept.cumsum(1)
    place = (reached <= chances[:, None] * reached[:, -1:]).sum(1)
    place = torch.minimum(place, (kept > 0).sum(1) - 1)  # rounding draws nothing forbidden
    place = torch.where(greedy, 0, place)
    return tokens.gather(1, place[:, None])[:, 0]


def _undecided(draws: Sequence[Sequence[str]]) -> list[int]:
    """Return the variants that need another draw: they have none that differs from those before."""
    decided, wanted = set[str](), []
    for variant, drawn in enumerate(draws):
        new = next((text for text in drawn if text not in decided), None)
        if new is not None:
            decided.add(new)
        elif len(drawn) < (TRIES if variant else 1):
            wanted.append(variant)
    return wanted


def _decided(draws: Sequence[Sequence[str]]) -> list[str]:
    """Return each variant's sentence: its first that no variant before it has, else its first."""
    found: list[str] = []
    for drawn in draws:
        found.append(next((text for text in drawn if text not in found), drawn[0]))
    return found
