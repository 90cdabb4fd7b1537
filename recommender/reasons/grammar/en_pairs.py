"""English rules of two claims in one sentence, in either order; see `grammar.base`.

A short first claim (`lead`, `rel`), and a second behind it (`tail`) or before it (`front`).
Imports vocabulary only.
"""

from __future__ import annotations

from recommender.reasons.vocabulary import ATTRIBUTES

RULES: dict[str, tuple[str, ...]] = {
    # ----------------------------------------------------------------------------- second claims
    "tail:price.below": (
        "[below|under] your usual price",
        "less than you usually pay",
    ),
    "tail:price.below:plain": ("[below|under] your usual price",),
    # where no title stands there is room for more words
    "wide:price.below": ("[below|under] what you usually pay", "[below|under] your usual price"),
    "wide:price.below:plain": ("[below|under] your usual price", "less than you usually pay"),
    "wide:price.below:playful": (
        "[kinder|lighter] than your usual price",
        "under your usual price",
    ),
    "tail:price.around": (
        "[near|around] your usual price",
        "about what you usually pay",
    ),
    "tail:price.around:plain": ("[near|around] your usual price",),
    "wide:price.around": ("[near|about] what you usually pay", "[near|close to] your usual price"),
    "wide:price.around:plain": ("[near|around|close to] your usual price",),
    "wide:price.around:playful": ("right [by|near] your usual price",),
    "wide:rare": ("<tail:rare:$tone>",),
    "wide:new.days": ("<tail:new.days:$tone>",),
    "tail:price.around:playful": (
        "right [by|near] your usual price",
        "around your usual price",
        "about what you usually pay",
    ),
    "tail:rare": ("seen by few [shoppers|people]", "a quiet find", "a find few have seen"),
    "tail:rare:plain": ("seen by few [shoppers|people]", "known to few people"),
    "tail:rare:playful": (
        "off the beaten path",
        "hiding in plain sight",
        "tucked away here",
        "a find few people know",
    ),
    "tail:new.days": (
        "new {DAYS} days ago",
        "arrived {DAYS} days ago",
        "listed {DAYS} days ago",
    ),
    "tail:new.days:plain": (
        "new {DAYS} days ago",
        "[listed|added] {DAYS} days ago",
    ),
    "tail:new.days:playful": (
        "fresh in {DAYS} days ago",
        "new {DAYS} days ago",
        "fresh {DAYS} days ago",
    ),
    "tail:attribute.maker": ("by the same maker", "also by {MAKER}", "by {MAKER} too"),
    "tail:attribute.maker:playful": ("from the same hands", "{MAKER} again", "more from {MAKER}"),
    "tail:attribute.brand": ("from the same brand", "also from {BRAND}", "by {BRAND} too"),
    "tail:attribute.brand:playful": ("from the same house", "{BRAND} again", "more from {BRAND}"),
    "tail:attribute.material": (
        "in the same material",
        "also in {MATERIAL}",
        "in {MATERIAL} too",
    ),
    "tail:attribute.material:playful": (
        "made of the same stuff",
        "{MATERIAL} again",
        "more {MATERIAL}",
    ),
    "tail:attribute.colour": ("in the same colour", "also in {COLOUR}", "in {COLOUR} too"),
    "tail:attribute.colour:playful": ("a match in {COLOUR}", "{COLOUR} again", "more {COLOUR}"),
    "tail:attribute.style": (
        "in the same style",
        "also in {STYLE} style",
        "in {STYLE} style too",
    ),
    "tail:attribute.style:playful": (
        "of the same spirit",
        "{STYLE} style again",
        "more {STYLE} style",
    ),
    "tail:attribute.category": (
        "in the same category",
        "also in {CATEGORY}",
        "from {CATEGORY} too",
    ),
    "tail:attribute.category:playful": (
        "from the same corner",
        "{CATEGORY} again",
        "more {CATEGORY}",
    ),
    # --------------------------------------------------------------- caused, and something besides
    # what is told before the second claim, within the room there is
    "two:action.causal": ("<cause:$tone:$action>",),
    "cause:warm": (
        "[because|since] you <near.act:$action>[ · |, | – ]<tail:$then:$tone>",
        "here<why:$then> you <near.act:$action> · <tail:$then:plain>",
        "<front:$then>, [and here|here]<why:$then> you <near.act:$action>",
        "you <near.act:$action><so:$then> · <tail:$then:plain>",
    ),
    "cause:plain": (
        "[because|since|as] you <near.act:$action>[ · |; ]<tail:$then:$tone>",
        "<front:$then> · here<why:$then> you <near.act:$action>",
        "you <near.act:$action>, so this · <tail:$then:$tone>",
    ),
    "cause:playful": (
        "you <near.act:$action>, so it came – <tail:$then:plain>",
        "you <near.act:$action>, so this[: | – ]<tail:$then:$tone>",
        "you <near.act:$action><so:$then> – <tail:$then:plain>",
        "it came<why:$then> you <near.act:$action> – <tail:$then:plain>",
        "<front:$then>, and here<why:$then> you <near.act:$action>",
    ),
    "why": (" because",),
    "why:price.below": (" as",),
    "why:price.around": (" as",),
    # before "here because you bought {ITEM_1}"
    "front:price.below": ("<tail:price.below:plain>",),
    "front:price.around": ("<tail:price.around:plain>",),
    "front:rare": ("seen by few people", "a quiet find"),
    "front:new.days": ("new {DAYS} days ago", "arrived {DAYS} days ago"),
    "front:attribute.maker": ("also by {MAKER}", "more from {MAKER}"),
    "front:attribute.brand": ("also by {BRAND}", "more from {BRAND}"),
    "front:attribute.material": ("also in {MATERIAL}", "more {MATERIAL}"),
    "front:attribute.colour": ("also in {COLOUR}", "more {COLOUR}"),
    "front:attribute.style": ("also in {STYLE} style", "more {STYLE} style"),
    "front:attribute.category": ("also from {CATEGORY}", "more {CATEGORY}"),
    "so": (", so it is here", ", so here it is", ", so it came"),
    "so:price.below": (", so this",),
    "so:price.around": (", so this",),
    # of a cart or a search only short things can be told beside
    "near.act": ("<brief:$action>",),
    "near.act:view": ("viewed {ITEM_1}", "saw {ITEM_1}"),
    "near.act:dwell": ("paused at {ITEM_1}",),
    **{
        f"cause:{tone}:{action}": (
            f"[because|as|since] you <near.act:{action}>[{marks}]<tail:$then:plain>",
            f"you <near.act:{action}>, so this: <tail:$then:plain>",
        )
        for tone, marks in (("warm", " · |, "), ("plain", " · |; "), ("playful", " – |, "))
        for action in ("cart", "search", "dwell")
    },
    # ------------------------------------------------------------- shared, and something besides
    "rel:maker": ("by {MAKER}, like {ITEM_1}", "from {MAKER}, like {ITEM_1}"),
    "rel:maker:plain": ("same maker as {ITEM_1}", "by {MAKER}, like {ITEM_1}"),
    "rel:maker:playful": ("{MAKER} again, as with {ITEM_1}", "same hands as {ITEM_1}"),
    "rel:brand": ("from {BRAND}, like {ITEM_1}", "also by {BRAND}, like {ITEM_1}"),
    "rel:brand:plain": ("same brand as {ITEM_1}", "by {BRAND}, like {ITEM_1}"),
    "rel:brand:playful": ("{BRAND} again, as with {ITEM_1}", "same house as {ITEM_1}"),
    "rel:material": ("in {MATERIAL}, like {ITEM_1}", "of {MATERIAL}, like {ITEM_1}"),
    "rel:material:plain": ("same material as {ITEM_1}", "{MATERIAL}, like {ITEM_1}"),
    "rel:material:playful": ("{MATERIAL} again, as with {ITEM_1}", "same stuff as {ITEM_1}"),
    "rel:colour": ("in {COLOUR}, like {ITEM_1}", "the same {COLOUR} as {ITEM_1}"),
    "rel:colour:plain": ("same colour as {ITEM_1}", "{COLOUR}, like {ITEM_1}"),
    "rel:colour:playful": ("{COLOUR} again, as with {ITEM_1}", "more {COLOUR}, like {ITEM_1}"),
    "rel:style": ("in {STYLE} style, like {ITEM_1}",),
    "rel:style:plain": ("same style as {ITEM_1}", "{STYLE} style, like {ITEM_1}"),
    "rel:style:playful": ("{STYLE} style, as with {ITEM_1}", "same spirit as {ITEM_1}"),
    "rel:category": ("in {CATEGORY}, like {ITEM_1}", "from {CATEGORY}, like {ITEM_1}"),
    "rel:category:plain": ("{CATEGORY}, like {ITEM_1}", "from {CATEGORY}, like {ITEM_1}"),
    "rel:category:playful": (
        "{CATEGORY} again, as with {ITEM_1}",
        "more {CATEGORY}, like {ITEM_1}",
    ),
    "also:maker": ("by {MAKER}",),
    "also:brand": ("by {BRAND}", "from {BRAND}"),
    "also:material": ("in {MATERIAL}",),
    "also:colour": ("in {COLOUR}",),
    "also:style": ("{STYLE} style",),
    "also:category": ("in {CATEGORY}", "from {CATEGORY}"),
    "acts:purchase": ("you bought {ITEM_1}: also <also:$attribute>",),
    "acts:like": ("you liked {ITEM_1}: also <also:$attribute>",),
    "acts:rating": ("you rated {ITEM_1}: also <also:$attribute>",),
    "acts:view": ("you saw {ITEM_1}: also <also:$attribute>",),
    "acts:click": ("you opened {ITEM_1}: also <also:$attribute>",),
    "acts": ("like {ITEM_1}, <also:$attribute>",),
    "acts:cart": ("like {ITEM_1}, <also:$attribute>",),
    "acts:dwell": ("like {ITEM_1}, <also:$attribute>",),
    "fact:warm": (
        "<rel:$attribute:$tone>[ · |, and | – ]<tail:$then:$tone>",
        "<tail:$then:$tone>, and <rel:$attribute:$tone>",
        "<acts:$action>, <tail:$then:plain>",
    ),
    "fact:plain": (
        "<rel:$attribute:$tone>[ · |; |, ]<tail:$then:$tone>",
        "<tail:$then:$tone>[ · |; ]<rel:$attribute:$tone>",
        "<acts:$action>, <tail:$then:plain>",
        "<acts:$action> · <tail:$then:plain>",
    ),
    "fact:playful": (
        "<rel:$attribute:$tone>[ – |, and ]<tail:$then:$tone>",
        "<tail:$then:$tone>: <rel:$attribute:$tone>",
        "<tail:$then:$tone> – <rel:$attribute:$tone>",
    ),
    **{f"two:attribute.{attribute}": ("<fact:$tone>",) for attribute in ATTRIBUTES},
    # --------------------------------------------------------- bought together, at such a price
    "some": ("{COUNT} [people|others]",),
    "two:together:warm": (
        "<some> bought this and {ITEM_1}[ · |, ]<tail:$then:plain>",
        "<tail:$then:plain>, bought with {ITEM_1} by {COUNT} people",
        "bought with {ITEM_1} by {COUNT} people – <tail:$then:plain>",
    ),
    "two:together:plain": (
        "<some> bought this and {ITEM_1} · <tail:$then:plain>",
        "bought with {ITEM_1} by {COUNT} people · <tail:$then:plain>",
        "<tail:$then:plain> · bought by {COUNT} people with {ITEM_1}",
        "bought together with {ITEM_1}[ · |; ]<tail:$then:plain>",
    ),
    "two:together:playful": (
        "it goes home with {ITEM_1}[ – |: ]<tail:$then:$tone>",
        "a pair with {ITEM_1}, and <tail:$then:$tone>",
        "<tail:$then:$tone>: goes home with {ITEM_1}",
        "a pair with {ITEM_1} for {COUNT} people – <tail:$then:plain>",
    ),
    # --------------------------------------------------------------- anything else, and its price
    "lead:popular.week": ("<common:$tone>",),
    "lead:popular.month": ("<common:$tone>",),
    "common:warm": ("popular with <some> <now:$window>", "known to <some> <now:$window>"),
    "common:plain": ("popular <now:$window>", "noticed by <some> <now:$window>"),
    "common:playful": ("doing the rounds <now:$window>", "a familiar face <now:$window>"),
    "lead:popular.all:warm": ("popular with <some>", "well known to <some>"),
    "lead:popular.all:plain": ("popular with <some>", "known to <some>"),
    "lead:popular.all:playful": ("a familiar [sight|face] to <some>", "doing the rounds"),
    "lead:popular.week.place": ("<there:$tone>",),
    "lead:popular.month.place": ("<there:$tone>",),
    "there:warm": ("popular in {PLACE} <now:$window>", "well known in {PLACE} <now:$window>"),
    "there:plain": ("popular in {PLACE} <now:$window>", "noticed in {PLACE} <now:$window>"),
    "there:playful": (
        "known in {PLACE} <now:$window>",
        "at home in {PLACE} <now:$window>",
    ),
    "lead:popular.all.place:warm": ("[popular|well known] in {PLACE}", "familiar in {PLACE}"),
    "lead:popular.all.place:plain": ("[popular|known] in {PLACE}", "popular across {PLACE}"),
    "lead:popular.all.place:playful": ("a familiar [sight|face] in {PLACE}", "at home in {PLACE}"),
    "lead:new.today": ("<came:$tone>",),
    "lead:new.yesterday": ("<came:$tone>",),
    "lead:new.days": ("<came:$tone>",),
    "came:warm": ("new: arrived <day:$when>", "[just |]arrived <day:$when>"),
    "came:plain": ("new <day:$when>", "[listed|added|arrived] <day:$when>"),
    "came:playful": ("fresh in <day:$when>", "a new face <day:$when>", "a new arrival <day:$when>"),
    "two:category:warm": (
        "you keep coming back to {CATEGORY}[ · | – ]<wide:$then:$tone>",
        "from {CATEGORY}, where you often return[ · | – |, and ]<tail:$then:plain>",
        "<tail:$then:plain>, [and from|from] {CATEGORY}, where you often return",
        "<wide:$then:plain> · from {CATEGORY}, where you often return",
    ),
    "two:category:plain": (
        "{CATEGORY}, where you often return[ · |; ]<wide:$then:$tone>",
        "you often return to {CATEGORY}[ · |; ]<wide:$then:$tone>",
        "<wide:$then:$tone>[ · |; ]from {CATEGORY}, where you often return",
    ),
    "two:category:playful": (
        "{CATEGORY} again: you keep returning[ – |; ]<wide:$then:$tone>",
        "back to {CATEGORY}, as you keep returning[ – |; ]<tail:$then:plain>",
        "<wide:$then:$tone>: {CATEGORY} again",
        "back to {CATEGORY} – <wide:$then:$tone>",
        "more {CATEGORY}, and <tail:$then:plain>",
    ),
    "two": ("<both:$tone>",),
    "both:warm": (
        "<lead:$key:$tone>[ · | – ]<wide:$then:$tone>",
        "<lead:$key:$tone>, and <tail:$then:plain>",
        "<tail:$then:plain>[, and |, ]<lead:$key:$tone>",
    ),
    "both:plain": (
        "<lead:$key:$tone>[ · |; |, ]<wide:$then:$tone>",
        "<wide:$then:$tone>[ · |; ]<lead:$key:$tone>",
    ),
    "both:playful": (
        "<lead:$key:$tone>[ – | · ]<wide:$then:$tone>",
        "<lead:$key:$tone>, and <tail:$then:plain>",
        "<wide:$then:$tone>[ – | · ]<lead:$key:$tone>",
    ),
}
