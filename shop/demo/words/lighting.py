# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Lighting: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

LIGHTING = Department(
    "lighting",
    "Lighting | 灯与烛",
    40,
    (("Lumen & Low", 1.05), ("Evening Works", 1.0), ("Hikari", 1.2), ("Plain Wares", 0.85)),
    (
        "A room needs three small lights more than one large one. | 一间屋子需要三盏小灯,胜过一盏大灯。",
        "Put it lower than you think. | 放得比你以为的再低一些。",
        "It is made for the hour between supper and sleep. | 为晚饭后到睡前那一小时而做。",
        "Turn off the others and see. | 关掉别的灯再看。",
    ),
    (
        Kind("table-lamps", "Table lamps | 台灯", "table lamp | 台灯", "pottery", "stoneware,earthenware,oak,walnut,brass,glass", (78, 168), ("38 cm", "46 cm"), (
            "The shade is linen over a wire frame and throws light up and down. | 亚麻灯罩绷在铁丝架上,上下透光。",
            "The cord is covered in cotton and two metres long. | 电源线外包棉织层,长两米。",
            "A switch sits on the cord, where a hand finds it in the dark. | 开关在线上,黑暗中一摸便到。",
            "It takes an ordinary bulb. | 使用普通灯泡。",
        ), motion="glow"),
        Kind("pendant-lamps", "Pendant lamps | 吊灯", "pendant lamp | 吊灯", "metal", "enamelled steel,brass,copper,glass,rattan,washi", (92, 210), ("28 cm", "36 cm", "46 cm"), (
            "It hangs on a woven cord that can be cut to length. | 编织吊线可按需裁短。",
            "The inside is white, which spreads the light over a table. | 内壁为白色,把光铺满桌面。",
            "The ceiling cup hides the knot and the wires. | 吸顶盘藏住线结与接线。",
            "One is enough over a round table, three over a long one. | 圆桌一盏足矣,长桌三盏。",
        ), motion="glow"),
        Kind("floor-lamps", "Floor lamps | 落地灯", "floor lamp | 落地灯", "wood", "oak,ash,walnut,brass,steel", (158, 320), ("140 cm", "155 cm"), (
            "The three legs fold flat for moving house. | 三条腿可折平,搬家方便。",
            "It puts the light over the shoulder of whoever is reading. | 光正落在读书人的肩头。",
            "A foot switch saves bending. | 脚踏开关,无须弯腰。",
            "It stands firm on a thick rug. | 立在厚地毯上也稳。",
        ), seasons="autumn,winter"),
        Kind("desk-lamps", "Desk lamps | 工作灯", "desk lamp | 工作灯", "metal", "steel,aluminium,brass,enamelled steel", (86, 176), ("42 cm", "54 cm"), (
            "The arm holds wherever it is left. | 灯臂停在哪里就是哪里。",
            "The head turns on a ball and needs no tools. | 灯头为球节,转动无须工具。",
            "The base is weighted for a long reach. | 底座加重,伸远也不倒。",
            "It lights a sheet of paper and leaves the screen alone. | 照亮一张纸,不晃屏幕。",
        )),
        Kind("candles", "Candles | 蜡烛", "candle | 蜡烛", "care", "beeswax,soy wax", (9, 28), ("180 g", "250 g", "400 g"), (
            "It burns for about forty hours. | 可燃约四十小时。",
            "The wick is plain cotton, without a metal core. | 棉芯,无金属丝。",
            "When it is gone, the cup is good for pencils. | 燃尽后,杯子可插铅笔。",
            "The scent is faint and stays in one room. | 气味清淡,不出一间屋。",
        ), seasons="autumn,winter", motion="flame"),
        Kind("candle-holders", "Candle holders | 烛台", "candle holder | 烛台", "metal", "brass,cast iron,stoneware,oak,glass", (18, 46), ("9 cm", "14 cm", "22 cm"), (
            "It takes standard candles of twenty-two millimetres. | 适用 22 毫米标准蜡烛。",
            "The dish catches what drips. | 小碟接住滴落的烛泪。",
            "Felt underneath protects the table. | 底贴毛毡,不伤桌面。",
            "A ring at the side is for carrying it up the stairs. | 侧边一环,可端着上楼。",
        ), seasons="winter,autumn"),
        Kind("lanterns", "Lanterns | 提灯", "lantern | 提灯", "metal", "steel,brass,tinplate,enamelled steel", (38, 88), ("22 cm", "30 cm"), (
            "The glass lifts out for cleaning. | 玻璃罩可取出清洗。",
            "Vents in the roof keep the flame calm in wind. | 顶部通风孔,有风火焰也稳。",
            "It hangs from its bail or stands on a step. | 可提可挂,也可立在台阶上。",
            "A tea light or a short candle will do. | 茶蜡或短烛皆可。",
        ), seasons="summer,autumn", motion="flame"),
        Kind("paper-lamps", "Paper lamps | 纸灯", "paper lamp | 纸灯", "paper", "washi,paper,cotton paper", (48, 118), ("30 cm", "42 cm", "55 cm"), (
            "The ribs are bamboo, wound in one long spiral. | 竹骨由一根长篾盘旋而成。",
            "It folds to the thickness of a book. | 可折到一本书的厚度。",
            "The light is even, like a cloud with the sun behind it. | 光线均匀,如日在云后。",
            "A torn panel can be patched with paste and a scrap. | 破损处用浆糊和纸片即可补好。",
        ), motion="glow", finishes="plain,striped,sprigged"),
    ),
)
