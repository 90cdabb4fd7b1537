# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Toys and games: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

TOYS = Department(
    "toys-games",
    "Toys & games | 玩具与游戏",
    8,
    (("Little Mill", 1.0), ("Mu Tong", 0.85), ("Rainy Day", 0.95), ("Yume", 1.15)),
    (
        "It needs no battery and no explanation. | 不用电池,也不用说明。",
        "It will be found under a sofa years from now and played with again. | 多年后从沙发下找出来,还会再玩。",
        "Grown-ups may borrow it. | 大人可以借去玩。",
        "It makes a present that does not need wrapping twice. | 是一件不用包两层的礼物。",
    ),
    (
        Kind("building-blocks", "Building blocks | 积木", "building block set | 积木套装", "toy", "beech,maple,cork,ash", (28, 72), ("24 pieces", "40 pieces", "60 pieces"), (
            "All sides are multiples of three centimetres. | 边长都是三厘米的倍数。",
            "There are arches, ramps and one round tower. | 有拱、有坡,还有一座圆塔。",
            "They fall with a friendly noise. | 倒下的声音很友善。",
            "A cotton bag keeps them together. | 附棉布收纳袋。",
        ), colours="coral,mustard,sky,forest,honey,lilac", finishes="plain,two-tone,waxed"),
        Kind("spinning-tops", "Spinning tops | 陀螺", "spinning top | 陀螺", "toy", "maple,beech,cherry,brass", (9, 28), ("4 cm", "6 cm"), (
            "A good twist lasts two minutes. | 拧得好可转两分钟。",
            "The rings blur into new colours as it turns. | 转起来,环纹混成新的颜色。",
            "The point is a steel ball set into the wood. | 尖端嵌一颗钢珠。",
            "It hums a little at the start. | 起转时微微作响。",
        ), finishes="banded,plain,two-tone", colours="coral,mustard,sky,forest,indigo,brick", motion="spin", sound="hum"),
        Kind("soft-animals", "Soft animals | 布偶", "soft rabbit | 布兔", "toy", "wool,cotton,linen,felt", (26, 58), ("24 cm", "32 cm"), (
            "The ears are long enough to be held by. | 耳朵长得可以拎着走。",
            "The face is sewn, with nothing to swallow. | 五官缝制,无可吞之物。",
            "It is filled with wool and dries in a day. | 羊毛填充,一天可干。",
            "It sits up without help. | 自己坐得住。",
        ), colours="oat,stone,rose,sky,ochre,sage", finishes="plain,dotted,checked,striped"),
        Kind("jigsaw-puzzles", "Jigsaw puzzles | 拼图", "jigsaw puzzle | 拼图", "paper", "card,beech,cork", (18, 42), ("100 pieces", "300 pieces", "500 pieces"), (
            "The pieces fit with a click and can be lifted as one. | 拼片咬合清脆,可整幅提起。",
            "No two pieces share a shape. | 没有两片形状相同。",
            "The picture is printed in five flat colours. | 画面用五种平色印成。",
            "A spare piece can be ordered by its number. | 缺片可按编号补订。",
        ), names=("The Allotment | 菜园", "Night Harbour | 夜港", "Four Kites | 四只风筝", "Whale Road | 鲸路", "Tea House | 茶屋", "Snow Train | 雪中列车", "The Bakery | 面包房", "Under the Pier | 码头下", "Bird Atlas | 鸟图"), seasons="winter,autumn", colours="sky,coral,mustard,forest,indigo,lilac"),
        Kind("chess-sets", "Chess sets | 国际象棋", "chess set | 国际象棋", "toy", "walnut,maple,oak,cherry", (68, 190), ("28 × 28 cm", "36 × 36 cm"), (
            "The pieces are turned, except the knights, which are carved. | 棋子车制,唯马为手雕。",
            "The board folds over them and latches. | 棋盘对折收子,带扣。",
            "The felt is glued last, so they slide quietly. | 底贴毛毡,落子无声。",
            "Two extra queens are in the box. | 盒内备两枚后。",
        )),
        Kind("pinwheels", "Pinwheels | 风车", "pinwheel | 风车", "toy", "paper,washi,tinplate,card", (8, 22), ("18 cm", "24 cm"), (
            "It turns in the breath of a small child. | 小孩一吹就转。",
            "A glass bead keeps the sail from rubbing. | 一颗玻璃珠让叶片不摩擦。",
            "The stick is sanded bamboo. | 杆为打磨过的竹。",
            "Pushed into a flower pot, it tells the wind. | 插进花盆,便知风向。",
        ), colours="coral,mustard,sky,sage,rose,indigo", seasons="spring,summer", motion="pinwheel", finishes="plain,dotted,striped"),
        Kind("wooden-trains", "Wooden trains | 木火车", "wooden train | 木火车", "toy", "beech,maple,ash,cherry", (24, 62), ("3 pieces", "5 pieces"), (
            "The wagons hold with magnets that cannot pinch. | 车厢以磁铁相连,不夹手。",
            "It runs on any track, and on none. | 有轨无轨都能跑。",
            "The funnel is a turned peg in another wood. | 烟囱是另一种木料车成的木钉。",
            "The wheels turn on waxed pins. | 车轮在打蜡木轴上转动。",
        ), colours="coral,sky,forest,mustard,honey,ink", finishes="plain,two-tone,waxed", sound="whistle"),
        Kind("playing-cards", "Playing cards | 纸牌", "playing cards | 纸牌", "paper", "card,cotton paper", (9, 22), ("54 cards", "56 cards"), (
            "The court cards were redrawn by hand. | 人头牌全部重新手绘。",
            "They shuffle well from the first evening. | 头一晚就好洗牌。",
            "The box is sewn and not glued. | 牌盒缝制而非胶粘。",
            "Two jokers disagree about the weather. | 两张小丑在为天气争执。",
        ), names=("Harbour deck | 港口牌", "Garden deck | 花园牌", "Night deck | 夜牌", "Folk deck | 民艺牌", "Plain deck | 素牌", "Bird deck | 鸟牌", "Tea house deck | 茶屋牌", "Alpine deck | 山牌")),
    ),
)
