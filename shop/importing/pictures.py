"""Takes pictures over: from files beside the import, or from the web when that is asked for.

A file outside the import's own folder is refused: the list may have been written by somebody else.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import httpx
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from shop.importing.records import BadRow
from shop.models import Media, Product

EDGE_PX = 1200
THUMBNAIL_PX = 320
MOST_BYTES = 20_000_000
MOST_PIXELS = 40_000_000
TIMEOUT_S = 15.0


class Pictures:
    """Adds one picture to a product; the same picture again changes nothing."""

    def __init__(self, folder: Path | None, *, fetch: bool) -> None:
        """Look for files in `folder` (None: there is none); `fetch` allows web addresses."""
        self._folder = folder
        self._fetch = fetch

    def add(self, product: Product, image: str) -> None:
        """Store the picture and its thumbnail as WebP, named by its content.

        Raises:
            BadRow: it cannot be had, or is no picture.
        """
        content = self._content(image)
        digest = hashlib.sha256(content).hexdigest()[:20]
        name, thumbnail = f"products/{digest}.webp", f"products/{digest}-{THUMBNAIL_PX}.webp"
        if Media.objects.filter(product=product, file=name).exists():
            return
        picture = _decoded(content)
        for path, edge in ((name, EDGE_PX), (thumbnail, THUMBNAIL_PX)):
            if not default_storage.exists(path):
                default_storage.save(path, ContentFile(_webp(picture, edge)))
        picture.thumbnail((EDGE_PX, EDGE_PX))
        Media.objects.create(
            product=product,
            file=name,
            thumbnail=thumbnail,
            width=picture.width,
            height=picture.height,
            alt=product.title,
        )

    def _content(self, image: str) -> bytes:
        if image.startswith(("http://", "https://")):
            if not self._fetch:
                raise BadRow("on the web: add --fetch-images", image)
            return _fetched(image)
        if self._folder is None:
            raise BadRow("standard input has no folder to look in", image)
        path = (self._folder / image).resolve()
        if not path.is_relative_to(self._folder):
            raise BadRow("lies outside the import's folder", image)
        try:
            if path.stat().st_size > MOST_BYTES:
                raise BadRow("the file is too large", image)
            return path.read_bytes()
        except OSError:
            raise BadRow("no such file", image) from None


def _fetched(address: str) -> bytes:
    content = b""
    try:
        with httpx.stream("GET", address, timeout=TIMEOUT_S, follow_redirects=True) as answer:
            answer.raise_for_status()
            for chunk in answer.iter_bytes():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise BadRow("the file is too large", address)
    except (httpx.HTTPError, httpx.InvalidURL):
        raise BadRow("cannot be fetched", address) from None
    return content


def _decoded(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadRow("the picture is too large", f"{picture.width} x {picture.height}")
            return ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise BadRow("not a picture") from None


def _webp(picture: Image.Image, edge: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((edge, edge))
    out = io.BytesIO()
    smaller.save(out, "WEBP", quality=82)
    return out.getvalue()
