"""What is done about findings after they were raised, by the office and by units (2-02, 2-25)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.findings.state import missing_to_close
from domain.kinds.author import REVIEWING, Author, Role
from domain.kinds.finding.closing import End, FindingClosed, FindingEnded, FindingReopened
from domain.kinds.finding.course import FindingBody
from domain.kinds.finding.extension import ExtensionAsked, ExtensionDecided
from domain.kinds.finding.feedback import FeedbackManner, FeedbackPrivate, FindingFedBack
from domain.kinds.finding.measure import MeasurePrivate, MeasureSet
from domain.kinds.finding.reply import ReplyGiven, ReplyPhoto, ReplyPrivate
from domain.kinds.piece import Private, ReasonPrivate
from domain.trail.receipt import Leaf
from domain.words.values import label
from sync_server.data.findings.course import RaisedFinding, raised_finding
from sync_server.data.findings.standing import course_of, newest_look
from sync_server.ledger.append import CHANGED, OfficeEntry, UnderLock
from sync_server.office.commands import Office

DESK = REVIEWING | {Role.CLERK}
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class SeenCourse:
    """A finding, and the version in which it was seen."""

    visit: str
    finding_id: str
    version: str


@dataclass(frozen=True, slots=True)
class GivenReply:
    """What a unit answers, on a local day."""

    replied_on: date
    is_done: bool
    text: str
    responsible: str
    photos: tuple[ReplyPhoto, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingCommands:
    """The verbs; each answers the leaf of what it wrote.

    All raise NotFound for a finding that the account's district does not have, NotAllowed for a
    role that does not do this, Conflict where the finding has changed since it was seen, or has
    ended, and BadInput with a sentence for what cannot be.
    """

    office: Office

    def feed_back(
        self, account: str, seen: SeenCourse, fed_back_on: date, manner: FeedbackManner, person: str
    ) -> Leaf:
        """Record that the unit was told of the finding."""
        found = self._found(account, seen, DESK)
        self._on_a_day(found, fed_back_on, "fed_back_on")
        body = FindingFedBack(
            visit=seen.visit,
            finding_id=seen.finding_id,
            fed_back_on=fed_back_on.isoformat(),
            manner=manner,
        )
        return self._write(account, seen, found, body, FeedbackPrivate(person=person))

    def set_measure(
        self, account: str, seen: SeenCourse, text: str, responsible: str, due_on: date
    ) -> Leaf:
        """Record what the unit will do, who answers for it, and by when."""
        found = self._found(account, seen, DESK)
        _require(text, "text", "整改措施")
        _require(responsible, "responsible", "责任人")
        if due_on.isoformat() < found.raised_on:
            raise BadInput("整改时限早于发现的日期，请核对。", code="due_on")
        body = MeasureSet(
            visit=seen.visit,
            finding_id=seen.finding_id,
            due_on=due_on.isoformat(),
            is_by_office=True,
        )
        private = MeasurePrivate(text=text, responsible=responsible)
        return self._write(account, seen, found, body, private)

    def reply(self, account: str, seen: SeenCourse, reply: GivenReply) -> Leaf:
        """Record the unit's answer, in place of the one before."""
        found = self._found(account, seen, DESK)
        _require(reply.text, "text", "整改情况")
        self._on_a_day(found, reply.replied_on, "replied_on")
        body = ReplyGiven(
            visit=seen.visit,
            finding_id=seen.finding_id,
            replied_on=reply.replied_on.isoformat(),
            is_done=reply.is_done,
            is_by_office=True,
            photos=reply.photos,
        )
        private = ReplyPrivate(text=reply.text, responsible=reply.responsible)
        return self._write(account, seen, found, body, private)

    def ask_extension(self, account: str, seen: SeenCourse, until: date, reason: str) -> Leaf:
        """Ask for time until a day."""
        found = self._found(account, seen, DESK)
        _require(reason, "reason", "延期的原因")
        if until < self._today():
            raise BadInput("延期的日期已经过了，请核对。", code="until")
        body = ExtensionAsked(
            visit=seen.visit,
            finding_id=seen.finding_id,
            until=until.isoformat(),
            asked_on=self._today().isoformat(),
        )
        return self._write(account, seen, found, body, ReasonPrivate(reason=reason))

    def decide_extension(
        self, account: str, seen: SeenCourse, until: date | None, reason: str
    ) -> Leaf:
        """Give time until a day, asked for or not; or, without one, none."""
        found = self._found(account, seen, REVIEWING)
        if until is None:
            _require(reason, "reason", "不同意的原因")
        elif until < self._today():
            raise BadInput("延期的日期已经过了，请核对。", code="until")
        body = ExtensionDecided(
            visit=seen.visit,
            finding_id=seen.finding_id,
            decided_on=self._today().isoformat(),
            until=until.isoformat() if until else None,
        )
        return self._write(account, seen, found, body, ReasonPrivate(reason=reason))

    def close(self, account: str, seen: Sequence[SeenCourse]) -> list[Leaf]:
        """Close these findings today, all or none; BadInput says what one of them still lacks."""
        if not 0 < len(seen) <= MOST_AT_ONCE:
            raise BadInput(f"一次销号 1 到 {MOST_AT_ONCE} 条。", code="findings")
        entries = []
        for each in seen:
            found = self._found(account, each, REVIEWING)
            completes = Closing(each, self._today().isoformat())
            entries.append(OfficeEntry(completes, ReasonPrivate(), found.subject, each.version))
        return self.office.write(account, entries)

    def end(
        self, account: str, seen: SeenCourse, end: End, reason: str, into: str | None = None
    ) -> Leaf:
        """End the finding without its being put right, for a stated reason."""
        found = self._found(account, seen, REVIEWING)
        _require(reason, "reason", f"{label(end)}的原因")
        if (end is End.MERGED) != (into is not None) or into == found.subject:
            raise BadInput("合并要选另一条问题。", code="into")
        body = FindingEnded(
            visit=seen.visit,
            finding_id=seen.finding_id,
            end=end,
            ended_on=self._today().isoformat(),
            into=into,
        )
        return self._write(account, seen, found, body, ReasonPrivate(reason=reason))

    def reopen(self, account: str, seen: SeenCourse, reason: str) -> Leaf:
        """Let an ended finding go on, for a stated reason."""
        found = self._found(account, seen, REVIEWING)
        _require(reason, "reason", "重新打开的原因")
        if found.course is None or found.course.ending is None:
            raise Conflict("The finding has not ended.", code=CHANGED)
        body = FindingReopened(visit=seen.visit, finding_id=seen.finding_id)
        private = ReasonPrivate(reason=reason)
        entry = OfficeEntry(body, private, found.subject, seen.version)
        (leaf,) = self.office.write(account, [entry])
        return leaf

    def _write(
        self,
        account: str,
        seen: SeenCourse,
        found: RaisedFinding,
        body: FindingBody,
        private: Private,
    ) -> Leaf:
        if found.course is not None and found.course.ending is not None:
            raise Conflict("The finding has ended meanwhile.", code=CHANGED)
        entry = OfficeEntry(body, private, found.subject, seen.version)
        (leaf,) = self.office.write(account, [entry])
        return leaf

    def _found(self, account: str, seen: SeenCourse, roles: frozenset[Role]) -> RaisedFinding:
        author = self._author(account, roles)
        with self.office.database.reading() as transaction:
            found = raised_finding(transaction.tables, seen.visit, seen.finding_id)
        if found is None or found.district != author.district or not found.is_standing:
            raise NotFound("There is no such finding in this district.", visit=seen.visit)
        return found

    def _author(self, account: str, roles: frozenset[Role]) -> Author:
        author = self.office.author(account)
        if author.role not in roles:
            raise NotAllowed("This account's role does not do this.", account=account)
        return author

    def _today(self) -> date:
        return date.fromisoformat(self.office.committer.today())

    def _on_a_day(self, found: RaisedFinding, day: date, field: str) -> None:
        if day.isoformat() < found.raised_on:
            raise BadInput("日期早于发现的日期，请核对。", code=field)
        if day > self._today():
            raise BadInput("日期不能晚于今天。", code=field)


@dataclass(frozen=True, slots=True)
class Closing:
    """Closing a finding; called under the lock, it says on which look it rests.

    BadInput where something is missing still, Conflict where the finding has ended meanwhile.
    """

    seen: SeenCourse
    closed_on: str

    def __call__(self, lock: UnderLock) -> FindingClosed:
        tables, visit, finding_id = lock.transaction.tables, self.seen.visit, self.seen.finding_id
        course = course_of(tables, visit, finding_id)
        if course is None or course.end is not None:
            raise Conflict("The finding has ended meanwhile.", code=CHANGED)
        if missing := missing_to_close(course):
            words = "，".join(label(each) for each in missing)
            raise BadInput(f"还不能销号：{words}。", code="missing")
        return FindingClosed(
            visit=visit,
            finding_id=finding_id,
            closed_on=self.closed_on,
            rests_on=newest_look(tables, visit, finding_id),
        )


def _require(text: str, field: str, what: str) -> None:
    if not text.strip():
        raise BadInput(f"请写明{what}。", code=field)
