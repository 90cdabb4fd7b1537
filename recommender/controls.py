"""Standing instructions of a shopper: set, revoked, obeyed by the next response.

Two ways to have an act count no more. *Not used* leaves it in its place and takes its item out, so
that the scales of the sums stay and what "Why this?" foretold comes true. *Undone*
(`profile_read.UNDONE`) is as if it had never been: the page is again what it was before. An
instruction that came with an act goes and comes back with it, so undoing either undoes both.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from recommender.contracts import EvidenceKind
from recommender.errors import InvalidInput, NotFound
from recommender.event_check import items_known
from recommender.models import Control, Event, Shopper
from recommender.profile_read import UNDONE
from recommender.shoppers import refresh_owe
from recommender.wake import refresh_wake

LOW, HIGH = 0.0, 2.0
NAMED = {Control.Kind.INTEREST, Control.Kind.REASON}


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
    if kind == Control.Kind.IGNORE_EVENT:
        item_id = None
        if event_id is None or not _is_theirs(shopper_id, event_id):
            raise NotFound(_("There is no such event of yours."))
    else:
        event_id = None
        item_id, name = (None, name) if kind in NAMED else (item_id, "")
    with transaction.atomic():
        Shopper.objects.get_or_create(pk=shopper_id)
        _take_turns(shopper_id)
        same = Control.objects.filter(
            shopper_id=shopper_id, kind=kind, item_id=item_id, revoked_at=None
        )
        if kind == Control.Kind.IGNORE_EVENT:
            same = same.filter(event_id=event_id)
        else:
            same = same.filter(name=name)
        found = same.first()
        if found is not None:
            Control.objects.filter(pk=found.pk).update(value=value, name=name)
            if event_id is not None and name == UNDONE:
                _carried_revoke(shopper_id, event_id)
            return found.pk
        control = Control.objects.create(
            shopper_id=shopper_id,
            kind=kind,
            item_id=item_id,
            event_id=event_id,
            name=name,
            value=value,
        )
        if event_id is not None and name == UNDONE:
            _carried_revoke(shopper_id, event_id)
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
        is_ignoring = control.kind == Control.Kind.IGNORE_EVENT
        if control.event_id and not is_ignoring and _is_theirs(shopper_id, control.event_id):
            control_set(
                shopper_id, Control.Kind.IGNORE_EVENT, event_id=control.event_id, name=UNDONE
            )
        Control.objects.filter(pk=control.pk).update(revoked_at=timezone.now())
        if is_ignoring and control.name == UNDONE:
            _carried_restore(control)
        _owe(shopper_id, control.kind)


def _take_turns(shopper_id: UUID) -> None:
    """One at a time per shopper: the same instruction is one row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM recommender_shopper WHERE id = %s FOR UPDATE", [shopper_id])


def _is_theirs(shopper_id: UUID, event_id: UUID) -> bool:
    return Event.objects.filter(id=event_id, shopper_id=shopper_id).exists()


def _carried_revoke(shopper_id: UUID, event_id: UUID) -> None:
    """Lift what an act instructed."""
    carried = Control.objects.filter(shopper_id=shopper_id, event_id=event_id, revoked_at=None)
    carried.exclude(kind=Control.Kind.IGNORE_EVENT).update(revoked_at=timezone.now())


def _carried_restore(undone: Control) -> None:
    """Let an act that is used again instruct again, unless the shopper asked otherwise since."""
    carried = (
        Control.objects.filter(
            shopper_id=undone.shopper_id,
            event_id=undone.event_id,
            revoked_at__gte=undone.created_at,
        )
        .exclude(kind=Control.Kind.IGNORE_EVENT)
        .order_by("-revoked_at")
        .first()
    )
    if carried is None:
        return
    others = Control.objects.filter(
        shopper_id=undone.shopper_id,
        kind=carried.kind,
        item_id=carried.item_id,
        name=carried.name,
        revoked_at=None,
    )
    if not others.exists():
        Control.objects.filter(pk=carried.pk).update(revoked_at=None)


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
        Control.Kind.REASON: ("name", name),
    }
    field, given = needed[Control.Kind(kind)]
    if not given:
        said = _("An instruction of the kind %(kind)s needs this.") % {"kind": kind}
        raise InvalidInput(_("Something is missing."), {field: [said]})
    if field == "item_id" and item_id is not None and not items_known([item_id]):
        said = _("There is no such item.")
        raise InvalidInput(said, {"item_id": [said]})
    kinds = {one.value for one in EvidenceKind}
    allowed = {Control.Kind.REASON: kinds, Control.Kind.IGNORE_EVENT: {"", UNDONE}}
    if kind in allowed and name not in allowed[Control.Kind(kind)]:
        said = _("Choose one of %(kinds)s.") % {
            "kinds": ", ".join(sorted(allowed[Control.Kind(kind)]))
        }
        raise InvalidInput(_("The name is not known."), {"name": [said]})
    if len(name) > 120:
        said = _("At most %(n)s characters.") % {"n": 120}
        raise InvalidInput(_("The name is too long."), {"name": [said]})
    if not LOW <= value <= HIGH:
        said = _("Must be between %(low)s and %(high)s.") % {"low": f"{LOW:g}", "high": f"{HIGH:g}"}
        raise InvalidInput(_("The value is out of bounds."), {"value": [said]})
