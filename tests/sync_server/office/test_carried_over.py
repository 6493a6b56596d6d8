"""What was open before the system was there stands as far as it had come, on both databases."""

from datetime import date
from typing import Any

import pytest

from domain.kinds.finding.entering import EnteredPrivate, FindingEntered
from domain.kinds.visit.finding import Category, Source
from sync_server.data.findings.standing import overdue_on
from sync_server.data.rectification import finding_called
from sync_server.data.tables import FindingRow
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.findings import FindingCommands
from sync_server.projection.rebuild import rebuild
from tests.builders.courses import seen_course
from tests.sync_server.conftest import ON_BOTH

NUMBER = "万教督整〔2025〕7号"


def carried(server, **said: Any) -> FindingRow:
    """One that was found last year, with what is said of it besides."""
    body = FindingEntered(
        finding_id="old-7",
        school_id="school-1",
        raised_on="2025-11-03",
        source=Source.ROUTINE,
        category=Category.SAFETY,
        due_on="2025-12-01",
        **{"is_carried_over": True, **said},
    )
    private = EnteredPrivate(text="栏杆松动", number=NUMBER, measure="加固", reply="已加固")
    (leaf,) = server.committer.write("li.zhuren", [OfficeEntry(body, private)])
    with server.database.session() as session:
        row = finding_called(session, leaf.id, "wanshan")
    assert row is not None
    return row


@ON_BOTH
@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, "raised"),
        ({"noticed_on": "2025-11-05"}, "noticed"),
        ({"noticed_on": "2025-11-05", "measure_due_on": "2025-11-30"}, "rectifying"),
        ({"noticed_on": "2025-11-05", "replied_on": "2025-11-28"}, "replied"),
    ],
)
def test_it_stands_as_far_as_its_old_paper_and_its_unit_had_come(server, said, state):
    row = carried(server, **said)
    assert (row.state, row.number, row.is_carried_over) == (state, NUMBER, True)
    assert (row.wants_paper, row.deadline) == (state == "raised", "2025-12-01")
    assert rebuild(server.database) == {}


def late(server) -> list[str]:
    with server.database.session() as session:
        found = overdue_on(session.connection(), "wanshan", "2026-05-14")
    return [each.finding_id for each in found]


@ON_BOTH
def test_it_is_in_no_months_counts_and_goes_on_through_the_loop(server):
    row = carried(server, noticed_on="2025-11-05")
    assert late(server) == []
    commands = FindingCommands(Office(server.database, server.committer))
    seen = seen_course(server.database, row.visit, row.finding_id)
    commands.set_measure("li.zhuren", seen, "更换", "何校长", date(2026, 6, 1))
    with server.database.session() as session:
        now = finding_called(session, row.subject, "wanshan")
    assert now is not None
    assert now.state == "rectifying"


@ON_BOTH
def test_what_is_late_and_was_not_carried_over_is_counted(server):
    carried(server, is_carried_over=False)
    assert late(server) == ["old-7"]
