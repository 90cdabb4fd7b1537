# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Music: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

MUSIC = Department(
    "music",
    "Music | 音乐",
    15,
    (("Open String", 1.0), ("Kitchen Concert", 0.85), ("Sanz", 1.3), ("Old Bell Yard", 1.0)),
    (
        "Neighbours have not complained yet. | 邻居至今没有意见。",
        "Ten minutes a day will do more than a long Sunday. | 每天十分钟,胜过周日一整天。",
        "It sounds best in a room with books. | 在有书的房间里最好听。",
        "It is meant to be left out, within reach. | 放在手边,不要收起来。",
    ),
    (
        Kind("guitars", "Guitars | 吉他", "guitar | 吉他", "instrument", "spruce,cedar,walnut,maple", (280, 620), ("94 cm", "100 cm"), (
            "The neck is joined by hand and can be reset. | 琴颈手工接合,可重新调整。",
            "It speaks clearly when played softly. | 轻弹也清楚。",
            "The rosette is inlaid in three woods. | 音孔环以三种木料镶嵌。",
            "The action is set low for small hands. | 弦距调低,小手也好按。",
        ), colours="honey,tan,chestnut,cocoa,sand", finishes="plain,waxed,two-tone", sound="guitar"),
        Kind("ukuleles", "Ukuleles | 尤克里里", "ukulele | 尤克里里", "instrument", "maple,cherry,walnut,spruce", (78, 190), ("53 cm", "60 cm", "66 cm"), (
            "Four strings and three chords are enough for most songs. | 四根弦三个和弦,够弹大多数歌。",
            "It keeps its tuning after the first week. | 头一周之后音准便稳。",
            "The frets are dressed so that nothing catches. | 品丝打磨过,不刮手。",
            "It fits in the overhead rack. | 放得上行李架。",
        ), colours="honey,tan,chestnut,sky,sage,coral", finishes="plain,waxed,carved", seasons="summer,spring", sound="ukulele", variants=("Soprano | 高音", "Concert | 次中音", "Tenor | 中音")),
        Kind("kalimbas", "Kalimbas | 拇指琴", "kalimba | 拇指琴", "instrument", "walnut,maple,cherry,bamboo", (34, 88), ("10 keys", "17 keys"), (
            "Any two notes side by side sound well together. | 任意相邻两音都和谐。",
            "The keys are tuned by sliding and stay put. | 音键滑动调音,定后不移。",
            "Holes at the back bend the note. | 背孔可作颤音。",
            "It is quiet enough for a night train. | 轻得可以在夜车上弹。",
        ), sound="kalimba"),
        Kind("hand-drums", "Hand drums | 手鼓", "hand drum | 手鼓", "instrument", "ash,walnut,maple,beech", (54, 148), ("25 cm", "30 cm", "40 cm"), (
            "The head is goatskin, tucked and laced. | 山羊皮鼓面,压边穿绳。",
            "The low note comes from the middle and the dry one from the rim. | 低音在鼓心,脆音在鼓边。",
            "The cord tightens with a twist after rain. | 雨天后绞一绞绳便紧。",
            "Fingers are enough; no stick is needed. | 用手指即可,无须鼓槌。",
        ), sound="drum"),
        Kind("flutes", "Flutes | 笛子", "flute | 笛子", "instrument", "bamboo,cherry,pear wood,maple", (28, 96), ("33 cm", "42 cm", "55 cm"), (
            "The holes are burnt, not drilled. | 音孔烧成而非钻成。",
            "It plays two octaves without force. | 两个八度,不费气力。",
            "The bore is oiled before it leaves. | 出门前内膛已上油。",
            "The bindings stop the wood from splitting. | 缠线防裂。",
        ), sound="flute"),
        Kind("singing-bowls", "Singing bowls | 颂钵", "singing bowl | 颂钵", "instrument", "bronze,brass,copper", (48, 160), ("10 cm", "14 cm", "20 cm"), (
            "Struck once, it can be heard for half a minute. | 敲一下,余音半分钟。",
            "A stick and a felt ring come with it. | 附木棒与毡垫圈。",
            "Two tones beat slowly against each other. | 两个音缓缓相拍。",
            "The inside is left as the hammer left it. | 内壁保留锤痕。",
        ), finishes="hammered,polished,brushed", seasons="winter", sound="singing"),
        Kind("music-boxes", "Music boxes | 八音盒", "music box | 八音盒", "instrument", "walnut,cherry,maple,beech", (38, 92), ("18 tones", "30 tones"), (
            "The comb is steel and the tune lasts half a minute. | 钢梳音片,曲长半分钟。",
            "The crank turns at your own pace. | 手摇,快慢由你。",
            "A sheet of glass shows the works. | 隔着玻璃看得见机芯。",
            "The tune is a lullaby in three time. | 曲子是三拍子的摇篮曲。",
        ), sound="musicbox"),
        Kind("metronomes", "Metronomes | 节拍器", "metronome | 节拍器", "instrument", "walnut,cherry,beech,oak", (58, 118), ("22 cm", "18 cm"), (
            "One winding runs for a quarter of an hour. | 上一次弦走一刻钟。",
            "The weight slides from forty to two hundred and eight. | 摆锤从 40 滑到 208。",
            "It is made to be a little louder than a piano played softly. | 比轻奏的钢琴略响一点。",
            "The door in front holds the arm when travelling. | 前盖合上,固定摆杆。",
        ), sound="metronome", motion="swing"),
    ),
)
