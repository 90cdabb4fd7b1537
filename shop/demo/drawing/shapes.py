"""The register of shapes: one drawing function per kind. Never imports Django."""

from __future__ import annotations

from collections.abc import Callable

from shop.demo.drawing.look import Look
from shop.demo.drawing.scene import Scene
from shop.demo.drawing.surfaces import Surface

Shape = Callable[[Scene, Look, Surface], None]
SHAPES: dict[str, Shape] = {}


def shape(*kinds: str) -> Callable[[Shape], Shape]:
    """Register a function as the drawing of these kinds."""

    def register(function: Shape) -> Shape:
        for kind in kinds:
            SHAPES[kind] = function
        return function

    return register
