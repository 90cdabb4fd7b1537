"""The writer that runs any Hugging Face chat model in the worker.

The torch part is `recommender.neural.writer`, reached by dotted path when the first sentence is
written: naming this writer in the settings costs the web process nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from recommender.contracts import ReasonPrompt
from recommender.errors import InvalidSetting
from recommender.reasons.prompts import answer_of, batches, messages
from recommender.reasons.revision import model_revision
from recommender.registry import register

BATCH = 16


@register("writer", "hub")
class HubWriter:
    """Phrases shapes with the model `RECOMMENDER["WRITER_MODEL"]`: an id, "id@revision", a folder.

    The first variant of a sentence is greedy, further ones are sampled from a fixed seed.
    """

    slug: ClassVar[str]

    def __init__(self, model: str, device: str = "") -> None:
        """Name the model; it is loaded when first needed.

        Raises:
            InvalidSetting: no model is named.
        """
        if not model:
            raise InvalidSetting(
                'RECOMMENDER["WRITER"] is "hub": set WRITER_MODEL to an id or a folder.'
            )
        self.model = model
        self.device = device
        self.revision = model_revision(model)
        self._loaded: Any = None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> HubWriter:
        """Make the writer from `RECOMMENDER`."""
        return cls(options["WRITER_MODEL"], options["DEVICE"])

    def write(self, prompts: Sequence[ReasonPrompt]) -> list[str]:
        """Return one sentence per prompt.

        Raises:
            OutsideFailure: the model cannot be loaded or fails.
        """
        if self._loaded is None:
            name, _, revision = self.model.partition("@")
            if Path(self.model).is_dir():
                name, revision = self.model, ""
            writer = importlib.import_module("recommender.neural.writer")
            self._loaded = writer.ChatModel(name, revision or None, self.device)
        texts = [""] * len(prompts)
        for variant in sorted({prompt.variant for prompt in prompts}):
            rows = [i for i, prompt in enumerate(prompts) if prompt.variant == variant]
            seed = None if variant == 0 else variant
            made: list[str] = []
            for batch in batches([prompts[i] for i in rows], BATCH):
                made += self._loaded.generate([messages(p) for p in batch], seed=seed)
            for i, text in zip(rows, made, strict=True):
                texts[i] = answer_of(text)
        return texts
