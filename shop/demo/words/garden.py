# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Garden: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

GARDEN = Department(
    "garden",
    "Garden | 园艺",
    118,
    (("Potting Shed", 1.0), ("Green Thumb & Co", 0.9), ("Old Wall", 1.1), ("Rain Barrel", 0.95)),
    (
        "A balcony is enough. | 有个阳台就够。",
        "It is meant to be left outside and forgiven. | 可以放在外面,旧了也体面。",
        "The garden does the rest. | 其余的交给花园。",
        "It works as hard as you do, and complains less. | 与你一样勤快,抱怨更少。",
    ),
    (
        Kind("planters", "Planters | 花盆", "planter | 花盆", "pottery", "terracotta,stoneware,earthenware,willow,seagrass", (18, 64), ("14 cm", "20 cm", "28 cm"), (
            "There is a hole below and a saucer to match. | 底有孔,附配套托盘。",
            "Roots stay cool in it at noon. | 正午根部也凉快。",
            "The rim is thick enough to lift by. | 盆沿厚实,可以拎起。",
            "Frost down to minus eight does it no harm. | 零下八度不冻裂。",
        ), seasons="spring,summer", variants=("Small | 小", "Medium | 中", "Large | 大")),
        Kind("watering-cans", "Watering cans | 浇水壶", "watering can | 浇水壶", "metal", "enamelled steel,copper,steel,tinplate", (36, 88), ("1.5 l", "3 l", "5 l"), (
            "The rose is brass and makes rain and not a jet. | 黄铜花洒,出雨不出柱。",
            "It balances when it is full and when it is not. | 满与不满都平衡。",
            "The long spout reaches the back of the bed. | 长嘴够得到花床深处。",
            "A shield in front stops it from slopping. | 前挡板防溅。",
        ), seasons="spring,summer"),
        Kind("hand-trowels", "Hand trowels | 手铲", "hand trowel | 手铲", "metal", "carbon steel,steel,copper", (18, 42), ("28 cm", "32 cm"), (
            "Depths are marked on the blade for bulbs. | 铲面刻有深度,种球用。",
            "The tang runs deep into the handle. | 铲柄插得深。",
            "It holds an edge and will cut through roots. | 有刃口,能断根。",
            "A leather loop hangs it by the door. | 皮绳挂在门边。",
        ), seasons="spring,autumn", finishes="brushed,polished,blackened"),
        Kind("secateurs", "Secateurs | 修枝剪", "secateurs | 修枝剪", "metal", "carbon steel,steel", (32, 78), ("18 cm", "21 cm"), (
            "They cut cleanly through stems as thick as a finger. | 一指粗的枝,一剪即断。",
            "The spring is a single leaf and does not jam. | 单片弹簧,不卡。",
            "They come apart with one nut for sharpening. | 卸一颗螺母即可拆开磨刃。",
            "The catch can be worked with either thumb. | 左右拇指都能拨锁。",
        ), seasons="autumn,spring", colours="silver,black,brick,forest", finishes="brushed,polished,blackened"),
        Kind("seed-packets", "Seeds | 种子", "seed packet | 种子", "larder", "seeds", (3, 8), ("1 g", "2 g", "5 g"), (
            "Sow after the last frost, a finger's width apart. | 末霜后播种,间隔一指。",
            "Nine seeds in ten should come up. | 十粒约出九粒。",
            "The plants set seed true, so one packet can be the last. | 可自留种,一包便够一生。",
            "Bees find them first. | 蜜蜂最先找到它们。",
        ), names=("Cornflower | 矢车菊", "Sweet Pea | 香豌豆", "Poppy | 虞美人", "Radish | 樱桃萝卜", "Basil | 罗勒", "Sunflower | 向日葵", "Chard | 甜菜叶", "Nigella | 黑种草", "Runner Bean | 红花菜豆", "Coriander | 芫荽", "Tomato | 番茄", "Cosmos | 波斯菊"), seasons="spring", finishes="labelled"),
        Kind("bird-houses", "Bird houses | 鸟屋", "bird house | 鸟屋", "wood", "cedar,oak,ash,cork", (28, 62), ("16 × 14 × 24 cm", "18 × 16 × 30 cm"), (
            "The hole is sized for tits and sparrows. | 洞口适合山雀与麻雀。",
            "The roof lifts for cleaning in autumn. | 屋顶可揭,秋天清扫。",
            "There is no perch, which helps the birds and not the cats. | 不设栖杆,帮鸟不帮猫。",
            "Hang it facing east, out of the rain. | 朝东悬挂,避雨。",
        ), seasons="spring,winter", colours="sky,sage,honey,brick,white,forest", finishes="plain,two-tone,oiled"),
        Kind("wind-chimes", "Wind chimes | 风铃", "wind chime | 风铃", "metal", "brass,copper,bamboo,steel", (26, 68), ("45 cm", "60 cm"), (
            "Five tubes are tuned to a scale without a wrong note. | 五管调成无错音的音阶。",
            "The clapper can be raised for quiet nights. | 夜里可把撞片提起来静音。",
            "It hangs from waxed cord that will outlive the hook. | 蜡绳悬挂,比钩子更耐用。",
            "A breeze that moves a curtain is enough. | 能吹动窗帘的风就够。",
        ), seasons="summer,spring", sound="chime", motion="sway"),
        Kind("garden-baskets", "Garden baskets | 园艺篮", "garden basket | 园艺篮", "textile", "willow,rattan,seagrass,jute", (32, 74), ("36 × 26 cm", "44 × 30 cm"), (
            "It carries four cabbages or a summer of roses. | 装四棵卷心菜,或一夏的玫瑰。",
            "Soil falls through the weave. | 泥土从编缝漏下。",
            "The handle is wrapped where the hand goes. | 提梁手握处缠裹。",
            "It creaks a little when full, as it should. | 满了会吱呀一声,理应如此。",
        )),
    ),
)
