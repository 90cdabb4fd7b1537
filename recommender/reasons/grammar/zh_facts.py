"""Chinese sentences about the pick alone: crowd, price, shelf and moment; see `zh_hans`."""

from __future__ import annotations

from recommender.reasons.grammar.zh_words import Rules

POPULAR: Rules = {
    "span:week": ("本周", "这周", "这一周"),
    "span:week:plain": ("本周",),
    "span:month": ("本月", "这个月"),
    "span:month:plain": ("本月",),
    "popular:warm": (
        "<span:$window>[，|][有|]{COUNT}位[顾客|客人][留意到它|注意到它|关注它]",
        "<span:$window>受到{COUNT}位[顾客|客人]的[欢迎|关注|青睐]",
        "[它|这件]<span:$window>受{COUNT}位[顾客|客人]欢迎",
        "{COUNT}位[顾客|客人]<span:$window>[留意到它|为它停了下来]",
    ),
    "popular:plain": (
        "<span:$window:plain>受{COUNT}[位|名]顾客[欢迎|关注|青睐]",
        "<span:$window:plain>有{COUNT}[位|名]顾客[留意|关注]",
        "<span:$window:plain>关注：{COUNT}[位|名]顾客",
    ),
    "popular:playful": (
        "<span:$window>，[有|]{COUNT}位[顾客|客人]和它打过照面",
        "<span:$window>的熟面孔，{COUNT}位顾客认得它",
        "<span:$window>，它让{COUNT}位[顾客|客人]多看了一眼",
        "{COUNT}位[顾客|客人]<span:$window>朝它点了头",
    ),
    "popular.all:warm": (
        "[有|]{COUNT}位[顾客|客人][留意到它|注意到它|关注它]",
        "[它|这件|]受到{COUNT}位[顾客|客人]的[欢迎|关注|青睐]",
        "有{COUNT}位[顾客|客人]为它停了下来",
    ),
    "popular.all:plain": (
        "受{COUNT}[位|名]顾客[欢迎|关注|青睐]",
        "{COUNT}[位|名]顾客[留意|关注]过",
        "关注：{COUNT}[位|名]顾客",
    ),
    "popular.all:playful": (
        "[有|]{COUNT}位[顾客|客人]和它打过照面",
        "店里的熟面孔，{COUNT}位[顾客|客人]认得它",
        "它让{COUNT}位[顾客|客人]多看了一眼",
        "{COUNT}位[顾客|客人]朝它点过头",
    ),
    "placed:warm": (
        "<span:$window>[，它|]在{PLACE}[很受欢迎|受到关注|很受关注]",
        "<span:$window>，{PLACE}有{COUNT}位[顾客|客人][留意到它|注意到它]",
        "<span:$window>受到{PLACE}顾客的[欢迎|关注|青睐]",
        "在{PLACE}，<span:$window>有{COUNT}位[顾客|客人]为它停了下来",
    ),
    "placed:plain": (
        "<span:$window:plain>在{PLACE}[受欢迎|受关注]",
        "{PLACE}<span:$window:plain>[受欢迎|受关注]",
        "<span:$window:plain>受{PLACE}{COUNT}位顾客[欢迎|关注]",
        "<span:$window:plain>，{PLACE}有{COUNT}位顾客关注",
    ),
    "placed:playful": (
        "<span:$window>，它在{PLACE}是[张|]熟面孔",
        "{PLACE}<span:$window>的熟面孔",
        "<span:$window>，它和{PLACE}的{COUNT}位[顾客|客人]打过照面",
        "在{PLACE}，<span:$window>有{COUNT}位[顾客|客人]朝它点了头",
        "<span:$window>，它让{PLACE}的{COUNT}位顾客多看了一眼",
    ),
    "placed.all:warm": (
        "[它|]在{PLACE}[很受欢迎|受到关注|很受关注]",
        "{PLACE}有{COUNT}位[顾客|客人][留意到它|注意到它]",
        "受到{PLACE}顾客的[欢迎|关注|青睐]",
    ),
    "placed.all:plain": (
        "在{PLACE}[受欢迎|受关注]",
        "{PLACE}有{COUNT}位顾客[关注|留意]",
        "受{PLACE}[{COUNT}位|]顾客[欢迎|关注]",
    ),
    "placed.all:playful": (
        "在{PLACE}，它是[张|]熟面孔",
        "{PLACE}[顾客眼里|]的熟面孔",
        "它和{PLACE}的{COUNT}位[顾客|客人]打过照面",
        "它让{PLACE}的{COUNT}位顾客多看了一眼",
    ),
    "one:context.place:warm": (
        "[它|这件|]在{PLACE}[很受欢迎|受人欢迎]",
        "{PLACE}的[顾客|客人]常选它",
        "在{PLACE}，常有[人|顾客]选它",
    ),
    "one:context.place:plain": (
        "在{PLACE}[受欢迎|常被选中]",
        "{PLACE}顾客[常选|常选它]",
        "{PLACE}常有[顾客|人]选它",
        "[它|这件]在{PLACE}受欢迎",
    ),
    "one:context.place:playful": (
        "在{PLACE}，它是[张|]熟面孔",
        "{PLACE}[顾客眼里|]的熟面孔",
        "在{PLACE}，它是[顾客|客人]眼里的熟面孔",
        "在{PLACE}，[顾客|客人]认得它",
    ),
}

MONEY: Rules = {
    "one:price.below:warm": (
        "{PRICE}，低于您[平时|平常]的[花费|价位]",
        "{PRICE}，比您[平时|往常]的[价位低|花费少]",
        "[这件{PRICE}，|{PRICE}，|]比您平时花得少",
        "比您[平时|平常]的花费低",
        "这件的价格，低于您[平时|往常]的花费",
    ),
    "one:price.below:plain": (
        "[{PRICE}，|]低于您平时[的|]价位",
        "[{PRICE}，|]比您平时花得少",
        "{PRICE}，低于您[平时|通常]的花费",
        "价格低于您[平时|通常]的[价位|花费]",
    ),
    "one:price.below:playful": (
        "[{PRICE}，|]比您[平时|往常]的[价位|花费]轻松",
        "{PRICE}，荷包比您平时轻松",
        "瞧，{PRICE}，比您[平时|往常]花得少",
        "[报个价：|价签上写着]{PRICE}，低于您[平时|往常]的花费",
    ),
    "one:price.around:warm": (
        "{PRICE}，接近您[平时|平常]的[花费|价位]",
        "{PRICE}，[和|与]您[平时|往常]的[价位相近|花费相当]",
        "这件的[价格|价钱]，和您[平时|平常]花的差不多",
        "和您[平时|往常]的价位差不多",
    ),
    "one:price.around:plain": (
        "[{PRICE}，|]接近您平时[的|]价位",
        "{PRICE}，接近您[平时|通常]的花费",
        "[价格|]与您[平时|通常]的[价位相近|花费相当]",
    ),
    "one:price.around:playful": (
        "{PRICE}，正在您[平时|往常]的价位附近",
        "{PRICE}，和您[平时|往常]花的差不多",
        "[报个价：|价签上写着]{PRICE}，和您平时的价位相近",
        "瞧，{PRICE}，和您[平时|往常]的[价位|花费]差不多",
    ),
    "one:price.above:warm": (
        "{PRICE}，高于您[平时|往常]的[价位|花费]",
        "先跟您说一声：{PRICE}，高于您[平时|平常]的[价位|花费]",
        "先说一声，这件高于您[平时|往常]的[价位|花费]",
        "这件{PRICE}，比您[平时|往常]的[价位高|花费多]",
    ),
    "one:price.above:plain": (
        "[{PRICE}，|]高于您平时[的|]价位",
        "{PRICE}，高于您[平时|通常]的花费",
        "价格高于您[平时|通常]的[价位|花费]",
    ),
    "one:price.above:playful": (
        "{PRICE}，比您[平时|往常]的价位[高|高些]",
        "[老实说|说在前头]：{PRICE}，高于您[平时|往常]的[价位|花费]",
        "[报个价：|价签上写着]{PRICE}，比您[平时|往常]花得多",
    ),
}

SHELF: Rules = {
    "one:rare:warm": (
        "还[很少|少]有[顾客|客人|人][看到|发现|遇见]它",
        "少有人[发现|留意|遇见]的[一件|物件]",
        "看过它的[顾客|客人]还很少",
        "[它|这件]还很少被[顾客|客人]看到",
        "安安静静的一件，[见过|看过]的人还很少",
    ),
    "one:rare:plain": (
        "看过的[顾客|人][很少|还很少]",
        "[很少|少]有[顾客|人]看[过|到]",
        "少有[顾客|人]留意",
    ),
    "one:rare:playful": (
        "藏在角落里，[很少|少]有[顾客|人][看到|发现]",
        "和它打过照面的[顾客|客人|人]还很少",
        "[角落里的一件|它躲在角落里]，还少有人[发现|遇见|留意]",
        "它[安安静静地|悄悄]待着，还少有人[看到|遇见]",
    ),
    "day:today": ("今天", "今日"),
    "day:yesterday": ("昨天", "昨日"),
    "arrived:warm": (
        "<day:$when>[刚|]来到[店里|货架上]",
        "新到的[一件|]，<day:$when>刚上架",
        "[这件|它]<day:$when>刚[上架|到店]",
        "<day:$when>[刚摆上货架|刚到店]的新品",
    ),
    "arrived:plain": (
        "[新品|新到|上新]：<day:$when>[上架|到店]",
        "<day:$when>[上架|到店]",
        "<day:$when>[上架的|]新品",
    ),
    "arrived:playful": (
        "<day:$when>才[摆上货架|来报到]",
        "[货架上|店里]的新面孔，<day:$when>才到",
        "[新面孔|初来乍到]：<day:$when>刚[上架|到店]",
        "它<day:$when>才在货架上[安顿下来|站稳]",
    ),
    "one:new.days:warm": (
        "{DAYS}天前[刚|]来到[店里|货架上]",
        "新到的[一件|]，{DAYS}天前上架",
        "[这件|它]{DAYS}天前[上架|到店]",
        "{DAYS}天前[摆上货架|到店]的新品",
        "来到店里{DAYS}天的新品",
    ),
    "one:new.days:plain": (
        "[新品|新到|上新]：{DAYS}天前[上架|到店]",
        "{DAYS}天前[上架|到店]",
        "[上架|到店]{DAYS}天",
        "新品，[上架|到店]{DAYS}天",
    ),
    "one:new.days:playful": (
        "还是新面孔：{DAYS}天前[上架|到店]",
        "[货架上|店里]的新面孔，[到店|上架]{DAYS}天",
        "[新面孔|初来乍到]：{DAYS}天前来报到",
        "它{DAYS}天前才在货架上[安顿下来|站稳]",
        "{DAYS}天前才来报到",
    ),
    "one:explore:warm": (
        "[换一换，|]试试不一样的选择",
        "给您看一件[不一样|不太一样|不同]的[东西|物件]",
        "[这次|][换个方向|换换口味|换一换]，看看[这件|不一样的选择]",
        "换一件不同的，给您看看",
    ),
    "one:explore:plain": (
        "[不同|不一样]的选择",
        "[换个方向|换换口味]",
        "换一种选择",
        "不一样的一件",
    ),
    "one:explore:playful": (
        "拐个小弯，[看看这件|试试不同的选择]",
        "[绕个路|岔个路|拐个弯]，[看看别的|换换口味]",
        "[走走|试试]另一条路",
        "[偶尔换条路|换条小路]，看看[不一样的东西|这件]",
    ),
    "one:category:warm": (
        "您常[看|回来看|来看]{CATEGORY}",
        "又[是|一件]您常看的{CATEGORY}",
        "{CATEGORY}，您常回来看的[一类|那一类]",
        "您常看{CATEGORY}，这里又有一件",
        "我们记得您常看{CATEGORY}",
    ),
    "one:category:plain": (
        "您[常看|感兴趣|常回来看]的{CATEGORY}",
        "您常[看|回来看]{CATEGORY}",
        "常看类别：{CATEGORY}",
        "来自您常看的{CATEGORY}",
    ),
    "one:category:playful": (
        "又[回到|是]您常[看|回来看]的{CATEGORY}",
        "又是{CATEGORY}，您的老朋友",
        "{CATEGORY}又来了，您常看的那一类",
        "[熟门熟路|老地方]：您常看的{CATEGORY}",
        "您常来看的{CATEGORY}，又见一件",
    ),
    "one:here:warm": (
        "[来自|取自]我们的货架",
        "我们[货架上|店里]的[一件|一件东西|一件商品]",
        "从我们的货架上取来[，给您看看|]",
        "店里的一件，给您看看",
    ),
    "one:here:plain": (
        "[来自|取自][我们的货架|店里的货架|我们店里]",
        "[店里|货架上]的[一件|商品]",
        "[我们店里|我们货架上]的商品",
    ),
    "one:here:playful": (
        "从[货架上|我们的货架上|货架一角]取来[的一件|]",
        "[货架上|店里]的一件，[拿来|取来]给您[瞧瞧|看看]",
        "[它|这件]就在我们的货架上[待着|坐着|]",
        "来自货架[的|]一角",
    ),
    "one:here.category:warm": (
        "来自我们的{CATEGORY}货架",
        "[我们的|]{CATEGORY}货架上的一件",
        "从我们的{CATEGORY}里取来[，给您看看|]",
        "我们店里的{CATEGORY}，给您看看",
    ),
    "one:here.category:plain": (
        "[来自|取自]{CATEGORY}货架",
        "{CATEGORY}货架上的[一件|商品]",
        "[我们|店里]的{CATEGORY}",
        "类别：{CATEGORY}",
    ),
    "one:here.category:playful": (
        "从{CATEGORY}货架上取来[的一件|]",
        "{CATEGORY}货架上的一件，[拿来|取来]给您[瞧瞧|看看]",
        "[它|这件]就在{CATEGORY}货架上[待着|坐着|]",
        "逛到{CATEGORY}货架，取来一件",
    ),
}

MOMENT: Rules = {
    **{
        f"when:{value}": tuple(words.split())
        for value, words in {
            "monday": "周一 星期一",
            "tuesday": "周二 星期二",
            "wednesday": "周三 星期三",
            "thursday": "周四 星期四",
            "friday": "周五 星期五",
            "saturday": "周六 星期六",
            "sunday": "周日 星期日",
            "morning": "早上 早晨",
            "afternoon": "下午 午后",
            "evening": "晚上 傍晚",
            "night": "夜里 深夜",
            "spring": "春天 春季",
            "summer": "夏天 夏季",
            "autumn": "秋天 秋季",
            "winter": "冬天 冬季",
        }.items()
    },
    "one:context:warm": (
        "常在<when:$value>被[选中|顾客选中]",
        "到了<when:$value>，常有[人|顾客|客人]选它",
        "<when:$value>，常有[顾客|客人]选它",
        "[顾客|客人]常在<when:$value>选它",
        "[它|这件]<when:$value>[常有人选|常被选中]",
    ),
    "one:context:plain": (
        "常在<when:$value>被选中",
        "<when:$value>常被选中",
        "<when:$value>常有[人|顾客]选",
        "[顾客|]常在<when:$value>选",
    ),
    "one:context:playful": (
        "<when:$value>一到，常有[人|顾客|客人]选它",
        "在<when:$value>，[它常被选中|常有人选它]",
        "<when:$value>的熟面孔，常有人选它",
        "它和<when:$value>合得来，常[有人选|被选中]",
    ),
}
