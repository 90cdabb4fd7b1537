"""Reads JSON bodies, up to a size, and says plainly what is wrong with them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from recommender.api.errors import TooLarge

MOST_BYTES = 64 * 1024


class JsonParser(BaseParser):
    """`application/json` in UTF-8. A view's `most_body_bytes` allows more than `MOST_BYTES`."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the data.

        Raises:
            ParseError: not JSON, or nested absurdly deep.
            TooLarge: more bytes than this view takes.
        """
        view = (parser_context or {}).get("view")
        most: int = getattr(view, "most_body_bytes", MOST_BYTES)
        body = stream.read(most + 1)
        if len(body) > most:
            raise TooLarge(_("At most %(most)d bytes are taken here.") % {"most": most})
        try:
            return json.loads(body.removeprefix(codecs.BOM_UTF8), parse_constant=constant_refuse)
        except RecursionError:
            raise ParseError(_("The body is nested too deeply.")) from None
        except ValueError as error:  # also wrong UTF-8
            raise ParseError(
                _("The body is not JSON: %(error)s") % {"error": str(error)[:200]}
            ) from None


def constant_refuse(name: str) -> None:
    """Say that NaN and the infinities, which Python reads, are no JSON."""
    raise ValueError(f"{name} is not JSON")
