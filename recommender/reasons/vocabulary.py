"""The fixed words that shapes are made of, and what catalogue values are called in each language.

Shapes carry only the keys below; slots are filled with a localised value from `VALUES`, or with a
name (maker, brand, title) as the shop wrote it. Imports nothing.
"""

from __future__ import annotations

LANGUAGES = ("en", "zh-hans")
TONES = ("warm", "plain", "playful")
DEFAULT_TONE = "warm"

# Actions a sentence may recall. What a shopper turned away from is never told as a reason.
ACTIONS = ("purchase", "cart", "like", "rating", "search", "view", "click", "dwell")
# attribute -> its slot
ATTRIBUTES = {
    "maker": "{MAKER}",
    "brand": "{BRAND}",
    "material": "{MATERIAL}",
    "colour": "{COLOUR}",
    "style": "{STYLE}",
    "category": "{CATEGORY}",
}
ATTRIBUTE_ALIASES = {"color": "colour", "artist": "maker", "author": "maker"}
WINDOWS = ("week", "month", "all")
RELATIONS = ("below", "around", "above")
FACETS = {
    "weekday": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "hour": ("morning", "afternoon", "evening", "night"),
    "season": ("spring", "summer", "autumn", "winter"),
    "place": ("{PLACE}",),
}
SLOTS = (
    "{ITEM_1}",
    "{QUERY}",
    *ATTRIBUTES.values(),
    "{COUNT}",
    "{DAYS}",
    "{PRICE}",
    "{PLACE}",
)

_MATERIALS = {
    "acrylic": "亚克力", "alpaca": "羊驼毛", "aluminium": "铝",
    "arabica coffee": "阿拉比卡咖啡豆", "ash": "白蜡木", "bamboo": "竹", "beech": "榉木",
    "beeswax": "蜂蜡", "birch": "桦木", "black tea": "红茶", "book cloth": "书布",
    "brass": "黄铜", "bronze": "青铜", "canvas": "帆布", "carbon steel": "碳钢", "card": "卡纸",
    "cardboard": "纸板", "cashmere": "羊绒", "cast iron": "铸铁", "cedar": "雪松",
    "ceramic": "陶瓷", "cherry": "樱桃木", "clay": "陶土", "concrete": "混凝土", "copper": "紫铜",
    "corduroy": "灯芯绒", "cork": "软木", "cotton": "棉", "cotton paper": "棉浆纸",
    "denim": "牛仔布", "down": "羽绒", "earthenware": "陶", "enamel": "珐琅",
    "enamelled steel": "搪瓷钢", "felt": "毛毡", "film": "胶卷", "flannel": "法兰绒",
    "fleece": "抓绒", "glass": "玻璃", "gold": "金", "gouache": "水粉", "granite": "花岗岩",
    "green tea": "绿茶", "hemp": "大麻布", "herbs": "花草", "ink": "墨水", "iron": "铁",
    "jojoba oil": "荷荷巴油", "jute": "黄麻", "lambswool": "羔羊毛", "leather": "植鞣皮革",
    "linen": "亚麻", "maple": "枫木", "marble": "大理石", "merino": "美利奴羊毛",
    "merino wool": "美利奴羊毛", "metal": "金属", "nylon": "尼龙", "oak": "橡木",
    "olive oil": "橄榄油", "olive wood": "橄榄木", "oolong tea": "乌龙茶",
    "organic cotton": "有机棉", "paper": "纸", "pear wood": "梨木", "pewter": "锡",
    "pine": "松木", "plastic": "塑料", "plywood": "胶合板", "polyester": "聚酯",
    "porcelain": "瓷", "rattan": "藤", "recycled glass": "再生玻璃",
    "recycled plastic": "再生塑料", "resin": "树脂", "ripstop nylon": "防撕裂尼龙",
    "rosewood": "玫瑰木", "rubber": "橡胶", "sandalwood": "檀香", "sea salt": "海盐",
    "seagrass": "海草", "seeds": "种子", "shea butter": "乳木果油", "silicone": "硅胶",
    "silk": "真丝", "silver": "银", "slate": "板岩", "soy wax": "大豆蜡", "spruce": "云杉木",
    "stainless steel": "不锈钢", "steel": "不锈钢", "stone": "石", "stoneware": "粗陶",
    "straw": "草编", "suede": "绒面革", "teak": "柚木", "terracotta": "赤陶", "tin": "锡",
    "tinplate": "马口铁", "titanium": "钛", "velvet": "天鹅绒", "walnut": "胡桃木",
    "washi": "和纸", "wax": "蜡", "waxed canvas": "油蜡帆布", "wicker": "柳条", "willow": "柳条",
    "wood": "木", "wool": "羊毛",
}  # fmt: skip
_COLOURS = {
    "amber": "琥珀色", "anthracite": "炭灰色", "aqua": "水蓝色", "beige": "米色", "black": "黑色",
    "blue": "蓝色", "blush": "浅粉色", "brick": "砖红色", "brown": "棕色", "burgundy": "酒红色",
    "celadon": "青瓷色", "chalk": "粉白色", "charcoal": "炭灰色", "chestnut": "栗色",
    "clay": "陶土色", "clear": "透明", "cobalt": "钴蓝色", "cocoa": "可可色", "copper": "紫铜色",
    "coral": "珊瑚色", "cream": "奶油色", "forest": "森林绿", "forest green": "森林绿",
    "gold": "金色", "gray": "灰色", "green": "绿色", "grey": "灰色", "honey": "蜜色",
    "indigo": "靛蓝色", "ink": "墨蓝色", "ivory": "象牙白", "lavender": "薰衣草色",
    "lilac": "丁香紫", "mint": "薄荷绿", "moss": "苔绿色", "mustard": "芥末黄", "natural": "原色",
    "navy": "藏青色", "oat": "燕麦色", "ochre": "赭黄色", "olive": "橄榄绿", "orange": "橙色",
    "pink": "粉色", "plum": "梅紫色", "purple": "紫色", "red": "红色", "rose": "玫瑰粉",
    "rust": "铁锈色", "sage": "鼠尾草绿", "sand": "沙色", "sea": "海青色", "silver": "银色",
    "sky": "天蓝色", "sky blue": "天蓝色", "slate": "石板灰", "smoke": "烟灰色",
    "stone": "石灰色", "tan": "茶褐色", "teal": "蓝绿色", "terracotta": "赤陶色",
    "turquoise": "绿松石色", "violet": "紫罗兰色", "white": "白色", "yellow": "黄色",
}  # fmt: skip
_STYLES = {
    "art deco": "装饰艺术", "bauhaus": "包豪斯", "bohemian": "波希米亚", "botanical": "植物",
    "classic": "经典", "coastal": "海岸", "contemporary": "当代", "country": "乡村",
    "farmhouse": "农舍", "folk": "民艺", "geometric": "几何", "industrial": "工业",
    "japandi": "日式北欧", "japanese": "日式", "mid-century": "中世纪现代", "minimal": "极简",
    "minimalist": "极简", "modern": "现代", "nordic": "北欧", "organic": "自然",
    "playful": "童趣", "retro": "复古", "rustic": "质朴", "scandinavian": "北欧",
    "traditional": "传统", "vintage": "复古", "wabi-sabi": "侘寂",
}  # fmt: skip
_PLACES = {
    "australia": "澳大利亚", "austria": "奥地利", "bahrain": "巴林", "belgium": "比利时",
    "bermuda": "百慕大", "brazil": "巴西", "canada": "加拿大", "channel-islands": "海峡群岛",
    "china": "中国", "cyprus": "塞浦路斯", "czech-republic": "捷克", "denmark": "丹麦",
    "eire": "爱尔兰", "finland": "芬兰", "france": "法国", "germany": "德国", "greece": "希腊",
    "hong-kong": "香港", "iceland": "冰岛", "india": "印度", "ireland": "爱尔兰",
    "israel": "以色列", "italy": "意大利", "japan": "日本", "korea": "韩国", "lebanon": "黎巴嫩",
    "lithuania": "立陶宛", "malta": "马耳他", "mexico": "墨西哥", "netherlands": "荷兰",
    "nigeria": "尼日利亚", "norway": "挪威", "poland": "波兰", "portugal": "葡萄牙",
    "saudi-arabia": "沙特阿拉伯", "singapore": "新加坡", "south-africa": "南非", "spain": "西班牙",
    "sweden": "瑞典", "switzerland": "瑞士", "thailand": "泰国", "turkey": "土耳其",
    "united-arab-emirates": "阿联酋", "united-kingdom": "英国", "united-states": "美国",
    "usa": "美国", "amsterdam": "阿姆斯特丹", "barcelona": "巴塞罗那", "beijing": "北京",
    "berlin": "柏林", "chengdu": "成都", "copenhagen": "哥本哈根", "dublin": "都柏林",
    "guangzhou": "广州", "hamburg": "汉堡", "hangzhou": "杭州", "helsinki": "赫尔辛基",
    "lisbon": "里斯本", "london": "伦敦", "madrid": "马德里", "milan": "米兰", "munich": "慕尼黑",
    "new-york": "纽约", "oslo": "奥斯陆", "paris": "巴黎", "prague": "布拉格", "rome": "罗马",
    "shanghai": "上海", "shenzhen": "深圳", "stockholm": "斯德哥尔摩", "sydney": "悉尼",
    "tokyo": "东京", "toronto": "多伦多", "vienna": "维也纳", "warsaw": "华沙", "zurich": "苏黎世",
}  # fmt: skip
# English forms that are not the slug in title case.
_PLACE_NAMES = {
    "eire": "Ireland",
    "usa": "the USA",
    "united-kingdom": "the United Kingdom",
    "united-states": "the United States",
    "united-arab-emirates": "the United Arab Emirates",
    "netherlands": "the Netherlands",
    "czech-republic": "the Czech Republic",
    "channel-islands": "the Channel Islands",
    "zurich": "Zürich",
}
_CODES = {
    "au": "australia", "at": "austria", "be": "belgium", "br": "brazil", "ca": "canada",
    "ch": "switzerland", "cn": "china", "cy": "cyprus", "cz": "czech-republic", "de": "germany",
    "dk": "denmark", "es": "spain", "fi": "finland", "fr": "france", "gb": "united-kingdom",
    "gr": "greece", "hk": "hong-kong", "ie": "ireland", "il": "israel", "in": "india",
    "is": "iceland", "it": "italy", "jp": "japan", "kr": "korea", "lt": "lithuania",
    "mt": "malta", "mx": "mexico", "nl": "netherlands", "no": "norway", "pl": "poland",
    "pt": "portugal", "se": "sweden", "sg": "singapore", "uk": "united-kingdom",
    "us": "united-states", "za": "south-africa",
}  # fmt: skip
_CHINESE = {"material": _MATERIALS, "colour": _COLOURS, "style": _STYLES}


# Words of styles that English writes with a capital.
_PROPER = ("art deco", "bauhaus", "japanese", "nordic", "scandinavian")


def _english(value: str) -> str:
    lower = value.lower().replace("_", " ")
    return lower.title() if lower in _PROPER else lower


def value_name(attribute: str, value: str, language: str) -> str:
    """Return what an attribute's value is called; "" when it has no name in that language.

    Names of makers and brands stay as they are. English values are common nouns: lower case.
    """
    if attribute in {"maker", "brand"}:
        return value
    if language == "en":
        return _english(value) if value.isascii() else ""
    if not value.isascii():
        return value
    return _CHINESE.get(attribute, {}).get(value.lower().replace("_", " ").strip(), "")


def place_name(slug: str, language: str) -> str:
    """Return what a place (country or city slug, or a two-letter code) is called, or ""."""
    key = slug.strip().lower().replace(" ", "-").replace("_", "-")
    key = _CODES.get(key, key)
    if language == "zh-hans":
        return _PLACES.get(key, "" if slug.isascii() else slug)
    if len(key) <= 2:
        return ""
    return _PLACE_NAMES.get(key, key.replace("-", " ").title())
