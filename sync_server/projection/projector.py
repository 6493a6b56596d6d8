"""From the log's entries to the tables that follow it.

They are a pure function of the log up to where they stand: what is written here batch by batch
is what any other parting of the same entries makes.
"""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module

from domain.kinds.kind import FINDING, VISIT
from domain.visit.assessment import Limits
from domain.visit.fold import fold
from sync_server import projection as room
from sync_server.data import projection
from sync_server.data.engine import Transaction
from sync_server.data.findings.course import entered_at_schools
from sync_server.data.findings.standing import settle
from sync_server.data.tables import SubjectRow, VisitRow
from sync_server.data.upsert import replace_parts, upsert_rows
from sync_server.data.visits import counts as visit_counts
from sync_server.data.visits import joint
from sync_server.projection import nouns, references, visit_rows
from sync_server.projection.audit.acts import write_acts
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.folded import (
    FoldedVisit,
    LoggedEntry,
    judged,
    placed_of_subjects,
    places_of,
)
from sync_server.projection.month_locks import parted
from sync_server.projection.neighbours import Neighbours
from sync_server.projection.nouns.noun import WRITERS
from sync_server.projection.photo_files import came_or_went, named, told_of_files
from sync_server.projection.photo_rows import photo_rows
from sync_server.projection.register_projector import REGISTER_KINDS, RegisterProjector, limits_of
from sync_server.projection.subject_rows import subject_row
from sync_server.projection.visit_parts import PARTS
from sync_server.projection.workbook_marks import WorkbookMarks

# Importing them lets them say which rows they make, of a visit's parts and of other nouns.
for _each in pkgutil.iter_modules(room.__path__):
    if _each.name.endswith("_rows"):
        import_module(f"{room.__name__}.{_each.name}")
for _each in pkgutil.iter_modules(nouns.__path__):
    import_module(f"{nouns.__name__}.{_each.name}")
VISITS_AT_ONCE = 200
NONE: frozenset[str] = frozenset()


def follow_entries(
    transaction: Transaction, book: ChainBook, placed: Sequence[LoggedEntry]
) -> None:
    """Bring the tables from where they stand past these entries, which come next in the log.

    Nothing behind them is looked at, whatever the ledger holds there; what stands of chains and
    photo files may be ahead of them. ``book`` knows who writes which chain. What seals a month
    finds the tables as all before it leaves them.
    """
    for some in parted(placed):
        Projector(transaction, book, some[-1].position + 1).take(some)


class Projector:
    """Brings the tables up to one position, ``end``."""

    def __init__(self, transaction: Transaction, book: ChainBook, end: int) -> None:
        self._transaction = transaction
        self._book = book
        self._neighbours = Neighbours(transaction, end)
        self._marks = WorkbookMarks(transaction)
        self._end = end

    def take(self, placed: Sequence[LoggedEntry]) -> None:
        """Go on by these entries, in log order."""
        self._book.load({each.reading.line.header.chain for each in placed})
        write_acts(self._transaction, self._book, placed)
        register = self._set_register(placed)
        touched = references.touched(self._transaction, placed)
        folded = self._folded(touched.visits, placed)
        self._replace_photos(folded, placed[0].position)
        later = self._neighbours.rekey(folded, placed[0].position)
        later |= self._take_files(placed)
        others = self._visits_of(register) | later
        merged = {each.visit.merged_into for each in folded.values() if each.visit.merged_into}
        others |= joint.above(self._transaction.tables, touched.referred_to | merged)
        self._assess(folded, placed[0].position)
        about = references.said_about(self._transaction, touched.visits)
        self._marks.take_visits(folded.values(), about.visits)
        others -= set(touched.visits)
        self._assess_again(others)
        again = {FINDING: self._entered_of(register)}
        for noun, write in WRITERS.items():
            some = touched.others.get(noun, NONE) | about.others.get(noun, NONE)
            some |= again.get(noun, NONE)
            entries = self._entries_of(sorted(some), placed)
            write(self._transaction, self._book, entries, self._marks)
        about_others = references.said_about(self._transaction, others)
        settle(self._transaction.tables, about.visits | about_others.visits | self._marks.named)
        self._marks.keep()

    def _assess_again(self, visits: Iterable[str]) -> None:
        """Judge these visits anew: a register entry or another visit says something else."""
        for some in _in_parts(sorted(visits)):
            self._assess(self._folded(some))

    def _set_register(self, placed: Sequence[LoggedEntry]) -> RegisterProjector:
        register = RegisterProjector(self._transaction)
        for each in placed:
            header = each.reading.line.header
            if header.kind in REGISTER_KINDS:
                register.take(each.position, each.reading, self._book.author(header.chain))
        register.keep()
        return register

    def _take_files(self, placed: Sequence[LoggedEntry]) -> set[str]:
        """Look at the photo files that came or went; the visits that this says something about."""
        readings = ((each.position, each.reading) for each in placed)
        told = list(told_of_files(readings, self._book))
        if not told:
            return set()
        hashes = set(named(body for _, body in told))
        photos = projection.photos_with_file(self._transaction.tables, hashes)
        here = self._files_here(hashes)
        now = (
            each._replace(is_awaited=not each.is_withdrawn and each.sha256 not in here)
            for each in photos
        )
        changed = [new for new, each in zip(now, photos, strict=True) if new != each]
        projection.replace_photos(self._transaction.tables, (), changed)
        moved = came_or_went(told)
        self._marks.take_photos([each for each in photos if each.sha256 in moved], moved)
        return self._neighbours.look_again(hashes)

    def _files_here(self, hashes: Iterable[str]) -> set[str]:
        return projection.files_here(self._transaction.standing, hashes, self._end)

    def _visits_of(self, register: RegisterProjector) -> set[str]:
        """The visits that what the register now says may change."""
        tables = self._transaction.tables
        found: set[str] = set()
        for district in register.districts:
            found |= projection.visits_at_schools(tables, district, None)
        for district in {district for district, _ in register.schools}:
            schools = {school for each, school in register.schools if each == district}
            found |= projection.visits_at_schools(tables, district, schools)
        return found

    def _entered_of(self, register: RegisterProjector) -> frozenset[str]:
        """The findings of no visit whose units' zones the register may now tell otherwise."""
        tables = self._transaction.tables
        found: set[str] = set()
        for district in register.districts | {district for district, _ in register.schools}:
            found |= entered_at_schools(tables, district, _schools_of(register, district))
        return frozenset(found)

    def _folded(
        self, visits: Sequence[str], new: Sequence[LoggedEntry] = ()
    ) -> dict[str, FoldedVisit]:
        """The visits as they now stand; those that nobody opened readably are left out.

        ``new`` are entries read already, the last ones of the log.
        """
        by_visit = self._entries_of(visits, new)
        found = (self._fold(visit, tuple(some)) for visit, some in by_visit.items())
        return {each.visit.visit_id: each for each in found if each}

    def _fold(self, visit_id: str, placed: tuple[LoggedEntry, ...]) -> FoldedVisit | None:
        readings = [each.reading for each in placed]
        visit = fold(visit_id, readings, self._book.authors(readings))
        return FoldedVisit(visit, placed) if visit else None

    def _entries_of(
        self, subjects: Sequence[str], new: Sequence[LoggedEntry]
    ) -> dict[str, list[LoggedEntry]]:
        """All entries of each subject, in log order; their chains are known to the book then."""
        if not subjects:
            return {}
        before = new[0].position if new else self._end
        stored = placed_of_subjects(self._transaction, subjects, before)
        found: dict[str, list[LoggedEntry]] = {subject: [] for subject in subjects}
        for each in (*stored, *new):
            subject = each.reading.line.subject
            if subject in found:
                found[subject].append(each)
        self._book.load(
            {each.reading.line.header.chain for some in found.values() for each in some}
        )
        return found

    def _replace_photos(self, folded: Mapping[str, FoldedVisit], since: int) -> None:
        """Write these visits' photo rows; those begun ``since`` have none yet."""
        tables = self._transaction.tables
        photos = (photo for each in folded.values() for photo in each.visit.photos.values())
        here = self._files_here(photo.sha256 for photo in photos)
        rows = {row.position: row for each in folded.values() for row in photo_rows(each, here)}
        older = [visit for visit, each in folded.items() if each.entries[0].position < since]
        stored = {row.position: row for row in projection.photos_of_visits(tables, older)}
        changed = [row for position, row in rows.items() if stored.get(position) != row]
        gone = [position for position in stored if position not in rows]
        projection.replace_photos(tables, gone, changed)

    def _assess(self, folded: Mapping[str, FoldedVisit], since: int | None = None) -> None:
        """Write what the rules say of these visits; those begun ``since`` have no rows yet."""
        if not folded:
            return
        tables = self._transaction.tables
        older = [
            visit
            for visit, each in folded.items()
            if since is None or each.entries[0].position < since
        ]
        with_it = joint.counting_with(tables, {name: each.visit for name, each in folded.items()})
        places = places_of(folded.values(), with_it)
        all_places = (at for some in places.values() for at in some)
        schools = projection.facts_of_schools(tables, all_places)
        limits = self._limits({each.visit.district for each in folded.values()})
        of_neighbours = self._neighbours.flags(folded)
        found = []
        for each in folded.values():
            visit, district = each.visit.visit_id, each.visit.district
            here = {at: schools[at] for at in places[visit] if at in schools}
            known = (of_neighbours.get(visit, ()), limits.get(district, Limits()))
            found.append(judged(each, here, known, with_it.get(visit, ())))
        about = [
            subject_row(VISIT, visit, each.visit, each.position) for visit, each in folded.items()
        ]
        upsert_rows(tables, SubjectRow, about)
        now = ((visit_rows.counted(each), each.filed_flags) for each in found)
        visit_counts.recount(tables, older, now)
        upsert_rows(tables, VisitRow, [visit_rows.visit_row(each) for each in found])
        for part, rows_of in PARTS.items():
            replace_parts(tables, part, older, [row for each in found for row in rows_of(each)])
        self._marks.tell_visits(found, older)

    def _limits(self, districts: Iterable[str]) -> dict[str, Limits]:
        rules = projection.district_rules(self._transaction.tables, districts)
        return {district: limits_of(text) for district, text in rules.items()}


def _schools_of(register: RegisterProjector, district: str) -> set[str] | None:
    """The district's schools that the register tells of anew; None for all of them."""
    if district in register.districts:
        return None
    return {school for each, school in register.schools if each == district}


def _in_parts(visits: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(visits), VISITS_AT_ONCE):
        yield visits[start : start + VISITS_AT_ONCE]
