from __future__ import annotations

from recommender.reasons.shape_tokens import control_tokens, shape_tokens
from recommender.reasons.shapes import Shape, every_shape
from recommender.reasons.vocabulary import LANGUAGES, TONES

VIEWED = {"kind": "action", "action": "view", "item": "{ITEM_1}"}
BY_MAKER = {"kind": "attribute", "attribute": "maker", "value": "{MAKER}", "item": "{ITEM_1}"}


def test_a_shape_is_one_line_of_tokens():
    shape = Shape((VIEWED, BY_MAKER), causal=True)
    assert shape_tokens(shape.json, "en", "warm") == (
        *("<en>", "<warm>", "<causal>", "<kind=action>", "<action=view>", "{ITEM_1}"),
        *("<second>", "<kind=attribute>", "<attribute=maker>", "{ITEM_1}", "{MAKER}", "<write>"),
    )


def test_the_order_of_fields_says_nothing():
    turned = dict(reversed(VIEWED.items()))
    one, other = Shape((VIEWED,)), Shape((turned,))
    assert shape_tokens(one.json, "en", "warm") == shape_tokens(other.json, "en", "warm")


def test_every_shape_has_a_line_of_its_own():
    lines = {
        shape_tokens(shape.json, language, tone)
        for shape in every_shape().values()
        for language in LANGUAGES
        for tone in TONES
    }
    assert len(lines) == len(every_shape()) * len(LANGUAGES) * len(TONES)


def test_control_tokens_are_all_there_each_once_and_no_slot():
    known = control_tokens()
    assert len(set(known)) == len(known)
    assert not [token for token in known if token.startswith("{")]
    used = {t for s in every_shape().values() for t in shape_tokens(s.json, "en", "warm")}
    assert {token for token in used if token[0] == "<"} <= set(known)
