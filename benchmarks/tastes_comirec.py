"""ComiRec's interests beside Ward's clusters: in the demo shop's own space, on the same shoppers.

Both speak of the item vectors of the run that serves. `ndcg10` ranks the whole catalogue by the
nearest of a shopper's interests for the held-out last step of every shopper with three steps or
more, items of the history excluded; ComiRec stops by those same shoppers, Ward's clusters have
nothing to stop. A ComiRec interest is named by the category that most of its attention rests on.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np

from benchmarks.tastes import Shop, shares
from recommender.contracts import Floats
from recommender.metrics import ndcg_at, target_ranks

if TYPE_CHECKING:
    from recommender.neural.comirec import ComiRec
    from recommender.neural.sequences import Sequences
    from shop.demo.truth import ShopperTruth

EPOCHS = 8


def comirec_compare(shop: Shop, active: Sequence[ShopperTruth], epochs: int = EPOCHS) -> Any:
    """Train ComiRec over the serving run's tower; return measures of both."""
    from recommender.learning.acts import KINDS, acts_all
    from recommender.learning.loaded import sequence_loaded
    from recommender.learning.runs import active_run
    from recommender.learning.training import hold_out
    from recommender.learning.vectors import vectors_read
    from recommender.neural.comirec import ComiRecConfig, comirec_fit, comirec_ndcg
    from recommender.neural.sequences import GAPS

    run = active_run("sequence")
    tower = sequence_loaded(run.pk).model.tower
    acts = acts_all()
    placed = vectors_read(run.pk, run.dim)
    items = np.stack([placed[item_id] for item_id in acts.item_ids])
    sequences = acts.sequences()
    kept, validation = hold_out(sequences, len(sequences), 0)
    if validation is None:
        raise SystemExit("No shopper has three steps: nothing can be held out.")
    config = ComiRecConfig(tower=tower.config, marks={"kind": len(KINDS) + 1, "gap": GAPS})
    started = time.perf_counter()
    model, curve = comirec_fit(
        kept, config, items, epochs=epochs, validation=validation,
        progress=lambda *step: print(*step, file=sys.stderr),
    )  # fmt: skip
    names = _named(model, sequences, items, [shop.categories[one] for one in acts.item_ids])
    said = dict(zip(acts.shopper_ids, names, strict=True))
    return {
        "comirec": {
            "ndcg10": round(comirec_ndcg(model, items, validation), 5),
            "curve": [round(one, 5) for one in curve],
            "train_s": round(time.perf_counter() - started, 1),
            **shares(shop, active, lambda one: said.get(one.id, [])),
        },
        "ward": {"ndcg10": round(_ward_ndcg(shop, placed, acts.item_ids), 5)},
        "interests": {"comirec": config.interests, "ward": "as many as there are, at most 4"},
    }


def _named(
    model: ComiRec, histories: Sequences, items: Floats, categories: Sequence[str]
) -> list[list[str]]:
    """Return the categories of each history's interests, by falling weight."""
    import torch

    from recommender.neural.sequences import batch_of, windows_last
    from recommender.neural.steps import batch_tensors

    starts, sizes = windows_last(histories, model.config.length)
    placed = torch.from_numpy(items)
    found: list[list[str]] = []
    for at in range(len(histories)):
        if not sizes[at]:
            found.append([])
            continue
        batch = batch_of(histories, starts[at : at + 1], sizes[at : at + 1], model.config.marks)
        rows, marks, lengths = batch_tensors(batch, placed.device)
        with torch.inference_mode():
            _, weights, attention = model.encode_last(placed[rows], marks, lengths)
        order = np.argsort(-weights[0].numpy(), kind="stable")
        names = [_heaviest(rows[0].tolist(), attention[0, k].tolist(), categories) for k in order]
        found.append(list(dict.fromkeys(names)))
    return found


def _heaviest(rows: Sequence[int], mass: Sequence[float], categories: Sequence[str]) -> str:
    total: dict[str, float] = {}
    for row, share in zip(rows, mass, strict=True):
        total[categories[row]] = total.get(categories[row], 0.0) + share
    return max(sorted(total), key=lambda name: total[name])


def _ward_ndcg(shop: Shop, placed: Mapping[str, Floats], item_ids: Sequence[str]) -> float:
    """Return NDCG@10 of each shopper's last item by the nearest of the interests before it."""
    from recommender.learning.loaded import sequence_loaded
    from recommender.learning.naming import interests_named, item_names
    from recommender.learning.refresh import TASTE_ACTS
    from recommender.learning.runs import active_run

    grouped = sequence_loaded(active_run("sequence").pk).card.grouped
    rows_of = {item_id: row for row, item_id in enumerate(item_ids)}
    items = np.stack([placed[item_id] for item_id in item_ids])
    names = item_names(item_ids)
    gains: list[float] = []
    for acts in _held_out(shop.acts):
        history, last = acts
        interests = interests_named(history[-TASTE_ACTS:], rows_of, items, names, grouped)
        scores = (items @ np.stack([one.vector for one in interests]).T).max(axis=1)[None]
        seen = np.unique([rows_of[act.item_id] for act in history])
        ranks = target_ranks(scores, np.array([rows_of[last]]), [seen])
        gains.append(float(ndcg_at(ranks, 10)[0]))
    return float(np.mean(gains)) if gains else 0.0


def _held_out(acts: Mapping[UUID, Sequence[Any]]) -> list[tuple[list[Any], str]]:
    """Return the acts before each shopper's last step, and its item; of three steps or more."""
    found = []
    for one in acts.values():
        last = one[-1].item_id
        cut = len(one)
        while cut and one[cut - 1].item_id == last:
            cut -= 1
        before = list(one[:cut])
        if sum(1 for a, b in zip(before, before[1:], strict=False) if a.item_id != b.item_id) >= 1:
            found.append((before, last))
    return found
