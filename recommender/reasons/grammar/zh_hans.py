"""Simplified Chinese sentences for shapes, as rules; see `grammar.base`, in every tone."""

from __future__ import annotations

from recommender.reasons.grammar.base import Grammar

_RULES: dict[str, tuple[str, ...]] = {
    # what was done
    "did:view": ("看过“{ITEM_1}”",),
}

GRAMMAR = Grammar(_RULES, capital=False)
