"""The plan of a year: its own themes, those of every year, and what is lacking."""

from datetime import date

import pytest

from domain.register.checklist import Theme, ThemeLevel
from domain.register.load import person_warning, zone_warning
from domain.register.theme_plan import in_order_of_use, missing_of, plan_of, theme_id_of


def a_theme(month: int, year: int | None = None, **fields: object) -> Theme:
    """A theme that says of its title when it is due."""
    level = fields.get("level", ThemeLevel.DISTRICT)
    told = {
        "theme_id": theme_id_of(year, month, ThemeLevel(str(level))),
        "title": f"{year or '每年'} {month}",
        "checklist_id": "c",
    }
    return Theme.model_validate({**told, "month": month, "year": year, **fields})


EVERY = [a_theme(month) for month in (1, 5, 12)]
CITY = a_theme(5, 2026, level=ThemeLevel.CITY)


def titles(themes: list[Theme]) -> list[str]:
    return [each.title for each in themes]


def test_a_year_has_twelve_months_its_own_themes_and_those_of_every_year():
    plan = plan_of([a_theme(5, 2026), *EVERY, a_theme(1, 2025), CITY], 2026)
    assert [(each.month, each.level) for each in plan if each.month in (4, 5, 6)] == [
        (4, ThemeLevel.DISTRICT),
        (5, ThemeLevel.DISTRICT),
        (5, ThemeLevel.CITY),
        (6, ThemeLevel.DISTRICT),
    ]
    found = {(each.month, each.level.value): each.theme for each in plan if each.theme}
    assert found[5, "district"] == a_theme(5, 2026)
    assert found[5, "city"] == CITY
    assert found[1, "district"] == a_theme(1)
    assert len(plan) == 13


def test_what_a_year_lacks_is_copied_from_the_year_before_and_nothing_else():
    themes = [*EVERY, a_theme(5, 2025), a_theme(1, 2026), a_theme(3, 2024)]
    missing = missing_of(themes, 2026)
    assert [(each.theme_id, each.title, each.year) for each in missing] == [
        ("month-2026-05", "2025 5", 2026),
        ("month-2026-12", "每年 12", 2026),
    ]
    assert missing_of([*themes, *missing], 2026) == []


@pytest.mark.parametrize(
    ("today", "january", "december"),
    [
        (date(2026, 12, 3), "2027 1", "2026 12"),
        (date(2027, 1, 3), "2027 1", "2027 12"),
        (date(2026, 1, 3), "2026 1", "2026 12"),
        (date(2030, 2, 1), "每年 1", "每年 12"),
    ],
)
def test_the_first_theme_of_each_month_is_the_one_due_next(today, january, december):
    years = [a_theme(month, year) for year in (2026, 2027) for month in (1, 12)]
    found = in_order_of_use([*EVERY, *years], today)
    first = {each.month: each.title for each in reversed(found)}
    assert (first[1], first[12]) == (january, december)


def test_the_districts_theme_stands_before_the_citys():
    assert in_order_of_use([CITY, a_theme(5)], date(2026, 5, 1)) == [a_theme(5), CITY]


@pytest.mark.parametrize(
    ("year", "level", "called"),
    [
        (None, ThemeLevel.DISTRICT, "month-05"),
        (2026, ThemeLevel.DISTRICT, "month-2026-05"),
        (2026, ThemeLevel.CITY, "month-2026-05-city"),
    ],
)
def test_each_month_of_a_plan_has_a_name_of_its_own(year, level, called):
    assert theme_id_of(year, 5, level) == called


def test_many_schools_are_warned_of():
    assert [zone_warning(n) for n in (20, 21)] == ["", "超过 20 所"]
    assert [bool(person_warning(n)) for n in (5, 7, 8)] == [False, False, True]
