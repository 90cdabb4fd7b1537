"""Simplified Chinese words that may stand in a reason.

A sentence must be cut into these words without a rest. Written apart from templates and writers.
"""

from __future__ import annotations

from recommender.reasons.lexicon.base import ACTION_PREFIX, Lexicon, banned_of, claims_of

_GLUE = """
它 它们 这 这件 此件 这款 这样 这次 一件 一些 一种 东西 物件 商品 的 了 过 和 与 跟 同 也 又
还 再 都 是 在 从 到 里 里面 上 有 把 被 给 那 那件 您 您的 我们 我们的 店里 店铺 货架 货架上 取来
来自 取自 中 另 另一件 又一件 都是 位 名 个 而且 并且 以及 又是 也是 就是 见
又见 更多 这些 吗 用 用的是 件 说到 说起 说起来 话说
"""

_CLAIMS = {
    "causal": """
        因为 由于 所以 因此 于是 因 缘起 缘于 源于 引来 带来 促成 之所以 既然 使得 它来了 原因
        缘由 起因 依据 基于 根据 谜底 线索 故选 而来 而选 选出 跟来了 便来了 闻讯而来 应声而来
        顺着 循着 找来 找到了 想到了 捎来 牵出 有了
    """,
    "causal kind:context": "选它",
    "causal kind:together": "选了",
    "causal kind:together kind:popular": "让",
    "causal shelf:for_you": "为您",
    "causal shelf:start": "就",
    "causal kind:category kind:here shelf:start": "这里",
    # what the shopper did
    "action:view": "看过 浏览过 看了 看了看 浏览了 看到过 瞧过 浏览",
    "action:click": "点开过 打开过 点开了 点开 点击过 点过",
    "action:cart": """
        放进了购物车 放进购物车 加入购物车 加入了购物车 放入购物车 加进了购物车 加进购物车
        购物车 放进 放进了 加购过 加购了 加购
    """,
    "action:purchase": "买过 买了 购买过 购买了 购买 买下 下单过 入手过 带回家 带回了家",
    "action:like": "喜欢 喜欢过 点过喜欢 点过赞 赞过",
    "action:rating": "评价过 评过 评过分 打过分 评价了 评分",
    "action:search": "搜索过 搜过 搜索了 找过 查找过 搜索",
    "action:dwell": """
        细看过 细看 仔细看过 停留过 驻足过 细细看过 停留 前停留过 前停下过
    """,
    "kind:action": "还记得 我们还记得 店里还记得 我们记着 我们记着呢 又想起 店里还惦记着",
    """kind:action action:view action:click action:cart action:purchase action:like action:rating
        action:search action:dwell""": "之前 此前 先前 早些时候 曾 曾经",
    """kind:action action:view action:click action:cart action:purchase action:like action:rating
        action:search action:dwell kind:category""": "我们记得",
    "with:others": "等 等商品 等东西",
    # what others did
    "kind:together": """
        买过 同时买了 一起买了 买了 一起 同时 一并 搭配 带回了家 带回家 买下 一同 带走 带走了
        凑成了一对
    """,
    "kind:together kind:attribute": "两件 作伴 做伴 有伴了 做了伴 有缘",
    "kind:popular kind:context": "受欢迎 很受欢迎 受人欢迎 熟面孔 张熟面孔 眼里 认得",
    "kind:popular": """
        受到 受 欢迎 的欢迎 注意到 关注 受关注 很受关注 青睐 热门 为它停了下来 朝它点了头
        朝它点过头
    """,
    "kind:popular kind:rare": "留意 留意到 打过照面 多看了一眼",
    "kind:context kind:category": "常 常常",
    "kind:context": "时常 被选中 选中 常有人 有人 会选 选 大家 一到 合得来",
    "kind:together kind:popular kind:context kind:rare": "顾客 人们 客人 大家 买家 人",
    # what the title of a shelf says
    "shelf:start": "从 开始 看起 逛起",
    "shelf:for_you": "您 您的 给您 挑选 挑来 挑",
    "shelf:trending": "热门 留意 留意到 关注 受到 受关注 大家 顾客 客人",
    "shelf:popular": "受 受到 受欢迎 很受欢迎 欢迎 熟面孔 热门 很 眼里 顾客 客人 大家",
    "shelf:moment": """
        此刻 此时 这个时候 常 常常 被选中 选中 常有人 有人 会选 选 一到 大家 顾客 客人 人
    """,
    "shelf:less_known": """
        很少 很少有 少有 少有人 看到 看过 发现 遇见 有人 藏 藏在 角落 角落里 安静 还很少
        还少有 躲在 顾客 客人 人
    """,
    "shelf:new": "新 新到 新品 上架 刚 刚到 刚上架 来到 新面孔 上新 来报到",
    "shelf:similar": "相似 相近 接近 差不多 像",
    "shelf:goes_with": "搭配 搭 很搭 一起 作伴",
    "at:cart": "购物车",
    # what two items share
    "kind:attribute shelf:similar": "像 就像 一样",
    "kind:attribute": """
        同样 同样是 同是 同一 同一位 同一个 同一种 相同 同属 同为 共同 一致 同款 同出
    """,
    "attribute:maker": "制作者 出自 作者 匠人 手艺人 作品 之手 工坊 设计师 手笔 一个手笔 系出同门",
    "attribute:brand": "品牌 牌子 出自 一家人 本家",
    "attribute:material": "材质 材料 用料 制成 做的 骨子里 用了",
    "attribute:colour": "颜色 色彩 色调 同色 撞了颜色 穿同一种颜色",
    "attribute:style": "风格 样式 走 一个路数 气味相投",
    "attribute:category": "属于 同行",
    "attribute:category kind:category kind:here": "类别 品类 同类 一类 种类",
    # when
    "window:week": "本周 这周 这一周",
    "window:month": "本月 这个月 这一月",
    "when:today": "今天 今日",
    "when:yesterday": "昨天 昨日",
    "when:days": "天 天前",
    "when:today when:yesterday": "才 刚刚",
    "value:monday": "周一 星期一",
    "value:tuesday": "周二 星期二",
    "value:wednesday": "周三 星期三",
    "value:thursday": "周四 星期四",
    "value:friday": "周五 星期五",
    "value:saturday": "周六 星期六",
    "value:sunday": "周日 星期日 星期天",
    "value:morning": "早上 早晨 上午",
    "value:afternoon": "下午 午后",
    "value:evening": "傍晚 晚上",
    "value:night": "夜里 夜晚 深夜",
    "value:spring": "春天 春季",
    "value:summer": "夏天 夏季",
    "value:autumn": "秋天 秋季",
    "value:winter": "冬天 冬季",
    "facet:season": "季节",
    # price, beside what the shopper usually pays
    "kind:price": """
        价格 价钱 价位 花费 花的 花得 比 预算 消费 附近 正在 平时 平常 往常 通常 报个价 价签上写着
        老实说 说在前头 先说一声 先跟您说一声
    """,
    "relation:below": "低于 低 少 轻松 更低 花得少 花费少 荷包",
    "relation:around": "接近 相近 差不多 相当 附近 近",
    "relation:above": "高于 高 更高 高些 花得多 花费多",
    # rare, new, different, kept
    "kind:rare": """
        很少 很少有 少有 少有人 看到 看过 见过 发现 遇见 有人 藏 藏在 躲在 角落 角落里 安静
        安安静静 安安静静地 悄悄 还很少 还少有
    """,
    "kind:rare says:rare": """
        很少 很少有 少有 少有人 还很少 还少有 藏 藏在 躲在 安静 安安静静 安安静静地 悄悄
        角落 角落里
    """,
    "kind:rare kind:here": "待着",
    "kind:new": """
        新 新到 新品 上架 刚 刚上架 刚到 刚到店 到店 来到 来的 新面孔 上新 摆上 还是 加入 报到
        来报到 才上架 才到 才到店 才摆上 才来报到 才在 站稳 安顿下来 初来乍到
    """,
    "kind:explore": """
        不太一样 不一样 不同 换一换 换换 换 口味 选择 拐 拐个 小弯 弯 别样 另一面 试试 方向 个方向
        走走 另一条路 条路 条小路 绕个路 岔个路 拐个弯 偶尔 看看 看看别的
    """,
    "kind:explore kind:here kind:price kind:attribute": "瞧 瞧瞧",
    "kind:explore kind:here": "给您看 给您看看 给您瞧瞧",
    "kind:category": """
        常看 常回来 常回来看 常来看 来看 看 回来 回到 再来 又来了 又回到 感兴趣 兴趣 老朋友 老地方
        熟门熟路
    """,
    "kind:here": "就在 一角 坐着 逛到 拿来",
}

_BANNED = {
    "superlative": """
        最 最好 最佳 最美 最新 最热 第一 顶级 极致 绝佳 唯一 独一无二 首选 更好 最低 最高 之最
        无双 冠军
    """,
    "flattery": """
        品味 眼光 好眼光 精美 美丽 漂亮 完美 优秀 出色 精致 绝美 惊艳 爱 热爱 至爱 心爱 迷人
        优雅 超值
    """,
    "pressure": """
        赶快 赶紧 快来 抢购 抢 限时 限量 仅剩 错过 立即 马上 现在 优惠 打折 折扣 特价 免费 省钱
        必买 必备 需要 应该 即将 售罄 少见 稀少 稀有 罕见 珍稀 绝版
    """,
    "negation": "不 没 没有 未 从未 无 非 别 莫 不是 不会 并非 从不 不曾",
    "number": """
        一位 一名 一个 一人 二 两 三 四 五 六 七 八 九 十 百 千 万 亿 几 几百 许多 很多 众多 无数 半
        双倍 俩 多位 数百 上千 成千上万 两位 三位
    """,
    "certainty": """
        总是 永远 所有 所有人 人人 每个 一定 肯定 必定 必然 保证 绝对 全部 可能 也许 将 会 认证
        官方
    """,
    "date": """
        元旦 春节 中秋 国庆 圣诞 圣诞节 情人节 生日 节日 周末 假期 一月 二月 十月 十二月 月 日
    """,
    "vague_time": "不久前 最近 近来 近期 去年 今年 昨晚 今晚 小时 分钟 上周 上个月 下周 每天 多年",
    "place": "本地 附近的 中国 北京 上海 全国 全球 世界 欧洲 美国 国内 海外 城里 附近地区",
    "quality": """
        优质 高品质 品质 耐用 手工 纯手工 正品 环保 有机 天然 奢华 便宜 昂贵 实惠 健康 安全 质量
    """,
}

_MAKER = "出自 来自 同出 由 是 又是 也是 又见 一件 又一件 另一件 制作者"
_BRAND = "来自 出自 品牌 是 又是 也是 又见 一件 又一件 同属"
_MATERIAL = "是 用 用的是 同是 又见 同样是 同为 材质 都是 也是 又是"
_COLOUR = "是 用的是 同是 又见 同样是 同为 颜色 同色 都是 也是 又是"
_STYLE = "是 同是 又见 同样是 同为 风格 都是 也是 又是 走"
_CATEGORY = """
都是 同样是 同为 也是 属于 来自 取自 看 常看 常来看 常回来看 回到 又回到 同属 的 我们 我们的 店里 是
又是 又一件 一件 从 类别 同类 就在 逛到 ^
"""
_NAMED = ("{MAKER}", "{BRAND}", "{MATERIAL}", "{COLOUR}", "{STYLE}")
_DANGLING = """
的 和 与 跟 同 在 从 把 被 给 由 因 因为 由于 所以 于是 因此 比 也 又 还 都 让 受 受到 低于 高于
接近 顺着 循着 就像 说到 说起 话说
"""
_BEFORE_ITEM = "的 和 与 跟 同 把 给 在 像 就像 说到 说起 话说 ^"

_CLAIMED = claims_of(_CLAIMS)
# Words a title may follow: what is done with a thing, by the shopper or by others.
_DOING = frozenset(
    word
    for word, needed in _CLAIMED.items()
    if any(warrant.startswith((ACTION_PREFIX, "kind:together")) for warrant in needed)
)

LEXICON = Lexicon(
    glue=frozenset(_GLUE.split()),
    claims=_CLAIMED,
    banned=banned_of(_BANNED),
    punctuation=frozenset(" ，。：；、“”·（）—"),
    breaks=frozenset("，。：；·（）—"),
    you=frozenset({"您"}),
    crowd=frozenset({"顾客", "人们", "客人", "大家", "买家", "人", "有人", "少有人"}),
    before={
        "{ITEM_1}": frozenset(_BEFORE_ITEM.split()) | _DOING,
        "{QUERY}": frozenset(_BEFORE_ITEM.split()) | _DOING,
        "{MAKER}": frozenset(_MAKER.split()),
        "{BRAND}": frozenset(_BRAND.split()),
        "{MATERIAL}": frozenset(_MATERIAL.split()),
        "{COLOUR}": frozenset(_COLOUR.split()),
        "{STYLE}": frozenset(_STYLE.split()),
        "{CATEGORY}": frozenset(_CATEGORY.split()),
        "{PRICE}": frozenset({"^", "价格", "是", "这件", "瞧瞧", "价签上写着"}),
        "{PLACE}": frozenset({"^", "在", "受", "受到", "常在", "和", "让"}),
        "{DAYS}": frozenset({"^", "它", "这件", "上架", "到店", "店里"}),
    },
    dangling=frozenset(_DANGLING.split()),
    after={
        "{COUNT}": (("位",), ("名",), ("个", "人")),
        "{DAYS}": (("天前",), ("天",)),
        "{STYLE}": (("风格",),),
    },
    quoted=frozenset({"{ITEM_1}", "{QUERY}"}),
    naming=frozenset({"的", "风格", "出自", "来自", "制"}),
    before_in_name={
        **{slot: frozenset({"^"}) for slot in _NAMED},
        "{CATEGORY}": frozenset({"的", "风格", "制", *_NAMED}),
    },
)
