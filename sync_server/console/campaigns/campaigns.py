"""专项督导: the district's campaigns."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.campaign.course import CampaignPreset, CampaignState
from domain.words.values import words_of
from sync_server.campaigns.desk import COUNTY, ListedCampaign
from sync_server.console.campaigns.columns import CAMPAIGN_COLUMNS, HOME, SECTION
from sync_server.console.counted.periods import PERIOD, offered
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.month.period import read_period
from sync_server.register.names import names

router = APIRouter()

LATE = "late"
TABLE = Link("专项统计表", "/month?by=campaign")
NEW = Link("制定专项方案", f"{HOME}/new", "btn-ink")


class CampaignFilters(Filters):
    """Which campaigns the list shows."""

    home = HOME

    state: Annotated[Choice, Field(title="状态")] = ""
    preset: Annotated[Choice, Field(title="类别")] = ""
    period: Annotated[str, Field(title="有实地督导的统计期", pattern=PERIOD)] = ""
    zone: Annotated[Choice, Field(title="牵头")] = ""
    words: Annotated[Search, Field(title="专项", examples=["如 开学"])] = ""

    def wants(self, listed: ListedCampaign) -> bool:
        """Whether the campaign is among them."""
        campaign = listed.campaign
        return (
            self.state in ("", campaign.state.value, LATE if listed.is_late else "")
            and self.preset in ("", campaign.plan.preset.value)
            and self.zone in ("", campaign.plan.lead_zone or COUNTY)
            and self.words in campaign.plan.title
        )


def _rows(asking: Asking[CampaignFilters]) -> Listed[ListedCampaign]:
    wanted, desk = asking.wanted, asking.services.campaign_desk
    found = desk.listed(asking.viewer)
    if wanted.period:
        made = desk.in_the_field(asking.viewer, read_period(wanted.period))
        found = [each for each in found if each.campaign.plan.campaign_id in made]
    known = names(asking.services.server.database, asking.viewer.district)
    zones = {code: row.name for code, row in known.zones.items()}
    options = {
        "period": offered(desk.today[:7], wanted.period),
        "zone": {**zones, COUNTY: "县本级"},
        "state": {
            LATE: "过期未办结",
            **{each.value: word for each, word in words_of(CampaignState).items()},
        },
        "preset": {each.value: word for each, word in words_of(CampaignPreset).items()},
    }
    return InOrder(found, asking.wanted.wants, lambda each: each.campaign.campaign).listed(options)


def _links(asking: Asking[CampaignFilters]) -> Sequence[Link]:
    table = [TABLE] if asking.viewer.may_see_months else []
    return [*table, NEW] if asking.viewer.may_run_campaigns else table


LIST = ListPage(
    name=SECTION,
    title="专项督导",
    filters=CampaignFilters,
    columns=CAMPAIGN_COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有专项督导",
        "制定方案、分好小组、选好单位，批准以后督学的手机就收到，进度在这里看。",
    ),
    links=_links,
)
add_list(router, LIST)
