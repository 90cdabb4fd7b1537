"""Histories in: from public files of sequences, or from a shop's acts. NumPy only, no Django.

Histories are `recommender.neural.sequences.Sequences`: flat arrays, oldest step first.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recommender.errors import InvalidInput
from recommender.metrics import Ints

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

LEAST_STEPS = 3  # one to fit on, one for validation, one for the test


@dataclass(frozen=True, slots=True)
class Interactions:
    """One set of data: a history per user, and the item ids that its rows stand for."""

    histories: Sequences
    item_ids: tuple[str, ...]

    @property
    def items(self) -> int:
        """How many items there are."""
        return len(self.item_ids)


def interactions_from(histories: Sequence[Sequence[int]]) -> Interactions:
    """Return interactions of lists of item numbers; rows follow the numbers' order.

    Users with fewer than three steps are left out; their items stay in the catalogue.
    """
    from recommender.neural.sequences import sequences_from

    known = sorted({item for one in histories for item in one})
    row = {item: at for at, item in enumerate(known)}
    rows = [[row[item] for item in one] for one in histories if len(one) >= LEAST_STEPS]
    return Interactions(sequences_from(rows), tuple(str(item) for item in known))


def interactions_read(path: Path) -> Interactions:
    """Read a gzipped file with a line per user: the user, then item numbers in time order.

    Raises:
        InvalidInput: a line is not that, the file cannot be read, or nobody in it has three items.
    """
    histories: list[list[int]] = []
    try:
        with gzip.open(path, "rt") as lines:
            for line in lines:
                histories.append([int(word) for word in line.split()][1:])
    except ValueError as error:
        raise InvalidInput(
            f"{path.name}, line {len(histories) + 1}: write the user, then item numbers."
        ) from error
    except EOFError as error:
        raise InvalidInput(f"{path.name} ends too early.") from error
    except (OSError, zlib.error) as error:
        said = getattr(error, "strerror", None) or error
        raise InvalidInput(f"{path.name} cannot be read as a gzipped file: {said}") from error
    found = interactions_from(histories)
    if not len(found.histories):
        raise InvalidInput(f"{path.name}: nobody in it has three items or more.")
    return found


def first_meetings(histories: Sequences) -> Sequences:
    """Return the histories with each item once, where it was met first, with that step's facts.

    In a shop one comes back to what one has seen. Ranking with seen items excluded asks for the
    next *new* item, so this is what such histories are evaluated on.
    """
    owners = np.repeat(np.arange(len(histories)), histories.lengths)
    width = int(histories.rows.max(initial=0)) + 1
    _, first = np.unique(owners * width + histories.rows, return_index=True)
    first.sort()
    return _kept(histories, owners, first)


def long_enough(histories: Sequences, least: int = LEAST_STEPS) -> Sequences:
    """Return the histories of at least `least` steps."""
    return histories.take(np.flatnonzero(histories.lengths >= least))


def _kept(histories: Sequences, owners: Ints, places: Ints) -> Sequences:
    lengths = np.bincount(owners[places], minlength=len(histories))
    return histories.of_steps(places, lengths, histories.trust)
