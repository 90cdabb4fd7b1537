"""Small helpers that sources share: results into `Recalled`, and where to search. No Django."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.actions import WEIGHTS, event_rows, event_weights
from recommender.contracts import Floats, ItemBlock, Query, Recalled

LEADS = 3  # items of the tail are searched around
NICHE_EVENTS = 5  # an item with fewer has hardly been met
MOST_ACTS = 50  # beyond, another act changes nothing: no longer history is read


def recalled_from(found: Sequence[tuple[str, float]]) -> Recalled:
    """Wrap (item, score) rows, best first; scores are clipped to 0..1."""
    scores = np.clip(np.array([score for _, score in found], dtype=np.float32), 0.0, 1.0)
    return Recalled(tuple(item_id for item_id, _ in found), scores)


def leading_vectors(weights: Floats, vectors: Floats, most: int) -> Floats:
    """Return at most `most` unit vectors to search around, (k, d), heaviest first.

    weights (e,), vectors (e, d): the distinct positive ones by total weight, then their sum.
    """
    gathered: dict[bytes, tuple[float, Floats]] = {}
    for weight, vector in zip(weights.tolist(), vectors, strict=True):
        if weight > 0 and vector.any():
            key = vector.tobytes()
            gathered[key] = (gathered.get(key, (0.0, vector))[0] + weight, vector)
    ordered = sorted(gathered.values(), key=lambda pair: -pair[0])
    if not ordered:
        return np.zeros((0, vectors.shape[1] if vectors.ndim == 2 else 0), dtype=np.float32)
    leads = [vector for _, vector in ordered[:most]]
    if len(ordered) > 1:
        together = np.sum([weight * vector for weight, vector in ordered], axis=0)
        leads.append(together / max(float(np.linalg.norm(together)), 1e-9))
    return np.stack(leads).astype(np.float32)


def acts_fade(query: Query, half: int) -> float:
    """Return how much what others take still counts, 1 … 0, beside what is known of the shopper.

    `half / (half + acts)`. Acts left out are counted too: a scale that stays where it is, so that
    leaving one out is plain subtraction.
    """
    if "acts_known" not in query.memo:
        profile = query.profile
        acts = sum(e.kind in WEIGHTS for e in (*profile.events, *profile.ignored_events))
        query.memo["acts_known"] = min(acts, MOST_ACTS)
    return half / (half + float(query.memo["acts_known"]))


def content_leads(query: Query, most: int) -> Floats:
    """Return what to search around in content space, (k, d): the items that acts weigh most on.

    At most `most` of them, heaviest first, and then their weighted sum when there are several.
    """
    if "content_leads" not in query.memo:
        query.memo["content_leads"] = _content_leads(query)
    vectors, together = query.memo["content_leads"]
    leads: Floats = np.concatenate([vectors[:most], together])
    return leads


def _content_leads(query: Query) -> tuple[Floats, Floats]:
    """Return the vectors acted on, heaviest first (k, d), and their sum (0 or 1, d)."""
    weights, _ = event_weights(query)
    content = query.history.content
    rows = np.array(event_rows(query.profile.events, query.history), dtype=np.intp)
    used = (rows >= 0) & (weights > 0) if len(rows) else np.zeros(0, dtype=bool)
    total = np.bincount(rows[used], weights=weights[used], minlength=len(content))
    acted = np.flatnonzero((total > 0) & content.any(axis=1))
    heaviest = acted[np.argsort(-total[acted], kind="stable")]
    vectors = content[heaviest]
    if len(heaviest) < 2:
        return vectors, vectors[:0]
    together = (total[heaviest] @ vectors)[None, :].astype(np.float32)
    return vectors, together / max(float(np.linalg.norm(together)), 1e-9)


def scores_of(block: ItemBlock, recalled: Recalled) -> Floats:
    """Return the recalled score of each row of `block`, 0 where it was not recalled, (n,)."""
    scores = np.zeros(len(block.item_ids), dtype=np.float32)
    row_of = block.row_of
    for item_id, score in zip(recalled.item_ids, recalled.scores.tolist(), strict=True):
        if (row := row_of.get(item_id)) is not None:
            scores[row] = score
    return scores


def together_anchors(query: Query) -> dict[str, float]:
    """Return the items to ask pairs of, with their shares: the anchors, else the history.

    Anchors share evenly; items of the history by the positive weight of their events, heaviest
    first. All of them: were there a limit, leaving an act out would let another item in.
    """
    anchors = query.context.anchor_item_ids
    if anchors:
        return {anchor: 1.0 / len(anchors) for anchor in anchors}
    if "together_anchors" not in query.memo:
        weights, mass = event_weights(query)
        total: dict[str, float] = {}
        for event, weight in zip(query.profile.events, weights.tolist(), strict=True):
            if event.item_id and weight > 0:
                total[event.item_id] = total.get(event.item_id, 0.0) + weight / max(mass, 1.0)
        heaviest = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
        query.memo["together_anchors"] = dict(heaviest)
    found: dict[str, float] = query.memo["together_anchors"]
    return found
