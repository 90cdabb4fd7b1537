"""English phrases from which the plain sentences are put together.

`<did>` and `<which>` stand for what the shopper did. A first claim is a whole sentence, a second
one follows it. Voice: plain, warm, brief; no exclamation, no praise of the shopper, no pressure.
"""

from __future__ import annotations

DID = {
    "purchase": "bought {ITEM_1}",
    "cart": "put {ITEM_1} in your cart",
    "like": "liked {ITEM_1}",
    "rating": "rated {ITEM_1}",
    "search": "searched for “{QUERY}”",
    "view": "looked at {ITEM_1}",
    "click": "opened {ITEM_1}",
    "dwell": "spent time with {ITEM_1}",
}
DIDS: dict[str, str] = {}  # English says "among other things" beside the same words
WHICH = {
    "purchase": "{ITEM_1}, which you bought",
    "cart": "{ITEM_1}, which you put in your cart",
    "like": "{ITEM_1}, which you liked",
    "rating": "{ITEM_1}, which you rated",
    "view": "{ITEM_1}, which you looked at",
    "click": "{ITEM_1}, which you opened",
    "dwell": "{ITEM_1}, which you spent time with",
    "": "{ITEM_1}",
}
WHEN_WORDS = {
    "monday": "on Mondays",
    "tuesday": "on Tuesdays",
    "wednesday": "on Wednesdays",
    "thursday": "on Thursdays",
    "friday": "on Fridays",
    "saturday": "on Saturdays",
    "sunday": "on Sundays",
    "morning": "in the morning",
    "afternoon": "in the afternoon",
    "evening": "in the evening",
    "night": "at night",
    "spring": "in spring",
    "summer": "in summer",
    "autumn": "in autumn",
    "winter": "in winter",
}

# key -> tone -> variants; a tone that is absent borrows "warm"
FIRST: dict[str, dict[str, tuple[str, ...]]] = {
    "action.causal": {
        "warm": ("Because you <did>", "Chosen because you <did>"),
        "plain": ("Because you <did>",),
        "playful": ("You <did>, so this came along", "You <did>, so here it is"),
    },
    "action.causal.others": {
        "warm": (
            "Because you <did>, among other things",
            "Chosen because, among other things, you <did>",
        ),
        "plain": ("Because you <did>, among other things",),
        "playful": ("You <did>, among other things, so here it is",),
    },
    "action": {
        "warm": ("Earlier, you <did>", "You <did> earlier"),
        "plain": ("You <did> earlier",),
        "playful": ("From earlier: you <did>",),
    },
    "attribute.maker": {
        "warm": ("By {MAKER}, like <which>", "From the maker of <which>"),
        "plain": ("Same maker as <which>",),
        "playful": ("Another by {MAKER}, maker of <which>",),
    },
    "attribute.brand": {
        "warm": ("From {BRAND}, like <which>", "Also by {BRAND}, like <which>"),
        "plain": ("Same brand as <which>",),
        "playful": ("Another from {BRAND}, like <which>",),
    },
    "attribute.material": {
        "warm": ("Made of {MATERIAL}, like <which>", "Also in {MATERIAL}, like <which>"),
        "plain": ("Same material as <which>",),
        "playful": ("More {MATERIAL}, like <which>",),
    },
    "attribute.colour": {
        "warm": ("In {COLOUR}, like <which>", "The same {COLOUR} as <which>"),
        "plain": ("Same colour as <which>",),
        "playful": ("More {COLOUR}, like <which>",),
    },
    "attribute.style": {
        "warm": ("In {STYLE} style, like <which>", "The same {STYLE} style as <which>"),
        "plain": ("Same style as <which>",),
        "playful": ("More in {STYLE} style, like <which>",),
    },
    "attribute.category": {
        "warm": ("Also in {CATEGORY}, like <which>", "Another from {CATEGORY}, like <which>"),
        "plain": ("Same category as <which>",),
        "playful": ("More {CATEGORY}, like <which>",),
    },
    "together": {
        "warm": (
            "{COUNT} shoppers bought both this and <which>",
            "This and {ITEM_1} were bought by {COUNT} shoppers",
        ),
        "plain": ("{COUNT} shoppers bought this and {ITEM_1}",),
        "playful": ("{COUNT} shoppers took home this and {ITEM_1}",),
    },
    # beside the thing that the shelf or the page is about
    "attribute.maker.anchor": {
        "warm": ("Also by {MAKER}", "From the same maker"),
        "plain": ("Same maker",),
        "playful": ("{MAKER} again",),
    },
    "attribute.brand.anchor": {
        "warm": ("Also from {BRAND}", "From the same brand"),
        "plain": ("Same brand",),
        "playful": ("{BRAND} again",),
    },
    "attribute.material.anchor": {
        "warm": ("Also in {MATERIAL}", "Of the same material"),
        "plain": ("Same material",),
        "playful": ("{MATERIAL} again",),
    },
    "attribute.colour.anchor": {
        "warm": ("Also in {COLOUR}", "In the same {COLOUR}"),
        "plain": ("Same colour",),
        "playful": ("{COLOUR} again",),
    },
    "attribute.style.anchor": {
        "warm": ("Also in {STYLE} style", "In the same style"),
        "plain": ("Same style",),
        "playful": ("{STYLE} style again",),
    },
    "attribute.category.anchor": {
        "warm": ("Also from {CATEGORY}", "From the same section"),
        "plain": ("Same category",),
        "playful": ("{CATEGORY} again",),
    },
    "together.anchor": {
        "warm": ("{COUNT} shoppers bought both", "{COUNT} shoppers bought this, too"),
        "plain": ("{COUNT} shoppers bought both",),
        "playful": ("{COUNT} shoppers took both home",),
    },
    "popular.week": {
        "warm": (
            "Popular with {COUNT} shoppers this week",
            "This week, popular with {COUNT} shoppers",
        ),
        "plain": ("Popular this week: {COUNT} shoppers",),
        "playful": ("Doing the rounds this week with {COUNT} shoppers",),
    },
    "popular.month": {
        "warm": ("Popular with {COUNT} shoppers this month",),
        "plain": ("Popular this month: {COUNT} shoppers",),
        "playful": ("Doing the rounds this month with {COUNT} shoppers",),
    },
    "popular.all": {
        "warm": ("Popular with {COUNT} shoppers",),
        "plain": ("Popular: {COUNT} shoppers",),
        "playful": ("A familiar sight to {COUNT} shoppers",),
    },
    "popular.week.place": {
        "warm": ("Popular in {PLACE} this week", "This week, popular in {PLACE}"),
        "plain": ("Popular in {PLACE} this week",),
        "playful": ("Doing the rounds in {PLACE} this week",),
    },
    "popular.month.place": {
        "warm": ("Popular in {PLACE} this month", "This month, popular in {PLACE}"),
        "plain": ("Popular in {PLACE} this month",),
        "playful": ("Doing the rounds in {PLACE} this month",),
    },
    "popular.all.place": {
        "warm": ("Popular in {PLACE}", "Popular with {COUNT} shoppers in {PLACE}"),
        "plain": ("Popular in {PLACE}",),
        "playful": ("A familiar sight in {PLACE}",),
    },
    "price.below": {
        "warm": ("{PRICE}, below what you usually spend", "At {PRICE}, below your usual price"),
        "plain": ("Below your usual price",),
        "playful": ("{PRICE}: kinder than your usual price",),
    },
    "price.around": {
        "warm": ("{PRICE}, close to what you usually spend", "At {PRICE}, near your usual price"),
        "plain": ("Near your usual price",),
        "playful": ("{PRICE}, right by your usual price",),
    },
    "price.above": {
        "warm": ("{PRICE}, above what you usually spend",),
        "plain": ("Above your usual price",),
        "playful": ("{PRICE}: a step above your usual price",),
    },
    "rare": {
        "warm": ("A quiet find that few shoppers have seen", "Few shoppers have come across this"),
        "plain": ("Seen by few shoppers",),
        "playful": ("Off the beaten path: few shoppers have seen this",),
    },
    "new.today": {
        "warm": ("New: arrived today", "Just arrived today"),
        "plain": ("New: listed today",),
        "playful": ("Fresh on the shelf today",),
    },
    "new.yesterday": {
        "warm": ("New: arrived yesterday", "It arrived just yesterday"),
        "plain": ("New: listed yesterday",),
        "playful": ("On the shelf since yesterday",),
    },
    "new.days": {
        "warm": ("New: arrived {DAYS} days ago", "It joined the shop {DAYS} days ago"),
        "plain": ("New: listed {DAYS} days ago",),
        "playful": ("Still settling in: arrived {DAYS} days ago",),
    },
    "context": {
        "warm": ("Often chosen <when>", "Others often choose this <when>"),
        "plain": ("Often chosen <when>",),
        "playful": ("Tends to be chosen <when>",),
    },
    "context.place": {
        "warm": ("Popular in {PLACE}", "Well known in {PLACE}"),
        "plain": ("Popular in {PLACE}",),
        "playful": ("A familiar sight in {PLACE}",),
    },
    "explore": {
        "warm": ("Something different to explore", "A small detour to explore"),
        "plain": ("Something different",),
        "playful": ("A little detour, something different",),
    },
    "category": {
        "warm": (
            "You keep coming back to {CATEGORY}",
            "More of the {CATEGORY} you keep returning to",
        ),
        "plain": ("From {CATEGORY}, which you return to",),
        "playful": ("{CATEGORY} again: you keep coming back",),
    },
    "here": {
        "warm": ("From our shelves", "Out on our shelves"),
        "plain": ("From our shelves",),
        "playful": ("Straight from our shelves",),
    },
    "here.category": {
        "warm": ("From our {CATEGORY} shelf", "From the {CATEGORY} shelf"),
        "plain": ("From {CATEGORY}",),
        "playful": ("Straight from our {CATEGORY} shelf",),
    },
    # titles of shelves
    "title.start": {
        "warm": ("A place to start", "Somewhere to begin"),
        "plain": ("A place to start",),
        "playful": ("Start anywhere",),
    },
    "title.for_you": {
        "warm": ("For you",),
        "plain": ("For you",),
        "playful": ("Picked for you",),
    },
    "title.for_you.category": {
        "warm": ("For you: {CATEGORY} and more", "For you, with more {CATEGORY}"),
        "plain": ("For you: {CATEGORY} and more",),
        "playful": ("{CATEGORY} again, and more for you",),
    },
    "title.because": {
        "warm": ("Because you <did>",),
        "plain": ("Because you <did>",),
        "playful": ("You <did>, so here is more",),
    },
    "title.trending": {
        "warm": ("Trending this week", "This week, trending in the shop"),
        "plain": ("Trending this week",),
        "playful": ("Doing the rounds this week",),
    },
    "title.trending.place": {
        "warm": ("Trending in {PLACE} this week", "This week, trending in {PLACE}"),
        "plain": ("Trending in {PLACE} this week",),
        "playful": ("Doing the rounds in {PLACE} this week",),
    },
    "title.popular": {
        "warm": ("Popular in the shop", "Popular with shoppers here"),
        "plain": ("Popular in the shop",),
        "playful": ("A familiar sight on our shelves",),
    },
    "title.moment": {
        "warm": ("Often chosen at moments like this", "Often chosen at this moment"),
        "plain": ("Often chosen at this moment",),
        "playful": ("Often picked at moments like this",),
    },
    "title.moment.when": {
        "warm": ("Often chosen <when>", "Others often choose these <when>"),
        "plain": ("Often chosen <when>",),
        "playful": ("Often picked <when>",),
    },
    "title.less_known": {
        "warm": ("Less known, from our shelves", "Quiet finds that few shoppers have seen"),
        "plain": ("Less known",),
        "playful": ("Off the beaten path",),
    },
    "title.new": {
        "warm": ("New in the shop", "Newly arrived in the shop"),
        "plain": ("New in the shop",),
        "playful": ("Fresh on the shelves",),
    },
    "title.similar": {
        "warm": ("Similar to this", "More like this"),
        "plain": ("Similar to this",),
        "playful": ("More like this",),
    },
    "title.goes_with": {
        "warm": ("Goes well with this", "To go with this"),
        "plain": ("Goes with this",),
        "playful": ("Pairs with this",),
    },
    "title.goes_with.cart": {
        "warm": ("Goes with what is in your cart", "To go with what is in your cart"),
        "plain": ("Goes with your cart",),
        "playful": ("Pairs with your cart",),
    },
    # names of interests
    "name": {"warm": ("{CATEGORY}",)},
    "name.maker": {"warm": ("{CATEGORY} by {MAKER}",)},
    "name.brand": {"warm": ("{CATEGORY} from {BRAND}",)},
    "name.style": {"warm": ("{CATEGORY} in {STYLE} style",)},
    "name.material": {"warm": ("{CATEGORY} in {MATERIAL}",)},
    "name.colour": {"warm": ("{CATEGORY} in {COLOUR}",)},
}
SECOND: dict[str, tuple[str, ...]] = {
    "attribute.maker": (", by the same maker", ", also by {MAKER}"),
    "attribute.brand": (", from the same brand", ", also from {BRAND}"),
    "attribute.material": (", also in {MATERIAL}", ", in the same material"),
    "attribute.colour": (", also in {COLOUR}", ", in the same colour"),
    "attribute.style": (", in the same style", ", also in {STYLE} style"),
    "attribute.category": (", also in {CATEGORY}", ", in the same category"),
    "price.below": (" · below your usual price", " · under your usual price"),
    "price.around": (" · near your usual price", " · close to your usual price"),
    "rare": (" · seen by few shoppers", " · a quiet find"),
    "new.days": (" · new {DAYS} days ago", " · arrived {DAYS} days ago"),
}
