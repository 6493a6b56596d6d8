"""统计报表: the month's table, a year's, and the workbook to take away."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from domain.month.month import Grouping
from domain.month.period import year_before
from sync_server.console.files import download
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page, month_words
from sync_server.month.locks import TITLES
from sync_server.month.period import months_before, read_period
from sync_server.month.table import Take
from sync_server.month.xlsx import Paper

router = APIRouter()

PAGE = Page("month.html", has_part=True)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON = "application/json"
MONTHS_SHOWN = 18


class Wanted(BaseModel):
    """Which table: the period as `2026-05`, `2026` or `2025-09..2026-08`, and its rows.

    ``version`` is that of a sealed month, 0 for what the records have now.
    """

    period: str = ""
    by: Grouping = Grouping.ZONE
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
        running=running,
        months=[
            Choice(each, month_words(each))
            for each in (months_before(running, back) for back in range(MONTHS_SHOWN))
        ],
        years=_years(running),
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


def _years(running: str) -> list[Choice]:
    """The longer periods an office asks for: the twelve full months, calendar and school years."""
    year, number = int(running[:4]), int(running[5:])
    autumn = year if number >= 9 else year - 1
    twelve = year_before(running)
    return [
        Choice(f"{twelve[0]}..{twelve[-1]}", "近十二个整月"),
        *(Choice(str(each), f"{each}年") for each in (year, year - 1)),
        *(
            Choice(f"{each}-09..{each + 1}-08", f"{each}—{each + 1}学年")
            for each in (autumn, autumn - 1)
        ),
    ]
