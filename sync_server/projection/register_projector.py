"""From register entries to the register's tables, one entry after the other in log order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from domain.kinds import KINDS
from domain.kinds.author import Author
from domain.kinds.folding import version_after
from domain.kinds.kind import called, may_set
from domain.kinds.office.month_lock import MonthLocked
from domain.kinds.office.policy import PolicyRead
from domain.kinds.office.training import TrainingRecorded, TrainingSigned, joined_by
from domain.kinds.piece import Body
from domain.kinds.reading import Reading
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonSet
from domain.kinds.register.school import SchoolSet
from domain.trail.line import Line
from domain.visit.assessment import Limits
from domain.visit.concern import register_concerns
from sync_server.data import projection
from sync_server.data.engine import Transaction
from sync_server.data.overview.activities import activity
from sync_server.data.subjects import subject_called
from sync_server.data.tables import (
    ActivityRow,
    DistrictRow,
    PersonRow,
    ProjectedRow,
    SchoolRow,
    SchoolWasRow,
    SubjectRow,
)
from sync_server.data.upsert import delete_rows, delete_under, key_of, table_of, upsert
from sync_server.data.workbook.marks import Mark, raise_marks
from sync_server.projection.chain_book import SERVER_ACCOUNT
from sync_server.projection.counted.activity_rows import TRAINING
from sync_server.projection.month_locks import Sealing, write_sealing
from sync_server.projection.policy_rows import policy_read_row
from sync_server.projection.register_rows import SETS, Kept, school_was_row
from sync_server.projection.things import burden, news

# Their import lets them say which rows they make.
FURTHER = (burden, news)

Key = tuple[Any, ...]
Thing = tuple[str, str, str]
"""A thing of the register by its district, noun and code."""
R = TypeVar("R", bound=ProjectedRow)


@dataclass
class RegisterProjector:
    """Collects what register entries set, and writes it at once.

    ``schools`` and ``districts`` tell whose visits must be judged anew.
    """

    transaction: Transaction
    schools: set[tuple[str, str]] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)
    marks: dict[Mark, int] = field(default_factory=dict)
    _kept: dict[type[ProjectedRow], dict[Key, Kept]] = field(default_factory=dict)
    _things: dict[Thing, SubjectRow | None] = field(default_factory=dict)

    def take(self, position: int, reading: Reading, author: Author | None) -> None:
        """Go on by one entry; what has no say in the register changes nothing."""
        body = reading.body
        if body is None or author is None or not may_set(body.kind, author):
            return
        if isinstance(body, PolicyRead):
            self._note_reading(position, reading, author)
            return
        make, code = SETS.get(body.kind), called(body)
        if code is None:
            return
        thing = (author.district, *code)
        if KINDS[body.kind].is_note:
            if self._note(position, reading.line, thing):
                write_sealing(self.transaction, Sealing(position, reading, author))
                self._join(body, author)
            return
        if not self._is_its_subject(reading.line, thing):
            return
        if isinstance(body, MonthLocked):
            write_sealing(self.transaction, Sealing(position, reading, author))
            self._count(position, reading.line, thing)
        is_anothers = isinstance(body, PersonSet) and not self._is_of(body.account, author.district)
        if make is None or is_anothers:
            return
        kept = make(author.district, body, reading.private or body.private())
        if kept is not None:
            self._put(kept)
            if isinstance(body, SchoolSet):
                at = reading.line.header.at
                self._put(Kept(school_was_row(author.district, body, at)))
            self._count(position, reading.line, thing)
            self._mark(position, reading, author)

    def keep(self) -> None:
        """Write the rows."""
        self._note_whom_it_concerns()
        for model, rows in self._kept.items():
            upsert(self.transaction.tables, [each.row for each in rows.values() if each.is_there])
            gone = [key_of(each.row) for each in rows.values() if not each.is_there]
            delete_rows(self.transaction.tables, table_of(model), gone)
            self._keep_parts(rows.values())
        raise_marks(self.transaction.tables, self.marks, {})
        self._kept.clear()
        self.marks.clear()

    def _keep_parts(self, kept: Iterable[Kept]) -> None:
        """Write what belongs to the rows, in place of all that did."""
        for each in kept:
            for part, rows in each.parts:
                delete_under(self.transaction.tables, table_of(part), key_of(each.row))
                upsert(self.transaction.tables, rows)

    def _note(self, position: int, line: Line, thing: Thing) -> bool:
        """Count what tells something of a thing that is there and stays as it is; whether it is."""
        if self._row_of(thing) is None or not self._is_its_subject(line, thing):
            return False
        self._count(position, line, thing)
        return True

    def _join(self, body: Body, author: Author) -> None:
        """Count whoever signed in among those who took part."""
        if not isinstance(body, TrainingSigned):
            return
        key = (author.district, body.training_id)
        kept = self._kept.get(ActivityRow, {}).get(key)
        row = kept.row if kept else activity(self.transaction.tables, *key)
        if isinstance(row, ActivityRow) and row.kind == TRAINING:
            training = TrainingRecorded.model_validate_json(row.facts)
            joined = joined_by(training, author.account)
            made = SETS[TrainingRecorded.kind](author.district, joined, joined.private())
            if made is not None:
                self._put(made)

    def _note_reading(self, position: int, reading: Reading, author: Author) -> None:
        self._put(Kept(policy_read_row(position, reading, author)))
        self._mark(position, reading, author)

    def _mark(self, position: int, reading: Reading, author: Author) -> None:
        for concern in register_concerns(reading, author.account):
            self.marks[author.district, concern] = position

    def _is_its_subject(self, line: Line, thing: Thing) -> bool:
        """Whether the entry opens the thing of its code, or is about the one that has it."""
        row = self._row_of(thing)
        return line.header.subject == (row.subject if row else None)

    def _row_of(self, thing: Thing) -> SubjectRow | None:
        """The row of ``subject`` of the thing, as it stands here."""
        if thing not in self._things:
            self._things[thing] = subject_called(self.transaction.tables, *thing)
        return self._things[thing]

    def _count(self, position: int, line: Line, thing: Thing) -> None:
        district, noun, code = thing
        before = self._row_of(thing)
        row = SubjectRow(
            subject=line.subject,
            noun=noun,
            district=district,
            code=code,
            tip=line.id,
            version=version_after(before.version if before else "", line.id),
            position=position,
        )
        self._things[thing] = row
        self._put(Kept(row))

    def _is_of(self, account: str, district: str) -> bool:
        """Whether the account is the district's to set: it stays in the one that first set it."""
        if account == SERVER_ACCOUNT:
            return False
        set_here = self._kept.get(PersonRow, {}).get((account,))
        if set_here is not None and isinstance(set_here.row, PersonRow):
            return set_here.row.district == district
        found = projection.person(self.transaction.tables, account)
        return found is None or bool(found.district == district)

    def _put(self, kept: Kept) -> None:
        key = tuple(key_of(kept.row).values())
        self._kept.setdefault(type(kept.row), {})[key] = kept

    def _note_whom_it_concerns(self) -> None:
        """Which schools and districts changed so that their visits are judged otherwise."""
        tables = self.transaction.tables
        schools = {(row.district, row.school_id): row for row in self._rows(SchoolRow)}
        stood = projection.facts_of_schools(tables, schools)
        for school, row in schools.items():
            if school not in stood or stood[school].is_placed != (row.lat is not None):
                self.schools.add(school)
        for was in self._rows(SchoolWasRow):
            school = (was.district, was.school_id)
            if school in stood and stood[school].zone_on(was.from_on) != was.zone:
                self.schools.add(school)
        districts = {row.district: row for row in self._rows(DistrictRow)}
        rules = projection.district_rules(tables, districts)
        for district, now in districts.items():
            if limits_of(rules.get(district)) != limits_of(now.rules):
                self.districts.add(district)

    def _rows(self, model: type[R]) -> list[R]:
        """The rows of one table that were set."""
        rows = (each.row for each in self._kept.get(model, {}).values())
        return [row for row in rows if isinstance(row, model)]


def limits_of(rules: str | None) -> Limits:
    """What visits are measured by, with the district's rules or before it has any."""
    if rules is None:
        return Limits()
    body = DistrictSet.model_validate_json(rules)
    return Limits(body.late_after_h, body.short_dwell_min, body.trail)


NOTES = frozenset(name for name, kind in KINDS.items() if kind.is_note)
REGISTER_KINDS = frozenset({*SETS, *NOTES, MonthLocked.kind, PolicyRead.kind})
