"""The file's countries as places the recommender knows; "" where none is meant."""

from __future__ import annotations

from django.utils.text import slugify

_PLACES = {
    "EIRE": "ireland",
    "RSA": "south-africa",
    "USA": "united-states",
    "Unspecified": "",
    "European Community": "",
}


def place_of(country: str) -> str:
    """Return a country's slug."""
    return _PLACES.get(country, slugify(country))
