"""The peers of `training_speed`: a plain SASRec, and RecTools' in a Python of its own.

This file runs there by its path, so that it imports neither the project nor, before it must,
anything but NumPy and torch.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn


class PlainSasRec(nn.Module):
    """SASRec as in https://github.com/pmixer/SASRec.pytorch, which follows the authors' own code.

    Learned positions, attention with the query normed before it, point-wise feed-forward of the
    model's width, dropout in the attention too, scores by dot product. Item 0 is padding, on the
    left.
    """

    def __init__(
        self, items: int, dim: int, layers: int, heads: int, length: int, dropout: float
    ) -> None:
        """Make an untrained model."""
        super().__init__()
        self.items = nn.Embedding(items + 1, dim, padding_idx=0)
        self.positions = nn.Embedding(length, dim)
        self.dropout = nn.Dropout(dropout)
        self.norms_before = nn.ModuleList(nn.LayerNorm(dim, eps=1e-8) for _ in range(layers))
        self.attentions = nn.ModuleList(
            nn.MultiheadAttention(dim, heads, dropout) for _ in range(layers)
        )
        self.norms_between = nn.ModuleList(nn.LayerNorm(dim, eps=1e-8) for _ in range(layers))
        self.forwards = nn.ModuleList(
            nn.Sequential(
                nn.Conv1d(dim, dim, 1), nn.Dropout(dropout), nn.ReLU(),
                nn.Conv1d(dim, dim, 1), nn.Dropout(dropout),
            )
            for _ in range(layers)
        )  # fmt: skip
        self.norm = nn.LayerNorm(dim, eps=1e-8)
        for parameter in self.parameters():
            if parameter.ndim > 1:
                nn.init.xavier_normal_(parameter)

    def forward(self, rows: Tensor) -> Tensor:
        """Return outputs (B, T, D) of items (B, T) int64."""
        steps = rows.shape[1]
        x = self.items(rows) * self.items.embedding_dim**0.5
        x = self.dropout(x + self.positions(torch.arange(steps, device=rows.device)))
        x = x * (rows != 0).unsqueeze(-1)
        later = ~torch.tril(torch.ones(steps, steps, dtype=torch.bool, device=rows.device))
        for before, attend, between, feed in zip(
            self.norms_before, self.attentions, self.norms_between, self.forwards, strict=True
        ):
            x = x.transpose(0, 1)  # (T, B, D)
            query = before(x)
            mixed, _ = attend(query, x, x, attn_mask=later)
            x = between((query + mixed).transpose(0, 1))
            x = x + feed(x.transpose(1, 2)).transpose(1, 2)
            x = x * (rows != 0).unsqueeze(-1)
        return torch.as_tensor(self.norm(x))

    def loss(self, rows: Tensor, positives: Tensor, negatives: Tensor) -> Tensor:
        """Return the binary cross-entropy of each next item and of one that is not, all (B, T)."""
        outputs, real = self(rows), positives != 0
        yes = (outputs * self.items(positives)).sum(-1)[real]
        no = (outputs * self.items(negatives)).sum(-1)[real]
        one = F.binary_cross_entropy_with_logits(yes, torch.ones_like(yes))
        return one + F.binary_cross_entropy_with_logits(no, torch.zeros_like(no))


def plain_batches(
    histories: Any, items: int, length: int, size: int, seed: int = 0
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Yield inputs, next items and negatives (size, length), users drawn at random for ever."""
    rng = np.random.default_rng(seed)
    able = np.flatnonzero(np.diff(histories.offsets) >= 2)
    while True:
        batch = np.zeros((3, size, length), dtype=np.int64)
        for at, user in enumerate(rng.choice(able, size)):
            begin, end = histories.offsets[user], histories.offsets[user + 1]
            last = histories.rows[max(begin, end - length - 1) : end] + 1
            batch[0, at, length + 1 - len(last) :] = last[:-1]
            batch[1, at, length + 1 - len(last) :] = last[1:]
            drawn = rng.integers(1, items + 1, len(last) - 1)
            mine = np.isin(drawn, histories.rows[begin:end] + 1)
            while mine.any():
                drawn[mine] = rng.integers(1, items + 1, int(mine.sum()))
                mine = np.isin(drawn, histories.rows[begin:end] + 1)
            batch[2, at, length + 1 - len(last) :] = drawn
        rows, positives, negatives = torch.from_numpy(batch)
        yield rows, positives, negatives


def rectools_serve(path: Path, shape: dict[str, Any], batches: int) -> None:
    """Answer each line on standard input with the speed of a round of RecTools' own training step.

    Its data preparation, collation, network, loss and optimizer as it makes them; only Lightning's
    loop, which adds its own time, is left out.
    """
    import pandas as pd
    from rectools import Columns
    from rectools.dataset import Dataset
    from rectools.models import SASRecModel
    from rectools.version import VERSION

    torch.set_num_threads(shape["threads"])
    torch.manual_seed(0)
    found = np.load(path)
    lengths = np.diff(found["offsets"])
    table = pd.DataFrame(
        {
            Columns.User: np.repeat(np.arange(len(lengths)), lengths),
            Columns.Item: found["rows"],
            Columns.Weight: 1.0,
            Columns.Datetime: pd.Timestamp("2020-01-01")
            + pd.to_timedelta(np.arange(lengths.sum()), unit="s"),
        }
    )
    model = SASRecModel(
        n_blocks=shape["layers"], n_heads=shape["heads"], n_factors=shape["dim"],
        dropout_rate=shape["dropout"], session_max_len=shape["length"], loss="softmax",
        lr=shape["learning_rate"], batch_size=shape["batch_size"], epochs=1, verbose=0,
    )  # fmt: skip
    model._build_model_from_dataset(Dataset.construct(table))
    module = model.lightning_model
    module.log = lambda *_given, **_named: None  # asks for the loop
    module.on_train_start()
    module.train()
    optimizer = module.configure_optimizers()
    print(json.dumps({"version": VERSION}), flush=True)
    prepared = iter(model.data_preparator.get_dataloader_train())
    for _ in sys.stdin:
        done, started = 0, time.perf_counter()
        for _ in range(batches):
            batch = next(prepared, None)
            if batch is None:
                prepared = iter(model.data_preparator.get_dataloader_train())
                batch = next(prepared)
            optimizer.zero_grad()
            module.training_step(batch, 0).backward()
            optimizer.step()
            done += int((batch["yw"] > 0).sum())
        speed = done / (time.perf_counter() - started)
        print(json.dumps({"targets_per_s": speed}), flush=True)


if __name__ == "__main__":
    rectools_serve(Path(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3]))
