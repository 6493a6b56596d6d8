"""A workbook's formulas calculated anew, from its figures and by nobody who wrote them.

LibreOffice is not everywhere where the tests run; our workbooks ask for five functions.
"""

import io
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

_TOKEN = re.compile(
    r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?|<>|\^|(?<![<>=])=|[A-Z]+(?=\()"
)
_FUNCTIONS = {"SUM", "SUMPRODUCT", "SQRT", "IF"}
_SIGNS = {"<>": "!=", "^": "**", "=": "=="}


@dataclass(frozen=True)
class Cells:
    """Some cells next to each other; what is done to them is done to each."""

    values: tuple[Any, ...]

    def _with(self, other: Any, act: Callable[[Any, Any], Any]) -> "Cells":
        others = other.values if isinstance(other, Cells) else (other,) * len(self.values)
        return Cells(tuple(act(a, b) for a, b in zip(self.values, others, strict=True)))

    def __ne__(self, other: object) -> "Cells":  # type: ignore[override]
        return self._with(other, lambda a, b: float((a if a is not None else "") != b))

    def __hash__(self) -> int:
        return hash(self.values)

    def __mul__(self, other: Any) -> "Cells":
        return self._with(other, lambda a, b: _figure(a) * _figure(b))

    def __truediv__(self, other: Any) -> "Cells":
        return self._with(other, lambda a, b: _figure(a) / _figure(b))

    def __sub__(self, other: Any) -> "Cells":
        return self._with(other, lambda a, b: _figure(a) - _figure(b))

    def __pow__(self, other: Any) -> "Cells":
        return self._with(other, lambda a, b: _figure(a) ** _figure(b))


def _figure(value: Any) -> float:
    return 0.0 if value in (None, "") else float(value)


@dataclass(frozen=True)
class Calculator:
    """The formulas of one sheet, each calculated from the cells that hold figures."""

    cells: dict[str, Any]

    def value(self, cell: str) -> Any:
        """What stands in the cell, calculated where it has a formula."""
        stands = self.cells.get(cell)
        if not (isinstance(stands, str) and stands.startswith("=")):
            return stands
        told = {"cell": self.value, "cells": self._cells, "SUM": _sum, "SUMPRODUCT": _sum}
        told |= {"SQRT": math.sqrt, "IF": _if}
        python = _TOKEN.sub(_python, stands[1:])
        # The workbook is ours, and nothing but these functions is at hand.
        return eval(python, {"__builtins__": {}}, told)  # noqa: S307

    def _cells(self, first: str, last: str) -> Cells:
        (left, top), (right, bottom) = map(_place, (first, last))
        assert left == right, "a range of one column"
        return Cells(tuple(self.value(f"{left}{row}") for row in range(top, bottom + 1)))


def _place(cell: str) -> tuple[str, int]:
    letters = cell.rstrip("0123456789")
    return letters, int(cell[len(letters) :])


def _sum(cells: Cells) -> float:
    return sum(map(_figure, cells.values))


def _if(is_so: bool, one: Any, other: Any) -> Any:
    return one if is_so else other


def _python(found: re.Match[str]) -> str:
    column, row, to_column, to_row = found.groups()
    if to_column:
        return f'cells("{column}{row}", "{to_column}{to_row}")'
    if column:
        return f'cell("{column}{row}")'
    if found[0] in _SIGNS:
        return _SIGNS[found[0]]
    assert found[0] in _FUNCTIONS, f"no such function here: {found[0]}"
    return found[0]


def calculated(content: bytes) -> Iterator[tuple[str, str, Any, Any]]:
    """Each formula: its sheet and cell, what it comes to, and what the file shows for it."""
    shown = load_workbook(io.BytesIO(content), data_only=True)
    for sheet in load_workbook(io.BytesIO(content)):
        cells = {each.coordinate: each.value for row in sheet.iter_rows() for each in row}
        calculator = Calculator(cells)
        for cell, stands in cells.items():
            if isinstance(stands, str) and stands.startswith("="):
                yield sheet.title, cell, calculator.value(cell), shown[sheet.title][cell].value
