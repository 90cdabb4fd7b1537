# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Sentences that any product may use: openings, sizes, care, style and season.

Slots: {noun} {material} {colour} {finish} {size} {brand} {maker} {place} {style}.
"""

from __future__ import annotations

OPENINGS: tuple[str, ...] = (
    "A {noun} in {material}, {finish}, in a quiet {colour}. | 一款{material}{noun},{finish}工艺,颜色是安静的{colour}。",
    "This {noun} comes from {brand}: {material}, {finish}, the colour nearest to {colour}. | 这款{noun}来自 {brand}:{material}材质,{finish}工艺,颜色接近{colour}。",
    "{colour_cap} and {finish}, this is the {noun} that {brand} has kept in its range for years. | {colour}、{finish}工艺,这是 {brand} 多年来一直保留的{noun}。",
    "Made in {place} for {brand}, this {noun} pairs {material} with one plain colour, {colour}. | 这款{noun}由 {brand} 委托{place}的工坊制作,以{material}配上一种单纯的颜色:{colour}。",
    "{brand} asked {maker} for a {noun} to be used every day; the answer is {finish} {material} in {colour}. | {brand} 请{maker}做一款天天用的{noun},答案便是{colour}的{finish}{material}。",
    "An everyday {noun} with nothing to hide: {finish} {material}, {colour} all over. | 一款坦诚的日常{noun}:{finish}{material},通体{colour}。",
    "The {colour} of this {noun} changes with the light, as {finish} {material} tends to do. | 这款{noun}的{colour}会随光线变化,{finish}的{material}往往如此。",
    "Some things need little explaining; a {noun} of {finish} {material} in {colour} is one of them. | 有些东西无须多说,一款{colour}的{finish}{material}{noun}便是如此。",
    "{maker} has made this {noun} in {material} since the workshop opened, and the {colour} one is the oldest of them. | 工坊开张以来{maker}一直做这款{material}{noun},其中{colour}是最早的一款。",
    "Quiet in outline and {finish}, this {noun} is shown here in {colour}. | 轮廓安静,{finish}工艺的一款{noun},图中为{colour}。",
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
        "The size is {size}, taken at the widest points. | 尺寸{size},按最宽处计。",
        "The one shown is {size}. | 图中这件为{size}。",
    ),
    "load": (
        "It carries {size}. | 可装{size}。",
        "There is room for {size}, measured with the lid closed. | 合盖时容量为{size}。",
    ),
    "filled": (
        "There are {size} in it, which lasts longer than it looks. | 内含{size},比看上去耐用。",
        "Each one is filled with {size}. | 每份灌装{size}。",
    ),
    "weight": (
        "The net weight is {size}. | 净重{size}。",
        "It weighs {size} when new. | 全新时重{size}。",
    ),
    "pack": (
        "The net weight is {size}. | 净重{size}。",
        "One pack holds {size}, enough for a few weeks of ordinary use. | 每份{size},日常可用数周。",
    ),
    "beans": (
        "It takes {size} of beans at a time. | 一次可磨{size}豆。",
        "The hopper holds {size}. | 豆仓容量{size}。",
    ),
    "leaves": (
        "It holds {size} of tea. | 可装{size}茶叶。",
        "A pack of {size} goes in whole. | 一包{size}茶叶正好放下。",
    ),
    "pages": (
        "There are {size} between the covers. | 封面之间共{size}。",
        "It has {size}, sewn in sections. | 共{size},分帖锁线。",
    ),
    "roll": (
        "There are {size} on the roll. | 一卷{size}。",
        "The roll gives {size}, and often one more. | 一卷可拍{size},常能多出一张。",
    ),
    "parts": (
        "It has {size}. | 共{size}。",
        "There are {size} in all. | 总共{size}。",
    ),
    "count": (
        "There are {size} in the set. | 一套{size}。",
        "You get {size}, counted by hand before the box is closed. | 共{size},封箱前人工点验。",
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

# For what is used up, the style shows on the label alone.
LABEL_STYLE: dict[str, tuple[str, ...]] = {
    "botanical": (
        "A pressed leaf is printed on the label. | 标签上印着一片压花叶。",
        "The label carries a plant drawn from life. | 标签上是一株写生的植物。",
    ),
    "minimal": (
        "The label says what is inside and nothing else. | 标签只写内容,别无其他。",
        "One line of type is all the label needs. | 标签上一行字便够。",
    ),
    "vintage": (
        "The label is set in type from the nineteen-thirties. | 标签用三十年代的铅字排印。",
        "The wrapping comes from an old pattern book. | 包装纸样取自旧样本册。",
    ),
    "classic": (
        "The label has hardly changed in a hundred years. | 标签百年来几乎未变。",
        "It comes in the kind of pack that one keeps. | 包装是会让人留下来的那种。",
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
    "{name}: a {noun} from {brand}, easily known by the colour, {colour}. | “{name}”,出自 {brand} 的{noun},认准{colour}便是。",
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
