"""Colour, material, style and motif of a product, where its title says so and says one thing.

Values are the English keys that the recommender's vocabulary names in both languages. Two colours
are no colour: a red and white tin shares "red" with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_COLOURS = {
    "sky blue": "sky blue", "midnight blue": "navy", "eau de nil": "", "pink": "pink",
    "blue": "blue", "red": "red", "white": "white", "black": "black", "green": "green",
    "silver": "silver", "cream": "cream", "ivory": "ivory", "gold": "gold", "purple": "purple",
    "yellow": "yellow", "brown": "brown", "lilac": "lilac", "turquoise": "turquoise",
    "amber": "amber", "grey": "grey", "orange": "orange", "teal": "teal", "aqua": "aqua",
    "beige": "beige", "fuchsia": "pink", "burgundy": "burgundy", "mint green": "mint",
}  # fmt: skip
# Where such a word is no colour of the thing: a scent, a fruit, a flavour, a name.
_NO_COLOUR = re.compile(
    r"white choc\w*|white sage|orange (?:scent|squeezer|votive|candle)\w*|\w+ & orange|red apples"
    r"|green pears|blackboard|black board|black cats?|blue russian|green russian|silver plate"
    r"|white finish|red reindeer|gold print|(?:lime|old) \w+"
)
_MATERIALS = {
    "glass": "glass", "ceramic": "ceramic", "porcelain": "porcelain", "wood": "wood",
    "wooden": "wood", "metal": "metal", "zinc": "zinc", "enamel": "enamel", "wicker": "wicker",
    "felt": "felt", "paper": "paper", "cotton": "cotton", "silk": "silk", "velvet": "velvet",
    "acrylic": "acrylic", "slate": "slate", "steel": "steel", "cast iron": "cast iron",
    "bamboo": "bamboo", "resin": "resin", "seagrass": "seagrass", "polyester": "polyester",
    "plastic": "plastic", "beech": "beech", "denim": "denim",
}  # fmt: skip
_NO_MATERIAL = re.compile(
    r"felt craft|drawing slate|cotton wool|wine glass|glasses|paper ?weight|metal detector"
    r"|beech wood|(?:beech|camphor|inlaid) wood"
)
_STYLES = {
    "vintage": "vintage", "retro": "retro", "retrospot": "retro", "scandinavian": "scandinavian",
    "art deco": "art deco", "botanical": "botanical", "rustic": "rustic", "folk art": "folk",
    "traditional": "traditional", "modern": "modern", "classic": "classic",
}  # fmt: skip
# In this order: the first that the title has. Value -> words.
_MOTIFS: tuple[tuple[str, str], ...] = (
    ("Union Jack", "union jack|union flag"), ("Charlie and Lola", "charlie (?:and|&) lola"),
    ("Dolly Girl", "dolly girl"), ("Spaceboy", "spaceboy"), ("circus parade", "circus parade"),
    ("Suki", "suki"), ("Russian doll", "russian dolls?|babushka"), ("skulls", "skulls?"),
    ("spots", "spots?|spotty|spotted|polka ?dots?|polkadots?|retrospot|dots|dotty"),
    ("stripes", "stripes?|stripey|stripy"), ("paisley", "paisley"), ("gingham", "gingham"),
    ("check", "check"), ("baroque", "baroque"), ("hearts", "hearts?|sweethearts?"),
    ("butterflies", "butterfly|butterflies"), ("strawberries", "strawberry|strawberries"),
    ("fairy cakes", "fairy cakes?"), ("cherries", "cherry(?! blossom)|cherries"),
    ("cherry blossom", "cherry blossom"), ("English rose", "english rose"),
    ("lavender", "lavender"), ("roses", "roses?|rosebuds?"), ("daisies", "daisy|daisies"),
    ("toadstools", "toadstools?|mushrooms?"), ("owls", "owls?"),
    ("lovebirds", "love ?birds?"), ("birds", "birds?|finch|swallows?|robin"),
    ("rabbits", "rabbits?|bunny|bunnies"), ("chicks", "chicks?|chickens?|hens?"),
    ("cats", "cats?|kittens?|kitty"), ("dogs", "dogs?|scotties?|scottie|poodle|puppies"),
    ("dinosaurs", "dinosaurs?"), ("woodland", "woodland"), ("reindeer", "reindeer"),
    ("angels", "angels?"), ("snowflakes", "snowflakes?"), ("stars", "stars?"),
    ("apples", "apples?"), ("pears", "pears?"), ("leaves", "leaf|leaves"),
    ("flowers", "flowers?|floral|peony|chrysanthemums?"),
)  # fmt: skip


def looks_of(title: str) -> dict[str, str]:
    """Return colour, material, style and motif, as far as the title has them."""
    text = title.lower()
    found = {
        "colour": _only(_NO_COLOUR.sub(" ", text), _COLOURS),
        "material": _only(_NO_MATERIAL.sub(_woods, text), _MATERIALS),
        "style": _first(text, [(value, word) for word, value in _STYLES.items()]),
        "motif": _first(text, _MOTIFS),
    }
    return {name: value for name, value in found.items() if value}


def _woods(found: re.Match[str]) -> str:
    """Keep the wood of beech, camphor and inlaid wood; drop what is no material."""
    said = found[0]
    return "beech" if said.startswith("beech") else "wood" if said.endswith("wood") else " "


def _only(text: str, words: Mapping[str, str]) -> str:
    """Return the value of the words in the text when they agree on one, else ""."""
    values = set()
    for word, value in words.items():
        text, count = re.subn(rf"(?<![a-z]){word}(?![a-z])", " ", text)
        if count:
            values.add(value)
    return values.pop() if len(values) == 1 else ""


def _first(text: str, words: Sequence[tuple[str, str]]) -> str:
    for value, pattern in words:
        if re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", text):
            return value
    return ""
