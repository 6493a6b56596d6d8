"""The theme plan (一月一主题, 0-17): which theme a month of a year has, on which level."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from domain.register.checklist import Theme, ThemeLevel

MONTHS = range(1, 13)
_LEVELS = tuple(ThemeLevel)


class Planned(NamedTuple):
    """A month of a year's plan on one level; ``theme`` is None where nothing is planned."""

    month: int
    level: ThemeLevel
    theme: Theme | None


def plan_of(themes: Iterable[Theme], year: int) -> list[Planned]:
    """The plan of a year: the year's own themes, and those of every year where it has none.

    Every month stands in it on the district's level; on the city's those that have a theme.
    """
    found: dict[tuple[int, ThemeLevel], Theme] = {}
    for theme in sorted(themes, key=lambda each: each.year is not None):
        if theme.year in (None, year):
            found[theme.month, theme.level] = theme
    return [
        Planned(month, level, found.get((month, level)))
        for month in MONTHS
        for level in _LEVELS
        if level is ThemeLevel.DISTRICT or (month, level) in found
    ]


def missing_of(themes: Sequence[Theme], year: int) -> list[Theme]:
    """The year's themes that it lacks and the year before had, as they would stand in its plan."""
    own = {(each.month, each.level) for each in themes if each.year == year}
    before = (each.theme for each in plan_of(themes, year - 1) if each.theme)
    return [
        each.model_copy(
            update={"year": year, "theme_id": theme_id_of(year, each.month, each.level)}
        )
        for each in before
        if (each.month, each.level) not in own
    ]


def theme_id_of(year: int | None, month: int, level: ThemeLevel) -> str:
    """What the theme of a month of a year (None: of every year) on a level is called."""
    name = f"month-{month:02}" if year is None else f"month-{year}-{month:02}"
    return name if level is ThemeLevel.DISTRICT else f"{name}-{level.value}"


def in_order_of_use(themes: Iterable[Theme], today: date) -> list[Theme]:
    """The themes by months and levels, of each the one first that is due next from today on.

    Whoever takes the first theme of a month takes the right one, until a year later.
    """

    def key(theme: Theme) -> tuple[int, int, int, int]:
        due = today.year if theme.month >= today.month else today.year + 1
        rank = 1 if theme.year is None else 0 if theme.year == due else 2
        return theme.month, _LEVELS.index(theme.level), rank, -(theme.year or 0)

    return sorted(themes, key=key)
