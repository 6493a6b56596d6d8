"""Whose workbooks a commit changes, part by part; the marks are written at its end."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from domain.kinds import KINDS, references
from domain.kinds.book_part import BookPart
from domain.visit.concern import Concern, concerned, units
from sync_server.data.engine import Transaction
from sync_server.data.projection import VisitPhoto
from sync_server.data.tables import WorkbookVisitRow
from sync_server.data.upsert import replace_parts
from sync_server.data.workbook import marks as rows
from sync_server.data.workbook.marks import Mark, Place
from sync_server.projection.folded import FoldedVisit, JudgedVisit
from sync_server.projection.workbook_rows import workbook_visit_row

NAMING_FINDINGS = frozenset(
    name for name, kind in KINDS.items() if kind.refers and BookPart.FINDINGS in kind.told
)
"""The kinds of entries that say something of another visit's findings."""


class WorkbookMarks:
    """Collects what is to be raised.

    A mark is the same however the ledger was cut into commits: it follows from all entries of
    a visit and all that ever referred to it, not from what counts of them at the moment.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._tables = transaction.tables
        self._positions: dict[Mark, int] = {}
        self._prints: Counter[Mark] = Counter()
        self._named: dict[str, int] = {}
        self._photographed: dict[tuple[str, bool], int] = {}

    def take_visits(self, folded: Iterable[FoldedVisit], referred_to: frozenset[str]) -> None:
        """Note whom these visits' newest entries concern.

        ``referred_to`` are those of them of whose findings another subject says something.
        """
        for each in folded:
            visit, readings = each.visit, [entry.reading for entry in each.entries]
            concerns = concerned(visit, readings)
            if visit.visit_id in referred_to:
                schools = (visit.school_id, *units(readings))
                concerns |= {Concern(BookPart.FINDINGS, school) for school in schools}
            for concern in concerns:
                self._raise(visit.district, concern, each.position)
            for reading in readings:
                if reading.body is not None and reading.body.kind in NAMING_FINDINGS:
                    named = (reference.subject for reference in references(reading.body))
                    self.name_visits(named, each.position)

    @property
    def named(self) -> frozenset[str]:
        """The visits of whose findings something was said, since marks were written last."""
        return frozenset(self._named)

    def name_visits(self, visits: Iterable[str], position: int) -> None:
        """Something is said of findings of these visits, wherever they were."""
        for visit in visits:
            self._named[visit] = max(self._named.get(visit, 0), position)

    def take_photos(self, photos: Iterable[VisitPhoto], told: Mapping[str, int]) -> None:
        """Files of these photos came or went, as was ``told`` by SHA-256 at these positions."""
        for photo in photos:
            key = (photo.visit, photo.finding_id is not None)
            position = told[photo.sha256]
            self._photographed[key] = max(self._photographed.get(key, 0), position)

    def tell_visits(self, judged: Sequence[JudgedVisit], older: Sequence[str]) -> None:
        """Write how these visits are told; ``older`` are those that have been told before."""
        for mark, print_ in rows.prints_told(self._tables, older):
            self._prints[mark] -= print_
        told = [workbook_visit_row(each) for each in judged]
        for row in told:
            self._prints[row.district, Concern(BookPart.MINE, row.account)] += row.print
        replace_parts(self._tables, WorkbookVisitRow, older, told)

    def tell(self, district: str, concern: Concern, position: int) -> None:
        """Something that concerns these was said of no visit."""
        self._raise(district, concern, position)

    def keep(self) -> None:
        """Write the marks; the visits that were named are looked up as they now stand."""
        wanted = {*self._named, *(visit for visit, _ in self._photographed)}
        places: dict[str, list[Place]] = {}
        for place in rows.places_of(self._tables, wanted):
            places.setdefault(place.visit, []).append(place)
        for visit, position in self._named.items():
            for place in places.get(visit, ()):
                concern = Concern(BookPart.FINDINGS, place.school_id)
                self._raise(place.district, concern, position)
        for (visit, is_of_finding), position in self._photographed.items():
            for place in places.get(visit, ()):
                self._raise(place.district, Concern(BookPart.MINE, place.account), position)
                if is_of_finding:
                    concern = Concern(BookPart.FINDINGS, place.school_id)
                    self._raise(place.district, concern, position)
        rows.raise_marks(self._tables, self._positions, self._prints)
        for collected in (self._named, self._photographed, self._positions, self._prints):
            collected.clear()

    def _raise(self, district: str, concern: Concern, position: int) -> None:
        mark = (district, concern)
        self._positions[mark] = max(self._positions.get(mark, 0), position)
