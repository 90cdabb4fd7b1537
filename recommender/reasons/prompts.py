"""The one prompt every LLM writer sends: what a sentence may say, the shape as JSON, some examples.

Only shapes go in, and shapes hold fixed words and slot names: no title, review or search can reach
a model. Raise `PROMPT_VERSION` with any change: sentences written before are then owed again.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

from recommender.contracts import ReasonPrompt

PROMPT_VERSION = 2

Message = dict[str, str]

_LANGUAGES = {"en": "English", "zh-hans": "Simplified Chinese"}
_TONES = {
    "warm": "warm and quiet, like a shop owner who remembers the person",
    "plain": "plain and short, only the fact",
    "playful": "light, with a small smile, never silly",
}
_SYSTEM = """You write one short line that tells a shopper why a product is on their page.
Rules:
- Say only what the JSON says. Add no fact, number, name, date, price, place, praise or promise.
- Copy slots such as {ITEM_1} exactly. Use every slot in "required"; use no slot not in "slots".
- Say that something is because of what they did only if "causal" is true.
- "action" is what the shopper did; speak to them as "you" (Chinese: 您).
- "with":"others" means it was one of several things: say so ("among other things"; Chinese: 等).
- "item":"anchor" is the thing the page is about: do not name it ("the same maker"; Chinese: 同一).
- "kind":"title" asks for the heading of a shelf of products, "kind":"name" for what an interest is
  called, such as "{CATEGORY} in {MATERIAL}": a few words, no sentence.
- One line, at most 14 words (Chinese: 28 characters) beside slots. No exclamation or question mark,
  no quotation marks in English, “” around {ITEM_1} and {QUERY} in Chinese, no markup, no full stop.
Answer with the line alone."""

_EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (
            '{"causal":true,"claims":[{"action":"view","item":"{ITEM_1}","kind":"action"}]}',
            "Because you looked at {ITEM_1}",
        ),
        (
            '{"causal":false,"claims":[{"count":"{COUNT}","item":"{ITEM_1}","kind":"together"}]}',
            "{COUNT} shoppers bought both this and {ITEM_1}",
        ),
    ),
    "zh-hans": (
        (
            '{"causal":true,"claims":[{"action":"view","item":"{ITEM_1}","kind":"action"}]}',
            "因为您看过“{ITEM_1}”",
        ),
        (
            '{"causal":false,"claims":[{"count":"{COUNT}","item":"{ITEM_1}","kind":"together"}]}',
            "{COUNT}位顾客买了它，也买了“{ITEM_1}”",
        ),
    ),
}


def messages(prompt: ReasonPrompt) -> list[Message]:
    """Return the chat messages that ask for one sentence."""
    language = prompt.language if prompt.language in _EXAMPLES else "en"
    made: list[Message] = [{"role": "system", "content": _SYSTEM}]
    for shape, answer in _EXAMPLES[language]:
        made.append({"role": "user", "content": _asked(shape, language, "plain", 0)})
        made.append({"role": "assistant", "content": answer})
    shape = json.dumps(dict(prompt.shape), sort_keys=True, separators=(",", ":"))
    made.append({"role": "user", "content": _asked(shape, language, prompt.tone, prompt.variant)})
    return made


def _asked(shape: str, language: str, tone: str, variant: int) -> str:
    return (
        f"Language: {_LANGUAGES[language]}\nTone: {_TONES.get(tone, _TONES['plain'])}\n"
        f"Version: {variant + 1}\nJSON: {shape}"
    )


def answer_of(text: str) -> str:
    """Return the sentence in a model's answer: thoughts, a fence or a final stop taken off.

    Only wrapping is removed, never wording: what is left is judged as it stands.
    """
    text = re.sub(r"<think>.*?</think>", "", text, flags=re.DOTALL).strip()
    text = re.sub(r"^```\w*\s*|\s*```$", "", text).strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    text = re.sub(r"[.。]$", "", text)
    return unicodedata.normalize("NFC", text)


def batches(prompts: Sequence[ReasonPrompt], size: int) -> list[Sequence[ReasonPrompt]]:
    """Return `prompts` in runs of at most `size`, in order."""
    return [prompts[start : start + size] for start in range(0, len(prompts), size)]
