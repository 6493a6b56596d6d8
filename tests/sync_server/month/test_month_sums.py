"""The database's sums are what looking at each visit finds, by whatever a table has rows for."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from domain.month.month import Grouping, MonthTable
from domain.visit.tally import Measure
from sync_server.data.engine import Transaction
from sync_server.data.upsert import table_named
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.server import Server
from tests.sync_server.conftest import ON_BOTH

PERIODS = ("2026-04", "2025", "2025-11..2026-07")
COLUMN = {Grouping.ZONE: "zone", Grouping.INSPECTOR: "account", Grouping.SCHOOL: "school_id"}
PER_MONTH, RUNNING = 2, "2026-05"
ASSIGNED = (("chen.jing", "school-1", "2025-12-31", "2026-04-01"), ("b", "school-2", "2026-02-10"))


def some_visits(dice: Random) -> list[dict[str, Any]]:
    """Counted visits of two districts, in all sorts of months, zones, schools and states."""
    return [
        {
            "visit": f"{number:064x}",
            "district": "other" if dice.random() < 0.1 else "wanshan",
            "month": f"{dice.choice((2025, 2026))}-{dice.randint(1, 12):02d}",
            "account": dice.choice(("chen.jing", "wang.fang", "b")),
            "school_id": f"school-{dice.randint(1, 4)}",
            "zone": dice.choice(("z1", "z2")),
            "state": dice.choice(("submitted", "returned", "approved")),
            **{measure.value: dice.randint(0, 3) for measure in Measure},
        }
        for number in range(400)
    ]


def keep(server: Server, visits: list[dict[str, Any]]) -> None:
    """Put the visits and two assignments in the tables, in place of what is there."""
    assigned = [
        {"district": "wanshan", "account": who, "school_id": school, "from_on": on, "to_on": None}
        | {"to_on": end[0] if end else None}
        for who, school, on, *end in ASSIGNED
    ]

    def write(transaction: Transaction) -> None:
        for name, rows in (("visit_measures", visits), ("assignment", assigned)):
            transaction.tables.execute(table_named(name).delete())
            transaction.tables.execute(table_named(name).insert(), rows)

    server.database.follow(write)


def counted(visits: list[dict[str, Any]], column: str) -> dict[str, Any]:
    """The sums, schools and states of each row."""
    found: dict[str, Any] = {}
    for visit in visits:
        sums, schools, states = found.setdefault(visit[column], (Counter(), set(), Counter()))
        sums.update({measure: visit[measure.value] for measure in Measure})
        schools.add(visit["school_id"])
        states[visit["state"]] += visit["visits"]
    return found


def told(table: MonthTable) -> dict[str, Any]:
    """The same of the table's rows that have a visit."""
    rows = [row for row in table.rows if row.schools]
    return {row.key: (Counter(row.sums), row.schools, Counter(row.states)) for row in rows}


def due_and_done(visits: list[dict[str, Any]], months: tuple[str, ...]) -> tuple[int, int]:
    """What the two assignments ask for in these months, and what of it was made."""
    due = done = 0
    for account, school, on, *end in ASSIGNED:
        for month in months:
            if on[:7] <= month <= min(end[0][:7] if end else RUNNING, RUNNING):
                place = (account, school, month)
                made = [
                    each["visits"]
                    for each in visits
                    if (each["account"], each["school_id"], each["month"]) == place
                ]
                due, done = due + PER_MONTH, done + min(sum(made), PER_MONTH)
    return due, done


@ON_BOTH
@pytest.mark.parametrize("key", PERIODS)
def test_sums_are_those_of_each_visit(server: Server, key: str):
    visits = some_visits(Random(5))
    keep(server, visits)
    period = read_period(key)
    months = Months(server.database, server.clock, server.committer)
    assert months.this_month() == RUNNING
    held = [
        each
        for each in visits
        if each["district"] == "wanshan" and period.first <= each["month"] <= period.last
    ]
    for grouping, column in COLUMN.items():
        table = months.view(period, "wanshan", grouping).table
        assert told(table) == counted(held, column)
        assert (table.total.due, table.total.done) == due_and_done(held, period.months)
        assert sum(row.done for row in table.rows) == table.total.done
