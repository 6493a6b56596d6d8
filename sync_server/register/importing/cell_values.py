"""What real cells hold and mean: full-width signs, numbers as text, dates of all kinds."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.spelling import key_of, usual

ERROR_WORDS = frozenset(
    {"#N/A", "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#SPILL!", "#CALC!"}
    | {"#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#N/A!"}
)
"""What Excel and WPS write where a formula has no result."""
# What people write into a cell that has nothing to say.
_NOTHING = frozenset({"/", "\\", "-", "--", "—", "——", "－", "／", "无", "暂无", "空", "N/A"})

_TIME = r"(?:[T\s]\s*\d{1,2}(?::\d{1,2}){0,2}(?:\.\d+)?|\s*\d{1,2}[时点](?:\d{1,2}分?)?)?"
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?" + _TIME)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)
EXACT_DIGITS = 15
"""How many digits a number cell of Excel keeps; longer codes must be text cells."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell of which nobody can say what stands in it; in words what is wrong, and what to do."""

    problem: str
    remedy: str

    @classmethod
    def error(cls, word: str) -> "Broken":
        """A formula that came to nothing."""
        return cls(f"是错误值 {word.strip()}", "请改成正确的内容，或清空这一格")

    @classmethod
    def formula(cls) -> "Broken":
        """A formula whose result was never computed."""
        return cls("是公式，文件里没有算好的值", "请在 WPS 或 Excel 里打开、保存一次再导入")


Cell = str | int | float | bool | date | datetime | Broken | None


def text_of(cell: Cell) -> str:
    """The cell as text: usual characters, single blanks, no leading quote.

    Chinese punctuation stays as written, because names are shown as the office spells them.
    What is broken, or says only that there is nothing, is empty.
    """
    if cell is None or isinstance(cell, Broken):
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else f"{cell:.15g}"
    text = usual(str(cell)).lstrip("'").strip()
    return "" if text in _NOTHING else text


def is_inexact(cell: Cell) -> bool:
    """Whether the cell is a number with more digits than Excel keeps."""
    return isinstance(cell, int | float) and abs(cell) >= 10**EXACT_DIGITS


def has_lost_digits(cell: Cell) -> bool:
    """Whether the cell is a code that became a number and lost its last digits on the way.

    That is one of too many digits, one written as 2.152E+09, and one that ends in six noughts,
    as what was typed in again from such a cell does: no school has the serial number 000000.
    """
    if isinstance(cell, str):
        return re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", key_of(cell)) is not None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return is_inexact(cell) or (abs(cell) >= 10**9 and cell % 10**6 == 0)


def code_text(text: str) -> str:
    """A code without the .0 that it got where it was taken for a number."""
    return re.sub(r"(?<=\d)\.0+$", "", text)


def date_of(cell: Cell, epoch: date = EXCEL_EPOCH) -> date | None:
    """The day a cell names: an Excel date, its serial number, or text such as 2026年9月1日.

    ``epoch`` is the day from which the book counts: files of old Macs begin in 1904. A time of
    day behind the date is passed over. Raises ValueError for what names none; an empty cell is
    None.
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
    number = text.partition(".")[0]
    if re.fullmatch(r"\d+(\.\d+)?", text) and int(number) in _EXCEL_DAYS:
        return epoch + timedelta(days=int(number))
    raise ValueError(f"not a date: {text!r}")


def names_in(text: str) -> list[str]:
    """The names in a cell that may list several, apart by 、 , ; / or a new line."""
    pieces = re.split(r"[、，,；;/\n]", text)
    return list(dict.fromkeys(code_text(piece.strip()) for piece in pieces if piece.strip()))
