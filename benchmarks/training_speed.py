"""How fast SASRec is trained: real next items learned from in a second, beside two peers.

Same data, same processor, same shape (width, layers, heads, length, windows a step), dropout and
optimizer family; the peers are

- `rectools`: RecTools' SASRecModel (https://github.com/MobileTeleSystems/RecTools), its softmax
  over the whole catalogue as ours; it runs in a Python of its own, named by `--peer-python`;
- `plain`: SASRec as its authors' public code and its common translation to torch have it
  (https://github.com/kang205/SASRec, https://github.com/pmixer/SASRec.pytorch): all is padded to
  the full length, binary cross-entropy with one negative a step, no softmax over the catalogue.

`ours_sampled` is ours against 512 sampled items for all steps of a batch, with logQ correction.

A *target* is a real step whose next item is learned; padding counts nothing. Rounds of all
alternate, and medians are told: what else the machine does meets all alike.

Usage: python -m benchmarks.training_speed [--data FILE] [--peer-python PATH] [--rounds 5]
FILE is gzipped, a line per user, the user and then item numbers; without it histories are made.
About four minutes a set on one quiet core; with `--quick` one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch

from benchmarks.machine import machine
from benchmarks.training_peers import PlainSasRec, plain_batches
from recommender.evaluation.interactions import interactions_from, interactions_read
from recommender.neural.batching import groups_of
from recommender.neural.device import training_precision
from recommender.neural.models import config_make
from recommender.neural.sequences import Sequences, windows_cut
from recommender.neural.trainer import Trainer
from recommender.neural.training import TrainConfig

PEER = Path(__file__).with_name("training_peers.py")
INSTALL = (
    "The peer RecTools is not measured: make it a Python of its own, "
    "`python -m venv PEERS && PEERS/bin/pip install 'rectools[torch]'`, and name it by "
    "--peer-python PEERS/bin/python."
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What all have in common."""

    dim: int = 64
    layers: int = 2
    heads: int = 2
    length: int = 50
    batch_size: int = 128
    dropout: float = 0.2
    learning_rate: float = 1e-3
    threads: int = 1


def histories_made(users: int = 4000, items: int = 4000, seed: int = 7) -> list[list[int]]:
    """Return histories of different lengths over items of long-tailed popularity."""
    rng = np.random.default_rng(seed)
    lengths = np.clip(rng.lognormal(2.5, 0.9, users), 3, 200).astype(int)
    return [np.unique(rng.zipf(1.3, size) % items).tolist() for size in lengths]


def ours(
    histories: Sequences, items: int, shape: Shape, batches: int, negatives: int = 0
) -> Iterator[float]:
    """Yield the targets a second of one round after another."""
    config = config_make(
        "sasrec", items, None, dim=shape.dim, layers=shape.layers, heads=shape.heads,
        length=shape.length, dropout=shape.dropout,
    )  # fmt: skip
    train = TrainConfig(epochs=1000, batch_size=shape.batch_size, learning_rate=shape.learning_rate)
    trainer = Trainer(histories, config, train, None, None, torch.device("cpu"))
    trainer.objective.train()
    while True:
        starts, sizes = windows_cut(histories, shape.length + 1, trainer.rng)
        groups = groups_of(sizes, shape.length, shape.batch_size, 0, 1, trainer.rng)
        batches = min(batches, len(groups))
        for first in range(0, len(groups) - batches + 1, batches):
            done, started = 0, time.perf_counter()
            with training_precision(trainer.device, train.precision):
                for group in groups[first : first + batches]:
                    trainer._step(starts, sizes, group, len(groups))
                    done += int((sizes[group.windows] - 1).sum())
            yield done / (time.perf_counter() - started)


def plain(histories: Sequences, items: int, shape: Shape, batches: int) -> Iterator[float]:
    """Yield the same of the plain peer."""
    torch.manual_seed(0)
    model = PlainSasRec(
        items, shape.dim, shape.layers, shape.heads, shape.length, shape.dropout
    ).train()
    optimizer = torch.optim.Adam(model.parameters(), lr=shape.learning_rate, betas=(0.9, 0.98))
    prepared = plain_batches(histories, items, shape.length, shape.batch_size)
    while True:
        done, started = 0, time.perf_counter()
        for _ in range(batches):
            rows, positives, negatives = next(prepared)
            optimizer.zero_grad()
            model.loss(rows, positives, negatives).backward()
            optimizer.step()
            done += int((positives > 0).sum())
        yield done / (time.perf_counter() - started)


class RecTools:
    """RecTools' model in a Python of its own, which waits between rounds."""

    def __init__(self, python: Path, data: Path, shape: Shape, batches: int) -> None:
        """Start it; it answers a line with the targets a second of the next round."""
        self.process = subprocess.Popen(
            [str(python), str(PEER), str(data), json.dumps(asdict(shape)), str(batches)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.version = self._line()["version"]

    def rounds(self) -> Iterator[float]:
        """Yield the targets a second of one round after another."""
        assert self.process.stdin is not None
        while True:
            self.process.stdin.write("go\n")
            self.process.stdin.flush()
            yield float(self._line()["targets_per_s"])

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()

    def _line(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        for line in self.process.stdout:  # its libraries print, too
            if line.startswith("{"):
                found: dict[str, Any] = json.loads(line)
                return found
        raise SystemExit("RecTools ended before it answered; see its message above.")


def alternate(rivals: dict[str, Iterator[float]], rounds: int) -> dict[str, list[float]]:
    """Return what `rounds` rounds of each gave, in turns; the first of each warms up only."""
    found: dict[str, list[float]] = {name: [] for name in rivals}
    for turn in range(rounds + 1):
        for name, rival in rivals.items():
            speed = next(rival)
            if turn:
                found[name].append(speed)
                print(f"round {turn}: {name} {speed:,.0f} targets/s", file=sys.stderr, flush=True)
    return found


def main(arguments: list[str] | None = None) -> None:
    """Measure, print a table, then one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="a file of histories")
    parser.add_argument("--peer-python", type=Path, help="a Python that has rectools[torch]")
    parser.add_argument("--rounds", type=int, default=5, help="counted rounds of each (5)")
    parser.add_argument("--batches", type=int, default=12, help="steps a round (12)")
    parser.add_argument("--quick", action="store_true", help="two short rounds, made data")
    for name, value in asdict(Shape()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    options = parser.parse_args(arguments)
    shape = Shape(**{name: getattr(options, name) for name in asdict(Shape())})
    rounds, batches = (2, 3) if options.quick else (options.rounds, options.batches)
    torch.set_num_threads(shape.threads)
    read = (
        interactions_from(histories_made())
        if options.data is None
        else interactions_read(options.data)
    )
    rivals = {
        "ours": ours(read.histories, read.items, shape, batches),
        "ours_sampled": ours(read.histories, read.items, shape, batches, negatives=512),
        "plain": plain(read.histories, read.items, shape, batches),
    }
    version = None
    with ExitStack() as stack:
        if options.peer_python is None:
            print(INSTALL, file=sys.stderr)
        else:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="because-speed-")))
            data = folder / "histories.npz"
            np.savez(data, rows=read.histories.rows, offsets=read.histories.offsets)
            peer = RecTools(options.peer_python, data, shape, batches)
            stack.callback(peer.close)
            rivals["rectools"], version = peer.rounds(), peer.version
        found = alternate(rivals, rounds)
    speeds = {name: round(statistics.median(values)) for name, values in found.items()}
    for name, speed in speeds.items():
        print(f"{name:<10} {speed:>10,} targets/s   ours is {speeds['ours'] / speed:.1f} times it")
    print(
        json.dumps(
            {
                "benchmark": "training_speed",
                **machine("torch", "numpy"),
                "rectools": version,
                "data": "made" if options.data is None else options.data.resolve().parent.name,
                "users": len(read.histories),
                "items": read.items,
                "shape": asdict(shape),
                "rounds": {name: [round(one) for one in values] for name, values in found.items()},
                "targets_per_s": speeds,
                "ratio": {
                    name: round(speeds["ours"] / speed, 2)
                    for name, speed in speeds.items()
                    if name != "ours"
                },
            }
        )
    )


if __name__ == "__main__":
    main()
