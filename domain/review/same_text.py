"""Which sentences of a text stand in another one, to be marked where both are shown."""

import re
from collections.abc import Set
from itertools import groupby
from typing import NamedTuple

from domain.visit.copied_text import prints

_SENTENCE = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]*")


class Piece(NamedTuple):
    """A piece of a text, and whether the other text says it too."""

    text: str
    is_same: bool


def marked(text: str, other: str) -> list[Piece]:
    """The text in pieces, alternately what the other says too and what it does not.

    Together they are the text. Sentences are compared as ``prints`` compares them, so that a
    short one, which may well be written twice, is never the same.
    """
    known = prints(other).keys()
    found = ((each, _is_said(each, known)) for each in _SENTENCE.findall(text) if each)
    runs = groupby(found, key=lambda each: each[1])
    return [Piece("".join(each for each, _ in run), is_same) for is_same, run in runs]


def _is_said(sentence: str, known: Set[str]) -> bool:
    said = prints(sentence).keys()
    return bool(said) and said <= known
