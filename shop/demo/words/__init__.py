"""The words of the made catalogue: departments, kinds, makers, and the sentences about them."""

from shop.demo.words.departments import DEPARTMENTS

__all__ = ["DEPARTMENTS"]
