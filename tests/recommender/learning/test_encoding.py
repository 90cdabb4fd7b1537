from pathlib import Path

import numpy as np
import pytest

from recommender import learning
from recommender.errors import NotReady, OutsideFailure
from recommender.learning.encoding import items_owed
from recommender.learning.vectors import vectors_read
from recommender.models import Item, ItemVector, Run
from tests.recommender.learning.makers import (
    QUICK,
    bert_make,
    encoder_folder,
    items_make,
    shoppers_make,
    tiny_encoder,
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tiny(settings):
    tiny_encoder(settings)


def use(settings, source) -> None:
    settings.RECOMMENDER = {**settings.RECOMMENDER, "ENCODER": str(source)}


def serving() -> Run:
    return Run.objects.get(kind="encoder", is_active=True)


def test_every_item_gets_a_vector_once():
    items_make(5)
    said = []
    assert items_owed()
    assert learning.items_encode(lambda *step: said.append(step)) == 5
    assert said == [("encoding items", 5, 5)]
    run = serving()
    assert (run.status, run.dim, run.params["source"]) == ("ready", 16, encoder_folder())
    vectors = vectors_read(run.pk, run.dim)
    assert np.allclose([np.linalg.norm(v) for v in vectors.values()], 1, atol=1e-3)
    assert not items_owed() and learning.items_encode() == 0
    assert Run.objects.count() == 1


def test_new_and_changed_items_are_owed_and_only_they_are_encoded():
    items_make(5)
    learning.items_encode()
    run = serving()
    before = vectors_read(run.pk, run.dim)
    Item.objects.create(item_id="new", title="round bowl", text_digest="n")
    Item.objects.filter(pk="i00").update(title="chair of clay", text_digest="c")
    assert items_owed() and learning.items_encode() == 2
    after = vectors_read(run.pk, run.dim)
    changed = {pk for pk in before if not np.array_equal(before[pk], after[pk])}
    assert changed == {"i00"} and "new" in after


def test_vectors_come_back_as_they_went_in_but_for_half_precision():
    items_make(3)
    learning.items_encode()
    from recommender.learning.loaded import encoder_loaded
    from recommender.learning.vectors import vectors_write

    rows = np.random.default_rng(0).normal(size=(3, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    vectors_write(serving().pk, ["i00", "i01", "gone"], rows, ["x", "x", "x"])
    found = vectors_read(serving().pk, 16, ["i00", "i01", "gone"])
    assert set(found) == {"i00", "i01"}  # an item deleted meanwhile has no place
    assert np.allclose(found["i01"], rows[1], atol=2e-3)
    assert encoder_loaded(encoder_folder()).dim == 16


def test_another_encoder_fills_a_space_of_its_own_and_serves_when_it_is_whole(settings, tmp_path):
    items_make(4)
    learning.items_encode()
    first = serving()
    bert_make(tmp_path / "other", width=8, seed=5)
    use(settings, tmp_path / "other")
    assert learning.items_encode() == 4
    second = serving()
    assert second.pk != first.pk and second.dim == 8
    assert ItemVector.objects.filter(run=first).count() == 4  # kept, for a rollback


def test_a_rollback_is_not_undone_by_the_next_encoding(settings, tmp_path):
    items_make(2)
    learning.items_encode()
    first = serving()
    bert_make(tmp_path / "other", seed=5)
    use(settings, tmp_path / "other")
    learning.items_encode()
    learning.run_rollback("encoder")
    Item.objects.create(item_id="new", title="round bowl", text_digest="n")
    learning.items_encode()
    assert serving().pk == first.pk
    assert ItemVector.objects.filter(run=first).count() == 3


def test_a_copy_of_the_same_weights_makes_no_new_run(settings, tmp_path):
    items_make(2)
    learning.items_encode()
    bert_make(tmp_path / "copy")  # of the same seed
    use(settings, tmp_path / "copy")
    assert learning.items_encode() == 0
    assert Run.objects.count() == 1


def test_an_encoding_that_broke_off_goes_on_where_it_was(monkeypatch):
    items_make(4)
    from recommender.learning import encoding

    monkeypatch.setattr(encoding, "CHUNK", 2)
    write, calls = encoding.vectors_write, []

    def once(*args):
        if calls:
            raise KeyboardInterrupt
        calls.append(args)
        write(*args)

    monkeypatch.setattr(encoding, "vectors_write", once)
    with pytest.raises(KeyboardInterrupt):
        learning.items_encode()
    assert not Run.objects.filter(is_active=True).exists()  # half a space never serves
    monkeypatch.setattr(encoding, "vectors_write", write)
    assert learning.items_encode() == 2
    assert Run.objects.count() == 1 and serving().status == "ready"


def test_an_item_after_the_training_gets_its_place_from_its_content():
    items = items_make(12)
    shoppers_make(items, 20, 6)
    run = learning.sequence_train(0, None, **{**QUICK, "epochs": 2, "facts": 1})
    twin = Item.objects.get(pk="i03")
    for item_id, category in (("new", twin.category), ("other", "bowls")):
        Item.objects.create(
            item_id=item_id,
            title=twin.title,
            category=category,
            category_name=twin.category_name,
            text_digest="n",
        )
    learning.items_encode()
    vectors = vectors_read(run.pk, run.dim)
    assert set(vectors) == {*items, "new", "other"}
    from recommender.learning.loaded import sequence_loaded
    from recommender.neural.items import items_of
    from recommender.neural.tower import item_matrix

    encoder, loaded = serving(), sequence_loaded(run.pk)

    def placed(item_id, row, words):
        content = vectors_read(encoder.pk, encoder.dim, [item_id])[item_id]
        inputs = items_of({"text": content[None]}, [words])
        return item_matrix(loaded.model.tower, inputs, np.array([row]))[0]

    words = ("category=lamps", "age=0")
    assert twin.category == "lamps"
    assert np.allclose(vectors["new"], placed("new", -1, words), atol=2e-3)
    assert not np.allclose(vectors["new"], vectors["other"], atol=1e-2)  # its facts count, too
    # An item trained on whose text changes keeps what was learned of it.
    Item.objects.filter(pk="i03").update(text_digest="changed")
    learning.items_encode()
    learned = placed("i03", loaded.rows["i03"], words)
    assert np.allclose(vectors_read(run.pk, run.dim, ["i03"])["i03"], learned, atol=2e-3)


def test_an_empty_shop_and_a_missing_model_say_so(settings, tmp_path):
    with pytest.raises(NotReady, match="no items"):
        learning.items_encode()
    items_make(1)
    use(settings, Path(tmp_path))
    with pytest.raises(OutsideFailure, match="cannot be loaded"):
        learning.items_encode()
    assert not Run.objects.exists()
