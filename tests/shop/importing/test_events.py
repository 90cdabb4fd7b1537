"""Plain histories: acts at their own times under ids that stay, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from recommender.models import Event, Item, ItemCount, OwedRefresh, Shopper
from recommender.services import shopper_for_user
from shop.importing.records import shopper_id
from tests.shop.importing.running import figure, run

pytestmark = pytest.mark.django_db

HEADER = "id,shopper,kind,sku,value,occurred_at,place,context.query"


@pytest.fixture(autouse=True)
def items() -> None:
    for sku in ("cup", "jug"):
        Item.objects.create(item_id=sku, title=sku, text_digest=sku)


def csv(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


ROWS = (
    "1,mia,purchase,cup,2,2001-02-03T10:00:00+02:00,New Zealand,",
    "2,mia,search,,,2001-02-04,,blue jug",
    "3,tom,rating,jug,4,1999-12-31T23:59:59Z,,",
)


def partitions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits"
            " WHERE inhparent = 'recommender_event'::regclass"
        )
        return {name for (name,) in cursor.fetchall()}


def test_acts_go_in_at_their_own_times_and_wake_nobody(tmp_path: Path) -> None:
    said = run("import_events", csv(tmp_path / "e.csv", *ROWS))
    assert figure(said, "Events added") == 3 and figure(said, "Shoppers") == 2
    bought = Event.objects.get(kind="purchase")
    assert bought.occurred_at == datetime(2001, 2, 3, 8, tzinfo=UTC)
    assert (bought.item_id, bought.value) == ("cup", 2.0)
    assert Event.objects.get(kind="search").context == {"query": "blue jug"}
    mia = Shopper.objects.get(external_id="import:mia")
    assert mia.pk == bought.shopper_id == shopper_id("import", "mia")
    assert (mia.place, mia.created_at) == ("new-zealand", bought.occurred_at)
    assert {"recommender_event_1999_12", "recommender_event_2001_02"} <= partitions()
    assert not OwedRefresh.objects.exists()
    assert ItemCount.objects.filter(item_id="cup", window="all", place="").get().buyers == 1


def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    path = csv(tmp_path / "e.csv", *ROWS)
    run("import_events", path)
    before = list(Event.objects.order_by("id").values_list()), list(Shopper.objects.values_list())
    said = run("import_events", path)
    assert (figure(said, "Events added"), figure(said, "Events known already")) == (0, 3)
    after = list(Event.objects.order_by("id").values_list()), list(Shopper.objects.values_list())
    assert after == before


def test_without_an_id_all_that_a_row_says_is_its_key(tmp_path: Path) -> None:
    header = "shopper,kind,sku,occurred_at"
    row = "mia,view,cup,2020-01-01T10:00:00Z"
    path = csv(tmp_path / "e.csv", row, row, row.replace("10:00", "10:01"), header=header)
    said = run("import_events", path, no_refresh=True)
    assert (figure(said, "Events added"), figure(said, "Events known already")) == (2, 1)
    assert not ItemCount.objects.exists() and "Next:" in said
    again = tmp_path / "e.jsonl"  # the same act, said in the other format
    again.write_text(
        json.dumps({"shopper": "mia", "kind": "view", "sku": "cup", "occurred_at": 1577872800})
    )
    assert figure(run("import_events", again), "Events known already") == 1


def test_sources_do_not_share_ids_and_a_uuid_is_kept(tmp_path: Path) -> None:
    path = csv(tmp_path / "e.csv", ROWS[0])
    run("import_events", path)
    said = run("import_events", path, source="till")
    assert figure(said, "Events added") == 1
    assert Shopper.objects.filter(external_id="till:mia").exists()
    key = "8c5d5f5e-0000-4000-8000-000000000001"
    run("import_events", csv(path, ROWS[0].replace("1,", f"{key},", 1)))
    assert Event.objects.filter(id=UUID(key)).exists()


def test_keys_that_are_accounts_join_them_and_others_never_do(tmp_path: Path) -> None:
    account = shopper_for_user("7")
    path = csv(tmp_path / "e.csv", ROWS[0].replace("mia", "7"))
    run("import_events", path)
    assert not Event.objects.filter(shopper=account).exists()
    run("import_events", path, source="old", accounts=True)
    assert Event.objects.get(shopper=account).item_id == "cup"
    assert Shopper.objects.get(pk=account).place == "new-zealand"


def test_a_place_that_the_shopper_chose_stays(tmp_path: Path) -> None:
    Shopper.objects.create(external_id="import:mia", place="france")
    run("import_events", csv(tmp_path / "e.csv", *ROWS))
    assert Shopper.objects.get(external_id="import:mia").place == "france"


BAD = {
    "no shopper": "9,,view,cup,,2020-01-01,,",
    "unknown kind: bought": "9,mia,bought,cup,,2020-01-01,,",
    "no occurred_at": "9,mia,view,cup,,,,",
    "occurred_at is not a time: 2020-13-01": "9,mia,view,cup,,2020-13-01,,",
    "occurred_at lies in the future": "9,mia,view,cup,,2999-01-01,,",
    "occurred_at lies before 1995": "9,mia,view,cup,,1994-01-01,,",
    "unknown sku: spoon": "9,mia,view,spoon,,2020-01-01,,",
    "A view event names its item": "9,mia,view,,,2020-01-01,,",
    "value is not a number: x": "9,mia,view,cup,x,2020-01-01,,",
    "The value of a rating event lies between 1 and 5": "9,mia,rating,cup,6,2020-01-01,,",
    "a zero character in it": "9,m\0ia,view,cup,,2020-01-01,,",
}


@pytest.mark.parametrize(("reason", "row"), BAD.items())
def test_a_bad_row_is_said_and_the_rest_goes_in(tmp_path: Path, reason: str, row: str) -> None:
    said = run("import_events", csv(tmp_path / "e.csv", ROWS[0], row, ROWS[2]))
    assert f"Row 3: {reason}" in said
    assert figure(said, "Events added") == 2 and figure(said, "Rows left out") == 1
