# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Outdoor and camping: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

OUTDOOR = Department(
    "outdoor",
    "Outdoor & camping | 户外露营",
    142,
    (("North Ridge", 1.05), ("Hut & Rope", 1.1), ("Qiu Shan", 0.9), ("Slow Miles", 1.0)),
    (
        "Pack less and stay longer. | 少带些,多住一晚。",
        "It has been out in worse than you will meet. | 它经历过的天气比你会遇到的更坏。",
        "It weighs what it says. | 标多重就是多重。",
        "It serves at home just as well, on the balcony. | 在家里阳台上也一样好用。",
    ),
    (
        Kind("tents", "Tents | 帐篷", "tent | 帐篷", "outdoor", "ripstop nylon,canvas,cotton", (220, 520), ("1 person", "2 people", "4 people"), (
            "It goes up with two poles in five minutes. | 两根杆,五分钟搭好。",
            "The porch is deep enough to cook in the rain. | 门厅够深,雨天可做饭。",
            "The seams are taped and the floor comes up at the sides. | 接缝贴条,地布四边上翻。",
            "It was left standing on a ridge for one whole winter. | 曾在山脊上立过整个冬天。",
        ), seasons="summer", finishes="plain,two-tone"),
        Kind("sleeping-bags", "Sleeping bags | 睡袋", "sleeping bag | 睡袋", "outdoor", "ripstop nylon,cotton,wool", (120, 280), ("185 cm", "200 cm"), (
            "It is warm to two degrees for people who feel the cold. | 怕冷的人也可用到两度。",
            "The zip does not bite the lining. | 拉链不咬内里。",
            "Two of them join. | 两条可拼合。",
            "The hood closes with one pull. | 一拉即收帽口。",
        ), finishes="quilted,plain,two-tone", seasons="autumn,summer"),
        Kind("camp-mugs", "Camp mugs | 露营杯", "camp mug | 露营杯", "outdoor", "enamelled steel,titanium,steel", (12, 38), ("300 ml", "400 ml"), (
            "It can stand in the embers. | 可以放进余烬里。",
            "The rim is rolled and cool to the lip. | 卷边杯口,不烫嘴。",
            "A carabiner fits through the handle. | 登山扣穿得过把手。",
            "Chips give it a history. | 磕掉的漆是它的来历。",
        )),
        Kind("flasks", "Flasks | 保温瓶", "flask | 保温瓶", "outdoor", "steel,titanium,aluminium,enamelled steel", (28, 64), ("0.5 l", "0.75 l", "1 l"), (
            "Tea is still hot after eight hours. | 八小时后茶仍烫。",
            "The cup on top is a real cup. | 顶上的杯子是真杯子。",
            "It does not leak, even in a bag with books. | 与书同包也不漏。",
            "The mouth takes a brush and ice cubes. | 瓶口放得进刷子和冰块。",
        ), seasons="winter,autumn", colours="silver,forest,sky,mustard,charcoal,brick"),
        Kind("rucksacks", "Rucksacks | 双肩包", "rucksack | 双肩包", "outdoor", "waxed canvas,canvas,ripstop nylon,leather", (88, 220), ("18 l", "24 l", "35 l"), (
            "The load sits high and close to the back. | 负重贴背而偏高。",
            "The lid pocket can be opened without taking it off. | 不必卸包即可开顶袋。",
            "Wool felt lines the straps. | 肩带衬羊毛毡。",
            "Loops outside take a mat or an axe. | 外挂环可系地垫或斧。",
        )),
        Kind("hammocks", "Hammocks | 吊床", "hammock | 吊床", "outdoor", "cotton,canvas,hemp,ripstop nylon", (48, 120), ("200 × 100 cm", "240 × 150 cm"), (
            "Lie across it and the back stays flat. | 斜躺,背便是平的。",
            "It carries two hundred kilograms. | 承重两百千克。",
            "The ropes spread the weight over twelve points. | 十二股绳分散受力。",
            "It dries in an hour of sun. | 晒一小时便干。",
        ), seasons="summer,spring", finishes="striped,plain,two-tone"),
        Kind("compasses", "Compasses | 指南针", "compass | 指南针", "outdoor", "brass,steel,aluminium", (28, 78), ("5 cm", "6 cm"), (
            "The needle settles in three seconds. | 指针三秒即稳。",
            "The lid has a sighting slot. | 盖上有照准缝。",
            "The dial glows for an hour after sunset. | 刻度盘日落后微光一小时。",
            "It was checked against true north on a church roof. | 在教堂屋顶上校过真北。",
        ), motion="compass"),
        Kind("camp-stoves", "Camp stoves | 露营炉", "camp stove | 露营炉", "outdoor", "steel,brass,titanium", (42, 118), ("9 × 9 cm", "12 × 12 cm"), (
            "It burns twigs and boils half a litre in six minutes. | 烧小树枝,六分钟煮开半升水。",
            "It folds flat into its pouch. | 可折平入袋。",
            "Three arms hold a pan or a cup. | 三臂可托锅也可托杯。",
            "Ash falls into a tray and not on the grass. | 灰落入盘中,不伤草地。",
        ), seasons="summer,autumn", motion="fire", sound="fire"),
    ),
)
