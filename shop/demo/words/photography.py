# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""Film photography: what it sells and what is true of each kind."""

from __future__ import annotations

from shop.demo.words.grammar import Department, Kind

PHOTOGRAPHY = Department(
    "film-photography",
    "Film photography | 胶片摄影",
    220,
    (("Thirty-Six", 1.0), ("Silver Room", 1.1), ("Feld", 1.3), ("Contact Sheet", 0.9)),
    (
        "It slows the taking of a picture to the speed of looking. | 让按快门慢到与观看同速。",
        "Thirty-six frames turn out to be plenty. | 三十六张其实足够。",
        "The first roll is for finding out. | 第一卷用来熟悉它。",
        "The wait for the results is part of it. | 等照片洗出来,也是其中一部分。",
    ),
    (
        Kind("film-cameras", "35 mm cameras | 35 毫米相机", "35 mm camera | 35 毫米相机", "optics", "aluminium,steel,brass", (180, 420), ("35 mm", "40 mm", "50 mm"), (
            "The shutter works without a battery. | 快门无须电池。",
            "The meter reads from the lens and shows two arrows. | 镜后测光,以两个箭头示意。",
            "The advance lever moves in one short stroke. | 过片扳手一拨到位。",
            "New light seals have been fitted. | 已更换全部遮光海绵。",
        ), finishes="stitched,pebbled,two-tone", sound="shutter"),
        Kind("folding-cameras", "Folding cameras | 折叠相机", "folding camera | 折叠相机", "optics", "leather,brass,steel", (160, 360), ("6 × 6 cm", "6 × 9 cm"), (
            "The bellows are new and light-tight. | 皮腔全新,不漏光。",
            "It folds to the size of a thick wallet. | 折起如厚钱包大小。",
            "Eight large frames come from one roll. | 一卷可拍八张大底。",
            "The front snaps open and locks square. | 前板弹开,锁定端正。",
        ), finishes="stitched,burnished", sound="shutter"),
        Kind("lenses", "Lenses | 镜头", "lens | 镜头", "optics", "brass,aluminium,steel", (120, 320), ("28 mm", "50 mm", "90 mm"), (
            "Focus turns smoothly through a quarter of a circle. | 对焦环转四分之一圈,顺滑。",
            "The blades are clean and snap to each stop. | 光圈叶片洁净,档位清脆。",
            "It draws softly wide open and crisply two stops down. | 全开柔和,收两档锐利。",
            "Both caps are included. | 附前后盖。",
        )),
        Kind("film-rolls", "Film | 胶卷", "film | 胶卷", "paper", "film", (8, 16), ("24 exposures", "36 exposures"), (
            "The grain is fine and the blacks are gentle. | 颗粒细,暗部柔和。",
            "It forgives a stop either way. | 过欠一档都宽容。",
            "It can be developed at home in nine minutes. | 在家九分钟即可冲洗。",
            "The box folds out into an exposure guide. | 盒子拆开便是曝光表。",
        ), names=("Day 100 | 日光 100", "Street 400 | 街头 400", "Dusk 800 | 黄昏 800", "Mono 50 | 黑白 50", "Mono 200 | 黑白 200", "Mono 400 | 黑白 400", "Warm 160 | 暖调 160", "Portrait 320 | 人像 320", "Slide 100 | 反转 100"), variants=("One roll | 一卷", "Three rolls | 三卷", "Five rolls | 五卷"), finishes="labelled"),
        Kind("tripods", "Tripods | 三脚架", "tripod | 三脚架", "optics", "ash,walnut,aluminium,steel", (98, 240), ("120 cm", "150 cm"), (
            "Wood takes up the small shakes that metal passes on. | 微小震动不会传到相机上。",
            "The legs spread to three angles. | 腿可张开三档角度。",
            "It carries four kilograms without complaint. | 承重四千克。",
            "The head levels with one knob. | 云台一钮调平。",
        ), seasons="autumn,summer", finishes="plain,waxed,brushed"),
        Kind("light-meters", "Light meters | 测光表", "light meter | 测光表", "optics", "steel,aluminium,brass", (58, 140), ("6 × 9 cm", "5 × 7 cm"), (
            "The needle floats and settles in a second. | 指针浮动,一秒即定。",
            "The cell needs no battery. | 硒光电池,无须电源。",
            "A dome slides across for incident light. | 乳白罩推过来,即测入射光。",
            "The dial shows pairs of speed and stop at once. | 刻度盘同时显示快门与光圈组合。",
        )),
        Kind("photo-albums", "Photo albums | 相册", "photo album | 相册", "paper", "book cloth,leather,paper", (28, 72), ("40 pages", "60 pages"), (
            "The pages are black card with paper between. | 黑卡纸页,间以衬纸。",
            "Corners hold the prints, so that they can be taken out again. | 用角贴固定,随时可取。",
            "The spine screws open to add more leaves. | 书脊螺钉可拆,加页方便。",
            "The cover has a window for one picture. | 封面有一窗,可放一张照片。",
        ), finishes="plain,herringbone,stitched"),
        Kind("camera-straps", "Camera straps | 相机背带", "camera strap | 相机背带", "leather", "leather,canvas,cotton,hemp", (26, 68), ("95 cm", "110 cm", "125 cm"), (
            "Rings and a leather patch keep metal off metal. | 钢圈配皮垫,金属不相磨。",
            "It is wide where it sits on the shoulder. | 压肩处加宽。",
            "It holds eight kilograms, which is more than any camera. | 承重八千克,胜过任何相机。",
            "The length adjusts with one hand. | 单手可调长短。",
        )),
    ),
)
