# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Sentences that any product may use: openings, sizes, care, style and season.

Slots: {noun} {material} {colour} {finish} {size} {brand} {maker} {place} {style}.
"""

from __future__ import annotations

OPENINGS: tuple[str, ...] = (
    "A {noun} in {material}, {finish}, in a quiet {colour}. | 一款{material}{noun},{finish}工艺,颜色是安静的{colour}。",
    "This {noun} comes from {brand}: {material}, {finish}, the colour nearest to {colour}. | 这款{noun}来自 {brand}:{material}材质,{finish}工艺,颜色接近{colour}。",
    "{colour_cap} and {finish}, this is the {noun} that {brand} has kept in its range for years. | {colour}、{finish}工艺,这是 {brand} 多年来一直保留的{noun}。",
    "Made in {place} for {brand}, this {noun} pairs {material} with one plain colour, {colour}. | 这款{noun}由 {brand} 委托{place}制作,以{material}配上一种单纯的颜色:{colour}。",
    "{brand} asked {maker} for a {noun} to be used every day; the answer is {finish} {material} in {colour}. | {brand} 请{maker}做一款天天用的{noun},答案便是{colour}的{finish}{material}。",
    "An everyday {noun} with nothing to hide: {finish} {material}, {colour} all over. | 一款坦诚的日常{noun}:{finish}{material},通体{colour}。",
    "The {colour} of this {noun} changes with the light, as {finish} {material} tends to do. | 这款{noun}的{colour}会随光线变化,{finish}的{material}往往如此。",
    "Some things need little explaining; a {noun} of {finish} {material} in {colour} is one of them. | 有些东西无须多说,一款{colour}的{finish}{material}{noun}便是如此。",
    "{maker} has made this {noun} in {material} since the workshop opened, and the {colour} one is the oldest of them. | 工坊开张以来{maker}一直做这款{material}{noun},其中{colour}是最早的一款。",
    "Plain in outline and {finish} to the touch, this {noun} is shown here in {colour}. | 轮廓简素、触感为{finish}的一款{noun},图中为{colour}。",
    "For {brand}, a {noun} begins with the {material}; the {finish} surface and the {colour} came later. | 在 {brand} 看来,{noun}要从{material}做起,{finish}的表面与{colour}都在其后。",
    "Here is a {noun} to keep: {material}, {finish}, in {colour}, from a workshop in {place}. | 一款值得留下的{noun}:{material},{finish}工艺,{colour},出自{place}的工坊。",
)

SIZES: dict[str, tuple[str, ...]] = {
    "volume": (
        "It holds {size}. | 容量为{size}。",
        "Filled to a finger below the rim, it takes {size}. | 盛到离口沿一指处,约为{size}。",
        "The capacity is {size}, measured in water. | 以水量计,容量{size}。",
    ),
    "length": (
        "It measures {size}, give or take what a hand allows. | 尺寸为{size},手工制作略有出入。",
        "The size is {size}; the drawing in the box shows every dimension. | 尺寸{size},盒内图纸标有全部数据。",
        "The one shown is {size}. | 图中这件为{size}。",
    ),
    "weight": (
        "The net weight is {size}. | 净重{size}。",
        "One pack holds {size}, enough for a few weeks of ordinary use. | 每份{size},日常可用数周。",
    ),
    "count": (
        "The set comes as {size}. | 规格为{size}。",
        "You get {size}, checked by hand before the box is closed. | 规格{size},封箱前人工点验。",
    ),
    "people": (
        "It is sized for {size}. | 适合{size}使用。",
        "The size is right for {size}. | 大小正合{size}。",
    ),
    "focal": (
        "The focal length is {size}. | 焦距{size}。",
        "At {size}, it sees about what one person notices. | 焦距{size},所见与一个人留意到的差不多。",
    ),
    "negative": (
        "The negative measures {size}. | 底片画幅{size}。",
        "Each frame is {size}, large enough for a contact print. | 每张底片{size},直接印相也够大。",
    ),
}

CARE: dict[str, tuple[str, ...]] = {
    "clay": (
        "It may go in the dishwasher, though a sponge is kinder to the foot. | 可用洗碗机,但用海绵手洗更爱护底足。",
        "Fine hairlines in the glaze are part of it and do not leak. | 釉面细纹属正常现象,不会渗漏。",
        "Warm it with a little water before boiling tea or soup goes in. | 盛热茶热汤前,先用少许温水温一温。",
        "The unglazed ring underneath is sanded smooth so that it will not mark a table. | 底部露胎一圈已磨平,不会刮花桌面。",
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
    "hide": (
        "Feed it with a neutral balm once a season; rain does it no harm if it dries slowly. | 每季涂一次无色皮膏,淋雨后阴干即可。",
        "Expect it to darken and to take on the shape of its use. | 皮色会渐深,形状会随使用而改变。",
        "Light scratches rub out with a warm thumb. | 浅划痕用温热的拇指一抹即淡。",
    ),
    "paper": (
        "Keep it dry and out of strong sun, and the tone will hold for decades. | 避潮避晒,色泽可保数十年。",
        "The stock is acid free and takes ink and pencil without bleeding. | 纸张无酸,墨水铅笔书写都不洇。",
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
    "larder": (
        "Store it cool, dark and closed, and use it within the year. | 请密封避光阴凉存放,一年内用完。",
        "The batch and the date are written by hand on the label. | 批次与日期手写于标签。",
        "The pack closes again with its own fold. | 包装折回即可再封。",
    ),
}

STYLE: dict[str, tuple[str, ...]] = {
    "rustic": (
        "It looks at home on scrubbed wood, next to bread. | 放在擦洗过的木桌上,与面包为邻最相宜。",
        "The character is country and unhurried. | 性格是乡间的、不慌不忙的。",
    ),
    "minimal": (
        "There is no ornament, and none is missed. | 没有装饰,也不觉缺少。",
        "The line is reduced until nothing more can be left out. | 线条减到不能再减。",
    ),
    "modern": (
        "The proportions are of today and will not date quickly. | 比例属于当下,也不易过时。",
        "It sits easily beside steel, glass and plain walls. | 与钢、玻璃和素墙相处自如。",
    ),
    "classic": (
        "The form has hardly changed in a hundred years, for good reasons. | 形制百年未改,自有道理。",
        "It is the kind of thing that one inherits. | 这类东西往往是传下来的。",
    ),
    "wabi-sabi": (
        "Small irregularities are left in, and with time they become the point. | 小小的不匀被保留下来,久而久之便成了妙处。",
        "It is finished, but not perfected, in the Japanese manner. | 做完而不求完美,是侘寂的意思。",
    ),
    "scandinavian": (
        "Light, plain and friendly, it comes from long winters and low sun. | 轻盈、素净、友善,来自漫长的冬天与低斜的日光。",
        "It follows the northern habit of making useful things gentle. | 北方人习惯把有用的东西做得温和。",
    ),
    "industrial": (
        "The joints and fixings are left in view. | 接合与固定件都露在外面。",
        "It has the directness of workshop tools. | 有车间工具的直率。",
    ),
    "botanical": (
        "The leaf in the pattern was drawn from a hedge, not from a book. | 纹样中的叶子取自篱边,而非书本。",
        "It brings something of the garden indoors. | 把一点花园带进屋里。",
    ),
    "playful": (
        "There is a small joke in it, told quietly. | 里面藏着一个轻声讲的小玩笑。",
        "Children reach for it first, and so do their aunts. | 孩子先伸手去拿,姨妈们也一样。",
    ),
    "vintage": (
        "The pattern comes from a pattern book of the nineteen-thirties. | 式样取自三十年代的样本册。",
        "It could be mistaken for something found at a market. | 会被误认为旧货市集上淘来的。",
    ),
    "coastal": (
        "It has the washed-out calm of a house near the sea. | 有海边屋子那种褪了色的平静。",
        "Salt air and bare feet would suit it. | 与咸风和赤脚相配。",
    ),
    "folk": (
        "The decoration follows a village habit, older than its name. | 装饰沿袭乡间旧习,比它的名字更古老。",
        "It speaks in the plain rhythm of folk work. | 说的是民间手艺朴素的节奏。",
    ),
}

SEASON: dict[str, tuple[str, ...]] = {
    "spring": (
        "It comes into its own in spring, with the windows open. | 春天开窗时最得其所。",
        "People tend to buy it when the days grow longer. | 日子变长时,人们便来买它。",
    ),
    "summer": (
        "Summer is its time of year, indoors or out. | 夏天是它的时节,屋里屋外皆宜。",
        "It is made with long evenings in mind. | 为漫长的夏夜而做。",
    ),
    "autumn": (
        "It suits the first cool evenings of autumn. | 适合初秋微凉的傍晚。",
        "It goes with rain on the window and a lamp lit early. | 配得上窗外的雨和早早点亮的灯。",
    ),
    "winter": (
        "It belongs to winter, when home is the best place to be. | 它属于冬天,那时家里最好。",
        "Short days are what it was made for. | 它为短短的白昼而做。",
    ),
}

# For what has a name of its own: tea, books, prints, soaps.
NAMED_OPENINGS: tuple[str, ...] = (
    "{name} is the {noun} that {brand} would choose for itself. | “{name}”是 {brand} 会留给自己的那款{noun}。",
    "{brand} has sold this {noun}, {name}, for longer than anyone can say. | 这款{noun}“{name}”,{brand} 卖了多久,已没人说得清。",
    "A {noun} called {name}, dressed in {colour}. | 一款名为“{name}”的{noun},{colour}包装。",
    "The name, {name}, came first, and the {noun} was made to fit it. | 先有“{name}”这个名字,再做出相配的{noun}。",
    "{name}: a {noun} from {brand}, easily known by its {colour}. | “{name}”,出自 {brand} 的{noun},认准{colour}便是。",
    "Of all that {brand} makes, this {noun} is the one that people write in about, and {name} is what they call it. | {brand} 所有出品中,常有人来信问起的便是这款“{name}”{noun}。",
    "This {noun} goes by the name of {name}. | 这款{noun}名为“{name}”。",
    "Look for the {colour}; {name} is the only {noun} from {brand} that wears it. | 认准{colour},{brand} 的{noun}里只有“{name}”用这个颜色。",
)

# How one of a mass or plural noun is counted in a sentence.
COUNTED: dict[str, str] = {
    "coffee beans": "bag of coffee beans",
    "loose-leaf tea": "packet of loose-leaf tea",
    "bath salts": "jar of bath salts",
    "secateurs": "pair of secateurs",
    "desk scissors": "pair of desk scissors",
    "playing cards": "pack of playing cards",
    "incense": "box of incense",
    "film": "roll of film",
    "bottled ink": "bottle of ink",
}

TITLES: tuple[str, ...] = (
    "{finish} {material} {noun}, {colour} | {finish}{material}{noun},{colour}",
    "{noun} in {finish} {material}, {colour} | {colour}{finish}{material}{noun}",
    "{colour} {noun}, {finish} {material} | {material}{noun},{colour}{finish}",
    "{material} {noun}, {finish}, {colour} | {material}{noun}·{finish}·{colour}",
)

NAMED_TITLES: tuple[str, ...] = (
    "{name} {noun}, {detail} | {name}{noun},{detail}",
    "{name}, {noun}, {detail} | “{name}”{noun},{detail}",
)
