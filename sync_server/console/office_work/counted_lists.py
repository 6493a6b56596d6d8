"""What the lists of trainings and activities share: filters, their options, and some columns."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from domain.typed_number import written
from sync_server.console.form_fields import Options
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.list_page import Link
from sync_server.console.pages import day, month_words
from sync_server.counted.listing import Found, ListedActivity, ListedTraining

# What no zone's code can be.
WHOLE_CODE = "*"
WHOLE = "全区"
WITHDRAWN = "withdrawn"
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")

Row = ListedTraining | ListedActivity
R = TypeVar("R")


class CountedFilters(Filters):
    """The filters that both lists have; each says in which order they stand."""

    key = (str, str)

    year: str = ""
    month: str = ""
    zone: str = ""
    state: str = ""

    @property
    def shared(self) -> dict[str, Any]:
        """What of it the tables are asked."""
        is_whole = self.zone == WHOLE_CODE
        return {
            "year": self.year,
            "month": self.month,
            "zone": "" if is_whole else self.zone,
            "is_whole_district": is_whole,
            "is_withdrawn": self.state == WITHDRAWN,
        }


def options_of(found: Found[Any]) -> Options:
    """What those filters offer."""
    zones = {code: row.name for code, row in found.names.zones.items()}
    years = dict.fromkeys(each[:4] for each in found.months)
    return {
        "year": {each: f"{each}年" for each in years},
        "month": {each: month_words(each) for each in found.months},
        "zone": {WHOLE_CODE: f"{WHOLE}（不分责任区）", **zones},
        "state": {"": "有效", WITHDRAWN: "已撤销"},
    }


def in_office_order(known: Collection[str], codes: Sequence[str]) -> list[str]:
    """Each of the codes once as the office orders them; those that it has no more come last."""
    found = dict.fromkeys(codes)
    gone = [each for each in found if each not in known]
    return [*(each for each in known if each in found), *gone]


def to_month(wanted: CountedFilters) -> Sequence[Link]:
    """The table into which these are counted."""
    period = wanted.month if _MONTH.fullmatch(wanted.month) else wanted.year
    return [Link("看统计报表", f"/month?period={period}")] if period else []


def held(row: Row) -> str:
    """The day, with its year."""
    return f"{row.body.held_on[:4]}年{day(row.body.held_on)}"


def zone_of(row: Row) -> str:
    """The zone's name."""
    return row.zone or WHOLE


def state_chips(row: Row) -> Sequence[Chip]:
    """That it was withdrawn."""
    return [Chip("已撤销")] if row.body.is_withdrawn else []


def hours_column(title: str, hours: Callable[[R], float]) -> Column[R]:
    """A column of hours: half ones as they are, whole ones without a point."""

    def taken(row: R) -> float:
        found = hours(row)
        return int(found) if found.is_integer() else found

    return Column(title, lambda row: written(hours(row)), export=taken, is_number=True)
