"""What full-text search over items looks at, and how much each part weighs.

One expression for the index and for queries: Postgres uses the index only where both are the same.
Imports no model.
"""

from __future__ import annotations

from django.contrib.postgres.search import (
    SearchConfig,
    SearchVector,
    SearchVectorCombinable,
    SearchVectorField,
)
from django.db.models import Func

CONFIG = "english"


class JsonWords(SearchVectorCombinable, Func):
    """The words of the string values of a JSON column, with weight C."""

    template = (
        f"setweight(jsonb_to_tsvector('{CONFIG}'::regconfig, %(expressions)s, '[\"string\"]'), 'C')"
    )
    output_field = SearchVectorField()
    config = SearchConfig(CONFIG)


ITEM_WORDS = (
    SearchVector("title", config=CONFIG, weight="A")
    + SearchVector("category_name", config=CONFIG, weight="B")
    + SearchVector("brand", config=CONFIG, weight="B")
    + SearchVector("maker", config=CONFIG, weight="C")
    + JsonWords("attributes")
    + SearchVector("description", config=CONFIG, weight="D")
)
