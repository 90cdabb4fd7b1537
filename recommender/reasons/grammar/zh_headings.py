"""Chinese titles of shelves and names of interests; see `zh_hans`. As short as a label."""

from __future__ import annotations

from recommender.reasons.grammar.zh_words import Rules

HEADINGS: Rules = {
    "one:title.start:warm": (
        "[就|]从这里[看起|开始|逛起]",
        "从[我们的|]货架上看起",
    ),
    "one:title.start:plain": ("从这里[开始|看起|逛起]", "从货架上看起"),
    "one:title.start:playful": (
        "[就|]从[这里|货架上]逛起",
        "[就|]从[这里|这一件]看起",
    ),
    "one:title.for_you:warm": (
        "为您[挑选|挑来]",
        "为您挑[来|选]的[商品|物件|东西]",
        "这些，为您挑来",
    ),
    "one:title.for_you:plain": (
        "为您挑选[的商品|]",
        "为您挑[来|选]的[东西|物件]",
        "这些，为您挑选",
    ),
    "one:title.for_you:playful": (
        "为您挑来[的这些|的物件|的东西|]",
        "这些都是为您挑来的[物件|东西]",
        "这些，都为您挑来",
    ),
    "one:title.for_you.category:warm": (
        "为您挑选：{CATEGORY}[，还有更多|和更多东西]",
        "为您挑来：{CATEGORY}，[还有|也有]更多",
        "{CATEGORY}和更多[东西|物件]，为您挑选",
    ),
    "one:title.for_you.category:plain": (
        "为您挑选：{CATEGORY}[，还有更多|和更多东西|和更多商品]",
        "{CATEGORY}[，还有更多，|和更多商品，]为您挑选",
        "为您挑选的{CATEGORY}，还有更多",
    ),
    "one:title.for_you.category:playful": (
        "又是{CATEGORY}，还有更多[东西|物件|]为您挑来",
        "又是{CATEGORY}，还有更多，为您挑来",
        "为您挑来：{CATEGORY}，[也|还]有更多",
    ),
    "one:title.because:warm": (
        "[因为|是因为]您<did:$action>",
        "这些，因<which:$action>而来",
        "您<did:$action>，于是有了这些",
    ),
    "one:title.because:plain": (
        "[因为|因|由于]您<did:$action:plain>",
        "[缘由|原因]：您<did:$action:plain>",
    ),
    "one:title.because:playful": (
        "您<did:$action:playful>，[所以有了这些|这些便来了|这些就跟来了]",
        "[顺着|循着]<which:$action>找来",
        "<which:$action>，[引来了|捎来了]这些",
    ),
    "one:title.trending:warm": (
        "本周[，|]店里的热门",
        "本周受到关注的[这些|商品|物件]",
        "本周，顾客[留意|关注]的[这些|商品]",
    ),
    "one:title.trending:plain": (
        "本周[店里|][热门|受关注]",
        "本周[热门|受关注]的商品",
        "本周店里的热门",
    ),
    "one:title.trending:playful": (
        "[这周|本周]，店里热门的[这些|物件]",
        "[这周|本周]，顾客留意的[这些|物件]",
    ),
    "one:title.trending.place:warm": (
        "本周，{PLACE}的热门",
        "本周在{PLACE}受到关注",
        "本周，{PLACE}顾客[留意|关注]的[这些|商品]",
    ),
    "one:title.trending.place:plain": (
        "本周，{PLACE}[的|]热门",
        "本周在{PLACE}受关注",
        "{PLACE}本周[热门|受关注]",
    ),
    "one:title.trending.place:playful": (
        "[这周|本周]，在{PLACE}热门的物件",
        "{PLACE}这周的热门[物件|商品]",
        "[这周|本周]，{PLACE}顾客留意的这些",
    ),
    "one:title.popular:warm": (
        "在店里[很受欢迎|受到欢迎]",
        "[很|]受[顾客|客人]欢迎的[这些|物件|商品]",
        "店里很受欢迎的[商品|物件|这些]",
    ),
    "one:title.popular:plain": (
        "店里受[顾客|]欢迎",
        "受[顾客|]欢迎的商品",
        "店里[热门|的热门商品]",
    ),
    "one:title.popular:playful": (
        "[店里|货架上|客人眼里|顾客眼里]的熟面孔",
        "又见熟面孔",
        "熟面孔，又在货架上",
    ),
    "one:title.moment:warm": (
        "[这个时候|此刻|此时]，[常被选中|常有人选]的[这些|物件|商品]",
        "这个时候，[顾客|客人]常选",
    ),
    "one:title.moment:plain": (
        "[此刻|此时|这个时候]常被选中",
        "[此刻|此时|这个时候]常有人选",
    ),
    "one:title.moment:playful": (
        "[这个时候|此刻|此时]，常有人选[的这些|这些]",
        "[此刻|这个时候]，常被选中的[物件|商品]",
    ),
    "one:title.moment.when:warm": (
        "<when:$value>，常有[人|顾客|客人]选",
        "[顾客|客人]常在<when:$value>选",
        "常在<when:$value>被选中的[这些|物件|商品]",
    ),
    "one:title.moment.when:plain": (
        "常在<when:$value>被选中",
        "<when:$value>常被选中",
        "<when:$value>常有人选",
    ),
    "one:title.moment.when:playful": (
        "<when:$value>一到，常有人选",
        "[在|]<when:$value>，常有人选[的这些|这些]",
        "<when:$value>，常被选中的[物件|商品]",
    ),
    "one:title.less_known:warm": (
        "[少|还少|还很少]有人[发现|看到|遇见]的[物件|商品|这些]",
        "还很少有[顾客|客人]看到",
        "安静的[物件|商品]，还少有人发现",
    ),
    "one:title.less_known:plain": (
        "看过的[顾客|人]很少",
        "[很少|少]有[人|顾客]看到",
        "少有人发现",
    ),
    "one:title.less_known:playful": (
        "[藏|躲]在角落里的[物件|商品]",
        "角落里，少有人发现",
        "角落里的安静物件",
    ),
    "one:title.new:warm": (
        "刚来到[店里|货架上]",
        "店里新到的[这些|物件|商品]",
        "店里[又|]上新",
    ),
    "one:title.new:plain": (
        "新品[上架|]",
        "[店里|]新到",
        "店里上新",
        "新到商品",
    ),
    "one:title.new:playful": (
        "[货架上|店里][的|又见]新面孔",
        "新面孔，来报到",
        "新面孔来到货架上",
    ),
    "one:title.similar:warm": (
        "[与|和]这件[相似|相近]",
        "像这件一样的[物件|商品|东西]",
        "还有这些，和这件相似",
    ),
    "one:title.similar:plain": ("[与|和]这件[相似|相近]", "相似商品", "同这件相似"),
    "one:title.similar:playful": (
        "[都|]和这件差不多",
        "[都|]像这件",
        "和这件相近的[物件|商品]",
    ),
    "one:title.goes_with:warm": (
        "[与|和]这件[搭配|一起]",
        "和这件搭配的[物件|商品]",
        "这些，和这件搭配",
    ),
    "one:title.goes_with:plain": (
        "[与|和]这件搭配[的商品|]",
        "搭配这件",
        "搭配",
    ),
    "one:title.goes_with:playful": (
        "和这件[很搭|作伴]",
        "这件和[它们|这些]很搭",
        "[它们|这些]和这件很搭",
    ),
    "one:title.goes_with.cart:warm": (
        "[与|和]购物车里的[商品|东西]搭配",
        "和购物车里的[商品|东西]一起",
        "和购物车搭配的[物件|商品]",
    ),
    "one:title.goes_with.cart:plain": (
        "[与|和]购物车[里的商品|]搭配",
        "搭配购物车[里的商品|]",
    ),
    "one:title.goes_with.cart:playful": (
        "和购物车里的[商品|东西|物件]很搭",
        "购物车里的[商品|东西]和[它们|这些]很搭",
    ),
    "one:name": ("{CATEGORY}",),
    "one:name.maker": ("{MAKER}的{CATEGORY}",),
    "one:name.brand": ("{BRAND}的{CATEGORY}",),
    "one:name.style": ("{STYLE}风格的{CATEGORY}", "{STYLE}风格{CATEGORY}"),
    "one:name.material": (
        "{MATERIAL}{CATEGORY}",
        "{MATERIAL}的{CATEGORY}",
    ),
    "one:name.colour": ("{COLOUR}{CATEGORY}", "{COLOUR}的{CATEGORY}"),
}
