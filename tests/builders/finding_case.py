"""One finding on a submitted visit, and what the office and a phone do about it."""

from datetime import date

from sqlmodel import select

from domain.findings.state import FindingState
from domain.kinds.finding.feedback import FeedbackManner
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from sync_server.data.tables import FindingRow
from sync_server.office.commands import Office
from sync_server.office.findings import FindingCommands, GivenReply, SeenCourse
from tests.builders.content import a_photo
from tests.builders.courses import seen_course
from tests.builders.server import Ledger, Phone

OFFICE, CLERK = "zhou.min", "qian.yi"
TODAY, DUE = date(2026, 5, 14), date(2026, 6, 1)
PAST = date(2026, 5, 13)


class Case:
    """A finding on a submitted visit that nobody of the school has signed."""

    def __init__(self, ledger: Ledger, *, is_fixed: bool = False, is_pictured: bool = False):
        self.ledger = ledger
        self.commands = FindingCommands(Office(ledger.database, ledger.committer))
        self.phone = Phone().enrol(ledger.committer)
        self.visit = self.phone.pen.open_visit("school-1")
        finding = FindingRaised(
            finding_id="f1", category=Category.SAFETY, is_fixed_on_spot=is_fixed
        )
        self.phone.pen.write(finding, FindingPrivate(text="灭火器过期"), subject=self.visit)
        if is_pictured:
            photo = a_photo(finding_id="f1", is_after=True)
            self.phone.pen.write(photo, subject=self.visit)
        self._hand_in(self.visit)

    def _hand_in(self, visit: str) -> None:
        self.phone.pen.write(VisitSubmitted(head=self.phone.pen.lines[-1].id), subject=visit)
        self.phone.push(self.ledger.committer)

    @property
    def seen(self) -> SeenCourse:
        return seen_course(self.ledger.database, self.visit, "f1")

    @property
    def state(self) -> FindingState:
        """Read anew each time."""
        with self.ledger.database.session() as session:
            return FindingState(session.exec(select(FindingRow.state)).one())

    def feed_back(self) -> None:
        manner = FeedbackManner.ON_THE_SPOT
        self.commands.feed_back(CLERK, self.seen, TODAY, manner, "何校长")

    def set_measure(self) -> None:
        self.commands.set_measure(CLERK, self.seen, "更换灭火器", "何校长", DUE)

    def reply(self) -> None:
        self.commands.reply(CLERK, self.seen, GivenReply(TODAY, True, "已更换", "何校长"))

    def look(self, conclusion: Conclusion = Conclusion.RECTIFIED, due_on: str | None = None):
        # What the office did before was by its clock, and came first.
        self.phone.pen.at = max(self.phone.pen.at, self.ledger.clock())
        again = self.phone.pen.open_visit("school-1")
        body = FollowUpRecorded(
            finding_id="f1", finding_visit=self.visit, conclusion=conclusion, due_on=due_on
        )
        self.phone.pen.write(body, subject=again)
        self._hand_in(again)

    def close(self) -> None:
        self.commands.close(OFFICE, [self.seen])
