"""Standing instructions of a shopper: set, revoked, obeyed by the next response."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from recommender.errors import InvalidInput, NotFound
from recommender.event_check import items_known
from recommender.models import Control, Event, Shopper
from recommender.shoppers import refresh_owe
from recommender.wake import refresh_wake

LOW, HIGH = 0.0, 2.0


def control_set(
    shopper_id: UUID,
    kind: str,
    *,
    item_id: str | None = None,
    event_id: UUID | None = None,
    name: str = "",
    value: float = 1.0,
) -> UUID:
    """See `recommender.services.control_set`."""
    _check(kind, item_id, event_id, name, value)
    if kind != Control.Kind.IGNORE_EVENT:
        event_id = None
    if kind == Control.Kind.IGNORE_EVENT:
        if (
            event_id is None
            or not Event.objects.filter(id=event_id, shopper_id=shopper_id).exists()
        ):
            raise NotFound(_("There is no such event of yours."))
        item_id, name = None, ""
    elif kind == Control.Kind.INTEREST:
        item_id = None
    else:
        name = ""
    with transaction.atomic():
        Shopper.objects.get_or_create(pk=shopper_id)
        with connection.cursor() as cursor:  # one at a time per shopper: the same is one row
            cursor.execute(
                "SELECT 1 FROM recommender_shopper WHERE id = %s FOR UPDATE", [shopper_id]
            )
        same = Control.objects.filter(
            shopper_id=shopper_id, kind=kind, item_id=item_id, name=name, revoked_at=None
        )
        if kind == Control.Kind.IGNORE_EVENT:
            same = same.filter(event_id=event_id)
        found = same.first()
        if found is not None:
            Control.objects.filter(pk=found.pk).update(value=value)
            return found.pk
        control = Control.objects.create(
            shopper_id=shopper_id,
            kind=kind,
            item_id=item_id,
            event_id=event_id,
            name=name,
            value=value,
        )
        _owe(shopper_id, kind)
    return control.pk


def control_revoke(shopper_id: UUID, control_id: UUID) -> None:
    """See `recommender.services.control_revoke`."""
    with transaction.atomic():
        control = Control.objects.filter(
            pk=control_id, shopper_id=shopper_id, revoked_at=None
        ).first()
        if control is None:
            raise NotFound(_("There is no such instruction of yours."))
        Control.objects.filter(pk=control.pk).update(revoked_at=timezone.now())
        _owe(shopper_id, control.kind)


def _owe(shopper_id: UUID, kind: str) -> None:
    """Have the stored interests computed anew when what they may use has changed."""
    if kind == Control.Kind.IGNORE_EVENT and refresh_owe(shopper_id):
        transaction.on_commit(lambda: refresh_wake([shopper_id]))


def _check(kind: str, item_id: str | None, event_id: UUID | None, name: str, value: float) -> None:
    if kind not in Control.Kind.values:
        known = ", ".join(Control.Kind.values)
        said = _("Choose one of %(kinds)s.") % {"kinds": known}
        raise InvalidInput(_("Unknown kind of instruction."), {"kind": [said]})
    needed = {
        Control.Kind.HIDE_ITEM: ("item_id", item_id),
        Control.Kind.LESS_LIKE: ("item_id", item_id),
        Control.Kind.IGNORE_EVENT: ("event_id", event_id),
        Control.Kind.INTEREST: ("name", name),
    }
    field, given = needed[Control.Kind(kind)]
    if not given:
        said = _("An instruction of the kind %(kind)s needs this.") % {"kind": kind}
        raise InvalidInput(_("Something is missing."), {field: [said]})
    if field == "item_id" and item_id is not None and not items_known([item_id]):
        said = _("There is no such item.")
        raise InvalidInput(said, {"item_id": [said]})
    if len(name) > 120:
        said = _("At most %(n)s characters.") % {"n": 120}
        raise InvalidInput(_("The name is too long."), {"name": [said]})
    if not LOW <= value <= HIGH:
        said = _("Must be between %(low)s and %(high)s.") % {"low": f"{LOW:g}", "high": f"{HIGH:g}"}
        raise InvalidInput(_("The value is out of bounds."), {"value": [said]})
