"""The office's list of papers: what it reads, and who is responsible for their units today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from domain.clock import Clock, local_date
from domain.kinds.paper.builder import AWAITING, HOLDING, PaperState
from domain.kinds.paper.paper_kind import PaperKind
from sync_server.access.viewer import Viewer
from sync_server.data import register_snapshot
from sync_server.data.campaigns.rows import of_district
from sync_server.data.engine import Database
from sync_server.data.paging import Key, Place
from sync_server.data.papers.listing import PaperFilter, PaperList, key_of, years
from sync_server.data.papers.papers import PaperFigures, papers
from sync_server.data.register import findable
from sync_server.data.tables import PaperRow
from sync_server.register.duty_rows import main_on
from sync_server.register.names import Names, names


class CampaignName(NamedTuple):
    """A campaign by its subject, and its title."""

    subject: str
    title: str


class Units(NamedTuple):
    """Which units somebody asks for: by words, and by who is responsible for them today."""

    words: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A line of the list; ``inspectors`` have the main responsibility for the unit today."""

    figures: PaperFigures
    school: str
    inspectors: str
    drafter: str
    signer: str
    today: date
    campaign: str = ""

    @property
    def row(self) -> PaperRow:
        """The paper."""
        return self.figures.row

    @property
    def state(self) -> PaperState:
        """Where it stands."""
        return PaperState(self.row.state)

    @property
    def paper_kind(self) -> PaperKind:
        """What it is."""
        return PaperKind(self.row.paper_kind)

    @property
    def open(self) -> int | None:
        """How many of its findings are open; None of one that does not hold any more."""
        return self.figures.open if self.state in HOLDING else None

    @property
    def days_overdue(self) -> int:
        """How many days its time has been over with the unit still to answer; 0 in time."""
        due_on, names_some = self.row.due_on, self.figures.findings > 0
        if self.state not in AWAITING or due_on is None:
            return 0
        if names_some and not self.figures.awaited:
            return 0
        return max(0, (self.today - date.fromisoformat(due_on)).days)


@dataclass(frozen=True, slots=True)
class FoundPapers:
    """The papers that somebody asks for; what is read is read anew each time.

    ``main`` are the accounts responsible for each unit today, ``campaigns`` the district's by
    their codes.
    """

    database: Database
    wanted: PaperFilter
    names: Names
    main: Mapping[str, Sequence[str]]
    today: date
    years: Sequence[int]
    total: int
    campaigns: Mapping[str, CampaignName]

    def read(self, place: Place, limit: int) -> list[ListedPaper]:
        """At most so many at the place."""
        with self.database.session() as session:
            ids = [row.paper for row in PaperList(session, self.wanted).read(place, limit)]
            found = papers(session, ids)
        return [self._listed(each) for each in found]

    def key(self, paper: ListedPaper) -> Key:
        """Where one of them stands in the list."""
        return key_of(paper.row)

    def _listed(self, figures: PaperFigures) -> ListedPaper:
        row = figures.row
        main = self.main.get(row.school_id, ())
        return ListedPaper(
            figures=figures,
            school=self.names.school(row.school_id),
            inspectors="、".join(map(self.names.person, main)),
            drafter=self.names.person(row.account),
            signer=self.names.person(row.signer) if row.signer else "",
            today=self.today,
            campaign=told.title if (told := self.campaigns.get(row.campaign_id or "")) else "",
        )


@dataclass(frozen=True, slots=True)
class PaperListings:
    """Finds them within the viewer's district."""

    database: Database
    clock: Clock

    def found(
        self, viewer: Viewer, wanted: PaperFilter, units: Units, *, is_overdue: bool = False
    ) -> FoundPapers:
        """Those that are wanted at these units; the district is always the viewer's."""
        viewer.require_papers()
        district, today = viewer.district, local_date(self.clock())
        known = names(self.database, district)
        with self.database.session() as session:
            main = main_on(register_snapshot.assignments(session, district), today)
            wanted = replace(
                wanted,
                district=district,
                schools=_schools(units, known, main),
                due_before=today.isoformat() if is_overdue else "",
            )
            total = PaperList(session, wanted).count()
            found = years(session, district)
            campaigns = {
                each.campaign_id: CampaignName(each.campaign, each.title)
                for each in of_district(session, district)
            }
        return FoundPapers(self.database, wanted, known, main, today, found, total, campaigns)


def _schools(units: Units, known: Names, main: Mapping[str, Sequence[str]]) -> Sequence[str] | None:
    """The codes of these units, with the one that the words are; None for all of them."""
    if not any(units):
        return None
    words, account = units
    found = {
        code
        for code, row in known.schools.items()
        if not words or code == words or findable(row, known.zone(row.zone)).matches(words)
    }
    return sorted(each for each in found if not account or account in main.get(each, ()))
