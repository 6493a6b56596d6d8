"""One visit inside one writing transaction: how it stands, and the entries written on it.

Nothing is written when an entry would change nothing, and Conflict says so in words when the
fold would not count it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.store import Transaction, drafts, visit_rows
from app.store.journal import Journal
from app.store.store import Store
from app.store.trails import HeldTrail
from app.visits.messages import refusal
from domain import kinds
from domain.errors import NotFound
from domain.kinds import KINDS
from domain.kinds.folding import Folded
from domain.kinds.piece import Body, Private, ReasonPrivate
from domain.kinds.visit.course import VisitTakenOver
from domain.trail.chain import Subject
from domain.trail.line import Line
from domain.visit.custody import Hand, hand_of
from domain.visit.visit import Visit

GOES_ON = "换了手机或重新登录后继续记录"


def counted(trail: HeldTrail, line: Line) -> tuple[HeldTrail, Visit]:
    """The trail and the visit once the line is on it; Conflict where the line would not count."""
    after = trail.after(kinds.read(line))
    if after.visit is None:
        raise refusal("no_right")
    for ignored in after.visit.ignored:
        if ignored.entry == line.id:
            raise refusal(ignored.reason, after.visit.visit_type)
    return after, after.visit


@dataclass
class Recording:
    """The visit as it stands, renewed by every entry written on it.

    NotFound where it is not held here, or not for this account.
    """

    transaction: Transaction
    store: Store
    journal: Journal
    account: str
    visit_id: str
    visit: Visit = field(init=False)
    _trail: HeldTrail = field(init=False)

    def __post_init__(self) -> None:
        holder = visit_rows.holder_of(self.transaction, self.visit_id)
        self._trail = self.store.trails.held(self.transaction, self.visit_id)
        self.visit = _open_to(self.account, holder, self._trail.visit)

    def record(self, body: Body, private: Private | None = None) -> Line | None:
        """Write the entry; None when it would change nothing.

        The visit is taken over first where this account began it on another chain. Conflict
        where the entry would not count, or another phone of the account goes on with the visit.
        """
        self._take_in_hand(body)
        line = self._compose(body, private)
        trail, stands = counted(self._trail, line)
        if not changes(body, self.visit, stands):
            return None
        self._append(line, trail, stands)
        return line

    def drop_drafts(self, keys: Iterable[str]) -> None:
        """The half-typed texts of these fields have become entries."""
        drafts.drop_drafts(self.transaction, self.visit_id, keys)

    def _take_in_hand(self, body: Body) -> None:
        if isinstance(body, VisitTakenOver):
            return
        hand = hand_of(self.visit, self.journal.chain, self.account, self._trail.authors)
        if hand is Hand.OTHER_PHONE:
            raise refusal("taken_over", self.visit.visit_type)
        if hand is Hand.NEVER_HERE:
            taking = VisitTakenOver(successor=self.journal.chain)
            line = self._compose(taking, ReasonPrivate(reason=GOES_ON))
            self._append(line, *counted(self._trail, line))

    def _compose(self, body: Body, private: Private | None) -> Line:
        subject = Subject(self.visit_id, self._last_seen())
        return self.journal.compose(self.transaction, subject, body, private)

    def _last_seen(self) -> str | None:
        """The last entry of others' on the visit that this phone knows of; None for its own."""
        tip, workbook = self.visit.tip, self.store.workbooks.get(self.transaction, self.account)
        visits = workbook.visits if workbook else ()
        office = next((each.tip for each in visits if each.visit == self.visit_id), tip)
        chains = {
            each.line.id: each.line.header.chain
            for each in self._trail.readings
            if each.line.id in (office, tip)
        }
        if office not in chains:
            return office
        return None if chains.get(tip) == self.journal.chain else tip

    def _append(self, line: Line, trail: HeldTrail, after: Visit) -> None:
        self.journal.append(self.transaction, line)
        self.store.save(self.transaction, self.account, after)
        self._trail, self.visit = trail, after


def standing(transaction: Transaction, visit_id: str, account: str) -> Visit:
    """The visit as it stands; NotFound when it is not held here, or not for this account."""
    holder, visit = visit_rows.held_visit(transaction, visit_id) or (None, None)
    return _open_to(account, holder, visit)


def _open_to(account: str, holder: str | None, visit: Visit | None) -> Visit:
    """The visit, for an account that may open it.

    People share phones: nobody opens what only another account has part in.
    """
    if holder is None or visit is None or account not in (holder, *visit.people):
        raise NotFound("这部手机上没有这条记录，请先同步。", code="visit_unknown")
    return visit


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
