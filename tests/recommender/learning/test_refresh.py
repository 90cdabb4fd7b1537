import time
import uuid

import numpy as np
import pytest

from recommender import learning, services
from recommender.contracts import Context
from recommender.errors import NotReady
from recommender.learning.loaded import sequence_loaded
from recommender.learning.vectors import vectors_read
from recommender.models import Event, InterestRow, InterestState, Item, Run, Shopper
from recommender.picks import page_preview
from recommender.profile_read import profile_read
from recommender.strategy import StrategyParams, strategy_ensure_default
from tests.recommender.learning.makers import (
    NOW,
    QUICK,
    act,
    items_make,
    shoppers_make,
    tiny_encoder,
)  # fmt: skip

pytestmark = pytest.mark.django_db

ANNE = uuid.UUID(int=77)


@pytest.fixture(autouse=True)
def run(settings) -> Run:
    tiny_encoder(settings)
    items = items_make(24)
    shoppers_make(items, 20, 8)
    return learning.sequence_train(0, None, **{**QUICK, "epochs": 3})


def record(*events):
    services.events_record(list(events), wake=False)
    return events


def profile(shopper=ANNE):
    return profile_read(Context(shopper, "home", NOW))


def anne():
    return record(
        act(ANNE, "i00", 400_000, "view"),
        act(ANNE, "i01", 300_000, "cart"),
        act(ANNE, "i01", 200_000, "purchase"),
        act(ANNE, "i04", 90_000, "dislike"),
        act(ANNE, "i06", 500, "like"),
        act(ANNE, "i09", 60, "view"),
    )


def output_without(run: Run, gone: set[uuid.UUID]) -> np.ndarray:
    """The slow way: the acts as the tables have them, one history, each whole model."""
    import torch

    from recommender.learning.acts import KINDS, acts_of, marks_of
    from recommender.neural.sequences import batch_of, merge_repeats, windows_last
    from recommender.neural.steps import batch_tensors

    loaded = sequence_loaded(run.pk)
    found = acts_of([ANNE], 50)[ANNE]
    acts = [act for act in found if act.is_used and act.event_id not in gone]
    vectors = vectors_read(run.pk, run.dim)
    item_ids = sorted(vectors)
    history = merge_repeats(
        np.zeros(len(acts), dtype=np.int64),
        np.array([item_ids.index(act.item_id) for act in acts]),
        np.array([KINDS.index(act.kind) + 1 for act in acts]),
        np.array([int(act.occurred_at.timestamp()) for act in acts]),
        1,
        marks_of(acts, loaded.card.vocabularies),
    )
    batch = batch_of(history, *windows_last(history, 50))
    matrix = torch.from_numpy(np.stack([vectors[i] for i in item_ids]))
    rows, marks, _ = batch_tensors(batch, torch.device("cpu"))
    readers = loaded.model
    with torch.no_grad():
        return sum(
            weight * model.encode(matrix[rows], marks)[0, -1].numpy()
            for weight, model in zip(readers.weights, readers.models.values(), strict=True)
        )


def test_deep_and_leave_one_out_are_the_readers_run_again(run):
    events = anne()
    assert learning.interests_refresh([ANNE]) == 1
    found = profile()
    acts = [e for e in events if e.kind != "dislike"]
    assert found.loo_event_ids == tuple(e.id for e in acts)
    assert np.allclose(found.deep, output_without(run, set()), atol=2e-3)
    for row, event in enumerate(acts):
        assert np.allclose(found.loo[row], output_without(run, {event.id}), atol=2e-3)
    assert found.interests_as_of == acts[-1].occurred_at
    # The purchase of what had been put in the cart: without one of the two the item stays.
    assert not np.allclose(found.loo[4], found.deep, atol=1e-2)


def test_what_each_reader_adds_is_kept_and_sums_to_the_deep_vector():
    from recommender.learning import training

    even = {"weights": (0.5, 0.3, 0.2), "alone": (0.1, 0.1, 0.1), "ndcg10": 0.1, "hr10": 0.2}
    with pytest.MonkeyPatch.context() as patch:
        from recommender.neural import readers

        patch.setattr(readers, "mix_find", lambda *_: readers.Mix(**even))
        run = learning.sequence_train(0, None, **{**QUICK, "epochs": 2, "readers": 3})
    assert [one["name"] for one in run.metrics["readers"]] == list(training.READERS)
    anne()
    learning.interests_refresh([ANNE])
    state = InterestState.objects.get(pk=ANNE)
    parts = np.frombuffer(state.parts, dtype=np.float16).reshape(3, run.dim).astype(np.float32)
    assert np.allclose(parts.sum(axis=0), state.deep, atol=2e-3)
    assert np.allclose(state.deep, output_without(run, set()), atol=2e-3)
    assert np.linalg.norm(parts, axis=1) == pytest.approx([0.5, 0.3, 0.2], abs=2e-3)


def test_interests_have_names_words_in_both_languages_and_shares_of_one():
    anne()
    learning.interests_refresh([ANNE])
    rows = list(InterestRow.objects.filter(state_id=ANNE))
    assert sum(row.weight for row in rows) == pytest.approx(1)
    assert [row.weight for row in rows] == sorted((row.weight for row in rows), reverse=True)
    names = {row.name: row.labels for row in rows}
    assert len(names) == len(rows)
    known = {"lamps": {"en": "Lamps", "zh-hans": "灯"}, "bowls": {"en": "Bowls", "zh-hans": "碗"}}
    assert names and all(known[name] == labels for name, labels in names.items())
    acted = {e.id for e in Event.objects.filter(shopper_id=ANNE)}
    assert all(set(row.event_ids) <= acted for row in rows)
    for row in rows:
        assert np.linalg.norm(row.embedding) == pytest.approx(1, abs=1e-2)


def test_an_event_not_to_be_used_leaves_vectors_interests_and_rows(run):
    events = anne()
    learning.interests_refresh([ANNE])
    services.control_set(ANNE, "ignore_event", event_id=events[4].id)
    learning.interests_refresh([ANNE])
    found = profile()
    assert events[4].id not in found.loo_event_ids
    assert np.allclose(found.deep, output_without(run, {events[4].id}), atol=2e-3)
    assert all(events[4].id not in i.event_ids for i in found.interests)


def test_a_refresh_stores_what_leaving_the_act_out_foretold(settings):
    """Whatever the act, and however long the history: to what half a float holds."""
    settings.RECOMMENDER = {**settings.RECOMMENDER, "HISTORY_LENGTH": 6}
    made = record(
        *[act(ANNE, f"i{n % 7:02d}", 9000 - 400 * n, ("view", "cart")[n % 2]) for n in range(11)]
    )
    learning.interests_refresh([ANNE])
    before = profile()
    assert before.loo_event_ids == tuple(one.id for one in made[-6:])
    moved = []
    for event, row in zip(made[-6:], before.loo, strict=True):
        control = services.control_set(ANNE, "ignore_event", event_id=event.id)
        promised = profile()
        assert np.allclose(promised.deep, row, atol=1e-3)
        learning.interests_refresh([ANNE])
        kept = profile()
        assert np.allclose(kept.deep, row, atol=1e-3)
        assert kept.loo_event_ids == promised.loo_event_ids
        assert kept.interests_as_of == promised.interests_as_of == made[-1].occurred_at
        moved.append(np.abs(row - before.deep).max())
        services.control_revoke(ANNE, control)
        learning.interests_refresh([ANNE])
        assert np.allclose(profile().deep, before.deep, atol=2e-3)
    assert max(moved) > 0.01  # the acts do count


def test_a_refresh_for_an_act_left_out_keeps_the_interests_as_the_page_has_them():
    """Their clusters, vectors and names stay; used again, all is as it was. A new act counts."""
    events = anne()

    def interests():
        return [
            (one.name, one.weight, one.embedding.tolist(), one.event_ids)
            for one in profile().interests
        ]

    learning.interests_refresh([ANNE])
    whole = interests()
    for event in events:
        if event.kind == "dislike":
            continue
        control = services.control_set(ANNE, "ignore_event", event_id=event.id)
        promised = interests()
        assert promised != whole and all(event.id not in one[3] for one in promised)
        learning.interests_refresh([ANNE])
        assert interests() == promised
        services.control_revoke(ANNE, control)
        assert interests() == whole
        learning.interests_refresh([ANNE])
        assert interests() == whole
    services.control_set(ANNE, "ignore_event", event_id=events[4].id)
    record(act(ANNE, "i12", 30, "view"))
    learning.interests_refresh([ANNE])
    stored = [one for row in InterestRow.objects.filter(state_id=ANNE) for one in row.event_ids]
    assert events[4].id not in stored and len(stored) >= 4


def test_a_look_left_out_marks_its_act_until_the_shopper_acts_again():
    """The page cannot take it out of the deep vector, so the worker does not either, until then."""
    look = act(ANNE, "i09", 40, "dwell", value=200.0)
    anne()
    record(look)
    learning.interests_refresh([ANNE])
    before = profile().deep
    services.control_set(ANNE, "ignore_event", event_id=look.id)
    learning.interests_refresh([ANNE])
    assert np.array_equal(profile().deep, before)


@pytest.mark.parametrize(("placement", "shoppers"), [("home", 6), ("product", 12)])
def test_what_the_panel_promises_holds_when_a_worker_has_refreshed(placement, shoppers):
    """Panel, "don't use this", a refresh, the page: place and rank are those that were told."""
    services.statistics_refresh()
    strategy_ensure_default()
    told = kept = 0
    for number in range(shoppers):
        shopper, draw = uuid.UUID(int=900 + number), np.random.default_rng(number)
        kinds = ["view", "click", "cart", "purchase", "like", "dwell"]
        record(
            *[
                act(
                    shopper, f"i{draw.integers(24):02d}", 900.0 * (n + 1) * (1 + number),
                    str(draw.choice(kinds)), value=30.0,
                )
                for n in range(6 + 4 * number)
            ]
        )  # fmt: skip
        learning.interests_refresh([shopper])
        anchors = ("i03",) if placement == "product" else ()
        context = Context(shopper, placement, NOW, anchor_item_ids=anchors)
        for slate in services.page_recommend(context):
            pick = slate.picks[int(draw.integers(len(slate.picks)))]
            panel = services.pick_explain(slate.id, pick.item_id, shopper, "en")
            for one in panel.counterfactuals[:2]:
                control = services.control_set(shopper, "ignore_event", event_id=one.event_id)
                learning.interests_refresh([shopper])
                (again,) = [
                    made
                    for made in page_preview(context, StrategyParams())[0].shelves
                    if made.shelf.slug == slate.shelf
                ] or [None]
                there = again is not None and one.shelf_stays
                place = again.position(pick.item_id) if there else None
                rank = again.rank(pick.item_id) if there else None
                told += 1
                kept += (place, rank) == (one.position_without, one.rank_without)
                services.control_revoke(shopper, control)
                learning.interests_refresh([shopper])
    assert told >= 20 and kept >= 0.99 * told


def test_an_act_used_again_before_the_next_refresh_counts_nothing_until_then():
    events = anne()
    control = services.control_set(ANNE, "ignore_event", event_id=events[4].id)
    learning.interests_refresh([ANNE])
    services.control_revoke(ANNE, control)
    found = profile()
    place = found.loo_event_ids.index(events[4].id)
    assert np.allclose(found.loo[place], found.deep, atol=1e-3)


def test_whoever_has_no_act_left_has_no_interests():
    (event,) = record(act(ANNE, "i00", 50))
    learning.interests_refresh([ANNE])
    assert InterestState.objects.filter(shopper_id=ANNE).exists()
    services.control_set(ANNE, "ignore_event", event_id=event.id)
    assert learning.interests_refresh([ANNE]) == 0
    assert not InterestState.objects.filter(shopper_id=ANNE).exists()
    assert not InterestRow.objects.filter(state_id=ANNE).exists()


def test_all_at_once_is_each_by_itself(run, monkeypatch):
    anne()
    from recommender.learning import refresh

    monkeypatch.setattr(refresh, "CHUNK", 7)
    said = []
    assert learning.interests_refresh(None, lambda *step: said.append(step)) == 21
    assert said[-1] == ("reading interests", 21, 21)
    together = {s.pk: s for s in InterestState.objects.all()}
    shoppers = [ANNE, *list(together)[:3], ANNE]  # one named twice
    learning.interests_refresh(shoppers)
    for one in InterestState.objects.filter(pk__in=shoppers):
        assert one.event_ids == together[one.pk].event_ids
        assert np.allclose(one.deep, together[one.pk].deep, atol=2e-3)


def test_a_second_refresh_replaces_the_first():
    anne()
    learning.interests_refresh([ANNE])
    before = InterestState.objects.get(pk=ANNE)
    record(act(ANNE, "i12", 1, "purchase"))
    learning.interests_refresh([ANNE])
    after = InterestState.objects.get(pk=ANNE)
    assert after.as_of > before.as_of and len(after.event_ids) == len(before.event_ids) + 1
    assert after.refreshed_at > before.refreshed_at
    assert InterestState.objects.filter(pk=ANNE).count() == 1


def test_long_histories_keep_the_newest(settings):
    settings.RECOMMENDER = {**settings.RECOMMENDER, "HISTORY_LENGTH": 5}
    made = record(*[act(ANNE, f"i{n:02d}", 100 - n) for n in range(9)])
    learning.interests_refresh([ANNE])
    assert profile().loo_event_ids == tuple(e.id for e in made[-5:])


def test_an_item_without_a_vector_yet_is_read_once_it_has_one():
    Item.objects.create(item_id="new", title="round bowl", category="bowls", text_digest="n")
    record(act(ANNE, "i00", 50), act(ANNE, "new", 20))
    learning.interests_refresh([ANNE])
    assert len(profile().loo_event_ids) == 1
    learning.items_encode()
    learning.interests_refresh([ANNE])
    assert len(profile().loo_event_ids) == 2


def test_the_deleted_and_the_merged_get_nothing():
    record(act(ANNE, "i00", 50))
    other = uuid.uuid4()
    record(act(other, "i01", 50))
    Shopper.objects.filter(pk=other).update(merged_into_id=ANNE)
    gone = uuid.uuid4()
    learning.interests_refresh([ANNE, other, gone])
    assert set(InterestState.objects.values_list("pk", flat=True)) == {ANNE}


def test_an_item_without_a_category_names_its_interest_itself():
    Item.objects.filter(pk="i00").update(category="", category_name="", brand="")
    title = Item.objects.get(pk="i00").title
    record(act(ANNE, "i00", 50))
    learning.interests_refresh([ANNE])
    (row,) = InterestRow.objects.filter(state_id=ANNE)
    assert row.name == title and row.weight == pytest.approx(1)
    assert row.labels == {"en": title[0].upper() + title[1:]}


def test_newer_and_stronger_acts_weigh_more():
    record(
        act(ANNE, "i00", 30 * 86_400, "purchase"),  # lamps, faded for a month
        act(ANNE, "i01", 60, "purchase"),  # bowls
    )
    learning.interests_refresh([ANNE])
    rows = {row.name: row.weight for row in InterestRow.objects.filter(state_id=ANNE)}
    lamps = 0.5 ** (30 / 45)
    if len(rows) == 2:  # the tiny model may see one taste where there are two
        assert rows["lamps"] == pytest.approx(lamps / (1 + lamps), abs=1e-3)
    assert max(rows, key=rows.get) == "bowls"


def test_without_a_model_it_says_so():
    Run.objects.filter(kind="sequence").update(is_active=False)
    assert not learning.interests_can_be_refreshed()
    with pytest.raises(NotReady, match="manage.py train"):
        learning.interests_refresh()


@pytest.mark.django_db(transaction=True)
def test_a_shopper_deleted_while_their_interests_are_stored_is_gone_wholly(monkeypatch):
    import threading

    from django.db import connection

    from recommender.learning import refresh

    record(act(ANNE, "i00", 50))
    storing, real = threading.Event(), refresh.InterestRow.objects.bulk_create

    def slowly(rows, **more):
        storing.set()
        time.sleep(0.3)
        return real(rows, **more)

    monkeypatch.setattr(refresh.InterestRow.objects, "bulk_create", slowly)

    def worker():
        learning.interests_refresh([ANNE])
        connection.close()

    thread = threading.Thread(target=worker)
    thread.start()
    assert storing.wait(30)
    deleted = services.profile_delete(ANNE)
    thread.join(30)
    assert deleted["shoppers"] == 1 and deleted["interest_state"] == 1
    assert not InterestState.objects.filter(pk=ANNE).exists()
