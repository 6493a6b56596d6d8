"""已销号 and 逾期 of a month are what the findings say, whenever it is asked (S1)."""

from datetime import date

import pytest
from sqlalchemy import text

from domain.kinds.finding.closing import End
from domain.month.month import Act, Grouping
from sync_server.data.findings.standing import overdue_on
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.server import Server
from tests.builders.followed import OFFICE, Followed
from tests.builders.handset import an_assignment, write
from tests.sync_server.conftest import ON_BOTH


def told(
    case: Followed, act: Act, period: str, by: Grouping = Grouping.INSPECTOR
) -> dict[str, int]:
    """The column of a period by its rows."""
    months = Months(case.server.database, case.server.clock, case.server.committer)
    table = months.view(read_period(period), "wanshan", by).table
    found = {row.key: row.acts[act] for row in table.rows if act in row.acts}
    assert sum(found.values()) == table.total.acts.get(act, 0)
    return found


@pytest.fixture
def case(server: Server) -> Followed:
    return Followed(server)


@ON_BOTH
def test_what_is_overdue_is_the_stock_at_the_month_s_end(case: Followed):
    assert told(case, Act.OVERDUE, "2026-05") == {}
    case.on("2026-05-21")
    assert told(case, Act.OVERDUE, "2026-05") == {"chen.jing": 3}
    case.set_measure("f1")
    case.commands.end(OFFICE, case.seen("f2"), End.WITHDRAWN, "提错了")
    case.on("2026-06-03")
    case.reply("f1")
    assert told(case, Act.OVERDUE, "2026-05") == {"chen.jing": 2}
    assert told(case, Act.OVERDUE, "2026-06") == {"chen.jing": 1}
    assert told(case, Act.OVERDUE, "2026-06", Grouping.ZONE) == {"z1": 1}
    assert told(case, Act.OVERDUE, "2026-05..2026-06", Grouping.SCHOOL) == {"school-1": 1}
    assert told(case, Act.OVERDUE, "2026-07") == {}


@ON_BOTH
def test_more_time_that_is_given_later_changes_no_earlier_month(case: Followed):
    case.on("2026-06-03")
    until = date(2026, 6, 20)
    case.commands.decide_extension(OFFICE, case.seen("f1"), until, "采购未到")
    assert told(case, Act.OVERDUE, "2026-05") == {"chen.jing": 3}
    assert told(case, Act.OVERDUE, "2026-06") == {"chen.jing": 2}


@ON_BOTH
def test_only_what_was_closed_counts_on_the_day_of_closing(case: Followed, server: Server):
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
    assert told(case, Act.CLOSED, "2026-06") == {"chen.jing": 1, "wang.fang": 1}
    assert told(case, Act.CLOSED, "2026-05") == {}
    assert told(case, Act.CLOSED, "2026", Grouping.SCHOOL) == {"school-1": 2}
    query = text("SELECT count(*) FROM finding WHERE state = 'closed' AND ended_on LIKE '2026-06%'")
    with server.database.session() as session:
        assert session.connection().execute(query).scalar_one() == 2
        assert overdue_on(session.connection(), "wanshan", "2026-06-01") != []
        assert overdue_on(session.connection(), "wanshan", "2026-06-05") == []
