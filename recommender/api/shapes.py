"""How items, picks and reasons look in answers. They describe; `rendering` writes."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from recommender.contracts import EventKind, EvidenceKind
from recommender.models import Control
from recommender.shelves import SHELVES

PLACEMENTS = ("home", "product", "cart", "category")
EVENT_KINDS = [kind.value for kind in EventKind]
EVIDENCE_KINDS = [kind.value for kind in EvidenceKind]
CONTROL_KINDS = list(Control.Kind.values)
BADGES = ("", "rare", "new", "explore")


class ItemBrief(serializers.Serializer[Any]):
    """What a card shows."""

    item_id = serializers.CharField()
    title = serializers.CharField()
    category = serializers.CharField(help_text="Slug.")
    category_name = serializers.CharField()
    brand = serializers.CharField()
    price = serializers.DecimalField(max_digits=12, decimal_places=2)
    currency = serializers.CharField()
    url = serializers.CharField(help_text='Absolute; "" when it has no page.')
    image_url = serializers.CharField(help_text='Absolute; "" when it has no picture.')
    in_stock = serializers.BooleanField()


class Item(ItemBrief):
    """All that is known of an item."""

    description = serializers.CharField()
    department = serializers.CharField(help_text="Slug.")
    maker = serializers.CharField()
    attributes = serializers.DictField(child=serializers.CharField())
    is_active = serializers.BooleanField(help_text="Whether it is still sold.")
    listed_at = serializers.DateTimeField()


class SimilarItem(serializers.Serializer[Any]):
    """An item and how near it is: cosine of the two texts' vectors."""

    item = ItemBrief()
    similarity = serializers.FloatField()


class SimilarItems(serializers.Serializer[Any]):
    """The nearest first."""

    results = SimilarItem(many=True)


class Evidence(serializers.Serializer[Any]):
    """One true thing about a pick. With `explain=full` also what the pick would lose without it."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=EVIDENCE_KINDS)
    values = serializers.DictField(help_text="Typed data of that kind.")
    causal = serializers.BooleanField(
        help_text="The pick would leave the shelf or fall far without it: one may say because."
    )
    refs = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Ids of the events it stands on, the strongest first. Several: they caused the"
        " pick together (`values.others` more than the one named), and only `causal` speaks of"
        " all of them.",
    )
    delta_score = serializers.FloatField(
        required=False, help_text="What the score loses without it."
    )
    delta_rank = serializers.IntegerField(
        required=False, help_text="Ranks lost without it, among all that could stand there."
    )
    necessary = serializers.BooleanField(
        required=False, help_text="Tested: without it the pick leaves the shelf."
    )
    sufficient = serializers.BooleanField(
        required=False, help_text="Tested: with it as the only event the pick would stay."
    )


class Reason(serializers.Serializer[Any]):
    """The sentence, checked against the evidence. Plain text: escape it like any other."""

    text = serializers.CharField()
    language = serializers.CharField()
    writer = serializers.CharField(help_text="Who phrased it; template: nobody had to.")
    evidence_ids = serializers.ListField(child=serializers.CharField(), required=False)


class Pick(serializers.Serializer[Any]):
    """One entry of a shelf."""

    position = serializers.IntegerField(help_text="From 0.")
    item = ItemBrief()
    score = serializers.FloatField()
    sources = serializers.DictField(
        child=serializers.FloatField(), help_text="What each source adds; sums to the score."
    )
    propensity = serializers.FloatField(
        help_text="Probability that this item stood here under this strategy."
    )
    badge = serializers.ChoiceField(choices=BADGES, allow_blank=True)
    reason = Reason(allow_null=True)
    evidence = Evidence(many=True)


class Shelf(serializers.Serializer[Any]):
    """One titled row of picks, as logged."""

    slate_id = serializers.UUIDField()
    shelf = serializers.ChoiceField(choices=list(SHELVES))
    title = serializers.CharField()
    strategy_version = serializers.IntegerField(allow_null=True)
    picks = Pick(many=True)


class Recommendations(serializers.Serializer[Any]):
    """The shelves of a page; no item stands on two of them."""

    placement = serializers.ChoiceField(choices=PLACEMENTS)
    language = serializers.CharField()
    shelves = Shelf(many=True)


class Fate(serializers.Serializer[Any]):
    """Where a pick stands now and without some events: the pipeline was run again."""

    share = serializers.FloatField(help_text="Of what all the shopper's events add, 0 to 1.")
    rank = serializers.IntegerField(help_text="Among all that could stand on the shelf, from 1.")
    rank_without = serializers.IntegerField(allow_null=True, help_text="null: no longer found.")
    position = serializers.IntegerField(
        allow_null=True, help_text="On the shelf as it is made now, from 1; null: not on it."
    )
    position_without = serializers.IntegerField(allow_null=True, help_text="null: not on it.")
    candidates_without = serializers.IntegerField(help_text="How many are ranked then.")
    shelf_stays = serializers.BooleanField(
        help_text="false: the shelf stood on those events, and is gone or about something else."
    )


class Counterfactual(Fate):
    """What happens to the pick when one event is not used."""

    event_id = serializers.UUIDField()
    action = serializers.CharField()
    item_id = serializers.CharField(allow_null=True)
    item_title = serializers.CharField()
    occurred_at = serializers.DateTimeField()


class Together(Fate):
    """What happens to the pick when the events that caused it together are all not used."""

    event_ids = serializers.ListField(child=serializers.UUIDField())


class Why(serializers.Serializer[Any]):
    """Everything behind one pick."""

    slate_id = serializers.UUIDField()
    item_title = serializers.CharField()
    pick = Pick()
    counterfactuals = Counterfactual(many=True, help_text="The events that add most, at most five.")
    together = Together(
        allow_null=True, help_text="Where no single event caused the pick, but two or three did."
    )
    weights = serializers.DictField(
        child=serializers.FloatField(),
        help_text="What each source counts on this shelf: a part of `sources` is its weight times"
        " what it found. Empty when the shelf is no longer made.",
    )
    strategy_name = serializers.CharField()
    strategy_version = serializers.IntegerField()
