"""专项进度: a campaign's units by town, with what came of it at each."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.campaigns.coverage import UnitResult
from domain.campaigns.self_checks import SelfCheckState
from domain.register.school_kind import SchoolKind
from domain.words.values import words_of
from sync_server.campaigns.desk import CampaignUnit
from sync_server.console.campaigns.columns import COVERAGE, HOME, SECTION, UNIT_COLUMNS, UNITS
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list

router = APIRouter()


class UnitFilters(Filters):
    """Which units the list shows."""

    home = UNITS

    campaign: Annotated[Choice, Field(title="专项")] = ""
    result: Annotated[Choice, Field(title="结论")] = ""
    self_check: Annotated[Choice, Field(title="自查")] = ""
    town: Annotated[Choice, Field(title="乡镇（街道）")] = ""
    kind: Annotated[Choice, Field(title="类型")] = ""
    team: Annotated[Choice, Field(title="督导小组")] = ""

    def wants(self, unit: CampaignUnit) -> bool:
        """Whether the unit is among them."""
        return (
            self.campaign in ("", unit.listed.campaign.campaign)
            and self.result in ("", unit.there.result.value)
            and self.self_check in ("", unit.self_check.value)
            and self.town in ("", unit.town)
            and self.kind in ("", unit.kind)
            and self.team in ("", unit.team)
        )


def _rows(asking: Asking[UnitFilters]) -> Listed[CampaignUnit]:
    listed = asking.services.campaign_desk.listed(asking.viewer)
    units = [CampaignUnit(each, there) for each in listed for there in each.coverage.units.values()]
    wanted = asking.wanted.campaign
    of_these = [each for each in units if wanted in ("", each.listed.campaign.campaign)]
    kinds = {each.kind for each in of_these}
    options = {
        "campaign": {each.campaign.campaign: each.campaign.plan.title for each in listed},
        "result": {each.value: word for each, word in words_of(UnitResult).items()},
        "self_check": {each.value: word for each, word in words_of(SelfCheckState).items()},
        "town": {each.town: each.town for each in of_these if each.town},
        "kind": {each.value: word for each, word in words_of(SchoolKind).items() if each in kinds},
        "team": {each.team: each.team for each in of_these},
    }
    return InOrder(units, asking.wanted.wants, _code).listed(options)


def _code(unit: CampaignUnit) -> str:
    return f"{unit.listed.campaign.campaign}:{unit.code}"


LIST = ListPage(
    name=SECTION,
    title="专项进度",
    filters=UnitFilters,
    columns=UNIT_COLUMNS,
    rows=_rows,
    nothing=Empty("还没有专项的对象单位", "先在专项督导里制定方案，选好单位。"),
    links=lambda _: [Link("按乡镇和类型", COVERAGE), Link("看全部专项", HOME)],
)
add_list(router, LIST)
