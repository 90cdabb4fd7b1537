# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""How things are looked after: sentences by sort of care, and which sort a product needs."""

from __future__ import annotations

CARE: dict[str, tuple[str, ...]] = {
    "clay": (
        "It may go in the dishwasher, though a sponge is kinder to the foot. | 可用洗碗机,但用海绵手洗更爱护底足。",
        "Fine hairlines in the glaze are part of it and do not leak. | 釉面细纹属正常现象,不会渗漏。",
        "The unglazed ring underneath is sanded smooth so that it will not mark a table. | 底部露胎一圈已磨平,不会刮花桌面。",
    ),
    "hot clay": (
        "It may go in the dishwasher, though a sponge is kinder to the foot. | 可用洗碗机,但用海绵手洗更爱护底足。",
        "Fine hairlines in the glaze are part of it and do not leak. | 釉面细纹属正常现象,不会渗漏。",
        "Warm it with a little water before boiling tea or soup goes in. | 盛热茶热汤前,先用少许温水温一温。",
    ),
    "vessel": (
        "Rinse it with warm water and a long brush. | 用温水和长柄刷冲洗即可。",
        "The ring underneath is sanded smooth so that it will not mark a table. | 底部一圈已磨平,不会刮花桌面。",
        "A spoonful of rice and warm water cleans the inside. | 放一勺米加温水摇一摇,内壁即净。",
    ),
    "wood": (
        "Wipe it with a damp cloth and oil it twice a year. | 用湿布擦拭,一年上两次油。",
        "Keep it from radiators; wood goes on moving for as long as it lives. | 远离暖气,木头会一直呼吸伸缩。",
        "Small dents lift again under a wet cloth and a warm iron. | 小凹痕垫湿布用温熨斗可熨平。",
        "The tone deepens in the first year and then stays. | 头一年颜色会加深,之后便稳定。",
    ),
    "metal": (
        "Dry it after washing and it will outlast whoever buys it. | 洗后擦干,可以用一辈子。",
        "The surface darkens where hands touch it; a soft cloth brings the shine back. | 手常触碰处会变深,软布一擦即亮。",
        "A little lemon and salt removes any stain. | 少许柠檬与盐可去污渍。",
        "Leave it to age, or polish it; both are right. | 任其变旧或勤加擦亮,都好。",
    ),
    "paint": (
        "The coating is baked on and wipes clean; a chip will not spread. | 涂层经高温烘烤,一擦即净,磕碰处不会扩散。",
        "Wash it by hand with a soft sponge. | 请用软海绵手洗。",
        "The colour is the same inside the seams as outside. | 接缝内外颜色一致。",
    ),
    "glass": (
        "Wash it by hand in warm water and let it drain upside down. | 温水手洗,倒置沥干。",
        "Small bubbles and a slight lean show that it was made by breath. | 小气泡与微微的倾斜,说明它由人吹成。",
        "It takes warm liquids but not a flame. | 可盛热饮,不可直火。",
    ),
    "cloth": (
        "Wash it at 40 degrees with like colours and dry it on a line. | 40 度与同色衣物同洗,晾干即可。",
        "It grows softer with every wash for the first ten. | 头十次洗涤,一次比一次柔软。",
        "Iron it damp, or not at all. | 趁湿熨烫,不熨也好。",
        "Slubs in the yarn are part of the cloth and not a fault. | 纱线粗节是布的本色,并非瑕疵。",
    ),
    "wool": (
        "Wash it cool by hand and dry it flat, out of the sun. | 冷水手洗,平铺阴干。",
        "A night in fresh air does more for it than a wash. | 挂在通风处一夜,胜过水洗。",
        "It pills a little at first; a comb takes that off. | 起初会略起球,用梳子一带即净。",
    ),
    "silk": (
        "Wash it cool with mild soap and iron it from the back. | 用中性皂冷水轻洗,从反面低温熨烫。",
        "Keep it out of strong sun, and the colour will hold for years. | 避开强光,颜色多年不褪。",
    ),
    "rug": (
        "Shake it out of doors and turn it round twice a year. | 拿到屋外抖灰,一年调转两次方向。",
        "Blot spills at once with a dry cloth, and do not rub. | 洒上东西请立刻用干布吸,不要擦。",
        "A thin pad underneath keeps it where it is put. | 下面垫一层薄垫,便不会移位。",
    ),
    "plush": (
        "Wash it at 30 degrees, inside a pillowcase. | 装入枕套,30 度水洗。",
        "Loose seams can be closed with any thread. | 开线处用普通线缝上即可。",
    ),
    "proofed": (
        "Sponge it with cold water; soap would take the proofing out. | 冷水擦洗即可,皂液会洗掉防水层。",
        "Dry it open before it is put away. | 收起前请摊开晾干。",
        "A new coat of proofing every other year keeps the rain out. | 每两年补一次防水,雨便进不来。",
    ),
    "hide": (
        "Feed it with a neutral balm once a season; rain does it no harm if it dries slowly. | 每季涂一次无色皮膏,淋雨后阴干即可。",
        "Expect it to darken and to take on the shape of its use. | 皮色会渐深,形状会随使用而改变。",
        "Light scratches rub out with a warm thumb. | 浅划痕用温热的拇指一抹即淡。",
    ),
    "paper": (
        "Keep it dry and out of strong sun, and the tone will hold for decades. | 避潮避晒,色泽可保数十年。",
        "The stock is acid free and does not yellow. | 纸张无酸,不会发黄。",
        "It is packed flat between boards, without plastic. | 以纸板夹平包装,不用塑料。",
    ),
    "cane": (
        "Mist it lightly in dry months so that the strands stay supple. | 干燥季节略喷水雾,保持柔韧。",
        "Brush off the dust with a dry brush and keep it off wet floors. | 用干刷除尘,勿置于湿地。",
        "A faint smell of hay goes after a week in the open. | 淡淡的草香,通风一周便散。",
    ),
    "wax": (
        "Trim the wick to half a centimetre and let the first burn reach the rim. | 烛芯剪至半厘米,首次点燃请烧至边缘。",
        "It burns without smoke if kept out of a draught. | 避开穿堂风,燃烧无烟。",
    ),
    "care": (
        "Keep it dry between uses and it lasts twice as long. | 用后保持干燥,可多用一倍时间。",
        "Test it on the wrist first if your skin is easily upset. | 敏感肌肤请先在手腕试用。",
        "The paper and the string around it can go on the compost. | 外包装的纸与绳可堆肥。",
    ),
    "incense": (
        "Keep the box closed and it will hold its scent for years. | 盒子盖好,香气可存多年。",
        "Burn it in a bowl of sand, away from curtains. | 插在沙碗里燃,远离窗帘。",
    ),
    "larder": (
        "Store it cool, dark and closed, and use it within the year. | 请密封避光阴凉存放,一年内用完。",
        "The batch and the date are written by hand on the label. | 批次与日期手写于标签。",
        "The pack closes again with its own fold. | 包装折回即可再封。",
    ),
    "ink": (
        "Keep it closed and out of the sun, and it will not fade. | 盖紧避光存放,便不褪色。",
        "The batch and the date are written by hand on the label. | 批次与日期手写于标签。",
    ),
    "film": (
        "Keep it in the fridge and let it warm for an hour before loading. | 冷藏保存,装片前回温一小时。",
        "Develop it within a month of the last frame. | 拍完后一个月内冲洗。",
    ),
    "lighting": (
        "Dust it with a soft dry cloth once it is cold. | 放凉后用干软布拂尘。",
        "Keep it a hand's breadth from curtains. | 与窗帘保持一掌距离。",
        "The surface needs no polish, only a dry cloth now and then. | 表面无须上光,偶尔干布一擦。",
    ),
    "optics": (
        "Keep it in a dry drawer and work it once a month. | 存于干燥抽屉,每月动一动。",
        "A blower and a soft brush are all the cleaning it needs. | 气吹与软毛刷足以清洁。",
        "Do not oil it; send it back instead. | 切勿上油,寄回即可。",
    ),
    "instrument": (
        "Wipe it with a dry cloth after playing. | 用后以干布擦拭。",
        "Keep it away from radiators and open windows alike. | 远离暖气,也避开风口。",
        "It likes to live in the same room all year. | 最好一年四季放在同一间屋里。",
    ),
    "cycle": (
        "Wipe it dry after rain and check it once a season. | 雨后擦干,每季检查一次。",
        "Tighten the bolts after the first week and then leave them alone. | 首周后紧一次螺栓,之后便不必管。",
        "Road salt is its only enemy; rinse it off the same day. | 只怕融雪盐,当天冲净即可。",
    ),
    "helmet": (
        "Wipe it with a damp cloth and no solvents. | 湿布擦拭,勿用溶剂。",
        "Replace it after a fall, whatever it looks like. | 摔过一次,无论外观如何,请更换。",
    ),
    "desk": (
        "Wipe it with a dry cloth and keep it in its case. | 干布擦拭,收入盒中。",
        "It darkens a little with handling, which suits it. | 用久会略深,更耐看。",
    ),
    "pencil": (
        "Sharpen it with a knife for a longer point. | 用小刀削,笔尖更长。",
        "Keep the shavings; they smell of the wood. | 木屑不妨留着,有木头的香气。",
    ),
    "toy": (
        "Wipe it with a damp cloth and let it dry in the air. | 湿布擦拭,自然晾干。",
        "The colours are safe to chew on. | 颜料入口无害。",
        "Small dents only add to it. | 小磕碰只会添几分味道。",
    ),
    "grooming": (
        "Rinse it, shake it out and leave it to dry in the open. | 冲净甩干,敞放晾干。",
        "Keep it out of standing water. | 勿长久泡水。",
    ),
    "garden": (
        "Rain does it no harm; a wipe of oil in autumn keeps it so. | 不怕雨,秋天擦一次油即可。",
        "Hang it up dry and it will be ready in spring. | 擦干挂好,春天拿来就用。",
    ),
    "dusting": (
        "Dust it with a dry cloth; no polish is needed. | 干布拂尘,无须上光剂。",
        "The surface darkens a little where hands touch it, as it should. | 手常碰的地方会略深,本该如此。",
    ),
}

OF_KIND = {
    "mugs": "hot clay",
    "bowls": "hot clay",
    "teapots": "hot clay",
    "incense": "incense",
    "inks": "ink",
    "film-rolls": "film",
    "compasses": "desk",
    "helmets": "helmet",
    "fountain-pens": "desk",
    "pencils": "pencil",
    "scissors": "desk",
    "body-brushes": "grooming",
    "combs": "grooming",
    "safety-razors": "grooming",
}
OF_MATERIAL = {
    "wool": "wool",
    "merino": "wool",
    "felt": "wool",
    "silk": "silk",
    "waxed canvas": "proofed",
    "ripstop nylon": "proofed",
    "book cloth": "paper",
}
# Departments in which hard things are not looked after as a kitchen's are.
OF_DEPARTMENT = {
    "lighting": "lighting",
    "film-photography": "optics",
    "music": "instrument",
    "bicycles": "cycle",
    "toys-games": "toy",
    "garden": "garden",
}
HARD = {"wood", "metal", "paint", "glass", "clay"}


def care_of(department: str, kind: str, material: str, family: str) -> str:
    """Return the key in `CARE` of a product."""
    if kind in OF_KIND:
        return OF_KIND[kind]
    if material in {"cedar", "sandalwood"}:  # kept as scents, but built with too
        family = "wood"
    if kind in {"vases", "bud-vases", "planters"} and family == "clay":
        return "vessel"
    if kind == "rugs" and family == "cloth":
        return "rug"
    if kind == "soft-animals":
        return "plush"
    if family == "cloth" and (department == "outdoor" or material in OF_MATERIAL):
        return OF_MATERIAL.get(material, "proofed")
    if department in OF_DEPARTMENT and (
        family in HARD or (department == "lighting" and family != "wax")
    ):
        return OF_DEPARTMENT[department]
    if department == "furniture" and family != "wood":
        return "dusting"
    return family
