"""How different sentences are from each other: distinct-2 and self-BLEU.

Li et al. 2016, "A Diversity-Promoting Objective Function", arXiv:1510.03055; Zhu et al. 2018,
"Texygen", arXiv:1802.01886, after Papineni et al. 2002, BLEU. Imports nothing of this package.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

# A slot, an English word, or any other single character.
_WORD = re.compile(r"\{[A-Z_0-9]+\}|[A-Za-z’'\-]+|[^\sA-Za-z]")
ORDER = 4  # of the longest n-grams in BLEU

Gram = tuple[str, ...]


def words_of(sentence: str) -> list[str]:
    """Cut a sentence into slots, lower-case English words, and other characters one by one."""
    return [word if word[0] == "{" else word.lower() for word in _WORD.findall(sentence)]


def distinct(sentences: Sequence[str], order: int = 2) -> float:
    """Return the share of n-grams that are different ones, 0..1; 0 where there are none."""
    grams = [gram for one in sentences for gram in _grams(words_of(one), order)]
    return len(set(grams)) / len(grams) if grams else 0.0


def self_bleu(sentences: Sequence[str]) -> float:
    """Return the mean BLEU-4 of each sentence against all others, 0..1; lower is more varied.

    Precisions are smoothed by one from bigrams on (Lin & Och 2004). Sentences given twice count
    twice.
    """
    if len(sentences) < 2:
        return 0.0
    words = [words_of(one) for one in sentences]
    lengths = Counter(map(len, words))
    counts = [[Counter(_grams(one, order)) for one in words] for order in range(1, ORDER + 1)]
    # Of each n-gram its two highest counts in one sentence: the best of the others is one of them.
    highest: list[dict[Gram, list[int]]] = []
    for rows in counts:
        best: dict[Gram, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            for gram, count in row.items():
                best[gram] = sorted([*best[gram], count])[-2:]
        highest.append(best)
    scores = []
    for place, one in enumerate(words):
        logs = 0.0
        for order, (rows, best) in enumerate(zip(counts, highest, strict=True), 1):
            row, matched = rows[place], 0
            for gram, count in row.items():
                second, first = best[gram]
                others = second if count == first else first
                matched += min(count, others)
            smooth = 1 if order > 1 else 0
            hits, total = matched + smooth, sum(row.values()) + smooth
            logs += math.log(hits / total) if hits else -math.inf
        lengths[len(one)] -= 1
        scores.append(math.exp(logs / ORDER) * _brevity(len(one), lengths))
        lengths[len(one)] += 1
    return sum(scores) / len(scores)


def _grams(words: Sequence[str], order: int) -> list[Gram]:
    return [tuple(words[i : i + order]) for i in range(len(words) - order + 1)]


def _brevity(length: int, others: Counter[int]) -> float:
    """Return BLEU's penalty for being shorter than the closest of the other lengths."""
    known = (other for other, count in others.items() if count)
    closest = min(known, key=lambda other: (abs(other - length), other))
    return 1.0 if length >= closest else math.exp(1 - closest / max(length, 1))
