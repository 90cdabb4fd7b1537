"""A strategy's parameters as a form: sliders drawn from their bounds, read back, checked in place.

Nothing is listed here by name but the order of sections: a new source brings its own sliders.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from recommender.admin.plots import colour
from recommender.admin.words import (
    CHOICES,
    PLACEMENTS,
    SHELVES,
    SOURCES,
    number,
    parameter_help,
    parameter_label,
    parameter_path,
)
from recommender.errors import InvalidInput
from recommender.params import Bound, problem_with
from recommender.strategy import StrategyParams, parameters

STEPS = 100  # of a slider from end to end
MIX = ("diversity", "calibration", "novelty", "tail_quota", "niche_quota", "exploration")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter as the page shows it. `low`, `high` and `step` are "" for words."""

    name: str
    label: str
    help: str
    value: str
    default: str
    serving: str  # what pages use now
    low: str
    high: str
    step: str
    choices: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]
    colour: int | None = None

    @property
    def id(self) -> str:
        """The id of its input; errors and the script find it by this."""
        return f"p-{self.name.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Section:
    """Parameters that belong together. `is_folded`: shown when asked for, or when one is wrong."""

    title: str
    fields: tuple[Field, ...]
    is_folded: bool = False


def read(data: Mapping[str, Any], base: StrategyParams) -> dict[str, Any]:
    """Return parameters as `StrategyParams.from_json` takes them: what was sent, over `base`.

    What is no number stays a word, for the check to refuse. Limits at their default are left out.
    """
    values = base.to_json()
    stages: dict[str, dict[str, Any]] = {slug: dict(v) for slug, v in values["stages"].items()}
    for bound in parameters():
        if bound.name not in data:
            continue
        value = _value(bound, str(data[bound.name]).strip())
        kind, _dot, rest = bound.name.partition(".")
        if kind == "weights":
            values["weights"][rest] = value
        elif kind == "stages":
            slug, _dot, name = rest.partition(".")
            if value == bound.default:
                stages.get(slug, {}).pop(name, None)
            else:
                stages.setdefault(slug, {})[name] = value
        else:
            values[bound.name] = value
    values["stages"] = {slug: given for slug, given in stages.items() if given}
    return values


def check(values: Mapping[str, Any]) -> tuple[StrategyParams | None, dict[str, list[str]]]:
    """Return the parameters, or what is wrong with each that is, in the active language."""
    try:
        return StrategyParams.from_json(values), {}
    except InvalidInput as error:
        bounds = {bound.name: bound for bound in parameters()}
        said = {
            name: [_problem(bounds[name], _at(values, name))] if name in bounds else problems
            for name, problems in error.fields.items()
        }
        return None, said or {"": [str(error)]}


def sections(
    values: Mapping[str, Any],
    serving: StrategyParams,
    errors: Mapping[str, Sequence[str]],
    typed: Mapping[str, Any] | None = None,
) -> list[Section]:
    """Return the form. `typed`: what was sent, shown as it was even where it is wrong."""
    now = serving.to_json()
    fields = {
        bound.name: _field(bound, values, now, errors.get(bound.name, ()), typed)
        for bound in parameters()
    }
    by_kind: dict[str, list[Field]] = {}
    for name, one in fields.items():
        kind, _dot, rest = name.partition(".")
        group = f"stages.{rest.partition('.')[0]}" if kind == "stages" else kind
        by_kind.setdefault(group if "." in name else "plain", []).append(one)
    plain = by_kind.get("plain", [])
    limits = [one for one in plain if one.name not in MIX and not one.choices]
    words = [one for one in plain if one.choices]
    stages = [
        _section(
            _("Limits of “%(source)s”") % {"source": SOURCES.get(slug, slug)}, group, folded=True
        )
        for slug, group in (
            (name.removeprefix("stages."), found)
            for name, found in by_kind.items()
            if name.startswith("stages.")
        )
    ]
    return [
        _section(_("The mix"), [fields[name] for name in MIX if name in fields]),
        _section(_("What counts how much"), _by_weight(by_kind.get("weights", []))),
        _section(_("Limits of a shelf"), limits, folded=True),
        _section(_("Ways and tone"), words, folded=True),
        *stages,
    ]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return in words what differs between two stored versions."""
    old, new = StrategyParams.from_json(before), StrategyParams.from_json(after)
    was, becomes = old.to_json(), new.to_json()
    said = [
        f"{parameter_path(bound.name)} {number(_at(was, bound.name, bound))}"
        f" → {number(_at(becomes, bound.name, bound))}"
        for bound in parameters()
        if _at(was, bound.name, bound) != _at(becomes, bound.name, bound)
    ]
    for placement, slugs in new.shelves.items():
        if tuple(slugs) != tuple(old.shelves.get(placement, ())):
            names = ", ".join(str(SHELVES.get(slug, slug)) for slug in slugs)
            said.append(
                _("shelves of the %(placement)s: %(shelves)s")
                % {"placement": PLACEMENTS.get(placement, placement), "shelves": names}
            )
    return said


def _section(title: str, fields: Sequence[Field], folded: bool = False) -> Section:
    return Section(title, tuple(fields), folded and not any(one.errors for one in fields))


def _by_weight(fields: Sequence[Field]) -> list[Field]:
    """Order by default weight, so that what matters most comes first and nothing jumps."""
    return sorted(fields, key=lambda one: (-float(one.default), one.name))


def _field(
    bound: Bound,
    values: Mapping[str, Any],
    serving: Mapping[str, Any],
    errors: Sequence[str],
    typed: Mapping[str, Any] | None,
) -> Field:
    is_number = bound.low is not None and bound.high is not None
    kind, _dot, rest = bound.name.partition(".")
    value = number(_at(values, bound.name, bound)) if is_number else _at(values, bound.name, bound)
    if typed is not None and bound.name in typed:
        value = str(typed[bound.name])
    step = ""
    if bound.low is not None and bound.high is not None:
        step = "1" if isinstance(bound.default, int) else f"{_step(bound.high - bound.low):g}"
    return Field(
        name=bound.name,
        label=parameter_label(bound.name),
        help=parameter_help(bound),
        value=str(value),
        default=number(bound.default) if is_number else str(bound.default),
        serving=number(_at(serving, bound.name, bound)),
        low=f"{bound.low:g}" if is_number else "",
        high=f"{bound.high:g}" if is_number else "",
        step=step,
        choices=tuple((word, str(CHOICES.get(word, word))) for word in bound.choices),
        errors=tuple(errors),
        colour=colour(rest) if kind == "weights" else None,
    )


def _step(span: float) -> float:
    """Return the largest of 1, 5, 10, 50 … (times a power of ten) that makes `STEPS` steps."""
    fine = span / STEPS
    power = 10.0 ** math.floor(math.log10(fine))
    return 5 * power if fine >= 5 * power else power


def _at(values: Mapping[str, Any], name: str, bound: Bound | None = None) -> Any:
    """Return the value at a path; an absent one is the bound's default."""
    default = bound.default if bound else None
    kind, _dot, rest = name.partition(".")
    if kind == "weights":
        return values["weights"].get(rest, default)
    if kind == "stages":
        slug, _dot, leaf = rest.partition(".")
        return values["stages"].get(slug, {}).get(leaf, default)
    return values.get(name, default)


def _value(bound: Bound, text: str) -> Any:
    if bound.low is None:
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    is_whole = isinstance(bound.default, int) and value.is_integer()
    return int(value) if is_whole else value


def _problem(bound: Bound, value: Any) -> str:
    """Say what is wrong in the active language, beside the slider."""
    if bound.choices:
        return _("Choose one of: %(words)s.") % {
            "words": ", ".join(str(CHOICES.get(word, word)) for word in bound.choices)
        }
    if not isinstance(value, int | float):
        return _("Write a number.")
    if isinstance(bound.default, int) and not isinstance(value, int):
        return _("Write a whole number.")
    if bound.low is not None and bound.high is not None:
        return _("Must be between %(low)s and %(high)s.") % {
            "low": f"{bound.low:g}",
            "high": f"{bound.high:g}",
        }
    return problem_with(bound, value)
