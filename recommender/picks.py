"""Serves pages: reads, runs the pipeline, phrases, logs. And runs it again to explain a pick."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from recommender.contracts import (
    Context,
    Counterfactual,
    EvidenceKind,
    Explanation,
    ItemFacts,
    Pick,
    ReasonAsk,
    Slate,
    Together,
)
from recommender.errors import InvalidInput, NotFound
from recommender.fallbacks import fallbacks_note
from recommender.made_pages import MadePage, made_pages
from recommender.models import Item, SlateRow
from recommender.pages_ahead import pages_ahead
from recommender.pipeline import Made, Page, anchors_of, headings_of, page_make, slates_of
from recommender.profile_read import ProfileRow, profile_digest, profile_fetch, profile_of
from recommender.sentences import page_phrase
from recommender.shop_look import shop_look
from recommender.slate_log import slates_flush, slates_log
from recommender.slates import Served, context_of, pick_of
from recommender.store import PostgresStore
from recommender.strategy import StrategyParams, active_version, version_params

logger = logging.getLogger(__name__)

MOST_COUNTERFACTUALS = 5


def page_recommend(context: Context, strategy_version_id: int | None = None) -> list[Slate]:
    """See `recommender.services.page_recommend`."""
    with pages_ahead.answering(context):
        made = _made(context, strategy_version_id)
        if made_pages.show(made):
            served = made.served
            slates_log(served.slates, served.context, served.sources, served.version_id)
        return list(made.served.slates)


def page_prepare(context: Context) -> Sequence[Slate]:
    """Make a page and keep it for when it is asked for; nothing is logged until it is shown."""
    return _made(context, None).served.slates


pages_ahead.make = page_prepare


def _made(context: Context, strategy_version_id: int | None) -> MadePage:
    """Return the page as it was made a moment ago if nothing has changed, else made now."""
    if strategy_version_id is None:
        version_id, params = active_version()
    else:
        version_id, params = strategy_version_id, version_params(strategy_version_id)
    _check_placement(context, params)
    stamp = (profile_digest(context), version_id, shop_look())
    made = made_pages.get(context, stamp)
    if made is not None:
        return made
    made_pages.begin(context, stamp)
    try:
        page = _page(context, params)
        slates = _phrased(page, slates_of(page, version_id), params)
        found = {slug: len(one.item_ids) for slug, one in page.candidates.recalled.items()}
        made = MadePage(stamp, Served(tuple(slates), context, found, version_id))
    finally:
        made_pages.end(context, made)
    fallbacks_note(page.candidates.fallbacks)
    return made


def strategy_preview(context: Context, params: Mapping[str, Any]) -> list[Slate]:
    """See `recommender.services.strategy_preview`."""
    return page_preview(context, StrategyParams.from_json(params))[1]


def page_preview(context: Context, params: StrategyParams) -> tuple[Page, list[Slate]]:
    """Make a page that nobody is shown: with all that made it, and as slates. Nothing is logged."""
    page = _page(context, params)
    return page, _phrased(page, slates_of(page, None), params)


def _page(
    context: Context,
    params: StrategyParams,
    known: ProfileRow | None = None,
    *,
    explained: bool = True,
) -> Page:
    """Make a page; `known` when the shopper's row was read already."""
    _check_placement(context, params)
    row = profile_fetch(context, params.rebuy_days) if known is None else known
    profile = profile_of(context, row, params.reseen_hours)
    return page_make(context, params, PostgresStore(), profile, explained=explained)


def _check_placement(context: Context, params: StrategyParams) -> None:
    if context.placement not in params.shelves:
        said = _("Choose one of %(kinds)s.") % {"kinds": ", ".join(params.shelves)}
        raise InvalidInput(_("Unknown placement."), {"placement": [said]})


def _phrased(page: Page, slates: Sequence[Slate], params: StrategyParams) -> list[Slate]:
    """Add each shelf's title and each pick's reason, asked for in one go."""
    facts = {fact.item_id: fact for fact in page.candidates.block.facts}
    named: dict[str, ItemFacts] = {
        fact.item_id: fact for fact in (*page.query.history.facts, *page.query.anchors.facts)
    }
    rated, liked = page.query.profile.reason_factors, page.query.profile.liked
    asks = [
        ReasonAsk(facts[pick.item_id], pick.evidence, named, rated, slate.shelf, anchor)
        for slate, anchor in zip(slates, anchors_of(page), strict=True)
        for pick in slate.picks
    ]
    tone = page.query.profile.tone or params.tone
    titles, found = page_phrase(headings_of(page), asks, page.query.context.language, tone)
    reasons = iter(found)
    return [
        replace(
            slate,
            title=title.text,
            picks=tuple(
                replace(pick, reason=next(reasons), liked_by=liked.get(pick.item_id))
                for pick in slate.picks
            ),
        )
        for slate, title in zip(slates, titles, strict=True)
    ]


def pick_explain(slate_id: UUID, item_id: str, shopper_id: UUID, language: str) -> Explanation:
    """See `recommender.services.pick_explain`."""
    slates_flush()
    row = (
        SlateRow.objects.filter(pk=slate_id, shopper_id=shopper_id)
        .select_related("strategy_version__strategy")
        .first()
    )
    entries = list(enumerate(row.picks)) if row else []
    stored = next(((at, one) for at, one in entries if one["item_id"] == item_id), None)
    if row is None or stored is None:
        raise NotFound(_("There is no such pick of yours."))
    version = row.strategy_version
    params = version_params(version.pk) if version else active_version()[1]
    context = replace(context_of(row), language=language)
    known = profile_fetch(context, params.rebuy_days)
    page = _page(context, params, known)
    made = _shelf(page, row.shelf)
    pick = _pick_now(page, made, item_id, params) or pick_of(stored[1], stored[0])
    what_if = _WhatIf(page, made, item_id, params, known)
    return Explanation(
        slate_id=slate_id,
        pick=replace(pick, position=stored[0]),
        item_title=_titles([item_id], language).get(item_id, item_id),
        counterfactuals=what_if.each(),
        strategy_name=version.strategy.name if version else "",
        strategy_version=version.number if version else 0,
        together=what_if.together(pick),
        weights=_weights(made),
    )


def _about(made: Made) -> str:
    """Return the item that a shelf stands on, "" for one that stands on none."""
    return made.stands_on.fact.item_id if made.stands_on is not None else ""


def _weights(made: Made | None) -> dict[str, float]:
    if made is None:
        return {}
    scored = made.scored
    return dict(zip(scored.source_slugs, scored.weights.tolist(), strict=True))


def _shelf(page: Page, slug: str) -> Made | None:
    return next((one for one in page.shelves if one.shelf.slug == slug), None)


def _pick_now(page: Page, made: Made | None, item_id: str, params: StrategyParams) -> Pick | None:
    """Return the pick as the pipeline makes it now (controls set since are obeyed), phrased."""
    if made is None:
        return None
    slates = _phrased(page, slates_of(page, None), params)
    shelf = next(slate for slate in slates if slate.shelf == made.shelf.slug)
    return next((pick for pick in shelf.picks if pick.item_id == item_id), None)


@dataclass(frozen=True, slots=True)
class _WhatIf:
    """The page of a pick, run again without some of the events that add to it.

    `known`: what was read of the shopper. What is not used is taken out of that, so that it is the
    page they would get at that moment.
    """

    page: Page
    made: Made | None
    item_id: str
    params: StrategyParams
    known: ProfileRow

    def each(self) -> tuple[Counterfactual, ...]:
        """Return what happens without each event that adds to the pick, strongest first."""
        parts = self._parts()
        order = sorted((event for event in parts if parts[event] > 0), key=lambda e: -parts[e])
        events = {event.id: event for event in self.page.query.profile.events}
        cited = [events[one] for one in order[:MOST_COUNTERFACTUALS]]
        language = self.page.query.context.language
        titles = _titles([event.item_id for event in cited if event.item_id], language)
        return tuple(
            Counterfactual(
                event_id=event.id,
                action=event.kind,
                item_id=event.item_id,
                item_title=titles.get(event.item_id or "", ""),
                occurred_at=event.occurred_at,
                **self._fate((event.id,)),
            )
            for event in cited
        )

    def together(self, pick: Pick) -> Together | None:
        """Return what happens without all of the events that caused the pick together, if so."""
        parts = self._parts()
        for one in pick.evidence:
            ids = tuple(UUID(ref) for ref in one.refs) if one.kind is EvidenceKind.ACTION else ()
            if len(ids) > 1 and all(event in parts for event in ids):
                return Together(event_ids=ids, **self._fate(ids))
        return None

    def _parts(self) -> dict[UUID, float]:
        """Return what each event adds to the pick; nothing when it can no longer be one."""
        if self.made is None or self.made.rank(self.item_id) is None:
            return {}
        scored = self.made.scored
        parts = scored.by_event[scored.block.row_of[self.item_id]].tolist()
        events = self.page.query.profile.events
        return {event.id: part for event, part in zip(events, parts, strict=True)}

    def _fate(self, gone: Sequence[UUID]) -> dict[str, Any]:
        """Return the fields of `Fate` without some events; `_parts` names them."""
        parts, made, context = self._parts(), self.made, self.page.query.context
        positive = sum(part for part in parts.values() if part > 0)
        without = replace(context, ignore_event_ids=context.ignore_event_ids | {*gone})
        again = None
        if made is not None:
            page = _page(without, self.params, self.known, explained=False)
            again = _shelf(page, made.shelf.slug)
            if again is not None and _about(again) != _about(made):
                again = None  # a shelf of the same name, about something else
        fate: dict[str, Any] = {
            "share": sum(parts[event] for event in gone) / positive if positive > 0 else 0.0,
            "shelf_stays": again is not None,
        }
        for name, one in (("", made), ("_without", again)):
            fate[f"rank{name}"] = one.rank(self.item_id) if one is not None else None
            fate[f"position{name}"] = one.position(self.item_id) if one is not None else None
        return fate | {"candidates_without": len(again.pool) if again is not None else 0}


def _titles(item_ids: Sequence[str], language: str) -> dict[str, str]:
    rows = Item.objects.filter(pk__in=set(item_ids)).values_list("pk", "title", "translations")
    return {pk: said.get(language, {}).get("title") or title for pk, title, said in rows}


def item_similar(item_id: str, limit: int = 12) -> list[tuple[str, float]]:
    """See `recommender.services.item_similar`."""
    store = PostgresStore()
    block = store.block([item_id], available_only=False)
    if not block.facts:
        raise NotFound(_("There is no such item."))
    if not block.content.any():
        return []
    found = store.nearest_content(block.content, limit + 1)
    return [(other, cosine) for other, cosine in found if other != item_id][:limit]
