"""The writer of plain sentences: the project's own templates, without a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from recommender.contracts import ReasonPrompt
from recommender.reasons.shapes import Shape
from recommender.reasons.templates import sentences
from recommender.registry import register


@register("writer", "template")
class TemplateWriter:
    """Always answers, at once; what every other writer falls back to."""

    slug: ClassVar[str]
    revision = "1"

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> TemplateWriter:
        """Make the writer; it takes no settings."""
        return cls()

    def write(self, prompts: Sequence[ReasonPrompt]) -> list[str]:
        """Return one plain sentence per prompt, by its variant."""
        return [self._one(prompt) for prompt in prompts]

    def _one(self, prompt: ReasonPrompt) -> str:
        shape = Shape(
            tuple(dict(claim) for claim in prompt.shape["claims"]), bool(prompt.shape["causal"])
        )
        known = sentences(shape, prompt.language, prompt.tone)
        return known[prompt.variant % len(known)]
