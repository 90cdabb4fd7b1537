"""Turns what the warehouse wrote into a title: "ZINC T-LITE HLDR" → "Zinc T-light holder".

Nothing is added that was not there. The words are in `title_words`; this is the order they are used
in: pieces of shorthand first (S/3, W/), then spellings word by word, then capitals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from shop.importing.online_retail.title_words import PHRASES, PROPER, SPELLINGS

LONGEST = 120
LEAST_LETTERS = 3

# What somebody noted about stock, in place of what the thing is.
_NOTE = re.compile(
    r"\?|adjust|amazon|broken|check|cant find|came as|carton|coded|code mix|counted|credit|crush"
    r"|damag|damges|damp|dirty|discolou?r|display|donated|dotcom (sales|set|multiple|email)|ebay"
    r"|entry error|error|faulty|for show|found|given away|gone|incorrect|invc|invoice \d|lost"
    r"|mail ?out|mia\b|missing|mix(ed)? |mixed$|mould|my error|no stock|phil said|poor quality"
    r"|re-?adjust|returned|reverse|rust|sale error|samples?$|short|show$|smash|sold|stock|temp$"
    r"|test|throw|thrown|torn|unsale?able|unsellable|update|used|wet\b|wonky|wrong",
    re.IGNORECASE,
)
_SHORTHAND: tuple[tuple[str, str], ...] = (
    (r"\b(?:SET|S) ?/ ?(\d+)\b", r" SET OF \1 "),
    (r"\bSET (?=\d+\b(?! *(?:PCS?|PIECE)))", "SET OF "),
    (r"\bSET(\d+)\b", r"SET OF \1"),
    (r"\bOF(\d+)\b", r"OF \1"),
    (r"\b(PACK|BOX|BASKET) ?/ ?(\d+)\b", r"\1 OF \2"),
    (r"\bPACK (\d+)\b", r"PACK OF \1"),
    (r"\bW/(?:CHIME)\b", "WINDCHIME"),
    (r"\bW/SUCK\b", "WITH SUCKER"),
    (r"\bW/(?=\w)", "WITH "),
    (r" W BEA$", " WITH BEADS"),
    (r" W STR$", " WITH STRAP"),
    (r" W 3 DRAW$", " WITH 3 DRAWERS"),
    (r"(?<=\w) W (?=\w)", " WITH "),
    (r"\bBLACK DIA$", "BLACK DIAMOND"),
    (r"\bKNIF & S$", "KNIFE"),
    (r"\bPHOTO A$", "PHOTO ALBUM"),
    (r"\bT-LIGHT HOLD$", "T-LIGHT HOLDER"),
    (r"\bBRACELET (TO|OL)$", "BRACELET"),
    (r"\bMIDN'T BLU$", "MIDNIGHT BLUE"),
    (r", PINK/$", ", PINK"),
    (r"\bASS(?:T|TD|D)?\b\.?(?: COL\b)", "ASSORTED COLOUR"),
    (r"\bASS(?:T|TD|D)?\b\.?", "ASSORTED"),
    (r"\bT[ -]LITE\b", "T-LIGHT"),
    (r"\bT LIGHT(S?)\b", r"T-LIGHT\1"),
    (r"\bNECKL\.?(?=\d)", "NECKLACE "),
    (r"\bNECKL\. ", "NECKLACE "),
    (r'(\d")(?=\w)', r"\1 "),
    (r'\b(LOLA|BULLET)"', r'\1 "'),
    (r"\bMOP\b(?= (?:PENDANT|ORBIT))", "M.O.P"),
    (r"\bM PEARL\b", "M.O.P"),
    (r"\bART DECO?\b(?= CRYSTAL)", "ART DECO"),
    (r"\bDECO\.(?=\w)", "DECO "),
    (r"\bF FAIRY\b", "FLOWER FAIRY"),
    (r"\bART FLOWER\b", "ARTIFICIAL FLOWER"),
    (r"\bB'DRAW\b", "DRAWER"),
    (r"\bLT[. ](?=\w)", "LIGHT "),
    (r"\bL[. ](?=BLUE)", "LIGHT "),
    (r"\bANT\b(?!S)", "ANTIQUE"),
    (r"(?<=[A-Z]{3})\. (?=[A-Z])", ", "),
    (r"-LEAF\b", " LEAF"),
    (r" *\+ *", " & "),
)
_SHORTHAND_RULES = tuple((re.compile(pattern), to) for pattern, to in _SHORTHAND)
_SPACED = (
    (re.compile(r"\s*(?:,\s*)+"), ", "),
    (re.compile(r"\s+([.:;!?])"), r"\1"),
    (re.compile(r"(?<=\w)(?=\()"), " "),
    (re.compile(r"\bkids'$"), "kids"),
    (re.compile(r"\s{2,}"), " "),
)
# Only what can stand for a word: letters with what is inside them, or a number with its unit.
_WORD = re.compile(r"[A-Z0-9](?:[A-Z0-9.'/-]*[A-Z0-9])?", re.IGNORECASE)
_INITIAL = re.compile(r'"[a-z]"')  # a letter that a thing is shaped as
_EDGES = " .,;:*-/&_"


def is_note(description: str) -> bool:
    """Whether a description says something about stock and not what the thing is."""
    letters = [c for c in description if c.isalpha()]
    if len(letters) < LEAST_LETTERS:
        return True
    if description == description.upper():
        return description in {"MISSING", "MIA", "DOTCOM SETS", "DAMAGED", "DAMAGES", "FOUND"}
    if not re.search(r"[A-Z]{3}", description):
        return description[0].islower() or bool(_NOTE.search(description))
    return False


def description_best(counts: Mapping[str, int]) -> str:
    """Return the description seen most often that is no note (the longer of equals), or ""."""
    real = [(count, len(text), text) for text, count in counts.items() if not is_note(text)]
    return max(real)[2] if real else ""


def title_clean(description: str, code: str) -> str:
    """Return a title of 1 to 120 characters; of nothing to read, one made from the code."""
    text = " ".join("".join(c if c.isprintable() else " " for c in description).split())
    text = text.strip(_EDGES)
    if sum(c.isalpha() for c in text) < LEAST_LETTERS:
        return f"Item {' '.join(code.split())}"[:LONGEST].strip()
    if _is_mixed(text):
        return _shortened(text[0].upper() + text[1:])
    text = text.upper()
    for pattern, to in _SHORTHAND_RULES:
        text = pattern.sub(to, text)
    text = _WORD.sub(lambda found: _word(found[0]), text)
    for pattern, to in _SPACED:
        text = pattern.sub(to, text)
    text = text.strip(_EDGES)
    text = _INITIAL.sub(lambda found: found[0].upper(), text)
    for plain, written in PHRASES:
        text = re.sub(rf"\b{re.escape(plain)}\b", written, text, flags=re.IGNORECASE)
    return _shortened(text[:1].upper() + text[1:]) or f"Item {code}"[:LONGEST]


def _is_mixed(text: str) -> bool:
    """Whether somebody already wrote it in mixed case, and not just one letter or a unit."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.islower() for c in letters) * 2 > len(letters)


def _word(word: str) -> str:
    if word in SPELLINGS:
        return SPELLINGS[word]
    lower = word.lower()
    if lower in PROPER:
        return PROPER[lower]
    if "/" in word:
        return "/".join(_word(part) if part else part for part in word.split("/"))
    if lower.endswith("'s") and lower[:-2] in PROPER:
        return f"{PROPER[lower[:-2]]}'s"
    return lower


def _shortened(text: str) -> str:
    """Cut at a word, never in one."""
    if len(text) <= LONGEST:
        return text
    cut = text[: LONGEST + 1].rsplit(" ", 1)[0]
    return (cut if len(cut) <= LONGEST else text[:LONGEST]).rstrip(_EDGES)
