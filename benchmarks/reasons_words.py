"""Words by which the audit of shown reasons reads a sentence: phrase → what it claims.

Written from sentences as shoppers see them, apart from what checks them when they are written. A
phrase with the tag `PLAIN` claims nothing; a word that stands in no list is *unread*, and a
sentence with one is not vouched for. Imports nothing of the project.

Tags: `you`, `them` (whose act it is); `act:KIND` with the kinds of event it may stand for; `cause`,
`others`; `same`; `attr:KIND`; `usual`, `below`, `near`, `above`; `week`, `month`, `lately`;
`few`; `known`; `new`, `today`, `yesterday`, `days`; `hour:…`, `weekday:…`, `season:…`; `differs`;
`returns` (keeps coming back to a category); `both` (the pick and what stands beside it).
"""

from __future__ import annotations

from collections.abc import Mapping

PLAIN = ""

# What a verb of a sentence may stand for in the log of events.
KINDS: Mapping[str, frozenset[str]] = {
    "purchase": frozenset({"purchase"}),
    "cart": frozenset({"cart"}),
    "like": frozenset({"like"}),
    "rating": frozenset({"rating"}),
    "view": frozenset({"view", "click", "dwell"}),
    "click": frozenset({"click", "view"}),
    "dwell": frozenset({"dwell"}),
    "search": frozenset({"search"}),
}

# Words of sameness that liken to a thing only right before what is shared: "more oak", but not
# "more than you usually spend".
LOOSE = frozenset({"as", "more", "都", "还是", "合得来"})
# Of a category that one keeps coming back to: it is there again, and nothing is likened.
AGAIN = frozenset({"again", "more"})  # even where the coming back is not told
BACK = AGAIN | frozenset({"more of", "another", "又", "又是", "又一件", "又见"})

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_EN: dict[str, str] = {
    "you": "you|you've|you'd|your own|yours",
    "them": (
        "shopper|shoppers|people|customer|customers|others|buyers|visitors|folk|folks|"
        "other shoppers|other people|other customers"
    ),
    "act:purchase": (
        "bought|buy|purchased|took home|taken home|brought home|picked up|purchase|ordered|"
        "made yours|buying|purchasing|carried home|bring home|take home|went home with"
    ),
    "act:cart": "put|added|placed|dropped|set|adding|putting|tucked|slipped|popped",
    "act:like": (
        "liked|loved|favoured|took a liking to|took to|liking|gave a heart to|enjoyed|"
        "taken a liking to|fond of|taken with"
    ),
    "act:rating": "rated|gave a rating|reviewed|scored|rating|gave stars to|judged|left a rating",
    "act:view": (
        "looked at|viewed|saw|seen|checked out|browsed|had a look at|glanced at|looked over|"
        "took a look at|looking at|look at|stopped by|visited|looked into|peeked at|passed by"
    ),
    "act:click": "opened|clicked|tapped|clicked on|opened up|opening|followed",
    "act:dwell": (
        "paused|spent time with|lingered over|lingered on|spent a while with|"
        "spent time on|stayed with|"
        "lingered with|took time over|took your time with|spending time with|"
        "dwelt on|lingered at|"
        "paused over|spent some time with|gave time to|took time with|lingering over|"
        "spent a moment with|paused at|lingered"
    ),
    "act:search": (
        "searched for|looked for|searched|were looking for|"
        "went looking for|asked for|searching for|"
        "typed|hunted for|sought|search"
    ),
    "cause": (
        "followed|along came|popped in|wandered in|follow|led to this|"
        "wandered|because|so|since|as a result|"
        "thanks to|that's why|led to|led us to|led here|led|brought|"
        "which is why|hence|therefore|owing to|due to|prompted|brings|leads|"
        "the reason|that is why|"
        "this is why|why|is why|was enough|brought this|puts|on account of|moved|earned|reason|"
        "caused|it comes from|sent|sends|pointed|points|called for|made us think of|follows from|"
        "follows"
    ),
    "others": (
        "among other things|among others|and other things|and others|along with other things|"
        "among them|with other things|amongst other things|and more besides|"
        "together with other things|and more|besides other things|other things too|with others|"
        "in part|partly|and other finds|in company with other things|and the like|"
        "as well as other things|one of several|and a few others|and a few other things|"
        "among several things|among a few things|one thing among several|and other pieces|"
        "in good company"
    ),
    "same": (
        "pairing|goes home with|same|similar|alike|like|matches|match|shares|"
        "share|shared|sharing|"
        "just like|akin to|also|again|too|"
        "another|likewise|as well|similarly|as with|more|matching|in common|echoes|echoing|echo|"
        "kin to|kin|sibling|companion|just as|companion to|sibling to|sister|"
        "cousin|close relative|"
        "in keeping with|one more|more of|once more|as|fellow|neighbour|neighbour of|"
        "related to"
    ),
    "both": "both|pair|pairs|the pair|a pair|pair up|both of|with it|together",
    "attr:maker": (
        "maker|makers|maker's|made by|workshop|hand|hands|hands that made|bench|craftsman|"
        "crafted by|who made|workbench|studio"
    ),
    "attr:brand": "brand|brands|brand's|label|house|name",
    "attr:material": "material|materials|stuff|made of|made from|made in",
    "attr:colour": "colour|color|colours|shade|hue|tone|palette|coloured|in colour",
    "attr:style": "style|styles|spirit|look|styled|manner|vein|feel",
    "attr:category": (
        "category|kind|shelf mate|kinds|corner of the shop|type|aisle|family|sort|section"
    ),
    "usual": (
        "usual|usually|normally|you tend to|typical|typically|tend to spend|accustomed|habitual|"
        "customary|ordinary|average"
    ),
    "below": (
        "below|under|less than|kinder than|lower than|cheaper than|lighter than|beneath|less|"
        "a little less|gentler|kinder|easier on|easier|lower|gentler than|lighter|softer than|"
        "cheaper|easier than|short of|softer|modest|more modest|smaller"
    ),
    "near": (
        "near|close to|around|about|right by|in line with|close|not far from|"
        "nearby|beside|much as|"
        "roughly|in the region of|right around|just about|right at|within reach of|in step with|"
        "much the same|at home with|alongside|square with|on a level with|level with"
    ),
    "above": (
        "above|over|a step above|more than|higher than|beyond|dearer than|past|a step up from|"
        "a step up|a little more|higher|a touch more|a shade more|dearer|a notch above|"
        "on the far side of"
    ),
    "week": (
        "this week|week|in the past week|these seven days|past seven days|last seven days|"
        "the past week|last week|week's"
    ),
    "month": "this month|month|in the past month|past month|last month|month's",
    "lately": "lately|recently|these days|of late|not long ago",
    "few": (
        "seen by few|seen by few people|seen by few shoppers|few have seen|"
        "few people have seen|few shoppers have seen|few have come across|"
        "known to few people|known to few shoppers|that few have seen|"
        "a find few have seen|hiding|known to few|hidden away|hides|hide|few|"
        "less known|quiet find|"
        "off the beaten path|little seen|"
        "hardly anyone|hardly anybody|undiscovered|"
        "tucked away|hidden|off the beaten track|little known|seldom seen|not many|rarely seen|"
        "barely noticed|quiet|hardly|unsung|overlooked|scarcely|scarcely seen|quiet corner|"
        "out of the way|well kept|under the radar|seldom|rare find|rare|unnoticed|lesser known|"
        "handful|barely|rarely|lesser-known|little-known|a well-kept secret|secret"
    ),
    "known": (
        "known|known to|arrivals|popular|trending|familiar|well known|making the rounds|"
        "doing the rounds|familiar sight|much seen|"
        "talked about|noticed|favourite|wanted|liked by|in demand|much loved|well liked|"
        "catching eyes|turning heads|caught the eye|caught|drew|draws|well-liked|well-known|"
        "making the round|on the rise|in favour|catching the eye|much wanted|welcomed|"
        "going down well|a regular sight"
    ),
    "new": (
        "new arrivals|arrivals|new|arrived|fresh|just in|listed|joined|newcomer|"
        "newly|just arrived|settling in|arrival|"
        "freshly|brand new|came in|since|landed|new here|new in|new face|just landed|joined us|"
        "first put out|came to the shop|unpacked|new to|debut|moved in|reached|took its place|"
        "turned up|new arrival|put out|set out|entered|walked in|hatched|came|"
        "fresh in|stepped in|"
        "checked in"
    ),
    "today": "today|this very day|today's|this day",
    "yesterday": "yesterday|yesterday's|a day ago",
    "days": "days|day|days ago|days back|days old|days now|days since|days' standing",
    "hour:morning": "morning|mornings|in the morning|in the mornings",
    "hour:afternoon": "afternoon|afternoons",
    "hour:evening": "evening|evenings",
    "hour:night": "night|nights|at night|by night|after dark",
    "season:spring": "spring|springtime",
    "season:summer": "summer|summertime",
    "season:autumn": "autumn|fall",
    "season:winter": "winter|wintertime",
    "differs": (
        "different|differently|detour|change|explore|something else|"
        "off your path|unlike|surprise|"
        "wander|new direction|side path|new ground|exploring|turn|left turn|elsewhere|experiment|"
        "side step|sidestep|departure|curveball|off course|new path|off the usual path|contrast|"
        "something new|another direction|unfamiliar|wild card|wildcard|new territory|"
        "change of scene|change of air|try|detours|off your beaten path|curiosity|curious|"
        "step aside|a step aside|stroll"
    ),
    "returns": (
        "keep coming back|coming back|return to|returning|keep returning|come back|go back to|"
        "often look at|returns|keep going back|going back|often|always find|drift back|regular|"
        "revisit|visit often|come back to|keep visiting|return|"
        "often visit|keep finding|circle back|"
        "revisiting|drawn back|regularly|a regular|regulars|"
        "find your way back|at home in|linger in|"
        "find yourself"
    ),
    PLAIN: (
        "as we remember it|as we remember|"
        "popped up|took|pay|other|reach for|face|remembered|habit|saying|somewhere|"
        "anywhere|picks|itself|sitting|waving|away|apart|aside|peeking|products|"
        "hello|front|joining|at home|a|an|the|this|that|it|it's|its|is|was|were|are|be|been|has|"
        "have|had|to|of|by|with|in|on|at|"
        "from|for|and|or|but|which|who|what|here|here it is|here's|chosen|chose|"
        "choose|picked|pick|"
        "choice|came along|comes along|come along|comes|earlier|before|once|ago|then|now|still|"
        "already|cart|in your cart|into your cart|your cart|basket|your basket|"
        "your|in your basket|"
        "into your basket|one|shelf|shelves|our|we|us|straight|out|into|"
        "find|finds|found|seen it|across|"
        "come|price|prices|spend|spending|at a price|costs|cost|asks|"
        "priced|tag|price tag|them|they|"
        "their|these|those|there|some|something|little|small|big|bit|just|only|even|all|if|when|"
        "as far as|far|sits|sit|stands|stand|waits|waiting|gone|"
        "going|goes|right|well|along|up|down|"
        "off|shop|store|shopping|day of the week|tends|tend|likely|chosen by|chosen in|chosen on|"
        "eye|eyes|sight|rounds|round|path|beaten|piece|pieces|thing|things|item|items|work|next|"
        "step|hello|say|says|gentle|gently|simple|plain|let|let's|"
        "wave|waves|do|does|did|doing|make|"
        "makes|making|made|kept|keep|keeps|know|knows|want|wants|"
        "and so|company|not|no|than|"
        "way|time|times|while|after|during|since then|back|remember|recall|own|self|take|"
        "takes|taking|give|gives|given|go|get|gets|meet|meets|hear|heard|line|"
        "mind|place|home|side|"
        "corner|door|world|look here|joins|join|belongs|belong|between|through|towards|toward|"
        "around here|everywhere|every|each|any|bag|bags|list|"
        "new to you|tell|told|whose|whom|where|how|seems|seem|feels|show|shows|shown|mark|marked|"
        "hold|holds|held|rest|rests|ready|yet|ever|people's|turns|stay|stays|noted|note|story|"
        "stories|part|budget|so far|range|i|me|my|hi|psst|look|see|fits|fit|suit|suits|"
        "bring|opens|open|near at hand|hours|hour|quietly|happily|warmly|softly|thought|think|"
        "thinks|sense|mostly|settled|put it|kindly|drop|dropped in|peek|a look|"
        "first|start|starts|"
        "begin|begins|beginning|call|calls|answer|answers|reply|hint|clue|trail|"
        "track|thread|route|"
        "road|map|steps|footsteps|wake|stop|moment|moments"
    ),
}

_ZH: dict[str, str] = {
    "you": "您|你",
    "them": (
        "名顾客|位客人|名|位顾客|顾客|位|大家|人|有人|别人|客人|别的顾客|其他顾客|其他人|不少人"
    ),
    "act:purchase": (
        "买过|买了|买下|购买|购买过|入手|带回了家|带回家|买|选购|购得|购入|下单|买走|买回|请回家|"
        "请回了家|收入囊中|带走"
    ),
    "act:cart": (
        "加购过|加购|加购了|放进|放入|加入|加进|放进了|加入了|放入了|装进|装进了|收进|放到"
    ),
    "act:like": (
        "点过赞|赞过|点了赞|喜欢|喜欢过|爱上|中意|点赞|赞过|心仪|点过喜欢|钟意|点了喜欢|看中"
    ),
    "act:rating": "评价过|评过|打过分|评价|打分|评了分|评过分|点评过|点评|评分",
    "act:view": "看过|浏览过|浏览|看了|瞧过|逛过|看到过|留意过|端详过|见过|看看过|瞧了瞧|看了看",
    "act:click": "点开过|点开|打开过|打开|点开了|翻开过|点进",
    "act:dwell": (
        "停下过|前停下过|细看过|细看|久看|停留|驻足|流连|细细看过|花时间看过|"
        "多看了一会儿|细品过|细看了|多看过|"
        "看了许久|仔细看过|停留过|驻足过|慢慢看过|久久看过|多看了|看了好一会儿|流连过"
    ),
    "act:search": "搜索过|搜过|搜索|寻找过|找过|搜了|查找过|寻过|搜寻过|搜",
    "cause": (
        "找来|找到了它|找到它|让我们想到|让我们想起|捎来|捎|原因|根据|依据|"
        "闻讯而来|应声而来|谜底|线索|找到了它|跟来|跟来了|"
        "因为|所以|因此|缘起|由于|于是|多亏|引来|带来|促成|缘于|起因|因|便|由此|"
        "源于|这才|"
        "牵出|引出|缘由|故|得益于|牵线|循着|顺着|正是|引着|领来|因了|缘自|源自|为此|招来|推来"
    ),
    "others": (
        "等商品|等|等等|等几件|等物|和其他|以及别的|等别的|连同别的|等几样|"
        "等物件|还有别的|与别的|"
        "和别的|加上别的|其中|之一|等好物|一起"
    ),
    "same": (
        "出自同一位|撞|穿|合得来|一样|"
        "同样|相同|同一位|同一|同|也|又|都|同是|同属|又见|一致|又是|又一件|出自同一|也是|相似|"
        "一脉|呼应|亦|皆|再|另一|再来|仍是|还是|同出|一家|共有|共享|"
        "共同|相配|如出一辙|如同|像|正如|"
        "同款|同为|同在|同源|一路"
    ),
    "both": "两件|做了伴|做伴|一双|凑成了一对|凑成一对|作伴|一对",
    "attr:maker": "系出同门|制作者|作者|匠人|工匠|手艺人|作坊|工坊|出自|之手|作品|手笔|手艺|制作",
    "attr:brand": "品牌|牌子|来自|商号|旗下|一牌|家品牌|一家人|本家",
    "attr:material": "材质|材料|用料|质地|料子|选材|材|骨子里",
    "attr:colour": "颜色|色彩|色调|配色|色",
    "attr:style": "风格|样式|气质|味道|韵味|格调|调性|一个路数|气味相投",
    "attr:category": "类别|类|一类|种类|品类|门类|那一类|这一类|类目|同类|同行",
    "usual": "平时|平常|通常|往常|惯常|平日|习惯|一贯|一向|常花",
    "below": (
        "低于|低|花得少|少花|轻松|便宜|更低|少|省|以下|之下|实惠|"
        "亲切|更少|低一些|低些|划算|温和|"
        "不到|少些|少一些|友好|不及"
    ),
    "near": (
        "相近|接近|附近|差不多|正在|左右|相当|相仿|贴近|邻近|靠近|持平|上下|不远|吻合|合拍|相符|"
        "正合|近|正好在|相差不多|相差无几|相去不远|离|挨着"
    ),
    "above": (
        "多|花得多|高于|高|高一些|超过|以上|更高|之上|高出|贵|略高|高些|"
        "高一点|多花|贵一些|略贵|多些"
    ),
    "week": "本周|这周|这一周|近一周|这星期|一周|本星期|七天|这个星期|近七天|周里",
    "month": "本月|这个月|近一个月|这一个月|一个月|这月|月里",
    "lately": "最近|近来|近日|近期|这阵子",
    "few": (
        "看过的人还很少|少有人看过|看过的人很少|看过的顾客很少|看过的顾客还很少|"
        "见过的人还很少|少有人遇见|还少有人遇见|安安静静|安安静静地|很少|少有人知|少有|角落|"
        "很少有|还很少|少见|鲜为人知|少有人|"
        "不多|冷门|小众|藏在|鲜有|罕见|难得|"
        "没几个|尚少|寥寥|不为人知|悄悄|安静|未被|还少|不算多|鲜见|僻静|静静|知道的人|还没多少|"
        "没多少|几乎没有|默默|低调|隐秘|屈指可数|没什么|遗珠|少人|未被发现"
    ),
    "known": (
        "受|受欢迎|欢迎|走红|熟面孔|关注|留意到|认得|认识|很受欢迎|人气|热门|受到|留意|热议|走俏|"
        "吃香|青睐|喜爱|看上|瞩目|常见|注意到|熟识|被看见|知道|看好|受宠|抢眼|"
        "看重|热闹|风头|常客|"
        "亮相|追捧|心头好"
    ),
    "new": (
        "新品|新到|上架|新|刚上架|摆上|刚到|来到|新面孔|新来|到店|新近|刚来到|摆上货架|初来|刚摆|"
        "刚来|才来|新货|初到|亮相|进店|落户|加入店里|登场|新客|报到|入驻|安家|露面|到来|新成员|"
        "新朋友|初次"
    ),
    "today": "今天|今日|当天|今早",
    "yesterday": "昨天|昨日|昨",
    "days": "天前|天|日前|天之前|天以前|天来",
    "hour:morning": "早上|早晨|清晨|上午|晨间|早间|清早|晨",
    "hour:afternoon": "下午|午后",
    "hour:evening": "晚上|傍晚|晚间|黄昏|入夜|夜晚",
    "hour:night": "夜里|深夜|夜间|夜深|半夜|夜",
    "season:spring": "春天|春季|春日|春",
    "season:summer": "夏天|夏季|夏日|夏",
    "season:autumn": "秋天|秋季|秋日|秋",
    "season:winter": "冬天|冬季|冬日|冬",
    "differs": (
        "换换口味|不同|不一样|不太一样|换一换|小弯|换|另类|新鲜|别样|探索|换个|岔路|新路|"
        "尝尝|试试|拐|意外|绕个|"
        "探一探|新意|弯|别处|岔开|惊喜|尝试|绕|换换|新方向|支线|走走|岔|异|小路"
    ),
    "returns": (
        "老朋友|感兴趣的|熟门熟路|老地方|常看|常回来看|常回来|常来|总回来|反复|"
        "常常|一再|常逛|常去|惦记|常光顾|时常|经常|老是|"
        "回来看|总爱|回头|重访|流连的|一次次|总会|爱逛|常|常返|念念不忘|回访|屡屡|每每|逛|放不下"
    ),
    PLAIN: (
        "又想起|说在前头|让|使|才|用的|停了下来|为它|点过头|先跟您说一声|一声|比|物件|打过照面|"
        "价签上写着|老实说|朝它|点了头|"
        "安顿下来|站稳|躲|躲在|方向|另一条路|条|取自|一角|"
        "报个价|看看别的|拿来|搭|荷包|坐着|站着|得|初来乍到|别的|的|了|"
        "搭配|很搭|小物|更多|是|在|有|和|与|把|将|被|给|它|这|那|件|一件|"
        "之前|先前|还记得吗|记得|还记得|货架|我们|"
        "来|来了|到|从|取来|上|里|中|选|选它|选它们|选中|挑|挑的|为|而|就|还|着|过|您的|东西|商品|价位|"
        "价格|花费|花|花的|店里|店|看|看到|看见|发现|顾客里|顾客中|里面|选择|"
        "购物车|正|刚|刚刚|才|"
        "很|更|些|一些|一点|点|用|做|做的|做成|当中|时|时候|此|"
        "早些时候|曾|曾经|已|已经|吗|呢|吧|啊|"
        "哦|呀|嘛|啦|也许|偶尔|或许|不妨|一|个|两|道|款|只|张|本|位于|一位|说|想|让您|"
        "叫|家|邀|请|去|走|"
        "站|摆|摆着|待|等您|等着|在此|这里|那里|此处|之|以|并|且|或|但|不|没|没有|未|手|眼|眼光|"
        "眼缘|缘|缘分|心|心意|一份|一种|下|外|前|后|内|间|边|旁|旁边|"
        "身边|面|处|往|向|对|于|跟|跟着|"
        "随|随着|陪|伴|同您|见|相遇|遇见|遇|每|每到|每逢|其|其实|"
        "这样|这般|这么|如此|那么|这件|那件|"
        "这款|此件|本店|小店|架上|架|现|现在|如今|目前|今|眼下|当下|出|出来|出现|而来|而至|来的|"
        "前来|来自我们|我们的|我们店|推荐|送|送上|送到|奉上|呈上|呈现|带|带您|想起|想到|记|记着|"
        "记住|份|份儿|起|起来|开|开始|成|成为|入|入眼|进|行|正巧|恰|恰好|刚好|刚巧|碰巧|可是|总|"
        "只是|不过|看着|瞧|瞧瞧|看看|一看|瞧见|一瞧|请看|哟|嘿|嗨|悄|话|"
        "话题|身影|路|步|一步|"
        "脚步|笔|一笔|段|颗|枚|双|套|组|串|幅|把它|把它们|它们|他们|她们|咱|咱们|自|"
        "自家|各|各位|样|样子|"
        "模样|种|回|次|遍|趟|场|下次|这次|上次|初|先|再看|接着|然后|价|钱|预算|账|心里|心上|归|"
        "归来|归于|属|属于|算|算是|当|当作|如|若|即|即是|便是|就是|正是它|还有|另|另有|另外|此外|"
        "并且|而且|轻轻|慢慢|静|里头|门|窗|灯|光|茶|风|花时间|片刻|会儿|一会儿|"
        "时间|时光|日子|天天|"
        "时刻|此刻|常人|选用"
    ),
}


def _lexicon(lists: Mapping[str, str], spaced: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag, said in lists.items():
        for phrase in said.split("|"):
            if phrase:
                found.setdefault(phrase, tag)
    if spaced:
        for day in _DAYS:
            for form in (day, f"{day}s", f"on {day}s", f"{day}'s"):
                found[form] = f"weekday:{day}"
    else:
        for day, names in zip(_DAYS, "一二三四五六日", strict=True):
            for week in ("周", "星期", "礼拜"):
                found[week + names] = f"weekday:{day}"
        found["周天"] = found["星期天"] = "weekday:sunday"
    return found


LEXICONS: Mapping[str, Mapping[str, str]] = {
    "en": _lexicon(_EN, True),
    "zh-hans": _lexicon(_ZH, False),
}
