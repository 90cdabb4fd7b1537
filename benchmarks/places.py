"""Real shops with texts, for what is carried from one to another: a gift shop, and films.

`online-retail-ii/online_retail_2009_2010.csv.gz` (UCI Online Retail II, Chen 2019, CC BY 4.0): what
each named customer bought, each item once, in the order of the invoices. `ml-1m/` (MovieLens 1M,
Harper & Konstan 2015): a film's text is its title with the year, and its genres. Encoded texts can
be kept in a folder, by a digest of the texts.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recommender.evaluation.interactions import LEAST_STEPS, interactions_read
from recommender.evaluation.transfer import Place
from recommender.metrics import Floats
from recommender.progress import Progress

if TYPE_CHECKING:
    from recommender.neural.sequences import Sequences

RETAIL, FILMS = "online-retail-ii", "ml-1m"
RETAIL_FILE = "online_retail_2009_2010.csv.gz"
FETCH = (
    "Public sets are not part of the project. Put UCI Online Retail II "
    "(https://archive.ics.uci.edu/dataset/502/online+retail+ii), its first sheet as gzipped CSV, "
    f"at DIR/{RETAIL}/{RETAIL_FILE}, and MovieLens 1M "
    f"(https://grouplens.org/datasets/movielens/1m/) at DIR/{FILMS}/: sequences.txt.gz, a line per "
    "user, the user and then item numbers in time order, and movies.tsv.gz with the columns "
    "movie_id, title, genres; then run with --data DIR."
)
_PRODUCT = re.compile(r"\d{5}[A-Z]{0,2}")  # other codes are postage, fees, samples


def retail_read(path: Path) -> tuple[Sequences, list[str]]:
    """Return what each customer bought first when, and the items' titles in row order."""
    from recommender.neural.sequences import sequences_from
    from shop.importing.online_retail.titles import description_best, title_clean

    bought: dict[str, list[tuple[str, str]]] = defaultdict(list)
    said: dict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
        for line in csv.DictReader(lines):
            code = line["StockCode"].upper()
            is_sale = not line["Invoice"].startswith("C") and float(line["Price"]) > 0
            if not (is_sale and int(line["Quantity"]) > 0 and _PRODUCT.fullmatch(code)):
                continue
            said[code][line["Description"]] += 1
            if line["Customer ID"]:
                bought[line["Customer ID"]].append((line["InvoiceDate"], code))
    codes = sorted({code for acts in bought.values() for _, code in acts})
    row = {code: at for at, code in enumerate(codes)}
    histories = []
    for _, acts in sorted(bought.items()):
        acts.sort(key=lambda act: act[0])  # lines of one invoice stay in its order
        met = list(dict.fromkeys(row[code] for _, code in acts))
        if len(met) >= LEAST_STEPS:
            histories.append(met)
    titles = [title_clean(description_best(said[code]), code) for code in codes]
    return sequences_from(histories), titles


def films_read(folder: Path) -> tuple[Sequences, list[str]]:
    """Return the histories, and title, year and genres of each film in row order."""
    read = interactions_read(folder / "sequences.txt.gz")
    said = {}
    with gzip.open(folder / "movies.tsv.gz", "rt", newline="") as lines:
        for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            said[line["movie_id"]] = f"{line['title']}. {line['genres'].replace('|', ', ')}"
    return read.histories, [said.get(item, "") for item in read.item_ids]


def place_read(name: str, data: Path, cache: Path | None, progress: Progress) -> Place:
    """Return a shop by name, its texts encoded.

    Raises:
        SystemExit: its files are not there; the message says what to fetch.
    """
    from recommender.neural.items import items_of

    folder = data / name
    needed = [RETAIL_FILE] if name == RETAIL else ["sequences.txt.gz", "movies.tsv.gz"]
    absent = [one for one in needed if not (folder / one).is_file()]
    if absent:
        raise SystemExit(f"There is no {absent[0]} in {folder}.\n{FETCH}")
    histories, texts = retail_read(folder / RETAIL_FILE) if name == RETAIL else films_read(folder)
    text = encoded(texts, cache, lambda done, total: progress(f"{name}: texts", done, total))
    return Place(name, histories, items_of({"text": text}))


def encoded(texts: Sequence[str], cache: Path | None, step: object = None) -> Floats:
    """Return unit rows (n, C) of texts by the packaged encoder, zeros for an empty text.

    With `cache`, a folder, they are kept there and read the next time.
    """
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    kept = None if cache is None else cache / f"texts-{digest}.npy"
    if kept is not None and kept.is_file():
        found: Floats = np.load(kept)
        return found
    from recommender.neural.encoder import TextEncoder

    vectors = TextEncoder().encode(texts, progress=step)  # type: ignore[arg-type]
    vectors[[not text for text in texts]] = 0.0
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, vectors)
    return vectors
