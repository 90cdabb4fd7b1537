"""What the frame of a page and its lists ask for besides `shop`: read once, used many times."""

from __future__ import annotations

from django import template

from shop.models import Category, Product
from shop.shown import Shown, shown

register = template.Library()


@register.filter
def seen(product: Product | Shown) -> Shown:
    """Return a product as a list shows it, however it was read."""
    return product if isinstance(product, Shown) else shown(product)


@register.simple_tag(takes_context=True)
def department_here(context: template.Context) -> int | None:
    """Return the key of the department that the page belongs to; None where it is in none."""
    category: Category | None = context.get("category") or None
    if category is not None:
        return category.parent_id or category.pk
    department: Category | None = context.get("department") or None
    return department.pk if department is not None else None
