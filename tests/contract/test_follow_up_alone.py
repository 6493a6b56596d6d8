"""One finding looked at again without a whole visit: phone, server and the month's table."""

import pytest

from app.account.session import AccountSession
from domain.clock import local_date
from domain.findings.state import FindingState
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, FindingRaised
from domain.month.month import Act, Grouping, Row
from domain.visit.tally import Measure
from sync_server.month.period import read_period
from sync_server.month.table import Months
from tests.builders.handset import NOON
from tests.builders.office import Inspection
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.real_server import Running

TODAY = local_date(NOON)


@pytest.fixture
def known(office: Running, handset: Handset, phone: AccountSession) -> AccountSession:
    """Chen Jing, whose phone knows of one finding at a school of hers that a colleague raised."""
    inspection = Inspection.of(office.server, "wang.fang")
    inspection.open_visit("school-1")
    inspection.check_in()
    inspection.write(FindingRaised(finding_id="f1", category=Category.SAFETY))
    inspection.submit()
    inspection.push()
    handset.device.clock.at = NOON
    phone.sync.run()
    return phone


def looked_again(phone: AccountSession) -> str:
    visit_id = phone.visits.begin_follow_up("school-1", TODAY)
    phone.visits.check_in(visit_id, AT_SCHOOL)
    said = {"conclusion": "rectified", "text": "灭火器已换新"}
    phone.visits.record_follow_up(visit_id, "f1", said)
    phone.visits.submit_follow_up(visit_id)
    return visit_id


def rows(office: Running) -> dict[str, Row]:
    server = office.server
    months = Months(server.database, server.clock, server.committer)
    view = months.view(read_period("2026-05"), "wanshan", Grouping.INSPECTOR)
    return {row.key: row for row in view.table.rows}


def test_it_counts_as_looked_again_and_as_no_visit_and_no_duty(
    office: Running, known: AccountSession
):
    before = rows(office)["chen.jing"]
    looked_again(known)
    assert known.sync.run().problem is None
    after = rows(office)["chen.jing"]
    assert (before.acts.get(Act.FOLLOW_UPS, 0), after.acts[Act.FOLLOW_UPS]) == (0, 1)
    assert after.sums == before.sums
    assert after.sums[Measure.VISITS] == after.sums[Measure.INSPECTOR_VISITS] == 0
    assert (after.due, after.done, after.covered) == (before.due, before.done, before.covered)


def test_it_is_on_the_trail_with_time_and_place(office: Running, known: AccountSession):
    visit_id = looked_again(known)
    known.sync.run()
    visit = known.visits.visit(visit_id).visit
    assert visit.check_in is not None
    assert visit.check_in.fix is not None
    workbook = known.workbook()
    assert workbook is not None
    (seen,) = [each for each in workbook.visits if each.visit == visit_id]
    assert (seen.state, seen.flags) == (State.SUBMITTED, ())
    (finding,) = workbook.findings
    assert finding.state is FindingState.CHECKED
    assert finding.follow_up is not None
    assert finding.follow_up.text == "灭火器已换新"


def test_the_phone_counts_no_visit_either(known: AccountSession):
    looked_again(known)
    known.sync.run()
    month = known.month(TODAY)
    assert (month.done, month.follow_ups, month.in_progress) == (0, (), ())
    assert {each.last_visit_on for each in month.schools} == {None}
