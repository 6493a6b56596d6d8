"""Which part of the grid somebody looks at, as its address has it."""

from typing import Annotated

from pydantic import Field

from domain.kinds.register.school import SchoolKind
from domain.month.duty import NOBODY
from domain.month.grid import Credit
from domain.month.period import term_by_months
from domain.register.duty_rule import TERM_MONTHS
from domain.words.values import words_of
from sync_server.console.form_fields import Options
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.month.grid import VACANT, GridFilter, PeriodDuties
from sync_server.month.period import months_before, read_period
from sync_server.register.names import Names

PERIOD = r"^([0-9.-]{4,16})?$"


class GridFilters(Filters):
    """The grid's filters; without a period it is the running term."""

    home = "/grid"
    anchor = "#grid"
    key = (str,)

    period: Annotated[str, Field(title="统计期", pattern=PERIOD)] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="督学")] = ""
    school_kind: Annotated[Choice, Field(title="学校类型")] = ""
    behind: Annotated[bool, Field(title="只看没完成的督学")] = False

    @property
    def duties(self) -> GridFilter:
        """Which duties that leaves, before it is known who is behind."""
        return GridFilter(self.zone, self.account, "", self.school_kind)


class GridVisitFilters(Filters):
    """The same for the visits behind a figure of the grid, at one school where it names one."""

    home = "/grid/visits"
    key = (str,)

    period: Annotated[str, Field(title="统计期", pattern=PERIOD)] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="应督导的督学")] = ""
    school: Annotated[Choice, Field(title="学校")] = ""
    school_kind: Annotated[Choice, Field(title="学校类型")] = ""
    credit: Annotated[Choice, Field(title="计为")] = ""
    is_by_term: bool = False

    @property
    def duties(self) -> GridFilter:
        """Which duties that leaves."""
        return GridFilter(self.zone, self.account, self.school, self.school_kind)


def options_of(found: PeriodDuties, period: str) -> Options:
    """What the filters offer; ``period`` is what the address says, so that it is among them."""
    kinds, credits_ = words_of(SchoolKind), words_of(Credit)
    names = found.names
    return {
        "period": {**periods(found.running), **_own(found, period)},
        "zone": {code: row.name for code, row in names.zones.items()},
        "account": {each or VACANT: person(names, each) for each in found.holders},
        "school": {code: row.name for code, row in names.schools.items()},
        "school_kind": {each.value: word for each, word in kinds.items()},
        "credit": {each.value: word for each, word in credits_.items()},
    }


def person(names: Names, account: str) -> str:
    """Who owes something, by name."""
    return "无责任督学" if account in (NOBODY, VACANT) else names.person(account)


def periods(running: str) -> dict[str, str]:
    """The periods an office asks for: terms, school years and calendar years, by their words."""
    this, before = terms(running)
    year, number = int(running[:4]), int(running[5:])
    autumn = year if number >= 9 else year - 1
    keys = [
        before,
        *(f"{each}-09..{each + 1}-08" for each in (autumn, autumn - 1)),
        *(str(each) for each in (year, year - 1)),
    ]
    return {"": f"本学期（{period_words(this)}）", **{each: period_words(each) for each in keys}}


def terms(running: str) -> tuple[str, str]:
    """The term of a month and the one before, as addresses name them."""
    term = term_by_months(running).months
    before = term_by_months(months_before(term[0], 1)).months
    return f"{term[0]}..{term[-1]}", f"{before[0]}..{before[-1]}"


def period_words(key: str) -> str:
    """A period in words, a term as the term of its school year."""
    found = read_period(key)
    year = int(found.first[:4])
    autumn, spring = TERM_MONTHS
    numbers = tuple(int(month[5:]) for month in found.months)
    if numbers == autumn:
        return f"{year}—{year + 1}学年第一学期"
    if numbers == spring:
        return f"{year - 1}—{year}学年第二学期"
    return found.title


def _own(found: PeriodDuties, period: str) -> dict[str, str]:
    return {period: period_words(found.period.key)} if period else {}
