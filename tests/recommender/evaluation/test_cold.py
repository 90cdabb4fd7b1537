"""Cold starts: who and what is kept back, by hand, and that nothing of it reaches a model."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.cold import (
    Among,
    cold_task,
    first_events,
    items_apart,
    items_run,
    last_events,
    shoppers_run,
    users_apart,
    without_items,
)
from recommender.neural.sequences import sequences_from

ITEMS = 20


def lists(histories):
    return [histories.rows[histories.of(one)].tolist() for one in range(len(histories))]


def ring(users=60, steps=6):
    return sequences_from(
        [[(user * 7 + at) % ITEMS for at in range(steps)] for user in range(users)]
    )


class After:
    """Knows the ring; remembers what it was fitted on."""

    def __init__(self, fitted):
        self.fitted = fitted

    def score(self, histories):
        assert (histories.lengths > 0).all()
        last = histories.rows[histories.offsets[1:] - 1]
        ahead = (np.arange(ITEMS)[None, :] - last[:, None] - 1) % ITEMS
        return -ahead.astype(np.float32)


def test_the_first_events_and_the_next_one():
    task = first_events(sequences_from([[5, 6, 7], [8], [9, 1]]), 1)
    assert lists(task.inputs) == [[5], [9]] and task.targets.tolist() == [6, 1]
    nothing = first_events(sequences_from([[5, 6], [8]]), 0)
    assert lists(nothing.inputs) == [[], []] and nothing.targets.tolist() == [5, 8]
    last = last_events(sequences_from([[5, 6, 7], [8]]))
    assert lists(last.inputs) == [[5, 6]] and last.targets.tolist() == [7]


def test_users_are_in_one_group_each():
    users = users_apart(sequences_from([[n, n] for n in range(30)]), 0.1, seed=3)
    groups = [set(part.rows.tolist()) for part in (users.fit, users.validation, users.test)]
    assert [len(group) for group in groups] == [24, 3, 3]
    assert set.union(*groups) == set(range(30))


def test_cold_items_are_answers_and_nothing_else():
    gone = np.zeros(10, dtype=bool)
    gone[[3, 4]] = True
    histories = sequences_from([[1, 3, 2, 4, 5], [3, 1], [1, 2], [4], [2, 4]])
    assert lists(without_items(histories, gone)) == [[1, 2, 5], [1], [1, 2], [], [2]]
    task = cold_task(histories, gone)
    assert lists(task.inputs) == [[1, 2], [2]]  # the second user knew nothing before item 3
    assert task.targets.tolist() == [4, 4]


@given(st.lists(st.lists(st.integers(0, 9), max_size=6), min_size=1, max_size=8), st.integers(0, 9))
def test_cold_tasks_agree_with_a_slow_reading(rows, cold):
    gone = np.zeros(10, dtype=bool)
    gone[[cold, (cold + 3) % 10]] = True
    slow = []
    for one in rows:
        for at in range(len(one) - 1, -1, -1):
            known = [item for item in one[:at] if not gone[item]]
            if gone[one[at]] and known:
                slow.append((known, one[at]))
                break
    task = cold_task(sequences_from(rows), gone)
    assert list(zip(lists(task.inputs), task.targets.tolist(), strict=True)) == slow


def test_shoppers_with_few_events_and_nothing_learned_from_them():
    seen = []

    def fit(histories, validation):
        seen.append(len(histories))
        return {"model": After(histories)}

    found = shoppers_run(ring(), ITEMS, fit, scale=1e-3, model="model")
    assert seen == [48] and found["users_tested"] == 6
    assert "model" not in found["events_0"]
    assert found["events_0"]["hand_over"] == found["events_0"]["popularity"]
    for known in (1, 2, 3):
        assert found[f"events_{known}"]["model"]["ndcg10"] == 1.0
        assert found[f"events_{known}"]["hand_over"]["ndcg10"] == 1.0
        assert found[f"events_{known}"]["hand_over_gain"] > 1


def test_new_items_are_in_no_training_and_popularity_knows_nothing_of_them():
    fitted = []

    def fit(histories, validation):
        fitted.append(histories)
        return {"model": After(histories)}

    found = items_run(ring(), ITEMS, fit)
    gone = items_apart(ring(), ITEMS)
    assert found["cold_items"] == gone.sum() == 2
    assert not gone[fitted[0].rows].any()
    assert found["whole_catalogue"]["popularity"]["ndcg10"] < 0.1
    assert found["whole_catalogue"]["model"]["ndcg10"] > 0.9
    assert found["among_cold"]["model"]["ndcg10"] > 0.9
    # Two items in a random order: the wanted one is first half the time.
    assert 0.6 < found["among_cold"]["popularity"]["ndcg10"] < 0.95


def test_among_some_items_no_other_is_ranked():
    histories = sequences_from([[1]])
    scores = Among(After(None), np.arange(ITEMS) == 7).score(histories)
    assert np.isfinite(scores).sum() == 1
