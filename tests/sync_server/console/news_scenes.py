"""Districts in which the forms about news are drawn."""

from domain.kinds.office.news import (
    NewsPrivate,
    NewsRecorded,
    ReportingQuota,
    ReportingUnitSet,
    UnitLevel,
)
from sync_server.server import Server
from tests.builders.handset import write
from tests.builders.office import Inspection
from tests.builders.pages import Browser

UNIT = ReportingUnitSet(
    unit_id="u1",
    name="东片区",
    level=UnitLevel.AREA,
    quotas=(ReportingQuota(from_month="2026-01", a_month=2),),
)
NEWS = NewsRecorded(news_id="n1", unit_id="u1", title="责任督学进校园", sent_on="2026-05-12")


def a_reporting_unit(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A unit that owes two pieces a month."""
    write(server, "wanshan", (UNIT, None))
    return "/reporting-units/u1/edit"


def some_news(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """One piece of news."""
    write(server, "wanshan", (UNIT, None), (NEWS, NewsPrivate(text="五月，督学走访六所学校。")))
    return "/news/n1"


def news_to_change(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The form of it."""
    return f"{some_news(server, inspection, browser)}/edit"


SCENES = {
    "ReportingUnitForm": a_reporting_unit,
    "NewsForm": news_to_change,
    "AdoptionForm": some_news,
}
