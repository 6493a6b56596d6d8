import pytest

from domain.month.period import last_day, year_before


def test_the_year_is_the_twelve_full_months_before_the_running_one() -> None:
    months = year_before("2026-03")
    assert len(months) == 12
    assert (months[0], months[9], months[-1]) == ("2025-03", "2025-12", "2026-02")


def test_what_is_no_month_is_refused() -> None:
    with pytest.raises(ValueError, match="not a month"):
        year_before("2026-13")


def test_last_day_of_a_month() -> None:
    assert [last_day(month) for month in ("2026-02", "2028-02", "2026-12")] == [
        "2026-02-28",
        "2028-02-29",
        "2026-12-31",
    ]
