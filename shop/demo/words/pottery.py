# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Pottery: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

POTTERY = Department(
    "pottery",
    "Pottery | 陶瓷",
    28,
    (("Low Tide", 1.0), ("Hearth & Loam", 0.95), ("Tsuchi", 1.2), ("Plain Wares", 0.9)),
    (
        "It is the sort of pot that gets chosen from the back of the cupboard every morning. | 每天早上,手总会绕过别的,从橱柜里拿出这一件。",
        "Give it to someone who drinks slowly. | 适合送给吃饭喝茶都不赶的人。",
        "Buy one, use it for a year, and decide then about the second. | 先买一件用上一年,再决定要不要第二件。",
        "It stacks with its brothers and does not mind being the only one. | 能与同款叠放,单独一件也不寂寞。",
    ),
    (
        Kind("mugs", "Mugs | 马克杯", "mug | 马克杯", "pottery", "stoneware,porcelain,earthenware", (22, 36), ("240 ml", "300 ml", "380 ml"), (
            "The handle is pulled, not cast, and leaves room for three fingers. | 把手为手拉而非模铸,可容三指。",
            "The lip is thinned so that hot drinks arrive gently. | 口沿收薄,热饮入口柔和。",
            "A heavy foot keeps it steady on a crowded desk. | 足底厚重,放在杂乱的桌上也稳。",
            "The wall is thick enough to hold the warmth through a long call. | 杯壁够厚,一通长电话过后仍温。",
        ), variants=("Single | 单只", "Pair | 一对")),
        Kind("bowls", "Bowls | 碗", "bowl | 碗", "pottery", "stoneware,porcelain,earthenware", (24, 48), ("14 cm", "18 cm", "24 cm"), (
            "The curve inside lets a spoon reach everything. | 内壁弧度让勺子处处够得到。",
            "It sits well in one palm, with the thumb on the rim. | 一手可托,拇指正好搭在口沿。",
            "It is deep enough for noodles and wide enough for salad. | 深可盛面,阔可拌沙拉。",
            "The foot ring is high, which keeps hot soup off the fingers. | 圈足较高,盛热汤不烫手。",
        ), variants=("Small | 小", "Medium | 中", "Large | 大")),
        Kind("plates", "Plates | 盘子", "plate | 盘子", "pottery", "stoneware,porcelain,earthenware", (20, 42), ("18 cm", "22 cm", "27 cm"), (
            "A low raised edge stops the sauce without hiding the food. | 微起的边拦住酱汁,又不遮住菜。",
            "The middle is turned dead flat, so knives do not rock. | 盘心修得平整,刀叉不晃。",
            "Six of them stack no higher than a hand. | 六只叠起不过一掌高。",
            "The back carries the maker's mark and a drop of glaze. | 盘底有匠人落款和一滴釉。",
        ), variants=("Side | 小盘", "Dinner | 餐盘")),
        Kind("vases", "Vases | 花瓶", "vase | 花瓶", "pottery", "stoneware,porcelain,earthenware,terracotta", (38, 96), ("18 cm", "24 cm", "32 cm"), (
            "The neck is narrow enough to hold three stems upright. | 瓶颈收窄,三枝花也立得住。",
            "It is glazed inside and holds water without a mark below. | 内壁施釉,盛水不渗。",
            "Empty, it still earns its place on a shelf. | 空着放在架上也好看。",
            "The shoulder catches the light from a side window. | 瓶肩恰好接住侧窗的光。",
        )),
        Kind("bud-vases", "Bud vases | 小花瓶", "bud vase | 小花瓶", "pottery", "stoneware,porcelain,earthenware", (14, 28), ("9 cm", "12 cm"), (
            "It wants one stem and very little water. | 只要一枝花,一点点水。",
            "Three of different heights make a centrepiece that nobody has to look around. | 三只高低错落便是桌心,也不挡视线。",
            "The opening is the width of a pencil. | 瓶口只有铅笔粗细。",
            "It fits on a window ledge, a book or a basin. | 窗台、书上、洗手台边都放得下。",
        ), seasons="spring,summer"),
        Kind("pitchers", "Pitchers | 水壶", "pitcher | 水壶", "pottery", "stoneware,porcelain,earthenware", (42, 78), ("0.8 l", "1.2 l"), (
            "The spout is pinched while wet and cuts the last drop clean. | 壶嘴趁湿捏成,断水利落。",
            "The handle is set high, so a full one pours without effort. | 把手位置偏高,装满也倒得轻松。",
            "Milk, water or wild flowers will do equally well. | 盛奶、盛水、插野花都好。",
            "The belly is round and cools slowly. | 圆腹,凉得慢。",
        )),
        Kind("teapots", "Teapots | 茶壶", "teapot | 茶壶", "pottery", "stoneware,porcelain,earthenware", (58, 110), ("350 ml", "600 ml", "900 ml"), (
            "The lid stays on at the last of the pour. | 倒到最后,壶盖也不掉。",
            "Behind the spout is a strainer of nineteen holes, cut by hand. | 流口内有手钻十九孔滤网。",
            "It pours in one clear arc and does not drip. | 出水成一道弧线,不滴漏。",
            "The knob stays cool enough to hold. | 壶钮不烫手。",
        ), seasons="autumn,winter", sound="pour"),
        Kind("butter-dishes", "Butter dishes | 黄油盒", "butter dish | 黄油盒", "pottery", "stoneware,porcelain,earthenware", (34, 56), ("17 × 10 cm",), (
            "It takes a whole block, with room for the knife. | 放得下一整块黄油,还留有下刀的余地。",
            "The cover lifts with two fingers. | 两指即可提起盖子。",
            "The clay keeps butter soft enough to spread without melting it. | 陶土让黄油软硬适中,好抹不化。",
            "The tray has a lip, so crumbs stay where they fall. | 托盘有沿,面包屑不乱跑。",
        )),
    ),
)
