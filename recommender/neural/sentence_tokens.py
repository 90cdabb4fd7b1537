"""The bundled writer's tokenizer: whole words with their leading space, Chinese by character.

Control tokens and slots are tokens of their own. There is no token for the unknown: a text with a
piece outside the vocabulary is an error, never a guess. Never imports Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

PAD, END = "<pad>", "<end>"

# The same in Python's `re` and in the tokenizer's Oniguruma.
_PIECE = r" ?[A-Za-z]+(?:['’\-][A-Za-z]+)*|[一-鿿]| ?[^A-Za-z一-鿿\s]|\s"
_SLOT = re.compile(r"\{[A-Z_0-9]+\}")
_WORD = re.compile(r"[A-Za-z]")


def pieces_of(text: str) -> list[str]:
    """Cut a text without slots into the pieces that may become tokens."""
    return re.findall(_PIECE, text)


def vocabulary(texts: Iterable[str]) -> set[str]:
    """Return every piece that sentences put together of these texts may need.

    A word may begin a sentence, follow a space, or follow a bracket; a mark likewise.
    """
    found: set[str] = {" "}
    for text in texts:
        for piece in pieces_of(_SLOT.sub(" ", text)):
            bare = piece.strip()
            if not bare:
                continue
            found.add(bare)
            if bare.isascii() or not bare.isalpha():
                found.add(" " + bare)
            if _WORD.match(bare):
                found.add(bare[:1].upper() + bare[1:])
    return found


def tokenizer_make(
    pieces: Mapping[str, Iterable[str]], slots: Sequence[str], controls: Sequence[str]
) -> PreTrainedTokenizerFast:
    """Return the tokenizer for these pieces (by language), slots and control tokens."""
    words = sorted({piece for found in pieces.values() for piece in found})
    special = [PAD, END, *controls]
    vocab = {token: row for row, token in enumerate([*special, *slots, *words])}
    made = Tokenizer(models.WordLevel(vocab))
    made.pre_tokenizer = pre_tokenizers.Split(Regex(_PIECE), "isolated")
    made.decoder = decoders.Fuse()
    made.add_special_tokens([AddedToken(token, normalized=False) for token in special])
    made.add_tokens([AddedToken(slot, normalized=False) for slot in slots])  # kept when decoding
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        pad_token=PAD,
        eos_token=END,
        clean_up_tokenization_spaces=False,
        padding_side="left",
    )


def sentence_ids(tokenizer: PreTrainedTokenizerFast, sentence: str) -> list[int]:
    """Return the tokens of a sentence.

    Raises:
        ValueError: it holds a piece that the vocabulary lacks.
    """
    try:
        ids: list[int] = tokenizer.backend_tokenizer.encode(sentence).ids
    except Exception as error:  # the library raises nothing narrower
        raise ValueError(f"{sentence!r} has a piece that the vocabulary lacks: {error}") from error
    return ids


def sentence_of(tokenizer: PreTrainedTokenizerFast, ids: Sequence[int]) -> str:
    """Return the sentence of tokens, up to the first END."""
    text: str = tokenizer.backend_tokenizer.decode(list(ids), skip_special_tokens=False)
    return text.partition(END)[0].strip()
