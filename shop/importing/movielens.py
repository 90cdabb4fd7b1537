"""MovieLens: films as products, each person's films in order as views at made-up times.

`movies.tsv(.gz)`: movie_id, title with its year, genres joined by "|"; `sequences.txt(.gz)`: a line
a person, their id and then movie ids in the order they rated them. Harper & Konstan, *The MovieLens
Datasets*, 2015.

The data have neither prices nor times nor ratings. A film costs 0 and is always in stock. A rating
without its stars says no more than that the person knows the film, so it becomes a view. Times are
artificial: a person's films follow one another by the hour, and their last one falls on one of
364 evenings (by their id), so that windows of a week and a month hold something. Only the order is
true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from recommender.contracts import EventKind
from shop.importing.opening import Opened
from shop.importing.records import BadRow, EventRow, Level, ProductRow
from shop.importing.source import Source
from shop.importing.tables import csv_rows, text_check
from shop.importing.tally import Tally

HEADER = ("movie_id", "title", "genres")
STOCK = 100
STEP = timedelta(hours=1)
FIRST_END = datetime(2000, 3, 1, 20, tzinfo=UTC)  # after 1999, the last year of the films
ENDS = 364
_YEAR = re.compile(r"(.*\S)\s*\((\d{4})\)$")
_ARTICLE = re.compile(r"(.+), (The|A|An|Les|La|Le|L'|Il|Das|Der|Die|El)$")

GENRES_ZH = {
    "Action": "动作", "Adventure": "冒险", "Animation": "动画", "Children's": "儿童",
    "Comedy": "喜剧", "Crime": "犯罪", "Documentary": "纪录", "Drama": "剧情", "Fantasy": "奇幻",
    "Film-Noir": "黑色电影", "Horror": "恐怖", "Musical": "歌舞", "Mystery": "悬疑",
    "Romance": "爱情", "Sci-Fi": "科幻", "Thriller": "惊悚", "War": "战争", "Western": "西部",
}  # fmt: skip


def products_read(source: Source) -> Iterator[tuple[int, ProductRow]]:
    """Yield the films; each is filed under the rarest of its genres, which says most of it."""
    path = source.files("movies.tsv", "movies.tsv.gz")[0]
    with source.opened(path) as file:
        films = _films(file, Tally(lambda line: None))  # bad rows are said the second time
        count = Counter(genre for _, row in films for genre in _genres(row["genres"]))
    with source.opened(path) as file:
        for number, row in source.watched(file, _films(file, source.tally)):
            try:
                yield number, film_of(row, count)
            except BadRow as bad:
                source.tally.reject_row(number, bad)


def film_of(row: dict[str, str], count: Counter[str]) -> ProductRow:
    """Return a film as a product; `count` says how many films each genre has.

    Raises:
        BadRow: no id, title or genre.
    """
    sku, title, genres = row["movie_id"].strip(), row["title"].strip(), _genres(row["genres"])
    if not sku.isascii() or not sku.isdigit() or len(sku) > 64:
        raise BadRow("movie_id is not a number", sku)
    if not title:
        raise BadRow("no title")
    if not genres:
        raise BadRow("no genres", sku)
    found = _YEAR.fullmatch(title)
    name, year = (found[1], found[2]) if found else (title, "")
    if moved := _ARTICLE.fullmatch(name):
        name = f"{moved[2]}{'' if moved[2].endswith(chr(39)) else ' '}{moved[1]}"
    main = min(genres, key=lambda genre: (count[genre], genre))
    zh = {"zh-hans": GENRES_ZH[main]} if main in GENRES_ZH else {}
    released = datetime(int(year), 1, 1, tzinfo=UTC) if year and int(year) else None
    return ProductRow(
        sku=sku,
        title=name[:300],
        category=(Level(main, zh),),
        price=Decimal("0.00"),
        description="",
        attributes={"genres": ", ".join(genres)} | ({"year": year} if year else {}),
        stock=STOCK,
        listed_at=released,
    )


def events_read(source: Source) -> Iterator[tuple[int, EventRow]]:
    """Yield a view for each film of each person, in order."""
    path = source.files("sequences.txt", "sequences.txt.gz")[0]
    with source.opened(path) as file:
        for number, line in enumerate(source.watched(file, file.lines()), start=1):
            person, *films = line.split() or [""]
            try:
                text_check(line)
                if not films or len(person) > 40:
                    raise BadRow("not a person and films", line.strip())
            except BadRow as bad:
                source.tally.rows += 1
                source.tally.reject_row(number, bad)
                continue
            end = FIRST_END + timedelta(days=_end(person))
            source.tally.rows += len(films)
            for at, film in enumerate(films):
                occurred_at = end - STEP * (len(films) - 1 - at)
                yield number, EventRow(f"{person}:{at}", person, EventKind.VIEW, film, occurred_at)


def _end(person: str) -> int:
    return (int(person) if person.isascii() and person.isdigit() else sum(person.encode())) % ENDS


def _genres(joined: str) -> list[str]:
    return [genre.strip() for genre in joined.split("|") if genre.strip()]


def _films(file: Opened, tally: Tally) -> Iterator[tuple[int, dict[str, str]]]:
    return csv_rows(file.name, file.lines(), HEADER, HEADER.__contains__, tally)
