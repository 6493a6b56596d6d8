"""The term of the start page and of 未到单位: the calendar's, by fixed months without one."""

import pytest

from domain.kinds.register.calendar import CalendarSet, CalendarSort
from tests.builders.handset import write
from tests.builders.office import Inspection, a_rich_visit

BY_MONTHS = "2026年2月至7月，校历里还没有登记，先按固定的月份算"


def a_term(first: str, last: str) -> CalendarSet:
    return CalendarSet(
        calendar_id=first, name="本学期", sort=CalendarSort.TERM, from_on=first, to_on=last
    )


@pytest.mark.parametrize("path", ["/", "/uncovered"])
@pytest.mark.parametrize("account", ["li.zhuren", "zhao.tong"])
def test_without_a_calendar_the_page_says_that_it_goes_by_the_months(browsers, path, account):
    assert BY_MONTHS in browsers(account).page(path)


@pytest.mark.parametrize("path", ["/", "/uncovered"])
def test_with_a_calendar_the_term_is_its_line(supervisor, server, path):
    write(server, "wanshan", (a_term("2026-03-02", "2026-07-10"), None))
    page = supervisor.page(path)
    assert "本学期，2026-03-02 至 2026-07-10" in page
    assert "固定的月份" not in page
    assert ("还有 42 个上学日" in page) == (path == "/")


def test_units_count_as_visited_from_the_terms_first_day_on(supervisor, server, clock, browsers):
    a_rich_visit(Inspection.of(server), [])
    assert "第1小学" not in supervisor.page("/uncovered")
    write(server, "wanshan", (a_term("2026-05-15", "2026-07-10"), None))
    assert "第1小学" not in supervisor.page("/uncovered")
    clock.move(days=1)
    assert "第1小学" in browsers("li.zhuren").page("/uncovered")
