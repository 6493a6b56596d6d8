"""What the office does with notices: issue one to a unit, withdraw it, state a series' number."""

from dataclasses import dataclass

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.author import REVIEWING, Author
from domain.kinds.office.notice import (
    MAX_FINDINGS,
    NoticeFinding,
    NoticePrivate,
    NoticeWithdrawn,
)
from domain.kinds.office.series import SeriesSet
from domain.kinds.piece import ReasonPrivate
from domain.paper.notice import series_of
from domain.trail.receipt import Leaf
from domain.visit.visit import Visit
from sync_server.data import projection
from sync_server.data.engine import Transaction
from sync_server.data.papers.rows import notice_district
from sync_server.findings.numbers import UnnumberedNotice
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """A finding that was ticked, and the version of its visit that was on the page."""

    visit: str
    finding_id: str
    version: str


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What somebody wants to be in a notice; days are local dates."""

    school_id: str
    findings: tuple[SeenFinding, ...]
    issued_on: str
    due_on: str


@dataclass(frozen=True, slots=True)
class NoticeCommands:
    """The verbs; each answers the leaf of what it wrote."""

    office: Office

    def issue(self, account: str, draft: NoticeDraft, private: NoticePrivate) -> Leaf:
        """Issue a notice to a unit; its id is the leaf's. It gets its number under the lock.

        Conflict (``changed_meanwhile``) when a visit has changed since, BadInput for findings
        that are not this unit's, and as ``UnnumberedNotice`` says.
        """
        author = self._leader(account)
        if not 0 < len(draft.findings) <= MAX_FINDINGS:
            raise BadInput("一份通知书要有 1 到 100 条问题。", code="findings")
        with self.office.database.reading() as transaction:
            findings = tuple(
                _as_seen(transaction, author, draft.school_id, each) for each in draft.findings
            )
        body = UnnumberedNotice(draft.school_id, findings, draft.issued_on, draft.due_on)
        (leaf,) = self.office.write(account, [OfficeEntry(body, private)])
        return leaf

    def withdraw(self, account: str, notice: str, version: str, reason: str) -> Leaf:
        """Take a notice back for a stated reason; Conflict when it has changed since."""
        author = self._leader(account)
        if not reason.strip():
            raise BadInput("撤回要写明原因。", code="reason_missing")
        with self.office.database.reading() as transaction:
            district = notice_district(transaction.tables, notice)
        if district != author.district:
            raise NotFound("There is no such notice in this district.", notice=notice)
        entry = OfficeEntry(NoticeWithdrawn(), ReasonPrivate(reason=reason), notice, version)
        (leaf,) = self.office.write(account, [entry])
        return leaf

    def state_last(self, account: str, year: int, last: int, version: str) -> Leaf:
        """State which number was the last one given in the year's series so far.

        ``version`` is the series' as it was seen, ``NEW`` where nobody had stated anything yet;
        Conflict when somebody else was faster.
        """
        self._leader(account)
        body = SeriesSet(series=series_of(year), last=last)
        (leaf,) = self.office.write(account, [OfficeEntry(body, expects=version)])
        return leaf

    def _leader(self, account: str) -> Author:
        author = self.office.author(account)
        if author.role not in REVIEWING:
            raise NotAllowed("This account's role does not issue notices.", code="no_review")
        return author


def _as_seen(
    transaction: Transaction, author: Author, school_id: str, seen: SeenFinding
) -> NoticeFinding:
    """The finding as its reader saw it; whether that still holds is checked under the lock."""
    text = projection.folded_visit(transaction.tables, seen.visit)
    visit = Visit.model_validate_json(text) if text else None
    if visit is None or visit.district != author.district:
        raise NotFound("There is no such visit in this district.", visit=seen.visit)
    if visit.version != seen.version:
        raise Conflict("The visit has changed.", code="changed_meanwhile", subject=seen.visit)
    finding = visit.findings.get(seen.finding_id)
    if finding is None or visit.unit_of(finding) != school_id:
        raise BadInput("勾选的问题已经不在这个单位的督导里，请刷新。", code="finding_unknown")
    return NoticeFinding(
        visit=seen.visit,
        finding_id=seen.finding_id,
        entry=finding.stamp.entry,
        version=seen.version,
    )
