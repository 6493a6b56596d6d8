"""工作台账: every visit with what it found, and what was done about it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from fastapi import APIRouter

from domain.kinds.visit.builder import State
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.pages import day, month_words
from sync_server.console.visits.columns import short
from sync_server.console.visits.visits import VisitFilters
from sync_server.data.paging import Key, Place
from sync_server.data.visits.listing import VisitFilter
from sync_server.overview.booked import BookedFinding
from sync_server.review.visit_listing import ListedVisit

router = APIRouter()

LONGEST, SHORT = 60, 20


class WorkFilters(VisitFilters):
    """Which visits the book shows."""

    home = "/books/work"
    chosen_elsewhere = ()


class WorkLine(NamedTuple):
    """A visit, what it found, and where it is told."""

    listed: ListedVisit
    findings: list[BookedFinding]
    address: str
    may_open: bool

    def each(self, text: Callable[[BookedFinding], str]) -> str:
        """What is said of each finding, numbered where there are several."""
        return _numbered([text(each) for each in self.findings])

    @property
    def content(self) -> str:
        """What was looked at."""
        visit = self.listed.visit
        return "、".join(visit.items) or label(visit.visit_type)


def _numbered(texts: Iterable[str]) -> str:
    found = list(texts)
    if len(found) < 2:
        return "".join(found)
    return "\n".join(f"{number}. {each}" for number, each in enumerate(found, 1))


def _text(finding: BookedFinding) -> str:
    return finding.row.text or "（没有写明）"


def _found(line: WorkLine) -> str:
    if not line.findings:
        return "没有发现问题" if line.listed.visit.says_no_problem else "没有记问题"
    return line.each(_text)


def _brief(line: WorkLine) -> str:
    number = len(line.findings)
    said = short(_found(line).replace("\n", " "), LONGEST)
    return f"{number} 条：{said}" if number > 1 else said


def _handled(line: WorkLine) -> str:
    return line.each(lambda each: each.handled)


def _state(line: WorkLine) -> str:
    states = line.each(lambda each: label(each.state))
    return "\n".join(each for each in (label(line.listed.state), states) if each)


def _chips(line: WorkLine) -> list[Chip]:
    state = line.listed.state
    open_ones = sum(each.state.is_open for each in line.findings)
    left = [Chip(f"{open_ones} 条没有了结", "chip-notice")] if open_ones else []
    return [Chip(label(state), f"chip-{state.value}"), *left]


COLUMNS: tuple[Column[WorkLine], ...] = (
    Column(
        "日期",
        lambda each: day(each.listed.row.visit_on),
        export=lambda each: each.listed.row.visit_on,
    ),
    Column(
        "学校",
        lambda each: each.listed.school,
        lambda each: f"/visits/{each.listed.row.visit}" if each.may_open else "",
        export=lambda each: each.listed.school,
    ),
    Column("督学", lambda each: each.listed.inspector),
    Column(
        "主题",
        lambda each: short(each.listed.theme, SHORT),
        export=lambda each: each.listed.theme,
        is_on_phones=False,
    ),
    Column(
        "内容",
        lambda each: short(each.content, SHORT),
        export=lambda each: each.content,
        is_on_phones=False,
    ),
    Column("问题", _brief, export=_found),
    Column("处理", lambda each: short(_handled(each).replace("\n", " "), LONGEST), export=_handled),
    Column("状态", chips=_chips, export=_state),
    Column("链接", lambda each: each.address, is_shown=False),
)


def _rows(asking: Asking[WorkFilters]) -> Listed[WorkLine]:
    viewer, services = asking.viewer, asking.services
    asked = asking.wanted.model_dump(exclude={"at", "page"})
    found = services.listings.booked(viewer, VisitFilter(district=viewer.district, **asked))
    known, base = found.names, (services.place.public_url or "").rstrip("/")

    def read(place: Place, limit: int) -> list[WorkLine]:
        visits = found.read(place, limit)
        raised = services.books.of_visits([each.row.visit for each in visits], known)
        return [
            WorkLine(
                listed=each,
                findings=raised.get(each.row.visit, []),
                address=f"{base}/visits/{each.row.visit}",
                may_open=viewer.may_see_visits,
            )
            for each in visits
        ]

    def key(line: WorkLine) -> Key:
        return found.key(line.listed)

    return Listed(
        read=read,
        key=key,
        total=found.total,
        options={
            "month": {each: month_words(each) for each in found.months},
            "zone": {code: row.name for code, row in known.zones.items()},
            "account": {row.account: row.name for row in known.inspectors},
            "flag": {},
            "state": {each.value: word for each, word in words_of(State).items()},
        },
    )


LIST = ListPage(
    name="work",
    title="工作台账",
    filters=WorkFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有督导", "督学提交并同步以后，一次督导一行。"),
    template="books/list.html",
)
add_list(router, LIST)
