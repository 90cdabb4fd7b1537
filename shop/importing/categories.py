"""Finds or makes the categories of imported products. What is there is never moved or renamed."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from django.utils.text import slugify

from shop.importing.records import Level
from shop.models import Category

LONGEST_SLUG = 120


class Categories:
    """All categories of the shop, read once; matched by name within their department."""

    def __init__(self) -> None:
        """Read what is there."""
        found = list(Category.objects.order_by("pk"))
        self._by_name = {(one.parent_id, one.name.casefold()): one for one in found}
        self._slugs = {one.slug for one in found}

    def find(self, path: Sequence[Level]) -> Category:
        """Return the last step of a path, making what is missing."""
        parent: Category | None = None
        for level in path:
            parent = self._step(level, parent)
        assert parent is not None
        return parent

    def _step(self, level: Level, parent: Category | None) -> Category:
        key = (parent.pk if parent else None, level.name.casefold())
        known = self._by_name.get(key)
        if known is None:
            known = self._by_name[key] = self._make(level, parent)
        elif missing := {
            language: {"name": name}
            for language, name in level.translations.items()
            if not known.translations.get(language, {}).get("name")
        }:
            known.translations = {**known.translations, **missing}
            known.save(update_fields=["translations"])
        return known

    def _make(self, level: Level, parent: Category | None) -> Category:
        names = [parent.slug, level.name] if parent else [level.name]
        hue = level.hue if level.hue is not None else parent.hue if parent else None
        siblings = sum(1 for above, _ in self._by_name if above == (parent.pk if parent else None))
        return Category.objects.create(
            slug=self._slug(" ".join(names)),
            name=level.name,
            parent=parent,
            position=siblings if level.position is None else level.position,
            hue=zlib.crc32(level.name.encode()) % 360 if hue is None else hue,
            translations={lang: {"name": name} for lang, name in level.translations.items()},
        )

    def _slug(self, words: str) -> str:
        """Return a slug of these words that no category has; the same words give the same one."""
        mark = f"-{zlib.crc32(words.encode()):08x}"
        slug = slugify(words)
        if not slug or len(slug) > LONGEST_SLUG or slug in self._slugs:
            slug = (slug[: LONGEST_SLUG - len(mark)] or "category") + mark
        self._slugs.add(slug)
        return slug
