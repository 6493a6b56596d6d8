"""What is due next about overdue findings, told from the tables of either database (S1)."""

from sqlmodel import select

from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.closing_rule import ClosingRule, ClosingRuleSet
from domain.kinds.visit.follow_up import Conclusion
from sync_server.data.findings.looks import LookFilter, LookList
from sync_server.data.findings.waiting import Span, overdue_of_units, undone_on
from sync_server.data.paging import Place
from sync_server.data.tables import FindingRow
from sync_server.overview.booked import Books
from sync_server.overview.pressing import Pressing
from sync_server.register.names import names
from sync_server.server import Server
from tests.builders.followed import Followed
from tests.builders.handset import write
from tests.builders.office import a_picture
from tests.sync_server.conftest import ON_BOTH

TERM = Span("2026-03-01", "2026-07-10")


def rows(server: Server) -> list[FindingRow]:
    with server.database.session() as session:
        return list(session.exec(select(FindingRow).order_by(FindingRow.finding_id)))


def due(server: Server) -> dict[str, PaperKind | None]:
    """The paper that is due next about each finding."""
    late = [row for row in rows(server) if row.state not in ("checked", "closed", "replied")]
    found = Pressing(server.database, server.clock).next_papers("wanshan", late)
    return {name: each.paper_kind for (_, name), each in found.items()}


def overdue(server: Server, today: str) -> dict[str, int]:
    with server.database.session() as session:
        return overdue_of_units(session.connection(), "wanshan", TERM, today)


@ON_BOTH
def test_the_district_s_own_rule_says_when_the_first_paper_is_due(server: Server):
    case = Followed(server)
    case.on("2026-05-21")
    assert due(server) == dict.fromkeys(("f1", "f2", "f3"), PaperKind.TIP)
    rule = ClosingRule(tip_after_days=3, counts_working_days=True)
    write(server, "wanshan", (ClosingRuleSet(district="wanshan", rule=rule), None))
    # The third working day after Wednesday the twentieth is a Monday.
    case.on("2026-05-24")
    assert set(due(server).values()) == {None}
    case.on("2026-05-25")
    assert set(due(server).values()) == {PaperKind.TIP}


@ON_BOTH
def test_a_unit_s_overdue_findings_are_those_of_now_and_of_the_term(server: Server):
    case = Followed(server)
    assert overdue(server, "2026-05-20") == {}
    case.on("2026-05-25")
    assert overdue(server, "2026-05-25") == {"school-1": 3}
    case.bring_to_check("f1")
    case.close("f1")
    case.set_measure("f2")
    case.reply("f2")
    assert overdue(server, "2026-05-25") == {"school-1": 3}
    with server.database.session() as session:
        later = Span("2026-08-31", "2027-01-20")
        now = overdue_of_units(session.connection(), "wanshan", later, "2026-09-01")
    assert now == {"school-1": 1}


@ON_BOTH
def test_looks_and_their_photos_are_told_with_the_finding(server: Server):
    case = Followed(server)
    case.phone.open_visit("school-1")
    case.phone.take_photo("p9", a_picture("后"), finding_id="f1", is_after=True)
    case.look("f1", Conclusion.PARTLY, "2026-06-10", is_opened=True)
    known = names(server.database, "wanshan")
    found = {
        each.row.finding_id: each for each in Books(server.database).of_rows(rows(server), known)
    }
    assert (found["f1"].evidence, found["f2"].evidence) == ("整改后 1 张", "")
    assert found["f1"].due_on == "2026-06-10"
    with server.database.session() as session:
        looks = LookList(session, LookFilter("wanshan", conclusion="partly"))
        assert (looks.count(), looks.months()) == (1, ["2026-05"])
        (row,) = looks.read(Place(), 10)
        undone = undone_on(session.connection(), [case.visit])
    assert (row.finding_id, row.due_on) == ("f1", "2026-06-10")
    assert undone == {(case.visit, "f1"): "2026-05-14"}
