"""Simplified Chinese words that may stand in a reason.

A sentence must be cut into these words without a rest. Written apart from templates and writers.
"""

from __future__ import annotations

from recommender.reasons.lexicon.base import Lexicon, banned_of, claims_of

_GLUE = """
它 这 这件 这款 这样 一件 一样 一些 东西 小物 商品 的 了 过 和 与 跟 同 也 又 还 再 都 是 为 在
从 到 里 里面 上 有 把 被 给 来 去 那 那件 您 您的 我们 我们的 店里 店铺 货架 货架上 取来 来自
选 看 像 之间 之中 中 另 另一件 又一件 都是 既 为您 位 名 个 人 着 就 而 而且 并且 以及 同样
同样是 又是 也是 就是 见 又见 从前 更多 这些 得 地 呢 吗 用 用的是 同是 件
"""

_CLAIMS = {
    "causal": """
        因为 由于 所以 因此 于是 因 缘起 缘于 源于 引来 带来 促成 之所以 既然 使得 让 它来了
        原因 基于 根据 选它
    """,
    # what the shopper did
    "action:view": "看过 浏览过 看了 浏览了 看到过 瞧过 浏览",
    "action:click": "点开过 点开了 打开过 点击过 点过",
    "action:cart": """
        放进了购物车 放进购物车 加入购物车 加入了购物车 放入购物车 购物车 放进 放进了 加购过
        加购
    """,
    "action:purchase": "买过 买了 购买过 购买了 购买 买下 下单过 入手过 带回家",
    "action:like": "喜欢 喜欢过 点过喜欢 赞过",
    "action:rating": "评价过 评过分 打过分 评价了 评分",
    "action:search": "搜索过 搜过 搜索了 找过 查找过 搜索",
    "action:dwell": "细看过 细看 停留过 驻足过 细细看过 停留",
    "kind:action": "之前 此前 先前 还记得 记得 早些时候 曾 曾经",
    "with:others": "等 等商品",
    # what others did
    "kind:together": """
        买过 同时买了 一起买了 买了 一起 同时 一并 搭配 带回了家 带回家 买下 一同 带走 选了
    """,
    "kind:popular kind:context": "受 受欢迎 很受欢迎 熟面孔",
    "kind:popular": """
        受到 受 欢迎 受欢迎 很受欢迎 的欢迎 走红 留意 留意到 注意到 认得 熟面孔 关注 很受关注
        青睐 热门 很
    """,
    "kind:context": "常 常常 时常 被选中 选中 常有人 有人 会选 选它 大家",
    "kind:together kind:popular kind:context kind:rare": "顾客 人们 客人 大家 买家",
    # what the title of a shelf says
    "shelf:start": "从 开始 看起 逛起 这里",
    "shelf:for_you": "您 您的 为您 给您 挑选 挑来 挑",
    "shelf:trending": "走红 热门 留意 留意到 关注 受到 大家 顾客",
    "shelf:popular": "受 受到 受欢迎 很受欢迎 欢迎 熟面孔 热门 很 顾客 大家",
    "shelf:moment": "此刻 此时 这个时候 常 常常 被选中 选中 常有人 有人 会选 大家 顾客",
    "shelf:less_known": """
        很少 很少有 少有 少有人 少见 看到 看过 发现 遇见 有人 藏 藏在 角落 角落里 安静 还很少
        还少有 顾客
    """,
    "shelf:new": "新 新到 新品 上架 刚 刚到 刚上架 来到 新面孔 上新",
    "shelf:similar": "相似 相近 接近 差不多 像",
    "shelf:goes_with": "搭配 搭 很搭 一起 同行",
    "at:cart": "购物车",
    # what two items share
    "kind:attribute": "同一 同一位 同一个 相同 同属 同为 共同 一致 同款 同出",
    "attribute:maker": "制作者 出自 作者 匠人 手艺人 作品 之手 工坊 设计师",
    "attribute:brand": "品牌 牌子 出自",
    "attribute:material": "材质 材料 用料 制成 做的",
    "attribute:colour": "颜色 色彩 色调 同色",
    "attribute:style": "风格 样式",
    "attribute:category kind:category kind:here": "类别 品类 同类 一类 种类",
    # when
    "window:week": "本周 这周 这一周",
    "window:month": "本月 这个月 这一月",
    "when:today": "今天 今日",
    "when:yesterday": "昨天 昨日",
    "when:days": "天前",
    "when:today when:yesterday": "才 刚刚 摆上",
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
    "kind:price": "价格 价位 花费 花得 比 预算 消费 附近 正在 平时 平常 往常 通常",
    "relation:below": "低于 低 少 轻松 更低 略低于 低一些 花得少",
    "relation:around": "接近 相近 差不多 相当 附近 近",
    "relation:above": "高于 高 更高 略高于 高一些",
    # rare, new, different, kept
    "kind:rare": """
        很少 很少有 少有 少有人 少见 看到 看过 发现 遇见 有人 人 藏 藏在 角落 角落里 稀少 安静
        还很少 还少有
    """,
    "kind:rare says:rare": """
        很少 很少有 少有 少有人 少见 稀少 还很少 还少有 藏 藏在 安静 角落 角落里
    """,
    "kind:new": "新 新到 新品 上架 刚 刚上架 刚到 来到 新面孔 上新 摆上 还是 加入",
    "kind:explore": """
        不太一样 不一样 不同 换一换 换换 换 口味 选择 拐 拐个 小弯 弯 新鲜 别样 另一面 试试
    """,
    "kind:category": "常 常看 常回来 常回来看 常常 回来 回到 再来 又回到 感兴趣 兴趣",
    "kind:here": "刚",
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
        必买 必备 需要 应该 即将 售罄
    """,
    "negation": "不 没 没有 未 从未 无 非 别 莫 不是 不会 并非 从不 不曾",
    "number": """
        一位 一名 一个 一人 二 两 三 四 五 六 七 八 九 十 百 千 万 亿 几 几百 许多 很多 众多 无数 半
        双倍 多位 数百 上千 成千上万 两位 三位
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

_MATERIAL = "是 用 用的是 同是 又见 同样是 同为 材质 一样是"
_CATEGORY = """
都是 同样是 来自 看 常看 常回来看 回到 同属 的 我们的 是
又是 又一件 一件 从 类别 同类 ^
"""
_NAMED = ("{MAKER}", "{BRAND}", "{MATERIAL}", "{COLOUR}", "{STYLE}")
_DANGLING = "的 和 与 跟 同 在 从 把 被 为 由 因 因为 所以 比 也 又 还 受 受到 低于 高于 接近"

LEXICON = Lexicon(
    glue=frozenset(_GLUE.split()),
    claims=claims_of(_CLAIMS),
    banned=banned_of(_BANNED),
    punctuation=frozenset(" ，。：；、“”·（）—"),
    breaks=frozenset("，。：；·（）—"),
    you=frozenset({"您"}),
    crowd=frozenset({"顾客", "人们", "客人", "大家", "买家", "人", "有人", "少有人"}),
    before={
        "{MAKER}": frozenset(["出自", "来自", "由", "一件", "又一件", "另一件", "制作者"]),
        "{BRAND}": frozenset(["来自", "出自", "品牌", "一件", "又一件"]),
        "{MATERIAL}": frozenset(_MATERIAL.split()),
        "{COLOUR}": frozenset(["是", "同是", "又见", "同样是", "同为", "颜色", "同色"]),
        "{STYLE}": frozenset(["是", "同是", "又见", "同样是", "同为", "风格"]),
        "{CATEGORY}": frozenset(_CATEGORY.split()),
        "{PRICE}": frozenset({"^", "价格", "是"}),
        "{PLACE}": frozenset({"在", "来自", "受到", "常在", "^"}),
    },
    dangling=frozenset(_DANGLING.split()),
    after={
        "{COUNT}": (("位",), ("名",), ("个", "人")),
        "{DAYS}": (("天前",),),
        "{STYLE}": (("风格",),),
    },
    quoted=frozenset({"{ITEM_1}", "{QUERY}"}),
    naming=frozenset({"的", "风格", "出自", "来自", "制"}),
    before_in_name={
        **{slot: frozenset({"^"}) for slot in _NAMED},
        "{CATEGORY}": frozenset({"的", "风格", "制", *_NAMED}),
    },
)
