"""The shop owner's admin: products, categories, brands, orders, reviews and people."""

from shop.admin import catalog, orders, people

__all__ = ["catalog", "orders", "people"]
