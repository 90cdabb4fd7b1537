# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Bags and leather: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

BAGS = Department(
    "bags-leather",
    "Bags & leather | 包与皮具",
    24,
    (("Harness Yard", 1.1), ("Day Carry", 0.9), ("Lanari", 1.3), ("Fold", 0.95)),
    (
        "It is bought once. | 买一次便够。",
        "It goes with the coat you already have. | 与你已有的大衣相配。",
        "In a year it will look like nobody else's. | 一年后,它会与谁的都不同。",
        "It holds what a day needs and no more. | 装得下一天所需,不多。",
    ),
    (
        Kind("tote-bags", "Tote bags | 托特包", "tote bag | 托特包", "leather", "canvas,leather,linen,waxed canvas", (38, 140), ("36 × 38 cm", "42 × 34 cm"), (
            "The handles go over a winter coat. | 提手可挎在冬衣外。",
            "It stands up on its own base. | 自己站得住。",
            "A pocket inside is sized for keys and a ticket. | 内袋放钥匙与车票正好。",
            "The seams are bound, so it can be turned inside out. | 缝份包边,可翻过来用。",
        )),
        Kind("satchels", "Satchels | 剑桥包", "satchel | 挎包", "leather", "leather,suede,waxed canvas", (120, 260), ("32 × 24 cm", "38 × 28 cm"), (
            "Two buckles close it, with press studs behind them for haste. | 双扣合盖,背后有按扣可快开。",
            "It takes a thin laptop and a lunch. | 放得下薄电脑与午饭。",
            "The strap moves to the other side without tools. | 肩带换边无须工具。",
            "The gusset is one piece from end to end. | 侧围一整条到底。",
        ), seasons="autumn"),
        Kind("wallets", "Wallets | 钱包", "wallet | 钱包", "leather", "leather,suede", (42, 98), ("11 × 9 cm", "10 × 8 cm"), (
            "Six cards and folded notes make it no thicker than a finger. | 六卡加纸币,不过一指厚。",
            "The coin pocket opens wide enough to see into. | 零钱袋开口大,看得见底。",
            "Edges are painted by brush, three times. | 边油手刷三遍。",
            "It lies flat in a breast pocket. | 平放于胸前口袋。",
        )),
        Kind("belts", "Belts | 皮带", "belt | 皮带", "leather", "leather,suede,canvas", (38, 86), ("85 cm", "95 cm", "105 cm"), (
            "It is cut from one length of back, three and a half millimetres thick. | 由一条背皮裁成,厚三毫米半。",
            "The buckle is held by screws and can be changed. | 带扣以螺钉固定,可更换。",
            "Five holes stand two and a half centimetres apart. | 五孔,间距两厘米半。",
            "The tip is shaped to slide through easily. | 尾端修形,穿扣顺滑。",
        )),
        Kind("key-fobs", "Key fobs | 钥匙扣", "key fob | 钥匙扣", "leather", "leather,suede,brass", (12, 30), ("9 cm", "12 cm"), (
            "The ring is split steel and will not open by itself. | 钢制双圈,不会自开。",
            "It is long enough to find at the bottom of a bag. | 够长,在包底一摸便着。",
            "Initials can be stamped on the back. | 背面可压印姓名首字母。",
            "It is made from what is left of larger pieces. | 由大件余料制成。",
        )),
        Kind("weekend-bags", "Weekend bags | 周末包", "weekend bag | 周末包", "leather", "waxed canvas,leather,canvas", (160, 340), ("48 × 28 cm", "54 × 30 cm"), (
            "It passes as hand luggage on most trains and planes. | 多数车机可作手提行李。",
            "The mouth opens as wide as the bag is long. | 袋口与包身同长。",
            "Feet of brass keep it off wet platforms. | 黄铜脚钉,不沾湿月台。",
            "The shoes go in a pocket of their own. | 鞋有独立夹层。",
        ), seasons="summer,spring"),
        Kind("pouches", "Pouches | 小袋", "zip pouch | 拉链小袋", "leather", "canvas,leather,waxed canvas,felt", (16, 48), ("18 × 12 cm", "24 × 16 cm"), (
            "It sorts the small things in a larger bag. | 在大包里替小东西分家。",
            "The zip is brass, with a leather pull. | 黄铜拉链,皮拉片。",
            "A flat base lets it stand by a basin. | 平底,可立于洗手台。",
            "It wipes clean inside. | 内里可擦拭。",
        )),
        Kind("tool-rolls", "Tool rolls | 工具卷", "tool roll | 工具卷", "leather", "waxed canvas,leather,canvas", (44, 110), ("40 × 30 cm", "50 × 34 cm"), (
            "Ten pockets of rising width take brushes, chisels or knives. | 十个渐宽的插袋,放笔、凿或刀。",
            "The flap folds down so that nothing falls out. | 上盖翻下,什么都不掉。",
            "It ties with one strap. | 一条带子捆住。",
            "It hangs open from two rings. | 两环可展开悬挂。",
        )),
    ),
)
