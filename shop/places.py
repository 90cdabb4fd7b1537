"""What a page says of the place its picks stand on, and how a choice is kept.

A choice is kept in the profile, which picks follow, and beside it in a plain cookie that names a
country and nobody. What is claimed is read off the picks: a place none of them stands on is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recommender import services as recommender
from shop.forms import places
from shop.middleware import ShopRequest
from shop.place_asked import COOKIE, EVERYWHERE, place_assumed, place_chosen
from shop.shelving import ShelfView

AGE_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Here:
    """What a page says of the place.

    is_felt: some pick stands on what is wanted there. is_assumed: no choice, but the language.
    """

    place: str  # slug; "" for everywhere
    is_felt: bool = False
    is_assumed: bool = False

    @property
    def words(self) -> str:
        """Say in a sentence what is shown."""
        if not self.place:
            return _("Showing what is wanted everywhere.")
        names = {"place": dict(places(self.place))[self.place]}
        if self.is_assumed:
            said = _("Showing what is wanted in %(place)s, going by your browser's language.")
        elif self.is_felt:
            said = _("Showing what is wanted in %(place)s.")
        else:
            said = _("Too little is known of %(place)s: showing what is wanted everywhere.")
        return said % names

    @property
    def options(self) -> list[tuple[str, str]]:
        """Return what may be chosen instead."""
        return [("", _("Everywhere")), *places(self.place)[1:]]


def here(request: HttpRequest, shelves: Sequence[ShelfView]) -> Here:
    """Return what to say of the place above these shelves."""
    felt = _felt(shelves)
    chosen = place_chosen(request)
    if chosen is not None:
        return Here(chosen, chosen in felt)
    assumed = place_assumed(request)
    if assumed in felt:
        return Here(assumed, True, True)
    return Here(felt[0], True) if felt else Here("")


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


def _felt(shelves: Sequence[ShelfView]) -> list[str]:
    """Return the places that picks stand on, the first first."""
    named = (
        evidence.values.get("place") or evidence.values.get("value", "")
        for shelf in shelves
        for card in shelf.cards
        if card.pick is not None
        for evidence in card.pick.evidence
        if evidence.values.get("place") or evidence.values.get("facet") == "place"
    )
    return [str(place) for place in dict.fromkeys(named)]
