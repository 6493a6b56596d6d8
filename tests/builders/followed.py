"""Findings of one visit that an office follows to their end, as days pass."""

from datetime import date

from domain.kinds.finding.feedback import FeedbackManner
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from sync_server.office.commands import Office
from sync_server.office.findings import FindingCommands, GivenReply, SeenCourse
from sync_server.server import Server
from tests.builders.courses import seen_course
from tests.builders.office import Inspection
from tests.builders.server import SetClock

DUE = "2026-05-20"
OFFICE = "li.zhuren"


class Followed:
    """Three findings at a school of Chen's that are due on 20 May."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.phone = Inspection.of(server)
        self.commands = FindingCommands(Office(server.database, server.committer))
        self.visit = self.phone.open_visit("school-1")
        for name in ("f1", "f2", "f3"):
            finding = FindingRaised(finding_id=name, category=Category.SAFETY, due_on=DUE)
            self.phone.write(finding, FindingPrivate(text=f"问题{name}"))
        self.phone.submit()
        self.phone.push()

    def seen(self, name: str) -> SeenCourse:
        """The finding as it now stands."""
        return seen_course(self.server.database, self.visit, name)

    def on(self, day: str) -> date:
        """Let it be noon of this day."""
        wanted = date.fromisoformat(day)
        clock = self.server.clock
        assert isinstance(clock, SetClock)
        clock.move(days=(wanted - clock().date()).days)
        self.phone.handset.pen.at = self.server.clock()
        return wanted

    def set_measure(self, name: str) -> None:
        """Told, and by when it is to be put right."""
        day = self.server.clock().date()
        manner = FeedbackManner.MEETING
        self.commands.feed_back(OFFICE, self.seen(name), day, manner, "何校长")
        due_on = date.fromisoformat(DUE)
        self.commands.set_measure(OFFICE, self.seen(name), "更换", "何校长", due_on)

    def reply(self, name: str) -> None:
        """The unit says today that it is done."""
        given = GivenReply(self.server.clock().date(), True, "已改", "何校长")
        self.commands.reply(OFFICE, self.seen(name), given)

    def look(
        self,
        name: str,
        conclusion: Conclusion = Conclusion.RECTIFIED,
        due_on: str | None = None,
        *,
        is_opened: bool = False,
    ) -> None:
        """Somebody sees today whether it is, on a visit that may be opened before."""
        if not is_opened:
            self.phone.open_visit("school-1")
        body = FollowUpRecorded(
            finding_id=name, finding_visit=self.visit, conclusion=conclusion, due_on=due_on
        )
        self.phone.write(body)
        self.phone.submit()
        self.phone.push()

    def bring_to_check(self, *names: str) -> None:
        """Told, measured, replied and seen to be done: only closing is left."""
        for name in names:
            self.set_measure(name)
            self.reply(name)
            self.look(name)

    def close(self, name: str) -> None:
        """Close it today."""
        self.commands.close(OFFICE, [self.seen(name)])
