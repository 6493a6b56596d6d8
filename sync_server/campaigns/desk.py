"""Campaigns as the office sees them: which there are, and how far each is at each unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.campaigns.coverage import Coverage, Shares, UnitCoverage, UnitFacts, shares
from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.register.school import Ownership, SchoolKind, SchoolSet
from sync_server.access.viewer import Viewer
from sync_server.campaigns.known import RegisterFacts, register_facts
from sync_server.data.campaigns import rows
from sync_server.data.campaigns.coverage import coverage_of
from sync_server.data.engine import Database
from sync_server.register.names import Names, names
from sync_server.register.step import Step
from sync_server.review.subject_steps import steps_of


@dataclass(frozen=True, slots=True)
class ListedCampaign:
    """A campaign of the district, and how far it is."""

    campaign: Campaign
    coverage: Coverage
    names: Names
    today: str

    @property
    def is_late(self) -> bool:
        """Whether it is to be carried out, and its last day is over."""
        state = self.campaign.state
        return state.is_binding and not state.is_over and self.campaign.plan.to_on < self.today

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
        plan = self.listed.campaign.plan
        return next((each.name for each in plan.teams if each.team == self.there.team), "责任督学")

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
            connection = session.connection()
            return [
                ListedCampaign(each, coverage_of(connection, each), known, self.today)
                for each in found
            ]

    def facts(self, viewer: Viewer) -> RegisterFacts:
        """Whom and where a plan may name today."""
        viewer.require_campaigns()
        with self.database.session() as session:
            return register_facts(session, viewer.district, self.today)

    def page(self, viewer: Viewer, campaign: str) -> CampaignPage:
        """One campaign; NotFound when there is none such in the viewer's district."""
        viewer.require_campaigns()
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            row = rows.by_subject(session, campaign)
            if row is None or row.district != viewer.district:
                raise NotFound("There is no such campaign in this district.", campaign=campaign)
            folded = Campaign.model_validate_json(row.folded)
            covered = coverage_of(session.connection(), folded)
            listed = ListedCampaign(folded, covered, known, self.today)
            return CampaignPage(
                listed=listed,
                units=[CampaignUnit(listed, each) for each in listed.coverage.units.values()],
                steps=steps_of(session, campaign, folded.ignored),
                facts=register_facts(session, viewer.district, self.today),
                today=self.today,
            )
