"""Chinese sentences that say two things, each in a clause of its own; see `zh_hans`.

The clause about price, newness or rarity never holds the other item's title: it is the pick that
it speaks of.
"""

from __future__ import annotations

from recommender.reasons.grammar.zh_words import Rules
from recommender.reasons.vocabulary import ATTRIBUTES, TONES, WINDOWS

_LEADS: Rules = {
    # an act that brought it. A bare "because" is set apart, or it would explain the price
    "closed:action:warm": (
        "选它是因为您<short:$action>",
        "您<short:$action>，[所以|于是]选了它",
        "因<brief:$action>而来",
        "您<short:$action>，于是有了它",
    ),
    "closed:action:plain": (
        "选它因您<short:$action>",
        "因您<short:$action>而选",
        "您<short:$action>，因此选它",
    ),
    "closed:action:playful": (
        "您<short:$action>，[它便来了|它就跟来了]",
        "<brief:$action>，[捎来了它|引来了它]",
        "[顺着|循着]<brief:$action>找来",
    ),
    "open:action:warm": ("[因为|是因为]您<short:$action>",),
    "open:action:plain": ("[因为|因|由于]您<short:$action>",),
    "open:action:playful": ("都因您<short:$action>", "缘起<brief:$action>"),
    # last: the clause names the pick, so that its cause is not the price
    "last:action:warm": ("选它是因为您<short:$action>", "因<brief:$action>而来"),
    "last:action:plain": ("因您<short:$action>而选", "选它因您<short:$action>"),
    "last:action:playful": ("[顺着|循着]<brief:$action>找来", "<brief:$action>引来了它"),
    # something shared. Where it ends in "like X", the rest is set apart, or it would be like X too
    "closed:shared:warm": (
        "和<brief:$action>一样<alike2:$attribute>",
        "与<brief:$action><same2:$attribute>",
        "它和<brief:$action><both2:$attribute>",
        "<brief:$action>和它<both2:$attribute>",
    ),
    "closed:shared:plain": (
        "与<brief:$action><label:$attribute>",
        "和<brief:$action><both:$attribute>",
    ),
    "closed:shared:playful": (
        "和<brief:$action><kin:$attribute>",
        "<mate:$attribute>",
        "和<brief:$action>一样<alike2:$attribute>",
    ),
    "open:shared:warm": ("<again2:$attribute>，<like:$attribute>",),
    "open:shared:plain": ("<label:$attribute>：<brief:$action>",),
    "open:shared:playful": ("<found:$attribute>",),
    "mate": ("<again2:$attribute>，[和|跟]<brief:$action>作伴",),
    "mate:style": ("跟<brief:$action><kin:style>",),
    "found": ("<brief:$action>有伴了：<again2:$attribute>",),
    "found:style": ("<again2:style>，像<brief:$action>",),
    "like": ("和<brief:$action>一样",),
    "like:style": ("像<brief:$action>",),
    "both2:maker": ("都出自{MAKER}", "同出{MAKER}"),
    "both2:brand": ("都来自{BRAND}", "同属{BRAND}"),
    "alike2:maker": ("出自{MAKER}",),
    "alike2:brand": ("来自{BRAND}",),
    "alike2": ("<alike:$attribute>",),
    "both2": ("<both:$attribute>",),
    "again2:maker": ("又见{MAKER}", "又是{MAKER}"),
    "again2:brand": ("又是{BRAND}", "又见{BRAND}"),
    "again2:material": ("又见{MATERIAL}", "又是{MATERIAL}"),
    "again2:category": ("又是{CATEGORY}",),
    "again2:style": ("又见{STYLE}风格",),
    "again2": ("<again:$attribute>",),
    "same2:maker": ("同出{MAKER}之手", "同一制作者"),
    "same2:brand": ("是同一品牌", "同属{BRAND}"),
    "same2:material": ("材质相同", "同是{MATERIAL}材质"),
    "same2:colour": ("颜色相同", "同是{COLOUR}"),
    "same2:style": ("风格相同", "同是{STYLE}风格"),
    "same2:category": ("同属{CATEGORY}", "类别相同"),
    "closed:together:warm": (
        "[有|]{COUNT}位顾客买了它和“{ITEM_1}”",
        "{COUNT}位[顾客|客人]买了它，也买了“{ITEM_1}”",
        "它和“{ITEM_1}”，{COUNT}位顾客都买了",
    ),
    "closed:together:plain": (
        "{COUNT}[位|名]顾客买[了|过]它和“{ITEM_1}”",
        "{COUNT}[位|名]顾客买了“{ITEM_1}”和它",
    ),
    "closed:together:playful": (
        "{COUNT}位[顾客|客人]让它和“{ITEM_1}”做了伴",
        "{COUNT}位[顾客|客人]带走它，也带走了“{ITEM_1}”",
        "“{ITEM_1}”有伴了：{COUNT}位顾客也买了它",
    ),
    "closed:category:warm": (
        "您常[看|回来看]的{CATEGORY}",
        "又是您常看的{CATEGORY}",
        "您常看{CATEGORY}，这里又有一件",
    ),
    "closed:category:plain": (
        "您常看的{CATEGORY}",
        "您[感兴趣|常回来看]的{CATEGORY}",
        "来自您常看的{CATEGORY}",
    ),
    "closed:category:playful": (
        "又回到您常看的{CATEGORY}",
        "[老地方|熟门熟路]：您常看的{CATEGORY}",
        "又是{CATEGORY}，您的老朋友",
    ),
    "last:category": ("[又是|来自]您常看的{CATEGORY}", "来自您常回来看的{CATEGORY}"),
    "last:category:plain": ("来自您常看的{CATEGORY}",),
}

# Marks between the two claims: after what is closed, and where the second must stand apart.
_MARKS: Rules = {
    "after:warm": ("，", "，", "；"),
    "after:plain": ("，", " · "),
    "after:playful": ("，", "，", "；"),
    "apart": ("；",),
    "apart:plain": (" · ",),
}


def _orders(lead: str, aside: str, front: str, tone: str) -> tuple[str, ...]:
    """The first claim first, closed (twice as often) or open; then the second claim first."""
    orders = [f"<closed:{lead}:{tone}><after:{tone}>{aside}"] * 2
    if f"open:{lead}:{tone}" in _LEADS:
        orders.append(f"<open:{lead}:{tone}><apart:{tone}>{aside}")
    last = "last" if f"last:{lead}" in _LEADS or f"last:{lead}:{tone}" in _LEADS else "closed"
    return (*orders, f"{front}，<{last}:{lead}:{tone}>")


def _pairs() -> Rules:
    """Start symbols: what follows what, in which order."""
    rules: Rules = {}
    for tone in TONES:
        aside, front = f"<aside:$then:{tone}>", f"<front:$then:{tone}>"
        also, again = f"<aside:attribute:{tone}>", "<again:$then.attribute>"
        rules[f"two:action.causal:{tone}"] = (f"<caused:$then:{tone}>",)
        for then in ("price.below", "price.around", "rare", "new.days"):
            rules[f"caused:{then}:{tone}"] = _orders("action", aside, front, tone)
        for kind in ATTRIBUTES:
            rules[f"caused:attribute.{kind}:{tone}"] = _orders("action", also, again, tone)
            rules[f"two:attribute.{kind}:{tone}"] = _orders("shared", aside, front, tone)
        for first in ("together", "category"):
            rules[f"two:{first}:{tone}"] = _orders(first, aside, front, tone)
        for first in _singles():
            alone = f"<one:{first}:{tone}>"
            rules[f"two:{first}:{tone}"] = (
                *[f"{alone}<after:{tone}>{aside}"] * 2,
                f"{front}，{alone}",
            )
    return rules


def _singles() -> tuple[str, ...]:
    """First claims that stand before or after a price as they stand alone."""
    popular = (f"popular.{window}{place}" for window in WINDOWS for place in ("", ".place"))
    return (*popular, "new.today", "new.yesterday", "new.days")


PAIRS: Rules = {**_LEADS, **_MARKS, **_pairs()}
