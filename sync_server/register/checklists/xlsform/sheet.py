"""The rows of a workbook in the XLSForm convention: cells by their column's name, as text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.plain_text import is_plain_text
from sync_server.register.importing.cell_values import Broken, Cell
from sync_server.register.importing.faults import Faults, Place
from sync_server.register.importing.workbook_file import SheetCells

_OURS = ("中文", "(zh", "chinese")


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row: its number in Excel, and its texts by column; what is not there is empty."""

    sheet: str
    number: int
    texts: Mapping[str, str]

    def get(self, *columns: str) -> str:
        """The text of the first of these columns that has one."""
        return next((self.texts[each] for each in columns if self.texts.get(each)), "")

    def in_chinese(self, column: str) -> str:
        """A text that may be there in several languages: the Chinese one, else the first."""
        own = {name: text for name, text in self.texts.items() if text and _stem(name) == column}
        ours = (text for name, text in own.items() if any(each in name for each in _OURS))
        return next(ours, own.get(column, next(iter(own.values()), "")))

    def place(self, column: str = "") -> Place:
        """Where it is."""
        return Place(self.sheet, self.number, column)


def sheet_named(sheets: Sequence[SheetCells], name: str) -> SheetCells | None:
    """The sheet of this name, however it is written."""
    return next((each for each in sheets if each.title.strip().lower() == name), None)


def rows_of(sheet: SheetCells, faults: Faults, is_known: Callable[[str], bool]) -> list[FormRow]:
    """The rows under the sheet's first one; faults for what cannot be read, and strange columns."""
    numbers = sorted(sheet.rows)
    if not numbers:
        return []
    heads = {at: _text(cell).lower() for at, cell in sheet.rows[numbers[0]].items()}
    for name in dict.fromkeys(heads.values()):
        if name and not is_known(_stem(name)):
            at = Place(sheet.title, numbers[0], name)
            faults.add(at, "这一列没有用到", "手机上没有对应的做法，不影响其他列")
    rows = (_row(sheet, number, heads, faults) for number in numbers[1:])
    return [each for each in rows if any(each.texts.values())]


def _row(sheet: SheetCells, number: int, heads: Mapping[int, str], faults: Faults) -> FormRow:
    texts: dict[str, str] = {}
    for name, text in _texts(sheet, number, heads, faults):
        texts.setdefault(name, text)
    return FormRow(sheet.title, number, texts)


def _texts(
    sheet: SheetCells, number: int, heads: Mapping[int, str], faults: Faults
) -> Iterator[tuple[str, str]]:
    for at, cell in sorted(sheet.rows[number].items()):
        name = heads.get(at, "")
        place = Place(sheet.title, number, name)
        if isinstance(cell, Broken):
            faults.add(place, cell.problem, cell.remedy)
        elif not is_plain_text(_text(cell)):
            faults.add(place, "有看不见的控制字符", "请把这一格重新输入一遍")
        elif name:
            yield name, _text(cell)


def _stem(name: str) -> str:
    """A column's name without its language: `label::中文(zh)` is `label`."""
    return name if name.startswith(("bind:", "attribute:")) else name.partition(":")[0].strip()


def _text(cell: Cell) -> str:
    if cell is None or isinstance(cell, Broken):
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell).strip()
