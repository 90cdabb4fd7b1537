"""The strategy page: what is slid is previewed, checked, saved, served, undone and logged."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from recommender import services
from recommender.admin.preview import compare, lively_shoppers
from recommender.admin.strategy_form import changes, check, read
from recommender.contracts import Context
from recommender.models import SlateRow, Strategy, StrategyVersion
from recommender.strategy import StrategyParams, active_version, parameters, strategy_ensure_default
from tests.recommender.worlds import new_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy():
    return strategy_ensure_default().strategy


@pytest.fixture
def address(strategy):
    return reverse("admin:recommender_strategy_change", args=[strategy.pk])


def form(**changed):
    """Return the whole form as the page sends it, with the defaults where nothing is said."""
    values = {bound.name: bound.default for bound in parameters()}
    return {**values, **{name.replace("__", "."): value for name, value in changed.items()}}


def test_every_parameter_has_a_slider_a_sentence_and_its_default(owner, address):
    page = owner.get(address)
    fields = {f.name: f for section in page.context["sections"] for f in section.fields}
    assert set(fields) == {bound.name for bound in parameters()}
    body = page.content.decode()
    for bound in parameters():
        field = fields[bound.name]
        assert field.help and field.label and field.default
        assert f'name="{bound.name}"' in body
        if bound.low is not None:
            assert f'data-slides="{field.id}"' in body and float(field.step) > 0


def test_the_list_leads_to_the_page(owner, address):
    response = owner.get(reverse("admin:recommender_strategy_changelist"), {"shopper": "x"})
    assert response.status_code == 302 and response.url == f"{address}?shopper=x"


def test_saving_adds_a_version_and_serving_it_changes_pages(owner, address, strategy):
    before = active_version()[0]
    owner.post(address, form(diversity="0.5", note="more difference", do="save"))
    saved = StrategyVersion.objects.first()
    assert (saved.number, saved.params["diversity"], saved.note) == (2, 0.5, "more difference")
    assert saved.author.get_username() == "owner"
    assert active_version()[0] == before
    response = owner.post(address, form(weights__tail="1.5", do="serve"))
    assert response.url == f"{address}?undo={before}"
    version_id, params = active_version()
    assert params.weights["tail"] == 1.5 and params.diversity == 0.35
    assert StrategyVersion.objects.get(pk=version_id).number == 3
    assert LogEntry.objects.filter(object_id=str(strategy.pk)).count() == 2


def test_what_was_done_is_on_record(owner, address, strategy):
    owner.post(address, form(diversity="0.5", note="more difference", do="serve"))
    history = reverse("admin:recommender_strategy_history", args=[strategy.pk])
    assert history in owner.get(address).content.decode()
    said = owner.get(history).content.decode()
    assert "Version 2 is saved and serves. more difference" in said


def test_a_page_is_served_by_the_new_version(owner, address, lively):
    owner.post(address, form(shelf_size="4", do="serve"))
    slates = services.page_recommend(Context(lively, "home", timezone.now()))
    assert all(len(slate.picks) <= 4 for slate in slates)
    assert SlateRow.objects.first().strategy_version_id == active_version()[0]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("diversity", "7", "Must be between 0 and 0.95."),
        ("diversity", "much", "Write a number."),
        ("diversity", "nan", "Must be between 0 and 0.95."),
        ("shelf_size", "6.5", "Write a whole number."),
        ("weights.tail", "-1", "Must be between 0 and 3."),
        ("stages.session.floor", "2", "Must be between 0 and 0.9."),
        ("tone", "loud", "Choose one of: warm, plain, playful."),
    ],
)
def test_what_is_wrong_is_said_at_its_slider_and_nothing_is_saved(
    owner, address, name, value, said
):
    response = owner.post(address, form(**{name: value}, do="serve"))
    assert response.status_code == 422
    fields = {f.name: f for s in response.context["sections"] for f in s.fields}
    assert fields[name].errors == (said,) and fields[name].value == value
    assert sum(bool(field.errors) for field in fields.values()) == 1
    section = next(s for s in response.context["sections"] if fields[name] in s.fields)
    assert not section.is_folded
    assert f'id="e-{fields[name].id}" role="alert">{said}</p>' in response.content.decode()
    assert StrategyVersion.objects.count() == 1


def test_the_preview_follows_the_sliders_and_saves_nothing(owner, strategy, lively):
    url = reverse("admin:recommender_strategy_preview", args=[strategy.pk])
    same = owner.post(url, form(lively=str(lively), exploration="0"))
    assert same.context["comparison"] is not None and same.context["edits"] == [
        "Exploration 0.06 → 0"
    ]
    changed = owner.post(
        url, form(lively=str(lively), weights__session="0", weights__popular="3", novelty="0")
    )
    pairs = changed.context["comparison"]["pairs"]
    order = [
        [card["item"]["item_id"] for card in pairs[0][side]["first"]] for side in ("left", "right")
    ]
    assert order[0] != order[1]
    rises = [card["rise"] for card in pairs[0]["right"]["first"]]
    assert any(rise is None or rise != 0 for rise in rises)
    assert SlateRow.objects.count() == 0 and StrategyVersion.objects.count() == 1


def test_changes_of_place_are_places_of_the_other_side(strategy, lively):
    context = Context(lively, "home", timezone.now())
    found = compare(
        context, StrategyParams(exploration=0.0), StrategyParams(exploration=0.0, diversity=0.9)
    )
    for pair in found["pairs"]:
        if not pair["left"] or not pair["right"]:
            continue
        sides = {
            side: {
                card["item"]["item_id"]: card
                for card in (*pair[side]["first"], *pair[side]["others"])
            }
            for side in ("left", "right")
        }
        for item_id, card in sides["right"].items():
            other = sides["left"].get(item_id)
            assert card["rise"] == (other["place"] - card["place"] if other else None)


def test_the_preview_finds_a_shopper_and_says_when_there_is_none(owner, address, lively):
    known = services.shopper_for_user("user:9")
    assert owner.get(address, {"shopper": "user:9"}).context["ask"].shopper.pk == known
    assert owner.get(address).context["ask"].shopper.pk == lively  # the liveliest
    missing = owner.get(address, {"shopper": "user:10"})
    assert missing.context["comparison"] is None
    assert "No shopper has this id." in missing.content.decode()


def test_lively_shoppers_are_those_who_did_most(lively):
    quiet, idle = services.shopper_create(), services.shopper_create()
    services.events_record([new_event(quiet, "i04", now=timezone.now())], wake=False)
    found = [(one["id"], one["count"]) for one in lively_shoppers()]
    assert found == [(str(lively), "3"), (str(quiet), "1")]  # no page was served: of anybody
    services.page_recommend(Context(quiet, "home", timezone.now()))
    services.page_recommend(Context(idle, "home", timezone.now()))
    assert [one["id"] for one in lively_shoppers()] == [str(quiet)]


@pytest.mark.parametrize("placement", ["home", "product", "cart", "category"])
def test_each_placement_can_be_previewed(owner, address, lively, placement):
    page = owner.get(address, {"placement": placement})
    assert page.context["comparison"]["pairs"], placement
    if placement == "product":
        assert page.context["ask"].item == "i21"  # what they looked at last


def test_a_preview_without_any_shopper_says_so(owner, address):
    assert "No shopper did anything yet" in owner.get(address).content.decode()


def test_roll_back_and_undo(owner, address, strategy):
    first = active_version()[0]
    owner.post(address, form(diversity="0.5", do="serve"))
    second = active_version()[0]
    page = owner.get(address)
    assert page.context["back"].pk == first
    serve = reverse("admin:recommender_strategy_serve", args=[strategy.pk, first])
    owner.get(serve)
    assert active_version()[0] == second  # a look changes nothing
    response = owner.post(serve, follow=True)
    assert active_version()[0] == first
    assert "Rolled back to version 1." in response.content.decode()
    assert response.context["undo"].pk == second
    owner.post(reverse("admin:recommender_strategy_serve", args=[strategy.pk, second]))
    assert active_version()[0] == second


def test_a_version_of_another_strategy_is_not_served(owner, strategy):
    other = Strategy.objects.create(slug="other", name="Other")
    version = StrategyVersion.objects.create(strategy=other, number=1, params={})
    url = reverse("admin:recommender_strategy_serve", args=[strategy.pk, version.pk])
    assert owner.post(url).status_code == 404


def test_who_may_only_look_may_try_but_change_nothing(staff, strategy, address, lively):
    client = staff("view_strategy")
    page = client.get(address)
    assert page.status_code == 200 and "Save and serve" not in page.content.decode()
    assert client.post(address, form(diversity="0.9", do="preview")).status_code == 200
    for do in ("save", "serve"):
        assert client.post(address, form(diversity="0.9", do=do)).status_code == 403
    version = StrategyVersion.objects.create(strategy=strategy, number=2, params={})
    url = reverse("admin:recommender_strategy_serve", args=[strategy.pk, version.pk])
    assert client.post(url).status_code == 403
    assert StrategyVersion.objects.count() == 2
    assert strategy_ensure_default().number == 1


def test_a_forged_form_is_refused(owner, address):
    client = Client(enforce_csrf_checks=True)
    client.cookies = owner.cookies
    assert client.post(address, form(diversity="0.9", do="serve")).status_code == 403
    assert StrategyVersion.objects.count() == 1


def test_sliders_can_start_from_a_version_or_the_defaults(owner, address):
    owner.post(address, form(diversity="0.5", do="serve"))

    def start(version=None):
        page = owner.get(address, {"version": version} if version else {})
        fields = {f.name: f for s in page.context["sections"] for f in s.fields}
        return fields["diversity"].value

    assert start() == "0.5"
    assert start("defaults") == "0.35"
    assert start(StrategyVersion.objects.get(number=1).pk) == "0.35"


def test_versions_tell_what_changed(owner, address):
    owner.post(
        address, form(diversity="0.5", weights__tail="1", stages__session__leads="7", do="save")
    )
    page = owner.get(address)
    newest = page.context["versions"][0]["changes"]
    assert newest == [
        "weight of “Little known items” 0.4 → 1",
        "Difference 0.35 → 0.5",
        "Leads of “Newest actions” 4 → 7",
    ]


def test_limits_at_their_default_are_not_stored():
    values = read(form(stages__session__leads="7"), StrategyParams())
    assert values["stages"] == {"session": {"leads": 7}}
    params, errors = check(values)
    assert errors == {} and params.stage_params("session").leads == 7
    assert read(form(), params)["stages"] == {}


def test_shelves_are_kept_and_their_changes_told():
    base = StrategyParams(shelves={**StrategyParams().shelves, "home": ("for_you", "new")})
    assert read(form(), base)["shelves"]["home"] == ["for_you", "new"]
    assert changes(StrategyParams().to_json(), base.to_json()) == [
        "shelves of the home page: For you, New"
    ]
