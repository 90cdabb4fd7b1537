"""The tag that puts a card into a list."""

from __future__ import annotations

from django import template

from shop.stencils import card_markup

register = template.Library()
register.simple_tag(card_markup)
