"""A second, separate judgement of shown reasons: the sentence as the shopper sees it, against SQL.

Nothing of what finds, phrases or checks reasons is imported or was read for this. The sentence is
taken apart into quoted titles, names, numbers and known phrases (`benchmarks.reasons_words`); each
claim so read must hold by `benchmarks.reasons_facts`. Whether an act *caused* a pick is asked of a
page really made again without that act (`Falls`). A word that is in no list is *unread*: the audit
vouches for no sentence that has one.

What is taken to be true:

- an act: the shopper did just that with an item of just that title (a look may be a view, a click
  or a stay; an opening a view or a click), and lets it be used;
- a likeness: the named attribute is the same in the shop's facts, and is the pick's;
- what "the same", "also", "both" mean where no title is quoted: the item that the shelf's title
  quotes, or the one whose page it is; where there is neither, such a sentence is unsupported;
- so many shoppers: as last counted, or counted now, without those whom the shop takes for bots;
  *bought both* counts who bought the one and the other, at least two; "others" leaves out oneself;
- usual price: the median of what was bought or put into the cart; *near* is within a third;
- few shoppers: fewer than the item in the middle has;
- new: listed within 45 days; days by the calendar or in full days;
- often chosen at a moment: a third above the usual rhythm and five shoppers, as counted;
- popular in a place: five shoppers there; elsewhere without a number: five, or as many as the
  shop's middle item has;
- keeps coming back: acts on the category on two days or more, or three acts;
- something different: of all acts that a page reads, one at most is on the pick's leaf category.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from uuid import UUID

from benchmarks.reasons_facts import Act, Facts, Thing, has_named, shared
from benchmarks.reasons_reading import MONEY, Found, Reading, Said, Token
from benchmarks.reasons_words import KINDS

__all__ = ["Falls", "Found", "Said", "audit"]

# Whether a pick leaves its shelf or falls far on a page made without these events.
Falls = Callable[[Collection[UUID]], bool]

NEAR = 1 / 3  # of the usual price
NEW_DAYS = 45
LIFT, LIFT_SHOPPERS = 1.3, 5
POPULAR = 5  # shoppers in a place
BUYERS = 2  # of two things
LIKENESS = ("maker", "brand", "material", "colour", "style", "category")
OTHERS = ("other", "别", "其他")  # of people: not the shopper
USED = 50  # newest events that a page reads


def audit(
    said: Said, facts: Facts, falls: Falls | None = None, helpers: Collection[UUID] = ()
) -> Found:
    """Judge one sentence. `helpers`: events that may have brought the pick about with the named.

    Without `falls` causal words are read but not tested.
    """
    return _Judged(said, facts).judge(falls, helpers)


class _Judged(Reading):
    """A sentence whose claims are held against the facts."""

    def judge(self, falls: Falls | None, helpers: Collection[UUID]) -> Found:
        """Read every claim and hold it against the facts."""
        self.returns = False
        self._numbers_judge()
        mine, theirs = self._verbs()
        self._acts_judge(mine)
        self._likeness_judge()
        self._together_judge(theirs)
        self._popular_judge(theirs)
        self._price_judge()
        self._item_judge()
        self._cause_judge(mine, falls, helpers)
        return self.found

    def _claim(self, name: str, holds: bool, why: str) -> None:
        self.found.claims.append(name)
        if not holds:
            self.found.unsupported.append(f"{name}: {why}")

    def _numbers_judge(self) -> None:
        """Every number belongs to shoppers, to days or to a price."""
        self.counted: list[int] = []
        self.days: list[int] = []
        self.money: list[float] = []
        for place, token in enumerate(self.tokens):
            if token.tag != "number":
                continue
            around = self.tokens[max(place - 1, 0) : place + 3]
            whole = token.text.replace(",", "")
            if any(one.tag == "currency" for one in around[:2]) or (
                len(around) > 2 and around[2].tag == "currency"
            ):
                self.money.append(float(whole if "." in token.text else whole))
            elif not whole.isdigit():
                self.found.unsupported.append(f"number {token.text} belongs to nothing")
            elif any(one.tag == "days" for one in self.tokens[place + 1 : place + 3]):
                self.days.append(int(whole))
            elif any(one.tag == "them" for one in self.tokens[place + 1 : place + 4]):
                self.counted.append(int(whole))
            else:
                self.found.unsupported.append(f"number {token.text} belongs to nothing")

    def _verbs(self) -> tuple[list[Token], list[Token]]:
        """Return the verbs that say what the shopper did, and those that say what others did."""
        mine: list[Token] = []
        theirs: list[Token] = []
        for token in self.tokens:
            if not token.tag.startswith("act:"):
                continue
            if self._is_usual(token):
                continue
            whose = self._subject(token)
            (mine if whose == "you" else theirs).append(token)
        return mine, theirs

    def _subject(self, verb: Token) -> str:
        """Return "you" or "them": who stands before a verb, and not beyond what was acted on."""
        clause = [one for one in self.tokens if one.clause == verb.clause]
        people = [one for one in clause if one.tag in ("you", "them")]
        before = [one for one in people if one.at < verb.at]
        if not before:
            return "you" if people and all(one.tag == "you" for one in people) else "them"
        between = [one for one in clause if before[-1].at < one.at < verb.at]
        others = any(one.tag == "them" and len(one.text) > 1 for one in people)
        if others and any(one.tag in ("title", "query") for one in between):
            return "them"
        return before[-1].tag

    def _is_usual(self, token: Token) -> bool:
        return bool(self.has("usual")) and token.clause == self.has("usual")[0].clause and not (
            self._object(token)
        )  # fmt: skip

    def _object(self, verb: Token) -> Token | None:
        """Return the title or search that a verb speaks of: the nearest, in its own clause."""
        wanted = ("query",) if verb.tag == "act:search" else ("title",)
        near = [one for one in self.has(*wanted) if one.clause == verb.clause]
        return min(near, key=lambda one: abs(one.at - verb.at), default=None)

    def _done(self, verb: Token) -> list[Act]:
        """Return the acts that a verb of the shopper's may mean."""
        kinds = KINDS[verb.tag.removeprefix("act:")]
        of = self._object(verb)
        if of is None:
            return []
        if of.tag == "query":
            query = self.queries[ord(of.text) - 0xE800]
            return [a for a in self.acts if a.kind == "search" and a.query == query]
        items = self.items(of)
        return [a for a in self.acts if a.kind in kinds and a.item_id in items]

    def _acts_judge(self, mine: Sequence[Token]) -> None:
        for verb in mine:
            done = self._done(verb)
            self._claim(verb.tag, bool(done), f"“{verb.text}” of the shopper was never done so")
            if self.has("lately") and done:
                recent = max(act.at for act in done) > self.said.now - timedelta(days=30)
                self._claim("lately", recent, "it is more than a month ago")
        for token in self.has("query"):
            if not any(self._object(verb) is token for verb in mine if verb.tag == "act:search"):
                self.found.unsupported.append("a search is quoted that nobody is said to have made")

    def _likeness_judge(self) -> None:
        """Names of values and kinds of attributes: the pick's, and the named item's too."""
        if self.thing is None:
            return
        if (
            self.refers
            and self.is_return()
            and not any(
                shared(self.thing, self.facts.things[one], "category") for one in self.said.beside
            )
        ):
            self.refers, self.others, self.returns = False, [], True
        if self.refers:
            self._claim("beside", bool(self.others), "nothing is named, here or beside it")
        for token in self.has("value"):
            kinds = has_named(self.thing, self.language, token.text)
            self._claim("value", bool(kinds), f"the pick is not of “{token.text}”")
            for items in self.others if self.refers or self.has("same") else ():
                alike = any(
                    kinds & has_named(self.facts.things[one], self.language, token.text)
                    for one in items
                )
                self._claim("same value", alike, f"what is named is not of “{token.text}”")
        attributes = {
            token.tag.removeprefix("attr:") for token in self.tokens if "attr:" in token.tag
        }
        for kind in attributes:
            for items in self.others:
                alike = any(shared(self.thing, self.facts.things[one], kind) for one in items)
                self._claim(f"same {kind}", alike, "not so in the facts")
        says_what = bool(attributes or self.counted or self.has("value"))
        if not self.refers:
            says_what = says_what or bool(self.has("cause", "usual")) or not self.has("same")
        if self.others and not says_what:
            alike = any(
                shared(self.thing, self.facts.things[one], kind)
                for items in self.others for one in items for kind in LIKENESS
            )  # fmt: skip
            self._claim("likeness", alike, "nothing is shared")

    def _together_judge(self, theirs: Sequence[Token]) -> None:
        """So many shoppers bought this and that."""
        if self.thing is None or not self.others:
            return
        is_others = any(token.text.startswith(OTHERS) for token in self.has("them"))
        but = self.said.shopper_id if is_others else None
        counts = sorted(
            self.facts.bought_both(self.thing.item_id, one, but)
            for items in self.others for one in items
        )  # fmt: skip
        why = f"{counts} bought both"
        for number in self.counted:
            holds = number in counts and number >= BUYERS
            self._claim("together", holds, f"{number} said; {why}")
        if not self.counted and any(verb.tag == "act:purchase" for verb in theirs):
            self._claim("bought together", counts[-1] >= BUYERS, why)

    def _window(self) -> str:
        return "week" if self.has("week") else "month" if self.has("month") else "all"

    def _popular_judge(self, theirs: Sequence[Token]) -> None:
        """So many shoppers, or liked in a place or a window."""
        thing, window = self.thing, self._window()
        places = [self.facts.places[self.language][t.text] for t in self.has("place")]
        if thing is None:
            return
        if self.counted and not self.others:
            for number in self.counted:
                true = self.facts.shoppers_in(
                    thing.item_id, window, places[0] if places else "", self.said.now
                )
                if any(verb.tag == "act:purchase" for verb in theirs):
                    true = {self.facts.counts.get((thing.item_id, window, ""), (0, 0))[1]}
                self._claim("popular", number in true, f"{number} said, true are {sorted(true)}")
        elif self.has("known") or places or self.has("week", "month"):
            for place in places or [""]:
                true = self.facts.shoppers_in(thing.item_id, window, place, self.said.now)
                middle = self.facts.half if window == "all" else 3
                least = POPULAR if place else min(POPULAR, middle)
                name = f"popular in {place or window}"
                self._claim(name, max(true) >= least, f"by {max(true)} shoppers only")

    def _price_judge(self) -> None:
        thing = self.thing
        for sum_ in self.money:
            holds = thing is not None and abs(thing.price - sum_) < 0.005
            self._claim(
                "price", holds, f"{sum_} said, the price is {thing.price if thing else None}"
            )
        signs = {token.text for token in self.has("currency")}
        if thing is not None and any(MONEY[sign] != thing.currency for sign in signs):
            self.found.unsupported.append("another currency")
        if not self.has("usual"):
            return
        clause = self.has("usual")[0].clause
        usual = self.facts.usual_price(self.said.shopper_id, self.said.now)
        if thing is None or usual is None:
            self._claim("usual price", False, "nothing was ever bought or put into the cart")
            return
        ratio = thing.price / usual if usual else 1.0
        why = f"{thing.price} beside {usual}"
        said = [t.tag for t in self.has("below", "near", "above") if t.clause == clause]
        if "near" in said and not {"below", "above"} & set(said):
            self._claim("near the usual", abs(ratio - 1.0) <= NEAR, why)
        elif "above" in said:
            self._claim("above the usual", ratio > 1.0, why)
        elif "below" in said:
            self._claim("below the usual", ratio < 1.0, why)
        else:
            self._claim("usual price", False, "held against nothing")

    def _item_judge(self) -> None:
        """Few shoppers, new, of a moment, something different, coming back to a category."""
        thing = self.thing
        if thing is None:
            return
        if self.has("few"):
            number = self.facts.acted_on.get(thing.item_id, 0)
            least = max(self.facts.half, 5)
            self._claim("few", number < least, f"{number} shoppers, the middle: {self.facts.half}")
        self._new_judge(thing)
        for token in self.tokens:
            facet, _, value = token.tag.partition(":")
            if facet in ("hour", "weekday", "season"):
                lift, shoppers = self.facts.lifts.get((thing.item_id, facet, value), (0.0, 0))
                holds = lift >= LIFT and shoppers >= LIFT_SHOPPERS
                self._claim(f"{facet} {value}", holds, f"lift {lift:.2f} by {shoppers} shoppers")
        mine = [
            self.facts.things[a.item_id].keys.get("category", "")
            for a in self.acts[:USED]
            if a.item_id in self.facts.things
        ]
        category = thing.keys.get("category", "")
        if self.has("differs"):
            met = mine.count(category)
            self._claim("differs", met <= 1, f"{met} acts on {category}")
        says_so = self.has("returns") and self.has("you") and not self.has("title")
        if says_so or self.returns:
            days = {
                act.at.date()
                for act in self.acts
                if act.item_id in self.facts.things
                and self.facts.things[act.item_id].keys.get("category") == category
            }
            holds = len(days) >= 2 or mine.count(category) >= 3
            self._claim("returns", holds and bool(self.has("value")), f"on {len(days)} days")

    def _new_judge(self, thing: Thing) -> None:
        if not self.has("new", "today", "yesterday", "days") and not self.days:
            return
        if thing.listed_at is None:
            self._claim("new", False, "nobody knows since when it is here")
            return
        now = self.said.now
        full = (now - thing.listed_at).days
        calendar = (now.date() - thing.listed_at.date()).days
        why = f"listed {thing.listed_at:%Y-%m-%d}, {full} full days ago"
        for days in self.days:
            self._claim("days ago", days in (full, calendar), f"{days} said, {why}")
        if self.has("today"):
            self._claim("today", 0 in (full, calendar), why)
        if self.has("yesterday"):
            self._claim("yesterday", 1 in (full, calendar), why)
        if self.has("new"):
            self._claim("new", full <= NEW_DAYS, why)

    def _cause_judge(
        self, mine: Sequence[Token], falls: Falls | None, helpers: Collection[UUID]
    ) -> None:
        if not self.has("cause"):
            return
        self.found.is_causal = True
        named = {act.id for verb in mine for act in self._done(verb)}
        self.found.named_ids = tuple(sorted(named))
        if not mine or not named:
            self._claim("cause", False, "“because” of no act of the shopper's")
            return
        if falls is None:
            return
        if self.has("others"):
            holds = falls(named) or falls({*named, *helpers})
            self._claim("cause with others", holds, "it stays without all of them, too")
        else:
            self._claim("cause", falls(named), "it stays where it is without it")
