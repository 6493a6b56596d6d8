"""What the office does with similar checks (举一反三): sends them, and keeps what units say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.findings.similar import SaidAnswer, answer_fault
from domain.kinds.author import REVIEWING, Author, Role
from domain.kinds.finding.similar_check import (
    MOST_UNITS,
    SimilarAnswerPrivate,
    SimilarCheck,
    SimilarCheckEntered,
    SimilarCheckSent,
    SimilarCheckWithdrawn,
    SimilarSentPrivate,
)
from domain.kinds.piece import ReasonPrivate
from domain.register.in_use import is_in_use
from domain.trail.receipt import Leaf
from sync_server.data import register
from sync_server.data.findings import similar as rows
from sync_server.data.findings.course import RaisedFinding, raised_finding
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.findings import DESK

NOT_ASKED = "这项排查没有发给这个单位。"
ANSWERED = "这个单位已经答复，不能撤回。"
SPOKE = "这个单位自己答复过，以它的答复为准。"


@dataclass(frozen=True, slots=True)
class NewCheck:
    """What somebody wants looked for, at which units, and by when; it grows from a finding.

    ``version`` is that of the finding as it was seen.
    """

    visit: str
    finding_id: str
    version: str
    schools: Sequence[str]
    title: str
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class SeenUnit:
    """One unit of a check, and the version in which the check was seen."""

    check_id: str
    school_id: str
    version: str


@dataclass(frozen=True, slots=True)
class SimilarCommands:
    """The verbs; each answers the leaf of what it wrote.

    Each raises NotFound for what is not the account's district's, NotAllowed for a role that does
    not do this, Conflict where the check has changed since it was seen, and BadInput, under the
    name of a field where it is about one, for what cannot be.
    """

    office: Office

    def send(self, account: str, check: NewCheck) -> Leaf:
        """Send a check out today; its id is the leaf's."""
        author = self._author(account, REVIEWING)
        found = self._finding(author, check)
        today = self._today()
        for text, field, what in (
            (check.title, "title", "排查事项"),
            (check.text, "text", "排查内容"),
        ):
            if not text.strip():
                raise BadInput(f"请写明{what}。", code=field)
        if check.due_on.isoformat() < today:
            raise BadInput("答复期限已经过了，请核对。", code="due_on")
        body = SimilarCheckSent(
            visit=check.visit,
            finding_id=check.finding_id,
            finding=found.subject,
            schools=self._schools(author, found, check.schools),
            sent_on=today,
            due_on=check.due_on.isoformat(),
        )
        private = SimilarSentPrivate(title=check.title, text=check.text)
        entry = OfficeEntry(body, private, also={found.subject: check.version})
        (leaf,) = self.office.write(account, [entry])
        return leaf

    def enter(self, account: str, seen: SeenUnit, answer: SaidAnswer, told_by: str) -> Leaf:
        """Take down what a unit said that does not answer at its door (代填)."""
        check = self._check(self._author(account, DESK), seen)
        before = check.answers.get(seen.school_id)
        if before is not None and not before.is_by_office:
            raise BadInput(SPOKE, code="similar_unit_spoke")
        today = self._today()
        if fault := answer_fault(answer, today):
            raise BadInput(fault.words, code=fault.field)
        body = SimilarCheckEntered(
            school_id=seen.school_id,
            outcome=answer.outcome,
            answered_on=today,
            measure_due_on=answer.measure_due_on,
        )
        private = SimilarAnswerPrivate(
            looked=answer.looked,
            measures=answer.measures,
            responsible=answer.responsible,
            told_by=told_by,
        )
        (leaf,) = self.office.write(
            account, [OfficeEntry(body, private, seen.check_id, seen.version)]
        )
        return leaf

    def withdraw(self, account: str, seen: SeenUnit, reason: str) -> Leaf:
        """Ask a unit no more, for a stated reason; one that has answered stays."""
        check = self._check(self._author(account, REVIEWING), seen)
        if seen.school_id in check.answers:
            raise BadInput(ANSWERED, code="similar_answered")
        if not reason.strip():
            raise BadInput("请写明撤回的原因。", code="reason")
        body = SimilarCheckWithdrawn(school_id=seen.school_id)
        private = ReasonPrivate(reason=reason)
        (leaf,) = self.office.write(
            account, [OfficeEntry(body, private, seen.check_id, seen.version)]
        )
        return leaf

    def _author(self, account: str, roles: frozenset[Role]) -> Author:
        author = self.office.author(account)
        if author.role not in roles:
            raise NotAllowed("This account's role does not do this.", account=account)
        return author

    def _today(self) -> str:
        return self.office.committer.today()

    def _finding(self, author: Author, check: NewCheck) -> RaisedFinding:
        with self.office.database.reading() as transaction:
            found = raised_finding(transaction.tables, check.visit, check.finding_id)
        if found is None or found.district != author.district or not found.is_standing:
            raise NotFound("There is no such finding in this district.", visit=check.visit)
        return found

    def _schools(
        self, author: Author, found: RaisedFinding, schools: Sequence[str]
    ) -> tuple[str, ...]:
        """The units that are asked: of the district, in use, and not where it was found."""
        with self.office.database.session() as session:
            known = register.schools(session, author.district)
        today = self._today()
        in_use = {each.school_id for each in known if is_in_use(each, today)}
        if not set(schools) <= in_use:
            raise BadInput("选的单位里有不在用的，请刷新后重选。", code="schools")
        asked = tuple(dict.fromkeys(each for each in schools if each != found.school_id))
        if not asked:
            raise BadInput("请选择要排查的单位；发现问题的单位本身不算。", code="schools")
        if len(asked) > MOST_UNITS:
            raise BadInput(f"一次最多发给 {MOST_UNITS} 个单位。", code="schools")
        return asked

    def _check(self, author: Author, seen: SeenUnit) -> SimilarCheck:
        """The check as it was seen, still open to words about the unit."""
        with self.office.database.session() as session:
            row = rows.check(session, seen.check_id)
        if row is None or row.district != author.district:
            raise NotFound("There is no such check in this district.", check=seen.check_id)
        check = SimilarCheck.model_validate_json(row.folded)
        if check.version != seen.version:
            raise Conflict("The check has changed.", code=CHANGED, subject=seen.check_id)
        if seen.school_id not in check.schools:
            raise NotFound(NOT_ASKED, school=seen.school_id)
        if seen.school_id in check.withdrawals:
            raise BadInput("这项排查已对这个单位撤回。", code="similar_withdrawn")
        return check
