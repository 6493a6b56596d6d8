"""A ledger in which anything may happen to findings, and what the rules say of them."""

import contextlib
from collections.abc import Callable
from datetime import date
from random import Random

from sqlmodel import Session, select

from domain.errors import Conflict, DujiError
from domain.findings.course import Course
from domain.findings.deadline import NewDay, deadline
from domain.findings.state import FindingCourse, finding_state, moment_on
from domain.ids import uuid7
from domain.kinds.finding.closing import End
from domain.kinds.finding.feedback import FeedbackManner
from domain.kinds.paper.builder import HOLDING, Paper, PaperState
from domain.kinds.paper.paper_kind import SETTING_DAY, PaperKind
from domain.kinds.visit.builder import ENDED
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.kinds.visit.merging import FindingPair
from domain.kinds.visit.signature import Signer, VisitSigned
from domain.visit.tally import stands
from domain.visit.visit import Visit
from sync_server.data.tables import FindingCourseRow, FindingRow, FollowUpRow, PaperRow, VisitRow
from sync_server.office.commands import Merge, Office
from sync_server.office.findings import FindingCommands, GivenReply, SeenCourse
from sync_server.office.papers import (
    PaperCommands,
    PaperDraft,
    SeenFinding,
    SeenPaper,
    Signature,
)
from tests.builders.content import a_photo
from tests.builders.courses import seen_course
from tests.builders.server import Ledger, Phone, version_of
from tests.builders.trail import an_author

OFFICE, CLERK = "zhou.min", "qian.yi"
FINDINGS = ("f1", "f2")


class FindingHistory:
    """Two phones and an office, whose next act the dice choose."""

    def __init__(self, ledger: Ledger, seed: int) -> None:
        self.ledger, self.dice = ledger, Random(seed)
        self.office = Office(ledger.database, ledger.committer)
        self.phones = [Phone().enrol(ledger.committer)]
        self.phones.append(Phone(an_author("wu.hao")).enrol(ledger.committer))
        self.made: list[tuple[Phone, str]] = []
        self.raised: list[str] = []

    def happen(self) -> None:
        """One thing more; what the office may not do now it does not."""
        acts: list[Callable[[], object]] = [self.visit, *[self.look] * 3]
        acts += [self.correct, *[self.say] * 3, *[self.close] * 3, self.review]
        acts += [*[self.issue] * 2, self.change, self.void, self.end, self.unmerge]
        with contextlib.suppress(DujiError):
            self.dice.choice(acts)()

    def visit(self) -> None:
        """A visit with findings, which may come before or after what refers to it."""
        phone = self.dice.choice(self.phones)
        visit = phone.pen.open_visit("school-1")
        self.made.append((phone, visit))
        self.raised.append(visit)
        for finding in FINDINGS:
            self._raise(phone, visit, finding)
        self._hand_in(phone, visit)

    def look(self) -> None:
        """A later visit that looks again at a finding of any visit, its own too."""
        if self.raised:
            phone = self.dice.choice(self.phones)
            visit = phone.pen.open_visit("school-1")
            self._look(phone, visit)
            self.made.append((phone, visit))
            self._hand_in(phone, visit)

    def correct(self) -> None:
        """An amendment, handed in again or left open."""
        if not self.raised:
            return
        phone, visit = self.dice.choice(self.made)
        phone.pen.write(VisitAmended(), subject=visit)
        self._raise(phone, visit, self.dice.choice(FINDINGS))
        self._look(phone, visit)
        self._hand_in(phone, visit)

    def say(self) -> None:
        """Anything that the office takes down or decides about a finding, but its closing."""
        commands, seen, day = FindingCommands(self.office), self._seen(), date(2026, 5, 14)
        is_done = self.dice.random() < 0.7
        given = GivenReply(day, is_done, "已改", "何校长")
        self.dice.choice(
            (
                lambda: commands.feed_back(OFFICE, seen, day, FeedbackManner.MEETING, "何校长"),
                lambda: commands.set_measure(OFFICE, seen, "更换", "何校长", date(2026, 6, 1)),
                lambda: commands.reply(OFFICE, seen, given),
                lambda: commands.ask_extension(OFFICE, seen, date(2026, 6, 9), "采购未到"),
                lambda: commands.decide_extension(OFFICE, seen, date(2026, 6, 15), ""),
                lambda: commands.end(OFFICE, seen, End.WITHDRAWN, "提错了"),
                lambda: commands.reopen(OFFICE, seen, "没有改好"),
            )
        )()

    def close(self) -> None:
        """A finding closed, where that may be."""
        FindingCommands(self.office).close(OFFICE, [self._seen()])

    def review(self) -> None:
        """Approved or returned."""
        found = self._some()
        if self.dice.random() < 0.5:
            self.office.approve_visit(OFFICE, found.visit_id, found.version)
        else:
            self.office.return_visit(OFFICE, found.visit_id, found.version, "补")

    def issue(self) -> None:
        """A paper about findings of one or two visits, perhaps handed in and signed."""
        paper = self.commands.draft(CLERK, self._draft()).id
        if self.dice.random() < 0.9:
            self.commands.submit(CLERK, self._now(paper))
            signature = Signature(f"2026-05-{self.dice.randint(15, 30)}", "周敏")
            self.commands.issue(OFFICE, self._now(paper), signature)

    def change(self) -> None:
        """A draft about other findings than before."""
        some = self._paper(PaperState.DRAFT)
        self.commands.draft(CLERK, self._draft(), SeenPaper(some.paper_id, some.version))

    def _draft(self) -> PaperDraft:
        with self.ledger.database.session() as session:
            still = {key for key, standing in as_kept(session).items() if standing[2]}
        seen = tuple(
            SeenFinding(each.visit_id, finding, each.version)
            for each in {each.visit_id: each for each in (self._some(), self._some())}.values()
            for finding in each.findings
            if (each.visit_id, finding) in still
        )
        due = f"2026-06-{self.dice.randint(10, 28)}"
        kind = self.dice.choice(tuple(PaperKind))
        has_day = kind is not PaperKind.CIRCULAR
        return PaperDraft(kind, "school-1", seen, due if has_day else None, addressee="体卫艺科")

    def void(self) -> None:
        """Any paper that does not hold any more."""
        some = self._paper(*PaperState)
        self.commands.void(OFFICE, SeenPaper(some.paper_id, some.version), "错了")

    @property
    def commands(self) -> PaperCommands:
        """The office's verbs about papers."""
        return PaperCommands(self.office)

    def _now(self, paper: str) -> SeenPaper:
        return SeenPaper(paper, version_of(self.ledger.database, paper))

    def _paper(self, *states: PaperState) -> Paper:
        with self.ledger.database.session() as session:
            rows = sorted(session.exec(select(PaperRow)), key=lambda row: row.listed_at)
            found = [_paper(row) for row in rows]
        found = [each for each in found if each.state in states]
        if not found:
            raise Conflict("There is no such paper yet.")
        return self.dice.choice(found)

    def end(self) -> None:
        """A visit cancelled, or merged into another with the same finding."""
        found, into = self._some(), self._some()
        if self.dice.random() < 0.4:
            self.office.cancel_visit(OFFICE, found.visit_id, found.version, "作废")
        elif found.visit_id != into.visit_id and not {found.state, into.state} & ENDED:
            both = found.findings.keys() & into.findings.keys()
            pairs = tuple(FindingPair(own=each, other=each) for each in sorted(both)[:1])
            merge = (found.visit_id, found.version, into.visit_id, into.version, "同一次")
            self.office.merge_visit(OFFICE, Merge(*merge, pairs=pairs))

    def unmerge(self) -> None:
        """A merged visit by itself again."""
        found = self._some()
        self.office.unmerge_visit(OFFICE, found.visit_id, found.version, "并错了")

    def _raise(self, phone: Phone, visit: str, finding: str) -> None:
        body = FindingRaised(
            finding_id=finding,
            category=self.dice.choice(tuple(Category)),
            is_hazard=self.dice.random() < 0.4,
            is_fixed_on_spot=self.dice.random() < 0.2,
            due_on=self.dice.choice((None, "2026-05-20", "2026-06-01")),
            is_withdrawn=self.dice.random() < 0.2,
        )
        phone.pen.write(body, subject=visit)
        if self.dice.random() < 0.5:
            is_after = self.dice.random() < 0.6
            photo = a_photo(photo_id=uuid7(), finding_id=finding, is_after=is_after)
            phone.pen.write(photo, subject=visit)

    def _look(self, phone: Phone, visit: str) -> None:
        body = FollowUpRecorded(
            finding_id=self.dice.choice(FINDINGS),
            finding_visit=self.dice.choice(self.raised),
            conclusion=self.dice.choice(tuple(Conclusion)),
            due_on=self.dice.choice((None, "2026-06-20")),
            is_withdrawn=self.dice.random() < 0.2,
        )
        phone.pen.write(body, subject=visit)

    def _hand_in(self, phone: Phone, visit: str) -> None:
        if self.dice.random() < 0.5:
            signed = VisitSigned(signer=Signer.SCHOOL_HEAD, head=phone.pen.lines[-1].id)
            phone.pen.write(signed, subject=visit)
        if self.dice.random() < 0.8:
            last = phone.pen.lines[-1].id
            phone.pen.write(VisitSubmitted(head=last), subject=visit)
        if self.dice.random() < 0.7:
            phone.push(self.ledger.committer)

    def _seen(self) -> SeenCourse:
        with self.ledger.database.session() as session:
            rows = sorted(session.exec(select(FindingRow)), key=self._place)
        if not rows:
            raise Conflict("There is no finding yet.")
        row = self.dice.choice(rows)
        return seen_course(self.ledger.database, row.visit, row.finding_id)

    def _place(self, row: FindingRow) -> tuple[int, str]:
        """Where a finding stands among all: ids are new each time, the dice go by this."""
        return self._age(row.visit), row.finding_id

    def _age(self, visit: str) -> int:
        return [each for _, each in self.made].index(visit)

    def _some(self) -> Visit:
        with self.ledger.database.session() as session:
            found = [each for each in _visits(session).values() if each.findings]
        found.sort(key=lambda each: self._age(each.visit_id))
        if not found:
            raise Conflict("There is no visit yet.")
        return self.dice.choice(found)


Standing = tuple[bool, str, bool, str]
"""Whether a paper is about it, its state, whether it is open, its day."""


def as_ruled(session: Session) -> dict[tuple[str, str], Standing]:
    """How every finding stands, from whole visits and papers by the domain's rule."""
    visits = _visits(session)
    rows = sorted(session.exec(select(PaperRow)), key=lambda row: (row.listed_on, row.listed_at))
    papers = [each for each in map(_paper, rows) if _holds(each)]
    looks = [each for each in session.exec(select(FollowUpRow)) if stands(visits[each.visit])]
    looks.sort(key=lambda look: (look.followed_up_on, look.position))
    found = {}
    for visit in visits.values():
        paired = {pair.own for pair in visit.merging.pairs} if visit.merging else set()
        for name in visit.findings.keys() - paired:
            key = (visit.visit_id, name)
            of = [each for each in looks if (each.finding_visit, each.finding_id) == key]
            about = [each for each in papers if key in _named(each)]
            found[key] = _ruled(session, visit, name, of[-1:], about)
    return found


def as_kept(session: Session) -> dict[tuple[str, str], Standing]:
    """The same as the table has it."""
    return {
        (row.visit, row.finding_id): (row.is_noticed, row.state, row.is_open, row.deadline)
        for row in session.exec(select(FindingRow))
    }


def told(
    session: Session, visit: Visit, name: str, looks: list[FollowUpRow], papers: list[Paper]
) -> tuple[FindingCourse, list[NewDay]]:
    """What happened to a finding, and the days that were set for it."""
    finding = visit.findings[name]
    row = session.get(FindingCourseRow, finding.subject)
    course = Course.model_validate_json(row.folded) if row else None
    reply = course.reply if course else None
    said = FindingCourse(
        is_fixed_on_spot=finding.is_fixed_on_spot,
        is_pictured_after=visit.is_pictured_after(name),
        is_fed_back=bool(
            visit.told_of(name)
            or (course and course.feedback)
            or any(each.service for each in papers)
        ),
        is_noticed=bool(papers),
        is_measured=bool(course and course.measure),
        replied_on=reply.replied_on if reply and reply.is_done else None,
        replied_at=moment_on(reply.replied_on, reply.stamp.at) if reply and reply.is_done else None,
        seen_on=looks[0].followed_up_on if looks else None,
        seen_at=looks[0].followed_up_at if looks else None,
        conclusion=Conclusion(looks[0].conclusion) if looks else None,
        end=course.ending.end if course and course.ending else None,
    )
    return said, _days(course, looks, papers)


def _days(course: Course | None, looks: list[FollowUpRow], papers: list[Paper]) -> list[NewDay]:
    """The days that were set for a finding."""
    found = [
        NewDay(each.issue.issued_on, each.due_on)
        for each in [each for each in papers if each.paper_kind in SETTING_DAY][-1:]
        if each.issue and each.due_on
    ]
    found += [NewDay(each.followed_up_on, each.due_on) for each in looks if each.due_on]
    if course and course.extension and course.extension.until:
        found.append(NewDay(course.extension.decided_on, course.extension.until))
    return found


def _ruled(
    session: Session, visit: Visit, name: str, looks: list[FollowUpRow], papers: list[Paper]
) -> Standing:
    finding = visit.findings[name]
    course, days = told(session, visit, name, looks, papers)
    state = finding_state(course)
    is_fixed = finding.is_fixed_on_spot and not looks
    due_on = deadline(None if is_fixed else finding.due_on, days)
    return bool(papers), state.value, stands(visit) and state.is_open, due_on or "9999-12-31"


def _visits(session: Session) -> dict[str, Visit]:
    rows = session.exec(select(VisitRow))
    return {row.visit: Visit.model_validate_json(row.folded) for row in rows}


def _paper(row: PaperRow) -> Paper:
    return Paper.model_validate_json(row.folded)


def _holds(paper: Paper) -> bool:
    return paper.state in HOLDING and paper.due_on is not None


def _named(paper: Paper) -> set[tuple[str, str]]:
    return {(each.visit, each.finding_id) for each in paper.findings}
