"""Campaigns as the office sees them: which there are, and how far each is at each unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.campaigns.coverage import Coverage, UnitCoverage
from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.plan import CampaignTeam
from domain.kinds.register.school import SchoolSet
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.campaigns.known import RegisterFacts, register_facts
from sync_server.data.campaigns import rows
from sync_server.data.campaigns.coverage import coverage_of
from sync_server.data.campaigns.findings import CampaignFinding, findings_of
from sync_server.data.campaigns.letters import CampaignLetter, letters
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.tables import CampaignRow
from sync_server.register.names import Names, names
from sync_server.register.step import Step
from sync_server.review.subject_steps import steps_of


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


def town_of(known: Names, unit: str) -> str:
    """In which town a unit lies; empty where nobody says."""
    row = known.schools.get(unit)
    return SchoolSet.model_validate_json(row.facts).town if row else ""


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
        return town_of(self.listed.names, self.there.unit)

    @property
    def kind(self) -> str:
        """Which kind of unit it is, in words."""
        row = self.listed.names.schools.get(self.there.unit)
        return label(SchoolSet.model_validate_json(row.facts).school_kind) if row else ""

    @property
    def team(self) -> str:
        """Which team goes there; its responsible inspector where none does."""
        return self.listed.team_name(self.there.team)

    @property
    def letter(self) -> CampaignLetter | None:
        """Its opinion letter; None where nobody has written one."""
        return self.listed.letters.get(self.there.unit)

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


@dataclass(frozen=True, slots=True)
class CampaignDesk:
    """Finds campaigns within the viewer's district."""

    database: Database
    clock: Clock

    @property
    def today(self) -> str:
        """The local day."""
        return local_date(self.clock()).isoformat()

    def listed(self, viewer: Viewer) -> list[ListedCampaign]:
        """The district's campaigns, the newest first."""
        viewer.require_campaigns()
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            found = [
                Campaign.model_validate_json(row.folded)
                for row in rows.of_district(session, viewer.district)
            ]
            return [self._listed(session, each, known) for each in found]

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
            for each in self.listed(viewer)
            if unit in each.coverage.units
        ]

    def of_person(self, viewer: Viewer, account: str) -> list[tuple[ListedCampaign, CampaignTeam]]:
        """The campaigns in whose teams somebody is, with each such team, the newest first."""
        return [
            (each, team)
            for each in self.listed(viewer)
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
