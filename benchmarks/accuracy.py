"""How well the next new item is foretold: plain models, sequence models, their fusion, and peers.

Runs on the demo shop's simulated shoppers, in a database of its own, and with `--data` on public
sets. Every choice (each model's options, when training stops, the fusion's weights) is made on
validation; the test is read once a model. With `--peers` the same test is ranked by implicit and
RecTools in the same run. With `--keep` a run that was interrupted goes on where it was, and seconds
add up; only models at their end or on their way are kept, the rest takes a minute or two.

Usage: python -m benchmarks.accuracy [--data DIR] [--no-demo] [--seeds 0 1 2] [--parts NAME …]
       [--keep DIR] [--peers PYTHON] [--quick]
DIR holds `ml-1m/sequences.txt.gz` and `amazon-beauty/sequences.txt.gz`, or is one such folder.
PYTHON is that of an environment with `implicit` and `rectools[torch]`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy_sets import OTHERS, SETS
from benchmarks.machine import machine
from recommender.errors import InvalidInput
from recommender.evaluation.interactions import interactions_read
from recommender.evaluation.parts import Part
from recommender.evaluation.public_items import inputs_read
from recommender.evaluation.ranking import Ranked
from recommender.evaluation.splits import PROTOCOL, leave_one_out
from recommender.evaluation.suite import Other, SuiteParams, models_of, suite_run
from recommender.metrics import Floats
from recommender.progress import Progress, progress_shown

FILE = "sequences.txt.gz"
FETCH = (
    "Public sets are not part of the project. Put one line per user, the user and then item "
    f"numbers in time order, gzipped, at DIR/ml-1m/{FILE} (MovieLens 1M by GroupLens, "
    "https://grouplens.org/datasets/movielens/1m/, movies with fewer than 5 ratings removed) and "
    f"DIR/amazon-beauty/{FILE} (Amazon Beauty 2014 5-core, as in "
    "https://github.com/RUCAIBox/CIKM2020-S3Rec), with movies.tsv.gz and item_attributes.json.gz "
    "beside them where there are such, then run with --data DIR."
)
QUICK_EPOCHS, QUICK_BUDGET_S = 2, 20.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for. Without names, all parts of a set run."""

    names: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (0,)
    budget_s: float | None = None
    quick: bool = False
    keep: Path | None = None
    peers: str = ""
    peer_budget_s: float = 900.0

    def params(self, parts: Mapping[str, Part]) -> SuiteParams:
        """Return the parts with the limits asked for.

        Raises:
            SystemExit: there is no such part.
        """
        limited = {name: one.within(self.budget_s) for name, one in parts.items()}
        if self.quick:
            limited = {
                name: replace(one, train={**one.train, "epochs": QUICK_EPOCHS}).within(
                    QUICK_BUDGET_S
                )
                if one.seeded
                else one
                for name, one in limited.items()
            }
        params = SuiteParams(limited, self.seeds)
        try:
            return params.only(self.names) if self.names else params
        except ValueError as error:
            raise SystemExit(str(error)) from error


def public_sets(folder: Path) -> dict[str, Path]:
    """Return the files of sequences in a folder: its own, or those of the sets in it.

    Raises:
        SystemExit: there is none; the message says what to fetch.
    """
    if (folder / FILE).is_file():
        return {folder.resolve().name: folder / FILE}
    found = {path.parent.name: path for path in sorted(folder.glob(f"*/{FILE}"))}
    if not found:
        raise SystemExit(f"There is no {FILE} in {folder} or in a folder of it.\n{FETCH}")
    return found


def public_run(name: str, path: Path, asked: Asked, progress: Progress) -> dict[str, Any]:
    """Evaluate on one public set; a set that is not known gets the options of Amazon Beauty."""
    known = SETS.get(name, OTHERS)
    read = interactions_read(path)
    inputs = inputs_read(path.parent, read.item_ids, _encode if known.text else None)
    parts = known.parts
    if inputs is None:
        parts = {key: one for key, one in parts.items() if one.kind != "content_knn"}
    keep = None if asked.keep is None else asked.keep / name
    length = known.peer_length
    return suite_run(
        leave_one_out(read.histories, read.items),
        asked.params(parts),
        inputs=inputs,
        keep=keep,
        others=peers_run(path, asked, keep, length) if asked.peers else {},
        progress=progress,
    )


def _encode(texts: Any) -> Floats:
    from recommender.neural.encoder import TextEncoder

    return np.asarray(TextEncoder().encode(list(texts)), dtype=np.float32)


def peers_run(path: Path, asked: Asked, keep: Path | None, length: int) -> dict[str, Other]:
    """Have another Python fit and rank the peers it has; a line says which it has not."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as passing:
        out = Path(passing) if keep is None else keep / "peers"
        done = subprocess.run(
            [
                asked.peers, "-m", "benchmarks.peers", str(path.resolve()), "--out", str(out),
                "--budget-s", str(asked.peer_budget_s), "--length", str(length),
                *(["--only", "implicit_cosine", "implicit_bm25"] if asked.quick else []),
            ],
            stdout=subprocess.PIPE, text=True, check=False, cwd=Path(__file__).parent.parent,
            env={**os.environ, "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1")},
        )  # fmt: skip
        if done.returncode:
            print(f"No peers: {asked.peers} failed (see above).", file=sys.stderr)
            return {}
        found = {}
        for name, facts in json.loads(done.stdout.splitlines()[-1]).items():
            with np.load(out / facts["file"]) as arrays:
                ranked = Ranked(arrays["ranks"], arrays["ties"], arrays["lists"])
            told = {"version": facts["version"], "options": facts["options"]}
            found[name] = Other(ranked, facts["fit_s"], facts["rank_s"], told)
        return found


def demo_run(shoppers: int, asked: Asked, progress: Progress) -> dict[str, Any]:
    """Build the demo shop in a database of its own and evaluate on what its shoppers did."""
    from benchmarks.site import bench_database

    with bench_database():
        from django.core.management import call_command

        from recommender import services
        from recommender.evaluation.shop_data import NOTE, shop_data, shop_parts

        call_command("build_demo", shoppers=shoppers, stdout=sys.stderr)
        services.items_sync()
        data = shop_data(progress)
        figures = suite_run(
            leave_one_out(data.histories, len(data.item_ids)),
            asked.params(shop_parts(marks=data.marks)),
            inputs=data.inputs,
            keep=None if asked.keep is None else asked.keep / "demo",
            progress=progress,
        )
        return {"histories": NOTE, **figures}


def table(datasets: Mapping[str, Mapping[str, Any]]) -> str:
    """Return NDCG@10 and HR@10 of every model on every set, to be read by people."""
    lines = []
    for name, figures in datasets.items():
        lines.append(f"{name}: {figures['users']:,} users, {figures['items']:,} items")
        for model, one in models_of(figures).items():
            low, high = one["ndcg10_interval"]
            spread = f" ± {one['ndcg10_spread']:.4f} over seeds" if "ndcg10_spread" in one else ""
            lines.append(
                f"  {model:<16} NDCG@10 {one['ndcg10']:.4f} ({low:.4f} to {high:.4f})  "
                f"HR@10 {one['hr10']:.4f}  {one['seconds']:.1f} s{spread}"
            )
        if "fusion" in figures:
            lines += _fusion_lines(figures["fusion"])
    return "\n".join(lines)


def _fusion_lines(fusion: Mapping[str, Any]) -> list[str]:
    lines = ["  weights: " + ", ".join(f"{k} {v:.2f}" for k, v in fusion["weights"].items() if v)]
    lost = ", ".join(f"{name} {share:.1%}" for name, share in fusion["lost_without"].items())
    lines.append(f"  lost on validation without: {lost}")
    for key, said in (("over_best_part", "its best part"), ("over_best_other", "the best peer")):
        if key in fusion:
            low, high = fusion[key]["relative_interval"]
            lines.append(
                f"  over {said}, {fusion[key]['model']}: {fusion[key]['relative']:+.1%} "
                f"({low:+.1%} to {high:+.1%})"
            )
    return lines


def main(arguments: list[str] | None = None) -> None:
    """Measure, print a table, then one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder of public sets")
    parser.add_argument("--no-demo", action="store_true", help="public sets only")
    parser.add_argument("--shoppers", type=int, default=2000, help="of the demo shop (2000)")
    parser.add_argument("--parts", nargs="+", metavar="NAME", default=[], help="only these models")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0], help="a training for each (0)")
    parser.add_argument("--budget-s", type=float, help="seconds of one training at most")
    parser.add_argument("--quick", action="store_true", help="two epochs: to see that it runs")
    parser.add_argument("--keep", type=Path, help="folder of trainings, to go on from there")
    parser.add_argument(
        "--peers", default="", metavar="PYTHON", help="that has the peers' packages"
    )
    parser.add_argument(
        "--peer-budget-s", type=float, default=900.0, help="of the peers' SASRec (900)"
    )
    options = parser.parse_args(arguments)
    if options.data is None:
        print(f"Without --data only the demo shoppers are measured. {FETCH}", file=sys.stderr)
    files = public_sets(options.data) if options.data is not None else {}
    asked = Asked(
        tuple(options.parts), tuple(options.seeds), options.budget_s, options.quick, options.keep,
        options.peers, options.peer_budget_s,
    )  # fmt: skip
    started = time.monotonic()
    before = machine("numpy", "scipy", "torch")
    datasets: dict[str, dict[str, Any]] = {}
    with progress_shown(lambda line: print(line, file=sys.stderr, flush=True)) as progress:
        if not options.no_demo:
            datasets["demo"] = demo_run(options.shoppers, asked, progress)
        for name, path in files.items():
            # Progress is by label, so a label is of one set.
            def named(label: str, done: int, total: int, name: str = name) -> None:
                progress(f"{name}: {label}", done, total)

            try:
                datasets[name] = public_run(name, path, asked, named)
            except InvalidInput as error:
                raise SystemExit(f"{name}: {error}") from error
    print(table(datasets))
    print(
        json.dumps(
            {
                "benchmark": "accuracy",
                "protocol": PROTOCOL,
                "seeds": options.seeds,
                **before,
                "wall_s": round(time.monotonic() - started, 1),
                "datasets": datasets,
            }
        )
    )


if __name__ == "__main__":
    main()
