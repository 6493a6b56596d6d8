"""Reading a table that was saved as CSV: which cells are filled, by row and column from 1."""

import csv
import io

from domain.errors import BadInput

# What Excel and WPS write, and what they write without being asked.
ENCODINGS = ("utf-8-sig", "gb18030")
DIVIDERS = (",", "\t", ";")
BROKEN = "这个 CSV 读不出来（多半是引号没有成对）。请在 WPS、Excel 里另存为 .xlsx 后再导入。"

Cells = dict[int, dict[int, str]]


def is_csv(raw: bytes) -> bool:
    """Whether the bytes are text in whose first line several cells stand apart."""
    text = _text(raw)
    return text is not None and _divider(text) is not None


def cells_in(raw: bytes) -> Cells:
    """The filled cells of a CSV file; BadInput where its quotes are unpaired."""
    text = _text(raw) or ""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_divider(text) or ",", strict=True)
    found: Cells = {}
    try:
        for number, line in enumerate(lines, start=1):
            cells = {column: cell for column, cell in enumerate(line, start=1) if cell.strip()}
            if cells:
                found[number] = cells
    except csv.Error as error:
        raise BadInput(BROKEN, code="bad_workbook") from error
    return found


def _text(raw: bytes) -> str | None:
    """The file as text; None where it is none."""
    if raw.startswith(b"PK") or b"\x00" in raw:
        return None
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _divider(text: str) -> str | None:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next((each for each in DIVIDERS if each in first), None)
