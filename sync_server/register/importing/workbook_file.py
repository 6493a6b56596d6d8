"""Reading an xlsx file cell by cell: what is filled, what is hidden or merged, what has no value.

The file's parts are openpyxl's to understand; its sheets are streamed here, because a sheet may
have a million formatted rows with nothing in them, or a cell in its farthest corner.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import IO, TYPE_CHECKING, Any
from xml.parsers import expat

from domain.errors import BadInput
from sync_server.register.importing.cell_values import ERROR_WORDS, Broken, Cell

if TYPE_CHECKING:
    from openpyxl.reader.excel import ExcelReader

MAX_FILE_BYTES = 20_000_000
# An import of 20,000 full rows has some 10 MB of sheets with half a million elements.
MAX_SHEET_BYTES = 25_000_000
MAX_ELEMENTS = 700_000
MAX_PART_BYTES = 16_000_000
_CHUNK = 65_536

TOO_LARGE = "文件展开后太大，多半是带格式的空行太多。请只把有内容的行复制到新文件里，再导入。"
DAMAGED = "文件坏了（可能传输时没有传完），请重新发一份，或在 WPS、Excel 里另存为 .xlsx 后再导入。"
LOCKED = "这个文件加了密码。请另存为不加密的 .xlsx 后再导入。"
NOT_XLSX = "这不是 .xlsx 文件。请下载模板填写，或另存为 .xlsx 后再导入。"
OLD = "这是旧版 .xls 或加了密码的文件。请另存为不加密的 .xlsx 后再导入。"

# All that reading a damaged file raises, from the zip's directory to a date in a cell.
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
)

Area = tuple[int, int, int, int]
"""First row and column, last row and column, counted from 1."""


@dataclass(slots=True)
class SheetCells:
    """One sheet: its filled cells by row and column, counted from 1.

    ``rows`` holds nothing for a cell without content, however it is formatted. A hidden sheet is
    not looked into. ``epoch`` is the day from which the book counts its days.
    """

    title: str
    is_hidden: bool
    epoch: date
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)


def open_workbook(raw: bytes) -> list[SheetCells]:
    """The sheets of an xlsx file in their order; BadInput, in one sentence, when it is none."""
    _refuse_strange_file(raw)
    try:
        with warnings.catch_warnings():
            # It warns of what it does not know and we do not need, such as pictures' extras.
            warnings.simplefilter("ignore")
            return _sheets(raw)
    except BadInput:
        raise
    except _DAMAGE as error:
        raise BadInput(DAMAGED, code="bad_workbook") from error


def _refuse_strange_file(raw: bytes) -> None:
    if len(raw) > MAX_FILE_BYTES:
        raise BadInput("文件超过 20 MB，请拆成几个文件分别导入。", code="workbook_too_large")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(OLD, code="bad_workbook")
    if not raw.startswith(b"PK"):
        raise BadInput(NOT_XLSX, code="bad_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
    except _DAMAGE as error:
        raise BadInput(DAMAGED, code="bad_workbook") from error
    if any(part.flag_bits & 0x1 for part in parts):
        raise BadInput(LOCKED, code="bad_workbook")
    sheets = sum(part.file_size for part in parts if "worksheets/" in part.filename)
    others = [
        part.file_size
        for part in parts
        if part.filename.endswith((".xml", ".rels")) and "worksheets/" not in part.filename
    ]
    if sheets > MAX_SHEET_BYTES or any(size > MAX_PART_BYTES for size in others):
        raise BadInput(TOO_LARGE, code="workbook_too_large")


def _sheets(raw: bytes) -> list[SheetCells]:
    # It takes 27 MB, which every other command does without.
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415
    from openpyxl.styles.stylesheet import apply_stylesheet  # noqa: PLC0415

    reader = ExcelReader(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    with reader.archive:
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        return [
            _sheet(reader, sheet, relation.target)
            for sheet, relation in reader.parser.find_sheets()
            if relation.Type.endswith("/worksheet")
        ]


def _sheet(reader: "ExcelReader", sheet: Any, path: str) -> SheetCells:
    found = SheetCells(str(sheet.name), sheet.state != "visible", reader.wb.epoch.date())
    if not found.is_hidden:
        with reader.archive.open(path) as source:
            _refuse_many(source)
        with reader.archive.open(path) as source:
            _Stream(found, _Values(reader)).read(source)
    return found


def _refuse_many(source: IO[bytes]) -> None:
    # Counting what begins takes a hundredth of the time that reading it does.
    begun = 0
    while chunk := source.read(_CHUNK):
        begun += chunk.count(b"<") - chunk.count(b"</")
    if begun > MAX_ELEMENTS:
        raise BadInput(TOO_LARGE, code="workbook_too_large")


def _refuse_entities(*_declared: object) -> None:
    # No program writes a sheet with any; they make more of a file than was counted.
    raise BadInput(DAMAGED, code="bad_workbook")


class _Values:
    """What the text of a cell's value stands for."""

    def __init__(self, reader: "ExcelReader") -> None:
        self._strings = reader.shared_strings
        self._dates = reader.wb._date_formats
        self._spans = reader.wb._timedelta_formats
        self._epoch = reader.wb.epoch

    def of(self, kind: str, style: str, text: str) -> Cell:
        """The value of a cell of this kind and style, of which something is stored."""
        if kind == "n":
            return self._number(int(style), text)
        if kind == "b":
            return text.strip() == "1"
        if kind == "e":
            return Broken.error(text)
        if kind == "d":
            return datetime.fromisoformat(text)
        words = str(self._strings[int(text)]) if kind == "s" else text
        return Broken.error(words) if words.strip().upper() in ERROR_WORDS else words

    def _number(self, style: int, text: str) -> Cell:
        from openpyxl.utils.datetime import from_excel  # noqa: PLC0415

        number = float(text) if any(mark in text for mark in ".eE") else int(text)
        if style not in self._dates:
            return int(number) if float(number).is_integer() else number
        try:
            found = from_excel(number, self._epoch, timedelta=style in self._spans)
        except (ArithmeticError, ValueError):
            return Broken.error("#VALUE!")
        if isinstance(found, datetime | date):
            return found
        return str(found) if isinstance(found, time | timedelta) else number


class _Stream:
    """Fills a sheet from its XML, keeping nothing of a cell without content."""

    def __init__(self, sheet: SheetCells, values: _Values) -> None:
        self._sheet = sheet
        self._values = values
        self._row = self._column = 0
        self._cell: Mapping[str, str] = {}
        self._text: list[str] = []
        self._has_formula = self._is_text = False
        self._names: dict[str, str] = {}

    def read(self, source: IO[bytes]) -> None:
        """Take in the whole sheet."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_entities
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        while chunk := source.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)

    def _local(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = name.rpartition(" ")[2]
        return known

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = self._local(name)
        if local == "c":
            self._column = _column_of(attributes["r"]) if "r" in attributes else self._column + 1
            self._cell, self._text, self._has_formula = attributes, [], False
        elif local == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            if attributes.get("hidden") in ("1", "true") or _is_flat(attributes):
                self._sheet.hidden_rows.add(self._row)
        elif local == "f":
            self._has_formula = True
        elif local in ("v", "t"):
            self._is_text = True
        elif local == "mergeCell":
            self._sheet.merges.append(_area_of(attributes["ref"]))

    def _characters(self, text: str) -> None:
        if self._is_text:
            self._text.append(text)

    def _end(self, name: str) -> None:
        local = self._local(name)
        if local in ("v", "t", "rPh"):
            self._is_text = False
        elif local == "c" and (self._text or self._has_formula):
            value = self._value()
            if value is not None and value != "":
                self._sheet.rows.setdefault(self._row, {})[self._column] = value

    def _value(self) -> Cell:
        text, kind = "".join(self._text), self._cell.get("t", "n")
        if text:
            return self._values.of(kind, self._cell.get("s", "0"), text)
        return Broken.formula() if self._has_formula and kind != "str" else None


def _is_flat(attributes: Mapping[str, str]) -> bool:
    """Whether a row has no height, which hides it as well."""
    return attributes.get("customHeight") in ("1", "true") and float(attributes.get("ht", 1)) == 0


def _column_of(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter) - 64
    return number


def _area_of(reference: str) -> Area:
    first, _, last = reference.partition(":")
    last = last or first
    return _row_of(first), _column_of(first), _row_of(last), _column_of(last)


def _row_of(reference: str) -> int:
    return int("".join(each for each in reference if each.isdigit()))
