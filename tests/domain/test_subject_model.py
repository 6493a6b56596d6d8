"""A visit between offline phones and an office: whatever arrives when, no decision is blind.

The model plays two phones of the owner, a colleague's phone and the office. Phones write while
they are offline and deliver later, in parts; they pull what the server has when they like. The
office opens a form, and decides on what the form showed, if nothing changed under the lock.
"""

from dataclasses import dataclass, field
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain import kinds
from domain.kinds.author import Author, Role
from domain.kinds.piece import Body, Private, ReasonPrivate
from domain.kinds.visit.builder import State
from domain.kinds.visit.course import VisitAmended, VisitOpened, VisitSubmitted, VisitTakenOver
from domain.kinds.visit.record import Method, VisitCounted
from domain.kinds.visit.review import VisitApproved, VisitCommented, VisitReturned
from domain.trail.line import Line
from domain.trail.order import in_order
from domain.visit.fold import fold
from domain.visit.visit import Visit
from tests.builders.trail import Pen, a_chain_id, an_author

PEOPLE = (
    an_author("owner", chain=a_chain_id(1)),
    an_author("owner", chain=a_chain_id(2)),
    an_author("mate", chain=a_chain_id(3)),
    an_author("office", Role.SUPERVISOR, chain=a_chain_id(4)),
    an_author("elsewhere", Role.SUPERVISOR, "other", chain=a_chain_id(5)),
)
AUTHORS: dict[str, Author] = {each.chain: each for each in PEOPLE}
PHONES, OFFICE, STRANGER = (0, 1, 2), 3, 4


def fold_of(visit: str, lines: list[Line]) -> Visit:
    found = fold(visit, [kinds.read(line) for line in lines], AUTHORS)
    assert found is not None
    return found


def counted(visit: Visit, lines: list[Line]) -> list[str]:
    """What counts, in the order of the fold."""
    ignored = {each.entry for each in visit.ignored}
    return [line.id for line in in_order(lines) if line.id not in ignored]


@dataclass
class Writer:
    """One chain: what it wrote, what of it has arrived, and what it knows of the others."""

    pen: Pen
    known: list[Line] = field(default_factory=list)
    sent: int = 0

    def write(self, body: Body, visit: str, private: Private | None = None) -> Line:
        """The next entry, having seen what counts of what is known, as the app writes it."""
        tip = fold_of(visit, self.known).tip
        is_own = any(line.id == tip for line in self.pen.lines)
        line = self.pen.write(body, private, visit, None if is_own else tip)
        self.known.append(line)
        return line


class OneVisit(RuleBasedStateMachine):
    """The server's lines, everybody's own, and what each decision's form had shown."""

    @initialize()
    def begin(self) -> None:
        """The owner opens the visit and submits it; both are on the server."""
        self.writers = [Writer(Pen(author)) for author in PEOPLE]
        self.own: dict[int, list[Line]] = {number: [] for number in range(len(PEOPLE))}
        self.server: list[Line] = []
        self.seen: dict[str, frozenset[str]] = {}
        self.form: tuple[str, frozenset[str]] | None = None
        opening = self.writers[0].pen.write(VisitOpened(school_id="s", participants=("mate",)))
        self.visit = opening.id
        self.server.append(opening)
        for writer in self.writers:
            writer.known.append(opening)
        for quantity in range(3):
            self._write(0, VisitCounted(method=Method.PATROLS, quantity=quantity))
        self._write(0, VisitSubmitted(head=self.visit))
        self.deliver(0, 9)

    def _write(self, number: int, body: Body, private: Private | None = None) -> None:
        line = self.writers[number].write(body, self.visit, private)
        self.own[number].append(line)

    @rule(number=st.sampled_from(PHONES), quantity=st.integers(0, 5))
    def record(self, number: int, quantity: int) -> None:
        """A phone records something, online or not."""
        self._write(number, VisitCounted(method=Method.TALKS, quantity=quantity))

    @rule(number=st.sampled_from(PHONES))
    def amend(self, number: int) -> None:
        """A phone begins an amendment."""
        self._write(number, VisitAmended(), ReasonPrivate(reason="漏记"))

    @rule(number=st.sampled_from(PHONES))
    def submit(self, number: int) -> None:
        """A phone hands the visit in as it knows it."""
        self._write(number, VisitSubmitted(head=self.visit))

    @rule()
    def take_over(self) -> None:
        """The owner's other phone goes on."""
        self._write(1, VisitTakenOver(successor=PEOPLE[1].chain))

    @rule()
    def intrude(self) -> None:
        """Somebody of another district writes on the visit, having seen everything."""
        self.pull(STRANGER)
        self._write(STRANGER, VisitCounted(method=Method.TALKS, quantity=99))
        self.deliver(STRANGER, 9)

    @rule(number=st.sampled_from(PHONES), most=st.integers(1, 3))
    def deliver(self, number: int, most: int) -> None:
        """A phone brings some of what it wrote, in the order of its chain."""
        writer = self.writers[number]
        part = self.own[number][writer.sent : writer.sent + most]
        writer.sent += len(part)
        self.server += part

    @rule(number=st.sampled_from(PHONES))
    def pull(self, number: int) -> None:
        """A phone learns what the server has."""
        known = {line.id for line in self.writers[number].known}
        self.writers[number].known += [line for line in self.server if line.id not in known]

    @rule()
    def open_form(self) -> None:
        """The supervisor looks at the visit."""
        visit = fold_of(self.visit, self.server)
        self.form = (visit.version, frozenset(counted(visit, self.server)))

    @rule(verdict=st.sampled_from((VisitApproved, VisitReturned)))
    def decide(self, verdict: type[VisitApproved] | type[VisitReturned]) -> None:
        """The supervisor sends the form; under the lock it is refused when the visit changed."""
        if self.form is None or fold_of(self.visit, self.server).version != self.form[0]:
            return
        line = self._office(verdict(version=self.form[0]))
        self.seen[line.id] = self.form[1]
        self.form = None

    @rule(verdict=st.sampled_from((VisitApproved, VisitReturned)))
    def look_and_decide(self, verdict: type[VisitApproved] | type[VisitReturned]) -> None:
        """The supervisor decides at once on what they see."""
        self.open_form()
        self.decide(verdict)

    @rule(number=st.sampled_from(PHONES))
    def come_back(self, number: int) -> None:
        """A phone that was offline all the time has recorded, and now delivers everything."""
        self.record(number, 1)
        self.deliver(number, 99)

    @rule()
    def comment(self) -> None:
        """The supervisor remarks on the visit."""
        self._office(VisitCommented())

    def _office(self, body: Body) -> Line:
        """The office's entry, its ``saw`` filled in under the lock: the visit's tip."""
        tip = fold_of(self.visit, self.server).tip
        pen = self.writers[OFFICE].pen
        own = any(line.id == tip and line.header.chain == pen.author.chain for line in self.server)
        pen.lines = []
        line = pen.write(body, None, self.visit, None if own else tip)
        self.server.append(line)
        return line

    @invariant()
    def the_order_of_arrival_does_not_matter(self) -> None:
        """Any shuffle folds to the same visit."""
        shuffled = list(self.server)
        Random(len(shuffled)).shuffle(shuffled)
        assert fold_of(self.visit, shuffled) == fold_of(self.visit, self.server)

    @invariant()
    def no_decision_stands_on_what_its_giver_had_not_seen(self) -> None:
        """Whatever counts before a decision that stands was on its giver's form."""
        visit = fold_of(self.visit, self.server)
        order = counted(visit, self.server)
        standing = [each for each in visit.reviews if each.version and not each.is_stale]
        for review in standing:
            before = order[: order.index(review.stamp.entry)]
            assert set(before) <= self.seen[review.stamp.entry]
        if visit.state in (State.APPROVED, State.RETURNED):
            assert standing

    @invariant()
    def a_stranger_moves_nothing(self) -> None:
        """The visit is what it would be without them."""
        chain = PEOPLE[STRANGER].chain
        without = [line for line in self.server if line.header.chain != chain]
        alone, visit = fold_of(self.visit, without), fold_of(self.visit, self.server)
        assert (visit.version, visit.tip, visit.state) == (alone.version, alone.tip, alone.state)
        assert visit.quantities == alone.quantities


TestOneVisit = OneVisit.TestCase
TestOneVisit.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
