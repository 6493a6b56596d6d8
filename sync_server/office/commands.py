"""What the office does, as entries: review visits, set the register.

Each verb checks the account's role and district first, for a clear answer; whether the entry
counts is decided once more by the fold and the register's table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.author import REVIEWING, Author, Relation, Role, relation
from domain.kinds.chain import ChainRevoked
from domain.kinds.finding.entering import FindingEntered
from domain.kinds.kind import may_set
from domain.kinds.piece import Body, Private, ReasonPrivate, TextPrivate
from domain.kinds.register.school import Position, SchoolSet
from domain.kinds.visit.builder import ENDED
from domain.kinds.visit.course import VisitCancelled, VisitRedated
from domain.kinds.visit.explaining import ExplainedPrivate, FlagExplained
from domain.kinds.visit.hazard import HazardSeen
from domain.kinds.visit.merging import FindingPair, Uniting, VisitMerged, VisitUnmerged
from domain.kinds.visit.review import VisitApproved, VisitCommented, VisitReturned
from domain.place.datum import Datum
from domain.review.explaining import facts_print
from domain.trail.receipt import Leaf
from domain.visit.assessment import Assessment
from domain.visit.joint import is_one_occasion
from domain.visit.visit import Visit
from domain.words.flags import sentence
from sync_server.data import projection
from sync_server.data.chains import read_chains
from sync_server.data.engine import Database
from sync_server.data.seats.rows import author_in
from sync_server.ledger.append import CHANGED, VERSION_MISSING, OfficeEntry
from sync_server.ledger.committer import Committer
from sync_server.office.sending import SendingForm


@dataclass(frozen=True, slots=True)
class Merge:
    """That a visit is the same as ``into``, and the versions in which both were seen.

    ``pairs`` are findings that both have, ``quantities`` how one is made of both records'.
    """

    visit: str
    version: str
    into: str
    into_version: str
    reason: str
    quantities: Uniting = Uniting.LARGER
    pairs: tuple[FindingPair, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenHazard:
    """A hazard of a visit, and the version of the visit in which it was seen."""

    visit: str
    version: str
    finding_id: str


@dataclass(frozen=True, slots=True)
class Explain:
    """Why a flag of a visit is as it is, and the version of the visit that was seen.

    ``facts`` is the print of the flag with its facts; ``is_withdrawn`` takes what was said back.
    """

    visit: str
    version: str
    facts: str
    reason: str
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Redate:
    """On which day a visit was, why, and the version of the visit that was seen ``today``."""

    visit: str
    version: str
    visit_on: date
    reason: str
    today: date


@dataclass(frozen=True, slots=True)
class Office:
    """The verbs of an office's accounts; every one answers the leaves of what it wrote.

    ``district`` is where they are done; without one, in the account's own. ``sending`` is the
    form by which somebody does them.
    """

    database: Database
    committer: Committer
    district: str | None = None
    sending: SendingForm | None = None

    def write(self, account: str, contents: Sequence[OfficeEntry]) -> list[Leaf]:
        """Write entries in the district; as the log's ``Writer`` says."""
        if self.sending is None:
            return self.committer.write(account, contents, self.district)
        leaves = self.committer.write(account, contents, self.district, self.sending.form)
        self.sending.is_written = True
        return leaves

    def approve_visit(self, account: str, visit: str, version: str, text: str = "") -> list[Leaf]:
        """Approve the visit in this version; Conflict when it has changed since."""
        self._reviewer(account, visit)
        return self._on_visit(
            account, visit, version, (VisitApproved(version=version), _text(text))
        )

    def return_visit(self, account: str, visit: str, version: str, reason: str) -> list[Leaf]:
        """Hand the visit back for a stated reason; Conflict when it has changed since."""
        if not reason.strip():
            raise BadInput("Say what is to be completed.", code="reason_missing")
        self._reviewer(account, visit)
        content = (VisitReturned(version=version), ReasonPrivate(reason=reason))
        return self._on_visit(account, visit, version, content)

    def comment_visit(self, account: str, visit: str, version: str, text: str) -> list[Leaf]:
        """Remark on the visit in this version; Conflict when it has changed since.

        It changes nothing about the visit, but says something of what was there to be read.
        """
        if not text.strip():
            raise BadInput("Write what you want to say.", code="text_missing")
        self._reviewer(account, visit)
        return self._on_visit(account, visit, version, (VisitCommented(), _text(text)))

    def explain_flag(self, account: str, explain: Explain) -> list[Leaf]:
        """Say why a flag is as it is, or take that back; Conflict when the visit has changed since.

        Conflict too where the visit has no such flag, with these facts, any more.
        """
        _reasoned(explain.reason, "撤回说明" if explain.is_withdrawn else "说明")
        visit = self._reviewer(account, explain.visit)
        with self.database.reading() as transaction:
            text = projection.assessed_visit(transaction.tables, explain.visit)
        flags = Assessment.model_validate_json(text).flags if text else ()
        flag = next((each for each in flags if facts_print(each) == explain.facts), None)
        is_explained = explain.facts in visit.explanations
        if flag is None or (explain.is_withdrawn and not is_explained):
            raise Conflict("The flag is another one meanwhile.", code=CHANGED)
        body = FlagExplained(
            flag=flag.code.value, facts=explain.facts, is_withdrawn=explain.is_withdrawn
        )
        content = (body, ExplainedPrivate(reason=explain.reason, said=sentence(flag)))
        return self._on_visit(account, explain.visit, explain.version, content)

    def see_hazard(self, account: str, seen: SeenHazard) -> list[Leaf]:
        """Record that somebody of the office has seen a hazard of a visit.

        BadInput when the visit has no such hazard, Conflict when it has changed since.
        """
        found = self._reviewer(account, seen.visit).findings.get(seen.finding_id)
        if found is None or not found.is_hazard:
            raise BadInput("这条隐患已经不在这一次里，请刷新。", code="finding_unknown")
        body = HazardSeen(finding_id=seen.finding_id, entry=found.stamp.entry)
        return self._on_visit(account, seen.visit, seen.version, (body, body.private()))

    def merge_visit(self, account: str, merge: Merge) -> list[Leaf]:
        """Let the visit count as part of another, which recorded the same.

        Conflict when either has changed since it was seen, ended, or was at another school.
        """
        _reasoned(merge.reason, "并入")
        visit = self._reviewer(account, merge.visit)
        into = self._reviewer(account, merge.into)
        if visit.visit_id == into.visit_id or not is_one_occasion(visit, into):
            raise Conflict("These visits are not of one occasion.", code="not_mergeable")
        if {visit.state, into.state} & ENDED:
            raise Conflict("One of the visits has ended meanwhile.", code=CHANGED)
        _paired(visit, into, merge.pairs)
        body = VisitMerged(
            into=merge.into,
            into_version=merge.into_version,
            quantities=merge.quantities,
            pairs=merge.pairs,
        )
        content = (body, ReasonPrivate(reason=merge.reason))
        return self._on_visit(account, merge.visit, merge.version, content)

    def unmerge_visit(self, account: str, visit: str, version: str, reason: str) -> list[Leaf]:
        """Let a merged visit count by itself again; Conflict when it has changed since."""
        _reasoned(reason, "撤销并入")
        found = self._reviewer(account, visit)
        if found.merged_into is None:
            raise Conflict("The visit is not merged any more.", code=CHANGED)
        content = (VisitUnmerged(into=found.merged_into), ReasonPrivate(reason=reason))
        return self._on_visit(account, visit, version, content)

    def cancel_visit(self, account: str, visit: str, version: str, reason: str) -> list[Leaf]:
        """Let the visit not count, for a stated reason; Conflict when it has changed since."""
        _reasoned(reason, "作废")
        if self._reviewer(account, visit).state in ENDED:
            raise Conflict("The visit has ended meanwhile.", code=CHANGED)
        content = (VisitCancelled(), ReasonPrivate(reason=reason))
        return self._on_visit(account, visit, version, content)

    def redate_visit(self, account: str, redating: Redate) -> list[Leaf]:
        """Set right on which day a visit was; Conflict when it has changed since.

        BadInput without a reason, and for a day after ``today``.
        """
        _reasoned(redating.reason, "更正日期")
        if redating.visit_on > redating.today:
            raise BadInput("日期不能晚于今天。", code="visit_on")
        found = self._reviewer(account, redating.visit)
        if found.state in ENDED or not found.submissions:
            raise Conflict("The visit has ended, or is not handed in.", code=CHANGED)
        body = VisitRedated(visit_on=redating.visit_on.isoformat())
        content = (body, ReasonPrivate(reason=redating.reason))
        return self._on_visit(account, redating.visit, redating.version, content)

    def adopt_position(
        self, account: str, visit: str, version: str, school_version: str
    ) -> list[Leaf]:
        """Give the visit's school the position its inspector proposed, in place of any it has.

        Conflict when there is none, or when the visit or the school has changed since it was
        seen in these versions.
        """
        found = self._reviewer(account, visit)
        proposal = found.position_proposal
        with self.database.reading() as transaction:
            facts = projection.school_facts(transaction.tables, found.district, found.school_id)
        if facts is None or proposal is None or proposal.fix is None:
            raise Conflict("There is no proposed position.", code="no_proposal", visit=visit)
        school = SchoolSet.model_validate_json(facts)
        lat, lng = proposal.fix.lat, proposal.fix.lng
        position = Position(given_lat=lat, given_lng=lng, datum=Datum.WGS84, lat=lat, lng=lng)
        body = school.model_copy(update={"position": position})
        return self.set_register(
            account, [OfficeEntry(body, expects=school_version, also={visit: version})]
        )

    def set_register(self, account: str, contents: Sequence[OfficeEntry]) -> list[Leaf]:
        """Set things of the own district's register as their writer saw them.

        BadInput for a content that does not say in which version its thing was seen; Conflict
        when one has changed since.
        """
        self._require_seen(account, contents)
        return self.write(account, contents)

    def bring_in(self, account: str, contents: Sequence[OfficeEntry]) -> list[Leaf]:
        """Set things of the register, and enter what was open before (期初), as a file has them.

        NotAllowed for who does not set the register; else as ``set_register`` says.
        """
        author = self.author(account)
        if author.role not in REVIEWING:
            raise NotAllowed("This account's role does not do this.", account=account)
        kept = [each for each in contents if not isinstance(each.body, FindingEntered)]
        self._require_seen(account, kept)
        return self.write(account, contents)

    def revoke_chain(self, account: str, chain: str, reason: str) -> list[Leaf]:
        """Take trust from a chain of the own district; its later lines are flagged.

        Conflict when it has been revoked already: the first date stands.
        """
        if not reason.strip():
            raise BadInput("请写明停用的原因。", code="reason_missing")
        author = self._allowed(account, [ChainRevoked.kind])
        with self.database.reading() as transaction:
            found = read_chains(transaction.tables, [chain]).get(chain)
        if found is None or found.district != author.district:
            raise NotFound("There is no such device in this district.", chain=chain)
        if found.revoked_at is not None:
            raise Conflict("The device has been revoked.", code="already_revoked", chain=chain)
        # A chain is no subject: the first revocation stands, and nothing takes one back, so
        # that two of them at once undo nothing.
        entry = OfficeEntry(ChainRevoked(chain=chain), ReasonPrivate(reason=reason))
        return self.write(account, [entry])

    def author(self, account: str) -> Author:
        """Who the account is in the district; NotAllowed without an active place in it."""
        with self.database.reading() as transaction:
            found = author_in(transaction.tables, account, self.district, self.committer.today())
        if found is None:
            raise NotAllowed("This account has no active place in the register.", account=account)
        return found

    def _require_seen(self, account: str, contents: Sequence[OfficeEntry]) -> None:
        """That the account may set these things, and says in which version it saw each."""
        bodies = [each.body for each in contents if isinstance(each.body, Body)]
        self._allowed(account, (body.kind for body in bodies))
        if len(bodies) < len(contents) or any(each.expects is None for each in contents):
            raise BadInput("Say in which version each thing was seen.", code=VERSION_MISSING)

    def _allowed(self, account: str, kinds: Iterable[str]) -> Author:
        author = self.author(account)
        for kind in kinds:
            if not may_set(kind, author):
                raise NotAllowed("This account's role does not do this.", kind=kind)
        return author

    def _reviewer(self, account: str, visit: str) -> Visit:
        """The visit, for somebody who may review it; NotFound or NotAllowed if not."""
        author = self.author(account)
        with self.database.reading() as transaction:
            text = projection.folded_visit(transaction.tables, visit)
        found = Visit.model_validate_json(text) if text else None
        if found is None or found.district != author.district:
            raise NotFound("There is no such visit in this district.", visit=visit)
        if author.role not in REVIEWING:
            raise NotAllowed("This account's role does not review visits.", account=account)
        owner = Author(found.chain, found.owner, Role.INSPECTOR, found.district)
        how = relation(author, owner, found.participants, found.successors)
        if how is not Relation.OFFICE:
            raise NotAllowed(
                "Nobody reviews a visit they took part in.", code="own_visit", visit=visit
            )
        return found

    def _on_visit(
        self, account: str, visit: str, version: str, content: tuple[Body, Private]
    ) -> list[Leaf]:
        entry = OfficeEntry(*content, subject=visit, expects=version)
        return self.write(account, [entry])


def _reasoned(reason: str, act: str) -> None:
    if not reason.strip():
        raise BadInput(f"请写明{act}的原因。", code="reason")


def _paired(visit: Visit, into: Visit, pairs: Sequence[FindingPair]) -> None:
    """BadInput where a finding is in two pairs; Conflict where one is there no more."""
    for names, findings in (
        ([pair.own for pair in pairs], visit.findings),
        ([pair.other for pair in pairs], into.findings),
    ):
        if len(set(names)) < len(names):
            raise BadInput("一条问题只能和对方的一条对上。", code="pairs")
        if not findings.keys() >= set(names):
            raise Conflict("A finding is not there any more.", code=CHANGED)


def _text(text: str) -> TextPrivate:
    return TextPrivate(text=text)
