"""What real cells hold and mean: full-width signs, numbers as text, dates of all kinds."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

Cell = str | int | float | bool | date | datetime | None

_WIDE = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_NARROW: dict[int, int | None] = {wide: wide - 0xFEE0 for wide in _WIDE}
_NARROW |= {0x3000: 0x20, 0xA0: 0x20, 0xFEFF: None, 0x200B: None}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s.*)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)
EXACT_DIGITS = 15
"""How many digits a number cell of Excel keeps; longer codes must be text cells."""


def text_of(cell: Cell) -> str:
    """The cell as text: half-width letters and digits, single blanks, no leading quote.

    Chinese punctuation stays as written, because names are shown as the office spells them.
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).translate(_NARROW).split()).lstrip("'")


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """What two spellings of one name share: width, case, blanks and kinds of brackets aside."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def is_inexact(cell: Cell) -> bool:
    """Whether the cell is a number with more digits than Excel keeps."""
    return isinstance(cell, int | float) and abs(cell) >= 10**EXACT_DIGITS


def date_of(cell: Cell) -> date | None:
    """The day a cell names: an Excel date, its serial number, or text such as 2026年9月1日.

    Raises ValueError for what names none; an empty cell is None.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = unicodedata.normalize("NFKC", text_of(cell))
    if not text:
        return None
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match:
        return date(int(match[1]), int(match[2]), int(match[3]))
    if text.isdigit() and int(text) in _EXCEL_DAYS:
        return _EXCEL_EPOCH + timedelta(days=int(text))
    raise ValueError(f"not a date: {text!r}")


def numbers_in(text: str) -> list[float]:
    """The plain decimal numbers in a text, in their order."""
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def names_in(text: str) -> list[str]:
    """The names in a cell that may list several, apart by 、 , ; / or a new line."""
    pieces = re.split(r"[、，,；;/\n]", text)
    return list(dict.fromkeys(piece.strip() for piece in pieces if piece.strip()))
