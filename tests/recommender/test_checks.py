from __future__ import annotations

from recommender.checks import writer_check
from recommender.reasons.writers import bundled
from recommender.sentence_writing import current_writer


def test_a_writer_without_its_weights_is_one_line_at_the_start(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(bundled, "PACKAGED", tmp_path)
    settings.RECOMMENDER = {**settings.RECOMMENDER, "WRITER": "bundled"}
    (said,) = writer_check()
    assert said.id == "recommender.W001"
    assert "train_writer" in said.msg
    assert "\n" not in said.msg
    current_writer.cache_clear()


def test_nothing_is_said_of_a_writer_that_can_be(settings):
    settings.RECOMMENDER = {**settings.RECOMMENDER, "WRITER": "template"}
    assert writer_check() == []
