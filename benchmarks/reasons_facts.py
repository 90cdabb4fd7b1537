"""What Postgres says of items, acts and counts: the facts that the audit of reasons judges by.

Plain SQL over the recommender's tables, each question asked once. Nothing of the recommender's code
is imported: neither what finds evidence, nor what phrases it, nor what checks it.
"""

from __future__ import annotations

import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import translation

LANGUAGES = ("en", "zh-hans")
WORDS = ("material", "colour", "style")  # of the catalogue, kept as English keys
WINDOWS = {"week": 7, "month": 30, "all": 36500}
BELIEVED = """NOT EXISTS (
    SELECT 1 FROM recommender_shoppertrust t WHERE t.shopper_id = e.shopper_id AND t.weight < 0.5
)"""  # those whom the shop takes for bots are counted nowhere
ACTED = ("view", "click", "cart", "purchase", "like", "rating")  # what makes somebody count


def canon(text: str) -> str:
    """Return a text as it is compared: NFKC, one space, no direction marks."""
    flat = unicodedata.normalize("NFKC", text)
    flat = "".join(c for c in flat if unicodedata.category(c) != "Cf")
    return " ".join(flat.replace("...", "…").split())


def canon_title(title: str) -> str:
    """Return a title as it stands inside quotation marks: its own marks are the inner ones."""
    return canon(title).replace("“", "‘").replace("”", "’").replace('"', "’").replace("'", "’")


def ask(sql: str, given: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """Return the rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))
        return list(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Thing:
    """An item. `named`: language → kind of attribute → what it is called there."""

    item_id: str
    titles: Mapping[str, str]
    keys: Mapping[str, str]  # kind → stored value
    named: Mapping[str, Mapping[str, frozenset[str]]]
    price: float
    currency: str
    listed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Act:
    """One event of a shopper."""

    id: UUID
    kind: str
    item_id: str | None
    at: datetime
    query: str


@dataclass
class Facts:
    """Everything asked so far. One instance serves one state of the database."""

    things: dict[str, Thing] = field(default_factory=dict)
    titled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    counts: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    lifts: dict[tuple[str, str, str], tuple[float, int]] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)  # language → name → slug
    values: dict[str, dict[str, set[str]]] = field(default_factory=dict)  # language → name → kinds
    all_shoppers: int = 0
    acted_on: dict[str, int] = field(default_factory=dict)  # item → shoppers who ever did
    half: float = 0.0  # shoppers of the item in the middle
    _acts: dict[UUID, list[Act]] = field(default_factory=dict)
    _buyers: dict[str, set[UUID]] | None = None

    @classmethod
    def read(cls) -> Facts:
        """Read what is asked of every sentence."""
        found = cls()
        found._read_items()
        found._read_counts()
        found._read_places()
        return found

    def _read_items(self) -> None:
        self.values = {language: defaultdict(set) for language in LANGUAGES}
        for row in ask(
            "SELECT item_id, title, category, category_name, department, brand, maker, attributes,"
            " price, currency, listed_at, translations FROM recommender_item"
        ):
            thing = _thing(row)
            self.things[thing.item_id] = thing
            for title in thing.titles.values():
                self.titled[canon_title(title)].add(thing.item_id)
            for language in LANGUAGES:
                for kind, names in thing.named[language].items():
                    for name in names:
                        self.values[language][name].add(kind)

    def _read_counts(self) -> None:
        for item_id, window, place, shoppers, buyers in ask(
            'SELECT item_id, "window", place, shoppers, buyers FROM recommender_itemcount'
        ):
            self.counts[item_id, window, place] = (shoppers, buyers)
        for item_id, facet, value, lift, shoppers in ask(
            "SELECT subject, facet, value, lift, shoppers FROM recommender_momentlift"
            " WHERE kind = 'item'"
        ):
            self.lifts[item_id, facet, value] = (lift, shoppers)
        self.acted_on = dict.fromkeys(self.things, 0) | dict(
            ask(
                "SELECT item_id, count(DISTINCT shopper_id) FROM recommender_event e"
                f" WHERE item_id IS NOT NULL AND kind = ANY(%s) AND {BELIEVED} GROUP BY 1",
                [list(ACTED)],
            )
        )
        self.half = statistics.median(self.acted_on.values()) if self.acted_on else 0.0

    def _read_places(self) -> None:
        from shop.forms import places

        for language in LANGUAGES:
            with translation.override(language):
                named = {canon(str(name)): slug for slug, name in places() if slug}
            slugs = {key[2] for key in self.counts if key[2]}
            self.places[language] = {s.replace("-", " ").title(): s for s in slugs} | named

    def acts(self, shopper_id: UUID, now: datetime) -> list[Act]:
        """Return what a shopper had done by then and lets be used, newest first."""
        if shopper_id not in self._acts:
            self._acts[shopper_id] = [
                Act(*row)
                for row in ask(
                    "SELECT e.id, e.kind, e.item_id, e.occurred_at,"
                    " coalesce(e.context ->> 'query', '') FROM recommender_event e"
                    " WHERE e.shopper_id = %s AND NOT EXISTS (SELECT 1 FROM recommender_control c"
                    " WHERE c.shopper_id = e.shopper_id AND c.kind = 'ignore_event'"
                    " AND c.revoked_at IS NULL AND c.event_id = e.id)"
                    " ORDER BY e.occurred_at DESC, e.id",
                    [shopper_id],
                )
            ]
        return [act for act in self._acts[shopper_id] if act.at <= now]

    def forget(self, shopper_id: UUID) -> None:
        """Ask again what a shopper did: something of it is told not to be used."""
        self._acts.pop(shopper_id, None)

    def usual_price(self, shopper_id: UUID, now: datetime) -> float | None:
        """Return the median price of what they bought or put into the cart."""
        prices = [
            self.things[act.item_id].price
            for act in self.acts(shopper_id, now)
            if act.kind in ("purchase", "cart") and act.item_id in self.things
        ]
        return statistics.median(prices) if prices else None

    def bought_both(self, one: str, other: str, but: UUID | None = None) -> int:
        """Return how many shoppers bought both items, whenever; `but`: who is not counted."""
        if self._buyers is None:
            self._buyers = defaultdict(set)
            for item_id, shopper_id in ask(
                "SELECT DISTINCT item_id, shopper_id FROM recommender_event e"
                f" WHERE kind = 'purchase' AND {BELIEVED}"
            ):
                self._buyers[item_id].add(shopper_id)
        return len((self._buyers.get(one, set()) & self._buyers.get(other, set())) - {but})

    def shoppers_in(self, item_id: str, window: str, place: str, now: datetime) -> set[int]:
        """Return the numbers of shoppers that are true: as last counted, and counted now."""
        stored = self.counts.get((item_id, window, place))
        found = {stored[0]} if stored else set()
        since = now - timedelta(days=WINDOWS[window])
        counted = ask(
            "SELECT count(DISTINCT e.shopper_id) FROM recommender_event e"
            " LEFT JOIN recommender_shopper s ON s.id = e.shopper_id"
            " WHERE e.item_id = %s AND e.kind = ANY(%s) AND e.occurred_at > %s"
            f" AND e.occurred_at <= %s AND (%s = '' OR s.place = %s) AND {BELIEVED}",
            [item_id, list(ACTED), since, now, place, place],
        )
        return found | {int(counted[0][0])}


def _thing(row: tuple[Any, ...]) -> Thing:
    from shop.terms import term_words

    (item_id, title, category, category_name, department, brand, maker, attributes, price, currency,
     listed_at, translations) = row  # fmt: skip
    if isinstance(attributes, str | bytes) or isinstance(translations, str | bytes):
        import json

        attributes, translations = json.loads(attributes), json.loads(translations)
    keys = {"category": category, "department": department, "brand": brand, "maker": maker}
    keys |= {kind: str(attributes[kind]) for kind in WORDS if attributes.get(kind)}
    titles, named = {"": title}, {}
    for language in LANGUAGES:
        said = translations.get(language, {})
        titles[language] = said.get("title") or title
        with translation.override(language):
            names: dict[str, Collection[str]] = {
                kind: (keys[kind], term_words(kind, keys[kind])) for kind in WORDS if kind in keys
            }
        names["maker"] = (said.get("maker") or maker,)
        names["brand"] = (said.get("brand") or brand,)
        names["category"] = (said.get("category_name") or category_name or category,)
        named[language] = {
            kind: frozenset(canon(one) for one in some if one) for kind, some in names.items()
        }
    return Thing(
        item_id, titles, {kind: key for kind, key in keys.items() if key}, named, float(price),
        currency, listed_at,
    )  # fmt: skip


def shared(one: Thing, other: Thing, kind: str) -> bool:
    """Whether two items have the same stored value of a kind of attribute."""
    return one.keys.get(kind) is not None and one.keys.get(kind) == other.keys.get(kind)


def has_named(thing: Thing, language: str, name: str) -> set[str]:
    """Return the kinds of attribute under which an item has a value called so."""
    same = name.casefold()
    return {
        kind
        for kind, names in thing.named[language].items()
        if any(one.casefold() == same for one in names)
    }
