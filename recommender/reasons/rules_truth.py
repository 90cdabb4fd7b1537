"""Rules about truth: slots that exist and stand in their role, claims that the shape warrants.

Each takes a reading and the shape (its JSON) and returns what it objects to, or None. Imports this
package's reading only, and what is particular to a language from `rules_chinese`, `rules_english`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from recommender.reasons import rules_chinese, rules_english
from recommender.reasons.lexicon.base import ACTION_PREFIX
from recommender.reasons.reading import Reading, Token

Rule = Callable[[Reading, Mapping[str, Any]], str | None]

# The family of a claiming word is the first of these that one of its warrants begins with.
_FAMILIES = {
    "causal": ("causal",),
    "action": (ACTION_PREFIX, "kind:action"),
    "crowd": ("kind:together", "kind:popular", "kind:context"),
    "others": ("with:",),
    "price": ("kind:price", "relation:"),
    "time": ("window:", "when:", "value:", "facet:"),
    "shared": ("kind:attribute", "attribute:"),
    "new": ("kind:new",),
    "rare": ("kind:rare",),
    "explore": ("kind:explore",),
    "kept": ("kind:category", "kind:here"),
    "shelf": ("shelf:", "at:"),
}
_FLAGS = (
    "attribute", "window", "relation", "when", "value", "facet", "action", "with", "shelf", "at",
)  # fmt: skip
_USUAL = {
    "en": frozenset({"usual", "usually"}),
    "zh-hans": frozenset({"平时", "平常", "往常", "通常"}),
}
_COMPARING = frozenset(
    {
        "below", "under", "less", "lower", "kinder", "lighter", "beneath", "near", "close",
        "around", "about", "similar", "right", "comparable", "above", "beyond", "higher", "step",
    }
)  # fmt: skip
_BETWEEN = frozenset({"to", "by", "than", "from", "your", "what", "you", "the", "a", "above"})
_COMPARING_CHINESE = frozenset({"低于", "高于", "接近", "正在"})
_MEASURES = frozenset(
    {
        "低", "高", "少", "轻松", "更低", "更高", "花得少", "相近", "近",
        "差不多", "相当", "花费少", "花费多", "花得多", "高些",
    }
)  # fmt: skip
# What only others are said to do.
_CROWDS = frozenset({"kind:together", "kind:popular", "kind:context", "kind:rare"})
_SHARING = ("kind:attribute", "attribute:")
_SECTIONS = ("attribute:category", "kind:category", "kind:here")
_PRICING = ("kind:price", "relation:", "kind:explore")
# What a first claim must say in words, by kind, where its slots do not say it already.
_SAYING = {
    "action": "action:{action}",
    "attribute": "attribute:{attribute}",
    "together": "kind:together",
    "popular": "kind:popular",
    "price": "relation:{relation}",
    "rare": "says:rare",
    "new": "kind:new",
    "context": "value:{value}",
    "explore": "kind:explore",
    "category": "kind:category",
    "title": "shelf:{shelf}",
}
# What a title must say beside that: what it stands on, when, or beside what.
_TITLE_SAYS = {"action": "action:", "value": "value:", "window": "window:", "at": "at:"}
# One of several acts: "and other things" alone could be anything that stands in the shop.
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:among other things|with other things|other things besides|partly (?:because|since|as))\b"
)
# What is bought, seen or liked goes on to these: not the one thing that was told, but others.
_MORE = frozenset(
    {
        "more", "such", "other", "another", "some", "something", "product", "products", "item",
        "items", "piece", "thing", "things", "shelf", "shelves", "page", "these", "our",
    }
)  # fmt: skip
_ITSELF = frozenset({"this", "it", "that"})
_REACHING = frozenset(
    ["at", "with", "for", "on", "over", "a", "an", "the", "look", "view", "time", "of"]
)
_GOING_ON = frozenset({"and", "or", "with"})
_VERBS = frozenset(
    ["is", "are", "was", "were", "be", "been", "came", "come", "has", "have", "had", "here", "like"]
)
_OWNERS = frozenset({"our", "your", "we", "you"})
_FOR_YOU = frozenset({"for you", "为您"})  # no cause on the shelf that is for them
_CAUSE_BY_ORDER = {
    "en": re.compile(
        r"\b(?:as|for|when|with|from (?:what|when)) you(?:'ve)?\b(?! (?:usual|keep|return))"
    ),
    "zh-hans": re.compile(r"为您|让您|如您|照您|从您|自您(?!常)|有了?您|给您(?!看|瞧)"),
}


def warrants(shape: Mapping[str, Any]) -> frozenset[str]:
    """Everything a shape holds that a word may lean on."""
    found = {"causal"} if shape["causal"] else set()
    for claim in shape["claims"]:
        found.add(f"kind:{claim['kind']}")
        found.update(f"{flag}:{claim[flag]}" for flag in _FLAGS if claim.get(flag))
        if claim["kind"] == "title" and "category" in claim:
            found.add("kind:category")  # it stands on what they keep coming back to
    return frozenset(found)


def _needed(reading: Reading, token: Token, held: frozenset[str]) -> frozenset[str]:
    """What a word may lean on; what only the titles of other shelves hold says nothing here."""
    needed = reading.lexicon.claims.get(token.text, frozenset())
    return frozenset(w for w in needed if w in held or not w.startswith(_FAMILIES["shelf"]))


# ------------------------------------------------------------------------------------------- slots


def _slot_unknown(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    return next((slot for slot in reading.slots if slot not in shape["slots"]), None)


def _slot_missing(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    return next((slot for slot in shape["required"] if slot not in reading.slots), None)


def _slot_repeated(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    used = reading.slots
    return next((slot for slot in used if used.count(slot) > 1), None)


def _slot_unquoted(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    bare = [s for s in reading.lexicon.quoted if s in reading.text and f"“{s}”" not in reading.text]
    if bare:
        return min(bare)
    inside = re.findall(r"“(.*?)”", reading.text)
    wrong = [text for text in inside if text not in reading.slots]
    odd = reading.text.count("“") != reading.text.count("”") or len(inside) != reading.text.count(
        "“"
    )
    return wrong[0] if wrong else ("“" if odd else None)


def _slot_role(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    spoken = reading.spoken()
    opening = Token("^", "mark")
    for token, previous in zip(spoken, [opening, *spoken], strict=False):
        allowed = reading.lexicon.before.get(token.text)
        if allowed is not None and _is_name(shape):
            allowed |= reading.lexicon.before_in_name.get(token.text, frozenset())
        if token.kind != "slot" or allowed is None:
            continue
        before = "^" if previous.kind == "mark" and previous.text != "," else previous.text
        if before not in allowed:
            return f"{before} {token.text}"
    return None


def _slot_unit(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    spoken = reading.spoken()
    for i, token in enumerate(spoken):
        wanted = reading.lexicon.after.get(token.text) if token.kind == "slot" else None
        if wanted is None:
            continue
        following = tuple(t.text for t in spoken[i + 1 : i + 3])
        if not following or spoken[i + 1].kind == "mark":
            following = ("$",)
        if not any(following[: len(words)] == words for words in wanted):
            return f"{token.text} {' '.join(following)}".strip()
    return None


# ------------------------------------------------------------------------------------------ claims


def family_of(word_warrants: frozenset[str]) -> str:
    """The family of claims a word belongs to, which is the cause when it has no warrant."""
    for family, beginnings in _FAMILIES.items():
        if any(warrant.startswith(beginnings) for warrant in word_warrants):
            return family
    raise ValueError(f"No family for {sorted(word_warrants)}")


def _unwarranted(reading: Reading, shape: Mapping[str, Any], *, family: str) -> str | None:
    held = warrants(shape)
    for word in reading.words:
        needed = reading.lexicon.claims.get(word.text)
        if word.text in reading.lexicon.glue or needed is None or needed & held:
            continue
        if family_of(needed) == family:
            return word.written
    return None


def _causal(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    word = _unwarranted(reading, shape, family="causal")
    if word or shape["causal"]:
        return word
    plain = " ".join(token.text for token in reading.tokens)
    if reading.language == "zh-hans":
        plain = reading.bare
    found = (match[0] for match in _CAUSE_BY_ORDER[reading.language].finditer(plain))
    held = warrants(shape)
    theirs = _FOR_YOU if "shelf:for_you" in held else frozenset()
    by_order = next((cause for cause in found if cause not in theirs), None)
    if by_order is None and reading.language == "en":
        return rules_english.implied(reading, held)
    return by_order


def _agency(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """Who did it: "you" needs the action in the shape, anybody else needs the crowd in it."""
    if reading.language == "zh-hans" and (crowd := rules_chinese.crowded(reading)) is not None:
        return crowd
    held = warrants(shape)
    if reading.language == "en" and (meant := rules_english.meant(reading, held)) is not None:
        return meant
    lexicon = reading.lexicon
    you, before_you = False, False
    for token, following in pairwise([*reading.spoken(), Token("", "mark")]):
        needed = _needed(reading, token, held)
        acts = {w for w in needed if w.startswith(ACTION_PREFIX) and "kind:action" not in needed}
        if token.kind == "mark" or token.text in lexicon.crowd or token.text == "{COUNT}":
            you = before_you = False
        elif token.text in lexicon.you:
            before_you, you = you, True
        elif acts and not (acts if you else needed - acts) & held:
            return f"{'you' if you else 'others'}: {token.text}"
        elif you and needed and needed <= _CROWDS:
            return f"you: {token.text}"
        elif token.text == "like" and following.text.startswith("{") and you:
            if f"{ACTION_PREFIX}like" not in held:
                return "you: like"
        elif token.text == "的":
            you = before_you
    return None


def _direction(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """Comparisons the right way round: this price to the usual one, and "few" is not "a few"."""
    words = [word.text for word in reading.words]
    if any(pair == ("a", "few") for pair in pairwise(words)):
        return "a few"
    if reading.language == "en" and (bounded := rules_english.bounded(reading)) is not None:
        return bounded
    relations = {c["relation"] for c in shape["claims"] if c.get("relation")}
    if not relations:
        return None
    if reading.language == "en":
        return rules_english.usual_of(reading) or _direction_english(words, relations)
    return _direction_chinese(words)


def _direction_english(words: list[str], relations: set[str]) -> str | None:
    """A comparing word must lead straight to the usual price: "below what you usually spend"."""
    usual = next((i for i, w in enumerate(words) if w in _USUAL["en"]), None)
    if usual is None:
        return "usual"
    than = words.index("than") if "than" in words else -1
    at = [i for i, w in enumerate(words) if w in _COMPARING or (w == "more" and 0 < than - i < 3)]
    if any(words[i] == "more" for i in at) and "above" not in relations:
        return "more than"
    if not at:
        return "comparison"
    straight = any(i < usual and set(words[i + 1 : usual]) <= _BETWEEN for i in at)
    late = any(i > usual for i in at)
    return None if straight and not late else " ".join(words[min(at) : usual + 1])


def _direction_chinese(words: list[str]) -> str | None:
    """低于 goes straight to 您平时…, and 比/和/与 stands before it where the measure comes last."""
    usual = next((i for i, w in enumerate(words) if w in _USUAL["zh-hans"]), None)
    if usual is None:
        return "平时"
    lead = usual - 2 if words[usual - 1 : usual] in (["您"], ["您的"]) else usual - 1
    led_by = words[lead] if lead >= 0 else ""
    measures = [w for w in words[usual:] if w in _MEASURES]
    if any(w in _COMPARING_CHINESE for w in words[usual:]):
        return "平时"
    if led_by in _COMPARING_CHINESE and not measures:
        return None
    return None if led_by in {"比", "和", "与", "跟"} and measures else f"{led_by} 平时"


def _misjoined(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """Two true claims must not make a false one: "same price", "your usual material"."""
    held = warrants(shape)

    def about(token: Token, beginnings: tuple[str, ...]) -> bool:
        needed = _needed(reading, token, held)
        return bool(needed) and all(warrant.startswith(beginnings) for warrant in needed)

    for one, other in pairwise(reading.spoken()):
        if one.text in _OWNERS and about(other, _SHARING) and not about(other, _SECTIONS):
            return f"{one.text} {other.text}"  # "made in our workshop"
        for first, second in ((one, other), (other, one)):
            if about(first, _SHARING) and about(second, _PRICING):
                return f"{one.text} {other.text}"
    return rules_chinese.misjoined(reading, shape) if reading.language == "zh-hans" else None


def _is_name(shape: Mapping[str, Any]) -> bool:
    return bool(shape["claims"][0]["kind"] == "name")


def _naming(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """A name is what it names and the words that join it: no sentence, and nothing else said."""
    if not _is_name(shape):
        return None
    spoken = reading.spoken()
    if spoken and spoken[0].kind != "slot":
        return spoken[0].text
    allowed = reading.lexicon.naming
    return next((t.text for t in spoken if t.kind != "slot" and t.text not in allowed), None)


def _object(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """What they did, they did with the thing named: not with "more like" it, nor with this one."""
    if reading.language == "zh-hans":
        return rules_chinese.object_of(reading)
    spoken = reading.spoken()
    acts = [_is_act(reading, token) for token in spoken]
    you = False
    for i, token in enumerate(spoken):
        you = token.kind != "mark" and (you or token.text in reading.lexicon.you)
        if you and acts[i]:
            reached = next((t for t in spoken[i + 1 :] if t.text not in _REACHING), None)
            if reached is not None and reached.text in _MORE | {"this"}:
                return f"{token.text} {reached.text}"
        if token.text == "{ITEM_1}" and shape["claims"][0]["kind"] == "action":
            lead = next((j for j in range(i - 1, -1, -1) if spoken[j].text not in _REACHING), -1)
            done = lead >= 0 and acts[lead]
            late = any(t.text in reading.lexicon.you for t in spoken[i + 1 :])
            if not done and not (late and any(acts[i + 1 :])):
                return f"{spoken[lead].text} {token.text}" if lead >= 0 else token.text
    return None


def _is_act(reading: Reading, token: Token) -> bool:
    return any(warrant.startswith(ACTION_PREFIX) for warrant in _claims(reading, token))


def _claims(reading: Reading, token: Token) -> frozenset[str]:
    return reading.lexicon.claims.get(token.text, frozenset())


def _listed(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """Nothing is added to what is named: "{ITEM_1} and more", or "also" where nothing is shared."""
    held = warrants(shape)
    if reading.language == "zh-hans":
        return rules_chinese.listed(reading) or rules_chinese.alike(reading, held)
    return _going_on(reading, shape) or rules_english.alike(reading, held)


def _going_on(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """After the thing named no other follows: "{ITEM_1} and more", "{ITEM_1} and this"."""
    if (again := rules_english.repeated(reading)) is not None:
        return again
    spoken = [t for t in reading.spoken() if t.text != ","]
    bought_too = shape["claims"][0]["kind"] == "together"  # "{ITEM_1}, and this too"
    for i, (token, following) in enumerate(pairwise(spoken)):
        if token.text not in {"{ITEM_1}", "{QUERY}"} or following.text not in _GOING_ON:
            continue
        marks = (j for j in range(i + 2, len(spoken)) if spoken[j].kind == "mark")
        clause = spoken[i + 2 : next(marks, len(spoken))]
        says = any(t.kind == "slot" or t.text in _VERBS or _claims(reading, t) for t in clause)
        pointed = any(t.text in _ITSELF for t in clause) and not says and not bought_too
        if pointed or any(t.text in _MORE for t in clause[:1]):
            return " ".join(t.text for t in clause)
    return None


def _broken(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """Half an answer: it breaks off, begins with a mark, or says a word twice over."""
    spoken = reading.spoken()
    if not spoken:
        return None
    first, last = spoken[0], spoken[-1]
    if first.kind == "mark" or last.kind == "mark" or last.text in reading.lexicon.dangling:
        return f"{first.text} … {last.text}"
    if last.text == "this" and len(spoken) > 1 and spoken[-2].text in reading.lexicon.crowd:
        return "this"  # "popular with {COUNT} shoppers this": a week, a month, who knows
    double = (a.text for a, b in pairwise(spoken) if a.text == b.text or a.kind == b.kind == "mark")
    return next(double, None)


def _unsaid(reading: Reading, shape: Mapping[str, Any]) -> str | None:
    """Each claim must be there, by its own slot or by a word that says it."""
    said = {w for word in reading.words for w in reading.lexicon.claims.get(word.text, ())}
    for claim in shape["claims"]:
        wanted = _SAYING.get(claim["kind"], "").format_map(claim)
        if claim.get("shelf") == "because":
            wanted = "causal"
        own = {v for k, v in claim.items() if v.startswith("{") and k in {"value", "category"}}
        day = f"when:{claim.get('when')}" in said and claim["when"] != "days"
        told = wanted in said or day or own & set(reading.slots)
        if wanted and not told:
            return wanted
        window = f"window:{claim['window']}" if claim.get("window", "all") != "all" else ""
        if window and window not in said:
            return window  # a count of some days is not one of all time
        if claim["kind"] == "title":
            more = (f"{says}{claim[key]}" for key, says in _TITLE_SAYS.items() if key in claim)
            unsaid = next((one for one in more if one not in said), None)
            if unsaid is not None:
                return unsaid
        one_of_several = "with:others" in said and (
            reading.language != "en" or _ONE_OF_SEVERAL.search(reading.bare.lower())
        )
        if "with" in claim and not one_of_several:
            return "with:others"  # one of several that did it together, and not by itself
    return None


RULES: dict[str, Rule] = {
    "slot_unknown": _slot_unknown,
    "slot_missing": _slot_missing,
    "slot_repeated": _slot_repeated,
    "slot_unquoted": _slot_unquoted,
    "slot_role": _slot_role,
    "slot_unit": _slot_unit,
    "causal": _causal,
    **{f: partial(_unwarranted, family=f) for f in _FAMILIES if f != "causal"},
    "agency": _agency,
    "direction": _direction,
    "misjoined": _misjoined,
    "naming": _naming,
    "broken": _broken,
    "unsaid": _unsaid,
    "object": _object,
    "listed": _listed,
}
