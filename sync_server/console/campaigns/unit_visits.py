"""专项到校: the visits of campaigns, each once at every unit where it was (校次)."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.campaigns.coverage import UnitResult
from domain.words.values import label
from sync_server.campaigns.made import UnitVisit, unit_visits
from sync_server.console.campaigns.columns import HOME, SECTION, VISIT_COLUMNS, VISITS
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list

router = APIRouter()


class UnitVisitFilters(Filters):
    """Which of them the list shows."""

    home = VISITS

    campaign: Annotated[Choice, Field(title="专项")] = ""
    result: Annotated[Choice, Field(title="结论")] = ""
    team: Annotated[Choice, Field(title="督导小组")] = ""
    town: Annotated[Choice, Field(title="乡镇（街道）")] = ""

    def wants(self, visit: UnitVisit) -> bool:
        """Whether the visit is among them."""
        return (
            self.campaign in ("", visit.listed.campaign.campaign)
            and self.result in ("", visit.result.value)
            and self.team in ("", visit.team)
            and self.town in ("", visit.town)
        )


def _rows(asking: Asking[UnitVisitFilters]) -> Listed[UnitVisit]:
    listed = asking.services.campaign_desk.listed(asking.viewer)
    made = unit_visits(listed)
    wanted = asking.wanted.campaign
    of_these = [each for each in made if wanted in ("", each.listed.campaign.campaign)]
    options = {
        "campaign": {each.campaign.campaign: each.campaign.plan.title for each in listed},
        "result": {each.value: label(each) for each in (UnitResult.FOUND, UnitResult.CLEAR)},
        "team": {each.team: each.team for each in of_these},
        "town": {each.town: each.town for each in of_these if each.town},
    }
    note = "一次督导到几个单位就算几校次"
    return InOrder(made, asking.wanted.wants, lambda each: each.code).listed(options, note)


LIST = ListPage(
    name=SECTION,
    title="专项到校",
    filters=UnitVisitFilters,
    columns=VISIT_COLUMNS,
    rows=_rows,
    nothing=Empty("专项还没有督导记录", "督学在手机上选了专项的督导，提交以后会出现在这里。"),
    links=lambda _: [Link("看全部专项", HOME)],
)
add_list(router, LIST)
