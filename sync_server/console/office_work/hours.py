"""学时: each inspector's hours of training in a year, and how many of all were trained (0-11)."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.register.person import Post
from domain.register.training_hours import HoursStanding
from domain.typed_number import written
from domain.words.values import label
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.office_work.counted_lists import hours_column
from sync_server.console.pages import percent
from sync_server.counted.hours import ListedHours, YearOfHours

router = APIRouter()

HOME = "/training-hours"
LOOKS = {
    HoursStanding.MET: "chip-approved",
    HoursStanding.SHORT: "chip-notice",
    HoursStanding.NONE: "chip-notice",
}


class HoursFilters(Filters):
    """Whose hours of which year the list shows; the running year's unless it says."""

    home = HOME

    year: Annotated[Choice, Field(title="年份")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    standing: Annotated[Choice, Field(title="状态")] = ""

    def wants(self, row: ListedHours) -> bool:
        """Whether the inspector is among them."""
        return self.zone in ("", row.person.zone) and self.standing in ("", row.standing)


def _standing(row: ListedHours) -> list[Chip]:
    lacking = f"，还差 {written(row.lacking)}" if row.standing is HoursStanding.SHORT else ""
    return [Chip(f"{label(row.standing)}{lacking}", LOOKS[row.standing])]


COLUMNS: tuple[Column[ListedHours], ...] = (
    Column(
        "姓名",
        lambda each: each.person.name,
        lambda each: f"/trainings?account={each.account}&year={each.year}",
    ),
    Column("责任区", lambda each: each.zone),
    Column("专/兼职", lambda each: label(Post(each.person.post)) if each.person.post else ""),
    counted("培训次", lambda each: each.sums.trainings),
    hours_column("学时", lambda each: each.sums.hours),
    hours_column("其中集中培训", lambda each: each.sums.central),
    counted("要求学时", lambda each: each.asked),
    Column("状态", chips=_standing),
)


def _rows(asking: Asking[HoursFilters]) -> Listed[ListedHours]:
    asked = asking.wanted.year
    year = int(asked) if asked.isdecimal() and len(asked) == len("2026") else None
    found = asking.services.training_hours.of_year(asking.viewer, year)
    rows = InOrder(found.rows, asking.wanted.wants, lambda each: each.account)
    zones = {each.person.zone: each.zone for each in found.rows if each.person.zone}
    options = {
        "year": {str(each): f"{each}年" for each in found.years},
        "zone": zones,
        "standing": {each.value: label(each) for each in HoursStanding},
    }
    return rows.listed(options, _note(found))


def _note(found: YearOfHours) -> str:
    """What the year comes to, whatever is filtered."""
    of_all = found.coverage
    share = f"覆盖率 {percent(of_all.share)}" if of_all.share is not None else "还没有督学"
    return (
        f"{found.year} 年：督学 {of_all.everybody} 人，参训 {of_all.trained} 人，{share}；"
        f"{of_all.met} 人达到 {found.asked} 学时；共 {written(found.hours)} 学时"
    )


def _links(asking: Asking[HoursFilters]) -> list[Link]:
    year = f"?year={asking.wanted.year}" if asking.wanted.year else ""
    ways = [Link("培训", f"/trainings{year}")]
    if asking.viewer.may_set_register:
        ways.append(Link("改要求", "/rules/hours"))
    return ways


LIST = ListPage(
    name="training_hours",
    title="学时",
    filters=HoursFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有督学", "先登记督学和培训，这里按年算学时。"),
    links=_links,
    template="office_work/hours.html",
)
add_list(router, LIST)
