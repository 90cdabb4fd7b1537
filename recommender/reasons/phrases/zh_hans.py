"""Simplified Chinese phrases from which the plain sentences are put together.

Same keys and manner as `phrases.en`; titles stand in Chinese quotation marks.
"""

from __future__ import annotations

DID = {
    "purchase": "买过“{ITEM_1}”",
    "cart": "把“{ITEM_1}”放进了购物车",
    "like": "喜欢“{ITEM_1}”",
    "rating": "评价过“{ITEM_1}”",
    "search": "搜索过“{QUERY}”",
    "view": "看过“{ITEM_1}”",
    "click": "点开过“{ITEM_1}”",
    "dwell": "细看过“{ITEM_1}”",
}
# With others beside the one that is named.
DIDS = {
    action: phrase.replace("”", "”等商品") for action, phrase in DID.items() if action != "search"
}
WHICH = {
    "purchase": "您买过的“{ITEM_1}”",
    "cart": "您放进购物车的“{ITEM_1}”",
    "like": "您喜欢的“{ITEM_1}”",
    "rating": "您评价过的“{ITEM_1}”",
    "view": "您看过的“{ITEM_1}”",
    "click": "您点开过的“{ITEM_1}”",
    "dwell": "您细看过的“{ITEM_1}”",
    "": "“{ITEM_1}”",
}
WHEN_WORDS = {
    "monday": "周一",
    "tuesday": "周二",
    "wednesday": "周三",
    "thursday": "周四",
    "friday": "周五",
    "saturday": "周六",
    "sunday": "周日",
    "morning": "早上",
    "afternoon": "下午",
    "evening": "晚上",
    "night": "夜里",
    "spring": "春天",
    "summer": "夏天",
    "autumn": "秋天",
    "winter": "冬天",
}

FIRST: dict[str, dict[str, tuple[str, ...]]] = {
    "action.causal": {
        "warm": ("因为您<did>", "选它是因为您<did>"),
        "plain": ("因为您<did>",),
        "playful": ("您<did>，所以它来了", "缘起：您<did>"),
    },
    "action.causal.others": {
        "warm": ("因为您<dids>", "选它是因为您<dids>"),
        "plain": ("因为您<dids>",),
        "playful": ("您<dids>，所以它来了",),
    },
    "action": {
        "warm": ("您之前<did>", "先前，您<did>"),
        "plain": ("您之前<did>",),
        "playful": ("还记得吗，您<did>",),
    },
    "attribute.maker": {
        "warm": ("和<which>一样，出自{MAKER}", "与<which>出自同一位制作者"),
        "plain": ("与<which>同一制作者",),
        "playful": ("又一件{MAKER}的作品，和<which>一样",),
    },
    "attribute.brand": {
        "warm": ("和<which>一样，来自{BRAND}", "与<which>是同一品牌"),
        "plain": ("与<which>同一品牌",),
        "playful": ("又一件来自{BRAND}的东西，和<which>一样",),
    },
    "attribute.material": {
        "warm": ("和<which>一样，用的是{MATERIAL}", "与<which>同是{MATERIAL}材质"),
        "plain": ("与<which>材质相同",),
        "playful": ("又见{MATERIAL}，和<which>一样",),
    },
    "attribute.colour": {
        "warm": ("和<which>一样是{COLOUR}", "与<which>同是{COLOUR}"),
        "plain": ("与<which>颜色相同",),
        "playful": ("又见{COLOUR}，和<which>一样",),
    },
    "attribute.style": {
        "warm": ("和<which>一样是{STYLE}风格", "与<which>同是{STYLE}风格"),
        "plain": ("与<which>风格相同",),
        "playful": ("又见{STYLE}风格，和<which>一样",),
    },
    "attribute.category": {
        "warm": ("和<which>一样，都是{CATEGORY}", "与<which>同属{CATEGORY}一类"),
        "plain": ("与<which>类别相同",),
        "playful": ("又是{CATEGORY}，和<which>一样",),
    },
    "together": {
        "warm": (
            "买过“{ITEM_1}”的顾客里，有{COUNT}位也买了它",
            "{COUNT}位顾客买了它，也买了“{ITEM_1}”",
        ),
        "plain": ("{COUNT}位顾客买了它和“{ITEM_1}”",),
        "playful": ("{COUNT}位顾客把它和“{ITEM_1}”都带回了家",),
    },
    # 与货架或页面所说的那一件相比
    "attribute.maker.anchor": {
        "warm": ("同样出自{MAKER}", "出自同一位制作者"),
        "plain": ("同一制作者",),
        "playful": ("又见{MAKER}的作品",),
    },
    "attribute.brand.anchor": {
        "warm": ("同样来自{BRAND}", "是同一品牌"),
        "plain": ("同一品牌",),
        "playful": ("又是{BRAND}",),
    },
    "attribute.material.anchor": {
        "warm": ("同样是{MATERIAL}", "材质相同"),
        "plain": ("材质相同",),
        "playful": ("又见{MATERIAL}",),
    },
    "attribute.colour.anchor": {
        "warm": ("同样是{COLOUR}", "颜色相同"),
        "plain": ("颜色相同",),
        "playful": ("又见{COLOUR}",),
    },
    "attribute.style.anchor": {
        "warm": ("同样是{STYLE}风格", "风格相同"),
        "plain": ("风格相同",),
        "playful": ("又见{STYLE}风格",),
    },
    "attribute.category.anchor": {
        "warm": ("同样是{CATEGORY}", "类别相同"),
        "plain": ("类别相同",),
        "playful": ("又是{CATEGORY}",),
    },
    "together.anchor": {
        "warm": ("有{COUNT}位顾客也买了它", "{COUNT}位顾客两件都买了"),
        "plain": ("{COUNT}位顾客两件都买了",),
        "playful": ("{COUNT}位顾客把它也带回了家",),
    },
    "popular.week": {
        "warm": ("本周受到{COUNT}位顾客的欢迎", "本周有{COUNT}位顾客留意到它"),
        "plain": ("本周受{COUNT}位顾客欢迎",),
        "playful": ("本周，{COUNT}位顾客和它打过照面",),
    },
    "popular.month": {
        "warm": ("本月受到{COUNT}位顾客的欢迎",),
        "plain": ("本月受{COUNT}位顾客欢迎",),
        "playful": ("本月，{COUNT}位顾客和它打过照面",),
    },
    "popular.all": {
        "warm": ("受到{COUNT}位顾客的欢迎",),
        "plain": ("受{COUNT}位顾客欢迎",),
        "playful": ("店里的熟面孔，{COUNT}位顾客认得它",),
    },
    "popular.week.place": {
        "warm": ("本周在{PLACE}很受欢迎", "本周，它在{PLACE}受到关注"),
        "plain": ("本周在{PLACE}受欢迎",),
        "playful": ("本周，它在{PLACE}是熟面孔",),
    },
    "popular.month.place": {
        "warm": ("本月在{PLACE}很受欢迎", "本月，它在{PLACE}受到关注"),
        "plain": ("本月在{PLACE}受欢迎",),
        "playful": ("本月，它在{PLACE}是熟面孔",),
    },
    "popular.all.place": {
        "warm": ("在{PLACE}很受欢迎", "受到{PLACE}顾客的欢迎"),
        "plain": ("在{PLACE}受欢迎",),
        "playful": ("在{PLACE}，它是熟面孔",),
    },
    "price.below": {
        "warm": ("{PRICE}，低于您平时的花费", "{PRICE}，比您平时的价位低"),
        "plain": ("低于您平时的价位",),
        "playful": ("{PRICE}，比您平时的价位轻松",),
    },
    "price.around": {
        "warm": ("{PRICE}，接近您平时的花费", "{PRICE}，和您平时的价位相近"),
        "plain": ("接近您平时的价位",),
        "playful": ("{PRICE}，正在您平时的价位附近",),
    },
    "price.above": {
        "warm": ("{PRICE}，高于您平时的花费",),
        "plain": ("高于您平时的价位",),
        "playful": ("先说一声：{PRICE}，高于您平时的花费",),
    },
    "rare": {
        "warm": ("还很少有顾客看到它", "少有人发现的一件"),
        "plain": ("看过的顾客很少",),
        "playful": ("藏在角落里，还少有人发现",),
    },
    "new.today": {
        "warm": ("新到：今天刚上架", "今天刚来到店里"),
        "plain": ("新品：今天上架",),
        "playful": ("今天才摆上货架",),
    },
    "new.yesterday": {
        "warm": ("新到：昨天刚上架", "昨天刚来到店里"),
        "plain": ("新品：昨天上架",),
        "playful": ("昨天才摆上货架",),
    },
    "new.days": {
        "warm": ("新到：{DAYS}天前上架", "{DAYS}天前来到店里"),
        "plain": ("新品：{DAYS}天前上架",),
        "playful": ("还是新面孔：{DAYS}天前上架",),
    },
    "context": {
        "warm": ("<when>，常有人选它", "常在<when>被选中"),
        "plain": ("常在<when>被选中",),
        "playful": ("<when>一到，常有人选它",),
    },
    "context.place": {
        "warm": ("在{PLACE}受欢迎", "它在{PLACE}很受欢迎"),
        "plain": ("在{PLACE}受欢迎",),
        "playful": ("在{PLACE}，它是熟面孔",),
    },
    "explore": {
        "warm": ("换一换，试试不同的选择", "给您看一件不一样的东西"),
        "plain": ("不同的选择",),
        "playful": ("拐个小弯，试试不一样的选择",),
    },
    "category": {
        "warm": ("您常回来看{CATEGORY}", "又是您常看的{CATEGORY}"),
        "plain": ("您常看的{CATEGORY}",),
        "playful": ("又是您常回来看的{CATEGORY}",),
    },
    "here": {
        "warm": ("来自我们的货架", "我们货架上的一件"),
        "plain": ("来自我们的货架",),
        "playful": ("从我们的货架上取来，给您看看",),
    },
    "here.category": {
        "warm": ("来自我们的{CATEGORY}货架", "{CATEGORY}货架上的一件"),
        "plain": ("来自{CATEGORY}货架",),
        "playful": ("从{CATEGORY}货架上取来",),
    },
    # titles of shelves
    "title.start": {
        "warm": ("从这里看起", "从这里开始"),
        "plain": ("从这里开始",),
        "playful": ("就从这里逛起",),
    },
    "title.for_you": {
        "warm": ("为您挑选",),
        "plain": ("为您挑选",),
        "playful": ("为您挑来",),
    },
    "title.for_you.category": {
        "warm": ("为您挑选：{CATEGORY}，还有更多", "为您挑选：{CATEGORY}和更多东西"),
        "plain": ("为您挑选：{CATEGORY}，还有更多",),
        "playful": ("又是{CATEGORY}，还有更多为您挑来",),
    },
    "title.because": {
        "warm": ("因为您<did>",),
        "plain": ("因为您<did>",),
        "playful": ("您<did>，所以有了这些",),
    },
    "title.trending": {
        "warm": ("本周店里的热门", "本周受到关注的这些"),
        "plain": ("本周热门",),
        "playful": ("本周，顾客留意的物件",),
    },
    "title.trending.place": {
        "warm": ("本周在{PLACE}受到关注", "本周，{PLACE}的热门"),
        "plain": ("本周，{PLACE}热门",),
        "playful": ("本周，{PLACE}顾客留意的物件",),
    },
    "title.popular": {
        "warm": ("在店里很受欢迎", "受顾客欢迎的商品"),
        "plain": ("店里受欢迎",),
        "playful": ("店里的熟面孔",),
    },
    "title.moment": {
        "warm": ("这个时候，常有人选", "此刻，常被选中"),
        "plain": ("此刻常被选中",),
        "playful": ("这个时候，常有人选它们",),
    },
    "title.moment.when": {
        "warm": ("<when>，常有人选", "常在<when>被选中"),
        "plain": ("常在<when>被选中",),
        "playful": ("<when>一到，常有人选",),
    },
    "title.less_known": {
        "warm": ("少有人发现的物件", "还很少有顾客看到"),
        "plain": ("看过的顾客很少",),
        "playful": ("藏在角落里",),
    },
    "title.new": {
        "warm": ("店里新到", "店里上新"),
        "plain": ("新品",),
        "playful": ("货架上的新面孔",),
    },
    "title.similar": {
        "warm": ("与这件相似", "和这件相近"),
        "plain": ("与这件相似",),
        "playful": ("和这件差不多",),
    },
    "title.goes_with": {
        "warm": ("与这件搭配", "和这件一起"),
        "plain": ("与这件搭配",),
        "playful": ("和这件很搭",),
    },
    "title.goes_with.cart": {
        "warm": ("与购物车里的商品搭配", "和购物车里的商品一起"),
        "plain": ("与购物车里的商品搭配",),
        "playful": ("和购物车里的商品很搭",),
    },
    # names of interests
    "name": {"warm": ("{CATEGORY}",)},
    "name.maker": {"warm": ("{MAKER}的{CATEGORY}",)},
    "name.brand": {"warm": ("{BRAND}的{CATEGORY}",)},
    "name.style": {"warm": ("{STYLE}风格的{CATEGORY}",)},
    "name.material": {"warm": ("{MATERIAL}{CATEGORY}",)},
    "name.colour": {"warm": ("{COLOUR}{CATEGORY}",)},
}
SECOND: dict[str, tuple[str, ...]] = {
    "attribute.maker": ("，同样出自{MAKER}", "，出自同一位制作者"),
    "attribute.brand": ("，同样来自{BRAND}", "，也是同一品牌"),
    "attribute.material": ("，同样是{MATERIAL}", "，材质也相同"),
    "attribute.colour": ("，同样是{COLOUR}", "，颜色也相同"),
    "attribute.style": ("，风格也相同", "，同样是{STYLE}风格"),
    "attribute.category": ("，同样是{CATEGORY}", "，类别也相同"),
    "price.below": (" · 低于您平时的价位", " · 比您平时花得少"),
    "price.around": (" · 接近您平时的价位", " · 和您平时的价位相近"),
    "rare": (" · 看过的顾客还很少", " · 还很少有人看到"),
    "new.days": (" · {DAYS}天前上架", " · {DAYS}天前来到店里"),
}
