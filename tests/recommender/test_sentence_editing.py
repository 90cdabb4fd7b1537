from __future__ import annotations

import pytest

from recommender import sentence_editing
from recommender.models import ReasonText
from recommender.reasons.checker import CHECKER_VERSION
from recommender.reasons.shapes import Shape
from recommender.sentence_editing import editors_judge_again, sentence_put
from recommender.sentence_writing import EDITOR, EDITOR_REVISION, text_key

pytestmark = pytest.mark.django_db

RARE = Shape(({"kind": "rare"},))
Status = ReasonText.Status


def aged(row, text=""):
    """As it was kept under the checker before this one."""
    ReasonText.objects.filter(pk=row.pk).update(
        key="0" * 63 + str(row.variant), checker_version=CHECKER_VERSION - 1, text=text or row.text
    )


def now_kept():
    key = text_key(RARE.digest, "en", "warm", EDITOR, EDITOR_REVISION)
    return {row.text: (row.status, row.cause) for row in ReasonText.objects.filter(key=key)}


def test_what_editors_wrote_outlives_a_new_checker_if_it_passes():
    good = sentence_put("Seen by few shoppers", RARE.digest, "en", "warm").text
    bad = sentence_put("Few people know this", RARE.digest, "en", "warm").text
    aged(good)
    aged(bad, "Our best find")
    assert now_kept() == {}
    assert editors_judge_again() == 2
    assert now_kept() == {
        "Seen by few shoppers": (Status.APPROVED, ""),
        "Our best find": (Status.REJECTED, "superlative"),
    }
    assert editors_judge_again() == 0


def test_what_was_banned_stays_banned():
    row = sentence_put("Seen by few shoppers", RARE.digest, "en", "warm").text
    sentence_editing.sentence_status_set(row, Status.BANNED)
    aged(row)
    editors_judge_again()
    assert now_kept() == {"Seen by few shoppers": (Status.BANNED, "")}
