"""Draws many looks in separate processes, in order. Never imports Django.

Processes are spawned, not forked: they start clean whatever the parent has imported, and each look
is drawn from its own seed, so their number changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from shop.demo.drawing.look import Drawn, Look
from shop.demo.drawing.picture import draw

ALONE = 40  # fewer looks than this are drawn here: starting processes takes longer


def draw_all(looks: Sequence[Look], processes: int | None = None) -> Iterator[Drawn]:
    """Yield the files of each look, in the order given."""
    processes = processes or min(8, os.cpu_count() or 1)
    if len(looks) < ALONE or processes == 1:
        yield from map(draw, looks)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(draw, looks, chunksize=4)
