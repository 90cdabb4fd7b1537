"""What each material is like: its family, its cost beside the usual, and the colours it comes in.

Families decide finishes, care and the surface that is drawn. Imports nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

GLAZES = "chalk,oat,sand,celadon,sage,sea,indigo,charcoal,rust,ochre,blush,moss"
PAINTS = "white,cream,sage,sky,mustard,brick,ink,black,forest,blush"
DYES = "oat,chalk,sand,ochre,rust,rose,sage,olive,sky,indigo,charcoal,plum"
HIDES = "tan,chestnut,cocoa,black,olive,brick,ink"
PAPERS = "cream,white,sage,sky,ochre,blush,indigo,charcoal,brick,forest"


@dataclass(frozen=True, slots=True)
class Material:
    """Family, price factor and colour keys of one material."""

    family: str
    cost: float
    colours: str


MATERIAL: dict[str, Material] = {
    "stoneware": Material("clay", 1.0, GLAZES),
    "porcelain": Material("clay", 1.25, "white,chalk,celadon,sky,blush,indigo,lilac,cream"),
    "earthenware": Material("clay", 0.85, "cream,terracotta,ochre,rust,sage,sea,brick,oat"),
    "terracotta": Material("clay", 0.75, "rust,clay,brick,sand,chalk"),
    "glass": Material("glass", 1.0, "clear,smoke,amber,sea,sage"),
    "recycled glass": Material("glass", 0.9, "clear,sea,sage,sky,amber"),
    "oak": Material("wood", 1.0, "honey,sand,cocoa,black"),
    "walnut": Material("wood", 1.35, "chestnut,cocoa"),
    "beech": Material("wood", 0.85, "sand,honey,white,forest,brick"),
    "ash": Material("wood", 0.95, "sand,cream,black,ink,sage"),
    "cherry": Material("wood", 1.2, "chestnut,rust,honey"),
    "maple": Material("wood", 1.05, "cream,sand,honey"),
    "spruce": Material("wood", 0.95, "honey,sand,cream"),
    "pear wood": Material("wood", 1.15, "blush,tan,chestnut"),
    "bamboo": Material("wood", 0.7, "sand,honey,tan"),
    "cork": Material("wood", 0.75, "tan,sand,cocoa"),
    "brass": Material("metal", 1.25, "gold,honey,black"),
    "copper": Material("metal", 1.35, "amber,rust,chestnut"),
    "steel": Material("metal", 1.0, "silver,charcoal,black"),
    "carbon steel": Material("metal", 1.05, "charcoal,silver,black"),
    "cast iron": Material("metal", 1.1, "black,charcoal,ink,forest"),
    "enamelled steel": Material("paint", 0.85, PAINTS),
    "aluminium": Material("paint", 0.95, "silver,black,sage,sky,mustard,coral,charcoal"),
    "titanium": Material("metal", 1.6, "silver,smoke,charcoal"),
    "bronze": Material("metal", 1.4, "gold,chestnut,rust"),
    "tinplate": Material("paint", 0.8, PAINTS),
    "linen": Material("cloth", 1.2, DYES),
    "cotton": Material("cloth", 0.9, DYES),
    "wool": Material("cloth", 1.2, "oat,cream,charcoal,moss,rust,ochre,ink,plum,stone"),
    "merino": Material("cloth", 1.4, "oat,stone,charcoal,forest,brick,sky,plum"),
    "silk": Material("cloth", 1.7, "cream,rose,sage,indigo,plum,gold"),
    "hemp": Material("cloth", 1.0, "oat,stone,olive,charcoal,clay"),
    "canvas": Material("cloth", 0.85, "oat,sand,olive,ink,black,rust"),
    "waxed canvas": Material("cloth", 1.15, "olive,tan,charcoal,ink,rust"),
    "felt": Material("cloth", 0.9, "stone,charcoal,rust,moss,sky,ochre,rose"),
    "ripstop nylon": Material("cloth", 1.0, "olive,sand,brick,sky,mustard,forest,charcoal"),
    "leather": Material("hide", 1.2, HIDES),
    "suede": Material("hide", 1.1, "sand,tan,olive,smoke,rust"),
    "paper": Material("paper", 0.85, PAPERS),
    "cotton paper": Material("paper", 1.15, PAPERS),
    "washi": Material("paper", 1.2, "cream,white,rose,indigo,celadon,ochre"),
    "card": Material("paper", 0.8, PAPERS),
    "book cloth": Material("cloth", 1.0, "brick,forest,ink,ochre,sage,plum,stone,sky"),
    "rattan": Material("cane", 1.0, "honey,tan,black"),
    "willow": Material("cane", 0.95, "tan,honey,chestnut,sand"),
    "seagrass": Material("cane", 0.8, "sand,olive,honey"),
    "jute": Material("cane", 0.8, "sand,tan,charcoal,olive"),
    "beeswax": Material("wax", 1.1, "honey,amber,cream"),
    "soy wax": Material("wax", 0.95, "cream,white,sage,blush,stone"),
    "olive oil": Material("care", 0.9, "olive,cream,sage,ochre"),
    "shea butter": Material("care", 1.0, "cream,blush,oat,lilac"),
    "sea salt": Material("care", 0.9, "white,blush,sky,sage,lilac"),
    "jojoba oil": Material("care", 1.2, "amber,honey,olive,sea"),
    "sandalwood": Material("care", 1.2, "tan,cocoa,rust"),
    "cedar": Material("care", 1.0, "forest,tan,sage"),
    "black tea": Material("larder", 1.0, "brick,ink,chestnut,ochre"),
    "green tea": Material("larder", 1.15, "sage,celadon,forest,moss"),
    "oolong tea": Material("larder", 1.25, "sea,olive,plum,sand"),
    "herbs": Material("larder", 0.85, "lilac,mustard,rose,sky"),
    "arabica coffee": Material("larder", 1.0, "cocoa,rust,oat,black,sage,sky,blush"),
    "seeds": Material("larder", 1.0, "cream,sage,coral,mustard,sky,lilac"),
    "film": Material("paper", 1.0, "mustard,sage,black,sky,brick,white"),
    "gouache": Material("paper", 1.1, "indigo,coral,forest,ochre,plum"),
    "ink": Material("larder", 1.0, "ink,indigo,forest,brick,plum,cocoa,black,sea"),
}

FINISHES_OF: dict[str, str] = {
    "clay": "speckled,matt,dipped,banded,two-tone,crackled,fluted,sprigged,dotted",
    "wood": "oiled,waxed,carved,plain,two-tone",
    "metal": "brushed,polished,hammered",
    "paint": "enamelled,powder-coated,speckled,banded,two-tone",
    "glass": "smooth,ribbed,bubbled",
    "cloth": "plain,striped,checked,washed,herringbone,dotted",
    "hide": "stitched,burnished,pebbled,two-tone",
    "paper": "plain,marbled,letterpress,striped,sprigged,dotted",
    "cane": "woven,twisted,two-tone",
    "wax": "hand-poured,ribbed,two-tone",
    "care": "wrapped,labelled,bottled",
    "larder": "labelled,wrapped",
}

STYLE_OF_FINISH: dict[str, str] = {
    "speckled": "rustic,scandinavian",
    "matt": "minimal,modern",
    "dipped": "wabi-sabi,modern",
    "banded": "coastal,folk",
    "two-tone": "modern,scandinavian",
    "crackled": "wabi-sabi,vintage",
    "fluted": "classic,modern",
    "sprigged": "botanical,folk",
    "dotted": "playful,folk",
    "unglazed": "rustic,wabi-sabi",
    "oiled": "scandinavian,rustic",
    "waxed": "rustic,vintage",
    "stained": "modern,industrial",
    "carved": "folk,classic",
    "plain": "minimal,scandinavian",
    "brushed": "industrial,minimal",
    "polished": "classic,modern",
    "hammered": "folk,wabi-sabi",
    "blackened": "industrial,rustic",
    "powder-coated": "modern,industrial",
    "enamelled": "vintage,rustic",
    "smooth": "minimal,modern",
    "ribbed": "vintage,classic",
    "bubbled": "coastal,rustic",
    "smoked": "modern,industrial",
    "striped": "coastal,scandinavian",
    "checked": "classic,vintage",
    "herringbone": "classic,vintage",
    "washed": "wabi-sabi,coastal",
    "embroidered": "folk,botanical",
    "stitched": "classic,rustic",
    "burnished": "vintage,classic",
    "pebbled": "modern,minimal",
    "marbled": "vintage,classic",
    "letterpress": "vintage,minimal",
    "woven": "rustic,coastal",
    "twisted": "folk,rustic",
    "hand-poured": "minimal,rustic",
    "wrapped": "vintage,botanical",
    "bottled": "minimal,classic",
    "labelled": "botanical,minimal",
    "quilted": "folk,vintage",
}
