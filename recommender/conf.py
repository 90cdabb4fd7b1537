"""The one settings dict, `RECOMMENDER`, with its defaults. An unknown key stops the start.

A shop writes, for instance, `RECOMMENDER = {"CATALOG": "myshop.catalog.MyCatalog"}`.
"""

from __future__ import annotations

import difflib
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from recommender.contracts import Catalog
from recommender.errors import InvalidSetting

DEFAULTS: dict[str, Any] = {
    # Dotted path of the class that hands over the shop's items.
    "CATALOG": "",
    # "packaged", a Hugging Face id, or a folder with config, tokenizer and safetensors.
    "ENCODER": "packaged",
    # "bundled", "hub", "endpoint" or "template".
    "WRITER": "bundled",
    # Bundled writer: a folder that `train_writer` made, "": the packaged one. Hub writer: model id
    # or folder. Endpoint writer: the model's name there.
    "WRITER_MODEL": "",
    # Endpoint writer: base URL of an OpenAI-compatible server, ending in /v1, and its key.
    "WRITER_ENDPOINT": "",
    "WRITER_API_KEY": "",
    "WRITER_TIMEOUT_S": 20.0,
    # Languages sentences are written in.
    "LANGUAGES": ("en", "zh-hans"),
    # "" picks CUDA when there is one, else the CPU.
    "DEVICE": "",
    # How many of a shopper's newest events are read at request speed and by the sequence model.
    "HISTORY_LENGTH": 50,
    # Make a shopper's next home page right after each act, while a web process is idle.
    "PAGES_AHEAD": True,
    # Folder of the web processes' own in which they share a large shop's items in memory; "": each
    # keeps its own copy.
    "SHARED_DIR": "",
    # Shoppers under suspicion (bots, copies, pushed items) teach nothing. False: only those whom a
    # person left out teach nothing.
    "DEFENCE": True,
    # Days after which served slates are deleted, and anonymous shoppers who left nothing; 0: never.
    # Evaluation and audits reach as far back as slates are kept.
    "KEEP_SLATES_DAYS": 90,
    "KEEP_VISITORS_DAYS": 90,
}
DAYS = ("KEEP_SLATES_DAYS", "KEEP_VISITORS_DAYS")


def _check(values: dict[str, Any]) -> dict[str, Any]:
    for key in values:
        if key not in DEFAULTS:
            close = difflib.get_close_matches(key, DEFAULTS, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else ""
            raise InvalidSetting(f"RECOMMENDER has no setting {key!r}.{hint}")
    for key in DAYS:
        days = values.get(key, 0)
        if not isinstance(days, int) or days < 0:
            raise InvalidSetting(f"RECOMMENDER[{key!r}] = {days!r}: write whole days, 0 for never.")
    return {**DEFAULTS, **values}


@cache
def options() -> dict[str, Any]:
    """Return `RECOMMENDER` over its defaults.

    Raises:
        InvalidSetting: a key that does not exist, or a value that cannot be.
    """
    return _check(getattr(settings, "RECOMMENDER", {}))


def option(key: str) -> Any:
    """Return one option."""
    return options()[key]


@cache
def catalog() -> Catalog:
    """Return the shop's catalogue.

    Raises:
        InvalidSetting: `CATALOG` is empty or cannot be imported.
    """
    path = option("CATALOG")
    if not path:
        raise InvalidSetting('Set RECOMMENDER["CATALOG"] to the dotted path of a Catalog class.')
    try:
        return cast(Catalog, import_string(path)())
    except ImportError as error:
        raise InvalidSetting(
            f'RECOMMENDER["CATALOG"] = {path!r} cannot be imported: {error}'
        ) from error


def _forget(*, setting: str, **_: Any) -> None:
    if setting == "RECOMMENDER":
        options.cache_clear()
        catalog.cache_clear()


setting_changed.connect(_forget, dispatch_uid="recommender.conf")
