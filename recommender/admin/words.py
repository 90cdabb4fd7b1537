"""What the admin calls things: sources, parameters, kinds of events and evidence, shelves.

Stages carry plain English help and know no Django; here it meets gettext. A stage without a line
here is still shown, by its slug and its own help.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from recommender.params import Bound

SOURCES: dict[str, Any] = {
    "interests": _("Lasting taste"),
    "session": _("Newest actions"),
    "similar": _("Similar items"),
    "together": _("Bought together"),
    "trending": _("Trending"),
    "popular": _("Popular"),
    "bought": _("Bestsellers"),
    "fresh": _("New items"),
    "tail": _("Little known items"),
    "niche": _("Items hardly met"),
    "moment": _("Right for the moment"),
    "less_like": _("Less like this"),
    "passed": _("Scrolled past"),
    "price": _("Their prices"),
    "intent": _("Likely next"),
}
PLAIN: dict[str, Any] = {
    "diversity": _("Difference"),
    "calibration": _("Own mix"),
    "novelty": _("Novelty"),
    "exploration": _("Exploration"),
    "tail_quota": _("Places for the little known"),
    "niche_quota": _("Places for the hardly met"),
    "shelf_size": _("Items on a shelf"),
    "per_category": _("Most of one category"),
    "per_brand": _("Most of one brand"),
    "reseen_hours": _("Hours before seen things return"),
    "rebuy_days": _("Days before a repeat"),
    "diversifier": _("Way of mixing"),
    "ranker": _("Way of fusing"),
    "tone": _("Tone of reasons"),
}
STAGE: dict[str, Any] = {
    "limit": _("Fetched"),
    "days": _("Days"),
    "deep_share": _("Share of the whole history"),
    "floor": _("Least likeness"),
    "leads": _("Leads"),
    "half_life_s": _("Half-life, seconds"),
    "half_life_days": _("Half-life, days"),
    "gone": _("Likeness that is not shown"),
    "anchors": _("Items asked about"),
    "elsewhere": _("Weight of elsewhere"),
    "least": _("Fewest shoppers"),
    "half": _("Acts until half"),
    "known": _("Told apart"),
    "full": _("Times as dear"),
    "cheaper": _("Weight of cheaper"),
    "click": _("Share of clicks"),
    "cart": _("Share of carts"),
    "purchase": _("Share of purchases"),
    "rating": _("Share of good ratings"),
}
SHELVES: dict[str, Any] = {
    "for_you": _("For you"),
    "because": _("Because you …"),
    "trending": _("Trending"),
    "moment": _("Right for the moment"),
    "popular": _("Popular in the shop"),
    "less_known": _("Less known"),
    "new": _("New"),
    "similar": _("Similar"),
    "goes_with": _("Goes well with it"),
}
PLACEMENTS: dict[str, Any] = {
    "home": _("home page"),
    "product": _("product page"),
    "cart": _("cart"),
    "category": _("category page"),
}
EVENTS: dict[str, Any] = {
    "view": _("view"),
    "click": _("click on a pick"),
    "search": _("search"),
    "cart": _("put into the cart"),
    "uncart": _("taken out of the cart"),
    "purchase": _("purchase"),
    "rating": _("rating"),
    "return": _("return"),
    "dwell": _("looked for a while"),
    "like": _("like"),
    "dislike": _("less like this"),
    "hide": _("not for me"),
    "reason_helpful": _("reason was helpful"),
    "reason_unhelpful": _("reason was not helpful"),
}
EVIDENCE: dict[str, Any] = {
    "action": _("the shopper's own action"),
    "attribute": _("something in common"),
    "together": _("bought by the same shoppers"),
    "popular": _("popular"),
    "price": _("price"),
    "rare": _("rare find"),
    "new": _("new"),
    "context": _("moment or place"),
    "explore": _("something different"),
    "here": _("where it stands in the shop"),
    "category": _("a kind they come back to"),
}
CHOICES: dict[str, Any] = {
    "dpp": _("determinantal (DPP)"),
    "mmr": _("marginal relevance (MMR)"),
    "additive": _("weighted sum"),
    "warm": _("warm"),
    "plain": _("plain"),
    "playful": _("playful"),
}
METRICS: dict[str, Any] = {
    "ndcg10": _("NDCG@10"),
    "hr10": _("HR@10"),
    "popular_ndcg10": _("NDCG@10 of the most popular"),
    "loss": _("loss"),
    "epoch": _("best pass"),
    "epochs": _("passes"),
    "train_s": _("seconds of training"),
    "acts": _("actions"),
    "shoppers": _("shoppers"),
    "items": _("items trained on"),
    "items_placed": _("items placed"),
    "resumed_at": _("taken up after step"),
    "looks": _("looks learned from"),
    "features_s": _("seconds of reading features"),
}
# What the first strategy is called, wherever its name is shown.
FIRST_STRATEGY = gettext_noop("Balanced")
# Help that stages give in English, for translators.
HELP = (
    gettext_noop("Newly listed items."),
    gettext_noop("Taste read from the whole history by the sequence model."),
    gettext_noop('How strongly "less like this" pushes similar items down.'),
    gettext_noop("What most shoppers took, of all time."),
    gettext_noop("What most shoppers bought, in the shop and of its kind."),
    gettext_noop("How many of the most bought items are told apart."),
    gettext_noop("What the newest actions point at."),
    gettext_noop("How strongly what was scrolled past steps back."),
    gettext_noop("After how many days a pass counts half as much."),
    gettext_noop("Prices near those the shopper goes for, beside what is usual of the kind."),
    gettext_noop("So many times as dear counts in full."),
    gettext_noop("What being cheaper counts of what being dearer does."),
    gettext_noop("After how many days the price of an action counts half as much."),
    gettext_noop("Cosine from which items of the same kind are not shown at all."),
    gettext_noop("After how many days the push on similar items is half as strong."),
    gettext_noop("What resembles the item looked at or the last items."),
    gettext_noop("Little known items that fit the shopper."),
    gettext_noop("Items hardly anybody has met that fit the shopper."),
    gettext_noop("What is taken more than usual at this hour, day and season."),
    gettext_noop("After how many acts of a shopper it counts half of what it does at first."),
    gettext_noop("What the same shoppers bought together."),
    gettext_noop("What many took this week, near the shopper first."),
    gettext_noop("How much a shelf prefers difference over the best score."),
    gettext_noop("How closely a mixed shelf keeps the shopper's own mix of categories."),
    gettext_noop("How strongly little known and new items are favoured."),
    gettext_noop("Share of a mixed shelf held for little known items that fit."),
    gettext_noop("Share of places for items hardly anybody has met, where the taste fits."),
    gettext_noop("Share of places given to something different, to learn from."),
    gettext_noop("How many items a shelf shows."),
    gettext_noop("How many items of one category a mixed shelf may show."),
    gettext_noop("How many items of one brand a mixed shelf may show."),
    gettext_noop("How long something just looked at is left out, in hours."),
    gettext_noop("How long something bought is not suggested again."),
    gettext_noop("How difference is brought in."),
    gettext_noop("How the sources are fused."),
    gettext_noop("How sentences sound."),
    gettext_noop("How many items are fetched."),
    gettext_noop("How long an item counts as new."),
    gettext_noop("Share of the whole-history vector; the rest goes to the named interests."),
    gettext_noop("Cosine below which an item is not alike."),
    gettext_noop("How many of the newest items are searched around."),
    gettext_noop("Cosine below which two items have nothing in common."),
    gettext_noop("How fast the last items fade, seconds."),
    gettext_noop("How many pairs are fetched."),
    gettext_noop("How many items of the history are asked about."),
    gettext_noop("What a trend everywhere counts beside one in the shopper's own place."),
    gettext_noop("Shoppers who must have taken an item for it to trend."),
    gettext_noop("How likely a click, a cart, a purchase and a good rating are."),
    gettext_noop("Share of how likely a click is."),
    gettext_noop("Share of how likely it goes into the cart."),
    gettext_noop("Share of how likely it is bought."),
    gettext_noop("Share of how likely it is rated well."),
)


def parameter_label(name: str) -> str:
    """Return what a parameter is called, from its path."""
    kind, _dot, rest = name.partition(".")
    if kind == "weights":
        return str(SOURCES.get(rest, rest))
    if kind == "stages":
        return str(STAGE.get(rest.partition(".")[2], rest.partition(".")[2]))
    return str(PLAIN.get(name, name))


def parameter_path(name: str) -> str:
    """Return a parameter's name as a sentence about changes needs it: with its source."""
    kind, _dot, rest = name.partition(".")
    if kind == "weights":
        return gettext("weight of “%(source)s”") % {"source": SOURCES.get(rest, rest)}
    if kind == "stages":
        slug = rest.partition(".")[0]
        return gettext("%(limit)s of “%(source)s”") % {
            "limit": parameter_label(name),
            "source": SOURCES.get(slug, slug),
        }
    return parameter_label(name)


def parameter_help(bound: Bound) -> str:
    """Return a parameter's one sentence in the active language."""
    return gettext(bound.help) if bound.help else ""


def number(value: Any) -> str:
    """Return a parameter's value as people write it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(CHOICES.get(str(value), value))
    return f"{value:g}"
