"""The tags that put cards into a list."""

from __future__ import annotations

from django import template

from shop.stencils import card_markup, cards_markup

register = template.Library()
register.simple_tag(card_markup)
register.simple_tag(cards_markup)
