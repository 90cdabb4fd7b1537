"""What a model trained in one shop is worth in another: unchanged, and tuned on 1, 10, 100 %.

Sources and targets are real: a gift shop's purchases and what people thought of films, both ways;
and the gift shop's model in the demo shop, whose simulated shoppers live in a database of its own.
Items are what their texts say, by the packaged encoder. Popularity and untrained likeness of texts
stand beside zero-shot; the same model from scratch, with the same steps, beside the tuned one.
About 12 minutes on one core. How long a source is trained was chosen on one draw of the targets'
users; another is tested, and the test is read once.

Usage: python -m benchmarks.transfer --data DIR [--cache FOLDER] [--quick] [--no-demo]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.places import FILMS, RETAIL, place_read
from recommender.evaluation.splits import PROTOCOL
from recommender.evaluation.transfer import Place, TransferParams, source_fit, transfer_run
from recommender.progress import Progress, progress_shown

PARAMS = TransferParams(
    model={
        "dim": 64, "layers": 2, "heads": 2, "length": 50, "dropout": 0.2, "id_dropout": 0.3,
    },
    train={"batch_size": 64, "learning_rate": 0.002, "popularity": 1.0, "patience": 3},
)  # fmt: skip
QUICK = {"shares": (0.01, 0.1), "seeds": (0,), "steps": 40, "tested": 300}
NOTE = (
    "text_knn: likeness to the history's texts, newer weighing more, nothing trained. "
    "zero_shot_popularity: with the target's counts added as in training. Intervals: bootstrap "
    "over the users tested, 95 %, of the mean over seeds."
)


def demo_place(shoppers: int, progress: Progress) -> Place:
    """Return the demo shop's histories and texts, of the database that is set up."""
    from django.core.management import call_command

    from recommender import services
    from recommender.evaluation.shop_data import shop_data
    from recommender.neural.items import items_of
    from recommender.neural.sequences import sequences_from

    call_command("build_demo", shoppers=shoppers, stdout=sys.stderr)
    services.items_sync()
    data = shop_data(progress)
    histories = data.histories
    rows = [histories.rows[histories.of(user)].tolist() for user in range(len(histories))]
    return Place("demo", sequences_from(rows), items_of({"text": data.inputs.dense["text"]}))


def table(pairs: Mapping[str, Mapping[str, Any]]) -> str:
    """Return NDCG@10 of every comparison, to be read by people."""
    lines = []
    for name, found in pairs.items():
        lines.append(f"{name}: {found['users']:,} users, {found['items']:,} items")
        lines.append(
            f"  zero-shot {found['zero_shot']['ndcg10']:.4f}, "
            f"with popularity {found['zero_shot_popularity']['ndcg10']:.4f}; "
            f"popularity {found['popularity']['ndcg10']:.4f}, "
            f"text kNN {found['text_knn']['ndcg10']:.4f}"
        )
        for share, one in found["shares"].items():
            gain = one["tuned_over_scratch"]["relative"]
            lines.append(
                f"  {float(share):>4.0%} of users: tuned {one['tuned']['ndcg10']:.4f}, "
                f"from scratch {one['scratch']['ndcg10']:.4f} ({gain:+.0%}), "
                f"popularity {one['popularity']['ndcg10']:.4f}"
            )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print a table, then one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of public sets")
    parser.add_argument("--cache", type=Path, help="folder in which encoded texts are kept")
    parser.add_argument("--quick", action="store_true", help="a look, not a figure: one seed")
    parser.add_argument("--no-demo", action="store_true", help="public sets only")
    parser.add_argument("--shoppers", type=int, default=1000, help="of the demo shop (1000)")
    parser.add_argument("--steps", type=int, help="of training in the target (200)")
    options = parser.parse_args(arguments)
    params = replace(PARAMS, **QUICK) if options.quick else PARAMS
    if options.steps is not None:
        params = replace(params, steps=options.steps)
    started = time.monotonic()
    with progress_shown(lambda line: print(line, file=sys.stderr)) as progress:
        pairs = _pairs(options, params, progress)
    print(table(pairs))
    print(
        json.dumps(
            {
                "benchmark": "transfer",
                "protocol": PROTOCOL,
                "note": NOTE,
                "quick": options.quick,
                "steps": params.steps,
                **machine("numpy", "torch"),
                "wall_s": round(time.monotonic() - started, 1),
                "pairs": pairs,
            }
        )
    )


def _pairs(
    options: argparse.Namespace, params: TransferParams, progress: Progress
) -> dict[str, dict[str, Any]]:
    places = {
        name: place_read(name, options.data, options.cache, progress) for name in (RETAIL, FILMS)
    }
    sources = {}
    for name, place in places.items():

        def named(label: str, done: int, total: int, name: str = name) -> None:
            progress(f"{name}: {label}", done, total)

        sources[name] = source_fit(place, params, progress=named)
    found = {
        f"{source} → {target}": transfer_run(sources[source], places[target], params, progress)
        for source, target in ((RETAIL, FILMS), (FILMS, RETAIL))
    }
    if not options.no_demo:
        from benchmarks.site import bench_database

        with bench_database():
            demo = demo_place(options.shoppers, progress)
            found[f"{RETAIL} → demo"] = transfer_run(sources[RETAIL], demo, params, progress)
    return found


if __name__ == "__main__":
    main()
