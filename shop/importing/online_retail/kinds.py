"""Finds a product's kind by the words of its title; the words are in `kind_table`."""

from __future__ import annotations

import re
from functools import cache

from shop.importing.online_retail.kind_table import DEPARTMENTS, FALLBACK, RULES
from shop.importing.records import Level

CHINESE = "zh-hans"


def kind_of(title: str) -> str:
    """Return the slug of the first rule that a title matches, `FALLBACK` when none does."""
    words = " ".join(re.findall(r"[a-z0-9.'&-]+", title.lower()))
    for kind, pattern in _rules():
        if pattern.search(words):
            return kind
    return FALLBACK


@cache
def kind_path(kind: str) -> tuple[Level, Level]:
    """Return the department and the kind as levels of a category path.

    Raises:
        KeyError: there is no such kind.
    """
    for place, (department, department_zh, hue, kinds) in enumerate(DEPARTMENTS):
        for row, (slug, name, name_zh) in enumerate(kinds):
            if slug == kind:
                return (
                    Level(department, {CHINESE: department_zh}, hue, place),
                    Level(name, {CHINESE: name_zh}, hue, row),
                )
    raise KeyError(kind)


def rule_lines() -> list[tuple[str, list[str]]]:
    """Return the table's rules as (kind, phrases), in order."""
    found = []
    for line in RULES.strip().splitlines():
        if line and not line.startswith("#"):
            kind, phrases = line.split(":", 1)
            found.append((kind.strip(), [one.strip() for one in phrases.split(",")]))
    return found


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the rules; neighbours of one kind become one pattern."""
    merged: list[tuple[str, list[str]]] = []
    for kind, phrases in rule_lines():
        if merged and merged[-1][0] == kind:
            merged[-1][1].extend(phrases)
        else:
            merged.append((kind, list(phrases)))
    return tuple(
        (kind, re.compile("|".join(_phrase(phrase) for phrase in phrases)))
        for kind, phrases in merged
    )


def _phrase(phrase: str) -> str:
    """Return the pattern of one phrase: whole words, the last in singular or plural."""
    last = phrase.endswith("$")
    parts = [re.escape(part) for part in phrase.removesuffix("$").split("..")]
    end = r"(?:e?s)?(?![a-z0-9'-])"
    joined = rf"{end}.*(?<![a-z0-9'-])".join(parts)
    return rf"(?<![a-z0-9'-]){joined}{end}" + (r"$" if last else "")
