"""The forms of a campaign's plan: its fields, and one of its teams."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from domain.campaigns.presets import PRESETS
from domain.ids import uuid7
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.course import (
    CampaignPreset,
    CampaignSource,
    CampaignStage,
    in_stage_order,
)
from domain.kinds.campaign.plan import PLEA_DAYS, CampaignSet, CampaignTeam
from domain.register.in_use import is_in_use
from domain.words.values import label
from sync_server.campaigns.known import RegisterFacts
from sync_server.console.form_fields import Options
from sync_server.console.forms import OfficeForm, Shown, Ticks, typed_of
from sync_server.register.names import Names

USUAL_DAYS = 14
Words = Annotated[str, Field(max_length=2000)]


class CampaignFieldsForm(OfficeForm):
    """A plan's fields (3-15), without its teams; ``campaign_id`` is made with the form."""

    campaign_id: str = ""
    title: Annotated[str, Field(min_length=1, max_length=100, title="名称")]
    preset: Annotated[CampaignPreset, Field(title="类别")] = CampaignPreset.OTHER
    source: Annotated[CampaignSource, Field(title="来源")] = CampaignSource.OFFICE
    from_on: Annotated[date, Field(title="开始日期")]
    to_on: Annotated[date, Field(title="结束日期")]
    scope: Annotated[Words, Field(title="范围")] = ""
    content: Annotated[Words, Field(title="内容", description="督学在手机上看得到")] = ""
    demands: Annotated[Words, Field(title="要求")] = ""
    use_of_results: Annotated[Words, Field(title="结果运用")] = ""
    reporting: Annotated[Words, Field(title="数据传报")] = ""
    departments: Annotated[
        str, Field(max_length=2000, title="联合部门", description="几个部门用顿号隔开，没有可不填")
    ] = ""
    lead_zone: Annotated[str, Field(title="牵头片区", description="不选就是县本级")] = ""
    theme_id: Annotated[str, Field(title="主题")] = ""
    checklist_id: Annotated[str, Field(title="清单", description="督学按这张清单查")] = ""
    stages: Annotated[Ticks, Field(title="环节", description="按顺序办理，“实地督导”一定要有")] = (
        CampaignStage.FIELD.value,
    )
    self_check_due: Annotated[date | None, Field(title="自查报告截止日期")] = None
    plea_days: Annotated[int, Field(ge=1, le=60, title="申辩天数")] = PLEA_DAYS
    units: Annotated[
        Ticks, Field(title="对象单位", description="先选单位，保存后再分到督导小组")
    ] = ()

    def plan(self, stood: CampaignSet | None) -> CampaignSet:
        """The plan as the form says it, with the teams that it had; units taken out leave them."""
        teams = _without(stood.teams if stood else (), self.units)
        placed = {unit for team in teams for unit in team.units}
        facts = self.model_dump(include=set(_AS_THEY_ARE))
        return CampaignSet(
            campaign_id=stood.campaign_id if stood else self.campaign_id or uuid7(),
            **facts,
            from_on=self.from_on.isoformat(),
            to_on=self.to_on.isoformat(),
            lead_zone=self.lead_zone or None,
            theme_id=self.theme_id or None,
            checklist_id=self.checklist_id or None,
            departments=tuple(filter(None, map(str.strip, _split(self.departments)))),
            stages=in_stage_order([CampaignStage(each) for each in self.stages]),
            self_check_due=self.self_check_due.isoformat() if self.self_check_due else None,
            teams=teams,
            units=tuple(unit for unit in self.units if unit not in placed),
        )


_AS_THEY_ARE = (
    *("title", "preset", "source", "scope", "content", "demands"),
    *("use_of_results", "reporting", "plea_days"),
)


class CampaignPlanForm(CampaignFieldsForm):
    """The plan of a campaign that is new, or was not approved yet."""


class CampaignChangeForm(CampaignFieldsForm):
    """The plan of a campaign that was approved, as it is to stand, and why."""

    keeps_receipts: Annotated[bool, Field(title="改动不大，签收过的不用重新签收")] = False
    reason: Annotated[str, Field(min_length=1, max_length=1000, title="更改原因")]

    def plan(self, stood: CampaignSet | None) -> CampaignSet:
        """The plan as the form says it."""
        found = super().plan(stood)
        return found.model_copy(update={"keeps_receipts": self.keeps_receipts})


class CampaignTeamForm(OfficeForm):
    """One team: who leads it, who else is in it, and where it goes."""

    name: Annotated[str, Field(min_length=1, max_length=60, title="名称", examples=["如 第一组"])]
    leader: Annotated[str, Field(title="组长", description="由督学担任")]
    members: Annotated[Ticks, Field(title="组员", description="连组长至少 3 名督学")] = ()
    units: Annotated[
        Ticks, Field(title="去哪些单位", description="选了别组的单位，就从那个组移过来")
    ] = ()
    reason: Annotated[
        str, Field(max_length=1000, title="更改原因", description="方案批准以后要写")
    ] = ""

    def plan(self, stood: CampaignSet, team: str) -> CampaignSet:
        """The plan with the team as the form says it."""
        made = CampaignTeam(
            team=team,
            name=self.name,
            leader=self.leader,
            members=tuple(each for each in self.members if each != self.leader),
            units=self.units,
        )
        known = [each.team for each in stood.teams]
        others = _without(stood.teams, set(stood.all_units) - set(self.units))
        if team in known:
            teams = tuple(made if each.team == team else each for each in others)
        else:
            teams = (*others, made)
        return _spread(stood, teams)


class CampaignDelegateForm(OfficeForm):
    """Somebody of another department who joins a team, and gets an account for the campaign."""

    name: Annotated[str, Field(min_length=1, max_length=50, title="姓名")]
    department: Annotated[
        str, Field(min_length=1, max_length=100, title="所在部门", examples=["如 监审科"])
    ]
    phone: Annotated[str, Field(max_length=32, title="联系电话")] = ""
    reason: Annotated[
        str, Field(max_length=1000, title="更改原因", description="方案批准以后要写")
    ] = ""


class CampaignTeamEndForm(OfficeForm):
    """That a team is not to be; its units are without one."""

    reason: Annotated[str, Field(max_length=1000, title="原因", description="方案批准以后要写")] = (
        ""
    )


def without_team(plan: CampaignSet, team: str) -> CampaignSet:
    """The plan without this team."""
    return _spread(plan, tuple(each for each in plan.teams if each.team != team))


def _spread(plan: CampaignSet, teams: Sequence[CampaignTeam]) -> CampaignSet:
    """The plan with these teams, and its other units without one."""
    placed = {unit for each in teams for unit in each.units}
    units = tuple(unit for unit in plan.all_units if unit not in placed)
    return plan.model_copy(update={"teams": tuple(teams), "units": units, "versions": None})


def _without(teams: Sequence[CampaignTeam], kept: Collection[str]) -> tuple[CampaignTeam, ...]:
    """The teams with those of their units that are kept."""
    return tuple(
        each.model_copy(update={"units": tuple(unit for unit in each.units if unit in kept)})
        for each in teams
    )


def _split(text: str) -> Sequence[str]:
    for mark in ("，", ",", ";", "；", "\n"):
        text = text.replace(mark, "、")
    return text.split("、")


def blank(
    known: Names, facts: RegisterFacts, today: date, preset: CampaignPreset
) -> Shown[CampaignPlanForm]:
    """The form of a new plan, with the words of a usual one."""
    words = PRESETS[preset]
    typed = {
        "campaign_id": uuid7(),
        "preset": preset.value,
        "source": CampaignSource.OFFICE.value,
        "from_on": today.isoformat(),
        "to_on": (today + timedelta(days=USUAL_DAYS)).isoformat(),
        "plea_days": str(PLEA_DAYS),
        "stages": "\n".join(words.stages),
        **{
            name: getattr(words, name)
            for name in ("title", "scope", "content", "demands", "use_of_results", "reporting")
        },
    }
    return Shown(CampaignPlanForm, "plan", typed, _options(known, facts, today, None))


def filled(
    campaign: Campaign, known: tuple[Names, RegisterFacts], today: date
) -> Shown[CampaignFieldsForm]:
    """The form of a plan as it stands; once it was approved, it asks for the reason."""
    plan = campaign.plan
    model: type[CampaignFieldsForm] = CampaignChangeForm if campaign.approved else CampaignPlanForm
    typed = typed_of(model, plan, version=campaign.version)
    typed |= {
        "departments": "、".join(plan.departments),
        "stages": "\n".join(plan.stages),
        "units": "\n".join(plan.all_units),
        "keeps_receipts": "",
    }
    return Shown(model, "plan", typed, _options(*known, today, plan))


def team_form(
    plan: CampaignSet, version: str, facts: RegisterFacts, team: CampaignTeam | None
) -> Shown[CampaignTeamForm]:
    """The form of a team of a plan, or of a new one."""
    people = dict(facts.people)
    units = {each: facts.things.unit(each) for each in plan.all_units}
    for other in plan.teams:
        if team is None or other.team != team.team:
            units |= {each: f"{units[each]}（{other.name}）" for each in other.units}
    typed = {"version": version, "name": f"第{len(plan.teams) + 1}组"}
    if team is not None:
        people = {each: facts.things.person(each) for each in team.people} | people
        typed |= {
            "name": team.name,
            "leader": team.leader,
            "members": "\n".join(team.members),
            "units": "\n".join(team.units),
        }
    may_lead = {*facts.things.inspectors, *([team.leader] if team else [])}
    leaders = {each: name for each, name in people.items() if each in may_lead}
    options = {"leader": leaders, "members": people, "units": units}
    return Shown(CampaignTeamForm, "team", typed, options)


def _options(known: Names, facts: RegisterFacts, today: date, plan: CampaignSet | None) -> Options:
    day = today.isoformat()
    units = dict(facts.units)
    themes = {code: theme.title for code, theme in known.themes.items()}
    zones = {row.zone: row.name for row in known.zones.values() if is_in_use(row, day)}
    checklists = dict(facts.checklists)
    if plan is not None:
        units |= {each: known.school(each) for each in plan.all_units}
        themes |= {plan.theme_id: known.theme(plan.theme_id)} if plan.theme_id else {}
        zones |= {plan.lead_zone: known.zone(plan.lead_zone)} if plan.lead_zone else {}
        named = plan.checklist_id
        checklists |= {named: checklists.get(named, named)} if named else {}
    return {
        "units": units,
        "theme_id": themes,
        "lead_zone": zones,
        "checklist_id": checklists,
        "stages": {each.value: label(each) for each in CampaignStage},
    }
