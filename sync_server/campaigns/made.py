"""What the visits of campaigns brought: each visit at each unit, and its photos."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.campaigns.coverage import CampaignVisit, UnitResult
from domain.kinds.visit.photo import Photo
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.campaigns.desk import ListedCampaign
from sync_server.data.campaigns import photos
from sync_server.data.campaigns.rows import of_district
from sync_server.data.engine import Database
from sync_server.data.paging import Key, Place
from sync_server.data.tables import VisitRow
from sync_server.data.visits.rows import received, visits_of
from sync_server.register.names import Names, names

BESIDES = "方案以外"


@dataclass(frozen=True, slots=True)
class UnitVisit:
    """A visit of a campaign at one unit: one 校次."""

    listed: ListedCampaign
    made: CampaignVisit

    @property
    def unit(self) -> str:
        """What the unit is called."""
        return self.listed.names.school(self.made.unit)

    @property
    def town(self) -> str:
        """Where it lies."""
        return self.listed.facts(self.made.unit).town

    @property
    def team(self) -> str:
        """Which team goes there, or that the unit is none of the plan."""
        there = self.listed.coverage.units.get(self.made.unit)
        return self.listed.team_name(there.team) if there else BESIDES

    @property
    def leader(self) -> str:
        """Who led it."""
        return self.listed.names.person(self.made.leader)

    @property
    def result(self) -> UnitResult:
        """What it came to."""
        return UnitResult.FOUND if self.made.findings else UnitResult.CLEAR

    @property
    def code(self) -> str:
        """What a list calls it."""
        return f"{self.listed.campaign.campaign}:{self.made.visit}:{self.made.unit}"


def unit_visits(listed: Sequence[ListedCampaign]) -> list[UnitVisit]:
    """All of them, by their day in each campaign."""
    return [
        UnitVisit(each, made)
        for each in listed
        for made in sorted(
            each.coverage.all_visits, key=lambda one: (one.visit_on, one.visit, one.unit)
        )
    ]


@dataclass(frozen=True, slots=True)
class ListedPhoto:
    """A photo of a campaign's visit, and whether its file is here."""

    row: VisitRow
    visit: Visit
    photo: Photo
    names: Names
    position: int
    is_received: bool

    @property
    def unit_id(self) -> str:
        """At which unit it was taken."""
        return self.visit.unit_of(self.photo)

    @property
    def unit(self) -> str:
        """What the unit is called."""
        return self.names.school(self.unit_id)

    @property
    def inspector(self) -> str:
        """Whose visit it was."""
        return self.names.person(self.row.account)

    @property
    def code(self) -> str:
        """What a form calls it."""
        return f"{self.row.visit}:{self.photo.photo_id}"

    @property
    def finding(self) -> str:
        """The problem that it shows; empty for one that shows none."""
        found = self.visit.findings.get(self.photo.finding_id or "")
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class FoundPhotos:
    """The photos that somebody asks for; ``campaigns`` are titles by their subjects."""

    database: Database
    names: Names
    wanted: photos.PhotoFilter
    campaigns: dict[str, str]
    total: int

    def read(self, place: Place, limit: int) -> list[ListedPhoto]:
        """At most so many at the place, the newest first."""
        with self.database.session() as session:
            found = photos.read(session.connection(), self.wanted, place, limit)
            rows = {
                row.visit: row
                for row in visits_of(session, list(dict.fromkeys(each.visit for each in found)))
            }
            here = received(session, [each.sha256 for each in found])
        visits = {each: Visit.model_validate_json(row.folded) for each, row in rows.items()}
        return [
            ListedPhoto(
                row=rows[each.visit],
                visit=visits[each.visit],
                photo=visits[each.visit].photos[each.photo_id],
                names=self.names,
                position=each.position,
                is_received=each.sha256 in here,
            )
            for each in found
        ]

    def key(self, photo: ListedPhoto) -> Key:
        """Where one of them stands in the list."""
        return (photo.position,)


@dataclass(frozen=True, slots=True)
class CampaignPhotos:
    """Finds the photos of campaigns within the viewer's district."""

    database: Database

    def found(self, viewer: Viewer, campaign: str, *, of_findings: bool = False) -> FoundPhotos:
        """Those of a campaign, or of all; only those that show a problem where ``of_findings``."""
        viewer.require_campaigns()
        viewer.require_all()
        wanted = photos.PhotoFilter(viewer.district, campaign, of_findings)
        with self.database.session() as session:
            titles = {each.campaign: each.title for each in of_district(session, viewer.district)}
            total = photos.count(session.connection(), wanted)
        return FoundPhotos(
            self.database, names(self.database, viewer.district), wanted, titles, total
        )
