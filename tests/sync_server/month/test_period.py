"""What a table covers, as offices write it."""

import pytest

from domain.errors import BadInput
from sync_server.month.period import months_before, read_period


@pytest.mark.parametrize(
    ("text", "first", "last", "title"),
    [
        ("2026-05", "2026-05", "2026-05", "2026年5月"),
        ("2026", "2026-01", "2026-12", "2026年"),
        ("2025-09..2026-08", "2025-09", "2026-08", "2025—2026学年"),
        ("2025-11..2026-10", "2025-11", "2026-10", "2025年11月至2026年10月"),
        ("2023-01..2025-12", "2023-01", "2025-12", "2023年1月至2025年12月"),
    ],
)
def test_a_period_is_a_month_a_year_or_a_run_of_months(text, first, last, title):
    period = read_period(text)
    assert (period.key, period.first, period.last, period.title) == (text, first, last, title)
    assert (period.months[0], period.months[-1]) == (first, last)
    assert list(period.months) == sorted(set(period.months))


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "26-05", "2026-05..2026-04", "2020-01..2026-12", "2026-5", "二〇二六", "0000"],
)
def test_what_is_no_period_is_refused_with_how_to_write_one(text):
    with pytest.raises(BadInput, match="2026-05") as refusal:
        read_period(text)
    assert refusal.value.specific_code == "bad_period"


def test_months_are_counted_back_over_the_turn_of_the_year():
    assert [months_before("2026-02", back) for back in (0, 1, 2, 14)] == [
        "2026-02",
        "2026-01",
        "2025-12",
        "2024-12",
    ]
