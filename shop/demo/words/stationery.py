# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Stationery: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

STATIONERY = Department(
    "stationery",
    "Stationery | 文具",
    205,
    (("Ink & Margin", 1.05), ("Press Nine", 1.0), ("Kami", 1.2), ("Desk Drawer", 0.85)),
    (
        "It makes an ordinary list look considered. | 寻常的清单写在上面,也显得郑重。",
        "Keep one at home and one in the bag. | 家里放一件,包里放一件。",
        "Letters still arrive; here is a reason to send one. | 信依然会寄到,这是写一封的理由。",
        "A desk needs very few things, and this is one. | 书桌需要的东西很少,这是其一。",
    ),
    (
        Kind("notebooks", "Notebooks | 笔记本", "notebook | 笔记本", "paper", "book cloth,paper,leather,cotton paper", (12, 32), ("96 pages", "144 pages", "192 pages"), (
            "It opens flat from the first page to the last. | 从首页到末页都能摊平。",
            "The pages are numbered, and the first four are left for a contents list. | 页码已印好,前四页留作目录。",
            "A ribbon marks the place. | 有丝带书签。",
            "Fountain pens do not show through. | 钢笔书写不透背。",
        ), finishes="plain,marbled,stitched,letterpress", variants=("Plain | 空白", "Ruled | 横线", "Dotted | 点阵")),
        Kind("fountain-pens", "Fountain pens | 钢笔", "fountain pen | 钢笔", "metal", "brass,aluminium,steel,walnut", (48, 138), ("13 cm", "14 cm"), (
            "The nib is steel and writes at once, even after a week. | 钢尖,搁一周也下笔即书。",
            "It takes cartridges and comes with a converter. | 可用墨囊,附上墨器。",
            "The cap posts firmly and does not upset the balance. | 笔帽可稳插笔尾,不失平衡。",
            "The barrel tells left from right by one flat side. | 笔杆一侧削平,左右分明。",
        ), variants=("Fine | 细尖", "Medium | 中尖", "Broad | 粗尖")),
        Kind("pencils", "Pencil sets | 铅笔套装", "pencil set | 铅笔套装", "wood", "cedar,beech,spruce", (9, 24), ("6 pieces", "12 pieces"), (
            "The leads run from firm to soft, and the grade is stamped on each. | 由硬到软,每支印有标号。",
            "The wood sharpens in one long curl. | 木料削起来是长长一卷。",
            "The ends are dipped twice in colour. | 笔尾蘸色两遍。",
            "The box becomes a tray. | 盒子即是笔盘。",
        ), colours="forest,ink,mustard,brick,sky,black,coral,sage", finishes="plain,dipped,striped,two-tone"),
        Kind("inks", "Inks | 墨水", "bottled ink | 瓶装墨水", "care", "ink", (11, 26), ("30 ml", "50 ml"), (
            "It dries in ten seconds on ordinary paper. | 普通纸上十秒即干。",
            "The shade is darker where the stroke begins. | 起笔处颜色更深。",
            "The bottle is heavy below and does not tip. | 瓶底厚重,不易倾倒。",
            "It rinses out of a pen with cold water. | 冷水即可洗净笔内余墨。",
        ), finishes="labelled,wrapped", names=("Harbour at Six | 六点的港口", "Wet Slate | 湿石板", "Mulberry Wall | 桑墙", "Fir Shade | 杉影", "Old Brick | 旧砖", "Deep Well | 深井", "Tea Stain | 茶渍", "First Frost | 初霜", "Kingfisher | 翠鸟", "Night Ferry | 夜渡")),
        Kind("letter-sets", "Letter sets | 信笺套装", "letter set | 信笺套装", "paper", "cotton paper,paper,washi", (14, 30), ("20 sheets", "30 sheets"), (
            "Each sheet has its envelope, and two are spare. | 一纸一封,另备两份。",
            "The flap seals with water and holds. | 封口遇水即粘,牢固。",
            "A faint line at the top is the only ruling. | 只在顶端有一道浅线。",
            "The paper has a tooth that a pen can feel. | 纸面微涩,笔尖知道。",
        )),
        Kind("scissors", "Scissors | 剪刀", "desk scissors | 文房剪刀", "metal", "steel,carbon steel,brass", (22, 58), ("14 cm", "18 cm"), (
            "They close with a soft sound and cut to the very tip. | 合拢声轻,剪到刃尖。",
            "The screw can be tightened with a coin. | 螺钉用硬币即可拧紧。",
            "The bows fit large hands. | 指环大手也合用。",
            "They are for paper and thread, and should be spared from tape. | 剪纸剪线,莫剪胶带。",
        )),
        Kind("desk-calendars", "Desk calendars | 台历", "desk calendar | 台历", "paper", "card,paper,cotton paper", (14, 28), ("12 sheets", "24 sheets"), (
            "The months stand in a slot of solid wood. | 每月一张,立于实木槽中。",
            "The week begins on Monday. | 每周从周一开始。",
            "There is space for one word a day. | 每天留一个词的空。",
            "The backs are blank and make good postcards. | 背面空白,可当明信片。",
        ), seasons="winter,autumn"),
        Kind("pencil-cases", "Pencil cases | 笔袋", "pencil case | 笔袋", "textile", "canvas,leather,waxed canvas,felt", (18, 46), ("20 × 6 cm", "21 × 9 cm"), (
            "It holds twelve pens and a ruler of fifteen centimetres. | 放得下十二支笔和一把十五厘米尺。",
            "The zip runs round the corner, so it opens like a dish. | 拉链绕过转角,打开如盘。",
            "The lining is pale, and nothing hides in it. | 浅色内里,东西不藏。",
            "A tab at the end gives the other hand something to hold. | 尾端小舌,便于另一手捏住。",
        )),
    ),
)
