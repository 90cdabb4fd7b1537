"""The warehouse's spelling and shorthand, and how a customer would write it. Words only, no code.

Descriptions were cut at 35 characters: a last word that was cut is completed only where nothing
else could have stood there.
"""

from __future__ import annotations

# Whole words, upper case -> lower case. Conservative: what could mean two things stays.
SPELLINGS = {
    "20LIGHT": "20 lights", "20LIGHTS": "20 lights", "ARTIIFCIAL": "artificial",
    "B'FLY": "butterfly", "BAROQUECANDLESTICK": "baroque candlestick",
    "BLACKCHRISTMAS": "black Christmas", "BLCK": "black", "BLK": "black", "BRACLET": "bracelet",
    "BUDAH": "Buddha", "BUTTERFILES": "butterflies", "BUTTERFL": "butterfly",
    "C/COVER": "cushion cover", "CAMOFLAGE": "camouflage", "CAMOUFLAGUE": "camouflage",
    "CAND": "candle", "CANDL": "candle", "CANDLEHLDR": "candle holder",
    "CANDLEHOLDER": "candle holder", "CANDYSTUFT": "candytuft", "CANNISTER": "canister",
    "CARDHOLDER": "card holder", "CEATURE": "creature", "CHAR": "charm",
    "CHILDRENS": "children's", "CHILDS": "child's", "CHOC": "chocolate",
    "CHOCOLATECANDLE": "chocolate candle", "CINAMMON": "cinnamon", "COATHOOK": "coat hook",
    "COL": "colour", "CONTEMPORY": "contemporary", "CUTGLASS": "cut glass", "DAMIEN": "Damien",
    "DEC": "decoration", "DECS": "decorations", "DES": "design", "DIAMON": "diamond",
    "DRAWERKNOB": "drawer knob", "EMROIDR": "embroidered", "EXPRESSO": "espresso",
    "F.FAIRY": "flower fairy", "FLOC": "flock", "FLOWE": "flower", "FLOWR": "flower",
    "FLWR": "flower", "FOLDIN": "folding", "FOLKART": "folk art", "FOODCOVER": "food cover",
    "FRAPPUCINO": "frappuccino", "FUSCHIA": "fuchsia", "GARLD": "garland", "HANDL": "handle",
    "HLDR": "holder", "HYDRANGA": "hydrangea", "JEWELED": "jewelled", "JEWELERY": "jewellery",
    "KIDS": "kids'", "KNIF": "knife", "LAQUERED": "lacquered", "LAZER": "laser",
    "LILLIES": "lilies", "LILLY": "lily", "M.O.P": "mother-of-pearl", "M/COLOUR": "multicolour",
    "MARAKESH": "Marrakesh", "MED": "medium", "METALIC": "metallic", "MINATURE": "miniature",
    "MONTAN": "Montana", "MULTICOL": "multicolour", "NAT": "natural", "NECKL": "necklace",
    "NECKLAC": "necklace", "NEWBAROQUE": "new baroque", "ORANG": "orange",
    "ORNAMENETAL": "ornamental", "P'WEIGHT": "paperweight", "P/FRAME": "photo frame",
    "PAISELY": "paisley", "PANNETONE": "panettone", "PAPERLANTERNS": "paper lanterns",
    "PHOTOFRAME": "photo frame", "RASPBERR": "raspberry", "RECT": "rectangular",
    "RECTANGLUAR": "rectangular", "RND": "round", "ROCCOCO": "rococo", "SANDLEWOOD": "sandalwood",
    "SCENTCANDLE": "scented candle", "SIL'T": "silhouette", "SILOUETTE": "silhouette",
    "SKIPPPING": "skipping", "SMALLFOLKART": "small folk art", "SML": "small", "SQU": "square",
    "SQUARECUSHION": "square cushion", "STOPMETAL": "stop metal", "STRAWBERY": "strawberry",
    "STRAWBRY": "strawberry", "STRWBERRY": "strawberry", "SWIRLGLASS": "swirl glass",
    "T-LITE": "T-light", "TASSLE": "tassel", "TEATOWELS": "tea towels", "TLIGHT": "T-light",
    "TLIGHTS": "T-lights", "TURQ": "turquoise", "TURQOISE": "turquoise", "TURQUOIS": "turquoise",
    "UTILTY": "utility", "VALLY": "valley", "VINT": "vintage", "VIPPASSPORT": "VIP passport",
    "WALLHANGING": "wall hanging", "WHIT": "white", "WHT": "white", "XMAS": "Christmas",
}  # fmt: skip

# Names, and words that English writes with capitals whatever their place.
_CAPITALS = """
3D A4 A5 A6 A7 Afghan Alpine Arabic Bertie Blackpool Boombox Boudicca Brasserie Britain
British Buddha Camembert CD Charlie Charlotte Chinese Christmas Coney Cornwall Cupid D.O.F
Danish Dotcomgiftshop Dr Dutch Easter Edwardian Elvis Emily England English European French
Fuji George Georgian Gordon Halloween Hawaiian Haynes I I'm Indian Indians iPod Ireland
Italian Japan Japanese Kashmir Kashmiri LED Lola Lolita London Madras Manhattan Maria
Marrakesh Maxwell Mexican Molly Montana Moroccan Morris Mr Mrs Murano Namaste Nancy Nile Noah
Noel Olivia Paris Piccadilly Poppy's Portobello Provence Purdey Rasta Rex Rita Roman Rosie
Russel Russell Russian Sanskrit Santa Santas Savannah Savoy Scandinavian Scottie Scotties
Scotty Spaceboy St Suki Susan Swiss T-light T-lights T-shirt Tahiti Tokyo Tropez TV UK US USB
Valencia Valentine Vegas Victorian VIP VW WC
"""
PROPER = {word.casefold(): word for word in _CAPITALS.split()}

# Words that belong together, once everything else is in lower case.
PHRASES = (
    ("union jack", "Union Jack"),
    ("union flag", "Union flag"),
    ("charlie and lola", "Charlie and Lola"),
    ("dolly girl", "Dolly Girl"),
    ("poppy's playhouse", "Poppy's Playhouse"),
    ("las vegas", "Las Vegas"),
    ("monte carlo", "Monte Carlo"),
    ("coney island", "Coney Island"),
    ("new england", "New England"),
    ("eau de nile", "eau de Nil"),
    ("eau de nil", "eau de Nil"),
    ("cote d'azure", "Côte d'Azur"),
    ("st george", "St George"),
    ("tree of noah", "tree of Noah"),
    ("star wars", "Star Wars"),
    ("dr who", "Dr Who"),
    ("top trumps", "Top Trumps"),
    ("high school musical", "High School Musical"),
    ("world war 2", "World War 2"),
    ("ma campagne", "Ma Campagne"),
    ("rose du sud", "Rose du Sud"),
    ("jardin de provence", "Jardin de Provence"),
    ("jardin de femme", "Jardin de Femme"),
    ("mini-cooper", "Mini Cooper"),
    ("willie winkie", "Willie Winkie"),
    ("nursery a, b, c", "nursery A, B, C"),
    ("brasserie design artist", "Brasserie des Artistes"),
    ("vie en rose", "Vie en Rose"),
)
