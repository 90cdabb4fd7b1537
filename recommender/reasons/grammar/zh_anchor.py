"""Chinese sentences of what a pick shares with the thing its shelf or page is about; see `zh_hans`.

That thing is named beside them already, so it is 同一 and 也 here.
"""

from __future__ import annotations

from recommender.reasons.grammar.zh_words import Rules
from recommender.reasons.vocabulary import ATTRIBUTES, TONES

_ALONE: Rules = {
    "anchored:warm": (
        "[它|这件]<also:$attribute>",
        "<same:$attribute>",
        "两件<both:$attribute>",
    ),
    "anchored:plain": (
        "<label:$attribute>",
        "<also:$attribute>",
        "<both:$attribute>",
    ),
    "anchored:playful": (
        "[瞧，|瞧瞧，|]<again:$attribute>",
        "两件<kin:$attribute>",
        "话说它<also:$attribute>",
    ),
    "one:together.anchor:warm": (
        "[有|]{COUNT}位[顾客|客人]也买了它",
        "{COUNT}位[顾客|客人]把它也带回了家",
        "两件都买了的[顾客|客人]，有{COUNT}位",
        "有{COUNT}位[顾客|客人]两件都买了",
    ),
    "one:together.anchor:plain": (
        "{COUNT}[位|名]顾客也买[了|过]它",
        "{COUNT}[位|名]顾客两件都买[了|过]",
        "两件都买了的顾客：{COUNT}位",
    ),
    "one:together.anchor:playful": (
        "{COUNT}位[顾客|客人]把它也带走了",
        "两件有缘：{COUNT}位[顾客|客人]都买了",
        "{COUNT}位[顾客|客人]让它们做了伴",
        "{COUNT}位[顾客|客人]把它们凑成了一对",
    ),
}


def _spread() -> Rules:
    rules: Rules = {}
    keys = [f"attribute.{kind}.anchor" for kind in ATTRIBUTES]
    for tone in TONES:
        rules |= {f"one:{key}:{tone}": (f"<anchored:{tone}>",) for key in keys}
        for key in keys:
            rules[f"two:{key}:{tone}"] = (
                *[f"<one:{key}:{tone}><after:{tone}><aside:$then:{tone}>"] * 2,
                f"<front:$then:{tone}>；[它<also:$attribute>|两件<both:$attribute>]",
            )
        rules[f"two:together.anchor:{tone}"] = (
            *[f"<one:together.anchor:{tone}><after:{tone}><aside:$then:{tone}>"] * 2,
            f"<front:$then:{tone}>，<one:together.anchor:{tone}>",
        )
    return rules


ANCHORED: Rules = {**_ALONE, **_spread()}
