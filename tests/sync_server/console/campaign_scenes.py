"""Pages with the forms by which the office plans campaigns and says what becomes of them."""

from domain.ids import uuid7
from domain.kinds.campaign.carrying_out import OpinionTold
from domain.kinds.campaign.course import CampaignStage
from domain.kinds.campaign.plan import CampaignSet, CampaignTeam
from domain.kinds.campaign.preparing import CampaignStageDone
from sync_server.server import Server
from tests.builders.campaigns import a_plan, approved, commands_of, seen
from tests.builders.office import Inspection
from tests.builders.pages import Browser

STAGES = (CampaignStage.SELF_CHECK, CampaignStage.FIELD)
TEAM = CampaignTeam(
    team="t1",
    name="第一组",
    leader="chen.jing",
    members=("wang.fang", "li.zhuren"),
    units=("school-1", "school-2"),
)


def _plan(**fields: object) -> CampaignSet:
    return a_plan(campaign_id=uuid7(), **fields)


def a_plan_to_make(_server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """Where a campaign is planned."""
    return "/campaigns/new?preset=conduct"


def a_draft(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A campaign that waits for its approval."""
    commands = commands_of(server.database, server.committer)
    return f"/campaigns/{commands.plan('li.zhuren', _plan()).id}"


def a_draft_to_change(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The form of its plan."""
    return f"{a_draft(server, inspection, browser)}/edit"


def one_prepared(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A campaign that was approved, and has a stage before the field."""
    plan = _plan(stages=STAGES)
    return f"/campaigns/{approved(server.database, server.committer, plan)}"


def one_ready(server: Server, inspection: Inspection, browser: Browser) -> str:
    """A campaign of which all is done before the field."""
    place = one_prepared(server, inspection, browser)
    campaign = seen(server.database, place.rpartition("/")[2])
    done = CampaignStageDone(stage=CampaignStage.SELF_CHECK, done_on="2026-05-14")
    commands_of(server.database, server.committer).note_stage("li.zhuren", campaign, done, "")
    return place


def one_with_a_team(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A campaign that was approved, with a team that has not received it."""
    plan = _plan(stages=STAGES, teams=(TEAM,), units=())
    return f"/campaigns/{approved(server.database, server.committer, plan)}"


def a_team(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The page of one of its teams."""
    commands = commands_of(server.database, server.committer)
    plan = _plan(teams=(TEAM,), units=())
    return f"/campaigns/{commands.plan('li.zhuren', plan).id}/teams/t1"


def one_to_change(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The form of the plan of one that was approved."""
    return f"{one_prepared(server, inspection, browser)}/edit"


def one_running(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A campaign that is in the field."""
    return f"/campaigns/{approved(server.database, server.committer, _plan())}"


def one_told(server: Server, inspection: Inspection, browser: Browser) -> str:
    """One of whose units were told what was found."""
    place = one_running(server, inspection, browser)
    campaign = place.rpartition("/")[2]
    commands = commands_of(server.database, server.committer)
    body = OpinionTold(units=("school-1",), told_on="2026-05-14", plead_by="2026-05-21")
    commands.tell_opinion("li.zhuren", seen(server.database, campaign), body, "留样不全")
    return place


def one_closed(server: Server, inspection: Inspection, browser: Browser) -> str:
    """One that is closed."""
    place = one_running(server, inspection, browser)
    campaign = place.rpartition("/")[2]
    reasons = {"school-1": "停课", "school-2": "停课"}
    commands = commands_of(server.database, server.committer)
    found = seen(server.database, campaign)
    commands.close("li.zhuren", found, "2026-05-14", (reasons, ""))
    return place


CAMPAIGNS = {
    "CampaignPlanForm": a_plan_to_make,
    "CampaignChangeForm": one_to_change,
    "CampaignTeamForm": a_team,
    "CampaignTeamEndForm": a_team,
    "CampaignDelegateForm": a_team,
    "CampaignReceiptsForm": one_with_a_team,
    "CampaignApproveForm": a_draft,
    "CampaignStageForm": one_prepared,
    "CampaignBeginForm": one_ready,
    "CampaignSelfCheckForm": one_prepared,
    "CampaignAddUnitForm": one_running,
    "CampaignDropUnitForm": one_running,
    "CampaignOpinionForm": one_running,
    "CampaignPleaForm": one_told,
    "CampaignCloseForm": one_running,
    "CampaignReopenForm": one_closed,
    "CampaignWithdrawForm": a_draft,
}
