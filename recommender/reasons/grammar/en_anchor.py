"""English rules of what a pick shares with the thing that its shelf is about; see `grammar.base`.

That thing is named beside them already, so it is "the same" and "both" here. Imports vocabulary
only.
"""

from __future__ import annotations

from recommender.reasons.vocabulary import ATTRIBUTES

RULES: dict[str, tuple[str, ...]] = {
    "one:attribute.maker.anchor:warm": (
        "also by {MAKER}",
        "from the same maker[|: {MAKER}]",
        "by {MAKER}, too",
        "made by {MAKER}, too",
        "from the same workshop",
        "another by {MAKER}",
    ),
    "one:attribute.maker.anchor:plain": (
        "same maker[|: {MAKER}]",
        "by {MAKER} too",
        "[made|also made] by {MAKER}",
        "by the same maker",
        "from the same workshop",
    ),
    "one:attribute.maker.anchor:playful": (
        "{MAKER} again",
        "the same hands again",
        "more from {MAKER}",
        "from the same hands",
        "same hands: {MAKER} again",
        "out of the same workshop",
    ),
    "one:attribute.brand.anchor:warm": (
        "also from {BRAND}",
        "from the same brand[|: {BRAND}]",
        "from {BRAND}, too",
        "another from {BRAND}",
        "of the same brand",
        "by {BRAND}, too",
    ),
    "one:attribute.brand.anchor:plain": (
        "same brand[|: {BRAND}]",
        "from {BRAND} too",
        "also by {BRAND}",
        "by the same brand",
        "of the same brand",
    ),
    "one:attribute.brand.anchor:playful": (
        "{BRAND} again",
        "the same house again",
        "more from {BRAND}",
        "from the same house",
        "out of the same house",
        "same house: {BRAND} again",
    ),
    "one:attribute.material.anchor:warm": (
        "also in {MATERIAL}",
        "made of {MATERIAL}, too",
        "in {MATERIAL}, too",
        "of the same material[|: {MATERIAL}]",
        "in the same {MATERIAL}",
        "made of the same {MATERIAL}",
    ),
    "one:attribute.material.anchor:plain": (
        "same material[|: {MATERIAL}]",
        "in {MATERIAL} too",
        "also made of {MATERIAL}",
        "of the same material",
        "also in {MATERIAL}",
    ),
    "one:attribute.material.anchor:playful": (
        "{MATERIAL} again",
        "more {MATERIAL}",
        "made of the same stuff[|: {MATERIAL}]",
        "the same stuff again",
        "of the same stuff",
        "same stuff: {MATERIAL} again",
    ),
    "one:attribute.colour.anchor:warm": (
        "also in {COLOUR}",
        "in {COLOUR}, too",
        "in the same {COLOUR}",
        "of the same colour[|: {COLOUR}]",
        "the same shade, in {COLOUR}",
        "matching in {COLOUR}",
    ),
    "one:attribute.colour.anchor:plain": (
        "same colour[|: {COLOUR}]",
        "in {COLOUR} too",
        "also in {COLOUR}",
        "of the same colour",
        "in the same {COLOUR}",
    ),
    "one:attribute.colour.anchor:playful": (
        "{COLOUR} again",
        "more {COLOUR}",
        "a match in {COLOUR}",
        "{COLOUR} to match",
        "to match, in {COLOUR}",
        "matching, in {COLOUR}",
    ),
    "one:attribute.style.anchor:warm": (
        "also in {STYLE} style",
        "in {STYLE} style, too",
        "in the same style",
        "of the same {STYLE} style",
        "the same {STYLE} style",
        "in the same {STYLE} style",
    ),
    "one:attribute.style.anchor:plain": (
        "same style",
        "same {STYLE} style",
        "in {STYLE} style too",
        "also {STYLE} style",
        "of the same style",
        "in the same style",
    ),
    "one:attribute.style.anchor:playful": (
        "{STYLE} style again",
        "more {STYLE} style",
        "more in {STYLE} style",
        "of the same spirit",
        "the same spirit again",
        "a match in style",
    ),
    "one:attribute.category.anchor:warm": (
        "also from {CATEGORY}",
        "another from {CATEGORY}",
        "from {CATEGORY}, too",
        "from the same section",
        "in {CATEGORY}, too",
        "also in {CATEGORY}",
    ),
    "one:attribute.category.anchor:plain": (
        "same category[|: {CATEGORY}]",
        "from {CATEGORY} too",
        "also in {CATEGORY}",
        "in the same category",
        "also from {CATEGORY}",
    ),
    "one:attribute.category.anchor:playful": (
        "{CATEGORY} again",
        "more {CATEGORY}",
        "from the same corner",
        "more from the same corner",
        "more from {CATEGORY}",
        "the same corner: {CATEGORY} again",
    ),
    "one:together.anchor:warm": (
        "{COUNT} other shoppers bought both",
        "bought with it by {COUNT} others",
        "{COUNT} [shoppers|people] bought this, too",
        "{COUNT} [shoppers|people] bought the pair",
        "{COUNT} people bought both",
    ),
    "one:together.anchor:plain": (
        "{COUNT} shoppers bought both",
        "bought with it by {COUNT} [shoppers|people]",
        "both bought by {COUNT} [shoppers|people]",
        "bought together by {COUNT} shoppers",
        "{COUNT} people bought both",
    ),
    "one:together.anchor:playful": (
        "{COUNT} [shoppers|people|others] took both home",
        "{COUNT} [shoppers|people|others] took home the pair",
        "a pair {COUNT} [shoppers|people] took home",
        "{COUNT} others took this home, too",
    ),
    # with a second claim: apart from it, whichever comes first
    "anchored:warm": (
        "<one:$key:warm>[ · | – ]<tail:$then:warm>",
        "<tail:$then:plain>[, and| ·] <one:$key:warm>",
    ),
    "anchored:plain": (
        "<one:$key:plain>[ · |; ]<tail:$then:plain>",
        "<tail:$then:plain>[ · |; ]<one:$key:plain>",
    ),
    "anchored:playful": (
        "<one:$key:playful>[ – |; ]<tail:$then:plain>",
        "<tail:$then:playful>[ – |: ]<one:$key:playful>",
    ),
    **{f"two:attribute.{kind}.anchor": ("<anchored:$tone>",) for kind in ATTRIBUTES},
    "two:together.anchor": ("<anchored:$tone>",),
}
