"""回访复查台账: every look at a finding, with what it was about and what came of it."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.plan import VisitType
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.pages import day, month_words
from sync_server.console.visits.columns import short
from sync_server.data.findings.looks import LookFilter, LookList, key_of
from sync_server.data.paging import Place
from sync_server.overview.booked import BookedFinding
from sync_server.overview.findings_list import units_found
from sync_server.register.names import Names, names

router = APIRouter()

LONGEST = 70
LOOKS = {
    Conclusion.RECTIFIED: "chip-approved",
    Conclusion.PARTLY: "chip-notice",
    Conclusion.NOT_RECTIFIED: "chip-grave",
}


class LookFilters(Filters):
    """Which looks the book shows."""

    home = "/books/follow-ups"
    key = (str, int)

    month: Annotated[Choice, Field(title="月份")] = ""
    account: Annotated[Choice, Field(title="督学")] = ""
    conclusion: Annotated[Choice, Field(title="结论")] = ""
    unit: Annotated[Search, Field(title="单位", examples=["名称或拼音首字母，如 sxx"])] = ""


class LookLine(NamedTuple):
    """A look, and the finding that it was at; None where its visit is not here."""

    row: Any
    finding: BookedFinding | None
    names: Names

    @property
    def conclusion(self) -> Conclusion:
        """What it found."""
        return Conclusion(self.row.conclusion)

    @property
    def way(self) -> str:
        """On what sort of visit it was."""
        return label(VisitType(self.row.visit_type))

    @property
    def advice(self) -> str:
        """What the inspector says should come next: the words, and until when."""
        until = f"限 {self.row.due_on} 前整改到位" if self.row.due_on else ""
        return "；".join(each for each in (self.row.text, until) if each)


def _of(text: Callable[[BookedFinding], str]) -> Callable[[LookLine], str]:
    return lambda line: text(line.finding) if line.finding else ""


def _brief(text: Callable[[LookLine], str]) -> Callable[[LookLine], str]:
    return lambda line: short(text(line), LONGEST)


_numbers = _of(lambda each: each.numbers)
_text = _of(lambda each: each.row.text)
_measure = _of(lambda each: each.measure)
_reply = _of(lambda each: each.reply)


def _address(line: LookLine) -> str:
    return f"/findings/{line.finding.row.subject}" if line.finding else ""


def _closed(line: LookLine) -> str:
    finding = line.finding
    return f"{finding.closed_by} {finding.closed_on}".strip() if finding else ""


def _conclusion(line: LookLine) -> list[Chip]:
    return [Chip(label(line.conclusion), LOOKS[line.conclusion])]


def _inspector(line: LookLine) -> str:
    return line.names.person(line.row.account)


def _shown(
    title: str, text: Callable[[LookLine], str], link: Callable[[LookLine], str], **more: Any
) -> Column[LookLine]:
    return Column(title, text, link, is_exported=False, **more)


def _taken(title: str, text: Callable[[LookLine], str]) -> Column[LookLine]:
    return Column(title, text, is_shown=False)


def _unit(line: LookLine) -> str:
    return line.names.school(line.row.school_id)


def _visit(line: LookLine) -> str:
    return f"/visits/{line.row.visit}#follow-ups"


COLUMNS: tuple[Column[LookLine], ...] = (
    _taken("通知编号", _numbers),
    _shown("单位", _unit, _address, note=_numbers),
    _taken("单位", _unit),
    Column("问题", _brief(_text), export=_text),
    Column("整改措施", _brief(_measure), export=_measure, is_on_phones=False),
    Column("学校整改情况", _brief(_reply), export=_reply, is_on_phones=False),
    _shown(
        "回访时间",
        lambda each: day(each.row.followed_up_on),
        _visit,
        note=lambda each: f"{each.way} · {_inspector(each)}",
        leads_aside=True,
    ),
    _taken("回访时间", lambda each: each.row.followed_up_on),
    _taken("回访方式", lambda each: each.way),
    _taken("督学", _inspector),
    Column("结论", chips=_conclusion),
    Column("督学后续建议", _brief(lambda each: each.advice), export=lambda each: each.advice),
    Column("销号人、日期", _closed),
)


def _rows(asking: Asking[LookFilters]) -> Listed[LookLine]:
    viewer, services, wanted = asking.viewer, asking.services, asking.wanted
    viewer.require_all()
    database = services.server.database
    known = names(database, viewer.district)
    schools = units_found(known, wanted.unit) if wanted.unit else None
    asked = LookFilter(viewer.district, wanted.month, wanted.account, wanted.conclusion, schools)
    with database.session() as session:
        total, months = LookList(session, asked).count(), LookList(session, asked).months()

    def read(place: Place, limit: int) -> list[LookLine]:
        with database.session() as session:
            rows = LookList(session, asked).read(place, limit)
        found = services.books.of_keys([(row.finding_visit, row.finding_id) for row in rows], known)
        return [
            LookLine(row, found.get((row.finding_visit, row.finding_id)), known) for row in rows
        ]

    return Listed(
        read=read,
        key=lambda line: key_of(line.row),
        total=total,
        options={
            "month": {each: month_words(each) for each in months},
            "account": {row.account: row.name for row in known.inspectors},
            "conclusion": {each.value: word for each, word in words_of(Conclusion).items()},
        },
    )


LIST = ListPage(
    name="follow_ups",
    title="回访复查台账",
    filters=LookFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有回访", "督学在手机上记下回访结论并同步以后，会出现在这里。"),
    template="books/list.html",
)
add_list(router, LIST)
