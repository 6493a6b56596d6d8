"""The small district beside the demo's, and what the demo's auditor sees of both."""

from demo.neighbour.region import DISTRICT as SMALL
from demo.region import AUDITOR, DISTRICT
from sync_server.access.devices import Devices
from sync_server.overview.findings_list import Findings
from sync_server.overview.side_by_side import SideBySide
from sync_server.overview.units import Units
from tests.demo.conftest import MadeDemo


def test_the_auditor_sees_both_districts_side_by_side(small_demo: MadeDemo) -> None:
    server = small_demo.server
    database, clock = server.database, server.clock
    devices = Devices(database, server.log_key.public_hex)
    findings, units = Findings(database, clock), Units(database, clock)
    side_by_side = SideBySide(database, clock, devices, findings, units)
    seats = server.accounts.seats(server.accounts.open_session(AUDITOR[0]))
    small, large = side_by_side.lines(seats)
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
