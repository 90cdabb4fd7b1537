"""Chinese sentences that say two things, each in a clause of its own; see `zh_hans`.

The clause about price, newness or rarity never holds the other item's title: it is the pick that
it speaks of.
"""

from __future__ import annotations

from recommender.reasons.grammar.zh_words import Rules
from recommender.reasons.vocabulary import ATTRIBUTES, TONES, WINDOWS

_ASIDE = "<aside:$then:{tone}>"
_FRONT = "<front:$then:{tone}>"

_LEADS: Rules = {
    # an act that brought it, first
    "lead:action:warm": (
        "因为您<short:$action>",
        "选它是因为您<short:$action>",
        "您<short:$action>，所以选了它",
        "因<brief:$action>而来",
        "您<short:$action>，于是有了它",
    ),
    "lead:action:plain": (
        "[因为|因|由于]您<short:$action>",
        "[原因|缘由]：您<short:$action>",
        "您<short:$action>，因此选它",
    ),
    "lead:action:playful": (
        "您<short:$action>，[它便来了|它就跟来了]",
        "<brief:$action>，[捎来了它|引来了它]",
        "[缘起|谜底]：您<short:$action>",
        "[顺着|循着]<brief:$action>找来",
    ),
    # last: the clause names the pick, so that its cause is not the price
    "cause:warm": ("选它是因为您<short:$action>", "因<brief:$action>而来"),
    "cause:plain": ("因您<short:$action>而选", "选它因您<short:$action>"),
    "cause:playful": ("[顺着|循着]<brief:$action>找来", "<brief:$action>引来了它"),
    # something shared, first or last
    "lead:shared:warm": (
        "和<brief:$action>一样<alike2:$attribute>",
        "与<brief:$action><same2:$attribute>",
        "它和<brief:$action><both2:$attribute>",
        "<again2:$attribute>，像<brief:$action>",
        "<brief:$action>和它<both2:$attribute>",
    ),
    "lead:shared:plain": (
        "与<brief:$action><label:$attribute>",
        "和<brief:$action><both:$attribute>",
        "<label:$attribute>：<brief:$action>",
    ),
    "lead:shared:playful": (
        "和<brief:$action><kin:$attribute>",
        "<pal:$attribute>",
        "和<brief:$action>一样<alike2:$attribute>",
    ),
    "both2:maker": ("都出自{MAKER}", "同出{MAKER}"),
    "both2:brand": ("都来自{BRAND}", "同属{BRAND}"),
    "alike2:maker": ("出自{MAKER}",),
    "alike2:brand": ("来自{BRAND}",),
    "alike2": ("<alike:$attribute>",),
    "both2": ("<both:$attribute>",),
    "again2:maker": ("又见{MAKER}", "又是{MAKER}"),
    "again2:brand": ("又是{BRAND}", "又见{BRAND}"),
    "pal": (
        "<again2:$attribute>，和<brief:$action>作伴",
        "<brief:$action>有伴了：<again2:$attribute>",
    ),
    "pal:style": ("<again:style>，像<brief:$action>",),
    "again2:material": ("又见{MATERIAL}", "又是{MATERIAL}"),
    "again2": ("<again:$attribute>",),
    "same2:maker": ("同出{MAKER}之手", "同一制作者"),
    "same2:brand": ("是同一品牌", "同属{BRAND}"),
    "same2:material": ("材质相同", "同是{MATERIAL}材质"),
    "same2:colour": ("颜色相同", "同是{COLOUR}"),
    "same2:style": ("风格相同", "同是{STYLE}风格"),
    "same2:category": ("同属{CATEGORY}", "类别相同"),
    "lead:together:warm": (
        "[有|]{COUNT}位顾客买了它和“{ITEM_1}”",
        "{COUNT}位顾客买了“{ITEM_1}”，还有它",
        "{COUNT}位[顾客|客人]买了它，也买了“{ITEM_1}”",
        "它和“{ITEM_1}”，{COUNT}位顾客都买了",
    ),
    "lead:together:plain": (
        "{COUNT}[位|名]顾客买[了|过]它和“{ITEM_1}”",
        "{COUNT}[位|名]顾客买了“{ITEM_1}”和它",
    ),
    "lead:together:playful": (
        "{COUNT}位[顾客|客人]让它和“{ITEM_1}”做了伴",
        "{COUNT}位[顾客|客人]带走它，也带走了“{ITEM_1}”",
        "“{ITEM_1}”有伴了：{COUNT}位顾客也买了它",
    ),
    "lead:category:warm": (
        "您常[看|回来看]的{CATEGORY}",
        "又是您常看的{CATEGORY}",
        "您常看{CATEGORY}，这里又有一件",
    ),
    "lead:category:plain": ("您常看的{CATEGORY}", "您[感兴趣|常回来看]的{CATEGORY}"),
    "lead:category:playful": (
        "又回到您常看的{CATEGORY}",
        "[老地方|熟门熟路]：您常看的{CATEGORY}",
        "又是{CATEGORY}，您的老朋友",
    ),
}

_TWO: Rules = {
    "after:warm": ("，", "，", "；"),
    "after:plain": ("，", " · "),
    "after:playful": ("，", "，", "；"),
}


def _pairs() -> Rules:
    """Start symbols: the first claim and the aside, or the second claim first."""
    rules: Rules = {}
    for tone in TONES:
        aside, front = _ASIDE.format(tone=tone), _FRONT.format(tone=tone)
        after = f"<after:{tone}>"
        act, shared = f"<lead:action:{tone}>{after}", f"<lead:shared:{tone}>{after}"
        rules[f"two:action.causal:{tone}"] = (f"<caused:$then:{tone}>",)
        for kind in ATTRIBUTES:
            rules[f"caused:attribute.{kind}:{tone}"] = (
                f"{act}<aside:attribute:{tone}>",
                f"{act}<aside:attribute:{tone}>",
                f"<again:$then.attribute>，<cause:{tone}>",
            )
            rules[f"two:attribute.{kind}:{tone}"] = (
                f"{shared}{aside}",
                f"{shared}{aside}",
                f"{front}，<lead:shared:{tone}>",
            )
        rules[f"caused:{tone}"] = (f"{act}{aside}",)
        for then in ("price.below", "price.around", "rare", "new.days"):
            rules[f"caused:{then}:{tone}"] = (
                f"{act}{aside}",
                f"{act}{aside}",
                f"{front}，<cause:{tone}>",
            )
        rules[f"two:together:{tone}"] = (
            f"<lead:together:{tone}>{after}{aside}",
            f"<lead:together:{tone}>{after}{aside}",
            f"{front}，<lead:together:{tone}>",
        )
        rules[f"two:category:{tone}"] = (
            f"<lead:category:{tone}>{after}{aside}",
            f"<lead:category:{tone}>{after}{aside}",
            f"{front}，<lead:category:{tone}>",
        )
        for first in _singles():
            rules[f"two:{first}:{tone}"] = (
                f"<one:{first}:{tone}>{after}{aside}",
                f"<one:{first}:{tone}>{after}{aside}",
                f"{front}，<one:{first}:{tone}>",
            )
    return rules


def _singles() -> tuple[str, ...]:
    """First claims that stand before or after a price as they stand alone."""
    popular = (f"popular.{window}{place}" for window in WINDOWS for place in ("", ".place"))
    return (*popular, "new.today", "new.yesterday", "new.days")


PAIRS: Rules = {**_LEADS, **_TWO, **_pairs()}
