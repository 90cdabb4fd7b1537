"""How a profile looks in answers. They describe; the services' data is answered as it is."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from recommender.api.shapes import CONTROL_KINDS, EVENT_KINDS


class Self(serializers.Serializer[Any]):
    """The shopper."""

    id = serializers.UUIDField()
    place = serializers.CharField()
    tone = serializers.CharField()
    since = serializers.DateTimeField()


class InterestEvent(serializers.Serializer[Any]):
    """An event an interest stands on."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=EVENT_KINDS)
    item_id = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    query = serializers.CharField(help_text="What was searched for.")
    occurred_at = serializers.DateTimeField()


class ProfileEvent(InterestEvent):
    """One of the newest events; `ignored`: the shopper said not to use it."""

    ignored = serializers.BooleanField()


class Interest(serializers.Serializer[Any]):
    """One taste, as understood now: stored interests with every newer act folded in."""

    name = serializers.CharField(help_text="Stable; what a control of kind interest names.")
    label = serializers.CharField()  # type: ignore[assignment]
    share = serializers.FloatField(
        help_text="Of all interests now, 0 to 1; in a visit, what was just done speaks louder."
    )
    lasting_share = serializers.FloatField(help_text="The share without what this visit shows.")
    factor = serializers.FloatField(help_text="As the shopper set it, 0 to 2; 1: untouched.")
    as_of = serializers.DateTimeField(allow_null=True, help_text="The newest event included.")
    since = serializers.DateTimeField(allow_null=True, help_text="The oldest event it stands on.")
    last_at = serializers.DateTimeField(
        allow_null=True, help_text="Its newest event, where that is among the newest of all."
    )
    events_count = serializers.IntegerField(help_text="How many events it stands on.")
    is_new = serializers.BooleanField(help_text="Not among the interests that a worker stored.")
    is_shift = serializers.BooleanField(help_text="The one that intent has turned to; see `shift`.")
    events = InterestEvent(many=True, help_text="The newest of those it stands on.")


class Shift(serializers.Serializer[Any]):
    """A change of intent noticed in this visit. It fades once the shopper is away."""

    name = serializers.CharField(help_text="Of the interest turned to.")
    label = serializers.CharField()  # type: ignore[assignment]
    chance = serializers.FloatField(help_text="How likely it is that intent changed, 0.5 to 1.")
    is_new = serializers.BooleanField(help_text="Whether it was next to no interest before.")
    since = serializers.DateTimeField(allow_null=True)
    events = InterestEvent(many=True, help_text="What showed it, newest first.")


class Control(serializers.Serializer[Any]):
    """A standing instruction."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=CONTROL_KINDS)
    item_id = serializers.CharField(allow_null=True)
    event_id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()
    value = serializers.FloatField()
    title = serializers.CharField(help_text="Of the item, if it is about one.")
    created_at = serializers.DateTimeField()


class PassedItem(serializers.Serializer[Any]):
    """An item that was scrolled past more than once: it steps back a little for some days."""

    item_id = serializers.CharField()
    title = serializers.CharField()
    times = serializers.IntegerField(help_text="On how many shelves, at most 8.")
    last_at = serializers.DateTimeField()


class Profile(serializers.Serializer[Any]):
    """What is known of a shopper, with the newest 50 events."""

    shopper = Self()
    interests = Interest(many=True)
    shift = Shift(allow_null=True)
    events = ProfileEvent(many=True)
    controls = Control(many=True)
    passed = PassedItem(many=True)
    as_of = serializers.DateTimeField(allow_null=True)


class PastEvent(serializers.Serializer[Any]):
    """One event as stored."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=EVENT_KINDS)
    item_id = serializers.CharField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    context = serializers.DictField()  # type: ignore[assignment]
    occurred_at = serializers.DateTimeField()
    received_at = serializers.DateTimeField()


class Export(serializers.Serializer[Any]):
    """Every row about a shopper, as stored."""

    shopper = serializers.DictField()
    events = serializers.ListField(child=serializers.DictField())
    controls = serializers.ListField(child=serializers.DictField())
    passed = serializers.ListField(child=serializers.DictField())
    interests = serializers.ListField(child=serializers.DictField())
    slates = serializers.ListField(child=serializers.DictField())
    trust = serializers.ListField(child=serializers.DictField())


class Deleted(serializers.Serializer[Any]):
    """Rows deleted, by kind."""

    deleted = serializers.DictField(child=serializers.IntegerField())
