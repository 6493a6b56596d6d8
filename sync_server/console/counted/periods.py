"""The periods that a list offers."""

from domain.month.period import last_day, year_before
from sync_server.console.grid.filters import period_words, terms
from sync_server.console.pages import month_words
from sync_server.month.period import months_before, read_period

PERIOD = r"^([0-9.-]{4,16})?$"
MONTHS_SHOWN = 18


def periods(running: str) -> dict[str, str]:
    """The newest months, and the years that an office asks for, by their words."""
    months = (months_before(running, back) for back in range(MONTHS_SHOWN))
    return {**{each: month_words(each) for each in months}, **years(running)}


def years(running: str) -> dict[str, str]:
    """Terms, the twelve full months, calendar and school years, by their words."""
    year, number = int(running[:4]), int(running[5:])
    autumn = year if number >= 9 else year - 1
    twelve = year_before(running)
    return {
        **{each: period_words(each) for each in terms(running)},
        f"{twelve[0]}..{twelve[-1]}": "近十二个整月",
        **{str(each): f"{each}年" for each in (year, year - 1)},
        **{f"{each}-09..{each + 1}-08": f"{each}—{each + 1}学年" for each in (autumn, autumn - 1)},
    }


def offered(running: str, chosen: str) -> dict[str, str]:
    """The same with the one that is chosen, whichever it is; BadInput for one that is none."""
    found = periods(running)
    if chosen and chosen not in found:
        found = {chosen: read_period(chosen).title, **found}
    return found


def days_of(period: str) -> tuple[str, str] | None:
    """The first and the last day of a period; None without one, BadInput for one that is none."""
    if not period:
        return None
    found = read_period(period)
    return f"{found.first}-01", last_day(found.last)
