"""专项覆盖: how far campaigns are by town and by kind of unit (3-05)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter
from pydantic import Field

from domain.campaigns.coverage import Share, UnitResult
from sync_server.campaigns.desk import ListedCampaign
from sync_server.console.campaigns.columns import (
    COVERAGE,
    HOME,
    SECTION,
    UNITS,
    campaign_path,
    kind_word,
)
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list

router = APIRouter()

NO_TOWN = "不属于乡镇（县直等）"


class By(StrEnum):
    """By what a campaign's units are added up."""

    TOWN = "town"
    KIND = "kind"
    SORT = "sort"


BY = {By.TOWN: "乡镇", By.KIND: "类型", By.SORT: "合计"}
SORTS = {"town_schools": "乡镇公办学校", "others": "其他单位", "all": "全部单位"}


@dataclass(frozen=True, slots=True)
class PlaceShare:
    """The units of a campaign in one town, or of one kind, and how many of them are covered."""

    listed: ListedCampaign
    by: By
    share: Share

    @property
    def name(self) -> str:
        """What they have in common."""
        if self.by is By.SORT:
            return SORTS[self.share.key]
        return self.share.key or NO_TOWN if self.by is By.TOWN else kind_word(self.share.key)

    @property
    def code(self) -> str:
        """What a list calls it."""
        return f"{self.listed.campaign.campaign}:{self.by.value}:{self.share.key}"

    def units_path(self, result: str = "") -> str:
        """Where these units are listed; empty where no filter of that list tells them."""
        if self.by is By.SORT or not self.share.key:
            return ""
        asked = {"campaign": self.listed.campaign.campaign, self.by.value: self.share.key}
        return f"{UNITS}?{urlencode(asked | ({'result': result} if result else {}))}"


def by_place(listed: ListedCampaign) -> Iterator[PlaceShare]:
    """A campaign's coverage by town, by kind of unit, and in all."""
    found, coverage = listed.shares, listed.coverage
    whole = Share("all", len(coverage.units), len(coverage.covered))
    no_town = [found.no_town] if found.no_town.units else []
    for by, some in (
        (By.TOWN, (*found.towns, *no_town)),
        (By.KIND, found.kinds),
        (By.SORT, (found.town_schools, found.others, whole)),
    ):
        for each in some:
            yield PlaceShare(listed, by, each)


class PlaceFilters(Filters):
    """Which towns and kinds the list shows."""

    home = COVERAGE

    campaign: Annotated[Choice, Field(title="专项")] = ""
    by: Annotated[Choice, Field(title="分组")] = ""
    whole: Annotated[Choice, Field(title="全覆盖")] = ""

    def wants(self, found: PlaceShare) -> bool:
        """Whether it is among them."""
        return (
            self.campaign in ("", found.listed.campaign.campaign)
            and self.by in ("", found.by.value)
            and self.whole in ("", "yes" if found.share.is_whole else "no")
        )


def _rows(asking: Asking[PlaceFilters]) -> Listed[PlaceShare]:
    listed = asking.services.campaign_desk.listed(asking.viewer)
    found = [share for each in listed for share in by_place(each)]
    options = {
        "campaign": {each.campaign.campaign: each.campaign.plan.title for each in listed},
        "by": {each.value: word for each, word in BY.items()},
        "whole": {"yes": "是", "no": "否"},
    }
    return InOrder(found, asking.wanted.wants, lambda each: each.code).listed(options)


def _whole(found: PlaceShare) -> list[Chip]:
    if found.share.is_whole:
        return [Chip("全覆盖", "chip-approved")]
    return [Chip(f"差 {found.share.units - found.share.covered} 个", "chip-notice")]


PLACE_COLUMNS: tuple[Column[PlaceShare], ...] = (
    Column("分组", lambda each: BY[each.by], is_on_phones=False),
    Column("名称", lambda each: each.name, lambda each: each.units_path()),
    counted("对象单位", lambda each: each.share.units),
    counted("已督导", lambda each: each.share.covered),
    counted(
        "未督导",
        lambda each: each.share.units - each.share.covered,
        lambda each: each.units_path(UnitResult.OPEN.value),
    ),
    Column("全覆盖", chips=_whole),
)
"""Of one campaign, as its page shows them."""

LIST = ListPage(
    name=SECTION,
    title="专项覆盖",
    filters=PlaceFilters,
    columns=(
        Column(
            "专项",
            lambda each: each.listed.campaign.plan.title,
            lambda each: campaign_path(each.listed.campaign.campaign),
        ),
        *PLACE_COLUMNS,
    ),
    rows=_rows,
    nothing=Empty("还没有专项的对象单位", "先在专项督导里制定方案，选好单位。"),
    links=lambda _: [Link("看各单位", UNITS), Link("看全部专项", HOME)],
)
add_list(router, LIST)
