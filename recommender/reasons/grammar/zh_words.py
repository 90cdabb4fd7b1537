"""Parts of Chinese sentences that several shapes share: acts, what two items share, asides.

Fragments of rules for `grammar.base`; `zh_hans` and `zh_pairs` put them together. A name with a
tone borrows the one without.
"""

from __future__ import annotations

Rules = dict[str, tuple[str, ...]]

# What was done, after 您.
DID: Rules = {
    "did:view": ("看过“{ITEM_1}”", "浏览过“{ITEM_1}”"),
    "did:view:plain": ("看过“{ITEM_1}”", "浏览过“{ITEM_1}”", "看了“{ITEM_1}”"),
    "did:view:playful": ("看过“{ITEM_1}”", "瞧过“{ITEM_1}”", "看了看“{ITEM_1}”"),
    "did:click": ("点开过“{ITEM_1}”", "打开过“{ITEM_1}”"),
    "did:click:plain": ("点开过“{ITEM_1}”", "打开过“{ITEM_1}”", "点开了“{ITEM_1}”"),
    "did:cart": ("把“{ITEM_1}”放进了购物车", "把“{ITEM_1}”加进了购物车"),
    "did:cart:plain": ("加购过“{ITEM_1}”", "把“{ITEM_1}”加入了购物车", "加购了“{ITEM_1}”"),
    "did:purchase": ("买过“{ITEM_1}”", "把“{ITEM_1}”带回了家"),
    "did:purchase:plain": ("买过“{ITEM_1}”", "购买过“{ITEM_1}”", "买了“{ITEM_1}”"),
    "did:purchase:playful": ("买过“{ITEM_1}”", "把“{ITEM_1}”带回了家", "入手过“{ITEM_1}”"),
    "did:like": ("喜欢“{ITEM_1}”", "给“{ITEM_1}”点过喜欢", "给“{ITEM_1}”点过赞"),
    "did:like:plain": (
        "喜欢“{ITEM_1}”",
        "[给“{ITEM_1}”点过赞|给“{ITEM_1}”点过喜欢]",
        "赞过“{ITEM_1}”",
    ),
    "did:rating": ("评价过“{ITEM_1}”", "给“{ITEM_1}”打过分"),
    "did:rating:plain": ("评价过“{ITEM_1}”", "给“{ITEM_1}”评过分", "评价了“{ITEM_1}”"),
    "did:search": ("找过“{QUERY}”", "搜索过“{QUERY}”"),
    "did:search:plain": ("搜索过“{QUERY}”", "搜过“{QUERY}”", "搜索了“{QUERY}”"),
    "did:search:playful": ("找过“{QUERY}”", "搜过“{QUERY}”"),
    "did:dwell": ("细看过“{ITEM_1}”", "在“{ITEM_1}”前停留过"),
    "did:dwell:plain": ("细看过“{ITEM_1}”", "仔细看过“{ITEM_1}”", "在“{ITEM_1}”停留过"),
    "did:dwell:playful": ("细细看过“{ITEM_1}”", "在“{ITEM_1}”前停下过"),
    # as few words as will do, beside a second claim
    "short:view": ("看过“{ITEM_1}”", "浏览过“{ITEM_1}”"),
    "short:click": ("点开过“{ITEM_1}”", "打开过“{ITEM_1}”"),
    "short:cart": ("加购过“{ITEM_1}”", "加购了“{ITEM_1}”"),
    "short:purchase": ("买过“{ITEM_1}”", "购买过“{ITEM_1}”"),
    "short:like": ("喜欢“{ITEM_1}”", "赞过“{ITEM_1}”"),
    "short:rating": ("评价过“{ITEM_1}”", "评过“{ITEM_1}”"),
    "short:search": ("找过“{QUERY}”", "搜索过“{QUERY}”"),
    "short:dwell": ("细看过“{ITEM_1}”",),
    # with others beside the one that is named
    "dids:view": ("[看|浏览]过“{ITEM_1}”<etc>",),
    "dids:click": ("[点|打]开过“{ITEM_1}”<etc>",),
    "dids:cart": ("把“{ITEM_1}”<etc>放进了购物车", "加购过“{ITEM_1}”<etc>"),
    "dids:purchase": ("买过“{ITEM_1}”<etc>", "把“{ITEM_1}”<etc>带回了家"),
    "dids:like": ("喜欢“{ITEM_1}”<etc>", "赞过“{ITEM_1}”<etc>"),
    "dids:rating": ("评价过“{ITEM_1}”<etc>", "给“{ITEM_1}”<etc>打过分"),
    "dids:dwell": ("[细看|仔细看|细细看]过“{ITEM_1}”<etc>",),
    "etc": ("等商品", "等", "等东西"),
}

# The item by what was done with it; without an act, its title alone.
WHICH: Rules = {
    "which": ("“{ITEM_1}”",),
    "which:view": ("您[看|浏览|之前看]过的“{ITEM_1}”",),
    "which:click": ("您[点|打|之前点]开过的“{ITEM_1}”",),
    "which:cart": ("您放进购物车的“{ITEM_1}”", "您加购[过|]的“{ITEM_1}”"),
    "which:purchase": ("您[买|之前买]过的“{ITEM_1}”", "您带回家的“{ITEM_1}”"),
    "which:like": ("您喜欢的“{ITEM_1}”", "您赞过的“{ITEM_1}”"),
    "which:rating": ("您[评价|之前评价]过的“{ITEM_1}”", "您打过分的“{ITEM_1}”"),
    "which:search": ("您[找|搜|搜索]过的“{QUERY}”",),
    "which:dwell": ("您[细看|仔细看]过的“{ITEM_1}”",),
    "brief": ("“{ITEM_1}”",),
    "brief:view": ("您看过的“{ITEM_1}”",),
    "brief:click": ("您点开的“{ITEM_1}”",),
    "brief:cart": ("您加购的“{ITEM_1}”",),
    "brief:purchase": ("您买过的“{ITEM_1}”",),
    "brief:like": ("您喜欢的“{ITEM_1}”",),
    "brief:rating": ("您评过的“{ITEM_1}”",),
    "brief:search": ("您[找|搜]过的“{QUERY}”",),
    "brief:dwell": ("您细看的“{ITEM_1}”",),
}

# What the pick shares with the item: after 与X, after 和X一样, as a thing met again, with 同样.
SHARED: Rules = {
    "same:maker": ("出自同一位制作者", "同出{MAKER}之手", "有同一位制作者"),
    "same:brand": ("是同一品牌", "同属{BRAND}", "是同一个牌子"),
    "same:material": ("材质相同", "同是{MATERIAL}材质", "用了同一种材质"),
    "same:colour": ("颜色相同", "同是{COLOUR}", "是同一种颜色"),
    "same:style": ("风格相同", "同是{STYLE}风格", "是同一种风格"),
    "same:category": ("同属{CATEGORY}", "是同一类商品", "类别相同"),
    "alike:maker": ("出自{MAKER}[之手|]", "是{MAKER}的作品"),
    "alike:brand": ("来自{BRAND}", "都来自{BRAND}", "是{BRAND}的东西"),
    "alike:material": ("用的是{MATERIAL}", "是{MATERIAL}材质"),
    "alike:colour": ("是{COLOUR}", "用的是{COLOUR}"),
    "alike:style": ("是{STYLE}风格", "走{STYLE}风格"),
    "alike:category": ("都是{CATEGORY}", "属于{CATEGORY}"),
    "again:maker": ("又[一件|是]{MAKER}的作品", "又见{MAKER}的作品"),
    "again:brand": ("又一件{BRAND}的东西", "又是{BRAND}"),
    "again:material": ("又见{MATERIAL}", "又是{MATERIAL}材质"),
    "again:colour": ("又见{COLOUR}", "又是{COLOUR}"),
    "again:style": ("又见{STYLE}风格", "又是{STYLE}风格"),
    "again:category": ("又一件{CATEGORY}", "又是{CATEGORY}"),
    "also:maker": ("[同样|也]出自{MAKER}", "也是{MAKER}的作品"),
    "also:brand": ("[同样|也]来自{BRAND}", "也是{BRAND}的东西"),
    "also:material": ("[同样|也]是{MATERIAL}", "也用{MATERIAL}"),
    "also:colour": ("[同样|也]是{COLOUR}", "颜色也是{COLOUR}"),
    "also:style": ("[同样|也]是{STYLE}风格",),
    "also:category": ("[同样|也]是{CATEGORY}",),
    "both:maker": ("[都|同]出自{MAKER}", "制作者相同"),
    "both:brand": ("都来自{BRAND}", "品牌相同"),
    "both:material": ("都是{MATERIAL}", "材质相同", "都用{MATERIAL}"),
    "both:colour": ("都是{COLOUR}", "颜色相同", "同色"),
    "both:style": ("都是{STYLE}风格", "风格相同"),
    "both:category": ("都是{CATEGORY}", "同属{CATEGORY}"),
    "label:maker": ("同一制作者", "制作者相同", "同出{MAKER}"),
    "label:brand": ("同一品牌", "品牌相同", "同属{BRAND}"),
    "label:material": ("材质相同", "同一材质", "同为{MATERIAL}"),
    "label:colour": ("颜色相同", "同为{COLOUR}", "同色"),
    "label:style": ("风格相同", "同一风格", "同为{STYLE}风格"),
    "label:category": ("类别相同", "同为{CATEGORY}", "同一类别"),
    # the pick, in fun: what it is to the other
    "kin:maker": ("是一个手笔", "系出同门"),
    "kin:brand": ("是一家人", "是本家"),
    "kin:material": ("骨子里一样", "用料相同"),
    "kin:colour": ("撞了颜色", "穿同一种颜色"),
    "kin:style": ("一个路数", "气味相投"),
    "kin:category": ("是同行", "是同类"),
}

# What is said in second place.
ASIDE: Rules = {
    "aside:attribute": ("<also:$then.attribute>", "两件<both:$then.attribute>"),
    "aside:attribute:plain": ("<label:$then.attribute>", "<also:$then.attribute>"),
    "aside:attribute:playful": ("两件<kin:$then.attribute>", "<also:$then.attribute>"),
    "aside:price.below": ("低于您平时的价位", "比您平时花得少", "比您平时的价位低"),
    "aside:price.below:plain": ("低于您平时价位", "低于您平时花费", "比您平时花得少"),
    "aside:price.below:playful": ("比您平时花得少", "低于您平时花费"),
    "aside:price.around": ("接近您平时的价位", "和您平时价位相近", "价钱和您平时相近"),
    "aside:price.around:plain": ("接近您平时价位", "接近您平时花费"),
    "aside:price.around:playful": ("接近您平时花费", "接近您平时价位"),
    "aside:rare": ("看过的人还很少", "还少有人看到", "少有人发现"),
    "aside:rare:plain": ("看过的人很少", "少有人看过"),
    "aside:rare:playful": ("还藏在角落里", "少有人遇见"),
    "aside:new.days": ("{DAYS}天前上架", "{DAYS}天前来到店里", "到店{DAYS}天"),
    "aside:new.days:plain": ("{DAYS}天前上架", "上架{DAYS}天", "到店{DAYS}天"),
    "aside:new.days:playful": ("{DAYS}天前才上架", "到店{DAYS}天的新面孔"),
    # the same in first place
    "front:price.below": ("低于您平时价位", "比您平时花得少"),
    "front:price.below:plain": ("低于您平时价位",),
    "front:price.around": ("接近您平时价位", "接近您平时花费"),
    "front:price.around:plain": ("接近您平时价位",),
    "front:rare": ("少有人发现", "还少有人看到"),
    "front:rare:plain": ("看过的人很少",),
    "front:rare:playful": ("藏在角落里", "还少有人遇见"),
    "front:new.days": ("{DAYS}天前上架的新品", "到店{DAYS}天"),
    "front:new.days:plain": ("上架{DAYS}天", "{DAYS}天前上架"),
    "front:new.days:playful": ("{DAYS}天前来的新面孔", "新面孔，到店{DAYS}天"),
}
