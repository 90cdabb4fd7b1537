import itertools
import json

import numpy as np
import torch

from benchmarks import training_speed
from benchmarks.training_peers import PlainSasRec, plain_batches
from recommender.neural.sequences import sequences_from

SMALL = ["--length", "6", "--batch-size", "4", "--dim", "8", "--heads", "1", "--layers", "1"]


def test_rounds_take_turns_and_the_first_only_warms_up():
    seen = []

    def rival(name):
        for turn in itertools.count():
            seen.append(name)
            yield 10.0 * turn

    found = training_speed.alternate({"a": rival("a"), "b": rival("b")}, 2)
    assert seen == ["a", "b", "a", "b", "a", "b"]
    assert found == {"a": [10.0, 20.0], "b": [10.0, 20.0]}


def test_it_ends_in_one_object_and_says_what_the_missing_peer_needs(monkeypatch, capsys):
    made = training_speed.histories_made
    monkeypatch.setattr(training_speed, "histories_made", lambda: made(30, 20))
    training_speed.main(["--quick", *SMALL])
    out, err = capsys.readouterr()
    figures = json.loads(out.splitlines()[-1])
    assert "pip install 'rectools[torch]'" in err
    assert set(figures["ratio"]) == {"ours_sampled", "plain"} and figures["rectools"] is None
    speeds = figures["targets_per_s"]
    assert speeds["plain"] > 0
    assert abs(figures["ratio"]["plain"] - speeds["ours"] / speeds["plain"]) < 0.01
    assert figures["shape"]["dim"] == 8 and all(len(r) == 2 for r in figures["rounds"].values())


def test_the_plain_peers_batches_stand_on_the_right_with_the_next_item_beside():
    histories = sequences_from([[0, 1, 2, 3], [4]])  # the second has no next item
    rows, positives, negatives = next(plain_batches(histories, 9, 5, 2))
    assert rows.tolist() == [[0, 0, 1, 2, 3]] * 2
    assert positives.tolist() == [[0, 0, 2, 3, 4]] * 2
    assert (negatives[:, :2] == 0).all() and (negatives[:, 2:] > 4).all()


def test_the_plain_peer_learns():
    histories = sequences_from([[(a + s) % 10 for s in range(6)] for a in range(10)])
    torch.manual_seed(0)
    model = PlainSasRec(10, 16, 1, 2, 5, 0.0)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for rows, positives, negatives in itertools.islice(plain_batches(histories, 10, 5, 16), 60):
        optimizer.zero_grad()
        loss = model.loss(rows, positives, negatives)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert np.mean(losses[-5:]) < 0.5 * losses[0]
