"""The small district beside the demo's, and what the demo's auditor sees of both."""

from demo.neighbour.region import DISTRICT as SMALL
from demo.region import AUDITOR, DISTRICT
from sync_server.console.services import ConsoleServices, SiteAddress
from tests.demo.conftest import MadeDemo


def test_the_auditor_sees_both_districts_side_by_side(small_demo: MadeDemo) -> None:
    server = small_demo.server
    services = ConsoleServices.of(server, SiteAddress())
    seats = server.accounts.seats(server.accounts.open_session(AUDITOR[0]))
    small, large = services.side_by_side.lines(seats)
    assert (small.seat.district, large.seat.district) == (SMALL, DISTRICT)
    assert small.problems is not None
    assert (small.waiting, small.problems.open, small.problems.unseen) == (2, 1, 1)
    assert small.duty is not None
    assert (small.duty.done, small.duty.due) == (3, 5)
    assert small.term is not None
    assert len(small.term.units) == 3


def test_nobody_of_the_small_district_sees_the_large_one(small_demo: MadeDemo) -> None:
    accounts = small_demo.server.accounts
    seats = accounts.seats(accounts.open_session("qiu.mingyuan"))
    assert [each.district for each in seats] == [SMALL]
