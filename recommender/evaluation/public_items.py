"""What the items of public sets are made of, from the files beside their sequences.

`item_attributes.json.gz` (Amazon 2014 as prepared for S3-Rec): attributes without names.
`movies.tsv.gz` (MovieLens): genres, a decade, and a title that the packaged encoder can read.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recommender.errors import InvalidInput
from recommender.metrics import Floats

if TYPE_CHECKING:
    from recommender.neural.items import ItemInputs

ATTRIBUTES, MOVIES = "item_attributes.json.gz", "movies.tsv.gz"
_TITLE = re.compile(r"^(?P<title>.*?)\s*\((?P<year>\d{4})\)$")

Encode = Callable[[Sequence[str]], Floats]  # texts → (n, C) float32, unit rows


def inputs_read(
    folder: Path, item_ids: Sequence[str], encode: Encode | None = None
) -> ItemInputs | None:
    """Return what `item_ids` are made of by the files in `folder`, None if it has none.

    With `encode`, titles become the dense input "text"; items without a title a zero row.

    Raises:
        InvalidInput: a file is not what it should be.
    """
    from recommender.neural.items import items_of

    try:
        if (folder / ATTRIBUTES).is_file():
            words = _attribute_words(folder / ATTRIBUTES)
            return items_of(facets=[words.get(item, ()) for item in item_ids])
        if (folder / MOVIES).is_file():
            words, titles = _movies(folder / MOVIES)
            dense = {"text": _encoded(titles, item_ids, encode)} if encode is not None else {}
            return items_of(dense, [words.get(item, ()) for item in item_ids])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidInput(f"What the items in {folder.name} are made of: {error}") from error
    return None


def _attribute_words(path: Path) -> dict[str, tuple[str, ...]]:
    with gzip.open(path, "rt") as file:
        read: dict[str, list[int]] = json.load(file)
    return {item: tuple(f"attribute={one}" for one in has) for item, has in read.items()}


def _movies(path: Path) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    words: dict[str, tuple[str, ...]] = {}
    titles: dict[str, str] = {}
    with gzip.open(path, "rt", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            item, genres = row["movie_id"], row["genres"].split("|")
            found = _TITLE.match(row["title"])
            decade = (f"decade={found['year'][:3]}0",) if found else ()
            words[item] = (*(f"genre={genre}" for genre in genres if genre), *decade)
            titles[item] = found["title"] if found else row["title"]
    return words, titles


def _encoded(titles: Mapping[str, str], item_ids: Sequence[str], encode: Encode) -> Floats:
    known = [at for at, item in enumerate(item_ids) if item in titles]
    vectors = encode([titles[item_ids[at]] for at in known])
    rows = np.zeros((len(item_ids), vectors.shape[1]), dtype=np.float32)
    rows[known] = vectors
    return rows
