"""听课台账: every lesson heard on a visit that counts, as its record has it."""

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date, month_of
from domain.kinds.visit.lesson import LessonType, Rating
from domain.lessons.class_year import ClassYear
from domain.words.values import label, words_of
from sync_server.console.counted.periods import PERIOD, offered
from sync_server.console.form_fields import Options
from sync_server.console.kinds.column import Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.pages import day
from sync_server.data.counted.lessons import UNRATED, LessonFilter, LessonList, key_of
from sync_server.data.paging import Place
from sync_server.month.period import read_period
from sync_server.month.topics.lessons import NO_SUBJECT, in_order
from sync_server.register.names import Names, names

router = APIRouter()

NO_WORD = "none"


class LessonFilters(Filters):
    """Which lessons the book shows."""

    home = "/books/lessons"
    key = (str, int, str)

    period: Annotated[str, Field(title="统计期", pattern=PERIOD)] = ""
    subject: Annotated[Choice, Field(title="学科")] = ""
    class_year: Annotated[Choice, Field(title="年级")] = ""
    rating: Annotated[Choice, Field(title="等级")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="记录人")] = ""


class LessonLine(NamedTuple):
    """A lesson with the names around it."""

    row: Any
    names: Names
    may_open: bool

    @property
    def rating(self) -> str:
        """How it was rated, in a word."""
        return label(Rating(self.row.rating)) if self.row.rating else "未评"


COLUMNS: tuple[Column[LessonLine], ...] = (
    Column(
        "日期",
        lambda each: day(each.row.visit_on),
        lambda each: f"/visits/{each.row.visit}" if each.may_open else "",
        export=lambda each: each.row.visit_on,
    ),
    Column("学校", lambda each: each.names.school(each.row.school_id)),
    Column("责任区", lambda each: each.names.zone(each.row.zone), is_on_phones=False),
    Column("班级", lambda each: each.row.class_name),
    Column("年级", lambda each: label(ClassYear(each.row.class_year)), is_on_phones=False),
    Column("学科", lambda each: each.row.subject or NO_SUBJECT),
    Column("课型", lambda each: label(LessonType(each.row.lesson_type)), is_on_phones=False),
    Column("等级", lambda each: each.rating),
    Column("记录人", lambda each: each.names.person(each.row.account)),
    counted("听课人数", lambda each: each.row.attendances),
)


def _rows(asking: Asking[LessonFilters]) -> Listed[LessonLine]:
    viewer, services, wanted = asking.viewer, asking.services, asking.wanted
    viewer.require_months()
    database, district = services.server.database, viewer.district
    period = read_period(wanted.period) if wanted.period else None
    filters = LessonFilter(
        district=district,
        first=period.first if period else "",
        last=period.last if period else "",
        subject={"": None, NO_WORD: ""}.get(wanted.subject, wanted.subject),
        class_year=wanted.class_year,
        rating=wanted.rating,
        zone=wanted.zone,
        account=wanted.account,
    )
    known = names(database, district)
    with database.looking_up() as connection:
        found = LessonList(connection, filters)
        total, subjects = found.count(), found.subjects()

    def read(place: Place, limit: int) -> Sequence[LessonLine]:
        with database.looking_up() as connection:
            rows = LessonList(connection, filters).read(place, limit)
        return [LessonLine(row, known, viewer.may_see_visits) for row in rows]

    running = month_of(local_date(services.server.clock()))
    return Listed(
        read=read,
        key=lambda line: key_of(line.row),
        total=total,
        options=_options(known, subjects, offered(running, wanted.period)),
    )


def _options(known: Names, subjects: Sequence[str], periods: dict[str, str]) -> Options:
    return {
        "period": periods,
        "subject": {each or NO_WORD: each or NO_SUBJECT for each in sorted(subjects, key=in_order)},
        "class_year": {each.value: word for each, word in words_of(ClassYear).items()},
        "rating": {
            **{each.value: word for each, word in words_of(Rating).items()},
            UNRATED: "未评",
        },
        "zone": {code: row.name for code, row in known.zones.items()},
        "account": {row.account: row.name for row in known.inspectors},
    }


LIST = ListPage(
    name="lessons",
    title="听课台账",
    filters=LessonFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有听课", "督学在督导里记下听课、提交并同步以后，一节课一行。"),
    template="books/list.html",
)
add_list(router, LIST)
