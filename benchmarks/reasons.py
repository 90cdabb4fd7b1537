"""Are shown reasons true, are causes causes, are promises kept, and does a page wait for a writer?

The demo shop is built, trained and refreshed in a database of its own; what the set writer owes is
written ahead; then real pages are made for its shoppers: home, product, category and cart, in both
languages and each tone.

- `unsupported`: reasons and shelf titles with a claim that does not hold, by either judge:
  `unsupported_own` is the project's checker of every sentence with `reason_holds` of every pick;
  `unsupported_audit` the second one, written apart (`benchmarks.reasons_audit`: what it takes to be
  true is said there). `unread`: sentences with a word that the second one does not know.
- `audit_planted`: of lies planted in the facts of real picks, how many the second judge found.
- `accepted_first_try`, `sentences_per_s`: the set writer, asked for a sample of all shapes (of
  `accepted_first_try_held_out` the bundled one was shown nothing in training);
  `fallback_rate`: picks with a plain sentence though a writer is set. None where none is set.
- `deletion_ratio`, `causal_kept`, `promise_*`, `steering`: `benchmarks.reasons_panel`.
- `page_p95_ratio`: `benchmarks.reasons_web`, the writer down, slow or lying over the writer fine.
- `variety`: distinct-2 and self-BLEU beside those of plain templates on the same pages.

Usage: python -m benchmarks.reasons [--picks 10000] [--pairs 300] [--no-web] [--read 50] [--quick]
WRITER chooses the writer, as everywhere. What pages need is written ahead, what some met first, for
`--write-s` seconds at most. About ten minutes on two cores, thirteen with a model; `--quick` four.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks import one_thread  # noqa: F401
from benchmarks.machine import machine
from benchmarks.reasons_writer import say, share, write_ahead, writer_measure, writer_set
from benchmarks.site import bench_database

if TYPE_CHECKING:
    from benchmarks.reasons_audit import Falls, Found
    from benchmarks.reasons_facts import Facts
    from benchmarks.reasons_pages import Remade, Shown
    from benchmarks.reasons_panel import Deletions
    from recommender.contracts import Pick, Slate

EXAMPLES = 20  # of each kind that are printed
LIE_EVERY = 60  # picks: lies are planted in the facts of each so many-th
DELETED = 400  # reasons with a cause whose score is looked at
USED = 50  # newest events of a shopper that a page reads
PROMPTS = 384  # that the writer is asked for, to see how many are accepted


@dataclass
class Seen:
    """What was counted over all pages."""

    picks: int = 0
    titles: int = 0
    own: int = 0
    audit: int = 0
    either: int = 0
    unread: int = 0
    plain: int = 0
    causal: int = 0
    here_only: int = 0
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unread_words: Counter[str] = field(default_factory=Counter)
    unread_texts: list[str] = field(default_factory=list)
    claims: Counter[str] = field(default_factory=Counter)
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    read: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    planted: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


class Judge:
    """Both judges over the pages as they come."""

    def __init__(self, facts: Facts, remade: Remade, deletions: Deletions) -> None:
        """Nothing is judged yet."""
        self.facts, self.remade, self.deletions = facts, remade, deletions
        self.seen = Seen()
        self._draw = random.Random(17)

    def page(self, page: Shown) -> None:
        """Judge every reason and title of a page."""
        context = page.context
        acts = [act.id for act in self.facts.acts(context.shopper_id, context.now)[:USED]]
        holds = _holders(page, self.remade)
        for slate in page.slates:
            self._title(page, slate)
            own = beside(page, slate, self.facts)
            for pick in slate.picks:
                self._pick(page, slate, pick, own, acts, partial(holds, slate))

    def _title(self, page: Shown, slate: Slate) -> None:
        from benchmarks.reasons_audit import Said, audit

        def gone(events: Any) -> bool:
            # The title claims a cause of its shelf: without the act there is another shelf or none.
            then = self.remade.page(page.context, events).get(slate.shelf)
            now = self.remade.page(page.context).get(slate.shelf)
            about = (now.about, now.act) if now is not None else None
            return about is not None and (then is None or (then.about, then.act) != about)

        context = page.context
        said = Said(slate.title, None, context.shopper_id, context.language, context.now)
        found = audit(said, self.facts, gone)
        self.seen.titles += 1
        self._note(page, slate, "", slate.title, found, holds=True)

    def _pick(
        self, page: Shown, slate: Slate, pick: Pick, own: frozenset[str], acts: Sequence[UUID],
        holds: Any,
    ) -> None:  # fmt: skip
        from benchmarks.reasons_audit import Said, audit
        from benchmarks.reasons_lies import planted
        from benchmarks.reasons_panel import cited_events

        context, seen = page.context, self.seen
        reason = pick.reason
        seen.picks += 1
        if reason is None:
            seen.wrong["no reason"].append(pick.item_id)
            seen.either += 1
            return
        falls: Falls = lambda gone: self.remade.falls(  # noqa: E731
            context, slate.shelf, pick.item_id, gone, acts
        )
        said = Said(
            reason.text, pick.item_id, context.shopper_id, context.language, context.now,
            own,
        )  # fmt: skip
        cited = cited_events(pick)
        found = audit(said, self.facts, falls, {one for _, events in cited for one in events})
        seen.plain += reason.writer == "template"
        seen.causal += found.is_causal
        seen.here_only += bool(pick.evidence) and all(e.kind.value == "here" for e in pick.evidence)
        seen.texts[context.language].append(reason.text)
        seen.read[context.language].append(f"[{page.tone}] {reason.text}")
        self._note(page, slate, pick.item_id, reason.text, found, holds=holds(pick))
        if found.is_causal and self.deletions.causal < DELETED:
            self.deletions.add(page, slate.shelf, pick, self.remade, acts)
        if seen.picks % LIE_EVERY == 0:
            seen.planted += planted(said, self.facts, falls, self._draw, seen.missed.append)

    def _note(
        self, page: Shown, slate: Slate, item_id: str, text: str, found: Found, *, holds: bool
    ) -> None:
        seen = self.seen
        seen.claims.update(found.claims)
        seen.own += not holds
        seen.audit += bool(found.unsupported)
        seen.either += bool(found.unsupported) or not holds
        where = f"{page.context.placement}/{slate.shelf} {item_id} “{text}”"
        if not holds:
            seen.wrong["own checker"].append(where)
        for why in found.unsupported:
            seen.wrong[why.split(":")[0]].append(f"{where}: {why}")
        if found.unread:
            seen.unread += 1
            seen.unread_words.update(found.unread)
            seen.unread_texts.append(f"{text} ← {' '.join(found.unread)}")


def beside(page: Shown, slate: Slate, facts: Facts) -> frozenset[str]:
    """Return what a reason may speak of unnamed: the title's item, or the one the page is about."""
    from benchmarks.reasons_reading import Reading, Said

    context = page.context
    said = Said(slate.title, None, context.shopper_id, context.language, context.now)
    quoted = Reading(said, facts).titles
    if quoted:
        return frozenset().union(*quoted)
    return frozenset(context.anchor_item_ids if len(context.anchor_item_ids) == 1 else ())


def _holders(page: Shown, remade: Remade) -> Any:
    """Return what says whether the project's own checks still hold a pick's reason to be true."""
    from recommender.contracts import ReasonAsk
    from recommender.sentences import reason_holds
    from recommender.store import PostgresStore

    picks = [pick for _, pick in page.picks]
    named = {
        str(one.values["item_id"]) for p in picks for one in p.evidence if one.values.get("item_id")
    }
    ids = sorted({pick.item_id for pick in picks} | named)
    block = PostgresStore().block(ids, available_only=False)
    facts = {fact.item_id: fact for fact in block.facts}

    def holds(slate: Slate, pick: Pick) -> bool:
        anchor = remade.anchor(page.context, slate.shelf)
        ask = ReasonAsk(facts[pick.item_id], pick.evidence, facts, {}, slate.shelf, anchor)
        return pick.reason is not None and reason_holds(pick.reason, ask) and _sound(pick)

    return holds


_KNOWN: dict[tuple[str, str], bool] = {}


def _sound(pick: Pick) -> bool:
    """Whether every sentence that may be shown for a reason's shape passes the checker."""
    from recommender.models import ReasonText
    from recommender.reasons.checker import CHECKER_VERSION, check
    from recommender.reasons.shapes import every_shape
    from recommender.reasons.templates import sentences
    from recommender.reasons.vocabulary import TONES

    assert pick.reason is not None
    key = (pick.reason.shape, pick.reason.language)
    if key not in _KNOWN:
        shape = every_shape().get(key[0])
        if shape is None:
            return True  # a shape that holds by its words alone has no sentences kept
        texts = [text for tone in TONES for text in sentences(shape, key[1], tone)]
        texts += ReasonText.objects.filter(
            shape_id=key[0],
            language=key[1],
            status__in=("accepted", "approved"),
            checker_version=CHECKER_VERSION,
        ).values_list("text", flat=True)
        _KNOWN[key] = all(check(text, shape.json, key[1]).ok for text in texts)
    return _KNOWN[key]


# --------------------------------------------------------------------------------------- all of it


def variety_beside(pages: Sequence[Shown], texts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return how varied shown reasons are, and plain ones of as many picks of the same pages."""
    from django.conf import settings
    from django.test import override_settings
    from django.utils import translation

    from benchmarks.reasons_variety import variety
    from recommender import services

    plain: dict[str, list[str]] = defaultdict(list)
    with override_settings(RECOMMENDER={**settings.RECOMMENDER, "WRITER": "template"}):
        for page in pages[:80]:
            services.profile_update(page.context.shopper_id, tone=page.tone)
            with translation.override(page.context.language):
                slates = services.strategy_preview(page.context, {})
            plain[page.context.language] += [
                pick.reason.text for slate in slates for pick in slate.picks if pick.reason
            ]
    found = {}
    for language, said in plain.items():
        most = min(len(said), len(texts[language]), 1000)
        found[language] = {
            "shown": variety(texts[language], most), "plain": variety(said, most)
        }  # fmt: skip
    return found


def measure(url: str, shoppers: Sequence[UUID], options: argparse.Namespace) -> dict[str, Any]:
    """Return all figures of the demo shop in the current database."""
    from django.utils import timezone

    from benchmarks.reasons_facts import Facts
    from benchmarks.reasons_pages import Remade, pages
    from benchmarks.reasons_panel import Deletions, promise_measure, steering_measure
    from benchmarks.reasons_web import web_measure

    now = timezone.now()
    written = write_ahead(shoppers, now, options.write, options.write_s)
    facts, remade, deletions = Facts.read(), Remade(), Deletions()
    judge, kept, lap = Judge(facts, remade, deletions), [], time.perf_counter()
    for page in pages(shoppers, now, options.picks):
        judge.page(page)
        kept.append(page)
        if time.perf_counter() - lap > 10:
            lap = time.perf_counter()
            say(f"{judge.seen.picks} picks judged, {judge.seen.either} unsupported.")
    seen = judge.seen
    tell(seen, options.read)
    say(f"Causes: {deletions.to_json()}")
    for line in deletions.misses[:EXAMPLES]:
        say(f"  cause not kept: {line}")
    steering = steering_measure(kept, facts, options.steering)
    say(f"Steering: {steering}")
    promise = promise_measure(kept, options.pairs, say)
    say(f"Promises: {promise}")
    writer = writer_set()
    found = {
        "picks": seen.picks,
        "unsupported": seen.either,
        "unsupported_own": seen.own,
        "unsupported_audit": seen.audit,
        "unread": seen.unread,
        "audit_planted": f"{seen.planted['found']}/{seen.planted['total']}",
        "writer": f"{writer.slug} {writer.revision}" if writer else "template",
        **writer_measure(options.prompts),
        "fallback_rate": share(seen.plain, seen.picks) if writer else None,
        "cache_hit_rate": share(seen.picks - seen.plain, seen.picks) if writer else None,
        **deletions.to_json(),
        **promise,
        **steering,
        "titles": seen.titles,
        "causal_share": share(seen.causal, seen.picks),
        "here_only_share": share(seen.here_only, seen.picks),
        "unsupported_by": {why: len(some) for why, some in seen.wrong.items()},
        "claims": dict(seen.claims.most_common()),
        "variety": variety_beside(kept, seen.texts),
        "written_ahead": written,
    }
    if not options.no_web:
        found |= web_measure(url, shoppers, options.turns)
    return found


def tell(seen: Seen, read: int) -> None:
    """Say on stderr what was wrong or unread; print sentences to be read on stdout."""
    for why, some in sorted(seen.wrong.items(), key=lambda one: -len(one[1])):
        say(f"{len(some)} × {why}")
        for line in some[:: max(1, len(some) // EXAMPLES)][:EXAMPLES]:
            say(f"    {line}")
    say(f"{seen.unread} unread: {seen.unread_words.most_common(EXAMPLES)}")
    for line in seen.unread_texts[:EXAMPLES]:
        say(f"    {line}")
    for line in seen.missed[:EXAMPLES]:
        say(f"    a lie that was missed: {line}")
    draw = random.Random(31)
    for language, texts in seen.read.items():
        different = sorted(set(texts))
        for text in draw.sample(different, min(read, len(different))):
            print(f"{language}  {text}")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--picks", type=int, default=10_000, help="judged at least (10000)")
    parser.add_argument("--pairs", type=int, default=300, help="of pick and act, promised (300)")
    parser.add_argument("--steering", type=int, default=100, help="pages steered (100)")
    parser.add_argument("--turns", type=int, default=150, help="pages asked of each server (150)")
    parser.add_argument("--prompts", type=int, default=PROMPTS, help="asked of the writer")
    parser.add_argument("--write", type=int, default=20_000, help="sentences ahead at most")
    parser.add_argument("--write-s", type=float, default=180, help="spent on them at most (180)")
    parser.add_argument("--products", type=int, default=640, help="of the demo shop (640)")
    parser.add_argument("--shoppers", type=int, default=600, help="of the demo shop (600)")
    parser.add_argument("--read", type=int, default=0, help="print so many sentences a language")
    parser.add_argument("--no-web", action="store_true", help="leave the web servers out")
    parser.add_argument("--quick", action="store_true", help="1,000 picks, few of the rest")
    options = parser.parse_args(arguments)
    if options.quick:
        options.picks, options.pairs, options.steering = 1000, 40, 20
        options.turns, options.prompts, options.write_s = 40, 96, 100
        options.products, options.shoppers = 320, 300
    return options


def main(arguments: list[str] | None = None) -> None:
    """Build, write ahead, make pages, judge; print one JSON object as the last line."""
    options = _options(arguments)
    measured_on = machine("django", "torch", "numpy")
    started = time.monotonic()
    with bench_database() as url:
        from benchmarks.demo_shop import demo_make

        shoppers = demo_make(options.products, options.shoppers)
        built_s = time.monotonic() - started
        found = measure(url, shoppers, options)
    print(
        json.dumps(
            {
                "benchmark": "reasons",
                **found,
                "options": vars(options),
                "build_s": round(built_s, 1),
                "wall_s": round(time.monotonic() - started, 1),
                **measured_on,
            },
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main()
