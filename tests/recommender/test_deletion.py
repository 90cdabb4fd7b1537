"""The deletion test on a slate small enough to work out by hand."""

from __future__ import annotations

import numpy as np

from recommender.contracts import Scored
from recommender.deletion import MOST_RERUNS, trial_of
from tests.recommender.worlds import block, fact


def made(base, by_event):
    by_event = np.array(by_event, dtype=np.float32)
    score = np.array(base, dtype=np.float32) + by_event.sum(axis=1)
    one = block([fact(f"i{n}") for n in range(len(score))], np.eye(len(score)))
    return Scored(one, ("s",), np.ones(1, np.float32), score[:, None], score, by_event)


def top(size):
    return lambda score: np.argsort(-score, kind="stable")[:size].tolist()


def without(scored, size):
    def chosen(groups):
        taken = [scored.by_event[:, list(group)].sum(axis=1) for group in groups]
        return [top(size)(scored.score - one) for one in taken]

    return chosen


def deletion_test(scored, pool, rows, cited, without):
    trial = trial_of(scored, pool, rows, cited)
    return trial.verdicts(dict(zip(trial.groups, without(trial.groups), strict=True)))


def test_what_leaves_the_slate_was_caused():
    scored = made([0.5, 0.4, 0.3, 0.2, 0.29, 0.28], [[0, 0]] * 3 + [[0.9, 0.01]] + [[0, 0]] * 2)
    rows = top(2)(scored.score)
    assert rows == [3, 0]
    verdicts = deletion_test(scored, range(6), rows, [(3, 0), (3, 1)], without(scored, 2))
    caused = verdicts[3, 0]
    assert (caused.fall, caused.leaves, caused.stays_alone, caused.causal) == (5, True, True, True)
    spared = verdicts[3, 1]
    assert (spared.fall, spared.leaves, spared.causal) == (0, False, False)


def test_what_comes_to_lie_just_below_the_edge_was_not_caused():
    """Item 3 is the third of a slate of two without event 0: another list, and it might stand."""
    scored = made([0.5, 0.4, 0.1, 0.3, 0.2, 0.1], [[0]] * 3 + [[0.9]] + [[0]] * 2)
    rows = top(2)(scored.score)
    verdict = deletion_test(scored, range(6), rows, [(3, 0)], without(scored, 2))[3, 0]
    assert (verdict.fall, verdict.leaves, verdict.causal) == (2, False, False)


def test_what_falls_far_and_stays_was_not_caused():
    """Item 0 falls from 1st to 5th of a slate of six without event 0."""
    by_event = np.zeros((7, 12))
    by_event[0, 0] = 0.8
    scored = made([0.1, 0.5, 0.45, 0.4, 0.35, 0.05, 0.0], by_event)
    rows = top(6)(scored.score)
    verdict = deletion_test(scored, range(7), rows, [(0, 0)], without(scored, 6))[0, 0]
    assert (verdict.fall, verdict.leaves, verdict.causal) == (4, False, False)


def test_nothing_cited_nothing_asked():
    scored = made([1.0], [[0.0]])
    assert deletion_test(scored, [0], [0], [], without(scored, 1)) == {}


def twins(*parts):
    """Item 0 stands on a slate of two by acts that say the same; each of them would do."""
    by_event = np.zeros((6, len(parts)))
    by_event[0] = parts
    return made([0.0, 0.9, 0.5, 0.4, 0.3, 0.2], by_event)


def test_acts_that_stand_in_for_each_other_caused_it_together():
    scored = twins(0.5, 0.5, 0.0)
    rows = top(2)(scored.score)
    assert rows == [0, 1]
    verdicts = deletion_test(scored, range(6), rows, [(0, 0), (0, 1)], without(scored, 2))
    first, second = verdicts[0, 0], verdicts[0, 1]
    assert (first.leaves, first.causal, first.group) == (False, True, (0, 1))
    assert (second.causal, second.group) == (False, ())


def test_three_are_tried_where_two_do_not_suffice_and_no_more_than_three():
    three = twins(0.55, 0.55, 0.55, 0.0)
    rows = top(2)(three.score)
    verdict = deletion_test(three, range(6), rows, [(0, 0)], without(three, 2))[0, 0]
    assert (verdict.causal, verdict.group) == (True, (0, 1, 2))
    four = twins(0.55, 0.55, 0.55, 0.55)
    verdict = deletion_test(four, range(6), rows, [(0, 0)], without(four, 2))[0, 0]
    assert (verdict.causal, verdict.group) == (False, ())


def test_who_passes_alone_needs_no_others():
    scored = twins(0.9, 0.1)
    rows = top(2)(scored.score)
    verdict = deletion_test(scored, range(6), rows, [(0, 0), (0, 1)], without(scored, 2))[0, 0]
    assert (verdict.leaves, verdict.causal, verdict.group) == (True, True, ())


def test_selection_is_run_again_only_so_often():
    random = np.random.default_rng(3)
    scored = made(random.random(40), 0.4 * random.random((40, 12)))
    rows = top(8)(scored.score)
    cited = [(row, int(e)) for row in rows for e in np.argsort(-scored.by_event[row])[:2]]
    asked = []

    def counting(groups):
        asked.extend(groups)
        return without(scored, 8)(groups)

    verdicts = deletion_test(scored, range(40), rows, cited, counting)
    assert set(verdicts) == set(cited) and 0 < len(asked) <= MOST_RERUNS
    for (row, event), verdict in verdicts.items():
        left = scored.score - scored.by_event[:, event]
        assert verdict.fall == (left > left[row]).sum() - (scored.score > scored.score[row]).sum()
        for group in filter(None, [verdict.group]):
            taken = scored.by_event[:, list(group)].sum(axis=1)
            assert verdict.causal and row not in top(8)(scored.score - taken)
