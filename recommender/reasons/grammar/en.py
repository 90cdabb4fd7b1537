"""English sentences for shapes, as rules: warm, plain and playful; see `grammar.base`.

Warm speaks as a shop owner who remembers you, plain gives the fact alone, playful smiles a little.
Beside its slots a sentence takes few columns: two claims and a long title must fit a card.
"""

from __future__ import annotations

from recommender.reasons.grammar import en_acts, en_anchor, en_facts, en_more, en_pairs, en_titles
from recommender.reasons.grammar.base import Grammar

PARTS = (en_acts, en_anchor, en_facts, en_more, en_pairs, en_titles)

GRAMMAR = Grammar({name: rule for part in PARTS for name, rule in part.RULES.items()})
