"""Institutions, townships and departments are gone to, and are counted among no schools."""

import pytest

from domain.kinds.register.school import SchoolKind
from domain.month.month import Grouping, Row
from domain.visit.tally import Measure
from sync_server.month.period import read_period
from sync_server.month.table import Months
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.office import Inspection

KINDS = (SchoolKind.TRAINING, SchoolKind.TOWNSHIP, SchoolKind.DEPARTMENT)


@pytest.fixture
def visited(server) -> Months:
    """A school and a unit of each such kind were visited; Chen is responsible for all of them."""
    for kind in KINDS:
        body = a_school(kind.value, name=kind.value, school_kind=kind)
        write(server, "wanshan", (body, None), (an_assignment(kind.value, "chen.jing"), None))
    phone = Inspection.of(server)
    for unit in ("school-1", *(kind.value for kind in KINDS)):
        phone.open_visit(unit)
        phone.check_in()
        phone.submit()
    phone.push()
    return Months(server.database, server.clock, server.committer)


def total(months: Months, by: Grouping) -> Row:
    return months.view(read_period("2026-05"), "wanshan", by).table.total


@pytest.mark.parametrize("by", Grouping)
def test_they_add_to_the_visits_and_to_no_schools(visited, by):
    found = total(visited, by)
    assert found.sums[Measure.SCHOOL_VISITS] == 4
    assert found.schools == {"school-1"}


def test_nobody_is_responsible_for_more_schools_by_them(visited):
    found = total(visited, Grouping.INSPECTOR)
    assert (len(found.held), found.covered) == (3, 1)


def test_an_office_has_a_row_only_where_somebody_went(visited, server):
    office = a_school("office", name="办公室", school_kind=SchoolKind.DEPARTMENT)
    write(server, "wanshan", (office, None))
    table = visited.view(read_period("2026-05"), "wanshan", Grouping.SCHOOL).table
    keys = {row.key for row in table.rows}
    assert "department" in keys
    assert "office" not in keys
