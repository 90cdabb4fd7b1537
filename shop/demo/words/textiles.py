# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Textiles: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

TEXTILES = Department(
    "textiles",
    "Textiles | 布艺",
    345,
    (("Two Shuttles", 1.0), ("Meadow Cloth", 0.95), ("Asa", 1.2), ("Fold", 0.9)),
    (
        "Keep it out where it can be used. | 放在外面,随手可用。",
        "It looks better creased than pressed. | 有点皱比熨平更好看。",
        "Two of them in different colours get on well. | 两种颜色搭在一起很合得来。",
        "It will be the one that guests ask about. | 客人问起的多半是它。",
    ),
    (
        Kind("cushions", "Cushions | 靠垫", "cushion | 靠垫", "textile", "linen,cotton,wool,silk,hemp", (34, 72), ("40 × 40 cm", "50 × 50 cm", "60 × 40 cm"), (
            "The cover comes off with a hidden zip. | 隐形拉链,套子可拆。",
            "The filling is wool and springs back by evening. | 羊毛填充,到晚上便自己回弹。",
            "The seams are piped in the same cloth. | 接缝用同布滚边。",
            "Both sides are finished alike. | 两面一样讲究。",
        ), finishes="plain,striped,checked,embroidered,herringbone,dotted"),
        Kind("throws", "Throws | 盖毯", "throw | 盖毯", "textile", "wool,merino,cotton,linen", (78, 180), ("130 × 180 cm", "150 × 200 cm"), (
            "It covers two pairs of knees. | 盖得住两个人的膝。",
            "The fringe is twisted by hand. | 流苏手工搓成。",
            "It weighs enough to be noticed and not enough to be heavy. | 有分量,但不沉。",
            "Folded, it makes a decent pillow. | 叠起来便是个像样的枕头。",
        ), seasons="autumn,winter"),
        Kind("bath-towels", "Bath towels | 浴巾", "bath towel | 浴巾", "textile", "cotton,linen,hemp", (28, 58), ("50 × 90 cm", "70 × 140 cm", "90 × 170 cm"), (
            "The waffle weave dries on the rail by noon. | 华夫格织法,中午前便晾干。",
            "It drinks water from the first use. | 头一次用就吸水。",
            "A loop of the same cloth hangs it from a hook. | 同布挂耳,可上钩。",
            "Thin enough to roll into a bag, it still does for a whole person. | 薄可卷进包,仍够擦干一个人。",
        ), variants=("Hand | 面巾", "Bath | 浴巾", "Sheet | 大浴巾")),
        Kind("tea-towels", "Tea towels | 茶巾", "tea towel | 茶巾", "textile", "linen,cotton,hemp", (12, 26), ("45 × 65 cm", "50 × 70 cm"), (
            "It polishes glass without leaving lint. | 擦玻璃不留毛。",
            "It also wraps bread, covers dough and lines a basket. | 还能包面包、盖面团、垫篮子。",
            "A tape loop is sewn into the long side. | 长边缝有挂带。",
            "Two will see a kitchen through the week. | 两条够一个厨房用一周。",
        ), variants=("Single | 单条", "Set of three | 三条装")),
        Kind("napkins", "Napkins | 餐巾", "napkin set | 餐巾套装", "textile", "linen,cotton,hemp", (26, 54), ("4 pieces", "6 pieces"), (
            "The corners are mitred, which shows when they are folded. | 四角斜拼,折起来看得见。",
            "They come tied with a strip of their own selvedge. | 以自身布边捆扎。",
            "Red wine comes out in cold water and salt. | 红酒渍用冷水和盐即去。",
            "They are cut large, for laps and not for show. | 裁得大,给人用而非摆样。",
        )),
        Kind("rugs", "Rugs | 地毯", "rug | 地毯", "textile", "wool,cotton,jute,seagrass,hemp", (120, 340), ("70 × 140 cm", "140 × 200 cm", "170 × 240 cm"), (
            "It is flat woven and can be turned over. | 平织,可翻面用。",
            "Chair legs move over it without catching. | 椅腿移动不挂毯。",
            "The ends are knotted, so nothing can run. | 两端打结,不会脱散。",
            "Bare feet approve of it in the morning. | 清晨光脚踩上去,脚是满意的。",
        )),
        Kind("aprons", "Aprons | 围裙", "apron | 围裙", "textile", "linen,cotton,canvas,hemp", (38, 72), ("70 × 85 cm", "75 × 95 cm"), (
            "The straps cross behind and take the weight off the neck. | 背后交叉系带,脖子不受力。",
            "The pocket is wide enough for two hands. | 口袋宽得放下两只手。",
            "It wraps far enough round to wipe hands on the side. | 包得够宽,侧边可擦手。",
            "The ties are long enough to knot in front. | 系带够长,可在身前打结。",
        )),
        Kind("scarves", "Scarves | 围巾", "scarf | 围巾", "textile", "wool,merino,silk,linen,cotton", (36, 98), ("30 × 180 cm", "70 × 190 cm"), (
            "It goes round twice and stays where it is put. | 绕两圈,不会滑落。",
            "The weave is loose and traps warm air. | 织得松,留得住暖气。",
            "It does not itch; the yarn was chosen by a person with a sensitive neck. | 不扎人,选纱的人脖子敏感。",
            "It packs into a coat pocket. | 可塞进大衣口袋。",
        ), seasons="winter,autumn", finishes="plain,striped,checked,herringbone"),
    ),
)
