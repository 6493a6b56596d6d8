"""The sheet 校历: terms, school holidays, public holidays, and working days that were moved."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.register.calendar import Calendar, first_of
from domain.spelling import key_of
from domain.words.values import words_of
from sync_server.register.importing.campaign_rows import written_day
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.sheets import Columns, Row
from sync_server.register.importing.zone_rows import active_of, free_code, name_of, row_in_words

COLUMNS: Columns = {
    "名称": ("学期名称", "节假日", "假期名称"),
    "类别": ("类型",),
    "起": ("起始日期", "开始日期", "第一天", "自"),
    "止": ("结束日期", "最后一天", "至"),
    "状态": ("是否在用",),
}
MUST = ("名称", "类别", "起")
OFFERED_SORTS = tuple(words_of(CalendarSort).values())
_SORTS = {word: sort for sort, word in words_of(CalendarSort).items()} | {
    "寒暑假": CalendarSort.SCHOOL_HOLIDAY,
    "寒假": CalendarSort.SCHOOL_HOLIDAY,
    "暑假": CalendarSort.SCHOOL_HOLIDAY,
    "假期": CalendarSort.SCHOOL_HOLIDAY,
    "节假日": CalendarSort.PUBLIC_HOLIDAY,
    "法定假日": CalendarSort.PUBLIC_HOLIDAY,
    "调休": CalendarSort.WORKDAY,
    "补班": CalendarSort.WORKDAY,
}
_COLUMN_OF = {"from_on": "起", "to_on": "止"}
# A holiday of another year has the same name and is another one.
NEAR_DAYS = 180

_Key = tuple[CalendarSort, str, str]
"""Its sort, name and first day."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What a row says: which line it is about, and from when to when."""

    row: Row
    name: str
    sort: CalendarSort
    first: date
    last: date

    @property
    def key(self) -> _Key:
        """What it has alone: lines of other days may be called the same."""
        return self.sort, key_of(self.name), self.first.isoformat()


def read_calendar(rows: list[Row], draft: ImportDraft, faults: Faults) -> None:
    """Take the lines of these rows into the draft; each must fit beside all others."""
    written: dict[_Key, _Written] = {}
    for row in rows:
        each = _written(row, faults)
        first = written.setdefault(each.key, each) if each else None
        if each is not None and first is not None and first is not each:
            problem = f"“{each.name}”和{row_in_words(first.row, row)}重复"
            faults.add(row.place("名称"), problem, "请合并成一行")
    stood = dict(draft.register.calendar)
    lines: dict[str, tuple[_Written, CalendarSet]] = {}
    for each in written.values():
        line = _line(each, _known(each, stood, written, lines), [*stood, *lines], faults)
        lines[line.calendar_id] = each, line
    calendar = Calendar.of({**stood, **{code: line for code, (_, line) in lines.items()}}.values())
    for each, line in lines.values():
        draft.at(each.row)
        fault = calendar.fault_of(line) if line.is_active else None
        if fault:
            place = each.row.place(_COLUMN_OF[fault.field])
            faults.add(place, fault.words.rstrip("。"), "请核对起止日期")
        else:
            draft.set_calendar(line)


def _written(row: Row, faults: Faults) -> _Written | None:
    """What the row says; None, with its faults, where it lacks something."""
    name = name_of(row, "名称", faults)
    sort = _sort(row, faults)
    before = len(faults.found)
    first, last = (written_day(row, column, faults) for column in ("起", "止"))
    if first is None and len(faults.found) == before:
        faults.add(row.place("起"), "没有填起", "请填成 2026-09-01 这样")
    if name is None or sort is None or first is None or len(faults.found) > before:
        return None
    return _Written(row, name, sort, date.fromisoformat(first), date.fromisoformat(last or first))


def _sort(row: Row, faults: Faults) -> CalendarSort | None:
    text = row.text("类别")
    if text not in _SORTS:
        problem = f"看不懂“{text}”" if text else "没有填类别"
        faults.add(row.place("类别"), problem, f"请填{'、'.join(OFFERED_SORTS)}")
    return _SORTS.get(text)


def _known(
    each: _Written,
    stood: Mapping[str, CalendarSet],
    written: Container[_Key],
    taken: Container[str],
) -> CalendarSet | None:
    """The line that the row is about: one from the same day, else a near one nobody names."""
    named = [line for line in stood.values() if _key(line)[:2] == each.key[:2]]
    same = next((line for line in named if _key(line) == each.key), None)
    if same is not None or each.sort is CalendarSort.WORKDAY:
        return same
    free = (line for line in named if line.calendar_id not in taken and _key(line) not in written)
    return _nearest(free, each.first)


def _key(line: CalendarSet) -> _Key:
    return line.sort, key_of(line.name), line.from_on


def _nearest(lines: Iterable[CalendarSet], day: date) -> CalendarSet | None:
    def away(line: CalendarSet) -> int:
        return abs((first_of(line) - day).days)

    return min((line for line in lines if away(line) <= NEAR_DAYS), key=away, default=None)


def _line(
    each: _Written, known: CalendarSet | None, taken: list[str], faults: Faults
) -> CalendarSet:
    name = f"{each.sort}/{each.name}/{each.first}"
    return CalendarSet(
        calendar_id=known.calendar_id if known else free_code("calendar", name, taken),
        name=each.name,
        sort=each.sort,
        from_on=each.first.isoformat(),
        to_on=each.last.isoformat(),
        is_active=active_of(each.row, known.is_active if known else True, faults),
    )
