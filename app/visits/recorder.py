"""Recording on a visit: one transaction writes the entry, the refolded visit, and nothing else.

Nothing is written when the entry would change nothing, and Conflict says so in words when the
fold would not count it. A kill at any point leaves the entry and its row both or neither.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.store import Transaction, chains, lines, visit_rows
from app.store.journal import Journal
from app.store.store import Store
from app.version import APP_VERSION
from app.visits.changes import changes
from app.visits.messages import refusal
from domain import kinds
from domain.errors import NotFound
from domain.kinds.author import Author
from domain.kinds.piece import Body, Private, ReasonPrivate
from domain.kinds.reading import Reading
from domain.kinds.visit.course import VisitOpened, VisitTakenOver
from domain.phone.app_version import is_older
from domain.trail.chain import Subject
from domain.trail.line import Line
from domain.visit.custody import Hand, hand_of
from domain.visit.fold import fold
from domain.visit.visit import Visit
from domain.wire.workbook import Workbook, WorkbookSchool, WorkbookVisit

GOES_ON = "换了手机或重新登录后继续记录"

Also = Callable[[Transaction, Line], None]
"""More to write in the entry's own transaction."""


class Recorder:
    """Writes the entries of one account on this installation."""

    def __init__(self, store: Store, journal: Journal, account: str) -> None:
        self.store = store
        self.account = account
        self._journal = journal

    @property
    def chain(self) -> str:
        """The chain written here."""
        return self._journal.chain

    def open(self, body: VisitOpened) -> str:
        """Write the opening of a new visit and answer the visit's id.

        Conflict where the office no longer lets this version of the app begin visits.
        """
        with self.store.database.write() as transaction:
            self._expect_new_enough(transaction)
            line = self._journal.compose(transaction, Subject(), body, None)
            trail = _Trail(line.id, chains.authors(transaction), ())
            self._append(transaction, line, trail.after(line))
        return line.id

    def record(
        self,
        visit_id: str,
        body: Body,
        private: Private | None = None,
        *,
        also: Also | None = None,
    ) -> Visit:
        """Write the entry on the visit and answer the visit after it.

        NotFound for a visit not held here, Conflict where the entry would not count.
        """
        with self.store.database.write() as transaction:
            before = _standing(transaction, visit_id, self.account)
            readings = self.store.trails.readings(transaction, visit_id)
            trail = _Trail(visit_id, chains.authors(transaction), readings)
            before = self._at_hand(transaction, before, trail, body)
            line = self._compose(transaction, before, body, private)
            after = trail.after(line)
            if not changes(body, before, after):
                return before
            self._append(transaction, line, after)
            if also is not None:
                also(transaction, line)
        return after

    def visit(self, visit_id: str) -> Visit:
        """The visit as it stands; NotFound when it is not held here."""
        with self.store.database.read() as transaction:
            return _standing(transaction, visit_id, self.account)

    def hand(self, visit: Visit) -> Hand:
        """Whether this phone goes on with the visit, or who else does."""
        with self.store.database.read() as transaction:
            return hand_of(visit, self.chain, self.account, chains.authors(transaction))

    def take_over(self, visit_id: str, reason: str) -> Visit:
        """Go on with the visit on this phone, which another one of the account took over."""
        visit = self.visit(visit_id)
        if self.hand(visit) is Hand.HERE:
            return visit
        return self.record(visit_id, VisitTakenOver(successor=self.chain), _reason(reason))

    def expect_open(self, visit_id: str) -> Visit:
        """The visit, if its content may be changed now; Conflict in words if not."""
        visit = self.visit(visit_id)
        if visit.state in ("cancelled", "merged"):
            raise refusal("visit_ended")
        if visit.submissions and not visit.is_amending:
            raise refusal("after_submission")
        return visit

    def workbook(self) -> Workbook | None:
        """The account's newest workbook; None before the first sync."""
        with self.store.database.read() as transaction:
            return self.store.workbooks.get(transaction, self.account)

    def school(self, school_id: str) -> WorkbookSchool | None:
        """The school as the workbook has it."""
        with self.store.database.read() as transaction:
            return self.store.workbooks.school(transaction, self.account, school_id)

    def office_view(self, visit_id: str) -> WorkbookVisit | None:
        """The visit as the office saw it at the last sync."""
        workbook = self.workbook()
        visits = workbook.visits if workbook else ()
        return next((each for each in visits if each.visit == visit_id), None)

    def _at_hand(
        self, transaction: Transaction, visit: Visit, trail: "_Trail", body: Body
    ) -> Visit:
        """The visit, taken over first where this account began it on another chain.

        Conflict where this phone had it, and another of the account's goes on with it now.
        """
        if isinstance(body, VisitTakenOver):
            return visit
        hand = hand_of(visit, self.chain, self.account, trail.authors)
        if hand is Hand.OTHER_PHONE:
            raise refusal("taken_over")
        if hand is not Hand.NEVER_HERE:
            return visit
        taking = VisitTakenOver(successor=self.chain)
        line = self._compose(transaction, visit, taking, _reason(GOES_ON))
        taken = trail.after(line)
        self._append(transaction, line, taken)
        return taken

    def _expect_new_enough(self, transaction: Transaction) -> None:
        workbook = self.store.workbooks.get(transaction, self.account)
        if workbook and workbook.oldest_app and is_older(APP_VERSION, workbook.oldest_app):
            raise refusal("app_too_old")

    def _compose(
        self, transaction: Transaction, visit: Visit, body: Body, private: Private | None
    ) -> Line:
        subject = Subject(visit.visit_id, self._last_seen(transaction, visit))
        return self._journal.compose(transaction, subject, body, private)

    def _last_seen(self, transaction: Transaction, visit: Visit) -> str | None:
        """The last entry of others' on the visit that this phone knows of; None for its own."""
        workbook = self.store.workbooks.get(transaction, self.account)
        visits = workbook.visits if workbook else ()
        office = next((each.tip for each in visits if each.visit == visit.visit_id), visit.tip)
        known = lines.chains_of(transaction, (office, visit.tip))
        if office not in known:
            return office
        return None if known.get(visit.tip) == self.chain else visit.tip

    def _append(self, transaction: Transaction, line: Line, after: Visit) -> None:
        self._journal.append(transaction, line)
        self.store.save(transaction, self.account, after)


@dataclass
class _Trail:
    """A visit's entries while one transaction adds to them."""

    visit_id: str
    authors: Mapping[str, Author]
    readings: tuple[Reading, ...]

    def after(self, line: Line) -> Visit:
        """The visit once the line is on it; Conflict where the line would not count."""
        self.readings = (*self.readings, kinds.read(line))
        visit = fold(self.visit_id, self.readings, self.authors)
        if visit is None:
            raise refusal("no_right")
        for ignored in visit.ignored:
            if ignored.entry == line.id:
                raise refusal(ignored.reason)
        return visit


def _standing(transaction: Transaction, visit_id: str, account: str) -> Visit:
    """The visit as it stands; NotFound when it is not held here, or not for this account.

    People share phones: nobody opens what only another account has part in.
    """
    row = visit_rows.visit_row(transaction, visit_id)
    visit = visit_rows.visit_of(row) if row else None
    if row is None or visit is None or not _has_part(account, row.account, visit):
        raise NotFound("这部手机上没有这次督导的记录，请先同步。", code="visit_unknown")
    return visit


def _has_part(account: str, holder: str, visit: Visit) -> bool:
    return account in (holder, visit.owner, *visit.successors, *visit.participants)


def _reason(words: str) -> ReasonPrivate:
    return ReasonPrivate(reason=words)
