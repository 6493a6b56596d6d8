"""Pages with the forms by which the office plans campaigns and says what becomes of them."""

from domain.campaigns.seed import SeedSource
from domain.ids import uuid7
from domain.kinds.campaign.carrying_out import OpinionTold, Pleaded
from domain.kinds.campaign.course import CampaignStage, UnitPlea
from domain.kinds.campaign.lots import DrawAnnounced, DrawShare
from domain.kinds.campaign.plan import CampaignSet, CampaignTeam
from domain.kinds.campaign.preparing import CampaignStageDone
from sync_server.ledger.append import OfficeEntry
from sync_server.server import Server
from tests.builders.campaigns import a_plan, approved, commands_of, seen, stands, visited
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


def one_to_draw_for(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """The page of the draws of a draft without units."""
    commands = commands_of(server.database, server.committer)
    return f"/campaigns/{commands.plan('li.zhuren', _plan(units=())).id}/draw"


def one_announced(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The same, once a draw was announced whose number comes out today."""
    place = one_to_draw_for(server, inspection, browser)
    found = seen(server.database, place.split("/")[2])
    units = ("school-1", "school-2")
    body = DrawAnnounced(
        criteria="全部类型，全部责任区。",
        shares=(DrawShare(name="全部单位", count=1, units=units),),
        people=TEAM.people,
        teams=1,
        team_size=3,
        source=SeedSource.DOUBLE_COLOUR,
        seed_on="2026-05-14",
    )
    entry = OfficeEntry(body, None, found.campaign, found.version)
    server.committer.write("zhao.tong", [entry])
    return place


def one_drawn(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The same, once it was drawn and its plan was changed since."""
    place = one_announced(server, inspection, browser)
    campaign = place.split("/")[2]
    commands = commands_of(server.database, server.committer)
    announcement = stands(server.database, campaign).draws[-1].stamp.entry
    commands.draw("li.zhuren", seen(server.database, campaign), announcement, "03081522273109")
    plan = stands(server.database, campaign).plan
    (team,) = plan.teams
    other = ({"school-1", "school-2"} - set(team.units)).pop()
    changed = plan.model_copy(
        update={"teams": (team.model_copy(update={"units": (other,)}),), "versions": None}
    )
    commands.change("li.zhuren", seen(server.database, campaign), changed, "换一所")
    return place


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
    """One of whose units were told what was found, on a visit with a photo."""
    place = one_running(server, inspection, browser)
    campaign = place.rpartition("/")[2]
    visited(inspection, stands(server.database, campaign).plan.campaign_id, hazards=1, photos=1)
    commands = commands_of(server.database, server.committer)
    body = OpinionTold(units=("school-1",), told_on="2026-05-14", plead_by="2026-05-21")
    commands.tell_opinion("li.zhuren", seen(server.database, campaign), body, "留样不全")
    return place


def one_heard(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The letters of one whose unit has nothing to say."""
    place = one_told(server, inspection, browser)
    waived = Pleaded(unit="school-1", pleaded_on="2026-05-14", outcome=UnitPlea.WAIVED)
    campaign = seen(server.database, place.rpartition("/")[2])
    commands_of(server.database, server.committer).note_plea("li.zhuren", campaign, waived, "没有")
    return f"{place}/letters"


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
    "CampaignAnnounceForm": one_to_draw_for,
    "CampaignDrawForm": one_announced,
    "CampaignChangeForm": one_to_change,
    "CampaignTeamForm": a_team,
    "CampaignTeamEndForm": a_team,
    "CampaignDelegateForm": a_team,
    "CampaignReceiptsForm": one_with_a_team,
    "CampaignApproveForm": a_draft,
    "CampaignStageForm": one_prepared,
    "CampaignBeginForm": one_ready,
    "CampaignSelfCheckForm": one_prepared,
    "CampaignUrgeForm": one_prepared,
    "CampaignAddUnitForm": one_with_a_team,
    "CampaignDropUnitForm": one_running,
    "CampaignOpinionForm": one_running,
    "CampaignPleaForm": one_told,
    "CampaignCloseForm": one_running,
    "CampaignLettersForm": one_heard,
    "CampaignReopenForm": one_closed,
    "CampaignWithdrawForm": a_draft,
}
