"""What the fields of the models are called where people read them: the admin's lists and forms.

Kept beside the models, not in them: a label is no part of the schema, and a change of wording
should not ask every installation for a migration.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

FIELDS: dict[str, Any] = {
    "active_version": pgettext_lazy("field", "version in use"),
    "attributes": pgettext_lazy("field", "attributes"),
    "author": pgettext_lazy("field", "author"),
    "brand": pgettext_lazy("field", "brand"),
    "buyers": pgettext_lazy("field", "buyers"),
    "category": pgettext_lazy("field", "category"),
    "category_name": pgettext_lazy("field", "category's name"),
    "cause": pgettext_lazy("field", "cause"),
    "checker_version": pgettext_lazy("field", "version of the checker"),
    "context": pgettext_lazy("field", "context"),
    "count": pgettext_lazy("field", "count"),
    "created_at": pgettext_lazy("field", "made"),
    "currency": pgettext_lazy("field", "currency"),
    "data_from": pgettext_lazy("field", "events from"),
    "data_to": pgettext_lazy("field", "events to"),
    "day": pgettext_lazy("field", "day"),
    "department": pgettext_lazy("field", "department"),
    "description": pgettext_lazy("field", "description"),
    "device": pgettext_lazy("field", "device"),
    "dim": pgettext_lazy("field", "width"),
    "error": pgettext_lazy("field", "error"),
    "event_count": pgettext_lazy("field", "events"),
    "expires_at": pgettext_lazy("field", "expires"),
    "external_id": pgettext_lazy("field", "the shop's id"),
    "files": pgettext_lazy("field", "files"),
    "finished_at": pgettext_lazy("field", "finished"),
    "first_seen_at": pgettext_lazy("field", "first seen"),
    "helpful": pgettext_lazy("field", "helpful"),
    "image_url": pgettext_lazy("field", "picture's address"),
    "in_stock": pgettext_lazy("field", "in stock"),
    "is_active": pgettext_lazy("field", "active"),
    "is_default": pgettext_lazy("field", "default"),
    "is_tail": pgettext_lazy("field", "little known"),
    "item": pgettext_lazy("field", "item"),
    "item_id": pgettext_lazy("field", "item's id"),
    "kind": pgettext_lazy("field", "kind"),
    "label": pgettext_lazy("field", "label"),
    "language": pgettext_lazy("field", "language"),
    "leased_until": pgettext_lazy("field", "taken until"),
    "listed_at": pgettext_lazy("field", "listed"),
    "maker": pgettext_lazy("field", "maker"),
    "merged_into": pgettext_lazy("field", "merged into"),
    "metrics": pgettext_lazy("field", "metrics"),
    "name": pgettext_lazy("field", "name"),
    "note": pgettext_lazy("field", "note"),
    "number": pgettext_lazy("field", "version number"),
    "occurred_at": pgettext_lazy("field", "happened"),
    "owed_since": pgettext_lazy("field", "owed since"),
    "params": pgettext_lazy("field", "parameters"),
    "parent": pgettext_lazy("field", "stands on"),
    "picks": pgettext_lazy("field", "picks"),
    "place": pgettext_lazy("field", "place"),
    "placement": pgettext_lazy("field", "placement"),
    "position": pgettext_lazy("field", "position"),
    "price": pgettext_lazy("field", "price"),
    "prompt_version": pgettext_lazy("field", "version of the prompt"),
    "refreshed_at": pgettext_lazy("field", "refreshed"),
    "revoked_at": pgettext_lazy("field", "lifted"),
    "run": pgettext_lazy("field", "run"),
    "score": pgettext_lazy("field", "score"),
    "seed": pgettext_lazy("field", "seed"),
    "served_at": pgettext_lazy("field", "served"),
    "shape": pgettext_lazy("field", "shape"),
    "shelf": pgettext_lazy("field", "shelf"),
    "shopper": pgettext_lazy("field", "shopper"),
    "shoppers": pgettext_lazy("field", "shoppers"),
    "slug": pgettext_lazy("field", "short name"),
    "sources": pgettext_lazy("field", "sources"),
    "started_at": pgettext_lazy("field", "began"),
    "state": pgettext_lazy("field", "state"),
    "status": pgettext_lazy("field", "status"),
    "strategy": pgettext_lazy("field", "strategy"),
    "strategy_version": pgettext_lazy("field", "strategy version"),
    "strength": pgettext_lazy("field", "strength"),
    "text": pgettext_lazy("field", "text"),
    "title": pgettext_lazy("field", "title"),
    "tone": pgettext_lazy("field", "tone"),
    "translations": pgettext_lazy("field", "translations"),
    "unhelpful": pgettext_lazy("field", "not helpful"),
    "updated_at": pgettext_lazy("field", "changed"),
    "url": pgettext_lazy("field", "address"),
    "value": pgettext_lazy("field", "value"),
    "variant": pgettext_lazy("field", "wording"),
    "weight": pgettext_lazy("field", "weight"),
    "window": pgettext_lazy("field", "window"),
    "writer": pgettext_lazy("field", "writer"),
    "writer_revision": pgettext_lazy("field", "version of the writer"),
}


def fields_name(app: AppConfig) -> None:
    """Give the fields of an app's models their labels, except those that a model names itself."""
    for model in app.get_models():
        for field in model._meta.local_fields:
            if field.name in FIELDS and field.verbose_name == field.name.replace("_", " "):
                field.verbose_name = FIELDS[field.name]
