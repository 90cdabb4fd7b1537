"""Files of a product as the admin takes them: only kinds a browser shows safely, pictures measured.

A picture without a thumbnail gets one; files keep the sizes the shop's pages expect.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from shop.models import Media

if TYPE_CHECKING:
    _MediaForm = forms.ModelForm[Media]
else:
    _MediaForm = forms.ModelForm

THUMBNAIL_PX = 400  # the longer side
MOST_PIXELS = 60_000_000
# Never SVG or HTML: served from the shop's own address they could run scripts.
SUFFIXES = {
    Media.Kind.PICTURE: ("webp", "jpg", "jpeg", "png", "avif"),
    Media.Kind.SOUND: ("mp3", "ogg", "oga", "wav", "m4a", "webm"),
    Media.Kind.MOTION: ("webp", "gif", "mp4", "webm"),
}


class MediaForm(_MediaForm):
    """One file of a product."""

    class Meta:
        model = Media
        fields = ["kind", "file", "alt", "position"]

    def clean(self) -> dict[str, Any]:
        """Refuse what does not fit the kind, and pictures that cannot be read."""
        cleaned = super().clean() or {}
        file, kind = cleaned.get("file"), cleaned.get("kind")
        if not isinstance(file, UploadedFile) or not kind:
            return cleaned
        allowed = SUFFIXES[Media.Kind(kind)]
        if PurePath(file.name or "").suffix.lower().lstrip(".") not in allowed:
            self.add_error("file", _("Choose one of: %(kinds)s.") % {"kinds": ", ".join(allowed)})
        elif kind == Media.Kind.PICTURE:
            self._measure(file)
        return cleaned

    def save(self, commit: bool = True) -> Media:
        """Save with size and thumbnail."""
        picture: Image.Image | None = getattr(self, "picture", None)
        if picture is not None:
            self.instance.width, self.instance.height = picture.size
            small = picture.convert("RGB")
            small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
            buffer = BytesIO()
            small.save(buffer, "WEBP", quality=82)
            stem = PurePath(self.cleaned_data["file"].name).stem[:80]
            self.instance.thumbnail.save(
                f"{stem}-small.webp", ContentFile(buffer.getvalue()), save=False
            )
        return super().save(commit)

    def _measure(self, file: UploadedFile[Any]) -> None:
        try:
            picture = Image.open(file)
            if picture.width * picture.height > MOST_PIXELS:
                self.add_error("file", _("The picture is too large."))
                return
            picture.load()
        except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
            self.add_error("file", _("This is not a picture that can be read."))
            return
        finally:
            file.seek(0)
        self.picture = picture
