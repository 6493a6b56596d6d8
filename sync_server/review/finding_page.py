"""One finding as the office sees it: what it is, all that became of it, and what may be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain import kinds
from domain.clock import Clock, local_date, parse_instant
from domain.errors import NotFound
from domain.findings.course import Course, version_untouched
from domain.findings.deadline import days_overdue
from domain.findings.state import FindingCourse, FindingState, Missing, missing_to_close
from domain.kinds.kept_file import KeptFile
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.finding import Category, OwnerUnit, Severity, Source
from domain.kinds.visit.follow_up import Conclusion
from domain.trail.order import in_order
from domain.words import findings as words
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.data import rectification as rows
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.findings.standing import course_of
from sync_server.data.ledger import of_subjects
from sync_server.data.papers.papers import papers_about
from sync_server.data.tables import FindingCourseRow, FindingRow, PaperRow
from sync_server.data.tables.visits import NO_DEADLINE
from sync_server.data.visits.rows import accounts_of
from sync_server.findings.rectification import Look, looks_of
from sync_server.register.names import Names, names
from sync_server.register.step import Step


class StoryLine(NamedTuple):
    """One thing that happened to a finding: on which local day, what, and where it is told."""

    day: str
    word: str
    text: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding with all that is said of it.

    ``missing`` is what closing still wants. ``before`` and ``after`` are the SHA-256 of photos
    that are here. ``steps`` are the entries about it since it was raised.
    """

    row: FindingRow
    course: Course | None
    names: Names
    today: str
    missing: tuple[Missing, ...]
    story: tuple[StoryLine, ...]
    steps: tuple[Step, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def version(self) -> str:
        """The version of the finding that this page shows."""
        return self.course.version if self.course else version_untouched(self.row.subject)

    @property
    def state(self) -> FindingState:
        """Where it stands."""
        return FindingState(self.row.state)

    @property
    def category(self) -> Category:
        """What it is about."""
        return Category(self.row.category)

    @property
    def severity(self) -> Severity:
        """How severe it is."""
        return Severity(self.row.severity)

    @property
    def source(self) -> Source:
        """Where it comes from."""
        return Source(self.row.source)

    @property
    def owner(self) -> str:
        """Whose it is to put it right, in words."""
        if self.row.owner_name:
            return self.row.owner_name
        own = self.names.school(self.row.school_id)
        return own if self.row.owner == OwnerUnit.SCHOOL else label(OwnerUnit(self.row.owner))

    @property
    def pictures(self) -> tuple[KeptFile, ...]:
        """The photos that the office put to it when it entered it."""
        entered = self.course.entered if self.course else None
        return entered.body.photos if entered else ()

    @property
    def deadline(self) -> str:
        """By when it is to be put right; empty without a day."""
        return "" if self.row.deadline == NO_DEADLINE else self.row.deadline

    @property
    def days_overdue(self) -> int:
        """By how many days the unit is late; 0 while it is not."""
        today = local_date(parse_instant(f"{self.today}T04:00:00.000Z"))
        return days_overdue(self.state, self.deadline or None, today)

    @property
    def is_ended(self) -> bool:
        """Whether nothing more is to be done."""
        return not self.state.is_open


@dataclass(frozen=True, slots=True)
class FindingPages:
    """Finds findings within the viewer's district."""

    database: Database
    clock: Clock

    def subject_of(self, viewer: Viewer, visit: str, finding_id: str) -> str:
        """The id of a finding that a visit raised; NotFound where the district has none such."""
        viewer.require_papers()
        with self.database.session() as session:
            row = rows.finding(session, visit, finding_id, viewer.district)
        if row is None or not row.is_standing:
            raise NotFound("There is no such finding in this district.", visit=visit)
        return row.subject

    def key_of(self, viewer: Viewer, subject: str) -> tuple[str, str]:
        """The visit of a finding (or itself, where none raised it), and its id there."""
        viewer.require_papers()
        with self.database.session() as session:
            row = self._row(session, viewer, subject)
        return row.visit, row.finding_id

    def page(self, viewer: Viewer, subject: str) -> FindingPage:
        """One finding; NotFound when there is none such in the viewer's district."""
        viewer.require_papers()
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            row = self._row(session, viewer, subject)
            visit, finding_id = row.visit, row.finding_id
            kept = session.get(FindingCourseRow, row.subject)
            told = course_of(session.connection(), visit, finding_id) or FindingCourse()
            papers = papers_about(session, [visit]).get((visit, finding_id), ())
            found = looks_of(session, visit).get(finding_id, ())
            taken = rows.photos_of_finding(session, visit, finding_id)
            logged = of_subjects(session.connection(), [row.subject])
            accounts = accounts_of(session, {each.line.header.chain for each in logged})
        course = Course.model_validate_json(kept.folded) if kept else None
        ignored = {each.entry: each.reason for each in course.ignored} if course else {}
        by_id = {each.line.id: each for each in logged}
        steps = tuple(
            Step(
                row=by_id[line.id],
                reading=kinds.read(line),
                account=accounts.get(line.header.chain, line.header.chain),
                ignored=ignored.get(line.id),
            )
            for line in in_order(each.line for each in logged)
        )
        return FindingPage(
            row=row,
            course=course,
            names=known,
            today=local_date(self.clock()).isoformat(),
            missing=missing_to_close(told),
            story=_story(row, course, papers, found),
            steps=steps,
            before=taken.before,
            after=(*taken.after, *(sha256 for look in found for sha256 in look.after)),
        )

    @staticmethod
    def _row(session: ReadingSession, viewer: Viewer, subject: str) -> FindingRow:
        row = rows.finding_called(session, subject, viewer.district)
        if row is None or not row.is_standing:
            raise NotFound("There is no such finding in this district.", finding=subject)
        return row


def _story(
    row: FindingRow, course: Course | None, papers: Iterable[PaperRow], looks: Sequence[Look]
) -> tuple[StoryLine, ...]:
    """Everything in the order of its days; on one day in the order of the way to closing."""
    found = [_begun(row)]
    if row.noticed_on:
        found.append(StoryLine(row.noticed_on, words.OLD_PAPER, row.number))
    elif row.told_on:
        found.append(StoryLine(row.told_on, words.TOLD, "督导记录已交学校负责人看过"))
    found += _told(course)
    found += [
        StoryLine(
            each.issued_on or each.listed_on,
            label(PaperKind(each.paper_kind)),
            f"{each.number}（{label(PaperState(each.state))}）",
            f"/papers/{each.paper}",
        )
        for each in papers
    ]
    found += _answered(course)
    found += [
        StoryLine(
            look.looked_on,
            words.look_word(label(Conclusion(look.conclusion))),
            f"{look.by_name} {look.text}",
            f"/visits/{look.visit}#follow-ups",
        )
        for look in looks
    ]
    if course and course.ending:
        ending = course.ending
        found.append(StoryLine(ending.ended_on, label(ending.end), ending.reason))
    return tuple(sorted(found, key=lambda line: line.day))


def _begun(row: FindingRow) -> StoryLine:
    """That a visit raised it, or that the office had it from elsewhere."""
    if row.is_of_visit:
        return StoryLine(row.raised_on, words.FOUND, row.text, f"/visits/{row.visit}#findings")
    word = words.CARRIED_OVER if row.is_carried_over else words.ENTERED
    return StoryLine(row.raised_on, word.format(label(Source(row.source))), row.text)


def _told(course: Course | None) -> list[StoryLine]:
    if course is None or course.feedback is None:
        return []
    feedback = course.feedback
    return [StoryLine(feedback.fed_back_on, label(feedback.manner), feedback.person)]


def _answered(course: Course | None) -> list[StoryLine]:
    """What the unit said: measures, more time, what it did."""
    if course is None:
        return []
    found = []
    if course.measure:
        measure = course.measure
        said = words.measure_line(measure.text, measure.responsible, measure.due_on)
        word = words.MEASURE + (words.FOR_THE_UNIT if measure.is_by_office else "")
        found.append(StoryLine(_day(measure.stamp.at), word, said))
    if course.asked_extension:
        asked = course.asked_extension
        found.append(StoryLine(asked.asked_on, f"申请延期到 {asked.until}", asked.reason))
    if course.extension:
        given = course.extension
        found.append(StoryLine(given.decided_on, words.extension_word(given.until), given.reason))
    if course.reply:
        reply = course.reply
        word = words.answered(is_done=reply.is_done)
        by = words.FOR_THE_UNIT if reply.is_by_office else ""
        found.append(StoryLine(reply.replied_on, word + by, reply.text))
    return found


def _day(at: str) -> str:
    return local_date(parse_instant(at)).isoformat()
