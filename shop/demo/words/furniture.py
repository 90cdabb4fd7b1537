# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Furniture: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

FURNITURE = Department(
    "furniture",
    "Furniture | 家具",
    32,
    (("Fernhill", 1.05), ("Long Room", 1.0), ("Takumi", 1.25), ("Flat & Fair", 0.8)),
    (
        "Measure the door first. | 请先量门。",
        "It asks for little floor and gives back a good deal. | 占地不多,用处不少。",
        "It arrives whole, wrapped in blankets that the carrier takes back. | 整件送到,包裹的毛毯由送货人带回。",
        "It should see out several sofas. | 沙发换过几张,它还会在。",
    ),
    (
        Kind("chairs", "Chairs | 椅子", "chair | 椅子", "wood", "oak,ash,walnut,beech,cherry", (180, 360), ("46 × 50 × 80 cm", "48 × 52 × 78 cm"), (
            "The back is bent by steam and gives a little. | 椅背蒸汽弯成,略有弹性。",
            "The seat is scooped to fit a person, not a cushion. | 座面按人而非按垫子挖成。",
            "It weighs less than a full watering can. | 比一只装满水的浇水壶还轻。",
            "The legs are wedged through the seat. | 椅腿穿座面以木楔涨紧。",
        )),
        Kind("stools", "Stools | 凳子", "stool | 凳子", "wood", "oak,ash,walnut,beech,cork", (78, 168), ("34 × 34 × 45 cm", "36 × 36 × 65 cm"), (
            "Three legs stand level on any floor. | 三条腿,什么地面都站得平。",
            "It serves as a seat, a step and a bedside table. | 可坐、可踩、可当床头几。",
            "The top is dished by the depth of a coin. | 凳面凹下一枚硬币的深度。",
            "They stack four high. | 可叠四层。",
        ), variants=("Low | 矮", "Counter | 吧台高")),
        Kind("side-tables", "Side tables | 边几", "side table | 边几", "wood", "oak,walnut,ash,steel,brass", (118, 240), ("40 × 40 × 48 cm", "45 × 45 × 52 cm"), (
            "The top is just wider than an open book. | 台面比摊开的书略宽。",
            "One hand is enough to move it. | 一只手便能挪动。",
            "The lower shelf keeps the clutter out of sight. | 下层搁板收纳零碎。",
            "It stands close to an armchair without touching it. | 可紧挨扶手椅而不相碰。",
        )),
        Kind("bookshelves", "Bookshelves | 书架", "bookshelf | 书架", "wood", "oak,ash,walnut,beech,steel", (240, 520), ("80 × 28 × 120 cm", "90 × 30 × 180 cm"), (
            "The shelves carry forty kilograms each. | 每层可承重四十千克。",
            "The back is open, so it can divide a room. | 背面敞开,可作隔断。",
            "Pegs allow every shelf to move by three centimetres. | 木销调节,每层可移三厘米。",
            "It goes together with a mallet in a quarter of an hour. | 一把木槌,一刻钟装好。",
        )),
        Kind("benches", "Benches | 长凳", "bench | 长凳", "wood", "oak,ash,beech,cherry", (190, 390), ("110 × 32 × 45 cm", "140 × 34 × 45 cm"), (
            "Three people can sit, if they like each other. | 可坐三人,如果彼此喜欢。",
            "It lives in a hall and moves to the table at feasts. | 平日在玄关,过节搬到桌边。",
            "A stretcher ties the legs and takes a foot. | 横枨连起凳腿,也可搁脚。",
            "The edge of the seat is eased for the backs of knees. | 座沿倒圆,不硌膝弯。",
        )),
        Kind("desks", "Desks | 书桌", "writing desk | 书桌", "wood", "oak,walnut,ash,cherry", (360, 720), ("100 × 55 × 74 cm", "120 × 60 × 74 cm"), (
            "A single drawer runs on waxed wood. | 一只抽屉,在打过蜡的木轨上滑动。",
            "A notch at the back lets cables through. | 后沿开口走线。",
            "The top is thick enough to clamp a lamp to. | 桌面够厚,可夹台灯。",
            "The legs unscrew for the stairs. | 桌腿可拆,方便上楼。",
        ), seasons="autumn"),
        Kind("mirrors", "Mirrors | 镜子", "mirror | 镜子", "wood", "oak,walnut,ash,brass,rattan", (68, 180), ("40 cm", "60 cm", "80 cm"), (
            "The edge of the glass is ground, not bevelled. | 镜边磨平,不做斜边。",
            "It hangs from a cleat and lies flat to the wall. | 以挂条悬挂,紧贴墙面。",
            "The silvering is free of copper and lead. | 镀银层不含铜与铅。",
            "Opposite a window it makes a second one. | 挂在窗对面,便多一扇窗。",
        )),
        Kind("wall-clocks", "Wall clocks | 挂钟", "wall clock | 挂钟", "wood", "oak,walnut,beech,brass,enamelled steel", (54, 128), ("24 cm", "30 cm"), (
            "The movement sweeps and can hardly be heard. | 扫秒机芯,几乎无声。",
            "Only the quarters are marked. | 只标四个刻。",
            "One battery lasts about two years. | 一节电池约用两年。",
            "The hands are cut from thin sheet and painted by hand. | 指针由薄板裁出,手工上漆。",
        ), sound="tick", motion="clock"),
    ),
)
