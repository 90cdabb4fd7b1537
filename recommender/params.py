"""Bounded parameters: frozen dataclasses whose fields carry their limits and one line of help.

The admin draws sliders from `describe`; a stored value is read by `from_json`. No Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, TypeVar

from recommender.errors import InvalidInput

ParamsT = TypeVar("ParamsT")


@dataclass(frozen=True, slots=True)
class Bound:
    """One parameter as a form shows it. `choices` when it is a word and not a number."""

    name: str
    default: Any
    low: float | None
    high: float | None
    help: str
    choices: tuple[str, ...] = ()


def bounded(default: float, low: float, high: float, help: str) -> Any:
    """Declare a numeric field of a frozen dataclass with its limits and help."""
    return field(default=default, metadata={"low": low, "high": high, "help": help})


def chosen(default: str, choices: tuple[str, ...], help: str) -> Any:
    """Declare a field that is one word of a few; no words: checked elsewhere."""
    return field(default=default, metadata={"choices": choices, "help": help})


def describe(cls: type[Any]) -> list[Bound]:
    """Return the parameters of a dataclass in order."""
    return [_bound(one) for one in fields(cls) if "help" in one.metadata]


def _bound(one: Field[Any]) -> Bound:
    meta = one.metadata
    default = one.default if one.default is not MISSING else None
    return Bound(
        one.name, default, meta.get("low"), meta.get("high"), meta["help"], meta.get("choices", ())
    )


def check_bounds(values: Any) -> None:
    """Check every declared field of a dataclass instance.

    Raises:
        InvalidInput: some are out of bounds or of the wrong type; `fields` says which.
    """
    wrong = {
        bound.name: [problem]
        for bound in describe(type(values))
        if (problem := problem_with(bound, getattr(values, bound.name)))
    }
    if wrong:
        raise InvalidInput("Some parameters are out of bounds.", wrong)


def problem_with(bound: Bound, value: Any) -> str:
    """Return what is wrong with a value, "" when nothing is."""
    if bound.low is None or bound.high is None:
        if not isinstance(value, str):
            return "Write a word."
        if bound.choices and value not in bound.choices:
            return f"Choose one of {', '.join(bound.choices)}."
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "Write a number."
    if isinstance(bound.default, int) and not isinstance(value, int):
        return "Write a whole number."
    if not bound.low <= value <= bound.high:
        return f"Must be between {bound.low:g} and {bound.high:g}."
    return ""


def from_json(cls: type[ParamsT], values: Mapping[str, Any]) -> ParamsT:
    """Make a parameter object from stored values; those absent take their defaults.

    Raises:
        InvalidInput: a name is unknown or a value out of bounds.
    """
    known = {bound.name for bound in describe(cls)}
    unknown = {name: ["There is no such parameter."] for name in values if name not in known}
    if unknown:
        raise InvalidInput(f"Unknown parameters: {', '.join(sorted(unknown))}.", unknown)
    return cls(**values)
