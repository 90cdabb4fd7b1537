# ruff: noqa: E501 - a table of words reads better with one sentence a line
"""What simulated buyers write: short sentences by stars, and who signs them. Imports nothing.

Slots: {noun} {material} {colour} {maker} {size}.
"""

from __future__ import annotations

VERDICTS: dict[int, tuple[str, ...]] = {
    5: (
        "Exactly what I hoped for.",
        "Better in the hand than in the picture.",
        "I have used it every day since it came.",
        "I can stop looking for a {noun} now.",
        "Bought one for myself and then one for my sister.",
        "Quietly excellent.",
        "No notes; I would order it again tomorrow.",
        "It made me put the old {noun} away for good.",
        "Worth the wait and the price.",
        "The nicest thing I have bought this year.",
    ),
    4: (
        "Very good, with one small thing.",
        "Happy with it so far.",
        "A good {noun}, honestly described.",
        "Nearly perfect.",
        "I like it more each week.",
        "Does what it should and looks well doing it.",
        "Would buy it again, perhaps in another colour.",
        "A solid {noun}.",
    ),
    3: (
        "It is all right.",
        "Good enough, though I expected a little more.",
        "Fine, but not special.",
        "I am in two minds about it.",
        "Does the job.",
        "Not bad for the price.",
    ),
    2: (
        "Not quite what I had in mind.",
        "I wanted to like it more than I do.",
        "A little disappointing.",
        "It looks better than it works.",
    ),
    1: (
        "Sadly not for me.",
        "I would not buy it again.",
        "It did not last.",
        "Mine came with a fault.",
    ),
}
GOOD: tuple[str, ...] = (
    "The {material} feels right and the weight is good.",
    "The {colour} is softer than on my screen, and I prefer it.",
    "You can tell that {maker} takes care over it.",
    "It came well packed and a day early.",
    "The finish is even, and there is not a sharp edge anywhere.",
    "My partner noticed it before I said anything.",
    "It has already been through a busy month without a mark.",
    "{size} turned out to be the right size for us.",
    "It goes with everything else on the shelf.",
    "The {material} is getting better with use.",
    "There was a handwritten card in the box.",
    "I was not sure about {colour}, but it was the right choice.",
    "It feels made by a person.",
    "Friends keep asking where it is from.",
)
MIXED: tuple[str, ...] = (
    "The {colour} is a shade darker than I thought.",
    "It is smaller than I imagined, so do look at the size.",
    "Delivery took longer than promised.",
    "The {material} needs a little care at first.",
    "The box was dented, but nothing inside was.",
    "I wish it came in one size up.",
    "It smelled of the workshop for a few days.",
    "For this price the underside could be neater.",
)
BAD: tuple[str, ...] = (
    "The {colour} is not the {colour} in the picture.",
    "There was a scratch in the {material} when it came.",
    "It is much smaller than I thought.",
    "The finish came off in the first weeks.",
    "It arrived late and badly packed.",
    "The {material} feels thinner than it should.",
    "Two of the edges do not meet.",
    "The shop was kind about it, at least.",
)
# Of what is used up.
GOOD_USED: tuple[str, ...] = (
    "A little goes a long way.",
    "It lasts longer than I thought.",
    "The pack is pretty enough to keep.",
    "It arrived fresh and well packed.",
    "I have ordered a second one already.",
    "The whole house noticed.",
    "You can tell that {maker} takes care over it.",
    "{size} is a good amount to begin with.",
)
MIXED_USED: tuple[str, ...] = (
    "It was used up sooner than I thought.",
    "The pack does not close well once it is open.",
    "Milder than I expected.",
    "A little dear for {size}.",
    "Delivery took longer than promised.",
)
BAD_USED: tuple[str, ...] = (
    "The pack had split in the post.",
    "It was past its best when it came.",
    "Hardly any of what I had hoped for.",
    "The shop was kind about it, at least.",
)
ENDINGS: dict[int, tuple[str, ...]] = {
    5: ("Thank you.", "I will be back.", "Recommended without reserve.", "A small joy."),
    4: ("I would still recommend it.", "Good value all the same.", "No regrets."),
    3: ("It may suit others better.", "I will keep it."),
    2: ("I may give it away.", "I expected better of {maker}."),
    1: ("It went back.", "A pity."),
}
NAMES: dict[str, tuple[str, ...]] = {
    "germany": ("Anke", "Jonas", "Katrin", "Matthias", "Lena", "Florian", "Sabine", "Tobias", "Miriam", "Henning"),
    "united-kingdom": ("Alice", "Rory", "Priya", "Hugh", "Nadia", "Owen", "Beth", "Callum", "Imogen", "Sam"),
    "france": ("Camille", "Bastien", "Inès", "Luc", "Margaux", "Théo", "Sylvie", "Hugo", "Manon", "Rémi"),
    "china": ("Li Na", "Wang Lei", "Chen Yu", "Zhou Min", "Xiaotong", "Liu Yang", "Sun Jie", "Mei", "Guo Tao", "Yiran"),
    "netherlands": ("Femke", "Daan", "Sanne", "Bram", "Lotte", "Joris", "Maaike", "Ruben", "Anouk", "Sjoerd"),
    "japan": ("Yui", "Haruki", "Mika", "Sota", "Emi", "Ren", "Naoko", "Kenta", "Aya", "Shun"),
    "portugal": ("Inês", "Tiago", "Beatriz", "Rui", "Marta", "Duarte", "Leonor", "Vasco", "Clara", "Nuno"),
    "usa": ("Dana", "Marcus", "Joanna", "Eli", "Teresa", "Wade", "Maya", "Curtis", "Nell", "Andre"),
}  # fmt: skip
INITIALS = "ABCDEFGHJKLMNPRSTVW"
