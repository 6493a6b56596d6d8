"""统计图: a period in charts, each of which is a table first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel

from domain.month.topic import Topic
from sync_server.console.counted.periods import offered, years
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.pages import Page
from sync_server.month.period import read_period

router = APIRouter()

PAGE = Page("month_charts.html")


class WantedCharts(BaseModel):
    """Of which period; without one, of the twelve full months before the running one."""

    period: str = ""


@router.get("/month/charts")
def charts(
    request: Request,
    services: Services,
    user: CurrentUser,
    wanted: Annotated[WantedCharts, Query()],
) -> Response:
    """The page."""
    user.viewer.require_months()
    running = services.months.this_month()
    key = wanted.period or next(iter(years(running)))
    period = read_period(key)
    return PAGE.response(
        request,
        user=user,
        section="month",
        period=period,
        periods=offered(running, key),
        found=services.months.charts(period, user.viewer.district),
        tables={
            "trend": f"/month?period={period.key}",
            Topic.FINDING_CATEGORY.value: f"/month?period={period.key}&by=finding_category",
            "coverage": "/uncovered",
        },
    )
