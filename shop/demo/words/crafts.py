# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Who makes things and how they work, by craft."""

from __future__ import annotations

from shop.demo.words.grammar import Craft, Maker


def _makers(*rows: str) -> tuple[Maker, ...]:
    """Read rows "name | 名, place | 地, factor"."""
    makers = []
    for row in rows:
        name, place, trade = row.rsplit(",", 2)
        makers.append(Maker(name.strip(), place.strip(), float(trade)))
    return tuple(makers)


CRAFTS: dict[str, Craft] = {
    "pottery": Craft(
        _makers(
            "Ines Carvalho | 伊内丝·卡瓦略, Caldas da Rainha | 卡尔达什-达赖尼亚, 1.05",
            "Old Kiln Workshop | 老窑工坊, Stoke | 斯托克, 0.9",
            "Haruto Mori | 森春人, Mashiko | 益子, 1.25",
            "Lin Xiaoyu | 林晓雨, Jingdezhen | 景德镇, 1.1",
            "Maren Holt | 马伦·霍尔特, Bornholm | 博恩霍尔姆岛, 1.15",
            "Adobe Row Pottery | 土坯街陶坊, Oaxaca | 瓦哈卡, 0.85",
            "Tomas Berg | 托马斯·贝里, Gotland | 哥得兰岛, 1.0",
            "Nell Ashdown | 内尔·阿什当, St Ives | 圣艾夫斯, 1.2",
        ),
        (
            "{maker} throws each one on a kick wheel in {place} and turns the foot the next morning, when the clay is leather hard. | {maker}在{place}用脚踏辘轳拉坯,次日泥坯半干时再修底足。",
            "In {place}, {maker} mixes the glaze from local ash and dips every piece by hand, so no two edges break in the same way. | 在{place},{maker}用当地草木灰调釉,逐件手工浸釉,口沿处的釉色各不相同。",
            "{maker} fires small batches in {place}, twice each, and keeps back the ones that do not ring clear when tapped. | {maker}在{place}小批烧制,每件入窑两次,轻敲声音不清亮的便留下不卖。",
            "The clay is dug and wedged near {place}; {maker} lets it rest for a month before it goes on the wheel. | 泥料取自{place}附近,{maker}揉好后静置一个月才上辘轳。",
            "{maker} works alone in {place} and signs the underside with a thumbprint and the month of the firing. | {maker}独自在{place}制陶,底部留有指印和出窑月份。",
        ),
    ),
    "wood": Craft(
        _makers(
            "Elias Lund | 埃利亚斯·隆德, Småland | 斯莫兰, 1.1",
            "Fernhill Joinery | 蕨山木作, Herefordshire | 赫里福德郡, 1.0",
            "Kenji Ito | 伊藤健二, Takayama | 高山, 1.25",
            "Bruno Keller | 布鲁诺·凯勒, the Black Forest | 黑森林, 1.05",
            "Wu Yuan Woodshop | 无垣木坊, Dongyang | 东阳, 0.9",
            "Sile Byrne | 希拉·伯恩, County Clare | 克莱尔郡, 1.15",
            "Two Planes Workshop | 双刨工坊, Vermont | 佛蒙特, 1.0",
        ),
        (
            "{maker} buys whole logs near {place}, dries them for two years and cuts every part of one piece from the same board. | {maker}在{place}附近整根买木,晾干两年,同一件的各部分取自同一块板。",
            "In {place}, {maker} planes the surfaces by hand and stops before sandpaper, so the grain keeps its edge. | 在{place},{maker}手刨表面而不打砂,木纹因此清晰。",
            "The joints are cut by {maker} in {place} and need no screws; what looks like a line of shadow is a fit. | 榫卯由{maker}在{place}开凿,不用一颗螺丝,看似阴影的一线正是接缝。",
            "{maker} finishes each piece in {place} with three thin coats, a day apart, rubbed in with a cotton rag. | {maker}在{place}为每件薄涂三遍,每遍隔一日,用棉布擦入木中。",
            "Offcuts go to the stove that heats the workshop in {place}, where {maker} works with two apprentices. | {maker}与两名学徒在{place}干活,边角料用来给工坊生火取暖。",
        ),
    ),
    "metal": Craft(
        _makers(
            "Greta Falk | 格蕾塔·法尔克, Solingen | 索林根, 1.15",
            "Sanjo Forge | 三条锻冶, Tsubame-Sanjo | 燕三条, 1.2",
            "Mill Lane Metalworks | 磨坊巷金工, Sheffield | 谢菲尔德, 1.0",
            "Atelier Rousset | 鲁塞作坊, Villedieu | 维勒迪厄, 1.2",
            "Zhou Brothers | 周氏兄弟, Yongkang | 永康, 0.85",
            "Nadia Haddad | 纳迪娅·哈达德, Fez | 非斯, 1.0",
        ),
        (
            "{maker} cuts and forms the sheet in {place} and breaks every edge with a file, so nothing catches the hand. | {maker}在{place}裁板成形,每道边都用锉刀倒角,不刮手。",
            "In {place}, {maker} still works at a bench from the nineteen-fifties and checks the parts against a wooden gauge. | 在{place},{maker}仍在五十年代的工作台上干活,再以木样板校验零件。",
            "Every piece is finished by {maker} in {place} with three grades of paper and, last of all, with ash. | 每件都由{maker}在{place}以三号砂纸依次打磨,最后用草木灰收光。",
            "{maker} stamps the year on the inside; spare parts can be ordered from the workshop in {place}. | {maker}在内侧打上年份钢印,零件可向{place}的工坊订购。",
            "The workshop of {maker} in {place} repairs what it sells, at the cost of the time. | {maker}在{place}的工坊为售出之物提供维修,只收工时。",
        ),
    ),
    "glass": Craft(
        _makers(
            "Hana Novak | 哈娜·诺瓦克, Nový Bor | 新博尔, 1.1",
            "Second Fire Glass | 二次火玻璃, Murano | 穆拉诺, 1.3",
            "Glasriket Hut | 玻璃王国作坊, Kosta | 科斯塔, 1.1",
            "Bo Qing Glass | 博青琉璃, Zibo | 淄博, 0.9",
        ),
        (
            "{maker} blows each one in {place} without a mould and lets it cool in the oven overnight. | {maker}在{place}不用模具逐件吹制,再在炉中缓冷一夜。",
            "In {place}, {maker} fire-polishes the rim by hand, which leaves it rounder than any cut edge. | 在{place},{maker}手工火抛口沿,比切割的边更圆润。",
            "The batch in {place} is one part new sand to two parts old bottles; {maker} picks the bottles by tint. | {place}的配料是一份新砂配两份旧瓶,{maker}按色调挑选旧瓶。",
            "{maker} works from a furnace in {place} that has not gone out since spring. | {maker}在{place}守着一座自春天起未曾熄过的窑炉。",
        ),
    ),
    "textile": Craft(
        _makers(
            "Aoife Keane | 伊法·基恩, Donegal | 多尼戈尔, 1.15",
            "Two Shuttles | 双梭织坊, Guimarães | 吉马良斯, 0.95",
            "Ruta Balode | 鲁塔·巴洛德, Riga | 里加, 1.0",
            "Shen Weaving House | 沈氏织坊, Nantong | 南通, 0.9",
            "Sofia Lindqvist | 索菲亚·林德奎斯特, Dalarna | 达拉纳, 1.15",
            "Kasuri House | 絣之家, Kurume | 久留米, 1.25",
            "Mehta & Daughters | 梅塔父女织坊, Jaipur | 斋浦尔, 0.85",
        ),
        (
            "{maker} weaves the cloth in {place} on narrow looms that run slowly enough to keep the yarn soft. | {maker}在{place}用窄幅织机慢速织造,纱线因此保持柔软。",
            "In {place}, {maker} dyes the yarn before it is woven, so the colour goes all the way through. | 在{place},{maker}先染纱后织布,颜色透入纱心。",
            "The hems are turned twice and sewn by {maker} in {place}, with the corners mitred by hand. | 折边由{maker}在{place}双折车缝,四角手工斜拼。",
            "{maker} washes every length in the soft water of {place} before cutting, so it will not shrink at home. | {maker}裁剪前用{place}的软水洗过整匹布,回家后不再缩水。",
            "The selvedge is left on one side as the weaver's mark; {maker} has worked this way in {place} for three generations. | 一侧保留布边作为织者的记号,{maker}在{place}三代都如此。",
        ),
    ),
    "leather": Craft(
        _makers(
            "Marta Soler | 玛尔塔·索莱尔, Ubrique | 乌布里克, 1.15",
            "Bottega Lanari | 拉纳里皮坊, Santa Croce | 圣十字镇, 1.25",
            "Harness Yard | 马具院, Walsall | 沃尔索尔, 1.05",
            "Chen Ke Leather | 陈可手工皮具, Chengdu | 成都, 0.9",
            "Ogawa Saddlery | 小川马具, Himeji | 姬路, 1.25",
        ),
        (
            "{maker} cuts the parts by hand in {place} and burnishes the edges with beeswax and a piece of canvas. | {maker}在{place}手工裁料,用蜂蜡和帆布打磨边缘。",
            "In {place}, {maker} sews with two needles and one waxed thread, the way that harness is sewn. | 在{place},{maker}用双针一线缝制,一如缝制马具。",
            "The hides come from a tannery an hour from {place}; {maker} uses the scars too, where they do no harm. | 皮料来自距{place}一小时车程的皮厂,不碍事的疤痕{maker}也会用上。",
            "{maker} sets rivets only where the load is and leaves the rest to stitching; the workshop in {place} will resew it if it ever opens. | {maker}只在受力处打铆钉,其余靠缝线;若有开线,{place}的工坊会重缝。",
        ),
    ),
    "paper": Craft(
        _makers(
            "Press at Number Nine | 九号印社, Bristol | 布里斯托尔, 1.0",
            "Atelier Moreau | 莫罗工作室, Lyon | 里昂, 1.15",
            "Kawa Paper Mill | 川纸坊, Echizen | 越前, 1.25",
            "Yan Shan Bindery | 砚山装订社, Suzhou | 苏州, 0.95",
            "Lotte Visser | 洛特·菲瑟, Haarlem | 哈勒姆, 1.1",
            "Clara Weiss | 克拉拉·魏斯, Leipzig | 莱比锡, 1.05",
        ),
        (
            "{maker} prints in {place} on a hand-fed press and sets the ink lighter than the fashion. | {maker}在{place}用手摇圆盘机印刷,墨色比时下的略浅。",
            "In {place}, {maker} folds, sews and trims in runs of two hundred. | 在{place},{maker}以两百份为一批,折页、锁线、裁切。",
            "The sheets are cut with the grain running down the page, a small thing that {maker} in {place} never skips. | 纸张顺纹裁切,这件小事{place}的{maker}从不省略。",
            "{maker} keeps the proofs of every run in a drawer in {place} and matches each reprint to them. | {maker}把每批样张收在{place}的抽屉里,重印时逐一对色。",
        ),
    ),
    "larder": Craft(
        _makers(
            "Wuyi Lane Tea | 武夷巷茶行, Wuyishan | 武夷山, 1.15",
            "Morning Terrace | 晨阶茶园, Darjeeling | 大吉岭, 1.1",
            "Slow Drum Roasters | 慢鼓烘焙, Trieste | 的里雅斯特, 1.0",
            "Uji Nishi Garden | 宇治西园, Uji | 宇治, 1.25",
            "Finca Las Nubes | 云上庄园, Huehuetenango | 韦韦特南戈, 1.05",
            "Kitchen Garden No. 4 | 四号菜园, Dorset | 多塞特, 0.9",
        ),
        (
            "{maker} buys from growers that can be visited from {place} and prints the week of the harvest on the label. | {maker}向{place}一带可以走访的种植户收购,采收周次印在标签上。",
            "In {place}, {maker} works in small lots and tastes each one blind before it is packed. | 在{place},{maker}小批加工,装袋前逐批盲品。",
            "{maker} packs to order in {place}, on Tuesdays and Fridays, so that nothing waits on a shelf. | {maker}每周二、五在{place}按单分装,不让货在架上等。",
            "Everything is sorted by hand in {place}; {maker} pays by the hour for it and not by the weight. | 在{place}全部手工拣选,{maker}按工时而非重量付酬。",
        ),
    ),
    "care": Craft(
        _makers(
            "Salt & Sage House | 盐与鼠尾草, Marseille | 马赛, 1.1",
            "Ida Nyman | 伊达·尼曼, Turku | 图尔库, 1.15",
            "Herb Row Apothecary | 香草街药铺, Bath | 巴斯, 1.0",
            "Qing He Soapworks | 清禾皂坊, Hangzhou | 杭州, 0.9",
            "Aleppo Brothers | 阿勒颇兄弟, Gaziantep | 加济安泰普, 0.95",
        ),
        (
            "{maker} mixes by weight in {place}, in pots of twelve litres, and writes the date of each pot on the label. | {maker}在{place}按重量调配,每锅十二升,标签上写明日期。",
            "In {place}, {maker} lets every batch rest for six weeks before it is cut or filled. | 在{place},{maker}让每批静置六周后才切块或灌装。",
            "The scent comes from plants distilled near {place}; {maker} adds no colour and no perfume oil. | 香气来自{place}附近蒸馏的植物,{maker}不加色素与香精。",
            "{maker} takes empty containers back at the workshop in {place} and fills them again. | {maker}在{place}的工坊回收空瓶,洗净再灌。",
        ),
    ),
    "instrument": Craft(
        _makers(
            "Luthier Sanz | 桑斯制琴, Granada | 格拉纳达, 1.2",
            "Mira Kovac | 米拉·科瓦奇, Cremona | 克雷莫纳, 1.25",
            "Old Bell Yard | 老钟院, Nepal Valley | 尼泊尔谷地, 0.9",
            "He Yun Instruments | 和韵乐器, Suzhou | 苏州, 0.95",
            "Janne Salo | 扬内·萨洛, Kaustinen | 考斯蒂宁, 1.1",
        ),
        (
            "{maker} taps every blank by ear in {place} and thins it until the note opens. | {maker}在{place}以耳辨音,逐块敲听,削薄到音色打开为止。",
            "In {place}, {maker} tunes each one twice, a week apart, because new wood and new metal move. | 在{place},{maker}隔一周调音两次,因为新木与新金属都会走动。",
            "{maker} builds eight at a time in {place} and plays each of them for an evening before it leaves. | {maker}在{place}每次做八件,每件都弹奏一晚才出门。",
            "The first owner can bring it back to {place} for a free setting-up within the year; {maker} prefers to do it in person. | 首位主人一年内可送回{place}免费调校,{maker}更愿意当面来做。",
        ),
    ),
    "optics": Craft(
        _makers(
            "Feld & Sohn | 费尔德父子, Wetzlar | 韦茨拉尔, 1.3",
            "Camera Loft | 相机阁楼, Görlitz | 格尔利茨, 0.9",
            "Ueno Repair Room | 上野修理室, Tokyo | 东京, 1.15",
            "Hai Ou Studio | 海鸥修理铺, Shanghai | 上海, 0.9",
            "Anna Kubik | 安娜·库比克, Łódź | 罗兹, 1.0",
        ),
        (
            "{maker} strips, cleans and regreases each one in {place}, then works with it for a day before it is packed. | {maker}在{place}逐件拆洗、换脂,再用上一天才装箱。",
            "In {place}, {maker} keeps drawers of old parts and replaces only what has worn out. | 在{place},{maker}存有成屉的旧零件,只换磨损的部分。",
            "{maker} gives two years of care from the workshop in {place}, post paid both ways. | {maker}在{place}的工坊提供两年维护,往返邮费全免。",
            "Every dial is checked against a reference in {place}; {maker} writes the readings on a card in the box. | 每个刻度都在{place}与标准器比对,{maker}把读数写在盒内卡片上。",
        ),
    ),
    "outdoor": Craft(
        _makers(
            "North Ridge Sewing | 北岭缝制, Keswick | 凯西克, 1.05",
            "Fjell Verksted | 山野工坊, Voss | 沃斯, 1.2",
            "Hut & Rope | 小屋与绳, Chamonix | 霞慕尼, 1.15",
            "Qiu Shan Outfitters | 秋山户外, Dali | 大理, 0.9",
            "Ridge Supply | 山脊用品, Portland | 波特兰, 1.0",
        ),
        (
            "{maker} sews and tests in {place}, where the rain comes sideways for half the year. | {maker}在{place}缝制并测试,那里半年都下斜风雨。",
            "In {place}, {maker} bar-tacks every point of strain and numbers each piece, so a repair can be traced. | 在{place},{maker}在每个受力点打枣加固并编号,维修有据可查。",
            "{maker} lends the first samples to the hut wardens near {place} for a season and changes what they complain about. | {maker}先把样品借给{place}一带的守屋人用一季,再按意见修改。",
            "Zips, buckles and cords are standard sizes; {maker} will also post spares from {place}. | 拉链、扣具与绳索均为通用规格,{maker}也可从{place}寄出备件。",
        ),
    ),
    "cycle": Craft(
        _makers(
            "Cicli Ferrando | 费兰多单车, Turin | 都灵, 1.2",
            "Wheelwright & Co | 轮匠社, Utrecht | 乌得勒支, 1.0",
            "Nagoya Frame Room | 名古屋车架室, Nagoya | 名古屋, 1.25",
            "Canal Street Cycles | 运河街单车, Copenhagen | 哥本哈根, 1.1",
            "Yong Feng Works | 永风车坊, Tianjin | 天津, 0.85",
        ),
        (
            "{maker} builds and aligns each one by hand in {place}, to within half a millimetre. | {maker}在{place}手工制作并校正,误差不超过半毫米。",
            "In {place}, {maker} fits standard bolts throughout, so any good shop can service it. | 在{place},{maker}全用标准螺栓,任何好车铺都能维修。",
            "{maker} rides a sample through one winter in {place} before the first batch is made. | 首批投产前,{maker}会先骑着样品在{place}过一个冬天。",
            "Parts are kept in {place} for ten years after the last one is sold, which {maker} puts in writing. | {maker}书面承诺,停售后零件仍在{place}保留十年。",
        ),
    ),
    "toy": Craft(
        _makers(
            "Toymaker Anders | 安德斯玩具匠, Seiffen | 赛芬, 1.05",
            "Little Mill | 小磨坊, Asheville | 阿什维尔, 1.0",
            "Yume Toys | 梦玩具, Matsumoto | 松本, 1.15",
            "Mu Tong Studio | 木童工作室, Yunhe | 云和, 0.85",
            "Carmen Ruiz | 卡门·鲁伊斯, Valencia | 巴伦西亚, 1.05",
        ),
        (
            "{maker} rounds every edge in {place} to the width of a small finger and tests the colours for safety. | {maker}在{place}把每道边磨圆到小指宽,颜料均经安全检测。",
            "In {place}, {maker} makes them at one long table and gives the first of each batch to a school. | 在{place},{maker}在一张长桌上制作,每批第一件送给学校。",
            "{maker} uses water-based colour in {place} and tries every new thing on three nieces first. | {maker}在{place}使用水性颜料,每样新品先请三个侄女试玩。",
            "The workshop of {maker} in {place} mends broken ones for the price of the post. | {maker}在{place}的工坊修理损坏的玩具,只收邮费。",
        ),
    ),
    "cane": Craft(
        _makers(
            "Osier Barn | 柳条谷仓, Somerset | 萨默塞特, 1.05",
            "Nguyen Van Hoa | 阮文和, Hội An | 会安, 0.85",
            "Berta Reis | 贝尔塔·雷斯, Madeira | 马德拉, 1.1",
            "Anji Cane Room | 安吉藤作, Anji | 安吉, 0.9",
            "Sato Basketry | 佐藤笼屋, Beppu | 别府, 1.25",
        ),
        (
            "{maker} soaks the strands overnight in {place} and weaves them while they still bend. | {maker}在{place}将条料浸泡一夜,趁柔韧时编织。",
            "In {place}, {maker} begins with the base and finishes with the rim, in one sitting. | 在{place},{maker}由底起编,一口气编到收口。",
            "The strands are cut near {place} in winter, sorted by thickness and used by {maker} within the year. | 条料冬天在{place}附近采割,按粗细分好,{maker}当年用完。",
            "{maker} works from memory in {place}; there has never been a drawing. | {maker}在{place}凭记忆编织,从来没有图纸。",
        ),
    ),
    "film": Craft(
        _makers(
            "Coating Hall Four | 四号涂布间, Wolfen | 沃尔芬, 1.0",
            "Lucky Lake Film | 福湖胶片, Baoding | 保定, 0.9",
            "Silver Mill | 银坊, Harman | 哈曼, 1.1",
        ),
        (
            "{maker} coats it in {place} in the dark, on a machine that three people still know how to run. | {maker}在{place}的暗室中涂布,那台机器只剩三个人会开。",
            "In {place}, {maker} cuts and spools by hand and exposes one roll of every batch as a check. | 在{place},{maker}手工分切卷装,每批拍一卷作检验。",
            "{maker} prints the date of the coating inside every box in {place}. | {maker}在{place}的每只盒内印上涂布日期。",
        ),
    ),
    "lantern": Craft(
        _makers(
            "Kawa Paper Mill | 川纸坊, Echizen | 越前, 1.25",
            "Gifu Lantern Room | 岐阜提灯屋, Gifu | 岐阜, 1.15",
            "Yan Shan Bindery | 砚山装订社, Suzhou | 苏州, 0.95",
            "Lotte Visser | 洛特·菲瑟, Haarlem | 哈勒姆, 1.1",
        ),
        (
            "{maker} lays the paper over a wooden form in {place} and takes the form out piece by piece when the glue is dry. | {maker}在{place}把纸糊在木模上,胶干后再逐片取出木模。",
            "In {place}, {maker} splits the ribs by hand and sets each one by eye. | 在{place},{maker}手劈骨条,逐根目测就位。",
            "The sheets are made from mulberry bark; {maker} joins them in {place} so that no seam throws a shadow. | 用纸出自楮皮,{maker}在{place}拼接,接缝不落影。",
        ),
    ),
    "ink": Craft(
        _makers(
            "Turku Ink Room | 图尔库墨水坊, Turku | 图尔库, 1.1",
            "Hui Zhou Ink House | 徽州墨庄, Huizhou | 徽州, 0.95",
            "Atelier Moreau | 莫罗工作室, Lyon | 里昂, 1.15",
        ),
        (
            "{maker} mixes by weight in {place}, in pots of twelve litres, and writes the date of each pot on the label. | {maker}在{place}按重量调配,每锅十二升,标签上写明日期。",
            "In {place}, {maker} lets every batch rest for six weeks before it is filtered and filled. | 在{place},{maker}让每批静置六周后才过滤灌装。",
            "{maker} takes empty bottles back in {place} and fills them again. | {maker}在{place}回收空瓶,洗净再灌。",
        ),
    ),
}
