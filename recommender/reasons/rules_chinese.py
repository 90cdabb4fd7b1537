"""What only Chinese word order can get wrong; `rules_truth` asks here and names the cause.

Chinese has no endings: who did what to which thing, and which thing a clause is about, is told by
what stands together in a clause. Imports this package's reading only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recommender.reasons.lexicon.base import ACTION_PREFIX, HAD_BEFORE
from recommender.reasons.reading import Reading, Token

Clause = tuple[str, list[Token]]  # the mark before it, "" at the opening, and its words and slots

_JOINING = frozenset({"和", "与", "跟", "同", "以及", "还", "还有", "也", "又", "并且", "而且"})
_COMPARING = frozenset({"和", "与", "跟", "同", "像", "就像"})
_THIS = frozenset(
    {
        "它", "它们", "这", "这件", "此件", "这款", "这样", "这些", "那", "那件", "更多", "另一件",
        "又一件", "一件", "一些", "一种", "东西", "物件", "商品",
    }
)  # fmt: skip
_AGAIN = frozenset({"又", "也", "又是", "也是", "又见", "又一件", "另一件"})
_NAMED = frozenset({"{ITEM_1}", "{QUERY}"})
_ALIKE = frozenset({"一样", "同样"})
_LIKE = _ALIKE | {"像", "就像"}
_UNITS = frozenset({"位", "名", "个"})
_NOT_ALL = frozenset({"有人", "少有人"})
# Of the pick, never of the other thing: its price, its newness, how few have seen it.
_OF_PICK = ("kind:price", "relation:", "kind:new", "when:", "kind:rare", "says:rare")
_OWN = ("kind:new", "when:", "kind:rare", "says:rare")
_SHARING = ("kind:attribute", "attribute:")


def clauses(reading: Reading) -> list[Clause]:
    """Return the clauses of a sentence, each with the mark before it."""
    found: list[Clause] = [("", [])]
    for token in reading.spoken():
        if token.kind == "mark":
            found.append((token.text, []))
        else:
            found[-1][1].append(token)
    return found


def crowded(reading: Reading) -> str | None:
    """A crowd that is not counted is never "all", nor are the shopper and a crowd one."""
    spoken = reading.spoken()
    crowd, you = reading.lexicon.crowd, reading.lexicon.you
    everybody = False
    for i, token in enumerate(spoken):
        before = spoken[i - 1].text if i else ""
        if token.text in crowd:
            everybody = before not in _UNITS and token.text not in _NOT_ALL
        elif token.text == "{COUNT}":
            everybody = False
        elif token.kind == "mark":  # "，它和“X”都…" speaks of two things, whoever came before
            everybody = everybody and spoken[i + 1 : i + 2] != [] and _all(spoken[i + 1])
        elif everybody and token.text.startswith("都"):
            return f"all: {token.text}"
        if token.text == "两件" and i and spoken[i - 1].kind != "mark" and before not in crowd:
            return f"{before} 两件"  # the pick and the other, and never two of what was bought
        if 0 < i < len(spoken) - 1 and token.text in _JOINING:
            pair = {before, spoken[i + 1].text}
            if pair & you and pair & (crowd | _UNITS | {"{COUNT}"}):
                return f"{before} {token.text} {spoken[i + 1].text}"
    return None


def object_of(reading: Reading) -> str | None:
    """What they did, they did with the thing that is named, and not with the pick."""
    for _, words in clauses(reading):
        you, acted = False, False
        for token, after in zip(words, [*words[1:], Token("", "mark")], strict=True):
            if token.text in reading.lexicon.you:
                you, acted = True, False
            elif "causal" in _claims(reading, token):
                you = False
            elif you and token.text in _THIS:
                return token.text
            elif you and acted and token.text == "的":
                if after.text not in _NAMED:
                    return f"的 {after.text}".strip()
                you = False
            elif you:
                acted = acted or _acts(reading, token)
                you = token.text != "的"
    return None


def listed(reading: Reading) -> str | None:
    """After the thing named that they acted on, no other follows: "“{ITEM_1}”和…"."""
    for _, words in clauses(reading):
        you = False
        for token, after in zip(words, [*words[1:], Token("", "mark")], strict=True):
            you = token.text != "的" and (you or token.text in reading.lexicon.you)
            if you and token.text in _NAMED and after.text in _JOINING:
                return f"{token.text} {after.text}"
    return None


def misjoined(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """What is true of the pick alone stands in a clause without the other thing or the shopper."""
    if shape["claims"][0]["kind"] == "title":
        return None
    parts = clauses(reading)
    for _, words in parts:
        wrong = _mixed(reading, words)
        if wrong is not None:
            return wrong
    for (_, one), (mark, other) in zip(parts, parts[1:], strict=False):
        for alike, told in ((one, other), (other, one)):
            if mark == "，" and _only_alike(reading, alike) and _about(reading, told, _OF_PICK):
                return "".join(token.text for token in alike)  # "和“X”一样，少有人发现"
    return None


def _mixed(reading: Reading, words: list[Token]) -> str | None:
    texts = {token.text for token in words}
    pick = _about(reading, words, _OF_PICK)
    price = _about(reading, words, ("kind:price", "relation:"))
    usual = texts & {"平时", "平常", "往常", "通常"}
    if pick and texts & _NAMED:
        return f"{pick} {min(texts & _NAMED)}"
    if _about(reading, words, ("relation:",)) and not usual:
        return pick
    if _about(reading, words, _OWN) and texts & reading.lexicon.you:
        return f"您 {pick}"
    if "{DAYS}" in texts and not _about(reading, words, ("kind:new",)):
        return "{DAYS}"
    shares = _about(reading, words, _SHARING) or min(texts & _ALIKE, default="")
    crowd = min(texts & (reading.lexicon.crowd | {"{COUNT}"}), default="")
    return f"{price} {shares or crowd}" if price and (shares or crowd) else None


def _only_alike(reading: Reading, words: list[Token]) -> bool:
    """Whether a clause says only "like X", and not in what."""
    slots = {token.text for token in words if token.kind == "slot"}
    return (
        bool(words)
        and words[0].text in _COMPARING
        and bool(slots & _NAMED)
        and slots <= _NAMED
        and not _about(reading, [w for w in words if w.text not in _LIKE], _SHARING)
        and (words[-1].text in _ALIKE or words[-1].text in _NAMED)
    )


def _about(reading: Reading, words: list[Token], beginnings: tuple[str, ...]) -> str:
    """Return the first word that claims nothing but this, or ""."""
    for token in words:
        needed = {w for w in _claims(reading, token) if not w.startswith("shelf:")}
        if needed and all(warrant.startswith(beginnings) for warrant in needed):
            return token.text
    return ""


def _all(token: Token) -> bool:
    return token.text.startswith(("都", "也"))


def _acts(reading: Reading, token: Token) -> bool:
    needed = _claims(reading, token)
    return "kind:action" not in needed and any(w.startswith(ACTION_PREFIX) for w in needed)


def _claims(reading: Reading, token: Token) -> frozenset[str]:
    return reading.lexicon.claims.get(token.text, frozenset())


def alike(reading: Reading, held: frozenset[str]) -> str | None:
    """Object to 又 and 也 where nothing is shared."""
    words = [word.text for word in reading.words]
    return None if held & HAD_BEFORE else next((word for word in words if word in _AGAIN), None)
