from __future__ import annotations

import subprocess
import sys

import pytest

from recommender.contracts import ReasonPrompt
from recommender.errors import InvalidSetting, OutsideFailure
from recommender.reasons.shapes import every_shape
from recommender.reasons.writer_exam import marked, prompts_sample
from recommender.reasons.writer_training import card_read, writer_make
from recommender.reasons.writers.bundled import WEIGHTS, BundledWriter
from recommender.registry import get

TINY = {"width": 16, "layers": 1, "heads": 1, "hidden": 32}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A model of the real vocabulary that has learnt next to nothing."""
    from recommender.neural.device import one_thread

    path = tmp_path_factory.mktemp("writers") / "tiny"
    with one_thread():
        writer_make(path, steps=3, batch=4, shape=TINY, examine=1, device="cpu")
    return path


def _prompt(shape, variant=0, language="en", tone="warm"):
    return ReasonPrompt(shape.json, shape.slots, language, tone, variant)


def test_it_is_registered_and_takes_its_folder_from_the_settings(folder):
    writer = get("writer", "bundled").from_options({"WRITER_MODEL": str(folder), "DEVICE": "cpu"})
    assert isinstance(writer, BundledWriter)
    assert writer.revision.startswith("tiny#")


def test_each_prompt_gets_a_sentence_with_what_is_required(folder):
    writer = BundledWriter(str(folder), "cpu")
    shapes = list(every_shape().values())[::40]
    prompts = [
        _prompt(shape, v, lang) for shape in shapes for v in (0, 3) for lang in ("en", "zh-hans")
    ]
    for prompt, text in zip(prompts, writer.write(prompts), strict=True):
        assert all(slot in text for slot in prompt.shape["required"])
    assert writer.write(prompts[::-1]) == writer.write(prompts)[::-1]


def test_a_variant_does_not_hang_on_which_others_are_asked(folder):
    writer = BundledWriter(str(folder), "cpu")
    shape = next(iter(every_shape().values()))
    four = writer.write([_prompt(shape, variant) for variant in range(4)])
    assert four == [writer.write([_prompt(shape, variant)])[0] for variant in range(4)]
    assert len(set(four)) == 4


def test_a_shape_of_a_later_version_is_refused(folder):
    shape = {"claims": [{"kind": "moon"}], "causal": False, "slots": [], "required": []}
    writer = BundledWriter(str(folder), "cpu")
    assert writer.write([ReasonPrompt(shape, (), "en", "warm")]) == [""]


def test_a_folder_without_weights_is_a_wrong_setting(tmp_path):
    with pytest.raises(InvalidSetting, match="train_writer"):
        BundledWriter(str(tmp_path))


def test_a_damaged_folder_is_an_outside_failure(tmp_path):
    (tmp_path / WEIGHTS).write_bytes(b"no weights")
    with pytest.raises(OutsideFailure, match="cannot be read"):
        BundledWriter(str(tmp_path)).write([_prompt(next(iter(every_shape().values())))])


def test_the_card_says_what_it_was_made_of(folder):
    card = card_read(folder)
    assert card["steps"] == 3
    assert card["held_out"]["word"] == ["autumn", "night", "thursday"]
    assert len(card["lessons_digest"]) == 64
    assert set(card["exam"]["acceptance"]) == {"taught", "pair", "act", "word"}


def test_naming_the_writer_imports_no_torch(folder):
    code = (
        "import sys\nfrom recommender.registry import get\n"
        f"get('writer', 'bundled')({str(folder)!r}).revision\n"
        "assert not {'torch', 'transformers', 'tokenizers'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_was_never_taught_is_phrased_and_passes_the_checker(language):
    writer = BundledWriter()
    prompts = [p for g in ("pair", "act", "word") for p in prompts_sample(g, language, 4, 7)]
    marks = marked(prompts, writer.write(prompts))
    assert marks.asked >= 40
    assert marks.share >= 0.98, marks.refused
