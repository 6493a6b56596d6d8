"""What is wrong in an import file: each fault says where it is and what to do about it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be taken as it is. Row 0 is the sheet as a whole."""

    sheet: str
    row: int
    column: str
    problem: str
    remedy: str

    @property
    def place(self) -> str:
        """Sheet, row and column as a reader of Excel looks for them."""
        row = f"第 {self.row} 行" if self.row else "整张表"
        return f"【{self.sheet}】{row}" + (f" “{self.column}”列" if self.column else "")

    @property
    def sentence(self) -> str:
        """The whole fault in one line."""
        return f"{self.place}：{self.problem}。{self.remedy}。"


@dataclass(slots=True)
class Faults:
    """All faults of one file, gathered so that they can be mended in one go."""

    found: list[Fault] = field(default_factory=list)

    def add(self, place: tuple[str, int, str], problem: str, remedy: str) -> None:
        """Note a fault at (sheet, row, column)."""
        self.found.append(Fault(*place, problem, remedy))

    @property
    def in_order(self) -> list[Fault]:
        """The faults by sheet in the order met, and by row within each."""
        sheets = list(dict.fromkeys(fault.sheet for fault in self.found))
        return sorted(self.found, key=lambda fault: (sheets.index(fault.sheet), fault.row))
