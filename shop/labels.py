"""What the fields of the models are called where people read them: the admin's lists and forms.

Kept beside the models, not in them: a label is no part of the schema, and a change of wording
should not ask every installation for a migration.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

FIELDS: dict[str, Any] = {
    "address": pgettext_lazy("field", "address"),
    "alt": pgettext_lazy("field", "what it shows"),
    "attributes": pgettext_lazy("field", "attributes"),
    "author_name": pgettext_lazy("field", "name of the author"),
    "brand": pgettext_lazy("field", "brand"),
    "cart": pgettext_lazy("field", "cart"),
    "category": pgettext_lazy("field", "category"),
    "colour": pgettext_lazy("field", "colour"),
    "created_at": pgettext_lazy("field", "written"),
    "currency": pgettext_lazy("field", "currency"),
    "description": pgettext_lazy("field", "description"),
    "email": pgettext_lazy("field", "email"),
    "file": pgettext_lazy("field", "file"),
    "height": pgettext_lazy("field", "height"),
    "hue": pgettext_lazy("field", "hue"),
    "is_active": pgettext_lazy("field", "on sale"),
    "kind": pgettext_lazy("field", "kind"),
    "listed_at": pgettext_lazy("field", "listed"),
    "maker": pgettext_lazy("field", "maker"),
    "material": pgettext_lazy("field", "material"),
    "name": pgettext_lazy("field", "name"),
    "number": pgettext_lazy("field", "order number"),
    "order": pgettext_lazy("field", "order"),
    "parent": pgettext_lazy("field", "department"),
    "placed_at": pgettext_lazy("field", "placed"),
    "position": pgettext_lazy("field", "position"),
    "price": pgettext_lazy("field", "price"),
    "price_difference": pgettext_lazy("field", "difference in price"),
    "product": pgettext_lazy("field", "product"),
    "quantity": pgettext_lazy("field", "quantity"),
    "rating": pgettext_lazy("field", "rating"),
    "returned_at": pgettext_lazy("field", "sent back"),
    "shopper_id": pgettext_lazy("field", "shopper"),
    "sku": pgettext_lazy("field", "number of the article"),
    "slug": pgettext_lazy("field", "short address"),
    "stock": pgettext_lazy("field", "stock"),
    "text": pgettext_lazy("field", "text"),
    "thumbnail": pgettext_lazy("field", "small picture"),
    "title": pgettext_lazy("field", "title"),
    "translations": pgettext_lazy("field", "translations"),
    "updated_at": pgettext_lazy("field", "changed"),
    "user": pgettext_lazy("field", "account"),
    "variant": pgettext_lazy("field", "variant"),
    "variant_name": pgettext_lazy("field", "variant's name"),
    "width": pgettext_lazy("field", "width"),
}


def fields_name(app: AppConfig) -> None:
    """Give the fields of an app's models their labels, except those that a model names itself."""
    for model in app.get_models():
        for field in model._meta.local_fields:
            if field.name in FIELDS and field.verbose_name == field.name.replace("_", " "):
                field.verbose_name = FIELDS[field.name]
