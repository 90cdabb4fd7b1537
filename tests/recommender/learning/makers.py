"""A tiny encoder made on the spot, and small shops whose next item can be learned."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import uuid
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from recommender import services
from recommender.contracts import EventKind, NewEvent
from recommender.items import text_digest
from recommender.models import Item, Shopper

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
WORDS = ["lamp", "bowl", "chair", "red", "blue", "oak", "clay", "tall", "small", "warm", "round"]
KINDS = ("lamps", "bowls", "chairs")
QUICK = {
    "dim": 16,
    "epochs": 12,
    "patience": 12,
    "batch_size": 16,
    "budget_s": 0.0,
    "learning_rate": 0.01,
    "readers": 1,
    "reader_budget_s": 0.0,
    # On a ring nothing but the step before tells what comes next.
    "denoise": 0,
    "facts": 0,
}


def bert_make(folder: Path, width: int = 16, seed: int = 0, pooling: str = "") -> None:
    """Write a randomly initialised BERT with its tokenizer, as the hub keeps them."""
    import json

    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder.mkdir(parents=True, exist_ok=True)
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *"abcdefghijklmnopqrstuvwxyz"]
    tokens += [f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz0123456789"]
    (folder / "vocab.txt").write_text("\n".join(tokens))
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(tokens),
        hidden_size=width,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder)
    if pooling:
        (folder / "1_Pooling").mkdir(exist_ok=True)
        (folder / "1_Pooling" / "config.json").write_text(json.dumps({pooling: True}))


@cache
def encoder_folder() -> str:
    """Return the folder of one such model, made once per run of the tests."""
    folder = tempfile.mkdtemp(prefix="because-bert-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    bert_make(Path(folder))
    return folder


def tiny_encoder(settings) -> None:
    """Let the shop of a test encode with it, on the CPU."""
    settings.RECOMMENDER = {
        **settings.RECOMMENDER, "ENCODER": encoder_folder(), "DEVICE": "cpu",
    }  # fmt: skip


def items_make(count: int = 24) -> list[str]:
    """Write items of three kinds, with texts that differ."""
    rng = np.random.default_rng(1)
    from recommender.contracts import ItemRecord

    rows = []
    for n in range(count):
        kind = KINDS[n % len(KINDS)]
        record = ItemRecord(
            item_id=f"i{n:02d}",
            title=" ".join(rng.choice(WORDS, 4)),
            category=kind,
            category_name=kind.title(),
        )
        rows.append(
            Item(
                item_id=record.item_id,
                title=record.title,
                category=kind,
                category_name=record.category_name,
                translations={"zh-hans": {"category_name": {"lamps": "灯", "bowls": "碗"}[kind]}}
                if kind != "chairs"
                else {},
                text_digest=text_digest(record),
            )
        )
    Item.objects.bulk_create(rows)
    return [row.item_id for row in rows]


def act(shopper_id, item_id, ago_s, kind="view", **more) -> NewEvent:
    at = NOW - timedelta(seconds=float(ago_s))
    return NewEvent(
        more.pop("id", None) or uuid.uuid4(), shopper_id, EventKind(kind), at, item_id, **more
    )


def shoppers_make(item_ids: list[str], count: int = 60, steps: int = 10, seed: int = 2):
    """Let shoppers walk a ring of all items, one on with each step but for a stray now and then."""
    rng = np.random.default_rng(seed)
    ring = rng.permutation(len(item_ids))
    ids = [uuid.UUID(bytes=rng.bytes(16), version=4) for _ in range(count)]
    Shopper.objects.bulk_create(Shopper(id=one) for one in ids)
    events = []
    for one in ids:
        at = int(rng.integers(len(ring)))
        for step in range(steps):
            at = (at + 1) % len(ring) if rng.random() < 0.9 else int(rng.integers(len(ring)))
            item_id = item_ids[ring[at]]
            events.append(
                act(one, item_id, 3600 * (steps - step), id=uuid.UUID(bytes=rng.bytes(16)))
            )
    services.events_record(events, wake=False)
    return ids
