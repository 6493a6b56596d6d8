"""The demo's calendar and rules: true on any day, and set by the supervisor."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from demo.region import DISTRICT
from demo.rules.calendar import calendar_lines
from domain.kinds.register.calendar import CalendarSort
from domain.month.running_term import running_term
from domain.register.calendar import Calendar, copied_from_before
from domain.register.duty_rule import rules_in_force
from sync_server.month.rules import asked_words
from sync_server.register.calendar import calendar_of, lines_of
from sync_server.register.districts import Districts
from tests.fixtures.made_demo import NOW

DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2032, 12, 31))


@given(DAYS)
def test_on_any_day_the_calendar_fits_together_and_tells_the_term(today):
    lines = calendar_lines(today - timedelta(days=370), today)
    calendar = Calendar.of(lines)
    assert [each for each in lines if calendar.fault_of(each)] == []
    term = running_term(calendar, today)
    assert term.is_registered
    assert term.first <= today
    assert len({each.calendar_id for each in lines}) == len(lines)


@given(DAYS)
def test_next_year_is_a_start_from_this_one_and_no_moved_day_is_invented(today):
    lines = calendar_lines(today - timedelta(days=370), today)
    copied = copied_from_before(lines, today.year + 1)
    assert all(each.is_estimated for each in copied)
    assert not [each for each in lines if each.sort is CalendarSort.WORKDAY]


def test_the_demo_shows_its_term_what_is_to_be_looked_at_and_a_rule_to_come(small_demo):
    calendar = calendar_of(small_demo.server.database, DISTRICT)
    term = calendar.term_on(NOW.date())
    assert term is not None
    assert term.name == "2025—2026学年第二学期"
    assert any(each.is_estimated for each in lines_of(small_demo.server.database, DISTRICT))
    duty = Districts(small_demo.server.database, small_demo.server.committer).rules(DISTRICT).duty
    asked = [
        [asked_words(each) for each in rules_in_force(duty.rules, [month])]
        for month in ("2026-05", "2026-06")
    ]
    assert asked[0] == ["每月 2 次", "每月 1 次", "不要求定期督导"]
    assert asked[1] == ["每月 2 次，7、8 月不计", "不要求定期督导", "每月 1 次，7、8 月不计"]
