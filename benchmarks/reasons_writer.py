"""The set writer in the measure of reasons: what it writes ahead, how much is accepted, how fast.

Shapes that some pages met are written first, as a worker does, in the languages and tones of those
pages. Part of `benchmarks.reasons`.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from recommender.contracts import Writer

MEET = 800  # picks that are shown before anything is written, so that what they need comes first


def say(line: str) -> None:
    """Print a line of progress."""
    print(line, file=sys.stderr, flush=True)


def writer_set() -> Writer | None:
    """Return the writer that is set; None where sentences come from templates."""
    from recommender.sentence_writing import current_writer

    return current_writer()


def write_ahead(
    shoppers: Sequence[UUID], now: datetime, most: int, seconds: float
) -> dict[str, Any]:
    """Write what pages will tell, as a worker does: what some pages met first, then the rest.

    Stops after so many sentences or seconds; `shapes_met_owed` of those met then lack some.
    """
    from benchmarks.reasons_pages import LANGUAGES, TONES, pages
    from recommender.models import ReasonShape
    from recommender.sentence_notes import notes
    from recommender.sentence_writing import VARIANTS, owed_write, shapes_expect

    writer = writer_set()
    if writer is None:
        return {}
    for _page in pages(shoppers, now - timedelta(hours=1), MEET, seed=3):
        pass
    notes.write_shapes()
    met = ReasonShape.objects.count()
    shapes_expect()
    began, counts = time.perf_counter(), Counter[str]()
    while counts["written"] < most and time.perf_counter() - began < seconds:
        chunk = min(128, most - counts["written"])
        done = owed_write(chunk, languages=LANGUAGES, tones=TONES)
        counts.update(done)
        rate = counts["written"] / (time.perf_counter() - began)
        say(f"{counts['written']} written, {counts['accepted']} accepted, {rate:.0f} a second.")
        if not done["written"]:
            break
    wall = time.perf_counter() - began
    each = len(LANGUAGES) * len(TONES) * VARIANTS
    return {
        **{
            name: counts[name] for name in ("written", "accepted", "rejected", "repeated", "failed")
        },
        "accepted_of_written": share(counts["accepted"], counts["written"]),
        "write_ahead_s": round(wall, 1),
        "written_per_s": round(counts["written"] / wall, 1),
        "shapes_met": met,
        "shapes_met_owed": max(met - counts["written"] // each, 0),
    }


def writer_measure(prompts: int) -> dict[str, Any]:
    """Ask the writer for a sample of shapes: accepted at the first try, and sentences a second."""
    from recommender.conf import options
    from recommender.contracts import ReasonPrompt
    from recommender.reasons.checker import check
    from recommender.reasons.lessons import held_out
    from recommender.reasons.shapes import every_shape

    writer = writer_set()
    if writer is None:
        return {"accepted_first_try": None, "sentences_per_s": None}
    draw = random.Random(23)
    shapes = draw.choices(sorted(every_shape().values(), key=lambda s: s.digest), k=prompts)
    asked = [
        ReasonPrompt(s.json, s.slots, language, draw.choice(("warm", "plain", "playful")), at % 2)
        for at, s in enumerate(shapes)
        for language in ("en", "zh-hans")[at % 2 : at % 2 + 1]
    ]
    writer.write(asked[:32])  # loaded
    began = time.perf_counter()
    said = [text for at in range(0, len(asked), 32) for text in writer.write(asked[at : at + 32])]
    wall = time.perf_counter() - began
    hits: dict[str, list[bool]] = defaultdict(list)
    causes: Counter[str] = Counter()
    for shape, prompt, text in zip(shapes, asked, said, strict=True):
        verdict = check(text, prompt.shape, prompt.language)
        causes[verdict.cause] += not verdict.ok
        hits["all"].append(verdict.ok)
        hits[prompt.language].append(verdict.ok)
        if held_out(shape, prompt.tone):
            hits["held out"].append(verdict.ok)
    found: dict[str, Any] = {
        "accepted_first_try": share(sum(hits["all"]), len(hits["all"])),
        "accepted_first_try_by_language": {
            name: share(sum(hits[name]), len(hits[name])) for name in ("en", "zh-hans")
        },
        "accepted_first_try_held_out": share(sum(hits["held out"]), len(hits["held out"])),
        "held_out_asked": len(hits["held out"]),
        "rejected_by": {cause: number for cause, number in causes.items() if number},
        "sentences_per_s": round(len(asked) / wall, 1),
    }
    if _has_cuda():
        fast = type(writer).from_options({**options(), "DEVICE": "cuda"})  # type: ignore[attr-defined]
        fast.write(asked[:32])
        began = time.perf_counter()
        for at in range(0, len(asked), 32):
            fast.write(asked[at : at + 32])
        found["sentences_per_s_cuda"] = round(len(asked) / (time.perf_counter() - began), 1)
    return found


def _has_cuda() -> bool:
    if "torch" not in sys.modules:
        return False  # the writer that is set needs none
    import torch

    return bool(torch.cuda.is_available())


def share(part: int, whole: int) -> float | None:
    """Return a part of a whole; None of nothing."""
    return round(part / whole, 4) if whole else None
