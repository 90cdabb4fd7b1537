from __future__ import annotations

import gzip
import json
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recommender import services
from recommender.errors import NotReady
from recommender.evaluation.shop_data import shop_data, shop_params
from recommender.models import Run
from tests.recommender.evaluation.test_interactions import lists_of
from tests.recommender.learning.makers import act, items_make, shoppers_make, tiny_encoder

pytestmark = pytest.mark.django_db


def evaluate(**options: object) -> str:
    out = StringIO()
    call_command("evaluate", stdout=out, stderr=StringIO(), budget_s=1.0, **options)
    return out.getvalue()


def test_histories_are_first_meetings_with_content(settings) -> None:
    tiny_encoder(settings)
    item_ids = items_make()
    shoppers = shoppers_make(item_ids, count=30)
    back = act(shoppers[0], item_ids[0], 10, "cart")
    services.events_record(
        [back, act(shoppers[0], item_ids[0], 5), act(shoppers[1], item_ids[3], 1, "dislike")],
        wake=False,
    )
    data = shop_data()
    assert len(data.histories) == 30
    for history in lists_of(data.histories):
        assert len(set(history)) == len(history) >= 3
    assert set(data.item_ids) <= set(item_ids)
    assert np.linalg.norm(data.content, axis=1) == pytest.approx(np.ones(len(data.item_ids)))
    assert set(data.histories.kinds.tolist()) <= {1, 5}  # views, and the one cart; no dislike


def test_too_few_shoppers_are_said_to_be(settings) -> None:
    tiny_encoder(settings)
    shoppers_make(items_make(), count=5)
    with pytest.raises(NotReady, match="5 shoppers"):
        shop_data()


def test_defaults_are_fields_of_the_model_and_the_training() -> None:
    from recommender.neural.models import config_make
    from recommender.neural.training import TrainConfig

    params = shop_params(seed=3, budget_s=9.0)
    config_make("sasrec", 5, **params.model)
    assert TrainConfig(**params.train).seed == 3
    assert TrainConfig(**params.train).budget_s == 9.0


def test_the_command_shows_every_model_and_serves_none_of_them(settings) -> None:
    tiny_encoder(settings)
    shoppers_make(items_make(), count=40)
    said = evaluate()
    for name in ("popularity", "item_knn", "ease", "sasrec", "fusion", "NDCG", "ndcg10"):
        assert name in said
    assert not Run.objects.filter(kind=Run.Kind.SEQUENCE).exists()


def test_the_command_reads_a_file_and_prints_json(tmp_path: Path) -> None:
    path = tmp_path / "sequences.txt.gz"
    with gzip.open(path, "wt") as out:
        out.writelines(
            f"{u} {u % 9} {(u + 1) % 9} {(u + 2) % 9} {(u + 3) % 9}\n" for u in range(40)
        )
    found = json.loads(evaluate(data=path, json=True))
    assert found["users"] == 40
    assert found["sasrec"]["hr10"] == 1.0  # nine items, three of them seen


def test_a_bad_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "sequences.txt.gz"
    with gzip.open(path, "wt") as out:
        out.write("1 2 x\n")
    with pytest.raises(CommandError, match="line 1"):
        evaluate(data=path)
