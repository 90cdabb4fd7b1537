from __future__ import annotations

import gzip
import json
from io import StringIO
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recommender import services
from recommender.errors import NotReady
from recommender.evaluation.shop_data import SHOP_PARTS, shop_data, shop_parts
from recommender.models import Run, Shopper
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
    assert np.linalg.norm(data.inputs.dense["text"], axis=1) == pytest.approx(
        np.ones(len(data.item_ids))
    )
    assert set(data.histories.kinds.tolist()) <= {1, 5}  # views, and the one cart; no dislike


def test_too_few_shoppers_are_said_to_be(settings) -> None:
    tiny_encoder(settings)
    shoppers_make(items_make(), count=5)
    with pytest.raises(NotReady, match="5 shoppers"):
        shop_data()


def test_defaults_are_fields_of_the_models_and_the_training() -> None:
    from recommender.neural.models import config_make
    from recommender.neural.training import TrainConfig

    parts = shop_parts(budget_s=9.0)
    assert set(SHOP_PARTS) < set(parts)
    for part in parts.values():
        if part.seeded:
            config_make(part.kind, 5, None, **part.options)
            assert TrainConfig(**part.train).budget_s == 9.0


def test_the_command_shows_every_model_and_serves_none_of_them(settings) -> None:
    tiny_encoder(settings)
    shoppers_make(items_make(), count=40)
    said = evaluate()
    for name in (*SHOP_PARTS, "fusion", "NDCG", "ndcg10", "95 %", "6-20 steps", "next is head"):
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


def test_one_moment_for_everybody(settings) -> None:
    tiny_encoder(settings)
    item_ids = items_make()
    shoppers_make(item_ids, count=40)
    new = Shopper.objects.create(pk=uuid4()).pk
    services.events_record([act(new, item_ids[1], 0)], wake=False)
    found = json.loads(evaluate(temporal=True, json=True, parts=["popularity", "next_item"]))
    assert found["protocol"].startswith("Global temporal")
    assert found["popularity"]["segments"]["no history"]["users"] == 1
    assert set(found["fusion"]["weights"]) == {"popularity", "next_item"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("1 2 3 4\n1 2 x\n", "line 2"),
        ("", "nobody"),
        ("1 2\n", "nobody"),  # one event
        (None, "cannot be read"),
    ],
)
def test_a_bad_file_is_one_line(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "sequences.txt.gz"
    if content is not None:
        with gzip.open(path, "wt") as out:
            out.write(content)
    with pytest.raises(CommandError, match=said):
        evaluate(data=path)


def test_what_cannot_be_done_is_one_line(tmp_path: Path, settings) -> None:
    path = tmp_path / "sequences.txt.gz"
    with gzip.open(path, "wt") as out:
        out.writelines(f"{user} 1 2 3\n" for user in range(9))
    with pytest.raises(CommandError, match="no times"):
        evaluate(data=path, temporal=True)
    with pytest.raises(CommandError, match="svd"):
        evaluate(data=path, parts=["svd"])
    with pytest.raises(CommandError, match="0 shoppers"):  # an empty shop
        evaluate()
    tiny_encoder(settings)
    shoppers_make(items_make(), count=1)
    with pytest.raises(CommandError, match="1 shoppers"):
        evaluate()
