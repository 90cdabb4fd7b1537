"""Simplified Chinese sentences for shapes, as rules; see `grammar.base`, in every tone.

Warm speaks as a shopkeeper who remembers, plain states the fact in the fewest words, playful ends
in a small smile. What names another item stands here, the pick alone in `zh_facts`, two claims in
`zh_pairs`, titles in `zh_headings`, shared parts in `zh_words`.
"""

from __future__ import annotations

from recommender.reasons.grammar.base import Grammar
from recommender.reasons.grammar.zh_anchor import ANCHORED
from recommender.reasons.grammar.zh_facts import MOMENT, MONEY, POPULAR, SHELF
from recommender.reasons.grammar.zh_headings import HEADINGS
from recommender.reasons.grammar.zh_pairs import PAIRS
from recommender.reasons.grammar.zh_words import ASIDE, DID, SHARED, WHICH, Rules
from recommender.reasons.vocabulary import ATTRIBUTES, TONES, WINDOWS

_ACTS: Rules = {
    "one:action.causal:warm": (
        "[因为|是因为]您<did:$action>",
        "选它，是因为您<did:$action>",
        "这件在这里，是因为您<did:$action>",
        "您<did:$action>，[于是我们选了它|所以选了这件]",
        "我们记得您<short:$action>，[于是|所以]选了它",
        "<which:$action>，让我们想到了它",
        "这件，因<which:$action>而来",
    ),
    "one:action.causal:plain": (
        "[因为|因|由于]您<did:$action:plain>",
        "[原因|依据|缘由]：您<did:$action:plain>",
        "您<did:$action:plain>，[因此选它|故选此件]",
        "根据<which:$action>选出",
    ),
    "one:action.causal:playful": (
        "您<did:$action:playful>，[它就跟来了|它便来了|它闻讯而来|它应声而来]",
        "[缘起|起因|谜底|线索]：您<did:$action:playful>",
        "[顺着|循着]<which:$action>，找到了它",
        "<which:$action>，[把它引来了|捎来了它|牵出了它]",
        "它在这里，都因您<did:$action:playful>",
    ),
    "one:action.causal.others:warm": (
        "[因为|是因为]您<dids:$action>",
        "选它，是因为您<dids:$action>",
        "您<dids:$action>，[于是我们选了它|所以选了这件]",
        "它来了，因为您<dids:$action>",
    ),
    "one:action.causal.others:plain": (
        "[因为|因|由于]您<dids:$action>",
        "[原因|依据|缘由]：您<dids:$action>",
        "您<dids:$action>，因此选它",
    ),
    "one:action.causal.others:playful": (
        "您<dids:$action>，[它就跟来了|它便来了|它闻讯而来]",
        "[缘起|起因|谜底|线索]：您<dids:$action>",
        "它在这里，都因您<dids:$action>",
    ),
    "one:action:warm": (
        "您<past:$action><did:$action>",
        "我们[还|]记得[，|]您<did:$action>",
        "<which:$action>，[我们还记得|我们记着]",
        "<ago:$action>您<did:$action>",
    ),
    "one:action:plain": (
        "您[<past:$action>|]<did:$action:plain>",
        "<ago:$action>您<did:$action:plain>",
        "<which:$action>",
    ),
    "one:action:playful": (
        "还记得吗，您<did:$action:playful>",
        "[话说|说起来]，您<did:$action:playful>",
        "[又想起|店里还惦记着]<which:$action>",
        "您<past:$action><did:$action:playful>，[我们记着呢|店里还记得]",
    ),
}

_AGO: Rules = {
    "past": ("之前", "先前", "曾"),
    "past:like": ("",),  # who liked it before would like it no more
    "ago": ("早些时候，", "先前，"),
    "ago:like": ("",),
}

_SHARED: Rules = {
    "shared:warm": (
        "[和|像|与]<which:$action>一样，<alike:$attribute>",
        "[这件|它|]与<which:$action><same:$attribute>",
        "<intro:$action>，这件<also:$attribute>",
        "<again:$attribute>，就像<which:$action>",
        "它和<which:$action><both:$attribute>",
        "<which:$action>，和这件<both:$attribute>",
    ),
    "shared:plain": (
        "[与|和]<which:$action><label:$attribute>",
        "<label:$attribute>：<which:$action>",
        "与<which:$action><both:$attribute>",
        "<also:$attribute>，和<which:$action>一样",
    ),
    "shared:playful": (
        "<again:$attribute>，[和<which:$action>作伴|跟<which:$action>做伴]",
        "<which:$action>有伴了：<again:$attribute>",
        "[它|这件|]和<which:$action><kin:$attribute>",
        "[说起|话说]<which:$action>，它<also:$attribute>",
        "[瞧|瞧瞧]，<again:$attribute>，和<brief:$action>一样",
    ),
    "intro": ("[说到|说起]“{ITEM_1}”",),
    **{
        f"intro:{act}": (f"[我们记得|之前|]您<short:{act}>", f"说到<brief:{act}>")
        for act in ("view", "click", "cart", "purchase", "like", "rating", "dwell")
    },
}

_TOGETHER: Rules = {
    "one:together:warm": (
        "[有|]{COUNT}位[顾客|客人]买了它，也买了<which:$action>",
        "{COUNT}位[顾客|客人]把它和<which:$action>都带回了家",
        "买过“{ITEM_1}”的[顾客|客人]里，有{COUNT}位也买了它",
        "<which:$action>和它，有{COUNT}位顾客都买了",
        "有{COUNT}位[顾客|客人]选了它，也选了<which:$action>",
    ),
    "one:together:plain": (
        "{COUNT}[位|名]顾客买[了|过]它和<which:$action>",
        "买过它和<which:$action>的顾客：{COUNT}位",
        "它和<which:$action>，{COUNT}[位|名]顾客都买了",
        "{COUNT}位顾客买了<which:$action>和它",
    ),
    "one:together:playful": (
        "{COUNT}位[顾客|客人]带走了它，也带走了<which:$action>",
        "它和<brief:$action>有缘：{COUNT}位顾客两件都买了",
        "{COUNT}位顾客让它和<which:$action>做了伴",
        "<which:$action>有伴了：{COUNT}位顾客也带走了它",
        "{COUNT}位[顾客|客人]把它和<which:$action>凑成了一对",
    ),
}


def _spread() -> Rules:
    """Start symbols whose sentences differ in a field only."""
    rules: Rules = {}
    for tone in TONES:
        rules |= {f"one:attribute.{kind}:{tone}": (f"<shared:{tone}>",) for kind in ATTRIBUTES}
        rules |= {f"one:new.{day}:{tone}": (f"<arrived:{tone}>",) for day in ("today", "yesterday")}
        for window in WINDOWS:
            of = ".all" if window == "all" else ""
            rules[f"one:popular.{window}:{tone}"] = (f"<popular{of}:{tone}>",)
            rules[f"one:popular.{window}.place:{tone}"] = (f"<placed{of}:{tone}>",)
    return rules


_PARTS = (DID, WHICH, SHARED, ASIDE, _ACTS, _AGO, _SHARED, _TOGETHER, POPULAR, MONEY, SHELF, MOMENT)

GRAMMAR = Grammar(
    {
        name: rule
        for part in (*_PARTS, _spread(), ANCHORED, PAIRS, HEADINGS)
        for name, rule in part.items()
    },
    capital=False,
)
