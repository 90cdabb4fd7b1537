# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Tea and coffee: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

TEA = Department(
    "tea-coffee",
    "Tea & coffee | 茶与咖啡",
    88,
    (("Second Cup", 1.0), ("Leaf Ledger", 1.1), ("Slow Pour", 1.0), ("Nami", 1.15)),
    (
        "Half the pleasure is the waiting. | 一半的乐趣在等待里。",
        "It makes a good reason to stop at four o'clock. | 是下午四点停下来的好理由。",
        "Whoever gets up first will be glad of it. | 最早起床的人会感谢它。",
        "Start with less than you think and add. | 先少放一点,不够再添。",
    ),
    (
        Kind("loose-leaf-tea", "Loose-leaf tea | 散茶", "loose-leaf tea | 散茶", "larder", "black tea,green tea,oolong tea,herbs", (9, 26), ("50 g", "100 g", "200 g"), (
            "The first cup is bright, the second is the one to remember. | 第一泡明亮,第二泡最值得记住。",
            "Water just off the boil and three minutes are all it asks. | 水刚离沸,三分钟即可。",
            "The leaves open whole in the pot and can be used again. | 叶片在壶中完整舒展,可再冲泡。",
            "There is a note of stone fruit at the end. | 尾韵有一点核果香。",
        ), names=("Misty Ridge | 雾岭", "First Flush | 春摘", "Night Rain | 夜雨", "Monk's Path | 僧径", "Orchard Lane | 果园巷", "Cold Spring | 寒泉", "Copper Hill | 铜山", "Window Seat | 窗边", "Long Afternoon | 长午后", "Pine Smoke | 松烟", "Garden Wall | 花园墙", "Small Hours | 凌晨")),
        Kind("coffee-beans", "Coffee beans | 咖啡豆", "coffee beans | 咖啡豆", "larder", "arabica coffee", (11, 19), ("250 g", "500 g", "1 kg"), (
            "Expect cocoa, orange peel and a clean finish. | 有可可、橙皮的味道,收口干净。",
            "It was roasted for filter and forgives a long brew. | 为手冲而烘,冲久一点也无妨。",
            "The bag has a valve, so the beans can breathe out. | 袋上有单向阀,豆子可以呼吸。",
            "It is at its best from the fifth day after roasting. | 烘焙后第五天起风味最佳。",
        ), names=("Morning Shift | 早班", "Red Gate | 红门", "Harbour Blend | 港口拼配", "Quiet Street | 静街", "Number Nine | 九号", "Las Nubes | 云上", "Slow Sunday | 慢周日", "Station Clock | 站钟", "Old Mill | 老磨坊", "North Window | 北窗", "Terrace | 露台", "Two Bridges | 双桥")),
        Kind("drippers", "Drippers | 滤杯", "coffee dripper | 咖啡滤杯", "pottery", "stoneware,porcelain,glass,copper", (24, 46), ("2 people", "4 people"), (
            "Spiral ribs hold the paper off the wall, so the flow stays even. | 螺旋棱让滤纸不贴壁,流速均匀。",
            "The wide base fits most mugs and flasks. | 宽底座适配大多数杯壶。",
            "A small window shows how full the cup is. | 底座小窗可看见杯中水位。",
            "It drains in about three minutes with a medium grind. | 中度研磨约三分钟滤完。",
        )),
        Kind("kettles", "Kettles | 水壶", "kettle | 烧水壶", "metal", "enamelled steel,steel,copper,cast iron", (58, 128), ("0.8 l", "1.2 l", "1.6 l"), (
            "The thin spout pours as slowly as a hand wants. | 细长壶嘴,想倒多慢就多慢。",
            "It sings a low note just before the boil. | 将沸之前,会发出低低的一声。",
            "The lid has a knob of turned wood. | 壶盖配车制木钮。",
            "It works on gas, wood and induction. | 燃气、柴火、电磁炉通用。",
        ), seasons="winter,autumn", sound="kettle", motion="steam"),
        Kind("hand-grinders", "Hand grinders | 手摇磨豆机", "hand grinder | 手摇磨豆机", "metal", "steel,brass,walnut,beech", (62, 138), ("20 g", "30 g"), (
            "Forty turns make one cup. | 摇四十圈,得一杯。",
            "Conical burrs give the same grind at the end as at the start. | 锥形磨芯,始终如一的粗细。",
            "It clicks at each step, so a good setting can be found again. | 调节有段落感,好的刻度能再找到。",
            "The crank folds and the body fits in a boot. | 摇柄可折,放得进靴筒。",
        ), sound="grinder"),
        Kind("tea-caddies", "Tea caddies | 茶叶罐", "tea caddy | 茶叶罐", "metal", "tinplate,copper,brass,cherry", (26, 62), ("100 g", "150 g", "200 g"), (
            "The lid sinks by its own weight. | 罐盖靠自重缓缓落下。",
            "Light, air and kitchen smells stay out. | 光、空气和厨房气味都进不去。",
            "A second lid inside holds a scoop. | 内盖可放茶则。",
            "It opens without a sound. | 开启无声。",
        )),
        Kind("moka-pots", "Moka pots | 摩卡壶", "moka pot | 摩卡壶", "metal", "aluminium,steel", (28, 58), ("3 people", "6 people"), (
            "Coffee rises in four minutes on a small flame. | 小火四分钟,咖啡便升上来。",
            "Eight sides give the hand a grip when it is unscrewed. | 八个面,拧开时手有着力处。",
            "The gasket is a common size and costs little. | 垫圈是通用尺寸,价钱不高。",
            "The valve can be cleaned with a pin. | 安全阀用针即可清理。",
        ), sound="bubble", motion="steam"),
        Kind("matcha-whisks", "Matcha whisks | 茶筅", "matcha whisk | 茶筅", "wood", "bamboo", (18, 38), ("80 prongs", "100 prongs"), (
            "It is split by hand from one piece of bamboo. | 由一节竹手工劈成。",
            "Soak the tips before use and they will not break. | 用前泡软穗尖,便不易折断。",
            "It raises a fine foam in half a minute. | 半分钟便打出细沫。",
            "The thread at the neck marks the workshop. | 颈部的线是工坊的记号。",
        ), names=("Eighty prongs | 八十本立", "Hundred prongs | 百本立", "Long handle | 长柄", "Travel size | 旅行", "Thin tea | 薄茶用", "Thick tea | 浓茶用"), colours="sand,honey,tan,cocoa"),
    ),
)
