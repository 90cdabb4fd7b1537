"""The storefront's tables."""

from shop.models.cart import Cart, CartLine
from shop.models.catalog import Brand, Category, Media, Product, Variant
from shop.models.order import Order, OrderLine
from shop.models.review import Review

__all__ = [
    "Brand",
    "Cart",
    "CartLine",
    "Category",
    "Media",
    "Order",
    "OrderLine",
    "Product",
    "Review",
    "Variant",
]
