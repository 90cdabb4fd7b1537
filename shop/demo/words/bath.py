# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Bath and care: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

SCENTS = (
    "Fig & Leaf | 无花果与叶", "Sea Fennel | 海茴香", "Rose Geranium | 玫瑰天竺葵", "Bergamot | 佛手柑", "Cedar & Smoke | 雪松与烟", "Lavender Field | 薰衣草田",
    "Hinoki | 桧木", "Green Tea | 绿茶", "Orange Blossom | 橙花", "Rosemary | 迷迭香", "Unscented | 无香", "Wild Mint | 野薄荷",
)

BATH = Department(
    "bath-care",
    "Bath & care | 沐浴护理",
    178,
    (("Herb Row", 1.0), ("Salt & Sage", 1.05), ("Still Water", 1.15), ("Qing He", 0.9)),
    (
        "It turns five minutes into ten. | 让五分钟变成十分钟。",
        "A small thing, but it is used every day. | 小东西,却天天用。",
        "The shelf looks calmer with it there. | 有它在,架子显得更安静。",
        "Guests will use it up; buy two. | 客人会用得快,买两份。",
    ),
    (
        Kind("soap-bars", "Soap bars | 香皂", "soap bar | 香皂", "care", "olive oil,shea butter", (7, 15), ("90 g", "120 g", "180 g"), (
            "It lathers softly, even in hard water. | 硬水中也起绵密的泡。",
            "One bar lasts about six weeks at the basin. | 放在洗手台,一块约用六周。",
            "The stamp wears away last. | 印记最后才磨掉。",
            "Skin does not feel tight after it. | 洗后不紧绷。",
        ), names=SCENTS, finishes="wrapped,labelled"),
        Kind("hand-creams", "Hand creams | 护手霜", "hand cream | 护手霜", "care", "shea butter,olive oil,jojoba oil", (12, 26), ("30 ml", "75 ml"), (
            "It sinks in before you reach the door. | 还没走到门口便已吸收。",
            "A little the size of a pea is enough. | 豌豆大小即可。",
            "The tube is aluminium and rolls up as it empties. | 铝管,用多少卷多少。",
            "It was first mixed for gardeners. | 最初是为园丁调的。",
        ), names=SCENTS, seasons="winter,autumn", finishes="labelled"),
        Kind("bath-salts", "Bath salts | 浴盐", "bath salts | 浴盐", "care", "sea salt", (14, 30), ("250 g", "400 g", "600 g"), (
            "Two handfuls are enough for a tub. | 一缸水撒两把。",
            "The crystals are coarse and melt slowly. | 晶粒粗,化得慢。",
            "Dried petals are sifted in by hand. | 手工拌入干花瓣。",
            "It leaves the water soft and the tub clean. | 水变柔,缸不脏。",
        ), names=SCENTS, seasons="winter,autumn", finishes="bottled,labelled"),
        Kind("body-brushes", "Body brushes | 身体刷", "body brush | 身体刷", "wood", "beech,oak,bamboo,walnut", (18, 42), ("24 cm", "38 cm"), (
            "The bristle is sisal, firm at first and kinder later. | 剑麻刷毛,先硬后柔。",
            "The long handle comes off. | 长柄可拆。",
            "A cotton band holds it on the hand. | 棉带可套手背。",
            "The back is drilled so that it dries. | 刷背开孔,易干。",
        )),
        Kind("combs", "Combs | 梳子", "comb | 梳子", "wood", "pear wood,sandalwood,walnut,cherry,bamboo", (12, 34), ("14 cm", "18 cm"), (
            "The teeth are cut one by one and polished between. | 齿逐根锯成,齿间抛光。",
            "It raises no static. | 不起静电。",
            "The wide end is for wet hair. | 宽齿一端梳湿发。",
            "It carries its own faint smell. | 自带淡淡木香。",
        ), colours="tan,chestnut,honey,cocoa,sand", finishes="plain,oiled,carved"),
        Kind("safety-razors", "Safety razors | 安全剃须刀", "safety razor | 安全剃须刀", "metal", "brass,steel,titanium,copper", (38, 96), ("9 cm", "11 cm"), (
            "It takes the plain blades sold everywhere. | 使用随处可买的双面刀片。",
            "The weight does the work. | 靠自重下刀,不用使劲。",
            "The handle is knurled for wet fingers. | 刀柄滚花,湿手不滑。",
            "The head opens with one turn. | 一拧即开刀头。",
        )),
        Kind("face-oils", "Face oils | 面部护理油", "face oil | 面部护理油", "care", "jojoba oil,olive oil", (18, 46), ("30 ml", "50 ml"), (
            "Three drops are enough for morning or night. | 早晚各三滴。",
            "The glass is dark, which keeps it fresh. | 深色玻璃瓶,保鲜。",
            "It has five ingredients, all listed on the front. | 五种成分,全写在正面。",
            "It goes on best over damp skin. | 趁皮肤微湿时涂最好。",
        ), names=SCENTS, finishes="bottled,labelled"),
        Kind("incense", "Incense | 线香", "incense | 线香", "care", "sandalwood,cedar,herbs", (9, 24), ("30 pieces", "60 pieces"), (
            "One stick burns for twenty-five minutes. | 一支燃二十五分钟。",
            "There is no bamboo core and very little smoke. | 无竹芯,烟极少。",
            "A small clay holder is in the box. | 盒内附小陶插。",
            "It is lit, blown out and left to its thread of smoke. | 点着、吹灭,余一缕烟。",
        ), names=SCENTS, motion="smoke", finishes="wrapped,labelled"),
    ),
)
