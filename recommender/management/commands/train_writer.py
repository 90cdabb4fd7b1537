"""`manage.py train_writer`: train the bundled writer from nothing, and examine it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from recommender.errors import InvalidInput
from recommender.management.lines import LineCommand
from recommender.progress import progress_shown
from recommender.reasons.grammar.base import GrammarGap
from recommender.reasons.writer_exam import exam_lines
from recommender.reasons.writer_training import EXAMINED, writer_examined, writer_make
from recommender.reasons.writers.bundled import PACKAGED


class Command(LineCommand):
    """Train into a folder; print what the checker and the templates say of what it writes."""

    help = (
        "Trains the small language model that phrases reasons on sentences of the grammars, and "
        "examines it on shapes that were in no lesson. WRITER_MODEL=DIR uses what is made."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--out", type=Path, metavar="DIR", help="folder that the model goes to")
        parser.add_argument("--steps", type=int, help="of the training, of 64 lessons each")
        parser.add_argument("--batch", type=int, help="lessons a step")
        parser.add_argument("--seed", type=int, default=0, help="of everything drawn (0)")
        parser.add_argument(
            "--device", default="", help="cpu, cuda, …; else CUDA where there is one"
        )
        parser.add_argument("--threads", type=int, help="of torch on the CPU")
        parser.add_argument(
            "--evaluate",
            action="store_true",
            help="only examine the model in --out, else the packaged one; nothing is written",
        )
        parser.add_argument(
            "--examine",
            type=int,
            default=EXAMINED,
            help=f"shapes of each group and language to examine ({EXAMINED})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Train with progress, or only examine."""
        for name in ("steps", "batch", "threads", "examine"):
            if options[name] is not None and options[name] < 1:
                raise InvalidInput(f"--{name} must be at least 1.")
        if options["out"] is None and not options["evaluate"]:
            raise InvalidInput("Name the folder that the model goes to: --out DIR.")
        if options["threads"]:
            from recommender.neural.device import threads_set

            threads_set(options["threads"])
        with progress_shown(self.stdout.write) as progress:
            if options["evaluate"]:
                exam = writer_examined(
                    options["out"] or PACKAGED,
                    device=options["device"],
                    examine=options["examine"],
                    progress=progress,
                )
            else:
                exam = self._trained(options, progress)
        for line in exam_lines(exam):
            self.stdout.write(line)

    def _trained(self, options: dict[str, Any], progress: Any) -> dict[str, Any]:
        try:
            card = writer_make(
                options["out"],
                seed=options["seed"],
                steps=options["steps"],
                batch=options["batch"],
                device=options["device"],
                examine=options["examine"],
                progress=progress,
            )
        except GrammarGap as gap:
            raise InvalidInput(f"A grammar has no rule for {gap}.") from gap
        how = card["training"]
        self.stdout.write(
            f"{how['parameters']:,} weights, {card['steps']:,} steps in {how['train_s']:.0f} s "
            f"({how['tokens_per_s']:,} tokens a second, {how['device']}), "
            f"last loss {how['loss'][-1][1]:.3f}: {options['out']}"
        )
        exam: dict[str, Any] = card["exam"]
        return exam
