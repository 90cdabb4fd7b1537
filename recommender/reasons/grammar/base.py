"""Context-free grammars whose sentences the bundled writer learns from.

A grammar is a table of rules: a name, and the alternatives it may become. In an alternative,
`<name>` is another rule, `[a|b]` a choice and `[a|]` something that may be left out; `$field` in a
name stands for a field of what is told, so that `<did:$action>` becomes `<did:view>`. A name that
has no rule loses its last part until one has: `<open:plain>` borrows `<open>`. Slots such as
`{ITEM_1}` are copied. Knows nothing of the checker; imports nothing of this package.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_PIECE = re.compile(r"<([^<>]+)>|([\[\]|])|([^<\[\]|]+)")
_FIELD = re.compile(r"\$([a-z]+(?:\.[a-z]+)?)")


class GrammarGap(LookupError):
    """A rule that is named and not there."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Ref:
    """Another rule, its name with fields still open."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: tuple[Sequence, ...]


Sequence = tuple[Text | Ref | Choice, ...]
Fields = Mapping[str, str]


@dataclass(frozen=True)
class Grammar:
    """The rules of one language; `capital`: a sentence begins with a capital letter."""

    rules: Mapping[str, tuple[str, ...]]
    capital: bool = True

    @cached_property
    def _parsed(self) -> dict[str, tuple[Sequence, ...]]:
        return {
            name: tuple(parsed(alternative) for alternative in alternatives)
            for name, alternatives in self.rules.items()
        }

    def sample(self, start: str, fields: Fields, rng: random.Random) -> str:
        """Return one sentence that `start` may become, each choice drawn evenly.

        Raises:
            GrammarGap: a rule on the way is not there.
        """
        return self._polished(self._drawn((Ref(start),), fields, rng))

    def every(self, start: str, fields: Fields) -> Iterator[str]:
        """Yield each sentence that `start` may become; the same one may come more than once.

        Raises:
            GrammarGap: a rule on the way is not there.
        """
        yield from map(self._polished, self._all((Ref(start),), fields))

    def _options(self, name: str, fields: Fields) -> tuple[Sequence, ...]:
        asked = name = _FIELD.sub(lambda field: fields.get(field[1], ""), name)
        while name not in self._parsed:
            name, colon, _ = name.rpartition(":")
            if not colon:
                raise GrammarGap(asked)
        return self._parsed[name]

    def _drawn(self, sequence: Sequence, fields: Fields, rng: random.Random) -> str:
        made = []
        for piece in sequence:
            if isinstance(piece, Text):
                made.append(piece.text)
                continue
            options = self._options(piece.name, fields) if isinstance(piece, Ref) else piece.options
            made.append(self._drawn(rng.choice(options), fields, rng))
        return "".join(made)

    def _all(self, sequence: Sequence, fields: Fields) -> Iterator[str]:
        if not sequence:
            yield ""
            return
        head, rest = sequence[0], sequence[1:]
        if isinstance(head, Text):
            heads: Iterator[str] = iter((head.text,))
        else:
            options = self._options(head.name, fields) if isinstance(head, Ref) else head.options
            heads = (one for option in options for one in self._all(option, fields))
        for first in heads:
            yield from (first + tail for tail in self._all(rest, fields))

    def _polished(self, sentence: str) -> str:
        sentence = " ".join(sentence.split())
        return sentence[:1].upper() + sentence[1:] if self.capital else sentence


def parsed(alternative: str) -> Sequence:
    """Parse one alternative.

    Raises:
        ValueError: a bracket that is never opened or never closed.
    """
    stack: list[list[list[Text | Ref | Choice]]] = [[[]]]
    for ref, mark, text in _PIECE.findall(alternative):
        if ref:
            stack[-1][-1].append(Ref(ref))
        elif text:
            stack[-1][-1].append(Text(text))
        elif mark == "[":
            stack.append([[]])
        elif mark == "|" and len(stack) > 1:
            stack[-1].append([])
        elif mark == "]" and len(stack) > 1:
            options = tuple(tuple(option) for option in stack.pop())
            stack[-1][-1].append(Choice(options))
        else:
            raise ValueError(f"A {mark!r} too many in {alternative!r}")
    if len(stack) > 1:
        raise ValueError(f"A bracket is not closed in {alternative!r}")
    return tuple(stack[0][0])
