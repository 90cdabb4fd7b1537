"""What runs on each set of data, and with which options: all of it chosen on validation.

A line a model. A sequence model's options are those of `config_make`, and what it is trained with
are fields of `TrainConfig`. A model that is not `fused` is there to be compared with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recommender.evaluation.parts import Part


@dataclass(frozen=True, slots=True)
class KnownSet:
    """The models of a set. `text`: titles are read by the packaged encoder."""

    parts: Mapping[str, Part]
    text: bool = False
    peer_length: int = 50  # of the peers' sessions: that of our own models


def plain(ease_l2: float, fades: tuple[float, ...], ridge_l2: float) -> dict[str, Part]:
    """Return the models that are fitted in closed form, or not at all."""
    return {
        "popularity": Part("popularity"),
        "item_knn": Part("item_knn"),
        "ease": Part("ease", {"l2": ease_l2, "decay": 1.0}, fused=False),
        "ease_decayed": Part("ease", {"l2": ease_l2}),
        "next_item": Part("next_item", {"l2": ridge_l2, "fades": fades}),
        "content_knn": Part("content_knn"),
    }


def sequence(kind: str, shape: Mapping[str, Any], train: Mapping[str, Any], **own: Any) -> Part:
    """Return a sequence model of a shape that several share, with options of its own."""
    content = bool(own.pop("content", False))
    return Part(kind, {**shape, **own}, train, content=content)


# Seen items are excluded from ranking, so they do not compete in training either. Batches of one
# size in steps, sampled softmax with logQ, a linear way down to zero: what is quickest on a CPU.
QUICKEST = {
    "tokens": 3200, "negatives": 512, "mask_seen": True, "schedule": "linear", "rate_floor": 0.0,
    "learning_rate": 0.003,
}  # fmt: skip
ML_1M_SHAPE = {"dim": 64, "length": 200, "dropout": 0.2, "temperature": 0.05}
ML_1M_TRAIN = {**QUICKEST, "epochs": 40, "patience": 8, "budget_s": 600.0}
BEAUTY_SHAPE = {"dim": 64, "length": 50, "dropout": 0.4, "temperature": 0.05}
BEAUTY_TRAIN = {**QUICKEST, "epochs": 40, "patience": 8, "budget_s": 420.0}

SETS: Mapping[str, KnownSet] = {
    "ml-1m": KnownSet(
        {
            **plain(ease_l2=300.0, fades=(0.3, 0.8, 0.97), ridge_l2=300.0),
            "sasrec": sequence("sasrec", ML_1M_SHAPE, ML_1M_TRAIN, layers=2, heads=1),
            "gru4rec": sequence("gru4rec", ML_1M_SHAPE, ML_1M_TRAIN),
            "caser": sequence("caser", ML_1M_SHAPE, ML_1M_TRAIN),
        },
        text=True,
        peer_length=200,
    ),
    "amazon-beauty": KnownSet(
        {
            **plain(ease_l2=200.0, fades=(0.8,), ridge_l2=100.0),
            "sasrec": sequence("sasrec", BEAUTY_SHAPE, BEAUTY_TRAIN, layers=2, heads=1),
            "gru4rec": sequence("gru4rec", BEAUTY_SHAPE, BEAUTY_TRAIN),
            "caser": sequence("caser", BEAUTY_SHAPE, BEAUTY_TRAIN),
        },
    ),
}
OTHERS = SETS["amazon-beauty"]  # for a set that is not known
