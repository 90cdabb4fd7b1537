"""A first visit: three taps or none, and a place that is said, chosen and forgotten."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from recommender import services
from recommender.caches import caches_forget
from recommender.strategy import strategy_ensure_default, strategy_save
from shop.middleware import COOKIE
from tests.shop.views.conftest import text
from tests.shop.views.makers import candles_wanted


@pytest.fixture
def portugal(stocked):
    """Several people of one place want candles this week; nobody else does."""
    candles_wanted("portugal")
    version = strategy_ensure_default()  # nothing is left to chance: what differs, the place did
    steady = {**version.params, "exploration": 0.0, "niche_quota": 0.0}
    strategy_save(version.strategy, steady, activate=True)
    caches_forget()


def place_of(visitor) -> str:
    return services.profile_get(visitor.shopper_id, "en")["shopper"]["place"]


def test_no_thanks_puts_the_taps_away_and_makes_nobody_a_shopper(visitor):
    answer = visitor.fragment("/taps/away/", target="starters", sure="yes")
    assert "The shelves learn from what you look at." in text(answer)
    assert COOKIE not in visitor.client.cookies
    assert visitor.client.cookies["taps"].value == "no"
    for _again in range(2):
        markup = text(visitor.get("/"))
        assert "Three taps" not in markup and "All departments" in markup
    visitor.client.cookies.pop("taps")
    assert "Three taps" in text(visitor.get("/"))


def test_no_thanks_without_scripts_leads_home_and_a_look_at_the_address_does_nothing(visitor):
    assert visitor.get("/taps/away/").status_code == 405
    assert "Three taps" in text(visitor.get("/"))
    answer = visitor.post("/taps/away/")
    assert answer.status_code == 302 and answer.url == "/"
    assert "Three taps" not in text(visitor.get("/"))


def test_a_chosen_place_is_said_and_changes_what_a_stranger_sees(visitor, portugal):
    markup = text(visitor.get("/"))
    assert "Showing what is wanted everywhere." in markup
    before = [sku for _slate, sku in visitor.picks()]
    assert visitor.post("/place/", {"place": "portugal"}).url == "/"
    assert place_of(visitor) == "portugal"
    markup = text(visitor.get("/"))
    assert "Showing what is wanted in Portugal." in markup
    assert '<option value="portugal" selected>' in markup
    after = [sku for _slate, sku in visitor.picks()]
    assert before != after and after[:8].count("candle-0") == 1
    visitor.post("/place/", {"place": ""})
    assert place_of(visitor) == "" and [sku for _slate, sku in visitor.picks()] == before
    assert "Showing what is wanted everywhere." in text(visitor.get("/"))


def test_of_a_place_nobody_is_known_from_nothing_is_claimed(visitor, portugal):
    visitor.post("/place/", {"place": "norway"})
    markup = text(visitor.get("/"))
    assert "Too little is known of Norway: showing what is wanted everywhere." in markup


def test_a_place_that_is_not_offered_is_refused_and_a_forged_cookie_ignored(visitor, portugal):
    assert visitor.post("/place/", {"place": "atlantis"}).status_code == 404
    visitor.client.cookies["place"] = "<script>"
    assert "Showing what is wanted everywhere." in text(visitor.get("/"))


def test_the_place_of_the_interests_page_is_the_same(visitor, portugal):
    visitor.get("/")
    visitor.post("/interests/choices/", {"place": "portugal", "tone": ""})
    assert "Showing what is wanted in Portugal." in text(visitor.get("/"))


def test_logging_in_brings_the_place_along_and_leaving_takes_it_away(visitor, other, portugal):
    User.objects.create_user("ines", password="a long one 1")
    account = {"username": "ines", "password": "a long one 1"}
    visitor.post("/login/", account)
    visitor.post("/place/", {"place": "portugal"})
    other.post("/login/", account)  # another browser
    assert "Showing what is wanted in Portugal." in text(other.get("/"))
    other.post("/logout/")
    assert "Showing what is wanted everywhere." in text(other.get("/"))
    visitor.post("/interests/delete/", {"sure": "yes"})
    assert "Portugal." not in text(visitor.get("/"))


def test_a_place_that_cannot_be_kept_is_not_claimed(visitor, portugal, monkeypatch):
    def down(*_given, **_more):
        raise RuntimeError

    monkeypatch.setattr("recommender.services.profile_update", down)
    assert visitor.post("/place/", {"place": "portugal"}).status_code == 302
    assert "Showing what is wanted everywhere." in text(visitor.get("/"))


def test_a_stranger_s_first_shelf_is_popular_and_mixed(visitor, portugal):
    shown = [sku for _slate, sku in visitor.picks()][:8]
    kinds = {sku.split("-")[0] for sku in shown}
    assert len(set(shown)) == 8 and len(kinds) >= 3
    assert {"mug-0", "bowl-0"} & set(shown)  # what the neighbours bought


def test_a_stranger_sees_what_is_wanted_where_their_language_is_spoken(visitor, portugal):
    plain = [sku for _slate, sku in visitor.picks()]
    visitor.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "pt-PT,pt;q=0.9"
    said = "Showing what is wanted in Portugal, going by your browser&#x27;s language."
    assert said in text(visitor.get("/"))
    assert [sku for _slate, sku in visitor.picks()] != plain
    assert place_of(visitor) == ""  # assumed, never stored
    visitor.post("/place/", {"place": ""})
    assert "Showing what is wanted everywhere." in text(visitor.get("/"))
    assert [sku for _slate, sku in visitor.picks()] == plain
