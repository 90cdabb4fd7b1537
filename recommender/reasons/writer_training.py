"""Trains the bundled writer on the grammars' sentences, and examines what came of it.

Reaches `recommender.neural` inside functions only. No Django.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from recommender.progress import Progress
from recommender.reasons.lessons import held_out_names, lessons, lessons_digest, texts
from recommender.reasons.shape_tokens import control_tokens
from recommender.reasons.vocabulary import LANGUAGES, SLOTS
from recommender.reasons.writer_exam import examined
from recommender.reasons.writers.bundled import BundledWriter

EXAMINED = 200  # shapes of each group and language


def writer_make(
    out: Path,
    *,
    seed: int = 0,
    steps: int | None = None,
    batch: int | None = None,
    device: str = "",
    shape: dict[str, int] | None = None,
    examine: int = EXAMINED,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Train a writer into the folder `out`, examine it, and return its card.

    Args:
        out: folder for weights, tokenizer and card; made if need be.
        seed: of the weights and of every lesson.
        steps: None for the default.
        batch: lessons a step; None for the default.
        device: "" picks CUDA when there is one.
        shape: changes to the model's size.
        examine: shapes of each group and language that it is examined on.
        progress: told where the work stands.

    Raises:
        GrammarGap: a grammar has no rule for some shape.
        InvalidInput: the training diverged.
        InvalidSetting: there is no such device.
        ValueError: a grammar makes a sentence that the vocabulary or the length does not hold.
    """
    from recommender.neural.device import pick_device
    from recommender.neural.sentence_training import (
        WriterShape,
        WriterTraining,
        card_write,
        settings_of,
        writer_save,
        writer_train,
    )

    given = {"steps": steps, "batch": batch}
    training = dataclasses.replace(
        WriterTraining(seed=seed), **{k: v for k, v in given.items() if v is not None}
    )
    size = WriterShape(**(shape or {}))
    trained = writer_train(
        lessons(seed),
        {language: texts(language) for language in LANGUAGES},
        SLOTS,
        control_tokens(),
        training,
        size,
        pick_device(device),
        progress,
    )
    card = {
        **settings_of(training, size),
        "lessons_digest": lessons_digest(),
        "held_out": {group: list(names) for group, names in held_out_names().items()},
    }
    writer_save(trained, out, card)
    exam = writer_examined(out, device=device, examine=examine, progress=progress)
    card = {**card_read(out), "exam": exam}
    card_write(out, card)
    return card


def writer_examined(
    folder: Path, *, device: str = "", examine: int = EXAMINED, progress: Progress | None = None
) -> dict[str, Any]:
    """Examine the writer in a folder.

    Raises:
        InvalidSetting: there is none.
        OutsideFailure: it cannot be read.
    """
    return examined(BundledWriter(str(folder), device), examine, 0, progress)


def card_read(folder: Path) -> dict[str, Any]:
    """Return the card of a trained writer's folder."""
    card: dict[str, Any] = json.loads((folder / "card.json").read_text())
    return card
