"""Pictures, motion and sounds of the made catalogue, drawn by code. Never imports Django."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PICTURE_PX = (640, 320)  # edge of the picture and of its thumbnail


@cache
def drawing_digest() -> str:
    """Digest of the drawing code: pictures drawn by other code are drawn again."""
    here = Path(__file__).parent
    files = [*sorted(here.rglob("*.py")), here.parent / "sounds.py"]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
