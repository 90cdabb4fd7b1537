"""Where a request is taken to come from, by its languages, and what gives way to what."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from recommender.contracts import Evidence, EvidenceKind, Pick
from shop.forms import PLACES
from shop.place_asked import LANGUAGES, REGIONS, place_assumed, place_chosen
from shop.places import here
from shop.shelving import Card, ShelfView


def request(languages: str = "", **cookies: str):
    made = RequestFactory().get("/", headers={"Accept-Language": languages} if languages else {})
    made.COOKIES.update(cookies)
    return made


@pytest.mark.parametrize(
    ("languages", "place"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "austria"),
        ("de,en-US;q=0.7", "germany"),
        ("en-GB,en;q=0.9", "united-kingdom"),
        ("en;q=0.9,de-DE", "germany"),  # the most wanted, not the first written
        ("zh-CN,zh;q=0.9", "china"),
        ("zh-Hans-CN", "china"),
        ("zh-Hans", "china"),
        ("zh-TW", ""),
        ("zh", ""),
        ("en", ""),
        ("pt-BR,pt-PT;q=0.9", ""),  # what somebody reads besides is not where they are
        ("es", ""),
        ("*", ""),
        ("", ""),
        ("<script>,;;q=x", ""),
        ("de-DE" * 3000, ""),
    ],
)
def test_the_most_wanted_language_names_the_place(languages, place):
    assert place_assumed(request(languages)) == place


def test_every_place_assumed_is_one_that_can_be_chosen():
    assert {*REGIONS.values(), *LANGUAGES.values()} == {slug for slug, _name in PLACES if slug}


def test_a_choice_wins_and_so_does_the_choice_of_none():
    assert place_assumed(request("de-DE", place="japan")) == ""
    assert place_assumed(request("de-DE", place="everywhere")) == ""
    assert place_chosen(request("de-DE", place="everywhere")) == ""
    assert place_chosen(request("de-DE")) is None
    assert place_assumed(request("de-DE", place="atlantis")) == "germany"


def shelf(*places: str) -> list[ShelfView]:
    cards = [
        Card(
            product=None,
            pick=Pick(
                "x", 0, 0.0, {}, 1.0,
                (Evidence("e", EvidenceKind.POPULAR, values={"place": place}),),
            ),
        )
        for place in places
    ]  # fmt: skip
    return [ShelfView("for_you", "", tuple(cards))]


@pytest.mark.parametrize(
    ("languages", "cookie", "felt", "said"),
    [
        ("de-DE", "", ("", "germany"), "in Germany, going by your browser's language."),
        ("de-DE", "", ("",), "wanted everywhere."),
        ("de-DE", "", (), "wanted everywhere."),
        ("de-DE", "", ("japan",), "Showing what is wanted in Japan."),  # of the profile
        ("de-DE", "japan", ("japan",), "Showing what is wanted in Japan."),
        ("de-DE", "japan", ("",), "Too little is known of Japan"),
        ("de-DE", "everywhere", ("",), "wanted everywhere."),
    ],
)
def test_only_what_picks_stand_on_is_claimed(languages, cookie, felt, said):
    asked = request(languages, **({"place": cookie} if cookie else {}))
    assert said in here(asked, shelf(*felt)).words
