from __future__ import annotations

import pytest

from recommender.reasons.checker import check
from recommender.reasons.headings import (
    NAMED_BY,
    Heading,
    heading_claims,
    heading_key,
    name_claim,
    title_claim,
)
from recommender.reasons.shapes import every_shape, first_key
from recommender.reasons.telling import heading_tell, simplified
from tests.recommender.reasons.adversarial import shape_json

GOOD = [
    ("title-for-you", "en", "Chosen for you"),
    ("title-for-you+category", "en", "You keep coming back to {CATEGORY}"),
    ("title-viewed", "en", "More of this, since you looked at {ITEM_1}"),
    ("title-trending-place", "en", "This week in {PLACE}: trending"),
    ("title-evening", "en", "In the evening, often chosen"),
    ("title-less-known", "en", "These are seen by few people"),
    ("name-maker", "en", "{CATEGORY} from {MAKER}"),
    ("title-trending-place", "zh-hans", "本周在{PLACE}热门"),
    ("title-popular", "zh-hans", "受到顾客欢迎"),
    ("name-material", "zh-hans", "{MATERIAL}的{CATEGORY}"),
]


@pytest.mark.parametrize(("shape", "language", "sentence"), GOOD)
def test_true_headings_that_no_template_holds_are_accepted(shape, language, sentence):
    verdict = check(sentence, shape_json(shape), language)
    assert verdict.ok, verdict


def test_every_heading_is_a_shape_that_must_use_all_its_slots():
    for claim, causal in heading_claims():
        shape = heading_tell(Heading(claim, {}, causal)).shape
        assert shape.digest in every_shape()
        assert shape.json["required"] == list(shape.slots)
        assert first_key(shape) == heading_key(claim)
        assert simplified(heading_tell(Heading(claim, {}, causal))) is None


def test_a_key_says_what_a_heading_says_beside_its_shelf():
    assert heading_key(title_claim("for_you")) == "title.for_you"
    assert heading_key({**title_claim("for_you"), "category": "{CATEGORY}"}) == (
        "title.for_you.category"
    )
    assert heading_key({**title_claim("goes_with"), "at": "cart"}) == "title.goes_with.cart"
    assert [heading_key(name_claim(one)) for one in ("", *NAMED_BY)] == [
        "name",
        *(f"name.{one}" for one in NAMED_BY),
    ]
