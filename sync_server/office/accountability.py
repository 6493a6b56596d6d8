"""What the office does with accountability cases (问责): opens them, and keeps their course."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.accountability.faults import fault_of, opening_fault
from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.accountability.case import UNTIMELY, Accountability
from domain.kinds.accountability.content import (
    MOST_GROUNDS,
    AccountabilityOpened,
    OpenedPrivate,
)
from domain.kinds.accountability.course import CaseAct
from domain.kinds.author import REVIEWING, Author
from domain.kinds.piece import OfficeBody, Private
from domain.register.in_use import is_in_use
from domain.trail.receipt import Leaf
from domain.words.values import label
from sync_server.data import register
from sync_server.data.accountability import rows
from sync_server.data.papers.papers import HELD
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.findings import DESK

AT_DESK = frozenset({CaseAct.HEAR, CaseAct.SERVE, CaseAct.ASK_REVIEW, CaseAct.ASK_APPEAL})
"""What whoever sits in the office takes down; the rest is a supervisor's."""


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A case, and the version in which it was seen."""

    case_id: str
    version: str


@dataclass(frozen=True, slots=True)
class AccountabilityCommands:
    """The verbs; each answers the leaf of what it wrote.

    Each raises NotFound for what is not the account's district's, NotAllowed for a role that does
    not do this, Conflict where the case has changed since it was seen, and BadInput, under the
    name of a field where it is about one, for what cannot be.
    """

    office: Office

    def open(self, account: str, body: AccountabilityOpened, private: OpenedPrivate) -> Leaf:
        """Open a case; its id is the leaf's."""
        author = self._author(account, CaseAct.RESTATE)
        if fault := opening_fault(body, private, self._today()):
            raise BadInput(fault.words, code=fault.field)
        self._require_unit(author, body.school_id)
        self._require_grounds(author, body)
        (leaf,) = self.office.write(account, [OfficeEntry(body, private)])
        return leaf

    def act(
        self,
        account: str,
        seen: SeenCase,
        act: CaseAct,
        said: tuple[OfficeBody, Private],
    ) -> Leaf:
        """Say what the act is about of a case as it was seen."""
        author = self._author(account, act)
        case = self._case(author, seen)
        if not case.may(act):
            words = f"这件问责现在是“{label(case.state)}”，不能{label(act)}。"
            raise BadInput(words, code=UNTIMELY)
        body, private = said
        if fault := fault_of(case, body, private, self._today()):
            raise BadInput(fault.words, code=fault.field)
        if isinstance(body, AccountabilityOpened):
            if body.school_id != case.school_id:
                raise BadInput("案件的单位不能改；写错了的请撤销后重新提出。", code="school_id")
            self._require_grounds(author, body, frozenset((*case.findings, *case.papers)))
        entry = OfficeEntry(body, private, seen.case_id, seen.version)
        (leaf,) = self.office.write(account, [entry])
        return leaf

    def _today(self) -> str:
        return self.office.committer.today()

    def _author(self, account: str, act: CaseAct) -> Author:
        author = self.office.author(account)
        if author.role not in (DESK if act in AT_DESK else REVIEWING):
            raise NotAllowed("This account's role does not do this.", account=account)
        return author

    def _case(self, author: Author, seen: SeenCase) -> Accountability:
        with self.office.database.session() as session:
            row = rows.case(session, seen.case_id)
        if row is None or row.district != author.district:
            raise NotFound("There is no such case in this district.", case=seen.case_id)
        case = Accountability.model_validate_json(row.folded)
        if case.version != seen.version:
            raise Conflict("The case has changed.", code=CHANGED, subject=seen.case_id)
        return case

    def _require_unit(self, author: Author, school_id: str) -> None:
        """BadInput unless it is a unit of the district that is in use."""
        with self.office.database.session() as session:
            known = register.schools(session, author.district)
        today = self._today()
        if not any(each.school_id == school_id and is_in_use(each, today) for each in known):
            raise BadInput("请选择单位。", code="school_id")

    def _require_grounds(
        self, author: Author, body: AccountabilityOpened, known: frozenset[str] = frozenset()
    ) -> None:
        """BadInput unless what the case newly rests on are findings and papers of its unit."""
        _require_few(body.findings, "findings")
        _require_few(body.papers, "papers")
        of_unit = (author.district, body.school_id)
        with self.office.database.session() as session:
            findings = rows.findings_of(session, author.district, body.findings)
            papers = rows.papers_of(session, author.district, body.papers)
        there = {each.subject for each in findings if (each.district, each.school_id) == of_unit}
        if set(body.findings) - there - known:
            raise BadInput("勾选的问题里有的不是这个单位的，请刷新后重选。", code="findings")
        there = {
            each.paper
            for each in papers
            if (each.district, each.school_id) == of_unit and each.state in HELD
        }
        if set(body.papers) - there - known:
            raise BadInput("勾选的文书里有的没有签发给这个单位，请刷新后重选。", code="papers")


def _require_few(grounds: Sequence[str], field: str) -> None:
    if len(grounds) > MOST_GROUNDS:
        raise BadInput(f"最多勾选 {MOST_GROUNDS} 条。", code=field)
