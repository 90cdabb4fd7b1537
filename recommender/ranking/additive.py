"""Ranker `additive`: `score = by_source @ weights`, nothing else.

A learned ranker would score a little better and explain nothing: here every part of a score has a
name, and what an event adds to the parts adds up to what it adds to the score. No Django.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from recommender.contracts import Floats, ItemBlock, Scored
from recommender.registry import register


@register("ranker", "additive")
class Additive:
    """Weighted sum of the sources."""

    slug = "additive"

    def rank(
        self,
        block: ItemBlock,
        parts: Mapping[str, Floats],
        shares: Mapping[str, Floats],
        weights: Mapping[str, float],
        events: int,
    ) -> Scored:
        """Fuse `parts` slug → (n,) and each event's `shares` slug → (n, e) by `weights`."""
        slugs = tuple(parts)
        size = len(block.facts)
        by_source = np.zeros((size, len(slugs)), dtype=np.float32)
        by_event = np.zeros((size, events), dtype=np.float32)
        vector = np.array([weights.get(slug, 0.0) for slug in slugs], dtype=np.float32)
        for column, slug in enumerate(slugs):
            by_source[:, column] = parts[slug]
            if slug in shares and vector[column]:
                by_event += vector[column] * shares[slug]
        return Scored(block, slugs, vector, by_source, by_source @ vector, by_event)
