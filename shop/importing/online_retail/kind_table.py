"""The departments and kinds of the gift shop, and the words that file a product under each.

`KINDS`: slug, English name, Chinese name, by department. `RULES`: a line a rule, "kind: words",
read from the top; the first rule of which one phrase is in the title decides, so exceptions stand
above what they are exceptions to. A phrase matches whole words, in the singular or the plural;
"a..b" is b somewhere after a; "b$" is b as the last word.
"""

from __future__ import annotations

# (department, Chinese, hue, ((slug, kind, Chinese), …)), in the order of the menu.
DEPARTMENTS: tuple[tuple[str, str, int, tuple[tuple[str, str, str], ...]], ...] = (
    ("Kitchen & Dining", "厨房与餐桌", 18, (
        ("mugs", "Mugs, cups & teapots", "马克杯与茶具"),
        ("tableware", "Plates, bowls & tableware", "盘碗与餐具"),
        ("baking", "Cake stands & baking", "蛋糕架与烘焙"),
        ("kitchen", "Cooking & kitchen textiles", "厨房用品与布品"),
        ("tins", "Tins, jars & canisters", "罐与收纳罐"),
        ("lunch", "Lunch boxes & picnic", "便当盒与野餐"),
    )),
    ("Lighting & Candles", "灯饰与蜡烛", 45, (
        ("candles", "Candles & T-lights", "蜡烛与茶烛"),
        ("holders", "Candle holders & lanterns", "烛台与烛灯"),
        ("lights", "Lamps & string lights", "灯具与灯串"),
        ("scents", "Incense & scents", "香薰与线香"),
    )),
    ("Christmas", "圣诞", 355, (
        ("xmas-decorations", "Christmas decorations", "圣诞装饰"),
        ("xmas-more", "Christmas gifts & table", "圣诞礼品与餐桌"),
    )),
    ("Easter & Parties", "复活节与派对", 320, (
        ("easter", "Easter & spring", "复活节与春日"),
        ("party", "Party paper & balloons", "派对纸品与气球"),
    )),
    ("Garden", "园艺", 110, (
        ("garden", "Garden & planters", "花园与花器"),
        ("birds", "Birds, pets & wind chimes", "鸟屋、宠物与风铃"),
        ("shade", "Umbrellas, parasols & hammocks", "雨伞、阳伞与吊床"),
    )),
    ("Bags & Purses", "包袋", 280, (
        ("shoppers", "Shopping & lunch bags", "购物袋与午餐袋"),
        ("handbags", "Handbags & purses", "手提包与钱包"),
        ("travel", "Travel & wash bags", "旅行与洗漱包"),
    )),
    ("Stationery & Cards", "文具与贺卡", 210, (
        ("cards", "Cards & postcards", "贺卡与明信片"),
        ("wrap", "Gift wrap, bags & ribbons", "包装纸、礼品袋与丝带"),
        ("notebooks", "Notebooks & albums", "笔记本与相册"),
        ("pens", "Pens & desk", "笔与桌面文具"),
        ("craft", "Craft, sewing & stickers", "手工、缝纫与贴纸"),
    )),
    ("Toys & Children", "玩具与儿童", 190, (
        ("soft-toys", "Dolls & soft toys", "玩偶与毛绒玩具"),
        ("games", "Games & toys", "游戏与玩具"),
        ("children", "For children", "儿童用品"),
    )),
    ("Jewellery", "首饰", 335, (
        ("necklaces", "Necklaces", "项链"),
        ("bracelets", "Bracelets, rings & brooches", "手链、戒指与胸针"),
        ("earrings", "Earrings", "耳环"),
        ("hair", "Hair accessories & charms", "发饰与挂饰"),
    )),
    ("Textiles", "布艺", 260, (
        ("cushions", "Cushions, throws & quilts", "靠垫、毯与被"),
        ("doormats", "Doormats, rugs & curtains", "门垫、地毯与帘"),
        ("warmers", "Hot water bottles & warmers", "热水袋与暖手宝"),
    )),
    ("Bath", "浴室", 175, (
        ("bath", "Bathroom & towels", "浴室与毛巾"),
    )),
    ("Home & Decoration", "家居与装饰", 30, (
        ("frames", "Photo frames & mirrors", "相框与镜子"),
        ("signs", "Signs & wall art", "标牌与墙饰"),
        ("clocks", "Clocks & radios", "钟与收音机"),
        ("hooks", "Hooks, knobs & doorstops", "挂钩、拉手与门挡"),
        ("furniture", "Furniture & shelves", "家具与搁架"),
        ("storage", "Baskets, boxes & storage", "篮、盒与收纳"),
        ("trinkets", "Trinket & jewellery boxes", "首饰盒与小物盒"),
        ("flowers", "Flowers & vases", "花艺与花瓶"),
        ("ornaments", "Hanging decorations & ornaments", "挂饰与摆件"),
    )),
    ("More Gifts", "更多礼品", 60, (
        ("more", "Gifts & curiosities", "礼品与小物"),
    )),
)  # fmt: skip

FALLBACK = "more"

RULES = """
# What a thing is for decides before what is printed on it or what it is shaped as.
mugs: mug..gift box, tea set..gift box, teapot..gift box, tea for one gift box
pens: pen in gift box
baking: cake stand..gift box, baking mould
tableware: milk jug..gift box, wrap sweets
bath: bathroom scales, bath sponge
candles: candle jewel
ornaments: mirror ball
tableware: napkin charm, napkin ring, cotton napkin
lights: paper lantern
games: card game, snap cards, playing cards
craft: sponge sticker, sponge craft sticker
hooks: doorstop
birds: dog food container, cat food container, dog bowl, cat bowl, collar, dog lead, dog hoodie
more: ashtray, lighter, gum$
notebooks: purse notebook
frames: album white picture frame
wrap: gift bag, gift box, gift tag, gift wrap, wrap, wrapping paper, ribbon reel, ribbons, ribbon$
wrap: chocolate gift bag, rosette, wine bottle dressing, tissue ream, paper bag, bottle bag
craft: wrapping tape, gift tape, bookcover tape, spot tape, cat tape, cats tape, skulls tape
craft: funky design tape
cards: greeting card, greetings card, birthday card, christmas card, blank card, gift card
cards: message card, happy birthday card, pack of..card, postcard set, notelets, reindeer card
cards: xmas fun card, robin christmas card, dolly card, bank card, card$, card dolly girl
cards: card i love, card party, card psychedelic, card motorbike, card suki, card christmas
cards: card wedding, card circus, card cat, card dog, card birthday, card gingham, card billboard
cards: decoupage card, writing set, party invites
craft: card kit, kit cards, scrap book, knitting kit, sewing kit, purse kit, handbag kit
craft: craft kit, flower kit, 50 romantic images, 50 blossom images, 50 curious images
signs: metal sign, sign$, sign blue metal, chalkboard, blackboard, black board, door sign
signs: doorsign, sign calendar, wall art, wall plaque, plaque, canvas picture, canvas art
signs: art picture, kitchen print, shells print, metal postcard, wall print, building block word
signs: wood letters, block letters, painted letters, number tile, slate tile, door hanger, pennant
signs: calendar in season, calendar family, calendar paper, canvas screen, creature screen
signs: ceature screen, metal sign empire, metal sign his, metal sign her, metal sign neighbourhood
signs: metal sign take, hand open shape, flying ducks, cordon barrier

# Christmas and Easter, where the words say so.
scents: incense
candles: christmas t-light, christmas..candle, christmas bauble candle, christmas tree candle
candles: advent candle, christmas..t-light$
holders: christmas tree t-light holder
lights: christmas lights, christmas glass ball 20 lights, christmas tree string, fibre optic
lights: reindeer string
doormats: doormat, door mat
party: paper napkin, christmas napkins, cake cases, doilies, doily, paper chain, toilet roll
warmers: hot water bottle, hand warmer, pocket warmer, hottie
xmas-decorations: stocking..decoration
xmas-more: advent, stocking, christmas craft, noel garland, table runner, christmas metal tag
xmas-more: christmas sticker, christmas stamps, christmas ribbons, christmas pudding
xmas-more: christmas place setting, card holder, christmas fairy, christmas tree place setting
xmas-more: wish list chalkboard, tree top angel, panettone
xmas-decorations: christmas, xmas, bauble, tinsel, tree decoration, sleighbell, sleigh bell
xmas-decorations: folk art heart decoration, snowflake, icicle, angel decoration, santa, snowmen
xmas-decorations: reindeer decoration, goose feather tree, clip on angel wing, folk art clip on
xmas-decorations: crown table decoration, jewel angel, holly bell, holly, scandinavian heart
xmas-decorations: acrylic jewel, noel, woolly hat sock glove, star decoration, flock droplet
xmas-decorations: droplet decoration, garland with stars, garland with hearts and bells
xmas-decorations: star garland, disco ball
easter: easter, rabbit egg warmer, bunny, bunnies, chick egg warmer, hanging spring flower
easter: spring decoration, egg house, rabbit carrots, rabbit egg, fluffy chick, hen & chicks
easter: hen and chicks, metal chicken, hen house, chick decoration, hen on nest, knitted hen
easter: chick & egg, mother & chick, felt farm animal, rabbits flower, rabbit flower
easter: hen & 2 chicks, picture book eggs, hanging butterfly egg, felt egg cosy, wobbly rabbit
easter: wobbly chicken, hanging metal rabbit, metal rabbit, painted pink rabbit
easter: chick magic garden, egg warmer

# Jewellery.
earrings: stone earring
trinkets: jewellery box, jewel box, jewellery stand, jewel stand, trinket, keepsake box
trinkets: ring stand, memory box, key ring stand, treasure chest, nest stripe box
trinkets: baroque black boxes, flock box, dressing table pot
necklaces: necklace, choker, lariat, pendant, chain green, filigree diamante chain, jewellery set
bracelets: bracelet, bangle, brooch, diamante ring, silver ring, enamel flower ring, boudicca ring
bracelets: rosebud ring, expandable ring, bubble gum ring, daisy ring
earrings: earring
hair: hair clip, hairclip, hair slide, hairslide, hair comb, hair grip, hair tie, hair band
hair: hairband, haircl, butterfly clip, phone charm, bag charm, bead charm, tiara, slide$, leis
hair: keyring, key ring, key fob, key-chain, sunglasses, silk fan, paper fan traveling
hair: pocket traveling fan, fan black frame, sandalwood fan, wood fan, traveling fan

# Light.
holders: t-light holder, candle holder, candlestick, candle stick, candlestand, candelabra
holders: lantern, votive holder, candle plate, candle dish, candle ring, candle stand, candle bowl
holders: hurricane lamp, t-light setting, t-light set$, hanging glass etched tealight, tealight
holders: chandelier, hanging t-light, current candle ring, base for candles, lovebird lantern
holders: stones on wire for candle, chalice, holder base, glass t-light, t-light glass
holders: frosted white base
candles: scented set of
scents: oil burner, pot pourri, potpourri, sachet, scented heart, fragrance oil
scents: scented fabric heart, scent heart, scented hanging, lavender scented, scented flower
scents: drawer liners, car freshener, essential balm, small scented
candles: candle, t-light, candles, matches, candlepot
lights: ubo-light, silicon cube, light$, table light, light decoration, lights, lamp, lampshade
lights: lamp shade, bulb, lightbulb, light chain, torch, light garland, nightlight, paper lantern
lights: bead pink shade, retrodisc, pendant lampshade

# Parties.
party: paper plate, paper cup, paper bell, paper fan, paper ball, paper garland, honeycomb
party: confetti, balloon, bunting, party cone, party bag, napkin, tissues, party barrier
party: cocktail parasols, bendy straws, straws, bendy skull, popcorn holder, petit four
party: cup cake cases, cupcake lace, paper cupcake, balloons, place setting, party sunglasses
party: grass skirt, garland..happy birthday, happy birthday garland, skull and crossbones garland
party: balls garland, magic sheep, magic tree

# Kitchen.
shoppers: lunch bag, shopper, shopping bag, tote bag, charlotte bag, jumbo bag, jumbo storage bag
shoppers: candy bag, recycling bag, hand bag, cash & carry
lunch: lunch box, lunchbox, picnic, snack box, hamper, food container, container set, flask
lunch: cool bag, beaker, backpack for 2, barbecue bucket, ice lolly, dinner tray, breakfast tray
lunch: breakfast in bed, melamine jug
children: child's breakfast set, children's egg cup, children's apron, child's apron
children: children's..mug, child's overall, baby bib, child's garden, children's garden
children: wheelbarrow for children, kids' bag, kids' rucksack, kid's rucksack, height chart
children: rain mac, child's umbrella, children's umbrella, money box, piggy bank, money bank
children: toy tidy, school desk, plasters in tin, kids' cookie, slipper shoes, night light
children: mobile$, padded mobile, soft mobile
soft-toys: soft toy, teddy, doll$, dolly$, felt doll, feltcraft doll, princess..doll, monkey doll
soft-toys: rabbit doll, felt toy, stuffed toy, sock puppet, lamb with pants, scottie dog with
soft-toys: pony, cat with scarf, patch rabbit, ninja rabbit, space cadet, space frog, space owl
soft-toys: toy with, crocheted animal, crochet bear, crochet..cat, larry the lamb, baby mouse
soft-toys: daddy mouse, mummy mouse, floral dinosaur, pink monster, blue monster, mice feltcraft
soft-toys: doll rosie, doll maria, doll molly, doll emily, candy spot rabbit, singing canary
soft-toys: geisha girl$, big pink poodle, little friends, flower friends
mugs: mug, cup and saucer, cup & saucer, teacup, tea cup, coffee cup, espresso cup, teapot
mugs: tea set, coffee set, coffee pot, tea for one, tea cosy, mug cosy, mug warmer, tea glass
mugs: spotty cup, heart shape cup, coaster, egg cup, tumbler, tumblers
tins: biscuit tin, cake tin, cake tins, tea caddy, coffee caddy, sugar caddy, bread bin
tins: storage jar, glass jar, bonbon jar, stacking tin, round tins, tea container
tins: coffee container, sugar container, spice tins, biscuit bin, canister, food container
tins: jam jar, bell jar, ginger jar, first aid tin, table tins, figures tins, biscuit barrel
tins: sugar jars, tin tea, handy tin, tins jardin, tins vintage, brass container, money tin
tins: seed tin, beauty tin, biscuits tins, cloche
baking: cake stand, cakestand, baking, cookie cutter, biscuit cutter, measuring spoon, cake plate
baking: cake server, mixing bowl, kitchen scales, cooking set, jam making, toast its
baking: egg frying pan, cake cover, glass plate stand, heart shape egg, frying pan, milk pan
baking: egg pan
kitchen: apron, oven glove, oven mitt, tea towel, teatowel, washing up glove, recipe box
kitchen: recipe book, peg bag, food cover, pot with lid, ironing board cover, clothes peg
kitchen: plate rack, utensil holder, colander, orange squeezer, cutlery shelf, fly swat
kitchen: cutlery box, fridge magnet, magnets pack, mirror magnet, magnet, tablecloth, table cloth
kitchen: table run, feather duster, laundry tub, pegs, kitchen organiser, duster, wasp catcher
kitchen: dolly peg, memo board, memoboard, sponge
tableware: plate, bowl, fruitbowl, dish, dishes, saucer, cutlery, napkin ring, placemat
tableware: glass wine, wine glass, champagne glass, goblet, milk jug, jug, butter dish, toastrack
tableware: toast rack, chopstick, salad server, ladle, spoon, teaspoon, egg holder, platter
tableware: milkshake glass, aperitif glass, shot glass, sundae, place mat, salt and pepper, tray
tableware: condiment, d.o.f. glass, milk bottle, egg cosy, napkin charm
tableware: glass with silver surround, noodle basket, charger, honeypot, party set, corkscrew

# Bags and travel.
kitchen: peg in bag
garden: tools in bag
pens: erasers in bag, rubbers in bag
craft: gems in bag, stones$
travel: passport cover, luggage tag, wash bag, washbag, cosmetic bag, cosmetics bag, weekend bag
travel: overnight bag, cabin bag, airline bag, glasses case, travel alarm, travel first aid
travel: holiday purse, mini cases, cases woodland, backpack, backpack on wheels, rain poncho
travel: rain hat, sombrero, sunhat, slipper sock, shirt repair, stiletto, compact mirror
travel: travel sewing, pocket mirror, tape measure, drawstring bag, 3 cases, canvas luggage
handbags: purse, handbag, shoulder bag, evening bag, beach bag, bum bag, flower bag, pocket bag
handbags: coin purse, bag$, bag with handle, scarf$
shade: parasol, umbrella, hammock, umbrella stand

# Desk, craft and games.
notebooks: notebook, journal, sketchbook, pocket book, photo album, notepad, memo pad
notebooks: address book, scrapbook, to do list, stationery set, album, book mark, sketch
pens: pen, pencil, pens, pencils, eraser, rubber, sharpener, ruler, calculator, stationery
pens: highlighter, hole punch, tape dispenser, crayons, pen set, chalk stick, letter rack
pens: paperweight, wall tidy, pen case, memo holder, photo clip, clip line, metal string with
craft: sticker, stamp set, scissor, sewing, pin cushion, measuring tape, patches, button box
craft: stencil, feltcraft, felt craft, needle set, paint set, paint your own, knitting nancy
craft: modelling clay, tattoo, iron on, sew on, easter craft, badges, colouring set, make your own
craft: screwdriver, spirit level, tool set, glass gems, silver stones
games: game, jigsaw, puzzle, dominoes, skittles, ludo, snakes & ladders, bingo, marbles
games: top trumps, helicopter, racing car, croquet, spinning top, skipping rope, rounders
games: flying disc, harmonica, magic drawing slate, alphabet blocks, jigsaw blocks, building block
games: inflatable, gliders, creepy crawlie, electronic meter, dinosaur set, snake set
games: glow in dark, rattle snake, seaside bucket, beach spade, windmill toy, playhouse
games: jacobs ladder, boom box, boombox, stress ball, animals in bucket, magic garden mount
games: sandcastle flags, speaker, heads and tails, catch cup, noah, rubber ducks toy
games: ear muff headphones, headphone, breath-a-loser, doorbell, water bomb, lighter, playtime
games: toy

# Home.
warmers: knitted union flag hot
cushions: cushion, quilt, throw, blanket, filler pad, pads to match, rug$, pouffe, seat cushion
doormats: curtain, rug, net canopy, wall hanging
frames: photo frame, picture frame, frame, mirror, frames, photo cube, photo shelf, record cover
clocks: clock, radio
hooks: hook, hooks, coat rack, doorstop, hanger, coathanger, drawer knob, knob, key cabinet
hooks: sock hanger, hangers, letterbox
garden: planter, planters, watering can, garden marker, herb marker, thermometer, garden tool
garden: secateur, grow your own, plant pot, garden gnome, gardeners, gardening, gnome
garden: garden glove, seed envelope, sow 'n' grow, twine, plant cage, plant ladder, grow a flytrap
garden: plant holder, windmill, windsock, fishing gnome, flag of st george, garden fork
garden: garden decoration, gaolers keys, egg hunt, flowerpot, plant in a can, garden shelf
garden: standing fairy, metal pole, pail, fire bucket, urn, arboretum, kneeling
birds: birdhouse, bird house, birdfeeder, bird box, bird bath, wind chime, windchime, chime
birds: bird feeder, cat bowl, dog bowl, dog collar, cat collar, dogs collar, dog lead, dog hoodie
bath: towel, flannel, soap, bath, bathroom, shower cap, toilet, laundry box, corner laundry
bath: perfume bottle, cologne, tissue box, medicine cabinet, wash bowl, water basin, bath confetti
bath: bathroom scales
furniture: cabinet, drawer, shelf, shelves, stool, chair, table, bench, dresser, sideboard, chest
furniture: cupboard, drawers, unit, magazine rack, newspaper stand, partition panel, shelving
furniture: wall organiser, vintage organiser, organiser wood, chalk organiser, wood base
furniture: candle cabinet, shoe tidy, shirt tidy
storage: basket, baskets, storage box, storage, nesting boxes, boxes, box, crates, bin$
storage: wastepaper bin, waste bin, bucket, sewing box, storage cube, shoe shine box, pannetone
storage: wire tidy, tins
flowers: artificial flower, vase, posy holder, porcelain rose, felt flowers, wreath
flowers: garland..flower, flower garland, felt vase, art flower, posy
ornaments: decoration, bead chain, crochet strawberries, hanging, ornament, garland
ornaments: heart of wicker, mobile, heart, string of, bell, shell, toadstool, mushroom, bird
ornaments: butterfly, wicker star, dove, lovebird, chick, hen, rabbit, wicker heart, painted metal
ornaments: cherub, ceramic ball, trellis, conch, cactus, poodle, buddha head, drop, bottle
ornaments: crystals, wicker, metal cat, angel, record frame, feather, elephant clip, star, daisy
ornaments: felt, nutcracker
bath: bathroom set
"""
