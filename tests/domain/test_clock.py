from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain import clock
from domain.clock import (
    Instant,
    format_instant,
    local_date,
    milliseconds_of,
    month_bounds,
    parse_instant,
)

MORNING = datetime(2026, 5, 14, 8, 11, 9, 120_000, tzinfo=UTC)
MORNING_TEXT = "2026-05-14T08:11:09.120Z"


def test_an_instant_is_written_in_utc_with_milliseconds() -> None:
    assert format_instant(MORNING) == MORNING_TEXT
    assert format_instant(MORNING.astimezone(clock.CST)) == MORNING_TEXT
    assert parse_instant(MORNING_TEXT) == MORNING


def test_what_is_finer_than_a_millisecond_is_cut_off() -> None:
    assert format_instant(MORNING + timedelta(microseconds=999)) == MORNING_TEXT


@given(st.datetimes(datetime(1970, 1, 1), datetime(9998, 12, 31)))  # noqa: DTZ001
def test_an_instant_survives_being_written_and_read(naive: datetime) -> None:
    instant = naive.replace(tzinfo=UTC, microsecond=naive.microsecond // 1000 * 1000)
    assert parse_instant(format_instant(instant)) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-05-14T08:11:09Z",
        "2026-05-14T08:11:09.12Z",
        "2026-05-14T08:11:09.120000Z",
        "2026-05-14T08:11:09.120+00:00",
        "2026-05-14 08:11:09.120Z",
        "2026-05-14t08:11:09.120z",
        "2026-05-14T08:11:09.120Z\n",
        "2026-02-30T08:11:09.120Z",
        "2026-05-14T24:00:00.000Z",
        "2026-05-14T08:11:60.000Z",
        "1969-12-31T23:59:59.999Z",
        "9999-01-01T00:00:00.000Z",
        "0000-01-01T00:00:00.000Z",
        "２０２６-05-14T08:11:09.120Z",
    ],
)
def test_anything_else_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_instant(text)


def test_a_field_keeps_the_text_it_came_in() -> None:
    field = TypeAdapter(Instant)
    assert field.validate_python(MORNING_TEXT) == MORNING_TEXT
    with pytest.raises(ValidationError):
        field.validate_python("2026-05-14")


def test_naive_datetimes_are_refused() -> None:
    naive = MORNING.replace(tzinfo=None)
    with pytest.raises(ValueError, match="naive"):
        format_instant(naive)
    with pytest.raises(ValueError, match="naive"):
        local_date(naive)


def test_the_day_turns_at_midnight_in_shanghai() -> None:
    assert local_date(datetime(2026, 5, 31, 15, 59, 59, tzinfo=UTC)) == date(2026, 5, 31)
    assert local_date(datetime(2026, 5, 31, 16, tzinfo=UTC)) == date(2026, 6, 1)
    tokyo = timezone(timedelta(hours=9))
    assert local_date(datetime(2026, 6, 1, 0, 30, tzinfo=tokyo)) == date(2026, 5, 31)


def test_a_phone_whose_clock_was_reset_still_writes_an_instant() -> None:
    assert parse_instant("1970-01-01T00:00:00.000Z").timestamp() == 0


def test_the_last_instant_still_has_a_local_day() -> None:
    assert local_date(parse_instant("9998-12-31T23:59:59.999Z")) == date(9999, 1, 1)


def test_a_month_is_written_with_year_and_number() -> None:
    assert clock.month_of(date(2026, 5, 1)) == "2026-05"
    with pytest.raises(ValueError, match="local_date"):
        clock.month_of(MORNING)


def test_month_bounds_are_half_open_and_cross_the_year() -> None:
    assert month_bounds("2026-05") == (date(2026, 5, 1), date(2026, 6, 1))
    assert month_bounds("2026-12") == (date(2026, 12, 1), date(2027, 1, 1))


@pytest.mark.parametrize("month", ["2026-5", "2026-13", "2026-00", "202605", "2026-05-01", ""])
def test_other_text_is_no_month(month: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        month_bounds(month)


def test_weekdays_are_named_in_chinese() -> None:
    assert clock.weekday_name(date(2026, 5, 14)) == "星期四"
    assert clock.weekday_name(date(2026, 5, 17)) == "星期日"


@given(st.integers(0, 250 * 10**12))
def test_milliseconds_count_from_1970(milliseconds: int) -> None:
    instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    assert milliseconds_of(format_instant(instant)) == milliseconds
    assert clock.to_milliseconds(instant + timedelta(microseconds=999)) == milliseconds
    assert clock.from_milliseconds(milliseconds) == instant
    assert clock.format_milliseconds(milliseconds) == format_instant(instant)
