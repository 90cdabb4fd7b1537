"""How varied shown reasons are: distinct-2 and self-BLEU, what is quoted counted as one word.

Titles would make any two sentences differ, so a quotation stands for one token. Words are words in
English and characters in Chinese. distinct-2: different pairs of neighbours over all pairs, of the
same number of sentences each time; self-BLEU (Zhu et al. 2018): mean BLEU-4 of a sentence against
the others, of a sample; lower is more varied.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Sequence

SAMPLE = 200  # sentences that self-BLEU is taken over
_QUOTED = re.compile(r"“[^”]*”")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*|[^\sA-Za-z\d]")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a sentence, a quotation and a number each as one of a kind."""
    flat = _QUOTED.sub("□", text)
    return tuple("#" if w[0].isdigit() else w.casefold() for w in _WORD.findall(flat))


def grams(sentence: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    """Return the runs of n words and how often each stands there."""
    return Counter(tuple(sentence[at : at + n]) for at in range(len(sentence) - n + 1))


def distinct_2(texts: Sequence[str]) -> float:
    """Return different pairs of neighbouring words over all pairs."""
    pairs = [pair for text in texts for pair in grams(words(text), 2).elements()]
    return len(set(pairs)) / len(pairs) if pairs else 0.0


def bleu(sentence: Sequence[str], others: Sequence[Sequence[str]], most: int = 4) -> float:
    """Return BLEU of one sentence against others (counts clipped, add-one above one word)."""
    if not sentence or not others:
        return 0.0
    logs = 0.0
    for n in range(1, most + 1):
        mine = grams(sentence, n)
        best: Counter[tuple[str, ...]] = Counter()
        for other in others:
            best |= grams(other, n)
        hits = sum(min(count, best[run]) for run, count in mine.items())
        total, extra = sum(mine.values()), int(n > 1)
        if hits + extra == 0:
            return 0.0
        logs += math.log((hits + extra) / (total + extra)) if total + extra else 0.0
    nearest = min((abs(len(o) - len(sentence)), len(o)) for o in others)[1]
    return min(1.0, math.exp(1 - nearest / len(sentence))) * math.exp(logs / most)


def self_bleu(texts: Sequence[str], sample: int = SAMPLE, seed: int = 1) -> float:
    """Return the mean BLEU-4 of a sample's sentences, each against the others of the sample."""
    drawn = random.Random(seed).sample(list(texts), min(sample, len(texts)))
    split = [words(text) for text in drawn]
    scores = [bleu(one, split[:at] + split[at + 1 :]) for at, one in enumerate(split)]
    return sum(scores) / len(scores) if scores else 0.0


def variety(texts: Sequence[str], at_most: int = 1000, seed: int = 1) -> dict[str, float]:
    """Return both of a set of sentences, of at most so many."""
    drawn = random.Random(seed).sample(list(texts), min(at_most, len(texts)))
    return {
        "distinct_2": round(distinct_2(drawn), 4),
        "self_bleu": round(self_bleu(drawn), 4),
        "different": len(set(map(words, drawn))),
        "sentences": len(drawn),
    }
