"""The words of an item that the encoder reads; `Item.text_digest` is made of them. No Django."""

from __future__ import annotations

from collections.abc import Mapping


def item_text(
    title: str, description: str, category_name: str, brand: str, attributes: Mapping[str, str]
) -> str:
    """Return one text: what it is first, since long texts are cut at the end."""
    said = ", ".join(str(value) for _, value in sorted(attributes.items()) if value)
    parts = [title, category_name, said, brand, description]
    return ". ".join(part.strip().rstrip(".") for part in parts if part and part.strip())
