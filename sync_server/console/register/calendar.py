"""校历: a year's terms, holidays and moved working days, and last year's copied as a start."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import local_date, weekday_name
from domain.errors import BadInput
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.register.calendar import (
    Calendar,
    copied_from_before,
    first_of,
    last_of,
    number_of_days,
    touches_year,
)
from domain.words.values import label, words_of
from sync_server.console.forms import OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import Services
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import body_of
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.pages import dated, thing_path
from sync_server.console.register.calendar_form import FORM
from sync_server.console.register.theme_form import years
from sync_server.ledger.append import OfficeEntry
from sync_server.register.calendar import BY_MONTHS, calendar_of, lines_of

router = APIRouter()


class CalendarFilters(Filters):
    """Which year's calendar the list shows; this year's unless it says."""

    home = "/calendar"

    year: Annotated[Choice, Field(title="年份", pattern=r"^\d{0,4}$")] = ""
    sort: Annotated[Choice, Field(title="类别")] = ""

    def of(self, today: date) -> int:
        """The year."""
        return int(self.year) if self.year else today.year

    def wants(self, line: CalendarSet) -> bool:
        """Whether the line is of the sort that is asked for."""
        return self.sort in ("", line.sort)


class ListedLine(NamedTuple):
    """A line of the calendar; ``school_days`` are a term's, None for other lines."""

    line: CalendarSet
    school_days: int | None
    is_today: bool


class CopyCalendarForm(OfficeForm):
    """For which year the terms and school holidays of the year before are taken as a start."""

    year: Annotated[int, Field(ge=2001, le=2100, title="年份")]


def _state(each: ListedLine) -> list[Chip]:
    line = each.line
    if not line.is_active:
        return [Chip("停用")]
    estimated = [Chip("推算，待核对", "chip-notice", "照上一年往后 52 周，核对后保存一次")]
    now = [Chip("现在", "chip-approved")]
    return [*(now if each.is_today else []), *(estimated if line.is_estimated else [])]


def _weekday(day: str) -> str:
    return weekday_name(date.fromisoformat(day))


COLUMNS: tuple[Column[ListedLine], ...] = (
    Column(
        "名称",
        lambda each: each.line.name,
        lambda each: thing_path("calendar", each.line.calendar_id),
    ),
    Column("类别", lambda each: label(each.line.sort)),
    Column(
        "起",
        lambda each: each.line.from_on,
        note=lambda each: _weekday(each.line.from_on),
        export=lambda each: each.line.from_on,
    ),
    Column(
        "止",
        lambda each: each.line.to_on,
        note=lambda each: _weekday(each.line.to_on),
        export=lambda each: each.line.to_on,
    ),
    counted("天数", lambda each: number_of_days(each.line)),
    counted("上学日", lambda each: each.school_days),
    Column("状态", chips=_state),
)


def _listed(line: CalendarSet, calendar: Calendar, today: date) -> ListedLine:
    is_term = line.sort is CalendarSort.TERM and line.is_active
    days = calendar.school_days(first_of(line), last_of(line)) if is_term else None
    return ListedLine(line, days, first_of(line) <= today <= last_of(line))


def _rows(asking: Asking[CalendarFilters]) -> Listed[ListedLine]:
    asking.viewer.require_register()
    server = asking.services.server
    today = local_date(server.clock())
    year = asking.wanted.of(today)
    lines = lines_of(server.database, asking.viewer.district)
    calendar = Calendar.of(lines)
    rows = [_listed(each, calendar, today) for each in lines if touches_year(each, year)]
    found = InOrder(
        rows, lambda row: asking.wanted.wants(row.line), lambda row: row.line.calendar_id
    )
    options = {
        "year": {"": "本年", **years(today), str(year): f"{year}年"},
        "sort": {each.value: word for each, word in words_of(CalendarSort).items()},
    }
    terms = "" if calendar.terms else f"，学期在{BY_MONTHS}"
    return found.listed(options, f"{year}年{terms}")


def _beside(asking: Asking[CalendarFilters]) -> Mapping[str, Any]:
    year = asking.wanted.of(local_date(asking.services.server.clock()))
    return {"copying": Shown(CopyCalendarForm, "copy", {"year": str(year)})}


def _about(opened: Opened) -> About:
    calendar = calendar_of(opened.services.server.database, opened.viewer.district)
    body = body_of(opened.history, CalendarSet)
    listed = _listed(body, calendar, local_date(opened.services.server.clock()))
    return About(_facts(listed), _state(listed))


def _facts(each: ListedLine) -> Iterator[Fact]:
    yield Fact("类别", label(each.line.sort))
    yield Fact("起", dated(each.line.from_on))
    yield Fact("止", dated(each.line.to_on))
    yield Fact("天数", f"{number_of_days(each.line)} 天")
    if each.school_days is not None:
        yield Fact("上学日", f"{each.school_days} 天，不含周末、假期和法定节假日，含调休上班的日子")


NOUN = Noun(
    form=FORM,
    filters=CalendarFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "这一年还没有登记校历",
        "逐条登记学期、假期、法定节假日和调休，照上一年推算，或者在“导入”里上传一张校历表。",
    ),
    about=_about,
    done={"copied": "已照上一年推算出学期和学校假期，逐条核对日期后保存。"},
    list_template="calendar.html",
    beside=_beside,
)
add_noun(router, NOUN)


@router.post("/calendar/copy")
def copy(request: Request, services: Services, sent: SentForm) -> Response:
    """Take last year's terms and school holidays as a start for the year."""
    user = sent.user
    user.viewer.require_set_register()
    district = user.viewer.district

    def act(form: CopyCalendarForm) -> None:
        versions = services.districts.versions(district)
        copied = copied_from_before(lines_of(services.server.database, district), form.year)
        if not copied:
            text = f"{form.year}年已经有了，或者上一年没有登记学期和学校假期。"
            raise BadInput(text, code="year")
        entries = [OfficeEntry.seen(each, versions) for each in copied]
        services.office.set_register(user.viewer.account, entries)

    form = carry_out(Shown(CopyCalendarForm, "copy"), sent.typed, act)
    if isinstance(form, Shown):
        return NOUN.list.response(request, services, user, form.status, copying=form)
    return RedirectResponse(f"/calendar?year={form.year}&done=copied", 303)
