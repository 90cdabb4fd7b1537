"""A shopper's interests as of their last act: what is stored, newer acts folded in, no worker.

Masses are sums over visits (`recommender.tastes`), so what newer acts add is a difference: the
visits of all known acts less those of the acts that the stored masses have seen already. With
nothing newer the stored shares come out as they are. Over this lies what the visit shows
(`recommender.intent_shift`): as likely as intent has changed, so much of the whole do the acts
since then speak for, up to `LOUDEST`. That fades with the session's half-life once the shopper is
away, and what remains is the lasting mix. No Django, no torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import numpy as np

from recommender.actions import SESSION_HALF_LIFE_S
from recommender.contracts import Floats, ItemFacts, PastEvent, Query
from recommender.intent_shift import turn_of
from recommender.tastes import Doubles, is_act, taste_fading, taste_masses, visits

# As the worker's clusters: `neural.interests` (held equal by a test; the web process has no torch).
SPREAD = 1.1
GROUPED = 0.5
LEAST_SHARE = 0.08  # of a kind that is neither stored nor of the newest visit
LOUDEST = 0.8  # share of the whole that a visit may speak for: what lasts stays in sight
NOTICED = 0.5  # chance from which a change of intent is said
UNCOUNTED = 5.0  # mass, in visits, of interests stored before masses were


@dataclass(frozen=True, slots=True)
class StoredTaste:
    """What is stored of one named interest besides `contracts.Interest`; see `InterestRow`."""

    kinds: Mapping[str, float]
    department: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredTastes:
    """What a shopper's acts are folded into: by interest's name, and the mass beside them."""

    rows: Mapping[str, StoredTaste] = field(default_factory=dict)
    aside: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LiveInterest:
    """One interest as of now. Shares of one shopper sum to 1, forgotten ones count 0.

    lasting: the share without what the newest visit shows. events: of the acts known, newest first.
    event_ids: of all acts it stands on, newest first. is_new: not among the stored ones.
    """

    name: str
    share: float
    lasting: float
    factor: float
    events: tuple[PastEvent, ...]
    event_ids: tuple[UUID, ...]
    since: datetime | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of intent worth saying. chance: that it holds now, 0.5..1. is_new: no taste of old.

    events: those since the change that go there, newest first.
    """

    name: str
    chance: float
    is_new: bool
    events: tuple[PastEvent, ...]


@dataclass(frozen=True, slots=True)
class Live:
    """Interests by falling share, and the change of intent noticed in the newest visit."""

    interests: tuple[LiveInterest, ...] = ()
    shift: Shift | None = None


def live_interests(query: Query, stored: StoredTastes) -> Live:
    """Return the interests of `query.profile` as of `query.context.now`.

    `stored` is of the same run as the profile's own interests; empty where there are none.
    """
    facts = {fact.item_id: fact for fact in query.history.facts}
    acts = [e for e in reversed(query.profile.events) if is_act(e) and e.item_id in facts]
    tastes = _Tastes(query, stored, facts)
    names = [tastes.name_of(act) for act in acts]
    own = taste_masses(acts) if acts else np.zeros(0)
    masses = tastes.masses(acts, names, own)
    visit = list(visits(acts))[-1] if acts else range(0)
    before = _less(masses, _summed(names, own, visit))
    firsts = _once_each(acts, visit)
    sorts = [tastes.sort_of(names[place]) for place in firsts]
    turn = turn_of(sorts, _by_sort(before, tastes))
    idle_s = (query.context.now - acts[-1].occurred_at).total_seconds() if acts else 0.0
    fade = 0.5 ** (max(idle_s, 0.0) / SESSION_HALF_LIFE_S)
    chance = fade * turn.chance

    lasting = _shares(tastes.shown(masses, {names[place] for place in visit}))
    mixed = {name: (1 - LOUDEST * chance) * share for name, share in lasting.items()}
    for place, weight in zip(firsts, turn.weights, strict=True):
        mixed[names[place]] += LOUDEST * fade * weight
    factors = query.profile.interest_factors
    mixed = {name: share * factors.get(name, 1.0) for name, share in mixed.items()}
    # What was forgotten stays in sight, to be brought back.
    shares = _shares(mixed | {name: 0.0 for name, factor in factors.items() if not factor})
    events: dict[str, list[PastEvent]] = {}
    for name, act in zip(reversed(names), reversed(acts), strict=True):
        events.setdefault(name, []).append(act)
    interests = tuple(
        tastes.interest(name, shares[name], lasting.get(name, 0.0), events.get(name, []))
        for name in sorted(shares, key=lambda name: (-shares[name], name))
    )
    if turn.since is None or chance < NOTICED:
        return Live(interests)
    begun = firsts[turn.since]
    prior = dict(before)
    for name, mass in _summed(names, own, range(visit.start, begun)).items():
        prior[name] = prior.get(name, 0.0) + mass
    turned = _summed([names[place] for place in firsts], np.array(turn.weights), range(len(firsts)))
    return Live(interests, _shift(turned, chance, prior, tastes, acts[begun:], names[begun:]))


def _by_sort(masses: Mapping[str, float], tastes: _Tastes) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, mass in masses.items():
        found[tastes.sort_of(name)] = found.get(tastes.sort_of(name), 0.0) + mass
    return found


def _shift(
    turned: Mapping[str, float],
    chance: float,
    prior: Mapping[str, float],
    tastes: _Tastes,
    acts: Sequence[PastEvent],
    names: Sequence[str],
) -> Shift | None:
    """Return the change of intent, unless it leads back to what led before it.

    turned: what speaks for each interest; prior: masses before the change; acts: those since.
    """
    sorts, earlier = _by_sort(turned, tastes), _shares(_by_sort(prior, tastes))
    sort = max(sorts, key=lambda one: (sorts[one], one))
    share = earlier.get(sort, 0.0)
    if not earlier or share >= max(earlier.values()):
        return None
    inside = [name for name in turned if tastes.sort_of(name) == sort]
    name = max(inside, key=lambda one: (turned[one], one))
    events = [act for act, one in zip(acts, names, strict=True) if tastes.sort_of(one) == sort]
    return Shift(name, chance, share < LEAST_SHARE, tuple(reversed(events)))


class _Tastes:
    """The stored interests of one shopper, and which of them an act belongs to."""

    def __init__(self, query: Query, stored: StoredTastes, facts: Mapping[str, ItemFacts]) -> None:
        profile = query.profile
        if profile.interests_as_of is None:  # nothing of the run that serves, at this moment
            stored = StoredTastes()
        self.query, self.stored, self.facts = query, stored, facts
        self.named = {one.name: one for one in profile.interests}
        self.owner = {event: one.name for one in profile.interests for event in one.event_ids}
        self.rows = {name: stored.rows.get(name, StoredTaste({})) for name in self.named}
        counted = sum(sum(row.kinds.values()) for row in self.rows.values())
        self.scale = counted or UNCOUNTED
        self.holder: dict[str, str] = {}  # kind → the interest that most of it belongs to
        for name, row in self.rows.items():
            for kind, mass in {name: 0.0, **row.kinds}.items():
                held = self.holder.get(kind)
                if held is None or mass > self.rows[held].kinds.get(kind, 0.0):
                    self.holder[kind] = name
        self.joined: dict[str, str] = {}  # department → what its acts outside the stored are called
        self.departments = {kind_of(fact): fact.department for fact in facts.values()}

    def name_of(self, act: PastEvent) -> str:
        """Return the interest an act belongs to: a stored one, or one called by its kind."""
        if act.id in self.owner:
            return self.owner[act.id]
        fact = self.facts[act.item_id or ""]
        kind = kind_of(fact)
        if kind not in self.holder:
            self.holder[kind] = self._nearest(fact) or self._by_department(fact, kind)
        return self.holder[kind]

    def sort_of(self, name: str) -> str:
        """Return what a change of intent is told by: a stored interest, else a department."""
        return name if name in self.named else self.departments.get(name) or name

    def _by_department(self, fact: ItemFacts, kind: str) -> str:
        """Acts outside what is stored go together as the worker's next clusters will."""
        is_sorted = any(row.department for row in self.rows.values())
        return self.joined.setdefault(fact.department, kind) if is_sorted else kind

    def _nearest(self, fact: ItemFacts) -> str | None:
        """Return the stored interest near enough to be of one cluster with the item."""
        model, row = self.query.history.model, self.query.history.row_of[fact.item_id]
        best: tuple[float, str] | None = None
        for name, one in self.named.items():
            apart = _apart(model[row] if len(model) else None, one.embedding)
            department = self.rows[name].department
            if department:
                apart = (1 - GROUPED) * apart + GROUPED * 2 * (department != fact.department)
            if apart < SPREAD**2 and (best is None or apart < best[0]):
                best = (apart, name)
        return best[1] if best else None

    def masses(
        self, acts: Sequence[PastEvent], names: Sequence[str], own: Doubles
    ) -> dict[str, float]:
        """Return the mass of each interest at the newest act; `own` are the acts' masses then."""
        profile = self.query.profile
        found = {name: one.weight * self.scale for name, one in self.named.items()}
        for kind, mass in self.stored.aside.items():
            name = self.holder.get(kind, kind)
            found[name] = found.get(name, 0.0) + mass
        if not acts:
            return found
        reference = acts[-1].occurred_at
        if profile.interests_as_of is not None:
            faded = taste_fading((reference - profile.interests_as_of).total_seconds())
            found = {name: mass * faded for name, mass in found.items()}
        for name, mass in _summed(names, own, range(len(acts))).items():
            found[name] = found.get(name, 0.0) + mass
        seen = {*profile.loo_event_ids, *self.owner}
        known = [place for place, act in enumerate(acts) if act.id in seen]
        if not known:
            return found
        old = [acts[place] for place in known]
        counted = taste_masses(old) * taste_fading(
            (reference - old[-1].occurred_at).total_seconds()
        )
        known_names = [names[place] for place in known]
        return _less(found, _summed(known_names, counted, range(len(old))))

    def shown(self, masses: Mapping[str, float], visited: set[str]) -> dict[str, float]:
        """Return what is an interest now: stored, of the newest visit, or heavy enough."""
        whole = sum(masses.values()) or 1.0
        return {
            name: mass
            for name, mass in masses.items()
            if name in self.named or name in visited or mass >= LEAST_SHARE * whole
        }

    def interest(
        self, name: str, share: float, lasting: float, events: Sequence[PastEvent]
    ) -> LiveInterest:
        """Put one interest together."""
        one = self.named.get(name)
        known = {event.id for event in events}
        older = [event for event in (one.event_ids if one else ()) if event not in known]
        begun = [event.occurred_at for event in events[-1:]]
        begun += [since for since in [self.rows[name].since if one else None] if since]
        return LiveInterest(
            name=name,
            share=share,
            lasting=lasting,
            factor=self.query.profile.interest_factors.get(name, 1.0),
            events=tuple(events),
            event_ids=(*(event.id for event in events), *older),
            since=min(begun, default=None),
            is_new=one is None,
        )


def kind_of(fact: ItemFacts) -> str:
    """Return what an interest in an item is called, as the worker's `naming.item_names`."""
    return (fact.category or fact.department or fact.brand or fact.title)[:120]


def _once_each(acts: Sequence[PastEvent], places: range) -> list[int]:
    """Return the places of the first act on each item."""
    firsts: dict[str | None, int] = {}
    for place in places:
        firsts.setdefault(acts[place].item_id, place)
    return list(firsts.values())


def _apart(vector: Floats | None, centre: Floats) -> float:
    """Return the squared distance of unit vectors; as if at right angles where one is missing."""
    if vector is None or len(vector) != len(centre) or not vector.any():
        return 2.0
    return float(2.0 - 2.0 * (vector @ centre) / max(float(np.linalg.norm(centre)), 1e-9))


def _summed(names: Sequence[str], masses: Doubles, places: range) -> dict[str, float]:
    """Return the masses of some acts by name."""
    found: dict[str, float] = {}
    for place in places:
        found[names[place]] = found.get(names[place], 0.0) + float(masses[place])
    return found


def _less(masses: Mapping[str, float], taken: Mapping[str, float]) -> dict[str, float]:
    return {name: max(mass - taken.get(name, 0.0), 0.0) for name, mass in masses.items()}


def _shares(masses: Mapping[str, float]) -> dict[str, float]:
    whole = sum(masses.values()) or 1.0
    return {name: mass / whole for name, mass in masses.items()}
