"""Recording on a visit: one transaction writes the entry, the refolded visit, and nothing else.

A kill at any point leaves the entry and its row both or neither.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from app.store import Transaction, chains
from app.store.journal import Journal
from app.store.store import Store
from app.store.trails import HeldTrail
from app.version import APP_VERSION
from app.visits import practice
from app.visits.messages import refusal
from app.visits.recording import Recording, counted, standing
from domain.kinds.piece import Body, Private, ReasonPrivate
from domain.kinds.visit.course import CAMPAIGN_ALONE, VisitOpened, VisitTakenOver
from domain.phone.app_version import is_older
from domain.place.presence import Fix
from domain.register.trail_rule import FULL_TRAIL, TrailRule
from domain.trail.chain import Subject
from domain.trail.line import Line
from domain.visit.assessment import rule_of_visit
from domain.visit.custody import Hand, hand_of
from domain.visit.visit import Visit
from domain.wire.workbook import Workbook, WorkbookSchool

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

        Conflict where the office no longer lets this version of the app begin visits, or where
        a delegate would begin one without a campaign.
        """
        with self.store.database.write() as transaction:
            self._expect_new_enough(transaction)
            line = self._journal.compose(transaction, Subject(), body, None)
            _, visit = counted(HeldTrail(line.id, chains.authors(transaction)), line)
            if visit.owner in visit.delegates and visit.campaign_id is None:
                raise refusal(CAMPAIGN_ALONE)
            self._journal.append(transaction, line)
            self.store.save(transaction, self.account, visit)
        return line.id

    @contextmanager
    def on(self, visit_id: str) -> Iterator[Recording]:
        """The visit, to look at and to record on, in one transaction: all of it or nothing.

        NotFound for a visit not held here.
        """
        with self.store.database.write() as transaction:
            yield Recording(transaction, self.store, self._journal, self.account, visit_id)

    def record(
        self,
        visit_id: str,
        body: Body,
        private: Private | None = None,
        *,
        also: Also | None = None,
        drafts: Iterable[str] = (),
    ) -> Visit:
        """Write the entry on the visit and answer the visit after it.

        ``drafts`` are the fields whose half-typed text the entry stands for. NotFound for a visit
        not held here, Conflict where the entry would not count.
        """
        with self.on(visit_id) as recording:
            line = recording.record(body, private)
            recording.drop_drafts(drafts)
            if line is not None and also is not None:
                also(recording.transaction, line)
        return recording.visit

    def visit(self, visit_id: str) -> Visit:
        """The visit as it stands; NotFound when it is not held here."""
        with self.store.database.read() as transaction:
            return standing(transaction, visit_id, self.account)

    def hand(self, transaction: Transaction, visit: Visit) -> Hand:
        """Whether this phone goes on with the visit, or who else does."""
        return hand_of(visit, self.chain, self.account, chains.authors(transaction))

    def take_over(self, visit_id: str, reason: str) -> Visit:
        """Go on with the visit on this phone, which another one of the account took over."""
        with self.on(visit_id) as recording:
            if self.hand(recording.transaction, recording.visit) is not Hand.HERE:
                taking = VisitTakenOver(successor=self.chain)
                recording.record(taking, ReasonPrivate(reason=reason))
        return recording.visit

    def expect_open(self, visit_id: str) -> Visit:
        """The visit, if its content may be changed now; Conflict in words if not."""
        visit = self.visit(visit_id)
        if visit.state in ("cancelled", "merged"):
            raise refusal("visit_ended", visit.visit_type)
        if visit.submissions and not visit.is_amending:
            raise refusal("after_submission", visit.visit_type)
        return visit

    def workbook(self) -> Workbook | None:
        """The account's newest workbook; None before the first sync."""
        with self.store.database.read() as transaction:
            return self.store.workbooks.get(transaction, self.account)

    def school(self, school_id: str) -> WorkbookSchool | None:
        """The school as the workbook has it."""
        with self.store.database.read() as transaction:
            return self.store.workbooks.school(transaction, self.account, school_id)

    def practise_here(self, visit_id: str, fix: Fix | None) -> None:
        """Let the practice school be where the phone is; any other account's stay where they are.

        An arrival that was recorded moves nothing any more.
        """
        if self.account != practice.ACCOUNT:
            return
        with self.store.database.write() as transaction:
            visit = standing(transaction, visit_id, self.account)
            workbook = self.store.workbooks.get(transaction, self.account)
            if visit.check_in is None and workbook is not None:
                there = practice.moved(workbook, visit.school_id, fix)
                self.store.workbooks.put(transaction, self.account, there)

    def rule(self, visit: Visit, now: datetime) -> TrailRule:
        """What the district wants recorded of the visit, as far as this phone knows."""
        return rule_known(self.workbook(), visit, now)

    def _expect_new_enough(self, transaction: Transaction) -> None:
        workbook = self.store.workbooks.get(transaction, self.account)
        if workbook and workbook.oldest_app and is_older(APP_VERSION, workbook.oldest_app):
            raise refusal("app_too_old")


def rule_known(workbook: Workbook | None, visit: Visit, now: datetime) -> TrailRule:
    """What the workbook's district wants recorded of the visit; the full trail without one."""
    return rule_of_visit(visit, workbook.trail, now) if workbook else FULL_TRAIL
