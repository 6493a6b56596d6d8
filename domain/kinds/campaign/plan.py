"""The plan of a campaign (专项方案): seven fields (3-15), the teams, and where each goes."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.campaign.course import CampaignPreset, CampaignSource, CampaignStage
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Piece, Private, ReasonPrivate
from domain.kinds.visit.plan import InspectionType, VisitType

MOST_UNITS = 1000
MOST_TEAMS = 50
MOST_MEMBERS = 100
MOST_DEPARTMENTS = 20
PLEA_DAYS = 7
"""How long a unit has to answer a preliminary opinion where the plan says nothing else."""

Words = Annotated[str, StringConstraints(max_length=2000)]
"""One field of a plan: with all of them, a plan of many units still is one entry."""

Units = Annotated[tuple[Code, ...], Field(max_length=MOST_UNITS, title="对象单位")]


class CampaignTeam(Piece):
    """A team (督导小组): who leads it, who else is in it, and the units it goes to."""

    team: Code = Field(title="编号")
    name: Label = Field(title="名称")
    leader: Code = Field(title="组长")
    members: Annotated[tuple[Code, ...], Field(max_length=MOST_MEMBERS, title="组员")] = ()
    units: Units = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The leader and the members, each once."""
        return tuple(dict.fromkeys((self.leader, *self.members)))


class CampaignSet(OfficeBody, title="专项"):
    """A campaign's plan as it now stands.

    ``content`` is the checklist's theme in words, ``use_of_results`` what follows from what is
    found, ``reporting`` what is handed in by when. Without teams each of the ``units`` is its
    responsible inspector's task. Whoever received it before it changed is to receive it again,
    unless it ``keeps_receipts``. ``lead_zone`` is the zone that leads it (None: the county
    itself), so that the zones' campaigns add up.
    """

    kind: ClassVar[str] = "campaign.set"
    private: ClassVar[type[Private]] = ReasonPrivate

    campaign_id: Code = Field(title="编号")
    title: Label = Field(title="名称")
    preset: CampaignPreset = Field(default=CampaignPreset.OTHER, title="类别")
    source: CampaignSource = Field(default=CampaignSource.OFFICE, title="来源")
    visit_type: InspectionType = Field(default=VisitType.SPECIAL, title="督导类型")
    from_on: DateText = Field(title="开始日期")
    to_on: DateText = Field(title="结束日期")
    scope: Words = Field(default="", title="范围")
    content: Words = Field(default="", title="内容")
    demands: Words = Field(default="", title="要求")
    use_of_results: Words = Field(default="", title="结果运用")
    reporting: Words = Field(default="", title="数据传报")
    theme_id: Code | None = Field(default=None, title="主题")
    checklist_id: Code | None = Field(default=None, title="清单")
    lead_zone: Code | None = Field(default=None, title="牵头片区")
    departments: Annotated[
        tuple[Label, ...], Field(max_length=MOST_DEPARTMENTS, title="联合部门")
    ] = ()
    stages: Annotated[
        tuple[CampaignStage, ...], Field(max_length=len(CampaignStage), title="环节")
    ] = (CampaignStage.FIELD,)
    self_check_due: DateText | None = Field(default=None, title="自查报告截止日期")
    plea_days: Annotated[int, Field(ge=1, le=60, title="申辩天数")] = PLEA_DAYS
    teams: Annotated[tuple[CampaignTeam, ...], Field(max_length=MOST_TEAMS, title="督导小组")] = ()
    units: Units = ()
    keeps_receipts: bool = Field(default=False, title="不用重新签收")

    @property
    def all_units(self) -> tuple[str, ...]:
        """Where it goes, each unit once: the teams' in their order, then those of no team."""
        of_teams = (unit for team in self.teams for unit in team.units)
        return tuple(dict.fromkeys((*of_teams, *self.units)))

    @property
    def people(self) -> tuple[str, ...]:
        """Who is in a team, each once."""
        return tuple(dict.fromkeys(each for team in self.teams for each in team.people))

    def team_of(self, unit: str) -> CampaignTeam | None:
        """The team that goes to the unit; None where none does."""
        return next((each for each in self.teams if unit in each.units), None)
