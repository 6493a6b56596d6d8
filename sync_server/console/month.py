"""统计报表: the month's table, a year's, and the workbook to take away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from domain.clock import local_date
from domain.month.month import Grouping
from domain.month.sheet import Sheet
from domain.month.topic import Topic
from sync_server.console.counted.links import FigureLinks
from sync_server.console.counted.periods import MONTHS_SHOWN, years
from sync_server.console.files import download
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.kinds.list_page import file_response
from sync_server.console.pages import Page, month_words
from sync_server.month.called import head_of, tab_of
from sync_server.month.locks import TITLES
from sync_server.month.period import months_before, read_period
from sync_server.month.table import Take
from sync_server.month.xlsx import Paper
from sync_server.office.export.exports import Format
from sync_server.office.export.table import Cell, Table

router = APIRouter()

PAGE = Page("month.html", has_part=True)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = "application/json"


class Wanted(BaseModel):
    """Which table: the period as `2026-05`, `2026` or `2025-09..2026-08`, and its rows.

    ``version`` is that of a sealed month, 0 for what the records have now.
    """

    period: str = ""
    by: Grouping | Topic = Grouping.ZONE
    version: Annotated[int | None, Field(ge=0, le=9_999)] = None


class OneTable(BaseModel):
    """Which of the tables is wanted; ``version`` as `Wanted` has it."""

    by: Grouping | Topic = Grouping.ZONE
    version: Annotated[int | None, Field(ge=0, le=9_999)] = None


class Taken(BaseModel):
    """How a workbook is wanted; ``version`` as `Wanted` has it."""

    paper: Paper = Paper.A4
    version: Annotated[int | None, Field(ge=0, le=9_999)] = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A period to choose."""

    key: str
    title: str


@router.get("/month")
def month(
    request: Request, services: Services, user: CurrentUser, wanted: Annotated[Wanted, Query()]
) -> Response:
    """The table of one period and grouping."""
    user.viewer.require_months()
    running = services.months.this_month()
    period = read_period(wanted.period or running)
    district = user.viewer.district
    view = services.months.official(period, district, wanted.by, wanted.version)
    is_long = not period.is_month
    return PAGE.response(
        request,
        user=user,
        section="month",
        view=view,
        sheet=view.sheets[0],
        sealed=services.months.sealed_sums(period, district) if is_long else None,
        titles=TITLES,
        period=period,
        grouping=wanted.by,
        groupings=tuple(Grouping),
        topics=tuple(Topic),
        is_further=isinstance(wanted.by, Topic),
        head=head_of(wanted.by),
        link=FigureLinks(wanted.by, period.key, user.viewer.may_see_papers),
        running=running,
        months=[
            Choice(each, month_words(each))
            for each in (months_before(running, back) for back in range(MONTHS_SHOWN))
        ],
        years=[Choice(key, title) for key, title in years(running).items()],
    )


@router.get("/month/{period}.xlsx")
def as_workbook(
    services: Services, user: CurrentUser, period: str, taken: Annotated[Taken, Query()]
) -> Response:
    """The period's workbook. That it was taken is written into the log first."""
    user.viewer.require_months()
    viewer = user.viewer
    take = Take(period, taken.paper, taken.version)
    name, content = services.months.export(take, viewer.district, viewer.account)
    plain = f"duji-{read_period(period).key.replace('..', '_')}.xlsx"
    return download(content, XLSX, name, plain)


@router.get("/month/{period}.csv")
def as_csv(
    services: Services, user: CurrentUser, period: str, wanted: Annotated[OneTable, Query()]
) -> Response:
    """One of the period's tables as a plain file, with its foot."""
    user.viewer.require_months()
    asked, viewer = read_period(period), user.viewer
    found = services.months.official(asked, viewer.district, wanted.by, wanted.version)
    (sheet,) = found.sheets
    table = Table(
        code="month",
        title=f"{tab_of(wanted.by)}_{asked.title}",
        district_name=found.district_name,
        made_on=local_date(services.server.clock()).isoformat(),
        heads=(head_of(wanted.by), *sheet.note_titles, *(each.title for each in sheet.columns)),
        rows=_lines(sheet),
        filters="；".join(each for each in (asked.title, sheet.seal) if each),
    )
    exported = services.exports.take(viewer.account, table, Format.CSV)
    return file_response(exported, "month", Format.CSV)


def _lines(sheet: Sheet) -> Iterator[list[Cell]]:
    for row in sheet.rows:
        yield [row.name, *row.notes, *row.values]
    yield ["合计", *("" for _ in sheet.note_titles), *sheet.total]


@router.get("/month/{period}.json")
def as_file(
    services: Services, user: CurrentUser, period: str, taken: Annotated[Taken, Query()]
) -> Response:
    """The month as JSON for an upper-level system; written into the log first as well."""
    user.viewer.require_months()
    viewer = user.viewer
    take = Take(period, number=taken.version)
    name, content = services.months.as_file(take, viewer.district, viewer.account)
    return download(content, JSON, name, name)
