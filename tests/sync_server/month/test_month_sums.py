"""The database's sums are what looking at each visit finds, by whatever a table has rows for."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from domain.month.month import CREDITED, Grouping, MonthTable
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
ASSIGNED = (("chen.jing", "school-1", "2025-12-20", "2026-04-01"), ("b", "school-2", "2026-02-10"))
PEOPLE = ("chen.jing", "wang.fang", "b")


def some_visits(dice: Random) -> list[dict[str, Any]]:
    """Counted visits of two districts, in all sorts of months, zones, schools and states."""
    return [
        {
            "visit": f"{number:064x}",
            "district": "other" if dice.random() < 0.1 else "wanshan",
            "month": f"{dice.choice((2025, 2026))}-{dice.randint(1, 12):02d}",
            "account": dice.choice(PEOPLE),
            "school_id": f"school-{dice.randint(1, 4)}",
            "zone": dice.choice(("z1", "z2")),
            "state": dice.choice(("submitted", "returned", "approved")),
            **{measure.value: dice.randint(0, 3) for measure in Measure},
        }
        for number in range(400)
    ]


def some_credits(dice: Random, visits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What of these visits is whose: the leader's, and that of some who went along or heard."""
    found = []
    for visit in visits:
        others = dice.sample([who for who in PEOPLE if who != visit["account"]], dice.randint(0, 2))
        for who in (visit["account"], *others):
            found.append(
                {name: visit[name] for name in ("visit", "district", "month", "school_id")}
                | {"account": who, "visit_on": f"{visit['month']}-{dice.randint(1, 28):02d}"}
                | dict.fromkeys(
                    ("took_part", "called"), 0 if who in others and dice.random() < 0.2 else 1
                )
                | {"lessons": dice.randint(0, 2), "attendances": dice.randint(0, 2)}
            )
    return found


def keep(server: Server, visits: list[dict[str, Any]], credits: list[dict[str, Any]]) -> None:
    """Put the visits, two assignments and their schools in the tables, for what is there."""
    place: dict[str, str | None] = {"district": "wanshan", "responsibility": "main"}
    assigned = [
        place | {"account": who, "school_id": school, "from_on": on, "to_on": next(iter(end), None)}
        for who, school, on, *end in ASSIGNED
    ]
    kind = {"school_kind": "primary", "ownership": "public", "is_active": True}
    was = [
        {"district": "wanshan", "school_id": school, "from_on": on, "name": school, "zone": "z1"}
        | kind
        for school, on in (("school-1", "2025-09-01"), ("school-2", "2025-09-01"))
    ]
    tables = {"visit_measures": visits, "assignment": assigned}
    tables |= {"visit_credit": credits, "school_was": was}

    def write(transaction: Transaction) -> None:
        for name, rows in tables.items():
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


def credited(credits: list[dict[str, Any]]) -> dict[str, tuple[int, ...]]:
    """What each person is credited with."""
    names = ("took_part", "lessons", "attendances")
    sums = {each["account"]: Counter[str]() for each in credits}
    for each in credits:
        sums[each["account"]].update({name: each[name] for name in names})
    return {who: tuple(some[name] for name in names) for who, some in sums.items()}


def told(table: MonthTable) -> dict[str, Any]:
    """The same of the table's rows that have a visit."""
    rows = [row for row in table.rows if row.schools]
    return {row.key: (Counter(row.sums), row.schools, Counter(row.states)) for row in rows}


def due_and_done(credits: list[dict[str, Any]], months: tuple[str, ...]) -> tuple[int, int]:
    """What the two schools ask for in these months, and what of it was made."""
    due = done = 0
    for account, school, on, *end in ASSIGNED:
        for month in months:
            if month > RUNNING:
                continue
            due += PER_MONTH
            is_held = on[:7] <= month <= (end[0][:7] if end else RUNNING)
            days = {
                each["visit_on"]
                for each in credits
                if (each["account"], each["school_id"], each["month"]) == (account, school, month)
                and each["took_part"]
                and is_held
            }
            done += min(len(days), PER_MONTH)
    return due, done


@ON_BOTH
@pytest.mark.parametrize("key", PERIODS)
def test_sums_are_those_of_each_visit(server: Server, key: str):
    dice = Random(5)
    visits = some_visits(dice)
    credits = some_credits(dice, visits)
    keep(server, visits, credits)
    period = read_period(key)
    months = Months(server.database, server.clock, server.committer)
    assert months.this_month() == RUNNING
    held, theirs = (
        [each for each in some if each["district"] == "wanshan" and each["month"] in period.months]
        for some in (visits, credits)
    )
    for grouping, column in COLUMN.items():
        table = months.view(period, "wanshan", grouping).table
        assert (table.total.due, table.total.done) == due_and_done(theirs, period.months)
        assert sum(row.done for row in table.rows) == table.total.done
        found, wanted = told(table), counted(held, column)
        if grouping is Grouping.INSPECTOR:
            mine = {row.key: [row.sums[each] for each in CREDITED_IN_ORDER] for row in table.rows}
            assert {who: tuple(some) for who, some in mine.items() if who} == credited(theirs)
            for sums, _, _ in (*found.values(), *wanted.values()):
                for measure in CREDITED:
                    del sums[measure]
        assert found == wanted


CREDITED_IN_ORDER = (Measure.INSPECTOR_VISITS, Measure.LESSONS, Measure.LESSON_ATTENDANCES)
