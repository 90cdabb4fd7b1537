from __future__ import annotations

import uuid

import pytest

from recommender.api.picks import WHY_EXAMPLE
from recommender.models import Item, SlateRow
from recommender.strategy import strategy_ensure_default, strategy_save

pytestmark = pytest.mark.django_db


def picks(shelves):
    return [pick for shelf in shelves for pick in shelf["picks"]]


def test_a_page_of_shelves_is_answered_and_logged(api, shop):
    api.did("view", "i00")
    answer = api.call("get", "/recommendations/")
    found = answer.json()
    assert (found["placement"], found["language"]) == ("home", "en")
    assert answer["Content-Language"] == "en"
    assert found["shelves"] and all(shelf["picks"] for shelf in found["shelves"])
    ids = [pick["item"]["item_id"] for pick in picks(found["shelves"])]
    assert len(ids) == len(set(ids))
    for shelf in found["shelves"]:
        row = SlateRow.objects.get(pk=shelf["slate_id"])
        assert row.shopper_id == api.shopper_id
        assert [p["item_id"] for p in row.picks] == [p["item"]["item_id"] for p in shelf["picks"]]
        assert [p["position"] for p in shelf["picks"]] == list(range(len(shelf["picks"])))


def test_the_next_page_knows_the_last_event(api, shop):
    before = picks(api.shelves())
    for _ in range(3):
        api.did("like", "i03", ago_s=1)
    after = picks(api.shelves())
    assert [p["item"]["item_id"] for p in before] != [p["item"]["item_id"] for p in after]
    assert any(
        one["kind"] == "action" and one["values"].get("item_id") == "i03"
        for pick in after
        for one in pick["evidence"]
    )


def test_scores_are_the_sum_of_their_sources(api, shop):
    api.did("cart", "i05")
    for pick in picks(api.shelves()):
        assert pick["score"] == pytest.approx(sum(pick["sources"].values()), abs=1e-4)
        assert 0 < pick["propensity"] <= 1


def test_explain_says_how_much_of_the_why(api, shop):
    api.did("purchase", "i05", value=1)
    none = picks(api.shelves(explain="none"))
    short = picks(api.shelves(explain="short"))
    full = picks(api.shelves(explain="full"))
    assert all(pick["reason"] is None and pick["evidence"] == [] for pick in none)
    assert all(set(pick["reason"]) == {"text", "language", "writer"} for pick in short)
    assert any(pick["evidence"] for pick in short)
    for pick in short:
        assert all(set(one) == {"id", "kind", "values", "causal"} for one in pick["evidence"])
    told = [pick for pick in full if pick["evidence"]]
    assert told
    for pick in told:
        assert {"refs", "delta_score", "delta_rank", "necessary", "sufficient"} <= set(
            pick["evidence"][0]
        )
        known = {one["id"] for one in pick["evidence"]}
        assert set(pick["reason"]["evidence_ids"]) <= known


def test_items_come_with_absolute_addresses_and_exact_prices(api, shop):
    Item.objects.update(url="/p/lamp/", image_url="/media/lamp.webp", price="12.50")
    item = picks(api.shelves())[0]["item"]
    assert item["price"] == "12.50"
    assert item["url"] == "http://testserver/p/lamp/"
    assert item["image_url"] == "http://testserver/media/lamp.webp"


def test_every_placement_has_its_shelves(api, shop):
    api.did("view", "i01")
    product = api.shelves(placement="product", item="i04")
    assert {"similar"} <= {shelf["shelf"] for shelf in product}
    assert "i04" not in [p["item"]["item_id"] for p in picks(product)]
    cart = api.shelves(placement="cart", item=["i04", "i07"])
    assert not {"i04", "i07"} & {p["item"]["item_id"] for p in picks(cart)}
    category = api.shelves(placement="category", category="c1")
    assert {p["item"]["category"] for p in picks(category)} == {"c1"}
    row = SlateRow.objects.get(pk=cart[0]["slate_id"])
    assert row.context["anchors"] == ["i04", "i07"]


def test_place_and_device_are_part_of_the_context(api, shop):
    shelf = api.shelves(place="oslo", device="desktop")[0]
    assert SlateRow.objects.get(pk=shelf["slate_id"]).context["place"] == "oslo"
    phone = api.call(
        "get", "/recommendations/", HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Mobile/15E148"
    ).json()["shelves"][0]
    assert SlateRow.objects.get(pk=phone["slate_id"]).context["device"] == "phone"


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"placement": "checkout"}, "placement"),
        ({"placement": "product"}, "item"),
        ({"placement": "category"}, "category"),
        ({"explain": "all"}, "explain"),
        ({"device": "fridge"}, "device"),
        ({"placement": "cart", "item": ["i01"] * 21}, "item"),
        ({"placement": "cart", "item": "x" * 65}, "item.0"),
        ({"placement": "cart", "item": "\x00"}, "item.0"),
        ({"place": "x" * 65}, "place"),
    ],
)
def test_a_wrong_question_is_refused_by_field(api, shop, params, field):
    answer = api.call("get", "/recommendations/", params)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_a_product_that_is_none_is_not_found(api, shop):
    answer = api.call("get", "/recommendations/", {"placement": "product", "item": "nothing"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_languages(api, shop):
    Item.objects.update(translations={"zh-hans": {"title": "灯"}})
    api.did("view", "i00")

    def language(accept=None, **params):
        headers = {"HTTP_ACCEPT_LANGUAGE": accept} if accept else {}
        answer = api.call("get", "/recommendations/", params, **headers)
        found = answer.json()
        assert answer["Content-Language"] == found["language"]
        return found

    chinese = language(accept="zh-CN,zh;q=0.9,en;q=0.5")
    assert chinese["language"] == "zh-hans"
    assert {pick["item"]["title"] for pick in picks(chinese["shelves"])} == {"灯"}
    assert all(pick["reason"]["language"] == "zh-hans" for pick in picks(chinese["shelves"]))
    assert language(accept="zh-CN", language="en-GB")["language"] == "en"
    assert language(language="zh-TW")["language"] == "zh-hans"
    assert language(language="xx", accept="zh")["language"] == "zh-hans"
    assert language(language="fi", accept="de;q=x, , *")["language"] == "en"


def test_why_runs_the_pipeline_without_each_action(api, shop):
    liked = api.did("like", "i03", ago_s=5)
    shelf = next(s for s in api.shelves() if s["shelf"] == "for_you")
    pick = shelf["picks"][0]
    answer = api.call("get", f"/picks/{shelf['slate_id']}/{pick['item']['item_id']}/why/")
    assert answer.status_code == 200
    found = answer.json()
    assert found["pick"]["item"]["item_id"] == pick["item"]["item_id"]
    assert found["strategy_version"] >= 1
    assert [one["event_id"] for one in found["counterfactuals"]] == [liked]
    assert found["counterfactuals"][0]["action"] == "like"


def test_why_of_another_shoppers_pick_is_not_found(api, other, shop):
    shelf = other.shelves()[0]
    item_id = shelf["picks"][0]["item"]["item_id"]
    path = f"/picks/{shelf['slate_id']}/{item_id}/why/"
    assert other.call("get", path).status_code == 200
    answer = api.call("get", path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert api.call("get", f"/picks/{uuid.uuid4()}/{item_id}/why/").status_code == 404
    assert other.call("get", f"/picks/{shelf['slate_id']}/i99/why/").status_code == 404


def test_a_page_costs_as_many_queries_whatever_is_on_it(api, shop, django_assert_max_num_queries):
    api.shelves()
    with django_assert_max_num_queries(25):
        api.shelves(explain="full")


def test_shelves_are_about_the_tokens_shopper(api, other, shop):
    api.did("like", "i03")
    assert not any(
        one["kind"] == "action" for pick in picks(other.shelves()) for one in pick["evidence"]
    )


def test_why_says_where_the_pick_lands_and_that_is_where_it_lands(api, shop):
    for ago_s, item in enumerate(("i03", "i09", "i13")):
        api.did("view", item, ago_s=60.0 * ago_s)
    shelf = next(s for s in api.shelves() if s["shelf"] == "for_you")
    pick = shelf["picks"][2]
    path = f"/picks/{shelf['slate_id']}/{pick['item']['item_id']}/why/"
    found = api.call("get", path).json()
    one = found["counterfactuals"][0]
    assert (one["position"], one["shelf_stays"]) == (3, True)
    assert 0 < one["rank"] <= one["candidates_without"] + 1
    assert found["pick"]["sources"].keys() <= found["weights"].keys()
    assert api.call(
        "post", "/profile/controls/", {"kind": "ignore_event", "event_id": one["event_id"]}
    )
    again = api.call("get", path).json()
    left = again["counterfactuals"]
    assert one["event_id"] not in [other["event_id"] for other in left]
    assert {other["position"] for other in left} == {one["position_without"]}
    assert {other["rank"] for other in left} == {one["rank_without"]}


def test_why_of_what_several_acts_caused_names_them_all(api, shop):
    """The example of the documentation is what such an answer looks like."""
    steady = {"exploration": 0.0, "niche_quota": 0.0}  # whoever it is and whenever
    strategy_save(strategy_ensure_default().strategy, steady, activate=True)
    for number in range(2):
        api.did("like", "i03", ago_s=5.0 * number)
        api.did("like", "i24", ago_s=5.0 * number)
    seen = 0
    for shelf in api.shelves(explain="full"):
        for pick in shelf["picks"]:
            named = [one for one in pick["evidence"] if one["values"].get("others")]
            path = f"/picks/{shelf['slate_id']}/{pick['item']['item_id']}/why/"
            for one in named:
                assert one["causal"] and len(one["refs"]) == 1 + one["values"]["others"] <= 3
                found = api.call("get", path).json()
                assert found["together"]["event_ids"] == one["refs"]
                assert found["together"]["position_without"] != pick["position"] + 1
                assert found.keys() == WHY_EXAMPLE.keys()
                for part in ("together", "pick"):
                    assert found[part].keys() == WHY_EXAMPLE[part].keys()
                (told, *_), (example, *_) = found["counterfactuals"], WHY_EXAMPLE["counterfactuals"]
                assert told.keys() == example.keys()
                seen += 1
    assert seen
