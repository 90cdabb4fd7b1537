# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Kitchen and table: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

KITCHEN = Department(
    "kitchen",
    "Kitchen & table | 厨房餐桌",
    48,
    (("Larder Lane", 1.0), ("Hearth & Loam", 0.95), ("Ordinary Kitchen", 0.85), ("Nami", 1.2)),
    (
        "It will not make anyone a better cook, but it will make cooking quieter. | 它不会让人厨艺大进,但会让做饭安静些。",
        "It earns its hook on the wall. | 值得在墙上为它留一个钩子。",
        "Used daily, it looks better in its fifth year than in its first. | 天天用,第五年比头一年更好看。",
        "It makes a sound present for a first kitchen. | 送给第一次有自己厨房的人正合适。",
    ),
    (
        Kind("chopping-boards", "Chopping boards | 砧板", "chopping board | 砧板", "wood", "oak,walnut,maple,cherry,beech,bamboo", (32, 68), ("30 × 20 cm", "40 × 26 cm", "50 × 30 cm"), (
            "A groove along the edge keeps juice off the table. | 边缘一圈凹槽,汁水不流上桌。",
            "The hole at one end takes a thumb or a hook. | 一端的孔可穿拇指,也可挂起。",
            "End to end it is one board, with no glue in the middle. | 整板一块,中间无胶缝。",
            "It is heavy enough to stay put and light enough to carry to the table. | 重得不打滑,也轻得能端上桌。",
        ), finishes="oiled,waxed,two-tone,plain"),
        Kind("kitchen-knives", "Kitchen knives | 厨刀", "kitchen knife | 厨刀", "metal", "carbon steel,steel", (64, 148), ("12 cm", "16 cm", "21 cm"), (
            "It comes sharp enough for a ripe tomato and takes a new edge on any stone. | 开箱即可切熟番茄,随便一块磨石就能再开锋。",
            "The weight sits where the finger does. | 重心正在食指所在处。",
            "The spine is rounded, which the hand notices after ten onions. | 刀背磨圆,切完十个洋葱手就知道。",
            "The handle is pinned and oiled, never painted. | 刀柄铆接上油,不上漆。",
        ), finishes="brushed,polished,hammered"),
        Kind("saucepans", "Saucepans | 汤锅", "saucepan | 汤锅", "metal", "copper,steel,cast iron,enamelled steel", (68, 140), ("1.2 l", "1.8 l", "2.5 l"), (
            "The base is thick enough to melt chocolate without a water bath. | 锅底够厚,化巧克力无须隔水。",
            "Marks inside show every quarter litre. | 内壁每四分之一升有一道刻度。",
            "It pours to the left and to the right. | 左右两侧都能倒汁。",
            "The long handle stays cool on gas for a quarter of an hour. | 长柄在燃气上一刻钟也不烫。",
        )),
        Kind("pepper-mills", "Pepper mills | 胡椒磨", "pepper mill | 胡椒磨", "wood", "oak,walnut,beech,maple,pear wood", (36, 64), ("16 cm", "22 cm", "30 cm"), (
            "The steel grinder is made to be used for life. | 钢制磨芯可用一生。",
            "A turn of the knob goes from coarse to fine. | 旋一下顶钮,粗细自调。",
            "The waist was shaped for wet hands. | 腰身为湿手而做。",
            "It fills from the top without a funnel. | 顶部加料,无须漏斗。",
        )),
        Kind("storage-jars", "Storage jars | 储物罐", "storage jar | 储物罐", "glass", "glass,recycled glass", (16, 34), ("0.5 l", "1 l", "2 l"), (
            "The lid has a cork ring that seals without rubber. | 软木盖圈密封,不用橡胶。",
            "The mouth is wide enough for a hand and a scoop. | 口阔,手和勺都伸得进去。",
            "What is inside can be seen at a glance, and so can what is missing. | 有什么、缺什么,一眼便知。",
            "Its straight wall stands close to the next one. | 直壁,可一只挨一只地排列。",
        ), variants=("Single | 单只", "Set of three | 三只装")),
        Kind("serving-trays", "Serving trays | 托盘", "serving tray | 托盘", "wood", "oak,walnut,ash,beech,bamboo", (44, 82), ("36 × 24 cm", "48 × 32 cm"), (
            "The handles are cut through the rim, so that there is nothing to come loose. | 把手开在边框上,没有零件会松。",
            "Four cups and a pot fit without touching. | 四杯一壶放得下,互不相碰。",
            "The inside is finished to stop glasses from sliding. | 盘面处理过,杯子不滑。",
            "It stands on its edge behind a cupboard when not needed. | 不用时侧立在橱柜后即可。",
        )),
        Kind("carafes", "Carafes | 凉水瓶", "carafe | 凉水瓶", "glass", "glass,recycled glass", (28, 58), ("0.5 l", "0.75 l", "1 l"), (
            "It fits in the door of a refrigerator. | 冰箱门上放得下。",
            "The neck gives wet hands something to hold. | 瓶颈收窄,湿手也好握。",
            "Wine, water and cold tea all look well in it. | 盛酒、盛水、盛冷茶都好看。",
            "The lip was drawn out to pour without running back. | 口沿外拉,倒完不挂流。",
        ), seasons="summer,spring"),
        Kind("wooden-spoons", "Wooden spoons | 木勺", "wooden spoon set | 木勺套装", "wood", "beech,cherry,maple,pear wood,oak", (18, 36), ("3 pieces", "5 pieces"), (
            "One has a corner, for the corner of the pan. | 其中一把带角,专刮锅角。",
            "The bowls are carved deep enough to taste from. | 勺头挖得够深,可以试味。",
            "They do not scratch, ring or conduct heat. | 不刮锅,不作响,不传热。",
            "Each handle is left a little different on purpose. | 每支柄刻意留一点不同。",
        )),
    ),
)
