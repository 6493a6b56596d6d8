"""What is wrong in an import file: each fault says where it is and what to do about it."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Place(NamedTuple):
    """Where in a file; row 0 is the sheet as a whole, ``cell`` is a cell's name such as B3."""

    sheet: str
    row: int
    column: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be taken as it is, or not before somebody has looked at it."""

    at: Place
    problem: str
    remedy: str

    @property
    def sheet(self) -> str:
        """The sheet it is in."""
        return self.at.sheet

    @property
    def row(self) -> int:
        """Its row; 0 is the sheet as a whole."""
        return self.at.row

    @property
    def place(self) -> str:
        """Sheet, row, column and cell as a reader of Excel looks for them."""
        row = f"第 {self.row} 行" if self.row else "整张表"
        column = f" “{self.at.column}”列" if self.at.column else ""
        cell = f"（{self.at.cell}）" if self.at.cell else ""
        return f"【{self.sheet}】{row}{column}{cell}"

    @property
    def sentence(self) -> str:
        """The whole fault in one line."""
        return f"{self.place}：{self.problem}。{self.remedy}。"


@dataclass(slots=True)
class Faults:
    """All faults of one file, gathered so that they can be mended in one go.

    What follows from another fault is none: of a cell only the first one counts.
    """

    found: list[Fault] = field(default_factory=list)
    _cells: set[tuple[str, int, str]] = field(default_factory=set)

    def add(self, place: tuple[str, int, str] | Place, problem: str, remedy: str) -> None:
        """Note a fault."""
        at = Place(*place)
        cell = at[:3]
        if at.row and at.column and cell in self._cells:
            return
        self._cells.add(cell)
        self.found.append(Fault(at, problem, remedy))

    @property
    def in_order(self) -> list[Fault]:
        """The faults by sheet in the order met, and by row within each."""
        sheets = list(dict.fromkeys(fault.sheet for fault in self.found))
        return sorted(self.found, key=lambda fault: (sheets.index(fault.sheet), fault.row))


@dataclass(slots=True)
class Unread:
    """What of a file was not read, and why: whole sheets, and rows of one kind together."""

    _rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def sheet(self, title: str, why: str) -> None:
        """A whole sheet."""
        self._rows.setdefault((title, why), [])

    def row(self, title: str, number: int, why: str) -> None:
        """One row."""
        self._rows.setdefault((title, why), []).append(number)

    @property
    def sentences(self) -> list[str]:
        """One line for each reason, in the order met."""
        return [f"【{title}】{_spans(rows)}：{why}。" for (title, why), rows in self._rows.items()]


def _spans(rows: list[int]) -> str:
    """Row numbers as a reader counts them: 第 3–5、9 行."""
    if not rows:
        return "整张表"
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    shown = "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)
    return f"第 {shown} 行"
