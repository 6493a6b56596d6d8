"""What a rule of closing says of a day, and which rules cannot stand."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.findings.closing_rule import ASCENDING, days_after, fault_of, is_own_delay
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.kinds.register.closing_rule import STANDARD_RULE, ClosingRule
from domain.register.calendar import Calendar

WORKING = ClosingRule(counts_working_days=True)
HOLIDAY = Calendar.of(
    [
        CalendarSet(
            calendar_id="may",
            name="劳动节",
            sort=CalendarSort.PUBLIC_HOLIDAY,
            from_on="2026-05-01",
            to_on="2026-05-05",
        )
    ]
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_standard_rule_is_that_of_the_specification():
    assert fault_of(STANDARD_RULE) is None
    assert [getattr(STANDARD_RULE, each) for each in ASCENDING] == [1, 7, 15, 30]
    assert (STANDARD_RULE.talk_after_count, STANDARD_RULE.follow_up_within_days) == (3, 30)
    assert (STANDARD_RULE.hazard_due_days, STANDARD_RULE.hazard_seen_within_hours) == (3, 2)


@given(st.lists(st.integers(1, 20), min_size=4, max_size=4))
def test_a_rule_stands_when_each_step_is_later_than_the_one_before(days):
    fault = fault_of(ClosingRule(**dict(zip(ASCENDING, days, strict=True))))
    assert (fault is None) == (days == sorted(set(days)))


def test_the_first_step_that_is_too_early_is_named():
    fault = fault_of(ClosingRule(supervision_after_days=1, circular_after_days=15))
    assert fault is not None
    assert fault.field == "supervision_after_days"
    assert "1 天" in fault.words


def test_working_days_leave_out_weekends_and_holidays():
    thursday, after = date(2026, 4, 30), date(2026, 5, 8)
    assert days_after(thursday, after, STANDARD_RULE, HOLIDAY) == 8
    assert days_after(thursday, after, WORKING, HOLIDAY) == 3
    assert days_after(thursday, after, WORKING, Calendar()) == 6


@given(DAYS, DAYS)
def test_no_day_is_after_itself_or_an_earlier_one(day, today):
    plain, working = (days_after(day, today, rule, HOLIDAY) for rule in (STANDARD_RULE, WORKING))
    assert 0 <= working <= plain == max(0, (today - day).days)


@given(DAYS, st.integers(0, 60))
def test_looking_again_is_late_after_the_days_that_the_rule_gives(day, waited):
    today = day + timedelta(days=waited)
    assert is_own_delay(day, today, STANDARD_RULE, HOLIDAY) == (waited > 30)
