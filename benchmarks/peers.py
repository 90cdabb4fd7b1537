"""Well-kept libraries on the same split, ranked by the same code as ours.

Run by the Python of an environment that has them (`pip install implicit 'rectools[torch]'`, numpy
and scipy come along); `benchmarks.accuracy --peers PYTHON` does. Each library's model is fitted on
the same histories; what may be chosen is chosen on validation, from the grids below. Left behind in
`--out`, a peer: NAME-DIGEST.npz (ranks of the test) and .json; what is there is not made again.

Usage: PYTHON -m benchmarks.peers SEQUENCES.txt.gz --out DIR [--budget-s 900] [--length 200]
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from recommender.evaluation.baselines.inputs import binary_matrix, decayed_matrix
from recommender.evaluation.interactions import interactions_read
from recommender.evaluation.ranking import Model, rank_all
from recommender.evaluation.splits import Split, leave_one_out
from recommender.metrics import Floats, ndcg_at
from recommender.neural.sequences import Sequences, windows_last

Options = dict[str, Any]
ALS_GRID = {"factors": (64, 128), "alpha": (1.0, 5.0)}
KNN_GRID = {"K": (50, 200, 1000), "decay": (1.0, 0.8)}
VALIDATED = 3000
# As its defaults, but for the length of our own models and a width that a CPU can train.
SASREC = {"n_factors": 64, "n_blocks": 2, "n_heads": 2, "dropout_rate": 0.2, "batch_size": 128}
PATIENCE = 4  # epochs


def grid(choices: dict[str, tuple[Any, ...]]) -> Iterator[Options]:
    """Yield every combination."""
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True))


def validated(model: Model, split: Split) -> float:
    """Return NDCG@10 on a sample of validation."""
    task = split.validation.sample(VALIDATED)
    return float(ndcg_at(rank_all(model, task.inputs, task.targets).ranks, 10).mean())


def chosen(
    name: str, split: Split, make: Callable[..., Model], choices: dict[str, tuple[Any, ...]]
) -> tuple[Model, Options]:
    """Return the model of the options that are best on validation, and how good."""
    best: tuple[float, Model, Options] | None = None
    for options in grid(choices):
        model = make(**options)
        reached = validated(model, split)
        say(f"{name} {options}: validation NDCG@10 {reached:.4f}")
        if best is None or reached > best[0]:
            best = reached, model, options
    assert best is not None
    return best[1], {**best[2], "validation_ndcg10": round(best[0], 4)}


class Neighbours:
    """An item-item model of `implicit`: its similarities over the (decayed) input."""

    def __init__(self, similarity: sparse.csr_array, decay: float) -> None:
        """Take similarities (items, items)."""
        self.similarity, self.decay = similarity, decay

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32."""
        items = self.similarity.shape[0]
        known = (
            binary_matrix(histories, items)
            if self.decay == 1.0
            else decayed_matrix(histories, items, self.decay)
        )
        return np.asarray((known @ self.similarity).toarray(), dtype=np.float32)


def implicit_knn(kind: str) -> Callable[[Split, Options], tuple[Model, Options]]:
    """Return how a nearest-neighbour model of `implicit` is fitted."""

    def fit(split: Split, _limits: Options) -> tuple[Model, Options]:
        from implicit import nearest_neighbours

        met = sparse.csr_matrix(binary_matrix(split.fit, split.items))

        def make(K: int, decay: float) -> Model:  # noqa: N803 - the library's name
            model = getattr(nearest_neighbours, kind)(K=K, num_threads=1)
            model.fit(met, show_progress=False)
            return Neighbours(sparse.csr_array(model.similarity), decay)

        return chosen(kind, split, make, KNN_GRID)

    return fit


class Factors:
    """`implicit`'s ALS, the user's factors solved for the history at hand."""

    def __init__(self, model: Any, items: int) -> None:
        """Take a fitted model."""
        self.model, self.items = model, items

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32."""
        known = sparse.csr_matrix(binary_matrix(histories, self.items))
        users = self.model.recalculate_user(np.arange(len(histories)), known)
        return np.asarray(users @ self.model.item_factors.T, dtype=np.float32)


def implicit_als(split: Split, _limits: Options) -> tuple[Model, Options]:
    """Fit `implicit`'s ALS."""
    from implicit.als import AlternatingLeastSquares

    met = sparse.csr_matrix(binary_matrix(split.fit, split.items))

    def make(factors: int, alpha: float) -> Model:
        model = AlternatingLeastSquares(
            factors, regularization=0.05, alpha=alpha, iterations=15, num_threads=1, random_state=0
        )
        model.fit(met, show_progress=False)
        return Factors(model, split.items)

    return chosen("ALS", split, make, ALS_GRID)


class Sasrec:
    """RecTools' SASRec: its own network and item vectors, asked as its `recommend` asks them."""

    def __init__(self, network: Any, rows: np.ndarray, length: int, items: int) -> None:
        """Take the torch model and, by its internal id, our item rows (-1: its padding)."""
        self.network, self.rows, self.length, self.items = network, rows, length, items
        self.internal = np.zeros(items, dtype=np.int64)  # 0 is its padding: an item unknown to it
        self.internal[rows[rows >= 0]] = np.flatnonzero(rows >= 0)

    def score(self, histories: Sequences) -> Floats:
        """Return (len(histories), items) float32; items it was not trained on come last."""
        import torch

        steps = np.zeros((len(histories), self.length), dtype=np.int64)
        starts, sizes = windows_last(histories, self.length)
        for user, (start, size) in enumerate(zip(starts, sizes, strict=True)):
            known = self.internal[histories.rows[start : start + size]]
            known = known[known > 0]
            if len(known):
                steps[user, -len(known) :] = known
        self.network.eval()
        with torch.inference_mode():
            vectors = self.network.item_model.get_all_embeddings()
            outputs = self.network.encode_sessions({"x": torch.from_numpy(steps)}, vectors)[:, -1]
            similarity = self.network.similarity_module
            outputs = similarity.session_tower_forward(outputs)
            found = (outputs @ similarity.item_tower_forward(vectors).T).numpy()
        scores = np.full((len(histories), self.items), found.min() - 1, dtype=np.float32)
        real = self.rows >= 0
        scores[:, self.rows[real]] = found[:, real]
        return scores


def rectools_sasrec(split: Split, limits: Options) -> tuple[Model, Options]:
    """Train RecTools' SASRec an epoch at a time, to the best epoch on validation."""
    import logging

    import pandas as pd
    import torch
    from rectools import Columns
    from rectools.dataset import Dataset
    from rectools.models import SASRecModel

    logging.getLogger("pytorch_lightning").setLevel(logging.ERROR)
    torch.manual_seed(0)
    owners = np.repeat(np.arange(len(split.fit)), split.fit.lengths)
    frame = pd.DataFrame(
        {
            Columns.User: owners,
            Columns.Item: split.fit.rows,
            Columns.Weight: 1.0,
            Columns.Datetime: pd.Timestamp(0)
            + pd.to_timedelta(np.arange(len(split.fit.rows)), unit="s"),
        }
    )
    data = Dataset.construct(frame)
    model = SASRecModel(**SASREC, session_max_len=limits["length"], deterministic=True, epochs=1)
    best: tuple[float, Any, int] = (-1.0, None, 0)
    started, epoch = time.monotonic(), 0
    while time.monotonic() - started < limits["budget_s"] and epoch - best[2] < PATIENCE:
        model.fit_partial(data, min_epochs=1, max_epochs=1)
        epoch += 1
        known = model.data_preparator.item_id_map.get_external_sorted_by_internal()
        rows = np.array([one if isinstance(one, int | np.integer) else -1 for one in known])
        network = model.torch_model
        reached = validated(Sasrec(network, rows, limits["length"], split.items), split)
        say(f"RecTools SASRec, epoch {epoch}: validation NDCG@10 {reached:.4f}")
        if reached > best[0]:
            best = reached, copy.deepcopy(network), epoch
    facts = {
        **SASREC,
        "length": limits["length"],
        "epochs": epoch,
        "best_epoch": best[2],
        "validation_ndcg10": round(best[0], 4),
        "ended_by": "patience" if epoch - best[2] >= PATIENCE else "time",
    }
    return Sasrec(best[1], rows, limits["length"], split.items), facts


# name: the package it comes from, and how it is fitted
PEERS: dict[str, tuple[str, Callable[[Split, Options], tuple[Model, Options]]]] = {
    "implicit_als": ("implicit", implicit_als),
    "implicit_bm25": ("implicit", implicit_knn("BM25Recommender")),
    "implicit_cosine": ("implicit", implicit_knn("CosineRecommender")),
    "rectools_sasrec": ("rectools", rectools_sasrec),
}


def say(line: str) -> None:
    """Print a line of progress."""
    print(line, file=sys.stderr, flush=True)


def peer_run(name: str, split: Split, limits: Options, out: Path) -> Options | None:
    """Fit and rank one peer, or find what it left before; None where it is not installed."""
    package, fit = PEERS[name]
    said = json.dumps([limits, ALS_GRID, KNN_GRID, SASREC]).encode()
    digest = hashlib.sha256(said + split.test.targets.tobytes() + split.fit.rows.tobytes())
    place = out / f"{name}-{digest.hexdigest()[:10]}"
    if place.with_suffix(".json").is_file():
        return dict(json.loads(place.with_suffix(".json").read_text()))
    started = time.monotonic()
    try:
        model, options = fit(split, limits)
    except ImportError as error:
        say(f"{name} is skipped: {error}.")
        return None
    fit_s = time.monotonic() - started
    ranked = rank_all(model, split.test.inputs, split.test.targets)
    np.savez(place.with_suffix(".npz"), ranks=ranked.ranks, ties=ranked.ties, lists=ranked.lists)
    facts = {
        "file": place.with_suffix(".npz").name,
        "version": version(package),
        "options": options,
        "fit_s": round(fit_s, 1),
        "rank_s": round(time.monotonic() - started - fit_s, 1),
    }
    place.with_suffix(".json").write_text(json.dumps(facts))
    return facts


def main(arguments: list[str] | None = None) -> None:
    """Run every peer that is installed; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--budget-s", type=float, default=900.0, help="of RecTools' training (900)")
    parser.add_argument("--length", type=int, default=200, help="of its sessions (200)")
    parser.add_argument("--only", nargs="+", choices=list(PEERS), default=list(PEERS))
    options = parser.parse_args(arguments)
    warnings.filterwarnings("ignore")  # of the libraries, about their own conversions
    options.out.mkdir(parents=True, exist_ok=True)
    read = interactions_read(options.data)
    split = leave_one_out(read.histories, read.items)
    limits = {"budget_s": options.budget_s, "length": options.length}
    found = {name: peer_run(name, split, limits, options.out) for name in options.only}
    print(json.dumps({name: one for name, one in found.items() if one is not None}))


if __name__ == "__main__":
    main()
