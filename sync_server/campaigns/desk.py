"""Campaigns as the office sees them: which there are, and how far each is at each unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.campaigns.coverage import Coverage, UnitCoverage
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
from domain.kinds.kept_file import KeptFile
from domain.kinds.register.school import SchoolSet
from sync_server.access.viewer import Viewer
from sync_server.campaigns.known import RegisterFacts, register_facts
from sync_server.data.campaigns import rows
from sync_server.data.campaigns.coverage import coverage_of
from sync_server.data.counted.campaigns import campaign_months
from sync_server.data.engine import Database
from sync_server.data.months import MonthSpan
from sync_server.data.own.kept_files import file_content
from sync_server.month.period import Period
from sync_server.register.names import Names, names
from sync_server.register.step import Step
from sync_server.review.subject_steps import steps_of

COUNTY = "*"
"""What an address calls the county itself, where no zone leads."""


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
        row = self.listed.names.schools.get(self.there.unit)
        return SchoolSet.model_validate_json(row.facts).town if row else ""

    @property
    def team(self) -> str:
        """Which team goes there; its responsible inspector where none does."""
        plan = self.listed.campaign.plan
        return next((each.name for each in plan.teams if each.team == self.there.team), "责任督学")

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
