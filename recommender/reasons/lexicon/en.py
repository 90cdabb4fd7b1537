"""English words that may stand in a reason. Written apart from the templates and the writers."""

from __future__ import annotations

from recommender.reasons.lexicon.base import Lexicon, banned_of, claims_of

_GLUE = """
a an and another again also are as at be been but by came come for from had has have here in is it
its item like more of on onto our out over piece shelf shelves shop something still store straight
that the these this thing to too up was we were what when where which who with you your other
itself it's that's here's you've product products items some such into within beside page
"""

_CLAIMS = {
    "causal": """because so therefore hence thus thanks reason why led leads brings brought inspired
        inspires based due follow follows followed prompted owing after along chosen picked
        thought""",
    "causal when:today when:yesterday": "since",
    # how a thing turns up, said with a smile; never of a shape in which others act
    "causal kind:explore kind:new kind:here": """popped wandered say says saying peeking waving
        waiting sitting""",
    "causal kind:explore kind:new kind:here kind:attribute": "hello",
    # what the shopper did
    "action:view": """viewed view viewing looked look looking saw seen see browsed browsing visited
        visit noticed explored""",
    "action:click": "opened open opening clicked tapped",
    "action:cart": "put added add adding placed cart basket bag",
    "action:purchase": "bought buy buying purchased purchase ordered order got own",
    "action:like": "liked likes liking",
    "action:rating": "rated rating rate stars",
    "action:search": "searched search searching sought",
    "action:dwell": "spent time spending lingered stayed stopped pause paused",
    "kind:action": "earlier before previously remember remembered",
    "with:others": "among things besides partly",
    # what others did
    "kind:together": """both bought buy
        purchased ordered taken took take home together paired pair pairs
        alongside chosen chose pick picked goes went joined""",
    "kind:popular kind:context": "popular familiar sight well across home",
    "kind:popular kind:context kind:rare": "know known",
    "kind:popular kind:context kind:new": "face",
    "kind:popular": """popular popularity doing rounds familiar sight known noticed welcomed found
        talked making""",
    "kind:context": "choice habit",
    "kind:context shelf:moment": "pick chosen choose chose picked often tend tends reach",
    "kind:together kind:popular kind:context kind:rare": """shoppers people others customers
        visitors""",
    # what the title of a shelf says
    "shelf:start": "start begin beginning place somewhere anywhere",
    "shelf:for_you": "you your yours chosen picked picks",
    "shelf:trending": "trending rounds doing making popular noticed",
    "shelf:popular": "popular familiar sight shoppers people customers visitors",
    "shelf:moment": "moment moments others shoppers people customers visitors",
    "shelf:less_known": """less known few rare quiet find finds found seen hidden hiding off beaten
        path little discovered across shoppers people customers visitors""",
    "shelf:new": "new newly fresh freshly just arrived arrival arrivals joined",
    "shelf:similar": "similar like close alike",
    "shelf:goes_with": "goes go well pair pairs pairing alongside together",
    "at:cart": "cart basket",
    # what two items share
    "kind:attribute": "same shares share shared sharing common match matching matches twin",
    "attribute:maker": "maker maker's makers made make makes hand hands workshop studio craft",
    "attribute:brand": "brand brand's label house",
    "attribute:material": "material materials made stuff",
    "attribute:colour": "colour color colours shade hue tone",
    "attribute:style": "style styled styles spirit",
    "attribute:category kind:category kind:here": """category kind kinds type range section aisle
        corner family""",
    # when
    "window:week": "week week's",
    "window:month": "month month's",
    "when:today": "today",
    "when:yesterday": "yesterday",
    "when:days": "days ago",
    "value:monday": "monday mondays",
    "value:tuesday": "tuesday tuesdays",
    "value:wednesday": "wednesday wednesdays",
    "value:thursday": "thursday thursdays",
    "value:friday": "friday fridays",
    "value:saturday": "saturday saturdays",
    "value:sunday": "sunday sundays",
    "value:morning": "morning mornings",
    "value:afternoon": "afternoon afternoons",
    "value:evening": "evening evenings",
    "value:night": "night nights",
    "value:spring": "spring",
    "value:summer": "summer",
    "value:autumn": "autumn fall",
    "value:winter": "winter",
    "facet:season": "season",
    # price, beside what the shopper usually pays
    "kind:price": """price prices priced spend pay paying cost costs than range budget usual
        usually""",
    "relation:below": "below under less lower kinder lighter beneath",
    "relation:around": "near close around about similar right comparable",
    "relation:above": "above beyond higher",
    # rare, new, different, kept
    "kind:rare says:rare": "few rare quiet quietly hidden hiding little off tucked",
    "kind:rare": """find finds found seen see plain sight beaten path far discovered across
        away""",
    "kind:new": """new newly fresh freshly just arrived arrival arrivals arrives listed joined
        settling landed added""",
    "kind:explore": """different difference change changed detour step small little away apart aside
        pick picks choice choices explore side turn wander off
        path""",
    "relation:above kind:price": "step little bit",
    "kind:category": """keep keeps kept coming comes back return returning returned often favour
        interest interests""",
}

_BANNED = {
    "superlative": """best most least finest greatest top leading ultimate favourite favorite unique
        unrivalled better nicer finer superior number-one premium highest lowest cheapest newest
        latest ideal perfect perfectly""",
    "flattery": """great wonderful beautiful lovely amazing awesome fantastic excellent brilliant
        stunning gorgeous exquisite tasteful taste smart clever discerning special love loved loves
        adore adored delightful charming elegant incredible handsome""",
    "pressure": """hurry now quick quickly soon limited last left miss missing must deal deals sale
        discount discounted offer offers free save saving savings bargain only need needs want wants
        should deserve try act grab gone while""",
    "negation": """not no never nobody none nothing without isn't don't doesn't didn't hardly barely
        cannot can't won't neither nor wasn't aren't haven't unlike except""",
    "number": """one two three four five six seven eight nine ten eleven twelve dozen dozens twenty
        fifty hundred hundreds thousand thousands million first second third half double twice once
        couple several many numerous countless percent""",
    "certainty": """always everyone everybody all every any guaranteed guarantee surely definitely
        certainly will would could may might can proven certified official trusted""",
    "date": """january february march april june july august september october november december
        christmas easter halloween holiday holidays birthday weekend weekends""",
    "vague_time": """recently lately year years yearly hour hours minute minutes weekly monthly
        daily tomorrow tonight decade century forever ever""",
    "place": """local locally nearby country city town neighbourhood neighborhood abroad germany
        france britain england china europe america london paris berlin tokyo""",
    "quality": """quality durable sturdy handmade handcrafted organic sustainable authentic genuine
        luxury luxurious cheap expensive affordable healthy safe eco ethical vegan natural""",
}

_BEFORE_ITEM = (
    "at with like as of put bought purchased ordered liked rated opened clicked viewed saw browsed "
    "visited added explored noticed got chose placed alongside matches matching and ^ ,"
)

_DANGLING = """
a an and another as because been by for from had has have its like of on our so since than that
the up was we were what when where which who your same below under near close above few
"""

LEXICON = Lexicon(
    glue=frozenset(_GLUE.split()),
    claims=claims_of(_CLAIMS),
    banned=banned_of(_BANNED),
    punctuation=frozenset(" ,;:.'’-–—()·“”"),
    breaks=frozenset(",;:.–—()·"),
    you=frozenset({"you", "you've"}),
    crowd=frozenset({"shoppers", "people", "others", "customers", "visitors"}),
    before={
        "{ITEM_1}": frozenset(_BEFORE_ITEM.split()),
        "{QUERY}": frozenset({"for", "searched", "sought", "of", "^"}),
        "{MAKER}": frozenset({"by", "from", "of", "maker", "^"}),
        "{BRAND}": frozenset({"by", "from", "of", "brand", "^"}),
        "{MATERIAL}": frozenset({"in", "of", "from", "same", "more", "material", "its", "^"}),
        "{COLOUR}": frozenset({"in", "same", "more", "colour", "color", "its", "^"}),
        "{STYLE}": frozenset({"in", "same", "more", "also", "a", "^", ","}),
        "{CATEGORY}": frozenset({"in", "to", "from", "more", "of", "our", "the", "another", "^"}),
        "{PRICE}": frozenset({"at", "for", "^", ","}),
        "{PLACE}": frozenset({"in", "across", "from"}),
    },
    dangling=frozenset(_DANGLING.split()),
    naming=frozenset({"in", "of", "by", "from", "style"}),
    after={
        "{COUNT}": (("shoppers",), ("people",), ("others",), ("customers",), ("other", "shoppers")),
        "{DAYS}": (("days", "ago"),),
        "{STYLE}": (("style",),),
        # a name is no one who acts: it ends its clause, or one of these follows
        "{MAKER}": (("$",), ("again",), ("too",), ("made",), ("like",)),
        "{BRAND}": (("$",), ("again",), ("too",), ("like",)),
    },
)
