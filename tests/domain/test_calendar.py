"""The office's calendar: which term a day is in, whether schools are open, what cannot stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.register.calendar import Calendar, copied_from_before, number_of_days, touches_year

TERM, HOLIDAY = CalendarSort.TERM, CalendarSort.SCHOOL_HOLIDAY
FREE, WORKDAY = CalendarSort.PUBLIC_HOLIDAY, CalendarSort.WORKDAY


def line(sort: CalendarSort, name: str, first: str, last: str = "", **more) -> CalendarSet:
    """A line of a calendar, of one day unless it says."""
    facts = {"calendar_id": more.pop("calendar_id", f"{sort}-{first}"), "to_on": last or first}
    return CalendarSet(sort=sort, name=name, from_on=first, **facts, **more)


AUTUMN = line(TERM, "2025—2026学年第一学期", "2025-09-01", "2026-01-23")
WINTER = line(HOLIDAY, "寒假", "2026-01-24", "2026-03-01")
SPRING = line(TERM, "2025—2026学年第二学期", "2026-03-02", "2026-07-10")
MAY = line(FREE, "劳动节", "2026-05-01", "2026-05-05")
MOVED = line(WORKDAY, "劳动节调休", "2026-05-09")
YEAR = (AUTUMN, WINTER, SPRING, MAY, MOVED)
CALENDAR = Calendar.of(YEAR)


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ("2025-08-31", None),
        ("2025-09-01", AUTUMN),
        ("2026-01-23", AUTUMN),
        ("2026-01-24", None),
        ("2026-03-02", SPRING),
        ("2026-07-10", SPRING),
        ("2026-07-11", None),
    ],
)
def test_a_day_is_in_the_term_between_whose_first_and_last_day_it_is(day, term):
    assert CALENDAR.term_on(date.fromisoformat(day)) == term


@pytest.mark.parametrize(
    ("day", "is_workday", "is_school_day"),
    [
        ("2026-05-08", True, True),
        ("2026-05-10", False, False),
        ("2026-05-09", True, True),
        ("2026-05-04", False, False),
        ("2026-02-10", True, False),
        ("2026-08-03", True, False),
    ],
)
def test_schools_are_open_on_working_days_of_a_term(day, is_workday, is_school_day):
    on = date.fromisoformat(day)
    assert (CALENDAR.is_workday(on), CALENDAR.is_school_day(on)) == (is_workday, is_school_day)


def test_a_holiday_inside_a_term_closes_schools_and_not_offices():
    calendar = Calendar.of([*YEAR, line(HOLIDAY, "春假", "2026-04-07", "2026-04-08")])
    day = date(2026, 4, 7)
    assert (calendar.is_workday(day), calendar.is_school_day(day)) == (True, False)


def test_school_days_are_counted_with_both_ends():
    assert CALENDAR.school_days(date(2026, 4, 27), date(2026, 5, 10)) == 4 + 3 + 1
    assert CALENDAR.school_days(date(2026, 5, 8), date(2026, 5, 8)) == 1
    assert CALENDAR.school_days(date(2026, 5, 9), date(2026, 5, 8)) == 0


@given(st.integers(0, 400), st.integers(0, 400))
def test_school_days_of_two_spans_add_up(days, more):
    first = date(2025, 8, 1)
    middle, last = first + timedelta(days=days), first + timedelta(days=days + more)
    whole = CALENDAR.school_days(first, last)
    assert whole == CALENDAR.school_days(first, middle) + CALENDAR.school_days(
        middle + timedelta(days=1), last
    )


def test_what_is_out_of_use_says_nothing():
    closed = MAY.model_copy(update={"is_active": False})
    assert Calendar.of([SPRING, closed]).is_school_day(date(2026, 5, 4))
    assert Calendar.of([SPRING.model_copy(update={"is_active": False})]).terms == ()


def test_months_without_a_school_day_are_told_where_terms_are_known_around_them():
    assert CALENDAR.months_off(2026) == (2,)
    summer = line(HOLIDAY, "暑假", "2026-07-11", "2026-08-31")
    assert Calendar.of([*YEAR, summer]).months_off(2026) == (2, 8)
    assert Calendar.of([MAY]).months_off(2026) == ()


@pytest.mark.parametrize(
    ("new", "field", "says"),
    [
        (line(FREE, "反了", "2026-05-20", "2026-05-19"), "to_on", "早于"),
        (line(HOLIDAY, "太长", "2026-05-20", "2028-05-20"), "to_on", "比一年还长"),
        (line(TERM, "小学期", "2026-07-10", "2026-07-20"), "from_on", "第二学期"),
        (line(HOLIDAY, "寒假二", "2026-03-01"), "from_on", "“寒假”（2026-01-24 至 2026-03-01）"),
        (line(FREE, "补休", "2026-05-09"), "from_on", "劳动节调休”（2026-05-09）"),
        (line(WORKDAY, "调休", "2026-05-03"), "from_on", "“劳动节”"),
        (line(WORKDAY, "调休", "2026-05-16", "2026-05-18"), "from_on", "星期一"),
    ],
)
def test_what_cannot_stand_is_told_beside_its_field(new, field, says):
    fault = CALENDAR.fault_of(new)
    assert fault is not None
    assert fault.field == field
    assert says in fault.words


@pytest.mark.parametrize(
    "new",
    [
        SPRING.model_copy(update={"to_on": "2026-07-17"}),
        line(HOLIDAY, "春假", "2026-04-07", "2026-04-08"),
        line(WORKDAY, "调休", "2026-05-16", "2026-05-17"),
    ],
)
def test_a_line_may_change_and_holidays_may_be_inside_a_term(new):
    assert CALENDAR.fault_of(new) is None


def test_last_years_terms_and_holidays_are_copied_52_weeks_on_to_be_looked_at():
    winter, spring = copied_from_before(YEAR, 2027)
    days = ("2026—2027学年第二学期", "2027-03-01", "2027-07-09")
    assert (spring.name, spring.from_on, spring.to_on) == days
    assert date.fromisoformat(spring.from_on).weekday() == date(2026, 3, 2).weekday()
    assert (winter.name, winter.is_estimated, spring.is_estimated) == ("寒假", True, True)


def test_what_the_year_has_stays_and_free_days_are_never_guessed():
    own = line(TERM, "第二学期", "2027-02-22", "2027-07-02")
    assert [each.name for each in copied_from_before([*YEAR, own], 2027)] == ["寒假"]
    assert copied_from_before([MAY, MOVED], 2027) == []


def test_what_was_copied_is_not_copied_again_wherever_it_has_moved():
    (copy,) = copied_from_before([SPRING], 2027)
    moved = copy.model_copy(update={"from_on": "2027-08-01", "to_on": "2027-08-20"})
    assert copied_from_before([SPRING, moved], 2027) == []
    stopped = moved.model_copy(update={"is_active": False})
    assert copied_from_before([SPRING, stopped], 2027) == [copy]


def test_a_copy_of_a_copy_is_called_as_the_first_would_be():
    (first,) = copied_from_before([SPRING], 2027)
    (second,) = copied_from_before([first], 2028)
    assert (first.calendar_id, second.calendar_id) == (
        f"2027-{SPRING.calendar_id}",
        f"2028-{SPRING.calendar_id}",
    )


def test_a_line_is_of_every_year_that_it_touches():
    assert [year for year in range(2024, 2028) if touches_year(AUTUMN, year)] == [2025, 2026]
    assert number_of_days(MAY) == 5
