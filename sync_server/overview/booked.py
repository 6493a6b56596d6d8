"""Findings as the office's books have them: with measures, papers, photos and their end (2-01)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.findings.course import Course
from domain.findings.state import FindingState
from domain.kinds.finding.closing import End
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.finding import OwnerUnit
from domain.words.values import label
from sync_server.data.engine import Database
from sync_server.data.findings.course import raised_findings
from sync_server.data.findings.listing import raised_by
from sync_server.data.findings.looks import photos_after, photos_before
from sync_server.data.findings.waiting import Key
from sync_server.data.papers.papers import papers_about
from sync_server.data.tables import FindingRow, PaperRow
from sync_server.data.tables.visits import NO_DEADLINE
from sync_server.register.names import Names


@dataclass(frozen=True, slots=True)
class BookedFinding:
    """A finding with what was said of it, and how many photos show it before and after."""

    row: FindingRow
    names: Names
    course: Course | None
    papers: tuple[PaperRow, ...]
    before: int
    after: int

    @property
    def state(self) -> FindingState:
        """Where it stands."""
        return FindingState(self.row.state)

    @property
    def unit(self) -> str:
        """The unit it was found at."""
        return self.names.school(self.row.school_id)

    @property
    def owner(self) -> str:
        """Whose it is to put it right, in words."""
        owner = OwnerUnit(self.row.owner)
        own = self.unit if owner is OwnerUnit.SCHOOL else label(owner)
        return self.row.owner_name or own

    @property
    def measure(self) -> str:
        """What the unit will do; empty before it is known."""
        measure = self.course.measure if self.course else None
        if measure is None:
            return ""
        return f"{measure.text}（督导室代填）" if measure.is_by_office else measure.text

    @property
    def responsible(self) -> str:
        """Who answers for it: as the unit said, before that as the inspector wrote."""
        measure = self.course.measure if self.course else None
        return (measure.responsible if measure else "") or self.row.responsible

    @property
    def due_on(self) -> str:
        """By when it is to be put right; empty without a day."""
        return "" if self.row.deadline == NO_DEADLINE else self.row.deadline

    @property
    def reply(self) -> str:
        """What the unit answered, and when; empty before it did."""
        reply = self.course.reply if self.course else None
        return f"{reply.text}（{reply.replied_on} 回复）" if reply else ""

    @property
    def numbers(self) -> str:
        """The papers about it that hold, the earliest first."""
        return "、".join(
            f"{label(PaperKind(each.paper_kind))} {each.number}".strip() for each in self.papers
        )

    @property
    def handled(self) -> str:
        """What was done about it, the most that was."""
        if self.numbers:
            return self.numbers
        if self.row.is_fixed_on_spot:
            return "当场整改"
        if self.state is FindingState.RAISED:
            return "还没有反馈"
        return "已列整改措施" if self.measure else "已反馈"

    @property
    def progress(self) -> str:
        """Where it stands, and what the unit said last."""
        return f"{label(self.state)}：{self.reply}" if self.reply else label(self.state)

    @property
    def evidence(self) -> str:
        """How many photos show it before and after."""
        told = (("整改前", self.before), ("整改后", self.after))
        return "、".join(f"{word} {number} 张" for word, number in told if number)

    @property
    def closed_on(self) -> str:
        """The day on which it was closed; empty for another end, and while it is open."""
        return (self.row.ended_on or "") if self.state is FindingState.CLOSED else ""

    @property
    def closed_by(self) -> str:
        """Who closed it."""
        ending = self.course.ending if self.course else None
        is_closed = ending is not None and ending.end is End.CLOSED
        return self.names.person(ending.stamp.account) if ending and is_closed else ""


@dataclass(frozen=True, slots=True)
class Books:
    """Reads them; whoever asks sees to the scope."""

    database: Database

    def of_rows(self, rows: Iterable[FindingRow], names: Names) -> list[BookedFinding]:
        """These findings in the same order."""
        wanted = list(rows)
        known = self._known({row.visit for row in wanted}, wanted, names)
        return [known[row.visit, row.finding_id] for row in wanted]

    def of_visits(self, visits: Iterable[str], names: Names) -> dict[str, list[BookedFinding]]:
        """The findings that each of these visits raised, and has still."""
        wanted = set(visits)
        with self.database.session() as session:
            rows = raised_by(session, wanted)
        found: dict[str, list[BookedFinding]] = {}
        for (visit, _), each in self._known(wanted, rows, names).items():
            found.setdefault(visit, []).append(each)
        return found

    def of_keys(self, keys: Iterable[Key], names: Names) -> Mapping[Key, BookedFinding]:
        """Those of these findings that are there."""
        wanted = set(keys)
        visits = {visit for visit, _ in wanted}
        found = self.of_visits(visits, names)
        return {
            (row.row.visit, row.row.finding_id): row
            for some in found.values()
            for row in some
            if (row.row.visit, row.row.finding_id) in wanted
        }

    def _known(
        self, visits: set[str], rows: Iterable[FindingRow], names: Names
    ) -> dict[Key, BookedFinding]:
        with self.database.session() as session:
            raised = raised_findings(session.connection(), list(visits))
            papers = papers_about(session, visits)
            before, after = photos_before(session, visits), photos_after(session, visits)
        found = {}
        for row in rows:
            key = (row.visit, row.finding_id)
            course = raised[key].course if key in raised else None
            replied = course.reply.photos if course and course.reply else ()
            sent = sum(each.is_after for each in replied)
            found[key] = BookedFinding(
                row=row,
                names=names,
                course=course,
                papers=papers.get(key, ()),
                before=before.get(key, 0) + len(replied) - sent,
                after=after.get(key, 0) + sent,
            )
        return found
