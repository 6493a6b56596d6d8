"""Whether a text was written before: its sentences are compared by their prints.

A print says nothing about the sentence to whoever has not seen it, and stays the same when only
spaces, punctuation or the width of letters change.
"""

import hashlib
import re
import unicodedata
from collections.abc import Container, Mapping
from typing import TypeVar

FEWEST_CHARACTERS = 12
"""A shorter sentence may well be written twice: 课堂秩序良好."""
COPIED_FROM_SHARE = 0.7
FEWEST_COPIED_CHARACTERS = 40

_END = re.compile(r"[。！？；!?;\n]+")
_PRINT_DIGITS = 16

P = TypeVar("P", str, int)


def prints(text: str) -> dict[str, int]:
    """The prints of the text's longer sentences, each with how many characters it stands for."""
    found: dict[str, int] = {}
    for piece in _END.split(unicodedata.normalize("NFKC", text)):
        sentence = "".join(sign for sign in piece.lower() if sign.isalnum())
        if len(sentence) >= FEWEST_CHARACTERS:
            digest = hashlib.sha256(sentence.encode()).hexdigest()[:_PRINT_DIGITS]
            found[digest] = len(sentence)
    return found


def copied_share(mine: Mapping[P, int], known: Container[P]) -> float:
    """How much of a text's longer sentences stands in a known one, 0 to 1.

    0 where that is less than 70 % of them or fewer than 40 characters: two who describe the same
    kind of thing share as much by chance.
    """
    copied = sum([size for each, size in mine.items() if each in known])
    if copied < FEWEST_COPIED_CHARACTERS:
        return 0.0
    share = copied / sum(mine.values())
    return share if share >= COPIED_FROM_SHARE else 0.0
