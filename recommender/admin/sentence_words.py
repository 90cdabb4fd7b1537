"""What the admin calls shapes, slots, tones and the checker's objections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recommender.admin.words import EVIDENCE

KINDS: dict[str, Any] = {
    "title": _("title of a shelf"),
    "name": _("name of an interest"),
    **EVIDENCE,
}
LANGUAGES: dict[str, Any] = {"en": _("English"), "zh-hans": _("Chinese")}
TONES: dict[str, Any] = {"warm": _("warm"), "plain": _("plain"), "playful": _("playful")}
SLOTS: dict[str, Any] = {
    "{ITEM_1}": _("product"),
    "{QUERY}": _("search"),
    "{MAKER}": _("maker"),
    "{BRAND}": _("brand"),
    "{MATERIAL}": _("material"),
    "{COLOUR}": _("colour"),
    "{STYLE}": _("style"),
    "{CATEGORY}": _("category"),
    "{COUNT}": _("number of shoppers"),
    "{DAYS}": _("days"),
    "{PRICE}": _("price"),
    "{PLACE}": _("place"),
}
# What each rule objects to. A rule without a line here is named by its own name.
CAUSES: dict[str, Any] = {
    "empty": _("There is no sentence."),
    "invisible": _("It holds a character nobody can see."),
    "url": _("It holds an address."),
    "markup": _("It holds a mark that belongs to markup."),
    "punctuation": _("It holds a mark that sentences here do without."),
    "script": _("It holds a letter of another script."),
    "number": _("It states a number of its own."),
    "superlative": _("It claims the most or the best."),
    "flattery": _("It praises."),
    "pressure": _("It presses the shopper."),
    "negation": _("It says what is not so."),
    "certainty": _("It promises, or speaks of everybody."),
    "date": _("It names a date of its own."),
    "vague_time": _("It names a time that nothing bears out."),
    "place": _("It names a place of its own."),
    "quality": _("It claims a quality that nothing bears out."),
    "name": _("It holds a name of its own."),
    "word": _("It holds a word that the lexicon does not know."),
    "length": _("It is too long for a card."),
    "slot_unknown": _("It uses a slot that this shape does not fill."),
    "slot_missing": _("It leaves out a slot that it must use."),
    "slot_repeated": _("It uses a slot twice."),
    "slot_unquoted": _("A title in Chinese stands in “ ”, and nothing else does."),
    "slot_role": _("A slot stands where its value would not read right."),
    "slot_unit": _("What a number counts must follow it."),
    "causal": _("It names a cause where none was proven."),
    "action": _("It says the shopper did something that they did not do."),
    "crowd": _("It speaks of other shoppers, and nothing about them is known."),
    "others": _("It speaks of other things beside, and there were none."),
    "price": _("It speaks of the price, and nothing about it is told."),
    "time": _("It names another time than the one that is told."),
    "shared": _("It says that two things share something they do not share."),
    "new": _("It calls new what is not told as new."),
    "rare": _("It calls rare what is not told as rare."),
    "explore": _("It calls different what is not told as different."),
    "kept": _("It says they keep coming back, and that is not told."),
    "shelf": _("It says what the title of another shelf says."),
    "agency": _("It mixes up who did it."),
    "object": _("It mixes up what the shopper did it with."),
    "listed": _("It adds another thing to the one that is named."),
    "direction": _("It compares the wrong way round."),
    "misjoined": _("It joins two true things into a false one."),
    "naming": _("A name is made of what it names and a joining word, and nothing else."),
    "broken": _("It breaks off, or says a word twice over."),
    "unsaid": _("It leaves out what it should say."),
    "repeat": _("Another sentence says this already."),
    "language": _("Sentences are not written in this language."),
}
_INNER = frozenset({"unsaid", "broken", "direction", "length", "empty", "agency"})  # not words


def objection(cause: str, detail: str = "") -> str:
    """Return what the checker objected to, in words: the rule, and the word it met."""
    said = str(CAUSES.get(cause, cause))
    if not detail or cause in _INNER:
        return said
    return gettext("%(rule)s It is this: %(word)s") % {"rule": said, "word": detail}


def kind_of(shape: Mapping[str, Any]) -> str:
    """Return what a shape's first claim is, as a word."""
    kind = str(shape["claims"][0]["kind"])
    return str(KINDS.get(kind, kind))
