"""A toy language for the tests of the bundled writer: three sentences' worth of words."""

from __future__ import annotations

import random
from collections.abc import Iterator

from recommender.neural.device import one_thread
from recommender.neural.sentence_model import Ask
from recommender.neural.sentence_training import (
    Trained,
    WriterShape,
    WriterTraining,
    writer_save,
    writer_train,
)

TAUGHT = 400  # steps after which the toy language is known
SLOTS = ("{ITEM_1}", "{MAKER}")
CONTROLS = ("<en>", "<zh-hans>", "<like>", "<by>", "<write>")
TEXTS = {
    "en": ("Like that one", "It is like, by and from"),
    "zh-hans": ("它像“”，出自之手",),
}
TINY = WriterShape(width=32, layers=2, heads=2, hidden=64, context=96)

LIKE = Ask(("<en>", "<like>", "{ITEM_1}", "<write>"), "en", ("{ITEM_1}",), ("{ITEM_1}",))
BY = Ask(("<en>", "<by>", "{MAKER}", "<write>"), "en", ("{MAKER}",), ())
BOTH = Ask(("<en>", "<like>", "{ITEM_1}", "<by>", "{MAKER}", "<write>"), "en", SLOTS, ("{ITEM_1}",))
ZH_LIKE = Ask(("<zh-hans>", "<like>", "{ITEM_1}", "<write>"), "zh-hans", ("{ITEM_1}",), SLOTS[:1])
ZH_BY = Ask(("<zh-hans>", "<by>", "{MAKER}", "<write>"), "zh-hans", ("{MAKER}",), ())
SENTENCES = {
    LIKE: ("Like {ITEM_1}", "It is like {ITEM_1}"),
    BY: ("By {MAKER}", "It is from {MAKER}", "From {MAKER}"),
    BOTH: ("Like {ITEM_1}, by {MAKER}", "It is like {ITEM_1}, from {MAKER}"),
    ZH_LIKE: ("像“{ITEM_1}”", "它像“{ITEM_1}”"),
    ZH_BY: ("出自{MAKER}", "出自{MAKER}之手"),
}


def toy_lessons(seed: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield lessons of the toy language without end."""
    rng = random.Random(seed)
    while True:
        ask = rng.choice(list(SENTENCES))
        yield ask.tokens, rng.choice(SENTENCES[ask])


def toy_trained(steps: int, seed: int = 0) -> Trained:
    """Return a tiny model trained on the toy language."""
    training = WriterTraining(steps=steps, batch=16, seed=seed, learning_rate=5e-3, warmup=10)
    with one_thread():  # there is nothing to share out in so small a model
        return writer_train(toy_lessons(seed), TEXTS, SLOTS, CONTROLS, training, TINY)


def toy_folder(folder, steps: int, seed: int = 0):
    """Train the tiny model and write it into `folder`."""
    writer_save(toy_trained(steps, seed), folder, {"seed": seed})
    return folder
