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
# Epochs are the limit and the best one is kept; the seconds only end what hangs, for a rate that
# falls by them would make a figure depend on what else the machine does.
QUICKEST = {
    "tokens": 3200, "negatives": 512, "mask_seen": True, "schedule": "linear", "rate_floor": 0.0,
    "learning_rate": 0.003, "patience": 50,
}  # fmt: skip
ML_1M_SHAPE = {"dim": 64, "length": 200, "dropout": 0.2, "temperature": 0.05}
ML_1M_TRAIN = {**QUICKEST, "validate_every": 4, "budget_s": 3600.0}
BEAUTY_SHAPE = {"dim": 64, "length": 50, "dropout": 0.4, "temperature": 0.07}
BEAUTY_TRAIN = {
    **QUICKEST, "tokens": 3000, "negatives": 1024, "learning_rate": 0.005, "validate_every": 2,
    "budget_s": 1200.0,
}  # fmt: skip
GATED = {"layers": 2, "heads": 1, "positions": "rotary", "gated": True}
NARROW = {"window": 10, "heights": (2, 3, 5), "horizontal": 32, "vertical": 4, "dropout": 0.1}

SETS: Mapping[str, KnownSet] = {
    "ml-1m": KnownSet(
        {
            **plain(ease_l2=300.0, fades=(0.3, 0.8, 0.97), ridge_l2=300.0),
            "sasrec": sequence("sasrec", ML_1M_SHAPE, {**ML_1M_TRAIN, "epochs": 40}, **GATED),
            "gru4rec": sequence(
                "gru4rec",
                ML_1M_SHAPE,
                {**ML_1M_TRAIN, "epochs": 24, "precision": "float32"},
                hidden=128,
            ),
            "caser": sequence("caser", ML_1M_SHAPE, {**ML_1M_TRAIN, "epochs": 12}, **NARROW),
        },
        text=True,
        peer_length=200,
    ),
    "amazon-beauty": KnownSet(
        {
            **plain(ease_l2=200.0, fades=(0.8,), ridge_l2=100.0),
            "sasrec": sequence(
                "sasrec",
                BEAUTY_SHAPE,
                {**BEAUTY_TRAIN, "epochs": 18},
                layers=2,
                heads=1,
                content=True,
            ),
            "gru4rec": sequence(
                "gru4rec",
                BEAUTY_SHAPE,
                {**BEAUTY_TRAIN, "epochs": 14, "precision": "float32"},
                hidden=128,
                content=True,
            ),
            "caser": sequence("caser", BEAUTY_SHAPE, {**BEAUTY_TRAIN, "epochs": 12}, content=True),
        },
    ),
}
OTHERS = SETS["amazon-beauty"]  # for a set that is not known
