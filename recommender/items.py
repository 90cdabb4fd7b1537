"""Takes items over from the shop's catalogue; writes only rows that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction
from django.utils import timezone

from recommender.conf import catalog
from recommender.contracts import ItemRecord
from recommender.item_text import item_text
from recommender.models import Item
from recommender.wake import encode_wake

BATCH = 500
_FIELDS = (
    "title",
    "description",
    "category",
    "category_name",
    "department",
    "brand",
    "maker",
    "attributes",
    "price",
    "currency",
    "url",
    "image_url",
    "in_stock",
    "is_active",
    "listed_at",
    "translations",
    "text_digest",
)


def items_sync(item_ids: Sequence[str] | None = None) -> int:
    """See `recommender.services.items_sync`."""
    shop = catalog()
    records: Iterable[ItemRecord] = (
        shop.iter_items() if item_ids is None else shop.get_items(list(item_ids))
    )
    changed = 0
    texts = False
    seen: set[str] = set()
    for batch in _batches(records):
        with transaction.atomic():
            rows, new_text = _changed(batch)
            if rows:
                _write(rows)
        seen.update(record.item_id for record in batch)
        changed += len(rows)
        texts = texts or new_text
    changed += _retire(item_ids, seen)
    if texts:
        transaction.on_commit(encode_wake)
    return changed


def text_digest(record: ItemRecord) -> str:
    """Sha256, hexadecimal, of what is encoded: when it changes the item is encoded anew."""
    text = item_text(
        record.title, record.description, record.category_name, record.brand, record.attributes
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _batches(records: Iterable[ItemRecord]) -> Iterator[list[ItemRecord]]:
    iterator = iter(records)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _changed(batch: list[ItemRecord]) -> tuple[list[Item], bool]:
    """Return the rows of a batch that are new or differ, and whether any text does."""
    ids = [record.item_id for record in batch]
    known = {row.pk: row for row in Item.objects.select_for_update().filter(pk__in=ids)}
    rows: dict[str, Item] = {}
    texts = False
    for record in batch:
        before = known.get(record.item_id)
        row = _row(record, before)
        if before is not None and all(
            getattr(row, name) == getattr(before, name) for name in _FIELDS
        ):
            continue
        texts = texts or before is None or before.text_digest != row.text_digest
        rows[record.item_id] = row
    return list(rows.values()), texts


def _row(record: ItemRecord, before: Item | None) -> Item:
    listed_at = record.listed_at or (before.listed_at if before else timezone.now())
    return Item(
        item_id=record.item_id,
        title=record.title[:300],
        description=record.description,
        category=record.category,
        category_name=record.category_name,
        department=record.department,
        brand=record.brand,
        maker=record.maker,
        attributes=dict(record.attributes),
        price=record.price,
        currency=record.currency,
        url=record.url,
        image_url=record.image_url,
        in_stock=record.in_stock,
        is_active=record.is_active,
        listed_at=listed_at,
        translations={k: dict(v) for k, v in record.translations.items()},
        text_digest=text_digest(record),
        updated_at=timezone.now(),
    )


def _write(rows: list[Item]) -> None:
    Item.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["item_id"],
        update_fields=[*_FIELDS, "updated_at"],
    )


def _retire(item_ids: Sequence[str] | None, seen: set[str]) -> int:
    """Take items off sale that the catalogue no longer has; their history stays."""
    gone = Item.objects.filter(is_active=True)
    if item_ids is not None:
        return gone.filter(pk__in=set(item_ids) - seen).update(is_active=False)
    known = set(gone.values_list("pk", flat=True))
    return Item.objects.filter(pk__in=known - seen).update(is_active=False) if known - seen else 0
