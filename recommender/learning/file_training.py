"""Trains on a public file of histories, only to tell how well that goes. Touches nothing of a shop.

The last item of each user is left alone, for a test elsewhere; what is validated on is the one
before it, all items ranked but those seen. Needs no database.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.conf import option
from recommender.errors import InvalidInput, NotReady
from recommender.evaluation.interactions import interactions_read
from recommender.learning.interrupted import checkpoint_in, working_folder
from recommender.learning.sequence_params import params_from
from recommender.learning.training import SAMPLE, SAMPLED_ABOVE, hold_out
from recommender.metrics import ndcg_at
from recommender.progress import Progress

OF_A_SHOP = ("readers", "reader_budget_s", "facts", "context", "denoise")
LENGTHS = (2, 10_000)


@dataclass(frozen=True, slots=True)
class FileTraining:
    """What came of it: counts, the best validation and the targets learned from a second."""

    users: int
    items: int
    steps: int
    metrics: dict[str, float]
    device: str
    resumed_at: int

    @property
    def targets_per_s(self) -> float:
        """Next items learned from in a second, validations included."""
        return self.steps * self.metrics["epochs"] / max(self.metrics["train_s"], 1e-9)

    def said(self) -> str:
        """Return it in a few lines."""
        metrics = self.metrics
        shares = (
            f"NDCG@10 {metrics['ndcg10']:.4f}, HR@10 {metrics['hr10']:.4f}, "
            f"most popular {metrics['popular_ndcg10']:.4f}"
            if "ndcg10" in metrics
            else "too few histories to validate on"
        )
        taken_up = (
            f"It had been interrupted and was taken up at step {self.resumed_at:,}.\n"
            if self.resumed_at
            else ""
        )
        return (
            f"{taken_up}Learned from {self.steps:,} steps of {self.users:,} users on "
            f"{self.items:,} items, on {self.device}: {metrics['epochs']:.0f} epochs in "
            f"{metrics['train_s']:.1f} s, {self.targets_per_s:,.0f} targets a second.\n"
            f"Validation: {shares}. Nothing was stored: the shop's model serves on."
        )


def file_train(
    path: Path,
    seed: int = 0,
    progress: Progress | None = None,
    *,
    length: int | None = None,
    fresh: bool = False,
    **params: Any,
) -> FileTraining:
    """Train SASRec on the file's histories, by ids alone; all processes of a group call it alike.

    A training of the same file and parameters that was interrupted is taken up unless `fresh`.

    Raises:
        InvalidInput: the file cannot be read, or a parameter is unknown, out of bounds or a shop's.
        NotReady: no history is long enough.
        OutsideFailure: too little memory.
    """
    from recommender.neural.distributed import ranks_here
    from recommender.neural.models import config_make
    from recommender.neural.training import TrainConfig, fit, popular_ranks

    for name in OF_A_SHOP:
        if name in params:
            raise InvalidInput(f"--{name.replace('_', '-')} means nothing with --data.")
    chosen = params_from(params)
    length = int(option("HISTORY_LENGTH")) if length is None else length
    if not LENGTHS[0] <= length <= LENGTHS[1]:
        problem = f"Must be between {LENGTHS[0]} and {LENGTHS[1]}."
        raise InvalidInput("Some parameters are out of bounds.", {"length": [problem]})
    read = interactions_read(path)
    known = read.histories.without_last(1)
    histories, validation = hold_out(known, chosen.validation_shoppers, seed)
    if not len(histories.rows) or int(histories.lengths.max()) < 2:
        raise NotReady(f"There is too little to learn from in {path.name}: three items a user.")
    checkpoint = checkpoint_in(working_folder("training-on-file"), "sasrec")
    ranks = ranks_here()
    if fresh and ranks.leads:
        checkpoint.remove()
    ranks.told(True)  # nobody looks for it before it is gone
    fitted = fit(
        histories,
        config_make(
            "sasrec", read.items, None, dim=chosen.dim, layers=chosen.layers, heads=chosen.heads,
            length=length, dropout=chosen.dropout, temperature=chosen.temperature,
        ),
        TrainConfig(
            epochs=chosen.epochs, batch_size=chosen.batch_size, seed=seed,
            learning_rate=chosen.learning_rate, patience=chosen.patience,
            budget_s=chosen.budget_s, negatives=SAMPLE if read.items > SAMPLED_ABOVE else 0,
            mask_seen=True,
        ),
        validation=validation,
        device=str(option("DEVICE")),
        progress=progress,
        checkpoint=checkpoint,
    )  # fmt: skip
    if ranks.leads:
        checkpoint.remove()
    metrics = dict(fitted.metrics)
    if validation is not None:
        found = popular_ranks(histories, read.items, validation)
        metrics["popular_ndcg10"] = round(float(ndcg_at(found, 10).mean()), 5)
    steps = int((histories.lengths - 1).clip(min=0).sum())
    return FileTraining(
        len(histories), read.items, steps, metrics, fitted.device, fitted.resumed_at
    )
