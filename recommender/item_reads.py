"""Items and both vectors of each out of Postgres, into a table in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from recommender.contracts import Floats
from recommender.item_changes import Changed
from recommender.item_table import WORN_PART, ItemRow, ItemTable
from recommender.runs import Space
from recommender.sql import halfvecs, rows

_BATCH = 5_000

Spaces = tuple[Space, Space]  # of content, of the model

_FACTS = """
i.item_id, i.is_active AND i.in_stock, i.is_tail, i.event_count,
extract(epoch FROM i.listed_at)::float8, i.category, i.department,
jsonb_build_array(i.title, i.category, i.category_name, i.department, i.brand, i.maker,
                  i.attributes, i.price, i.currency, extract(epoch FROM i.listed_at),
                  i.translations)::text
"""
_VECTORS = """
halfvec_send(c.embedding), halfvec_send(m.embedding)
FROM recommender_item i
LEFT JOIN recommender_itemvector c ON c.run_id = %s AND c.item_id = i.item_id
LEFT JOIN recommender_itemvector m ON m.run_id = %s AND m.item_id = i.item_id
"""
_READ_NEXT = f"SELECT {_FACTS}, {_VECTORS} WHERE i.item_id > %s ORDER BY i.item_id LIMIT {_BATCH}"
_READ_THESE = f"SELECT {_FACTS}, {_VECTORS} WHERE i.item_id = ANY(%s::text[]) ORDER BY i.item_id"
_READ_FACTS = f"SELECT {_FACTS} FROM recommender_item i WHERE i.item_id = ANY(%s::text[])"


def table_read(spaces: Spaces, count: int) -> ItemTable:
    """Read all items, about `count`, with their vectors of the two runs."""
    content, model = spaces
    table = ItemTable(max(content.dim, 1), max(model.dim, 1), count + max(count // WORN_PART, 64))
    last = ""
    while found := rows(_READ_NEXT, [content.run_id, model.run_id, last]):
        _put(table, spaces, found)
        last = found[-1][0]
    table.arrange()
    return table


def table_update(table: ItemTable, spaces: Spaces, changed: Changed) -> None:
    """Read what changed, and nothing else."""
    here = table.row_of
    whole = [one for one in changed.item_ids if one in changed.vectors_of or one not in here]
    facts = changed.item_ids.difference(whole)
    seen: set[str] = set()
    for batch in _batches(sorted(facts)):
        found = [ItemRow(*row) for row in rows(_READ_FACTS, [batch])]
        table.put_facts(found)
        seen.update(one.item_id for one in found)
    for batch in _batches(sorted(whole)):
        read = rows(_READ_THESE, [spaces[0].run_id, spaces[1].run_id, batch])
        _put(table, spaces, read)
        seen.update(row[0] for row in read)
    if gone := [one for one in changed.item_ids - seen if one in here]:
        table.drop(gone)


def _put(table: ItemTable, spaces: Spaces, found: Sequence[tuple[object, ...]]) -> None:
    if found:
        content, model = (
            _units(halfvecs([row[place] for row in found], max(space.dim, 1)))  # type: ignore[misc]
            for place, space in zip((8, 9), spaces, strict=True)
        )
        table.put([ItemRow(*row[:8]) for row in found], content, model)  # type: ignore[arg-type]


def _units(vectors: Floats) -> Floats:
    """Scale rows to length 1 (float16 rounding undone); zero rows stay zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Floats = (vectors / np.where(norms == 0, 1.0, norms)).astype(np.float32)
    return units


def _batches(item_ids: Sequence[str]) -> Iterator[list[str]]:
    iterator = iter(item_ids)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
