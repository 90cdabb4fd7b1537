"""From events in Postgres to trust: judged, kept, cleared, decided, and what it changes."""

from __future__ import annotations

import uuid
from datetime import timedelta

import numpy as np
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from recommender import services, shoppers, tasks
from recommender.contracts import EventKind, NewEvent
from recommender.evaluation.attacks import Attacked, bot_attack, push_attack
from recommender.learning import trust as module
from recommender.learning.trust import traffic_judge, trust_weights
from recommender.models import Item, ItemCount, ItemPair, Shopper, ShopperTrust
from tests.recommender.trust.makers import ITEMS, TASTES, honest
from tests.recommender.worlds import NOW

pytestmark = pytest.mark.django_db

TARGET = int(np.bincount(honest(400).rows, minlength=ITEMS).argmin())  # what fewest want
OFF = {"DEFENCE": False}


def item(row):
    return f"i{row:03d}"


def shop_make(attacked: Attacked) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """Write items, shoppers and what they did, as purchases; return the honest and the false."""
    Item.objects.bulk_create(
        Item(item_id=item(row), title=f"The {item(row)}", text_digest="made")
        for row in range(ITEMS)
    )
    histories = attacked.histories
    ids = [uuid.UUID(int=one + 1) for one in range(len(histories))]
    Shopper.objects.bulk_create(Shopper(pk=one) for one in ids)
    newest = int(histories.times.max())
    events = [
        NewEvent(
            id=uuid.uuid4(),
            shopper_id=ids[one],
            kind=EventKind.PURCHASE if one % 2 else EventKind.CART,
            occurred_at=NOW - timedelta(seconds=newest - int(histories.times[at]) + 1),
            item_id=item(int(histories.rows[at])),
        )
        for one in range(len(histories))
        for at in range(*histories.of(one).indices(10**9))
    ]
    receipt = services.events_record(events, wake=False)
    assert receipt.accepted == len(events)
    false = attacked.false.tolist()
    return (
        [one for one, bad in zip(ids, false, strict=True) if not bad],
        [one for one, bad in zip(ids, false, strict=True) if bad],
    )


@pytest.fixture
def pushed():
    return shop_make(push_attack(honest(400), ITEMS, TARGET, "bandwagon", 0.15, 5))


def counted(row=TARGET):
    found = ItemCount.objects.filter(item_id=item(row), window="all", place="").first()
    return found.shoppers if found else 0


def strangers():
    """Return the items of other tastes beside which the target is bought together."""
    found = ItemPair.objects.filter(other_id=item(TARGET)).values_list("item_id", flat=True)
    return {one for one in found if (int(one[1:]) - TARGET) % TASTES}


def first_of_all():
    return list(
        ItemCount.objects.filter(window="all", place="")
        .order_by("-score", "item_id")
        .values_list("item_id", flat=True)[:10]
    )


def test_a_pushed_item_is_neither_popular_nor_bought_together(pushed, settings):
    honest_ids, false_ids = pushed
    settings.RECOMMENDER = {**settings.RECOMMENDER, **OFF}
    assert traffic_judge(NOW) == {"judged": 0, "suspicious": 0}
    services.statistics_refresh(NOW)
    assert item(TARGET) in first_of_all()
    undefended, before = counted(), strangers()
    assert len(before) >= 10

    settings.RECOMMENDER = {**settings.RECOMMENDER, "DEFENCE": True}
    found = traffic_judge(NOW)
    services.statistics_refresh(NOW)
    assert found["judged"] == len(honest_ids) + len(false_ids)
    assert item(TARGET) not in first_of_all()
    own = undefended - len(false_ids)  # honest shoppers who took it themselves
    assert counted() <= own + 0.3 * len(false_ids)
    assert len(strangers()) <= 0.2 * len(before)

    rows = {one.pk: one for one in ShopperTrust.objects.all()}
    caught = [one for one in false_ids if one in rows and rows[one].weight < 0.5]
    blamed = [one for one in honest_ids if one in rows and rows[one].weight < 0.5]
    assert len(caught) >= 0.7 * len(false_ids) and len(blamed) <= 0.03 * len(honest_ids)
    assert {rows[one].causes["pushed"] for one in caught} == {item(TARGET)}
    assert rows[caught[0]].acts >= rows[caught[0]].items > 2
    weights = trust_weights([caught[0], honest_ids[0], uuid.uuid4()])
    assert weights.dtype == np.float32
    assert weights[0] == pytest.approx(rows[caught[0]].score) and weights[2] == 1.0


def test_a_decision_outweighs_what_is_noticed_and_can_be_taken_back(pushed, settings):
    _honest, false_ids = pushed
    traffic_judge(NOW)
    services.statistics_refresh(NOW)
    before = counted()
    accused = ShopperTrust.objects.filter(score__lt=0.5)
    accused.update(verdict="trusted", decided_by=User.objects.create_user("owner"))
    services.statistics_refresh(NOW)
    assert counted() > before + 0.6 * len(false_ids)
    assert (trust_weights(list(accused.values_list("pk", flat=True))) == 1).all()
    traffic_judge(NOW + timedelta(hours=1))
    one = accused.first()
    assert one.verdict == "trusted" and one.score < 0.5 and one.weight == 1.0
    accused.update(verdict="")
    services.statistics_refresh(NOW)
    assert counted() == before
    # Left out holds whatever the setting says; what was noticed alone does not.
    accused.update(verdict="left_out")
    settings.RECOMMENDER = {**settings.RECOMMENDER, **OFF}
    services.statistics_refresh(NOW)
    assert counted() == before and trust_weights([one.pk]) == [0.0]


def test_bots_are_kept_with_their_causes_and_cleared_when_they_act_like_people(monkeypatch):
    shop = honest(150)
    _honest, false_ids = shop_make(bot_attack(shop, ITEMS, "again", 0.02, 1))
    assert traffic_judge(NOW)["suspicious"] == len(false_ids)
    row = ShopperTrust.objects.get(pk=false_ids[0])
    assert row.causes["again"] >= 80 and row.items == 1 and row.acts == 120
    assert row.weight == row.score < 0.1
    # Long afterwards only what it did since is read.
    monkeypatch.setattr(module, "DAYS", 30)
    later = NOW + timedelta(days=31)
    assert traffic_judge(later) == {"judged": 0, "suspicious": 0}
    assert ShopperTrust.objects.filter(pk=false_ids[0]).exists()  # unseen: stays as judged
    ShopperTrust.objects.filter(pk=false_ids[1]).update(verdict="left_out")
    seen = [
        NewEvent(uuid.uuid4(), one, EventKind.VIEW, later - timedelta(hours=1), item(3))
        for one in false_ids[:2]
    ]
    assert services.events_record(seen, wake=False).accepted == 2
    assert traffic_judge(later) == {"judged": 2, "suspicious": 0}
    assert not ShopperTrust.objects.filter(pk=false_ids[0]).exists()
    kept = ShopperTrust.objects.get(pk=false_ids[1])
    assert (kept.score, kept.causes, kept.weight) == (1.0, {}, 0.0)


def test_the_window_holds_no_more_events_than_it_may(monkeypatch):
    shop_make(bot_attack(honest(60), ITEMS, "again", 0.02, 1))
    monkeypatch.setattr(module, "MOST_EVENTS", 200)
    since = module._since(NOW)
    assert NOW - timedelta(days=60) < since <= NOW
    traffic = module.traffic_read(since, NOW)
    assert 0 < len(traffic.histories.rows) < 400
    assert len(traffic.histories) == len(traffic.shopper_ids) == len(set(traffic.shopper_ids))


def test_an_empty_shop_and_the_task_and_the_command(capsys):
    assert tasks.judge_traffic() == {"judged": 0, "suspicious": 0}
    call_command("judge_traffic")
    assert "0 shoppers judged" in capsys.readouterr().out


def test_a_judgement_goes_with_its_shopper():
    anonymous = Shopper.objects.create()
    ShopperTrust.objects.create(shopper=anonymous, score=0.1, causes={"pace": 70})
    exported = services.profile_export(anonymous.pk)
    assert exported["trust"][0]["causes"] == {"pace": 70}
    shoppers.shopper_for_user("42", anonymous.pk)
    assert not ShopperTrust.objects.exists()  # the account is judged anew
    other = Shopper.objects.create()
    ShopperTrust.objects.create(shopper=other, score=0.1)
    assert services.profile_delete(other.pk)["trust"] == 1


def test_pages_ask_no_more_than_before():
    """Statistics are read, not trust: nothing that serves names its table."""
    from pathlib import Path

    named = {
        path.name
        for path in Path(module.__file__).parent.parent.glob("*.py")
        if "shoppertrust" in path.read_text().lower()
    }
    assert named == {"statistics.py", "shoppers.py", "profiles.py", "housekeeping.py"}
