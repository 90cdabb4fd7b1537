# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Bicycles: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

BICYCLES = Department(
    "bicycles",
    "Bicycles | 自行车",
    192,
    (("Canal Street", 1.05), ("Ferrando", 1.2), ("Wheelwright", 1.0), ("Yong Feng", 0.8)),
    (
        "It is quicker than the bus and better for the temper. | 比公交快,也让人心情好。",
        "It improves an ordinary bicycle more than a new one would. | 比换新车更能让旧车好骑。",
        "Ride it in the rain once and stop worrying. | 淋一次雨骑一次,便不再担心。",
        "It is built for errands, which is most of life. | 为跑腿而造,人生大半是跑腿。",
    ),
    (
        Kind("city-bicycles", "City bicycles | 城市自行车", "city bicycle | 城市自行车", "cycle", "steel,aluminium,enamelled steel", (480, 980), ("50 cm", "54 cm", "58 cm"), (
            "Three gears inside the hub ask for no care. | 内三速花鼓,免维护。",
            "The frame is brazed, with lugs filed by hand. | 车架钎焊,套管手工锉修。",
            "The chain is covered, so trousers stay clean. | 链条有罩,不脏裤脚。",
            "It comes upright, with lights and a stand. | 直立坐姿,配灯与脚撑。",
        ), colours="forest,brick,sky,cream,ink,sage,mustard,black,coral", finishes="enamelled,two-tone", seasons="spring,summer", variants=("Small | 小", "Medium | 中", "Large | 大")),
        Kind("saddles", "Saddles | 车座", "bicycle saddle | 自行车座", "cycle", "leather,suede", (58, 140), ("28 × 17 cm", "28 × 21 cm"), (
            "It takes five hundred kilometres to become yours. | 骑五百公里,它便成了你的。",
            "The rivets are copper, hammered over by hand. | 铜铆钉手工敲合。",
            "A bolt in front restores the tension each spring. | 前端螺栓,每春收紧一次。",
            "The rails fit every common post. | 座弓适配各种座管。",
        ), colours="tan,chestnut,black,cocoa,olive"),
        Kind("bicycle-bells", "Bicycle bells | 车铃", "bicycle bell | 自行车铃", "cycle", "brass,copper,steel,aluminium", (14, 38), ("4 cm", "6 cm"), (
            "It rings for four seconds and offends nobody. | 响四秒,不惹人恼。",
            "The clamp fits bars from twenty-two to thirty-two millimetres. | 夹环适配 22 至 32 毫米车把。",
            "The striker is sprung and works in gloves. | 弹簧铃锤,戴手套也能拨。",
            "The dome is spun from one disc. | 铃盖由整片旋压而成。",
        ), sound="bell"),
        Kind("front-lamps", "Front lamps | 前灯", "bicycle front lamp | 自行车前灯", "cycle", "aluminium,steel,brass,copper", (32, 88), ("6 cm", "8 cm"), (
            "The beam is cut flat, so it does not dazzle. | 光束平切,不晃人。",
            "It charges in two hours and burns for nine. | 充两小时,亮九小时。",
            "The bracket swivels and locks. | 支架可转可锁。",
            "It stays bright in the cold. | 天冷也亮。",
        ), seasons="autumn,winter", motion="beam", colours="silver,black,gold,copper,sage"),
        Kind("handlebar-baskets", "Handlebar baskets | 车篮", "handlebar basket | 车篮", "cycle", "willow,rattan,seagrass,steel", (34, 78), ("34 × 24 cm", "38 × 28 cm"), (
            "Two straps fix it without tools. | 两条皮带固定,无须工具。",
            "It holds a loaf, a bottle and a cat of moderate size. | 放得下一条面包、一瓶酒和一只不大的猫。",
            "The base is doubled where it wears. | 磨损处双层底。",
            "It lifts off and goes round the market. | 取下来可拎着逛市集。",
        ), seasons="summer,spring"),
        Kind("helmets", "Helmets | 头盔", "helmet | 头盔", "cycle", "aluminium,cork,enamelled steel", (54, 118), ("54 cm", "58 cm", "61 cm"), (
            "The dial behind fits it to the head in one turn. | 脑后旋钮一转即合头。",
            "Eleven vents are hidden under the rim. | 十一个通风孔藏在沿下。",
            "The buckle is magnetic and works in gloves. | 磁扣,戴手套也能扣。",
            "It passes the city standard and hangs neatly on a hook. | 通过城市骑行标准,也能好好挂在钩上。",
        ), colours="white,cream,black,sage,sky,mustard,brick,ink", finishes="matt,two-tone,banded"),
        Kind("floor-pumps", "Floor pumps | 打气筒", "floor pump | 打气筒", "cycle", "steel,aluminium,brass", (38, 88), ("60 cm", "68 cm"), (
            "Thirty strokes fill a flat tyre. | 三十下打满一条瘪胎。",
            "The gauge can be read from above. | 站着就能看清气压表。",
            "The head takes both kinds of valve. | 气嘴两种气门通用。",
            "The handle is turned beech. | 手柄为车制榉木。",
        ), colours="silver,black,brick,sky,mustard,forest", finishes="polished,powder-coated,brushed"),
        Kind("panniers", "Panniers | 驮包", "pannier | 驮包", "cycle", "waxed canvas,canvas,leather,ripstop nylon", (64, 160), ("14 l", "20 l"), (
            "It clicks on to any rack and off again with one hand. | 单手挂上、取下任何货架。",
            "The roll top keeps out standing rain. | 卷口,暴雨不进。",
            "Heels do not touch it. | 脚跟碰不到。",
            "A strip of reflecting thread is woven into the flap. | 袋盖织入一道反光线。",
        )),
    ),
)
