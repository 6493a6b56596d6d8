"""Campaigns as the office sees them: which there are, and how far each is at each unit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.campaigns.coverage import Coverage, Shares, UnitCoverage, UnitFacts, shares
from domain.campaigns.self_checks import (
    SelfChecks,
    SelfCheckState,
    self_check_state,
    self_checks,
)
from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.carrying_out import Pleaded, SelfChecked
from domain.kinds.campaign.plan import CampaignTeam
from domain.kinds.kept_file import KeptFile
from domain.kinds.register.school import Ownership, SchoolKind, SchoolSet
from sync_server.access.viewer import Viewer
from sync_server.campaigns.known import RegisterFacts, register_facts
from sync_server.data.campaigns import rows
from sync_server.data.campaigns.coverage import coverage_of
from sync_server.data.campaigns.findings import CampaignFinding, findings_of
from sync_server.data.campaigns.letters import CampaignLetter, letters
from sync_server.data.counted.campaigns import campaign_months
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.months import MonthSpan
from sync_server.data.own.kept_files import file_content
from sync_server.data.tables import CampaignRow
from sync_server.month.period import Period
from sync_server.register.names import Names, names
from sync_server.register.step import Step
from sync_server.review.subject_steps import steps_of

COUNTY = "*"
"""What an address calls the county itself, where no zone leads."""


@dataclass(frozen=True, slots=True)
class ListedCampaign:
    """A campaign of the district, how far it is, and its opinion letters by their units."""

    campaign: Campaign
    coverage: Coverage
    names: Names
    today: str
    letters: Mapping[str, CampaignLetter] = field(default_factory=dict)

    @property
    def is_late(self) -> bool:
        """Whether it is to be carried out, and its last day is over."""
        state = self.campaign.state
        return state.is_binding and not state.is_over and self.campaign.plan.to_on < self.today

    def team_name(self, team: str) -> str:
        """What a team is called; where none goes it is the responsible inspector."""
        teams = self.campaign.plan.teams
        return next((each.name for each in teams if each.team == team), "责任督学")

    @property
    def shares(self) -> Shares:
        """How far it is by town and by kind of unit."""
        return shares(self.coverage, {each: self.facts(each) for each in self.coverage.units})

    def facts(self, unit: str) -> UnitFacts:
        """Where and what a unit is, as the register has it now."""
        row = self.names.schools.get(unit)
        if row is None:
            return UnitFacts()
        return UnitFacts(
            town=SchoolSet.model_validate_json(row.facts).town,
            kind=SchoolKind(row.school_kind),
            is_public=row.ownership == Ownership.PUBLIC.value,
        )


@dataclass(frozen=True, slots=True)
class CampaignUnit:
    """One unit of a campaign, with what came of it there."""

    listed: ListedCampaign
    there: UnitCoverage

    @property
    def name(self) -> str:
        """What the unit is called."""
        return self.listed.names.school(self.there.unit)

    @property
    def town(self) -> str:
        """Where it lies."""
        return self.listed.facts(self.there.unit).town

    @property
    def kind(self) -> str:
        """What kind of unit it is; empty for one that the register has not."""
        kind = self.listed.facts(self.there.unit).kind
        return kind.value if kind else ""

    @property
    def team(self) -> str:
        """Which team goes there; its responsible inspector where none does."""
        return self.listed.team_name(self.there.team)

    @property
    def letter(self) -> CampaignLetter | None:
        """Its opinion letter; None where nobody has written one."""
        return self.listed.letters.get(self.there.unit)

    @property
    def self_check(self) -> SelfCheckState:
        """Where its self-check stands."""
        return self_check_state(self.listed.campaign, self.there.unit, self.listed.today)

    @property
    def code(self) -> str:
        """What a list calls it."""
        return self.there.unit


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """One campaign, its units in the plan's order, and its entries."""

    listed: ListedCampaign
    units: Sequence[CampaignUnit]
    steps: Sequence[Step]
    facts: RegisterFacts
    today: str

    @property
    def campaign(self) -> Campaign:
        """The campaign."""
        return self.listed.campaign

    @property
    def names(self) -> Names:
        """What everything is called."""
        return self.listed.names

    @property
    def self_checks(self) -> SelfChecks:
        """How far its units' self-checks are."""
        return self_checks(self.campaign, self.today)

    def unit(self, unit: str) -> CampaignUnit:
        """One of its units; NotFound for any other."""
        found = next((each for each in self.units if each.there.unit == unit), None)
        if found is None:
            raise NotFound("The campaign does not go to this unit.", unit=unit)
        return found


@dataclass(frozen=True, slots=True)
class CampaignDesk:
    """Finds campaigns within the viewer's district."""

    database: Database
    clock: Clock

    @property
    def today(self) -> str:
        """The local day."""
        return local_date(self.clock()).isoformat()

    def listed(
        self, viewer: Viewer, wants: Callable[[Campaign], bool] = lambda _: True
    ) -> list[ListedCampaign]:
        """Those of the district's campaigns that are wanted, the newest first."""
        viewer.require_campaigns()
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            found = [
                Campaign.model_validate_json(row.folded)
                for row in rows.of_district(session, viewer.district)
            ]
            return [self._listed(session, each, known) for each in found if wants(each)]

    def _listed(self, session: ReadingSession, campaign: Campaign, known: Names) -> ListedCampaign:
        connection = session.connection()
        written = letters(connection, campaign.district, campaign.plan.campaign_id)
        return ListedCampaign(
            campaign, coverage_of(connection, campaign), known, self.today, written
        )

    def facts(self, viewer: Viewer) -> RegisterFacts:
        """Whom and where a plan may name today."""
        viewer.require_campaigns()
        with self.database.session() as session:
            return register_facts(session, viewer.district, self.today)

    def file(self, viewer: Viewer, campaign: str, sha256: str) -> tuple[KeptFile, bytes]:
        """A file that a unit ever gave with what it said; NotFound for any other."""
        files = (
            file
            for step in self.page(viewer, campaign).steps
            if isinstance(step.reading.body, SelfChecked | Pleaded)
            for file in step.reading.body.files
        )
        found = next((each for each in files if each.sha256 == sha256), None)
        with self.database.session() as session:
            content = file_content(session.connection(), sha256) if found else None
        if found is None or content is None:
            raise NotFound("There is no such file.", campaign=campaign, sha256=sha256)
        return found, content

    def in_the_field(self, viewer: Viewer, period: Period) -> frozenset[str]:
        """The codes of the campaigns that had field work in the period."""
        viewer.require_campaigns()
        span = MonthSpan(viewer.district, period.first, period.last)
        with self.database.looking_up() as connection:
            return frozenset(each.campaign_id for each in campaign_months(connection, span))

    def coded(self, viewer: Viewer, code: str) -> str | None:
        """The campaign that the viewer's district calls by this code; None where none is."""
        viewer.require_campaigns()
        with self.database.session() as session:
            row = rows.campaign(session, viewer.district, code)
        return row.campaign if row else None

    def of_visit(self, viewer: Viewer, visit: str) -> CampaignRow | None:
        """The campaign that a visit was made for, for whoever sees campaigns; None for none."""
        if not viewer.may_see_campaigns:
            return None
        with self.database.session() as session:
            return rows.of_visit(session, viewer.district, visit)

    def of_unit(self, viewer: Viewer, unit: str) -> list[CampaignUnit]:
        """What each campaign came to at a unit of its plan, the newest campaign first."""
        return [
            CampaignUnit(each, each.coverage.units[unit])
            for each in self.listed(viewer, lambda one: unit in one.plan.all_units)
        ]

    def of_person(self, viewer: Viewer, account: str) -> list[tuple[ListedCampaign, CampaignTeam]]:
        """The campaigns in whose teams somebody is, with each such team, the newest first."""
        return [
            (each, team)
            for each in self.listed(viewer, lambda one: account in one.plan.people)
            for team in each.campaign.plan.teams
            if account in team.people
        ]

    def findings(self, viewer: Viewer, campaign: str) -> list[CampaignFinding]:
        """What a campaign of the viewer's district found, in the order in which it came."""
        viewer.require_campaigns()
        with self.database.session() as session:
            return findings_of(session.connection(), viewer.district, campaign)

    def page(self, viewer: Viewer, campaign: str) -> CampaignPage:
        """One campaign; NotFound when there is none such in the viewer's district."""
        viewer.require_campaigns()
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            row = rows.by_subject(session, campaign)
            if row is None or row.district != viewer.district:
                raise NotFound("There is no such campaign in this district.", campaign=campaign)
            folded = Campaign.model_validate_json(row.folded)
            listed = self._listed(session, folded, known)
            return CampaignPage(
                listed=listed,
                units=[CampaignUnit(listed, each) for each in listed.coverage.units.values()],
                steps=steps_of(session, campaign, folded.ignored),
                facts=register_facts(session, viewer.district, self.today),
                today=self.today,
            )
