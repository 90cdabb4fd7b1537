"""What events, sources, facts and standing wishes are called on pages: whole sentences, translated.

Each sentence is one message, so that a translator sees it whole; names are filled in afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommender.contracts import Evidence, EvidenceKind, Fate, Together


def event_words(kind: str, title: str, context: Mapping[str, Any] | None = None) -> str:
    """Return what the shopper did as a sentence; `title` is the product's, already localised."""
    query = str((context or {}).get("query", ""))
    if kind == "search":
        return _("You searched for “%(query)s”") % {"query": query} if query else _("You searched")
    sentences = {
        "view": _("You looked at “%(title)s”"),
        "click": _("You opened “%(title)s” from a shelf"),
        "cart": _("You put “%(title)s” into your cart"),
        "uncart": _("You took “%(title)s” out of your cart"),
        "purchase": _("You bought “%(title)s”"),
        "rating": _("You rated “%(title)s”"),
        "return": _("You sent “%(title)s” back"),
        "dwell": _("You spent time with “%(title)s”"),
        "like": _("You liked “%(title)s”"),
        "dislike": _("You asked for less like “%(title)s”"),
        "hide": _("You hid “%(title)s”"),
        "reason_helpful": _("You found the reason for “%(title)s” helpful"),
        "reason_unhelpful": _("You found the reason for “%(title)s” not helpful"),
    }
    return sentences.get(kind, _("You did something with “%(title)s”")) % {"title": title}


def without_words(one: Fate) -> str:
    """Return what would happen to the pick without one action."""
    return _("Without it: %(then)s") % {"then": _fate_words(one)}


def together_words(one: Together) -> str:
    """Return what would happen to the pick without the actions that caused it together."""
    count = len(one.event_ids)
    sentence = ngettext(
        "Without this %(n)d: %(then)s", "Without these %(n)d together: %(then)s", count
    )
    return sentence % {"n": count, "then": _fate_words(one)}


def _fate_words(one: Fate) -> str:
    # Translators: a place is "3rd" in English, "第3" in Chinese; what follows it is yours to add.
    if not one.shelf_stays:
        return _("this shelf is not here")
    if one.position_without is None:
        if one.rank_without is None:
            return _("it is not found any more")
        there = {"place": ordinal(one.rank_without), "count": number_format(one.candidates_without)}
        if one.position is None:
            return _("still not on this shelf (%(place)s of %(count)s)") % there
        return _("it leaves this shelf (%(place)s of %(count)s)") % there
    then = {"then": ordinal(one.position_without)}
    if one.position is None:
        return _("it comes onto this shelf, %(then)s") % then
    then["now"] = ordinal(one.position)
    if one.position == one.position_without:
        return _("it stays %(now)s on this shelf") % then
    if one.position < one.position_without:
        return _("it falls from %(now)s to %(then)s") % then
    return _("it rises from %(now)s to %(then)s") % then


def source_name(slug: str) -> str:
    """Return what a source of picks is called."""
    names = {
        "interests": _("Your lasting interests"),
        "session": _("What you did last"),
        "similar": _("Likeness to what you looked at"),
        "together": _("Bought by the same shoppers"),
        "popular": _("Popular in the shop"),
        "bought": _("What sells best"),
        "trending": _("Trending this week"),
        "tail": _("Little known things"),
        "niche": _("Things hardly anybody has met"),
        "moment": _("Right for the moment"),
        "fresh": _("New in the shop"),
        "less_like": _("Your “less like this”"),
        "passed": _("Scrolled past before"),
        "price": _("Near the prices you go for"),
    }
    return names.get(slug, slug.replace("_", " ").capitalize())


def fact_label(key: str) -> str:
    """Return the label of a product's attribute."""
    labels = {
        "style": _("Style"),
        "season": _("Season"),
        "size": _("Size"),
        "finish": _("Finish"),
        "place": _("Made in"),
        "country": _("Country"),
    }
    return labels.get(key, key.replace("_", " ").capitalize())


def shared_words(attribute: str, value: str) -> str:
    """Return what two things have in common, short enough for a line between them."""
    words = {
        "maker": _("same maker: %(value)s"),
        "brand": _("same brand: %(value)s"),
        "material": _("same material: %(value)s"),
        "colour": _("same colour: %(value)s"),
        "style": _("same style: %(value)s"),
        "category": _("same kind"),
    }
    return words.get(attribute, "%(value)s") % {"value": value}


def writer_words(slug: str) -> str:
    """Return who phrased the sentence."""
    if slug == "template":
        return _("The sentence is a plain one, put together from the evidence.")
    return _("The sentence was phrased by a language model and checked against the evidence.")


def wish_words(control: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Return a standing wish as a sentence; "" for those shown elsewhere on the page."""
    if control["kind"] == "less_like":
        said = _("Less like “%(title)s”: it stays away; what is like it comes back by and by")
        return said % {"title": control["title"]}
    if control["kind"] == "hide_item":
        return _("Never show “%(title)s”") % {"title": control["title"]}
    if control["kind"] == "reason":
        return _reason_wish(control["name"], control["value"])
    if control["kind"] == "interest" and control["name"] not in labels:
        return _("Nothing for “%(name)s”") % {"name": control["name"].replace("-", " ")}
    return ""


def _reason_wish(kind: str, value: float) -> str:
    """Return what a rated reason asks for."""
    topics = {
        "action": _("what you did"),
        "attribute": _("what things have in common"),
        "together": _("what others bought together"),
        "popular": _("how popular a thing is"),
        "price": _("the price"),
        "rare": _("how little known a thing is"),
        "new": _("how new a thing is"),
        "context": _("the time and the place"),
        "category": _("the kinds you come back to"),
        "explore": _("something different"),
        "here": _("where it stands in the shop"),
    }
    words = {"topic": topics.get(kind, kind)}
    if value < 1:
        return _("Reasons about %(topic)s are said last") % words
    return _("Reasons about %(topic)s are said first") % words


def mirror_words(seen: Sequence[str], names: Sequence[str], labels: Mapping[str, str]) -> str:
    """Return what has changed among the interests that an open page shows, leading first."""
    if not names:
        return _("Nothing is known of you now.")
    if seen[:1] != names[:1]:
        return _("“%(name)s” leads your interests now.") % {"name": labels[names[0]]}
    fresh = [labels[name] for name in names if name not in seen]
    if fresh:
        return _("“%(name)s” is new among your interests.") % {"name": fresh[0]}
    return _("Your interests have been updated.")


def evidence_words(
    one: Evidence, titles: Mapping[str, str], category: str = "", shared: str = ""
) -> str:
    """Return a piece of evidence as a statement; "" when a title it needs is gone.

    `category` and `shared` (what two things have in common) are in the active language.
    """
    values = one.values
    title = titles.get(str(values.get("item_id", "")), "")
    if one.kind == EvidenceKind.ACTION:
        return event_words(str(values["action"]), title, values) if title else ""
    if one.kind == EvidenceKind.ATTRIBUTE:
        value = shared or str(values["value"])
        words = {"title": title, "shared": shared_words(str(values["attribute"]), value)}
        return _("Like “%(title)s” (%(shared)s)") % words if title else ""
    if one.kind == EvidenceKind.TOGETHER:
        count = int(values["count"])
        return ngettext(
            "%(n)d shopper bought this and “%(title)s”",
            "%(n)d shoppers bought this and “%(title)s”",
            count,
        ) % {"n": count, "title": title}
    return _plain_words(one.kind, values, category)


def _plain_words(kind: EvidenceKind, values: Mapping[str, Any], category: str) -> str:
    count = int(values.get("count", 0))
    if kind == EvidenceKind.POPULAR:
        sentence = ngettext("Popular with %(n)d shopper", "Popular with %(n)d shoppers", count)
        return sentence % {"n": count}
    if kind == EvidenceKind.NEW:
        days = int(values["days"])
        sentence = ngettext("In the shop for %(n)d day", "In the shop for %(n)d days", days)
        return sentence % {"n": days}
    if kind == EvidenceKind.RARE:
        return _("Known to few shoppers")
    if kind == EvidenceKind.HERE:
        return _("It stands in the shop, and nothing more particular is known of it")
    if kind == EvidenceKind.CATEGORY:
        sentence = ngettext(
            "You took an interest in %(n)d thing of the kind “%(category)s”",
            "You took an interest in %(n)d things of the kind “%(category)s”",
            count,
        )
        return sentence % {"n": count, "category": category}
    if kind == EvidenceKind.CONTEXT and count:
        return _moment_words(str(values["facet"]), count, float(values["lift"]))
    sentences = {
        "below": _("Costs less than you usually spend"),
        "around": _("Costs about what you usually spend"),
        "above": _("Costs more than you usually spend"),
        "weekday": _("Fits the day of the week"),
        "hour": _("Fits the hour"),
        "season": _("Fits the season"),
        "place": _("Fits your place"),
    }
    key = str(values.get("relation") or values.get("facet") or "")
    return sentences.get(key, _("Something different, placed here by chance"))


def _moment_words(facet: str, shoppers: int, lift: float) -> str:
    """Return how many took it at such a moment, and how many times the usual that is."""
    sentences = {
        "hour": ngettext(
            "Taken at this time of day by %(n)d shopper, %(lift)s times the usual",
            "Taken at this time of day by %(n)d shoppers, %(lift)s times the usual",
            shoppers,
        ),
        "weekday": ngettext(
            "Taken on this day of the week by %(n)d shopper, %(lift)s times the usual",
            "Taken on this day of the week by %(n)d shoppers, %(lift)s times the usual",
            shoppers,
        ),
        "season": ngettext(
            "Taken in this season by %(n)d shopper, %(lift)s times the usual",
            "Taken in this season by %(n)d shoppers, %(lift)s times the usual",
            shoppers,
        ),
    }
    return sentences[facet] % {"n": shoppers, "lift": number_format(lift, 1)}
