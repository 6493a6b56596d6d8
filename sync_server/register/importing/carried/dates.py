"""The days of a row of 期初问题, and the order in which they must lie."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sync_server.register.importing.carried.columns import (
    DUE_ON,
    FOUND_ON,
    MEASURE_DUE_ON,
    NOTICED_ON,
    REPLIED_ON,
)
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.sheets import Row

_BY_TODAY = (FOUND_ON, NOTICED_ON, REPLIED_ON)


@dataclass(frozen=True, slots=True)
class Days:
    """What a row says of when; without a day of finding, its notice's."""

    found_on: date
    noticed_on: date | None
    due_on: date | None
    measure_due_on: date | None
    replied_on: date | None


def days_of(row: Row, today: date, faults: Faults) -> Days | None:
    """The row's days; None, with faults beside their cells, where one cannot be."""
    before = len(faults.found)
    read = {name: _day(row, name, faults) for name in (*_BY_TODAY, DUE_ON, MEASURE_DUE_ON)}
    found_on = read[FOUND_ON] or read[NOTICED_ON]
    if found_on is None and len(faults.found) == before:
        faults.add(row.place(FOUND_ON), "没有填发现日期", "请填成 2026-09-01 这样")
    for name in _BY_TODAY:
        _refuse(row, name, read[name], (lambda day: day > today, "晚于今天"), faults)
    if found_on is None or len(faults.found) > before:
        return None
    for name in (NOTICED_ON, DUE_ON, MEASURE_DUE_ON, REPLIED_ON):
        _refuse(row, name, read[name], (lambda day: day < found_on, "早于发现日期"), faults)
    if len(faults.found) > before:
        return None
    return Days(found_on, read[NOTICED_ON], read[DUE_ON], read[MEASURE_DUE_ON], read[REPLIED_ON])


def _refuse(
    row: Row,
    name: str,
    day: date | None,
    rule: tuple[Callable[[date], bool], str],
    faults: Faults,
) -> None:
    is_wrong, words = rule
    if day is not None and is_wrong(day):
        faults.add(row.place(name), f"{name}{words}", "请核对日期")


def _day(row: Row, column: str, faults: Faults) -> date | None:
    try:
        return row.day(column)
    except ValueError:
        faults.add(row.place(column), f"“{row.text(column)}”不是日期", "请填成 2026-09-01 这样")
        return None
