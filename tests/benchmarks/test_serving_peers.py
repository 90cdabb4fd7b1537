from __future__ import annotations

import json
import os
import random
import sys
import time
import uuid
from pathlib import Path

import numpy as np
import pytest
from django.utils import timezone

from benchmarks import serving_peers, serving_peers_libraries, serving_peers_ways
from benchmarks.made import KINDS, events_make, items_take, products_make
from benchmarks.serving_peers_figures import (
    Asked,
    difference,
    kept_share,
    milliseconds,
    nearness,
    server_cpu_s,
    share_of,
    table,
    timed,
    way_figures,
)
from recommender import services
from recommender.models import Event, Item

VECTORS = {
    "a": np.array([1, 0], np.float32),
    "b": np.array([0, 1], np.float32),
    "c": np.array([0.6, 0.8], np.float32),
}


def test_median_and_95th_percentile_by_hand() -> None:
    assert milliseconds([0.003, 0.001, 0.002]) == {"ms": 2.0, "ms_p95": 2.9}


def test_the_processor_s_time_is_told_from_the_clock_s(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked()
    with monkeypatch.context() as clocks:  # other threads of a test run work meanwhile
        clocks.setattr(time, "perf_counter", iter([10.0, 10.5]).__next__)
        clocks.setattr(time, "process_time", iter([3.0, 3.125]).__next__)
        with timed(asked):
            pass
    assert asked.seconds == [0.5] and asked.cpu_seconds == [0.125]
    if Path("/proc/self/schedstat").exists():
        before = server_cpu_s(os.getpid())
        sum(range(500_000))
        assert 0 < server_cpu_s(os.getpid()) - before < 5
    assert server_cpu_s(None) == 0.0


def test_figures_of_lists_by_hand() -> None:
    assert kept_share(["a", "b"], ["c", "b"]) == 0.5
    assert kept_share([str(one) for one in range(25)], [str(one) for one in range(5, 30)]) == 0.75
    assert nearness(["a", "b", "c"], "a", VECTORS) == pytest.approx((1 + 0 + 0.6) / 3)
    assert difference(["a", "b", "c"], VECTORS) == pytest.approx((1 + 0.4 + 0.2) / 3)
    assert share_of(["a", "b"], {"b"}) == 0.5
    assert [share_of([], {"b"}), difference([], VECTORS), nearness([], "a", VECTORS)] == [0, 0, 0]


def figures() -> dict[str, dict[str, object]]:
    blind = Asked(
        [0.001] * 2,
        [0.0005] * 2,
        [["b"]] * 2,
        [["b"]] * 2,
        sold_out_shown=[True],
        told=[["b"], ["a"]],
    )
    ours = Asked(
        [0.004, 0.002], [0.001, 0.002], [["b", "c"]] * 2, [["c", "a"], ["b", "c"]],
        reasons=[2, 1], cites=[True, False], errors=[1e-7, 1e-5], sold_out_shown=[False],
    )  # fmt: skip
    had = ["a", "a"], [{"a"}, {"a"}], [set(), {"c"}]
    return {name: way_figures(one, *had, VECTORS) for name, one in (("o", ours), ("b", blind))}


def test_what_a_way_does_is_counted_from_its_answers() -> None:
    ours, blind = figures()["o"], figures()["b"]
    assert ours["ms"] == 3.0 and ours["cpu_ms"] == 1.5 and ours["items"] == 2
    assert ours["changed_by_act_share"] == 0.5 and ours["kept_of_20"] == 0.75
    assert ours["nearer_to_act"] == pytest.approx(((1.6 / 2 - 0.6 / 2) + 0) / 2)
    assert ours["act_itself_share"] == 0.5 and ours["met_share"] == 0.25
    assert ours["bought_share"] == 0.25 and ours["reasons_share"] == 0.75
    assert ours["ild20"] == pytest.approx((0.4 + 0.2) / 2) and ours["cites_act_share"] == 0.5
    assert ours["reason_error_median"] == pytest.approx(5e-6, rel=0.02)
    assert ours["reasons_checked"] == 2
    assert blind["changed_by_act_share"] == 0 and blind["sold_out_shown_share"] == 1
    assert blind["sold_out_shown_when_told_share"] == 0.5 and "reasons_checked" not in blind


def test_the_table_says_what_was_measured() -> None:
    lines = table(figures()).splitlines()
    assert lines[0].startswith("way") and len(lines) == 3
    assert "left out" in lines[1] and "0.00%" in lines[1] and "75%" in lines[1]
    assert "shown" in lines[2] and "none" in lines[2]


def test_looks_are_new_to_the_shopper_and_drawn_as_events_are() -> None:
    drawn_from = ["hot"] * 98 + ["cold", "had"]
    firsts = [serving_peers.looks_drawn({"had"}, drawn_from, 1, random.Random(n)) for n in range(9)]
    assert firsts.count(("hot",)) >= 8
    both = serving_peers.looks_drawn({"had"}, drawn_from, 2, random.Random(1))
    assert sorted(both) == ["cold", "hot"]
    with pytest.raises(SystemExit, match="more items"):
        serving_peers.looks_drawn({"had"}, drawn_from, 3, random.Random(1))


def test_libraries_are_handed_numbers_and_find_each_history_in_order(tmp_path: Path) -> None:
    one, two = uuid.UUID(int=1), uuid.UUID(int=2)
    happened = [(one, "b", "view"), (one, "a", "view"), (one, "b", "view"), (two, "c", "purchase")]
    arrays = serving_peers.arrays_of(happened, [two, one], ["a", "c"], ["a", "b", "c"])
    np.savez(tmp_path / "data.npz", **arrays)
    with np.load(tmp_path / "data.npz") as read:
        data = serving_peers_libraries.Data(read)
    assert data.history(0).tolist() == [1, 0, 1] and data.history(1).tolist() == [2]
    assert data.matrix().toarray().tolist() == [[1, 1, 0], [0, 0, 1]]
    asked: list[tuple[int, list[int], list[int]]] = []

    def ask(owner: int, history: np.ndarray, sold_out: list[int]) -> list[int]:
        asked.append((owner, history.tolist(), sold_out))
        return [row for row in (2, 1, 0) if row not in {*history.tolist(), *sold_out}] or [9]

    found = serving_peers_libraries.turns_ask(data, ask)
    assert asked[2:6] == [(1, [2], []), (1, [2, 0], []), (1, [2, 0], []), (1, [2, 0], [1])]
    assert found["before"] == [[1, 0], [2]] and found["after"] == [[1], [9]]
    assert found["told"] == [[9], [9]] and found["sold_out_shown"] == [True, True]
    assert len(found["seconds"]) == len(found["cpu_seconds"]) == 2


def test_the_answers_of_another_python_come_back_as_item_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    said = {
        "cpu_seconds": [0.1],
        "before": [[0]],
        "after": [[1, 0]],
        "told": [[0]],
        "seconds": [0.1],
        "fit_s": 2,
    }
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, os\n"
        "assert os.environ['OMP_NUM_THREADS'] == '1' and os.path.isfile(sys.argv[1])\n"
        f"open(sys.argv[2], 'w').write({json.dumps({'library': said})!r})\n"
    )
    monkeypatch.setattr(serving_peers, "LIBRARIES", script)
    found = serving_peers.libraries_run(sys.executable, {"items": np.int64(2)}, ["a", "b"])
    asked = serving_peers.answers_of(found["library"])
    assert asked.after == [["b", "a"]] and asked.before == [["a"]] and asked.seconds == [0.1]
    script.write_text("raise SystemExit(3)")
    assert serving_peers.libraries_run(sys.executable, {"items": np.int64(2)}, ["a", "b"]) == {}
    assert "No libraries" in capfd.readouterr().err


@pytest.fixture
def shopper(db: None) -> uuid.UUID:
    products_make(KINDS * 4)
    item_ids = items_take()
    people = [services.shopper_create() for _ in range(5)]
    events_make(people, item_ids, 200, np.random.default_rng(1))
    services.statistics_refresh()
    return people[0]


def test_the_django_list_follows_the_category_of_the_last_look(shopper: uuid.UUID) -> None:
    seen = Event.objects.filter(shopper_id=shopper).values("item_id")
    new = Item.objects.exclude(pk__in=seen).order_by("pk")[7]
    serving_peers_ways.look_record(shopper, new.pk, timezone.now())
    answer = serving_peers_ways.django_list(shopper)
    same = Item.objects.filter(category=new.category)
    assert set(answer) == set(same.values_list("pk", flat=True)) and len(answer) == 4
    counts = [Item.objects.get(pk=one).event_count for one in answer]
    assert counts == sorted(counts, reverse=True)


def test_ours_is_asked_before_and_after_a_look(shopper: uuid.UUID) -> None:
    ours = serving_peers_ways.ours_versions()
    shelf, page = Asked(), Asked()
    first = ours["ours_shelf"].answer(shopper)[0]
    ours["ours_shelf"].turn(shopper, first, shelf, check=True)
    assert len(shelf.before[0]) == len(shelf.after[0]) == 20 and shelf.reasons == [20]
    assert first in shelf.before[0] and first not in shelf.after[0]  # it was just looked at
    assert shelf.seconds[0] > 0
    ours["ours_page"].turn(shopper, shelf.after[0][0], page, check=False)
    assert len(page.after[0]) > 20 and not page.errors


def test_what_is_sold_out_is_noticed_where_it_is_shown_again(
    shopper: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving_peers_ways, "LOOK_S", 0.0)
    some = list(Item.objects.order_by("pk").values_list("pk", flat=True)[:3])
    ways = {
        "careless": lambda _shopper: some[1:],
        "careful": lambda _shopper: list(
            Item.objects.filter(in_stock=True).order_by("pk").values_list("pk", flat=True)
        ),
    }
    found = serving_peers_ways.sold_out_shown(ways, [shopper])
    assert found == {"careless": [True], "careful": [False]}
