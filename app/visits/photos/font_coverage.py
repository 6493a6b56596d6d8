"""Which characters the band's font can draw, and how the others are written all the same."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_PROBE_PX = 24
# No font has a character here; what comes is the font's picture of a missing one.
_NOWHERE = "\U0010fffe"


def legible(text: str, font_path: Path) -> str:
    """The text with every character the font lacks as its number in brackets: [U+20BB7].

    A name written with a rare character must not lose it silently, nor become a box that could
    be any character.
    """
    return "".join(_written(each, str(font_path)) for each in text)


@lru_cache(maxsize=4096)
def _written(character: str, font_path: str) -> str:
    if character.isspace():
        return character if character in (" ", "\u3000") else " "
    is_shown = unicodedata.category(character)[0] != "C"
    if is_shown and _picture(character, font_path) != _picture(_NOWHERE, font_path):
        return character
    return f"[U+{ord(character):04X}]"


@lru_cache(maxsize=4096)
def _picture(character: str, font_path: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(font_path).getmask(character)
    return mask.size, bytes(mask)


@lru_cache(maxsize=4)
def _font(font_path: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path, _PROBE_PX)
