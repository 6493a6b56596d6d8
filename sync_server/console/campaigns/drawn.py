"""抽取名单: the units that campaigns were drawn from, and which were drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date, parse_instant
from domain.kinds.campaign.campaign import CampaignDraw
from sync_server.campaigns.desk import ListedCampaign
from sync_server.console.campaigns.columns import DRAWN, HOME, SECTION, draw_path
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list

router = APIRouter()

TAKEN, LEFT, WAITING = "taken", "left", "waiting"
WORDS = {TAKEN: "抽中", LEFT: "没有抽中", WAITING: "没有抽取"}


@dataclass(frozen=True, slots=True)
class PoolUnit:
    """A unit that was drawn from, in the announcement of this number, counted from 1."""

    listed: ListedCampaign
    draw: CampaignDraw
    number: int
    unit: str
    share: str

    @property
    def team(self) -> int:
        """The drawn team that goes there, counted from 1; 0 for none."""
        drawn = self.draw.drawn.teams if self.draw.drawn else ()
        return next((number for number, each in enumerate(drawn, 1) if self.unit in each.units), 0)

    @property
    def result(self) -> str:
        """Whether it was drawn."""
        if self.draw.drawn is None:
            return WAITING
        return TAKEN if self.team else LEFT

    @property
    def announced_on(self) -> str:
        """The local day of the announcement."""
        return local_date(parse_instant(self.draw.stamp.at)).isoformat()


class DrawnFilters(Filters):
    """Which units the list shows."""

    home = DRAWN

    campaign: Annotated[Choice, Field(title="专项")] = ""
    result: Annotated[Choice, Field(title="结果")] = ""

    def wants(self, unit: PoolUnit) -> bool:
        """Whether the unit is among them."""
        wanted = self.campaign in ("", unit.listed.campaign.campaign)
        return wanted and self.result in ("", unit.result)


def _chips(unit: PoolUnit) -> Sequence[Chip]:
    return [Chip(WORDS[unit.result], "chip-approved" if unit.result == TAKEN else "")]


COLUMNS: tuple[Column[PoolUnit], ...] = (
    Column(
        "专项",
        lambda each: each.listed.campaign.plan.title,
        lambda each: draw_path(each.listed.campaign.campaign),
        leads_aside=True,
    ),
    Column("公布日期", lambda each: each.announced_on, is_on_phones=False),
    Column("第几次公布", lambda each: str(each.number), is_on_phones=False),
    Column("类别", lambda each: each.share),
    Column(
        "单位",
        lambda each: each.listed.names.school(each.unit),
        lambda each: f"/schools/{quote(each.unit)}",
    ),
    Column("结果", chips=_chips),
    Column("抽到的组", lambda each: f"第{each.team}组" if each.team else ""),
)


def _rows(asking: Asking[DrawnFilters]) -> Listed[PoolUnit]:
    listed = asking.services.campaign_desk.listed(asking.viewer)
    units = [unit for each in listed for unit in _units(each)]
    options = {
        "campaign": {
            each.campaign.campaign: each.campaign.plan.title
            for each in listed
            if each.campaign.draws
        },
        "result": WORDS,
    }
    return InOrder(units, asking.wanted.wants, _code).listed(options)


def _units(listed: ListedCampaign) -> Iterator[PoolUnit]:
    for number, draw in enumerate(listed.campaign.draws, 1):
        for share in draw.announced.shares:
            for unit in share.units:
                yield PoolUnit(listed, draw, number, unit, share.name)


def _code(unit: PoolUnit) -> str:
    return f"{unit.draw.stamp.entry}:{unit.unit}"


LIST = ListPage(
    name=SECTION,
    title="双随机名单",
    filters=DrawnFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有公布过双随机名单", "在专项的“双随机抽取”里公布，抽中的单位自动进方案。"),
    links=lambda _: [Link("看全部专项", HOME)],
)
add_list(router, LIST)
