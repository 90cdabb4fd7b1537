"""Examines a writer: how many of its first sentences the checker takes, how varied, how fast.

Shapes are those of `lessons`: what the bundled writer was taught, and by group what was held out of
every lesson. The plain templates stand beside it for variety. No Django, no torch.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from recommender.contracts import ReasonPrompt, Writer
from recommender.reasons.checker import check
from recommender.reasons.lessons import Task, tasks
from recommender.reasons.prompts import batches
from recommender.reasons.variety import distinct, self_bleu
from recommender.reasons.vocabulary import LANGUAGES
from recommender.reasons.writers.template import TemplateWriter

Progress = Callable[[str, int, int], None]

GROUPS = {"": "taught", "pair": "pair", "act": "act", "word": "word"}
VARIANTS = 4  # sentences for each shape, language and tone
BATCH = 64
REFUSED_SHOWN = 5


@dataclass
class Marks:
    """What the checker said of the first tries of one group in one language."""

    asked: int = 0
    accepted: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Share of the sentences that were accepted, 0..1."""
        return self.accepted / self.asked if self.asked else 0.0

    def json(self) -> dict[str, Any]:
        """The marks as a card keeps them."""
        return {
            "asked": self.asked,
            "accepted": self.accepted,
            "share": round(self.share, 4),
            "causes": dict(self.causes),
            "refused": self.refused[:REFUSED_SHOWN],
        }


def prompts_sample(group: str, language: str, count: int, seed: int) -> list[ReasonPrompt]:
    """Return the prompts of up to `count` tasks of a group, `VARIANTS` each, drawn by the seed."""
    known = [task for task in tasks(group) if task.language == language]
    drawn = random.Random(f"{seed}:{group}:{language}").sample(known, min(count, len(known)))
    return [_prompt(task, variant) for task in drawn for variant in range(VARIANTS)]


def _prompt(task: Task, variant: int) -> ReasonPrompt:
    return ReasonPrompt(task.shape.json, task.shape.slots, task.language, task.tone, variant)


def marked(prompts: Sequence[ReasonPrompt], texts: Sequence[str]) -> Marks:
    """Return what the checker says of these sentences."""
    marks = Marks()
    for prompt, text in zip(prompts, texts, strict=True):
        verdict = check(text, prompt.shape, prompt.language)
        marks.asked += 1
        marks.accepted += verdict.ok
        if not verdict.ok:
            marks.causes[verdict.cause] += 1
            marks.refused.append(f"{verdict.cause} ({verdict.detail}): {text}")
    return marks


def examined(
    writer: Writer, count: int = 200, seed: int = 0, progress: Progress | None = None
) -> dict[str, Any]:
    """Examine a writer on up to `count` tasks for each group and language.

    Returns {"acceptance": {group: {language: marks}}, "variety": {language: {...}},
    "sentences_per_s"}. Of what was taught, `variety` gives distinct-2 of all sentences, self-BLEU
    among those for one shape (its mean), and the share that are different within their shape; and
    the same of the plain templates.

    Raises:
        OutsideFailure: the writer cannot answer.
    """
    asked = {
        (name, language): prompts_sample(group, language, count, seed)
        for group, name in GROUPS.items()
        for language in LANGUAGES
    }
    total, done, spent = sum(map(len, asked.values())), 0, 0.0
    acceptance: dict[str, dict[str, Any]] = {name: {} for name in GROUPS.values()}
    variety = {}
    for (name, language), prompts in asked.items():
        texts: list[str] = []
        for batch in batches(prompts, BATCH):
            started = time.perf_counter()
            texts += writer.write(batch)
            spent += time.perf_counter() - started
            done += len(batch)
            if progress is not None:
                progress("examining", done, total)
        acceptance[name][language] = marked(prompts, texts).json()
        if name == "taught":
            plain = TemplateWriter().write(prompts)
            variety[language] = {"writer": _varied(texts), "template": _varied(plain)}
    return {
        "acceptance": acceptance,
        "variety": variety,
        "sentences_per_s": round(total / max(spent, 1e-9), 1),
    }


def _varied(texts: Sequence[str]) -> dict[str, float]:
    """Measure sentences that come `VARIANTS` to a shape."""
    shapes = [texts[i : i + VARIANTS] for i in range(0, len(texts), VARIANTS)]
    return {
        "distinct_2": round(distinct(texts), 4),
        "self_bleu": round(sum(map(self_bleu, shapes)) / max(len(shapes), 1), 4),
        "different": round(sum(len(set(one)) for one in shapes) / max(len(texts), 1), 4),
    }


def exam_lines(exam: dict[str, Any]) -> list[str]:
    """Return an exam in a few lines to read."""
    lines = []
    for name, languages in exam["acceptance"].items():
        said = ", ".join(
            f"{language} {100 * marks['share']:.1f} % of {marks['asked']}"
            for language, marks in languages.items()
        )
        lines.append(f"accepted at the first try, {name}: {said}")
        lines += [
            f"  {language}: {text}"
            for language, marks in languages.items()
            for text in marks["refused"]
        ]
    for language, sides in exam["variety"].items():
        for side, one in sides.items():
            lines.append(
                f"variety, {language}, {side}: distinct-2 {one['distinct_2']:.3f}, "
                f"self-BLEU {one['self_bleu']:.3f}, different in their shape "
                f"{100 * one['different']:.0f} %"
            )
    lines.append(f"{exam['sentences_per_s']:.0f} sentences a second")
    return lines
