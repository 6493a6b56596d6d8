"""The office's calendar as the tables have it, and the term that runs, in words."""

from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.month.running_term import RunningTerm
from domain.register.calendar import Calendar
from sync_server.data import register_snapshot as rows
from sync_server.data.engine import Database
from sync_server.data.tables import CalendarRow

BY_MONTHS = "校历里还没有登记，先按固定的月份算"


def line_of(row: CalendarRow) -> CalendarSet:
    """The line of the calendar that stands in a row."""
    facts = row.model_dump(exclude={"district", "sort"})
    return CalendarSet(sort=CalendarSort(row.sort), **facts)


def lines_of(database: Database, district: str) -> list[CalendarSet]:
    """Every line of the district's calendar by first days, with what is out of use."""
    with database.session() as session:
        return [line_of(row) for row in rows.calendar(session, district)]


def calendar_of(database: Database, district: str) -> Calendar:
    """The district's calendar: empty where its office has registered none."""
    return Calendar.of(lines_of(database, district))


def term_words(term: RunningTerm) -> str:
    """The term with its days, and by what it is one."""
    if not term.is_registered:
        first, last = term.first, term.last
        until = f"{last.year}年" if last.year != first.year else ""
        return f"{first.year}年{first.month}月至{until}{last.month}月，{BY_MONTHS}"
    estimated = "，照上一年推算，还没有核对" if term.is_estimated else ""
    return f"{term.name}，{term.first} 至 {term.last}{estimated}"
