"""Cards as markup: what their template writes, drawn once for a product and filled in for a pick.

`shop/_card.html` alone says what a card is. Drawing it takes a tenth of a millisecond, and a page
has forty; but all that differs between two cards of a product is the slate, the position, the
sentence and the like. So the template is drawn once with stand-ins in their places, and what it
wrote is kept as a stencil. Filled in, it is what the template would have written, to the byte.

Stand-ins are chosen by chance when the process starts. A product whose own words hold one is drawn
by the template every time, so nothing that somebody writes into a title can become a hole.

The filled-in cards of a shelf are kept too, for as long as the very same cards are asked for: a
page shown again, or made ahead of being asked for, is not put together twice.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID, uuid4

from django.conf import settings
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from recommender.contracts import Context, Pick, Reason, Slate
from shop.shelving import Card, ShelfView, join
from shop.shown import Shown

MOST_STENCILS = 4_096  # about 2 KB each
MOST_TRACKS = 1_536  # shelves' filled-in cards, about 12 KB each: of all pages that are kept

_SLATE, _LIKE, _REASON = str(uuid4()), str(uuid4()), uuid4().hex
_POSITION = 10**14 + secrets.randbelow(9 * 10**14)
# The whole id of the slate first: element ids have its beginning only.
_HOLES = (
    (_SLATE, "%(slate)s"),
    (_SLATE[:8], "%(shelf)s"),
    (_LIKE, "%(like)s"),
    (_REASON, "%(reason)s"),
    (str(_POSITION), "%(position)s"),
)


def card_draw(card: Card) -> SafeString:
    """Return the card as its template writes it."""
    return SafeString(get_template("shop/_card.html").render({"card": card}))


def card_markup(card: Card) -> SafeString:
    """Return the same, by a stencil where there is one."""
    pick = card.pick
    stencil = None
    if not settings.DEBUG:  # where templates are written, each change is seen at once
        badge = pick.badge if pick else ""
        stencil = _stencil(
            card.product, get_language(), badge, pick is not None, card.like_id != ""
        )
    if stencil is None:
        return card_draw(card)
    slate_id = escape(card.slate_id)
    return mark_safe(  # a template wrote the stencil, and what fills it is escaped
        stencil
        % {
            "slate": slate_id,
            "shelf": slate_id[:8],
            "like": escape(card.like_id),
            "reason": escape(card.reason),
            "position": pick.position if pick else 0,
        }
    )


def cards_markup(shelf: ShelfView) -> SafeString:
    """Return a shelf's cards, each an item of its list."""
    asked = (shelf.slate_id, get_language())
    may_keep = shelf.slate_id != "" and not settings.DEBUG
    kept = _tracks.get(asked) if may_keep else None
    if kept is not None and kept[0] == shelf.cards:
        return kept[1]
    markup = mark_safe("".join(f"<li>{card_markup(card)}</li>\n" for card in shelf.cards))
    if may_keep:
        with _tracks_lock:
            _tracks[asked] = (shelf.cards, markup)
            _tracks.move_to_end(asked)
            while len(_tracks) > MOST_TRACKS:
                _tracks.popitem(last=False)
    return markup


_tracks: OrderedDict[tuple[str, str | None], tuple[tuple[Card, ...], SafeString]] = OrderedDict()
_tracks_lock = threading.Lock()


def page_draw(_context: Context, slates: Sequence[Slate]) -> None:
    """Put together the cards of a page that was made ahead, in the language it was made in."""
    for shelf in join(slates):
        cards_markup(shelf)


@lru_cache(maxsize=MOST_STENCILS)
def _stencil(
    product: Shown, _language: str | None, badge: str, is_pick: bool, is_liked: bool
) -> str | None:
    """Return a product's card in the active language with holes; None when it cannot have any."""
    pick = Pick(
        product.sku,
        _POSITION,
        0.0,
        {},
        1.0,
        reason=Reason(_REASON, "", "", (), ""),
        badge=badge,
        liked_by=UUID(_LIKE) if is_liked else None,
    )
    stand_in = Card(product, pick, _SLATE) if is_pick else Card(product)
    own = f"{product!r} {Card(product).key} {badge}".lower()
    if any(mark in own for mark, _hole in _HOLES):
        return None
    text = str(card_draw(stand_in)).replace("%", "%%")
    for mark, hole in _HOLES:
        text = text.replace(mark, hole)
    return text
