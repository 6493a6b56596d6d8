"""问题整改清单: every finding with its measures, who answers for it, and how far it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fastapi import APIRouter

from domain.kinds.visit.finding import Category, Severity, Source
from domain.words.values import label
from sync_server.console.findings.findings import (
    STATE_LOOKS,
    FindingFilters,
    carried_chips,
    found_by,
    options_of,
)
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.visits.columns import short
from sync_server.data.paging import Key, Place, Side
from sync_server.overview.booked import BookedFinding

router = APIRouter()

LONGEST = 70


class RectificationFilters(FindingFilters):
    """Which findings the book shows."""

    home = "/books/rectification"


class RectificationLine(NamedTuple):
    """A finding and its place in the book, None where the page begins in the middle of it."""

    number: int | None
    finding: BookedFinding


def _of(text: Callable[[BookedFinding], str]) -> Callable[[RectificationLine], str]:
    return lambda line: text(line.finding)


def _address(line: RectificationLine) -> str:
    row = line.finding.row
    return f"/findings/{row.subject}"


def _progress(line: RectificationLine) -> list[Chip]:
    state = line.finding.state
    return [Chip(label(state), STATE_LOOKS.get(state, "chip-submitted"))]


def _text(finding: BookedFinding) -> str:
    return finding.row.text or "（没有写明）"


def _brief(text: Callable[[BookedFinding], str]) -> Callable[[RectificationLine], str]:
    return lambda line: short(text(line.finding), LONGEST)


def _kind(line: RectificationLine) -> str:
    row = line.finding.row
    return f"{label(Category(row.category))} · {label(Source(row.source))}"


def _old(line: RectificationLine) -> Sequence[Chip]:
    return carried_chips(line.finding.row)


def _owner(line: RectificationLine) -> str:
    finding = line.finding
    return "" if finding.owner == finding.unit else f"责任单位：{finding.owner}"


def _severity(line: RectificationLine) -> list[Chip]:
    severity = Severity(line.finding.row.severity)
    return [Chip(label(severity), "chip-grave" if severity is Severity.SERIOUS else "")]


def _shown(column: Column[RectificationLine]) -> Column[RectificationLine]:
    return replace(column, is_exported=False)


def _taken(title: str, text: Callable[[BookedFinding], str]) -> Column[RectificationLine]:
    return Column(title, _of(text), is_shown=False)


COLUMNS: tuple[Column[RectificationLine], ...] = (
    Column("序号", export=lambda each: each.number, is_number=True, is_shown=False),
    _shown(Column("单位", _of(lambda each: each.unit), _address, note=_owner)),
    _taken("单位", lambda each: each.unit),
    _shown(Column("问题", _brief(_text), chips=_old, note=_kind)),
    _taken("问题", _text),
    _taken("类别", lambda each: label(Category(each.row.category))),
    Column("程度", chips=_severity),
    _taken("来源", lambda each: label(Source(each.row.source))),
    _taken("责任单位", lambda each: each.owner),
    Column("责任人", _of(lambda each: each.responsible)),
    Column("措施", _brief(lambda each: each.measure), export=_of(lambda each: each.measure)),
    Column("时限", _of(lambda each: each.due_on)),
    Column("进展", chips=_progress, export=_of(lambda each: each.progress)),
    Column("佐证", _of(lambda each: each.evidence), is_on_phones=False),
    Column("销号日期", _of(lambda each: each.closed_on)),
    _taken("期初", lambda each: "是" if each.row.is_carried_over else ""),
)


@dataclass
class _Numbers:
    """Counts the rows of a list that is read from its beginning on, piece after piece."""

    last: Key = ()
    count: int = 0

    def of(self, place: Place, keys: list[Key]) -> list[int | None]:
        """The numbers of the rows with these keys, which were read at this place."""
        if place.side is Side.FIRST:
            self.count = 0
        elif place.side is not Side.AFTER or place.key != self.last:
            return [None] * len(keys)
        first = self.count + 1
        self.count += len(keys)
        self.last = keys[-1] if keys else self.last
        return list(range(first, self.count + 1))


def _rows(asking: Asking[RectificationFilters]) -> Listed[RectificationLine]:
    asking.viewer.require_papers()
    services = asking.services
    found = found_by(services, asking.viewer, asking.wanted)
    numbers = _Numbers()

    def key_of(finding: BookedFinding) -> Key:
        return found.wanted.key_of(finding.row)

    def read(place: Place, limit: int) -> list[RectificationLine]:
        listed = found.read(place, limit)
        rows = services.books.of_rows([each.row for each in listed], found.names)
        return list(map(RectificationLine, numbers.of(place, list(map(key_of, rows))), rows))

    return Listed(
        read=read,
        key=lambda line: key_of(line.finding),
        total=found.total,
        options=options_of(found, asking.wanted),
        note="期限早的在前" if found.wanted.is_by_day else "最近发现的在前",
    )


LIST = ListPage(
    name="rectification",
    title="问题整改清单",
    filters=RectificationFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有发现问题", "督学提交的督导里有问题时，会出现在这里。"),
    template="books/list.html",
)
add_list(router, LIST)
