"""One visit inside one writing transaction: how it stands, and the entries written on it.

Nothing is written when an entry would change nothing, and Conflict says so in words when the
fold would not count it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.store import Transaction, chains, drafts, lines, visit_rows
from app.store.journal import Journal
from app.store.store import Store
from app.visits.messages import refusal
from domain import kinds
from domain.errors import NotFound
from domain.kinds import KINDS
from domain.kinds.author import Author
from domain.kinds.folding import Folded
from domain.kinds.piece import Body, Private, ReasonPrivate
from domain.kinds.reading import Reading
from domain.kinds.visit.course import VisitTakenOver
from domain.trail.chain import Subject
from domain.trail.line import Line
from domain.visit.custody import Hand, hand_of
from domain.visit.fold import fold
from domain.visit.visit import Visit

GOES_ON = "换了手机或重新登录后继续记录"


@dataclass
class Trail:
    """A visit's entries while one transaction adds to them."""

    visit_id: str
    authors: dict[str, Author]
    readings: tuple[Reading, ...] = ()

    def after(self, line: Line) -> Visit:
        """The visit once the line is on it; Conflict where the line would not count."""
        readings = (*self.readings, kinds.read(line))
        visit = fold(self.visit_id, readings, self.authors)
        if visit is None:
            raise refusal("no_right")
        for ignored in visit.ignored:
            if ignored.entry == line.id:
                raise refusal(ignored.reason)
        self.readings = readings
        return visit


@dataclass
class Recording:
    """The visit as it stands, renewed by every entry written on it."""

    transaction: Transaction
    store: Store
    journal: Journal
    account: str
    visit: Visit
    _trail: Trail = field(init=False)

    def __post_init__(self) -> None:
        visit_id = self.visit.visit_id
        readings = self.store.trails.readings(self.transaction, visit_id)
        self._trail = Trail(visit_id, chains.authors(self.transaction), readings)

    def record(self, body: Body, private: Private | None = None) -> Line | None:
        """Write the entry; None when it would change nothing.

        The visit is taken over first where this account began it on another chain. Conflict
        where the entry would not count, or another phone of the account goes on with the visit.
        """
        self._take_in_hand(body)
        stood, before = self.visit, self._trail.readings
        line = self._compose(body, private)
        stands = self._trail.after(line)
        if not changes(body, stood, stands):
            self._trail.readings = before
            return None
        self._append(line, stands)
        return line

    def drop_drafts(self, keys: Iterable[str]) -> None:
        """The half-typed texts of these fields have become entries."""
        drafts.drop_drafts(self.transaction, self.visit.visit_id, keys)

    def _take_in_hand(self, body: Body) -> None:
        if isinstance(body, VisitTakenOver):
            return
        hand = hand_of(self.visit, self.journal.chain, self.account, self._trail.authors)
        if hand is Hand.OTHER_PHONE:
            raise refusal("taken_over")
        if hand is Hand.NEVER_HERE:
            taking = VisitTakenOver(successor=self.journal.chain)
            line = self._compose(taking, ReasonPrivate(reason=GOES_ON))
            self._append(line, self._trail.after(line))

    def _compose(self, body: Body, private: Private | None) -> Line:
        subject = Subject(self.visit.visit_id, self._last_seen())
        return self.journal.compose(self.transaction, subject, body, private)

    def _last_seen(self) -> str | None:
        """The last entry of others' on the visit that this phone knows of; None for its own."""
        visit, workbook = self.visit, self.store.workbooks.get(self.transaction, self.account)
        visits = workbook.visits if workbook else ()
        office = next((each.tip for each in visits if each.visit == visit.visit_id), visit.tip)
        known = lines.chains_of(self.transaction, (office, visit.tip))
        if office not in known:
            return office
        return None if known.get(visit.tip) == self.journal.chain else visit.tip

    def _append(self, line: Line, after: Visit) -> None:
        self.journal.append(self.transaction, line)
        self.store.save(self.transaction, self.account, after)
        self.visit = after


def standing(transaction: Transaction, visit_id: str, account: str) -> Visit:
    """The visit as it stands; NotFound when it is not held here, or not for this account.

    People share phones: nobody opens what only another account has part in.
    """
    row = visit_rows.visit_row(transaction, visit_id)
    visit = visit_rows.visit_of(row) if row else None
    if row is None or visit is None or not _has_part(account, row.account, visit):
        raise NotFound("这部手机上没有这次督导的记录，请先同步。", code="visit_unknown")
    return visit


def _has_part(account: str, holder: str, visit: Visit) -> bool:
    return account in (holder, *visit.people)


def changes(body: Body, before: Visit, after: Visit) -> bool:
    """Whether the entry makes a difference; what is an event of its own always does."""
    part = KINDS[body.kind].part
    if part is None or part.happens:
        return True
    if part.key is None:
        fields = type(body).model_fields
        return any(getattr(before, name) != getattr(after, name) for name in fields)
    stood, stands = (getattr(visit, part.field) for visit in (before, after))
    key = getattr(body, part.key)
    return _said(stood.get(key)) != _said(stands.get(key))


def _said(part: object) -> object:
    """What the part says, apart from who said it when."""
    return part.model_dump(exclude={"stamp"}) if isinstance(part, Folded) else part
