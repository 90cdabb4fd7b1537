"""A run exported, read back, served unchanged and gone on from, in a shop of its own."""

import json

import pytest
from django.core.management import CommandError, call_command

from recommender import learning
from recommender.errors import InvalidInput, NotFound, OutsideFailure
from recommender.learning.loaded import sequence_loaded
from recommender.learning.transfer import source_read
from recommender.learning.vectors import vectors_read
from recommender.models import Event, Item, ItemVector, Run
from tests.recommender.learning.makers import QUICK, items_make, shoppers_make, tiny_encoder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tiny(settings):
    tiny_encoder(settings)


@pytest.fixture
def trained():
    items = items_make(24)
    shoppers_make(items)
    return learning.sequence_train(0, None, **{**QUICK, "epochs": 3})


@pytest.fixture
def exported(trained, tmp_path):
    learning.run_export(trained.pk, tmp_path / "out")
    return str(tmp_path / "out")


def test_what_leaves_the_shop_names_none_of_its_items(trained, exported):
    source = source_read(exported)
    said = (source_file(exported, "json")).read_text()
    assert not any(f'"{item}"' in said for item in Item.objects.values_list("pk", flat=True))
    assert source.readers.tower.ids is None and not source.is_own
    assert "ids" not in source.readers.tower.gates()
    assert source.record["name"] == trained.name
    # A card or a file of weights names the same run as their folder.
    assert source_read(f"{exported}/model.json").fingerprint == source.fingerprint


def source_file(folder, end):
    from pathlib import Path

    return Path(folder) / f"model.{end}"


def test_served_unchanged_items_stand_where_new_items_stood_at_home(trained, exported):
    """An item without an id: at home a new one, elsewhere any."""
    from recommender.learning.facets import inputs_of
    from recommender.neural.tower import item_matrix

    encoder = trained.parent
    adopted = learning.sequence_adopt(exported)
    assert adopted.is_active and adopted.status == Run.Status.READY
    assert adopted.params["zero_shot"] and adopted.params["from"]["name"] == trained.name
    assert adopted.metrics["ndcg10"] >= 0 and adopted.metrics["popular_ndcg10"] > 0
    loaded = sequence_loaded(trained.pk)
    texts = vectors_read(encoder.pk, encoder.dim)
    item_ids = sorted(texts)
    items = inputs_of(encoder, item_ids, texts, loaded.card.price_limits)
    import numpy as np

    at_home = item_matrix(loaded.model.tower, items, np.full(len(items), -1))
    found = vectors_read(adopted.pk, adopted.dim)
    here = np.stack([found[item_id] for item_id in item_ids])
    assert np.allclose(here, at_home, atol=2e-3)  # stored in half precision


def test_a_shop_where_nobody_has_acted_is_served_at_once(exported):
    Event.objects.all().delete()
    adopted = learning.sequence_adopt(exported)
    assert adopted.is_active and "ndcg10" not in adopted.metrics
    assert ItemVector.objects.filter(run=adopted).count() == 24


def test_going_on_elsewhere_begins_at_what_was_learned(trained, exported):
    tuned = learning.sequence_train(1, None, origin=exported, **{**QUICK, "epochs": 2})
    curve = tuned.metrics["curve"]
    assert [point["epoch"] for point in curve] == [0.0, 1.0, 2.0]
    assert tuned.params["from"] == dict(source_read(exported).record)
    assert tuned.dim == trained.dim and tuned.is_active
    assert sequence_loaded(tuned.pk).model.tower.ids is not None


def test_going_on_at_home_keeps_the_items_ids(trained):
    again = learning.sequence_train(
        0, None, origin=str(trained.pk), **{**QUICK, "epochs": 1, "learning_rate": 1e-6}
    )
    assert again.params["from"]["run"] == trained.pk
    old, new = sequence_loaded(trained.pk), sequence_loaded(again.pk)
    assert new.rows == old.rows
    import torch

    torch.testing.assert_close(
        new.model.tower.ids.weight, old.model.tower.ids.weight, atol=1e-3, rtol=0
    )


def test_further_readers_come_along_over_the_tuned_tower(tmp_path):
    items = items_make(24)
    shoppers_make(items)
    run = learning.sequence_train(0, None, **{**QUICK, "epochs": 2, "readers": 2})
    tuned = learning.sequence_train(
        0, None, origin=str(run.pk), **{**QUICK, "epochs": 1, "readers": 2}
    )
    told = [one["name"] for one in tuned.metrics["readers"]]
    assert told == list(sequence_loaded(run.pk).model.names)


def test_another_encoder_is_refused_by_name(exported):
    card = json.loads(source_file(exported, "json").read_text())
    card["encoder"] = {"name": "Another", "fingerprint": "0" * 64}
    source_file(exported, "json").write_text(json.dumps(card))
    for act in (learning.sequence_adopt, lambda origin: learning.sequence_train(origin=origin)):
        with pytest.raises(InvalidInput, match="'Another', this shop by"):
            act(exported)


def test_a_shape_that_a_trained_model_has_is_not_asked_for_again(exported):
    with pytest.raises(InvalidInput) as caught:
        learning.sequence_train(origin=exported, dim=32)
    assert caught.value.fields == {"dim": ["The model to go on from has 16; leave this out."]}


def _cut(folder):
    whole = source_file(folder, "safetensors").read_bytes()
    source_file(folder, "safetensors").write_bytes(whole[:-8])


def _foreign(folder):
    source_file(folder, "json").write_text('{"format": "else", "version": 1}')


def _no_json(folder):
    source_file(folder, "json").write_text("model")


def _other_version(folder):
    card = json.loads(source_file(folder, "json").read_text())
    source_file(folder, "json").write_text(json.dumps({**card, "version": 99}))


def _other_shape(folder):
    card = json.loads(source_file(folder, "json").read_text())
    card["readers"][0]["config"]["layers"] = 5
    source_file(folder, "json").write_text(json.dumps(card))


@pytest.mark.parametrize("harm", [_cut, _foreign, _no_json, _other_version, _other_shape])
def test_a_damaged_or_foreign_export_is_one_clear_line(exported, harm):
    harm(exported)
    with pytest.raises(OutsideFailure) as caught:
        source_read(exported)
    assert len(str(caught.value).splitlines()) == 1
    with pytest.raises(CommandError) as said:
        call_command("train", "--from", exported)
    assert said.value.returncode == 2


def test_what_is_not_there_is_said(tmp_path):
    for name in ("404", str(tmp_path)):
        with pytest.raises(NotFound):
            source_read(name)
    with pytest.raises(NotFound):
        learning.run_export(404, tmp_path)


def test_commands_export_adopt_and_refuse_what_means_nothing(trained, tmp_path, capsys):
    folder = tmp_path / "there"
    call_command("export_run", str(trained.pk), str(folder))
    assert "model.safetensors" in capsys.readouterr().out
    call_command("train", "--from", str(folder), "--zero-shot", "--no-refresh")
    assert "trained elsewhere (SASRec)" in capsys.readouterr().out
    for wrong in (["--zero-shot"], ["--zero-shot", "--from", str(folder), "--epochs", "3"]):
        with pytest.raises(CommandError, match="zero-shot"):
            call_command("train", *wrong)
