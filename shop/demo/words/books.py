# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Books and prints: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

TITLES_OF_BOOKS = (
    "The Quiet Orchard | 安静的果园", "Salt Roads | 盐路", "A Year of Windows | 窗之一年", "Under Slow Stars | 慢星之下",
    "The Ferryman's Almanac | 摆渡人历书", "Small Weather | 小天气", "Notes from a Hill Farm | 山间农场札记", "The Paper Lantern | 纸灯笼",
    "Rooms with Rain | 有雨的房间", "The Long Table | 长桌", "Field and Hedge | 田野与树篱", "What the Tide Left | 潮水留下的",
)
PICTURES = (
    "Rain on Slate | 石板上的雨", "Two Hills | 两座山", "Heron, Morning | 清晨的鹭", "The Red Boat | 红船", "Moon over Terraces | 梯田之月",
    "Fern No. 3 | 蕨 三号", "Harbour in Winter | 冬港", "Pears | 梨", "Birch Wood | 白桦林", "Tide Line | 潮线", "Lighthouse, Dusk | 暮色灯塔", "Stone Pine | 石松",
)

BOOKS = Department(
    "books-prints",
    "Books & prints | 书与版画",
    262,
    (("Press Nine", 1.0), ("Hedge Books", 1.0), ("Moreau Editions", 1.2), ("Yan Shan", 0.95)),
    (
        "It is good company on a train. | 火车上的好伴。",
        "It asks to be lent. | 它希望被借出去。",
        "A wall or a shelf is better for it. | 一面墙或一格书架会因它更好。",
        "Look at it for a minute before you read the rest. | 先看它一分钟,再往下读。",
    ),
    (
        Kind("field-guides", "Field guides | 自然手册", "field guide | 自然手册", "paper", "book cloth", (18, 34), ("160 pages", "224 pages"), (
            "The plates are drawn from life and ordered by season. | 图版写生,按季节排列。",
            "The keys lead to a name in six questions. | 六个问题便能查到名字。",
            "The corners are rounded for pockets. | 书角磨圆,便于入袋。",
            "The last pages are ruled for notes. | 末尾数页有线格,可作笔记。",
        ), finishes="plain,letterpress,washed", names=("Birds of the Garden Wall | 花园墙上的鸟", "Mosses and Stones | 苔与石", "Shore Finds | 海岸拾遗", "Mushrooms by Month | 按月识菌", "Night Moths | 夜蛾", "Hedge Flowers | 篱边野花", "Clouds at a Glance | 一眼识云", "Trees in Winter | 冬日识树", "River Insects | 溪流昆虫", "Tracks in Snow | 雪地足迹"), seasons="spring,summer,autumn"),
        Kind("cookery-books", "Cookery books | 食谱书", "cookery book | 食谱书", "paper", "book cloth", (22, 38), ("192 pages", "256 pages"), (
            "Every recipe fits on one spread, so no page is turned with wet hands. | 每道菜一个对开页,湿手不用翻。",
            "The index goes by what is in the house. | 索引按家中现有的材料编排。",
            "The photographs were taken at lunch and eaten afterwards. | 照片在午饭时拍,拍完就吃。",
            "The recipes were tried in three ordinary kitchens. | 食谱在三个普通厨房试做过。",
        ), finishes="plain,letterpress,washed", names=("Bread on Sundays | 周日面包", "Soup, Mostly | 大抵是汤", "The Bean Pot | 豆锅", "Noodles at Midnight | 午夜面条", "One Pan, Two People | 一锅两人", "The Pickle Shelf | 腌菜架", "Rice and What Follows | 米饭及其后", "A Cake a Month | 每月一糕", "Fish on Fridays | 周五的鱼", "Greens | 青菜")),
        Kind("poetry", "Poetry | 诗集", "poetry collection | 诗集", "paper", "book cloth,cotton paper,paper", (14, 26), ("64 pages", "96 pages"), (
            "The lines are set with room around them. | 诗行四周留足空白。",
            "Most of the poems are shorter than their page. | 多数诗比它的那一页短。",
            "It can be read at one sitting, and usually is not. | 一次能读完,通常不会。",
            "The paper is uncut at the foot. | 书脚毛边未裁。",
        ), finishes="plain,letterpress,washed", names=TITLES_OF_BOOKS),
        Kind("novels", "Novels | 小说", "cloth-bound novel | 布面小说", "paper", "book cloth", (16, 28), ("240 pages", "320 pages", "416 pages"), (
            "It was written over nine winters by someone who kept bees. | 作者养蜂,用九个冬天写成。",
            "The sewn binding opens without cracking. | 锁线装订,摊开不裂。",
            "Nothing much happens, and then it does. | 没发生什么,然后发生了。",
            "There is a map at the front, and it is needed. | 卷首有一张地图,用得上。",
        ), finishes="plain,letterpress,washed", names=TITLES_OF_BOOKS, seasons="winter,summer"),
        Kind("linocuts", "Linocut prints | 油毡版画", "linocut print | 油毡版画", "paper", "cotton paper,washi,paper", (42, 120), ("21 × 30 cm", "30 × 40 cm"), (
            "It is cut in two blocks and printed with a spoon. | 两块版,用木勺背手拓。",
            "The edition is sixty, numbered in pencil. | 限六十张,铅笔编号。",
            "The margin is wide enough to frame without a mount. | 留边够宽,装框不用卡纸。",
            "No two have quite the same weight of ink. | 每张墨色轻重不同。",
        ), names=PICTURES, variants=("Unframed | 不含框", "Framed | 含框")),
        Kind("botanical-prints", "Botanical prints | 植物图版", "botanical print | 植物图版", "paper", "cotton paper,paper,gouache", (28, 76), ("24 × 32 cm", "30 × 40 cm"), (
            "The leaf was drawn at its true size. | 叶子按原大绘制。",
            "The name is set below in small capitals. | 名称以小型大写字排于下方。",
            "The colour was laid in four flat washes. | 颜色分四层平涂。",
            "It came from a garden that can be visited. | 取自一座可以参观的花园。",
        ), names=("Fern | 蕨", "Ginkgo | 银杏", "Olive | 油橄榄", "Eucalyptus | 桉树", "Oak Leaf | 橡叶", "Willow | 柳", "Magnolia | 玉兰", "Poppy | 罂粟", "Bamboo | 竹", "Clover | 三叶草"), variants=("Unframed | 不含框", "Framed | 含框"), seasons="spring,summer"),
        Kind("maps", "Maps | 地图", "illustrated map | 手绘地图", "paper", "cotton paper,paper", (24, 64), ("40 × 50 cm", "50 × 70 cm"), (
            "It is drawn from walks and not from satellites. | 由步行而非卫星绘成。",
            "Contours are in one colour and water in another. | 等高线一色,水系一色。",
            "Benches and springs are marked. | 标有长椅与泉眼。",
            "Folded or flat, it is sent as you choose. | 折叠或平寄,任君选择。",
        ), names=("The Island | 岛", "Seven Valleys | 七谷", "The Old Harbour | 老港", "River and Weirs | 河与堰", "The Ridge Walk | 山脊路", "Lakes in the North | 北方湖区", "Tea Hills | 茶山", "The Salt Coast | 盐岸"), seasons="spring,summer"),
        Kind("postcards", "Postcards | 明信片", "postcard set | 明信片套装", "paper", "card,cotton paper", (8, 18), ("8 cards", "12 cards"), (
            "Each card is different, and the box keeps the rest. | 每张不同,余下的收在盒里。",
            "The back has four lines and no more. | 背面四行,不多。",
            "They are thick enough to survive the post. | 够厚,经得起邮路。",
            "The stamp box holds a small drawing to cover. | 贴邮票处有一小画,等你盖住。",
        ), names=PICTURES),
    ),
)
