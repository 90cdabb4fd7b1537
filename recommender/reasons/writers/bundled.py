"""The writer that comes with the project: a small model of its own, trained by `train_writer`.

Its weights lie in `recommender/assets/writer`. The torch part, `recommender.neural.sentence_model`,
is reached by dotted path when the first sentence is written: in the web process only the folder's
fingerprint is computed.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from recommender.contracts import ReasonPrompt
from recommender.errors import InvalidSetting
from recommender.reasons.revision import model_revision
from recommender.reasons.shape_tokens import shape_tokens
from recommender.registry import register

PACKAGED = Path(__file__).resolve().parents[2] / "assets" / "writer"
WEIGHTS = "model.safetensors"


@register("writer", "bundled")
class BundledWriter:
    """Phrases shapes with the packaged model, or with the one in the folder `WRITER_MODEL`."""

    slug: ClassVar[str]

    def __init__(self, folder: str = "", device: str = "") -> None:
        """Name the folder; the model is loaded when first needed.

        Raises:
            InvalidSetting: there are no weights in it.
        """
        self.folder = Path(folder) if folder else PACKAGED
        if not (self.folder / WEIGHTS).is_file():
            raise InvalidSetting(
                f"The bundled writer has no weights in {self.folder}: train it with `manage.py "
                f'train_writer --out {self.folder}`, or set WRITER to "template".'
            )
        self.device = device
        self.revision = model_revision(str(self.folder))
        self._loaded: Any = None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> BundledWriter:
        """Make the writer from `RECOMMENDER`."""
        return cls(options["WRITER_MODEL"], options["DEVICE"])

    def write(self, prompts: Sequence[ReasonPrompt]) -> list[str]:
        """Return one sentence per prompt; "" for a shape that the model was not trained to read.

        Raises:
            OutsideFailure: the model cannot be loaded or fails.
        """
        model = importlib.import_module("recommender.neural.sentence_model")
        if self._loaded is None:
            self._loaded = model.SentenceModel(self.folder, self.device)
        asks = [
            model.Ask(
                shape_tokens(prompt.shape, prompt.language, prompt.tone),
                prompt.language,
                prompt.slots,
                tuple(prompt.shape["required"]),
            )
            for prompt in prompts
        ]
        counts: dict[Any, int] = {}
        for ask, prompt in zip(asks, prompts, strict=True):
            counts[ask] = max(counts.get(ask, 0), prompt.variant + 1)
        written = dict(
            zip(counts, self._loaded.write(list(counts), list(counts.values())), strict=True)
        )
        return [written[ask][prompt.variant] for ask, prompt in zip(asks, prompts, strict=True)]
