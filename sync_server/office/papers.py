"""What the office does with papers: drafts and signs them, and keeps what becomes of them."""

from dataclasses import dataclass

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.author import REVIEWING, Author, Role
from domain.kinds.kept_file import KeptFile
from domain.kinds.office.series import SeriesPrivate, SeriesSet
from domain.kinds.paper.answering import (
    WITNESSES,
    PaperAnswered,
    PaperFinished,
    PaperServed,
    ServedPrivate,
    TalkHeld,
    TalkPrivate,
)
from domain.kinds.paper.builder import (
    UNTIMELY,
    Delivery,
    EnclosureSort,
    Paper,
    PaperAct,
    PaperState,
)
from domain.kinds.paper.content import MAX_FINDINGS, PaperDrafted, PaperFinding, PaperPrivate
from domain.kinds.paper.drafting import DRAFTING, PaperReturned, PaperSubmitted
from domain.kinds.paper.enclosing import MOST_ENCLOSURES, PaperEnclosed
from domain.kinds.paper.issuing import IssuedPrivate, PaperVoided
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import OfficeBody, Private, ReasonPrivate, TextPrivate
from domain.paper.numbers import series_of
from domain.trail.receipt import Leaf
from domain.visit.visit import Visit
from domain.words.values import label
from sync_server.data import projection
from sync_server.data.engine import Transaction
from sync_server.data.findings.course import raised_finding
from sync_server.data.papers.rows import folded_paper
from sync_server.findings.numbers import UnnumberedIssue
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.letters import Letter
from sync_server.projection.chain_book import SERVER_ACCOUNT

NEEDS_FINDINGS = frozenset({PaperKind.RECTIFICATION, PaperKind.TIP, PaperKind.SUPERVISION})
"""The kinds that demand that findings be put right."""
_OF_UNIT = frozenset({PaperAct.SERVE, PaperAct.ANSWER})
_OF_SIGNING = frozenset({PaperAct.RETURN, PaperAct.ISSUE, PaperAct.VOID})


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """A finding that was ticked, and the version of its visit that was on the page."""

    visit: str
    finding_id: str
    version: str


@dataclass(frozen=True, slots=True)
class SeenPaper:
    """A paper, and the version in which it was seen."""

    paper: str
    version: str


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """What somebody wants a paper to say; days are local dates."""

    paper_kind: PaperKind
    school_id: str
    findings: tuple[SeenFinding, ...] = ()
    due_on: str | None = None
    follows: str | None = None
    addressee: str | None = None
    title: str = ""
    requirement: str = ""
    campaign_id: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """How a paper is signed: on which day, in whose name, by which number where it is typed."""

    issued_on: str
    signer: str
    number: str = ""
    is_signed_on_paper: bool = False


@dataclass(frozen=True, slots=True)
class PaperCommands:
    """The verbs; each answers the leaf of what it wrote.

    Each raises NotFound for a paper that is not the district's, NotAllowed for an account whose
    role does not do it, Conflict (``changed_meanwhile``) when the paper has changed since it was
    seen, and BadInput in a sentence when the act is not possible as the paper stands.
    """

    office: Office

    def draft(self, account: str, draft: PaperDraft, seen: SeenPaper | None = None) -> Leaf:
        """Begin a paper, whose id is the leaf's; or, ``seen``, say anew what it says.

        Conflict too when a visit has changed since or a finding was put right, BadInput for
        findings that are not this unit's, and for a campaign's letter whose unit may still answer
        or that has one already.
        """
        author = self._author(account, PaperAct.DRAFT)
        _require_complete(draft)
        if seen is not None:
            self._timely(author, seen, PaperAct.DRAFT)
        with self.office.database.reading() as transaction:
            findings = tuple(
                _as_seen(transaction, author, draft.school_id, each) for each in draft.findings
            )
            _require_followed(transaction, author, draft)
            letter = Letter(author.district, draft.school_id, draft.paper_kind, draft.campaign_id)
            letter.require(transaction, self.office.committer.today(), seen.paper if seen else "")
        body = PaperDrafted(
            paper_kind=draft.paper_kind,
            school_id=draft.school_id,
            findings=findings,
            due_on=draft.due_on,
            follows=draft.follows,
            addressee=draft.addressee,
            campaign_id=draft.campaign_id,
        )
        private = PaperPrivate(title=draft.title, requirement=draft.requirement)
        requires = letter.with_open(findings, seen.paper if seen else "")
        entry = OfficeEntry(body, private, requires=requires)
        if seen is not None:
            entry = OfficeEntry(body, private, seen.paper, seen.version, requires=requires)
        (leaf,) = self.office.write(account, [entry])
        return leaf

    def submit(self, account: str, seen: SeenPaper) -> Leaf:
        """Hand a draft in to be signed (送签)."""
        return self._act(account, seen, PaperAct.SUBMIT, PaperSubmitted())

    def send_back(self, account: str, seen: SeenPaper, reason: str) -> Leaf:
        """Hand a draft back to be changed, for a stated reason (退回修改)."""
        _require_reason(reason, "退回")
        private = ReasonPrivate(reason=reason)
        return self._act(account, seen, PaperAct.RETURN, PaperReturned(), private)

    def issue(self, account: str, seen: SeenPaper, signature: Signature) -> Leaf:
        """Sign a paper (签发), numbered under the lock, as ``UnnumberedIssue`` says."""
        author = self._author(account, PaperAct.ISSUE)
        paper = self._timely(author, seen, PaperAct.ISSUE)
        if paper.due_on and paper.due_on < signature.issued_on:
            raise BadInput("签发日期晚于整改期限，请退回改期限。", code="issued_on")
        letter = Letter(paper.district, paper.school_id, paper.paper_kind, paper.campaign_id)
        with self.office.database.reading() as transaction:
            letter.require_timely(transaction, signature.issued_on)
        body = UnnumberedIssue(
            account,
            seen.paper,
            signature.issued_on,
            signature.number.strip(),
            signature.is_signed_on_paper,
        )
        private = IssuedPrivate(signer=signature.signer)
        (leaf,) = self.office.write(account, [OfficeEntry(body, private, seen.paper, seen.version)])
        return leaf

    def serve(
        self, account: str, seen: SeenPaper, body: PaperServed, private: ServedPrivate
    ) -> Leaf:
        """Record that the unit got it; left there unsigned, two witnesses are named."""
        if body.delivery is Delivery.LEFT and body.witnesses < WITNESSES:
            raise BadInput("拒签留置要写明两名见证人。", code="witnesses")
        return self._act(account, seen, PaperAct.SERVE, body, private)

    def answer(
        self, account: str, seen: SeenPaper, body: PaperAnswered, private: TextPrivate
    ) -> Leaf:
        """Record what the unit answered; a later answer stands beside the one before."""
        return self._act(account, seen, PaperAct.ANSWER, body, private)

    def hold_talk(
        self, account: str, seen: SeenPaper, body: TalkHeld, private: TalkPrivate
    ) -> Leaf:
        """Record the talk that a 约谈通知 called for; that is its answer."""
        return self._act(account, seen, PaperAct.TALK, body, private)

    def finish(self, account: str, seen: SeenPaper, text: str = "") -> Leaf:
        """Say that nothing more is to be done; why, where the unit owes an answer."""
        author = self._author(account, PaperAct.FINISH)
        paper = self._timely(author, seen, PaperAct.FINISH)
        if paper.state is PaperState.SERVED and paper.due_on and not text.strip():
            raise BadInput("单位还没有回复，办结要写明原因。", code="text")
        return self._act(account, seen, PaperAct.FINISH, PaperFinished(), TextPrivate(text=text))

    def enclose(self, account: str, seen: SeenPaper, sort: EnclosureSort, file: KeptFile) -> Leaf:
        """Put a scan to an issued paper, whose content is kept already."""
        author = self._author(account, PaperAct.ENCLOSE)
        paper = self._timely(author, seen, PaperAct.ENCLOSE)
        if len(paper.enclosures) >= MOST_ENCLOSURES:
            raise BadInput(f"一份文书最多附 {MOST_ENCLOSURES} 个扫描件。", code="file")
        if any(each.file.sha256 == file.sha256 for each in paper.enclosures):
            raise BadInput("这个文件已经附过了。", code="file")
        return self._act(account, seen, PaperAct.ENCLOSE, PaperEnclosed(sort=sort, file=file))

    def void(self, account: str, seen: SeenPaper, reason: str) -> Leaf:
        """Let a paper not hold any more, for a stated reason; its number stays taken."""
        _require_reason(reason, "作废")
        private = ReasonPrivate(reason=reason)
        return self._act(account, seen, PaperAct.VOID, PaperVoided(), private)

    def state_last(self, account: str, body: SeriesSet, reason: str, version: str) -> Leaf:
        """State which number was the last one given in a series so far, and why it goes on there.

        ``version`` is the series' as it was seen, ``NEW`` where nobody had stated anything yet;
        Conflict when somebody else was faster.
        """
        if self.office.author(account).role not in REVIEWING:
            raise NotAllowed("This account's role states no numbers.", code="no_review")
        _require_reason(reason, "核定")
        private = SeriesPrivate(reason=reason)
        (leaf,) = self.office.write(account, [OfficeEntry(body, private, expects=version)])
        return leaf

    def _act(
        self,
        account: str,
        seen: SeenPaper,
        act: PaperAct,
        body: OfficeBody,
        private: Private | None = None,
    ) -> Leaf:
        self._timely(self._author(account, act), seen, act)
        (leaf,) = self.office.write(account, [OfficeEntry(body, private, seen.paper, seen.version)])
        return leaf

    def _author(self, account: str, act: PaperAct) -> Author:
        """Who does it; the unit's own door writes in the server's name."""
        if account == SERVER_ACCOUNT and act in _OF_UNIT and self.office.district:
            return Author("", SERVER_ACCOUNT, Role.SYSTEM, self.office.district)
        author = self.office.author(account)
        if author.role not in (REVIEWING if act in _OF_SIGNING else DRAFTING):
            raise NotAllowed("This account's role does not do this with papers.", code="no_papers")
        return author

    def _timely(self, author: Author, seen: SeenPaper, act: PaperAct) -> Paper:
        """The paper as it was seen. That it is so still is asked once more under the lock."""
        with self.office.database.reading() as transaction:
            text = folded_paper(transaction.tables, seen.paper)
        paper = Paper.model_validate_json(text) if text else None
        if paper is None or paper.district != author.district:
            raise NotFound("There is no such paper in this district.", paper=seen.paper)
        if paper.version != seen.version:
            raise Conflict("The paper has changed.", code=CHANGED, subject=seen.paper)
        if not paper.may(act):
            text = f"这份文书现在是“{label(paper.state)}”，不能{label(act)}。"
            raise BadInput(text, code=UNTIMELY)
        return paper


def series_set(paper_kind: PaperKind, year: int, last: int) -> SeriesSet:
    """What is stated of the series of a kind and year."""
    return SeriesSet(series=series_of(paper_kind, year), last=last)


def _require_reason(reason: str, act: str) -> None:
    if not reason.strip():
        raise BadInput(f"{act}要写明原因。", code="reason")


def _require_complete(draft: PaperDraft) -> None:
    if len(draft.findings) > MAX_FINDINGS:
        raise BadInput("一份文书最多写 100 条问题。", code="findings")
    if draft.paper_kind in NEEDS_FINDINGS and not draft.findings:
        raise BadInput(f"{label(draft.paper_kind)}要勾选问题。", code="findings")
    if draft.paper_kind in NEEDS_FINDINGS and draft.due_on is None:
        raise BadInput(f"{label(draft.paper_kind)}要写明期限。", code="due_on")
    if draft.paper_kind is PaperKind.CONSULTATION and not draft.addressee:
        raise BadInput("协商意见书要写明送哪个部门。", code="addressee")


def _require_followed(transaction: Transaction, author: Author, draft: PaperDraft) -> None:
    """BadInput unless the paper that this one follows is the unit's."""
    if draft.follows is None:
        return
    text = folded_paper(transaction.tables, draft.follows)
    paper = Paper.model_validate_json(text) if text else None
    if paper is None or (paper.district, paper.school_id) != (author.district, draft.school_id):
        raise BadInput("前一份文书不是给这个单位的，请重新选。", code="follows")


def _as_seen(
    transaction: Transaction, author: Author, school_id: str, seen: SeenFinding
) -> PaperFinding:
    """The finding as its reader saw it; whether that still holds is checked under the lock."""
    if entered := _entered(transaction, author, school_id, seen):
        return entered
    text = projection.folded_visit(transaction.tables, seen.visit)
    visit = Visit.model_validate_json(text) if text else None
    if visit is None or visit.district != author.district:
        raise NotFound("There is no such visit in this district.", visit=seen.visit)
    if visit.version != seen.version:
        raise Conflict("The visit has changed.", code=CHANGED, subject=seen.visit)
    finding = visit.findings.get(seen.finding_id)
    if finding is None or visit.unit_of(finding) != school_id:
        raise BadInput("勾选的问题已经不在这个单位的督导里，请刷新。", code="finding_unknown")
    return PaperFinding(
        visit=seen.visit,
        finding_id=seen.finding_id,
        entry=finding.stamp.entry,
        version=seen.version,
    )


def _entered(
    transaction: Transaction, author: Author, school_id: str, seen: SeenFinding
) -> PaperFinding | None:
    """The finding that the office entered, as its reader saw it; None for a visit's."""
    found = raised_finding(transaction.tables, seen.visit, seen.finding_id)
    if found is None or found.is_of_visit or found.district != author.district:
        return None
    if found.version != seen.version:
        raise Conflict("The finding has changed.", code=CHANGED, subject=seen.visit)
    if found.school_id != school_id:
        raise BadInput("勾选的问题不是这个单位的，请刷新。", code="finding_unknown")
    return PaperFinding(
        visit=seen.visit,
        finding_id=seen.finding_id,
        entry=found.subject,
        version=seen.version,
    )
