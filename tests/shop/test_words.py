"""Sentences and numbers of the pages: worked by hand, in both languages where they differ."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from recommender.contracts import EventKind, Evidence, EvidenceKind, Fate, Together
from shop import words
from shop.templatetags import shop as tags


def fate(position, without, **more):
    ranks = {"rank": 2, "rank_without": 57, "candidates_without": 640, "share": 0.4, **more}
    return Fate(position=position, position_without=without, **ranks)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (fate(2, 2), "Without it: it stays 2nd on this shelf"),
        (fate(2, 5), "Without it: it falls from 2nd to 5th"),
        (fate(5, 2), "Without it: it rises from 5th to 2nd"),
        (fate(2, None), "Without it: it leaves this shelf (57th of 640)"),
        (fate(2, None, rank_without=None), "Without it: it is not found any more"),
        (fate(None, 3), "Without it: it comes onto this shelf, 3rd"),
        (fate(None, None), "Without it: still not on this shelf (57th of 640)"),
        (fate(2, None, rank_without=None, shelf_stays=False), "Without it: this shelf is not here"),
    ],
)
def test_where_a_pick_stands_without_an_action(one, said):
    assert words.without_words(one) == said
    with override("zh-hans"):
        assert words.without_words(one) not in {said, ""}


def test_where_a_pick_stands_without_several_actions():
    both = Together(
        event_ids=(uuid4(), uuid4()), share=0.9, rank=2, rank_without=57, position=2,
        position_without=None, candidates_without=1640,
    )  # fmt: skip
    said = "Without these 2 together: it leaves this shelf (57th of 1640)"
    assert words.together_words(both).replace(",", "") == said


@pytest.mark.parametrize("kind", [kind.value for kind in EventKind])
def test_every_kind_of_event_has_a_sentence_of_its_own(kind):
    said = words.event_words(kind, "Oat mug", {"query": "mugs"})
    assert said.startswith("You ") and "did something" not in said and "%" not in said


def test_a_title_with_percent_signs_stays_as_it_is():
    assert words.event_words("view", "100% wool %(title)s") == "You looked at “100% wool %(title)s”"


EVIDENCE = {
    EvidenceKind.ACTION: ({"action": "cart", "item_id": "m"}, "You put “Oat mug” into your cart"),
    EvidenceKind.ATTRIBUTE: (
        {"attribute": "maker", "value": "Ito", "item_id": "m"},
        "Like “Oat mug” (same maker: Ito)",
    ),
    EvidenceKind.TOGETHER: (
        {"item_id": "m", "count": 1},
        "1 shopper bought this and “Oat mug”",
    ),
    EvidenceKind.POPULAR: ({"count": 4, "window": "week"}, "Popular with 4 shoppers"),
    EvidenceKind.PRICE: ({"relation": "below"}, "Costs less than you usually spend"),
    EvidenceKind.RARE: ({"count": 2}, "Known to few shoppers"),
    EvidenceKind.NEW: ({"days": 1}, "In the shop for 1 day"),
    EvidenceKind.CONTEXT: ({"facet": "weekday", "value": "friday"}, "Fits the day of the week"),
    EvidenceKind.EXPLORE: ({}, "Something different, placed here by chance"),
    EvidenceKind.CATEGORY: (
        {"category": "mugs", "count": 3},
        "You took an interest in 3 things of the kind “Mugs”",
    ),
    EvidenceKind.HERE: (
        {"category": "mugs"},
        "It stands in the shop, and nothing more particular is known of it",
    ),
}


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_every_kind_of_evidence_has_a_statement(kind):
    values, said = EVIDENCE[kind]
    assert words.evidence_words(Evidence("e", kind, (), values), {"m": "Oat mug"}, "Mugs") == said


@pytest.mark.parametrize(
    ("facet", "shoppers", "said"),
    [
        ("hour", 12, "Taken at this time of day by 12 shoppers, 1.6 times the usual"),
        ("weekday", 1, "Taken on this day of the week by 1 shopper, 1.6 times the usual"),
        ("season", 5, "Taken in this season by 5 shoppers, 1.6 times the usual"),
    ],
)
def test_a_moment_is_stated_with_its_count(facet, shoppers, said):
    values = {"facet": facet, "value": "x", "count": shoppers, "lift": 1.62}
    assert words.evidence_words(Evidence("e", EvidenceKind.CONTEXT, (), values), {}) == said


def test_evidence_of_a_thing_that_is_gone_is_not_told():
    one = Evidence("e", EvidenceKind.ACTION, (), {"action": "view", "item_id": "x"})
    assert words.evidence_words(one, {}) == ""


@pytest.mark.parametrize(("language", "said"), [("en", "€1,234.50"), ("zh-hans", "€1,234.50")])
def test_prices(language, said):
    with override(language):
        assert tags.price(Decimal("1234.5"), "EUR") == said


def test_bands_in_words():
    assert tags.band("-10") == "Under €10"
    assert tags.band("10-25") == "€10 to €25"
    assert tags.band("250-") == "€250 and more"


@pytest.mark.parametrize(
    ("mean", "said"), [(4.4, "ffffh"), (4.8, "fffff"), (0, "nnnnn"), (2.1, "ffnnn")]
)
def test_stars(mean, said):
    assert "".join(star[0] for star in tags.stars(mean)) == said


@pytest.mark.parametrize(("share", "width"), [(0, 0), (0.333, 33), (1, 100), (1.4, 100), (-1, 0)])
def test_bars(share, width):
    assert tags.hundredths(share) == width


def test_a_score_has_a_proper_minus():
    assert tags.signed(-0.1234) == "−0.123" and tags.signed(0.5) == "0.500"


def test_moments():
    now = timezone.now()
    assert tags.ago(now) == "just now"
    assert tags.ago(now - timedelta(hours=3)) == "3 hours ago"
    assert "20" in tags.ago(now - timedelta(days=400))
    with override("zh-hans"):
        assert tags.ago(now - timedelta(hours=3)) == "3小时前"


def test_how_old_an_interest_is_and_when_it_was_last_acted_on():
    now = timezone.now()

    def said(since, last):
        return tags.lasts({"since": since and now - since, "last_at": last and now - last})

    assert said(timedelta(days=21), timedelta(days=1)) == "For 3 weeks, last 1 day ago"
    assert said(timedelta(days=21), None) == "For 3 weeks"
    assert said(timedelta(minutes=5), timedelta(minutes=1)) == "Begun just now"
    assert said(None, None) == ""


@pytest.mark.parametrize(
    ("seen", "names", "said"),
    [
        (["a"], ["b", "a"], "“Bee” leads your interests now."),
        ([], ["a"], "“Ay” leads your interests now."),
        (["a"], ["a", "b"], "“Bee” is new among your interests."),
        (["a", "b"], ["a", "b"], "Your interests have been updated."),
        (["a"], [], "Nothing is known of you now."),
    ],
)
def test_what_changed_while_a_page_was_open(seen, names, said):
    assert words.mirror_words(seen, names, {"a": "Ay", "b": "Bee"}) == said


def test_query_strings():
    context = {"request": RequestFactory().get("/c/x/?colour=oat&colour=ink&sort=new&page=3&q=mug")}
    assert tags.query_toggle(context, "colour", "oat") == "?colour=ink&sort=new&q=mug"
    assert tags.query_toggle(context, "brand", "a b") == (
        "?colour=oat&colour=ink&sort=new&q=mug&brand=a+b"
    )
    assert tags.query_with(context, sort="cheap") == "?colour=oat&colour=ink&sort=cheap&q=mug"
    assert tags.query_clear(context) == "?q=mug&sort=new"
    pairs = tags.pairs(QueryDict("a=1&a=2&b=3"), "b")
    assert pairs == [("a", "1"), ("a", "2")]
