"""已销号 and 逾期 of a month are what the findings say, whenever it is asked (S1)."""

from datetime import date

import pytest
from sqlalchemy import text

from domain.kinds.finding.closing import End
from domain.kinds.finding.feedback import FeedbackManner
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.month.month import Act, Grouping
from sync_server.data.findings.standing import overdue_on
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.office.commands import Office
from sync_server.office.findings import FindingCommands, GivenReply
from sync_server.server import Server
from tests.builders.courses import seen_course
from tests.builders.handset import an_assignment, write
from tests.builders.office import Inspection
from tests.builders.server import SetClock
from tests.sync_server.conftest import ON_BOTH

DUE = "2026-05-20"
OFFICE = "li.zhuren"


class Case:
    """Three findings at a school of Chen's that are due on 20 May."""

    def __init__(self, server: Server, clock: SetClock) -> None:
        self.server, self.clock = server, clock
        self.phone = Inspection.of(server)
        self.commands = FindingCommands(Office(server.database, server.committer))
        self.visit = self.phone.open_visit("school-1")
        for name in ("f1", "f2", "f3"):
            finding = FindingRaised(finding_id=name, category=Category.SAFETY, due_on=DUE)
            self.phone.write(finding)
        self.phone.submit()
        self.phone.push()

    def seen(self, name: str):
        """The finding as it now stands."""
        return seen_course(self.server.database, self.visit, name)

    def on(self, day: str) -> date:
        """Let it be noon of this day."""
        wanted = date.fromisoformat(day)
        self.clock.move(days=(wanted - self.clock().date()).days)
        self.phone.handset.pen.at = self.clock()
        return wanted

    def set_measure(self, name: str) -> None:
        """Told, and by when it is to be put right."""
        day = self.clock().date()
        manner = FeedbackManner.MEETING
        self.commands.feed_back(OFFICE, self.seen(name), day, manner, "何校长")
        due_on = date.fromisoformat(DUE)
        self.commands.set_measure(OFFICE, self.seen(name), "更换", "何校长", due_on)

    def reply(self, name: str) -> None:
        """The unit says today that it is done."""
        given = GivenReply(self.clock().date(), True, "已改", "何校长")
        self.commands.reply(OFFICE, self.seen(name), given)

    def look(self, name: str) -> None:
        """Somebody sees today that it is."""
        self.phone.open_visit("school-1")
        body = FollowUpRecorded(
            finding_id=name, finding_visit=self.visit, conclusion=Conclusion.RECTIFIED
        )
        self.phone.write(body)
        self.phone.submit()
        self.phone.push()

    def close(self, name: str) -> None:
        self.commands.close(OFFICE, [self.seen(name)])

    def told(self, act: Act, period: str, by: Grouping = Grouping.INSPECTOR) -> dict[str, int]:
        """The column of a period by its rows."""
        months = Months(self.server.database, self.clock, self.server.committer)
        table = months.view(read_period(period), "wanshan", by).table
        found = {row.key: row.acts[act] for row in table.rows if act in row.acts}
        assert sum(found.values()) == table.total.acts.get(act, 0)
        return found


@pytest.fixture
def case(server: Server, clock: SetClock) -> Case:
    return Case(server, clock)


@ON_BOTH
def test_what_is_overdue_is_the_stock_at_the_month_s_end(case: Case):
    assert case.told(Act.OVERDUE, "2026-05") == {}
    case.on("2026-05-21")
    assert case.told(Act.OVERDUE, "2026-05") == {"chen.jing": 3}
    case.set_measure("f1")
    case.commands.end(OFFICE, case.seen("f2"), End.WITHDRAWN, "提错了")
    case.on("2026-06-03")
    case.reply("f1")
    assert case.told(Act.OVERDUE, "2026-05") == {"chen.jing": 2}
    assert case.told(Act.OVERDUE, "2026-06") == {"chen.jing": 1}
    assert case.told(Act.OVERDUE, "2026-06", Grouping.ZONE) == {"z1": 1}
    assert case.told(Act.OVERDUE, "2026-05..2026-06", Grouping.SCHOOL) == {"school-1": 1}
    assert case.told(Act.OVERDUE, "2026-07") == {}


@ON_BOTH
def test_more_time_that_is_given_later_changes_no_earlier_month(case: Case):
    case.on("2026-06-03")
    until = date(2026, 6, 20)
    case.commands.decide_extension(OFFICE, case.seen("f1"), until, "采购未到")
    assert case.told(Act.OVERDUE, "2026-05") == {"chen.jing": 3}
    assert case.told(Act.OVERDUE, "2026-06") == {"chen.jing": 2}


@ON_BOTH
def test_only_what_was_closed_counts_on_the_day_of_closing(case: Case, server: Server):
    for name in ("f1", "f2"):
        case.set_measure(name)
        case.reply(name)
    write(server, "wanshan", (an_assignment("school-1", "wang.fang", from_on="2026-06-04"), None))
    case.on("2026-06-02")
    case.look("f1")
    case.look("f2")
    case.close("f1")
    case.commands.end(OFFICE, case.seen("f3"), End.DISSOLVED, "学校撤并")
    case.on("2026-06-05")
    case.close("f2")
    assert case.told(Act.CLOSED, "2026-06") == {"chen.jing": 1, "wang.fang": 1}
    assert case.told(Act.CLOSED, "2026-05") == {}
    assert case.told(Act.CLOSED, "2026", Grouping.SCHOOL) == {"school-1": 2}
    query = text("SELECT count(*) FROM finding WHERE state = 'closed' AND ended_on LIKE '2026-06%'")
    with server.database.session() as session:
        assert session.connection().execute(query).scalar_one() == 2
        assert overdue_on(session.connection(), "wanshan", "2026-06-01") != []
        assert overdue_on(session.connection(), "wanshan", "2026-06-05") == []
