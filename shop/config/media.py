"""Serves pictures, clips and sounds that the shop keeps: known kinds only, and never as a page.

Behind a proxy let the proxy serve `MEDIA_ROOT`, with the same headers.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

KINDS = frozenset(
    (".webp", ".png", ".jpg", ".jpeg", ".gif", ".avif", ".wav", ".mp3", ".ogg", ".mp4", ".webm")
)
AGE_S = 24 * 3600  # a picture drawn anew keeps its name


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a file under `MEDIA_ROOT`, or 404.

    A file uploaded as something else (HTML, SVG with script) is not served at all, and what is
    served may neither be sniffed as a page nor run anything.
    """
    if PurePosixPath(path).suffix.lower() not in KINDS:
        raise Http404
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except SuspiciousFileOperation:  # outside the folder
        raise Http404 from None
    response.headers["Cache-Control"] = f"public, max-age={AGE_S}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
