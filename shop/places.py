"""Where a visitor is: what they chose, kept in a plain cookie beside the profile, and its words.

The cookie names a country and nobody: it lets a page say where it takes the visitor to be without
asking the database. The profile is what picks follow; both are set together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recommender import services as recommender
from shop.forms import places
from shop.middleware import ShopRequest
from shop.shelving import ShelfView

COOKIE = "place"
EVERYWHERE = "everywhere"
AGE_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Here:
    """What a page says of the place. `is_felt`: some pick stands on what is wanted there."""

    place: str  # slug; "" for everywhere
    is_felt: bool = False

    @property
    def words(self) -> str:
        """Say in a sentence what is shown."""
        if not self.place:
            return _("Showing what is wanted everywhere.")
        names = {"place": dict(places(self.place))[self.place]}
        if self.is_felt:
            return _("Showing what is wanted in %(place)s.") % names
        return _("Too little is known of %(place)s: showing what is wanted everywhere.") % names

    @property
    def options(self) -> list[tuple[str, str]]:
        """Return what may be chosen instead."""
        return [("", _("Everywhere")), *places(self.place)[1:]]


def place_chosen(request: HttpRequest) -> str | None:
    """Return the slug that was chosen, "" for everywhere; None when nothing was."""
    value = request.COOKIES.get(COOKIE, "")
    if value == EVERYWHERE:
        return ""
    return value if value in dict(places()) and value else None


def here(request: HttpRequest, shelves: Sequence[ShelfView]) -> Here:
    """Return what to say of the place above these shelves."""
    place = place_chosen(request) or ""
    return Here(place, bool(place) and _is_felt(place, shelves))


def place_keep(response: HttpResponse, place: str) -> None:
    """Keep a choice in the browser; "" is a choice too."""
    response.set_cookie(COOKIE, place or EVERYWHERE, max_age=AGE_S, httponly=True, samesite="Lax")


def place_recall(request: ShopRequest, response: HttpResponse) -> None:
    """Bring the choice of somebody who just came in along; none leaves the browser's as it is."""
    shopper_id = request.shopper.known
    if shopper_id is None:
        return
    place = recommender.profile_get(shopper_id, "en", 1)["shopper"]["place"]
    if place:
        place_keep(response, place)


def place_forget(response: HttpResponse) -> None:
    """Leave nothing behind."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _is_felt(place: str, shelves: Sequence[ShelfView]) -> bool:
    return any(
        evidence.values.get("place") == place
        or (evidence.values.get("facet") == "place" and evidence.values.get("value") == place)
        for shelf in shelves
        for card in shelf.cards
        if card.pick is not None
        for evidence in card.pick.evidence
    )
