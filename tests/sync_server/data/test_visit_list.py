"""The list of visits: every filter reads one index in its order, and counts what is there."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, text
from sqlmodel import Session, select

from sync_server.data.engine import Database
from sync_server.data.paging import Place, Side
from sync_server.data.tables import SchoolRow, VisitFlagRow, VisitRow, ZoneRow
from sync_server.data.visits.listing import VisitFilter, VisitList, key_of
from sync_server.projection.rebuild import rebuild
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.benchmarks.district import DISTRICT
from tests.benchmarks.large import make_large
from tests.builders.query_plans import plans

FILTERS = {
    "": {},
    "month": {"month": "2025-11"},
    "zone": {"zone": "z1"},
    "account": {"account": "inspector.7"},
    "one school": {"school": "school-7"},
    "few schools": {"school": "第1"},
    "many schools": {"school": "小学"},
    "state": {"state": "approved"},
    "flag": {"flag": "outside"},
    "month and state": {"month": "2025-11", "state": "submitted"},
    "zone and account": {"zone": "z1", "account": "inspector.1"},
    "zone and flag": {"zone": "z1", "flag": "no_signature"},
    "account and flag": {"account": "inspector.1", "flag": "no_signature"},
    "many schools and flag": {"school": "小学", "flag": "no_signature"},
    "all": {
        "month": "2025-11",
        "zone": "z1",
        "account": "inspector.1",
        "school": "小学",
        "state": "approved",
        "flag": "no_signature",
    },
    "nothing": {"state": "nonsense"},
}
MIDDLE = ("2025-11-20", 2_000)
PLACES = [
    Place(),
    Place(Side.LAST),
    Place(Side.AFTER, MIDDLE),
    Place(Side.BEFORE, MIDDLE),
]
EACH = pytest.mark.parametrize("fields", FILTERS.values(), ids=FILTERS)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A district with visits of every sort all over a year."""
    folder: Path = tmp_path_factory.mktemp("large") / "data"
    make_large(folder, 240)
    server = build_server(Settings(data=folder))
    yield server.database
    server.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One reading of it."""
    with database.session() as session:
        yield session


@dataclass
class Everything:
    """All visits of the district with their flags and the names of their schools."""

    rows: list[VisitRow]
    flags: dict[str, set[str]]
    names: dict[str, str]

    @classmethod
    def of(cls, session: Session) -> "Everything":
        """What the tables hold."""
        flags: dict[str, set[str]] = {}
        for flag in session.exec(select(VisitFlagRow)):
            flags.setdefault(flag.visit, set()).add(flag.code)
        zones = {row.zone: row.name for row in session.exec(select(ZoneRow))}
        names = {
            row.school_id: f"{row.name} {json.loads(row.facts)['town']} {zones[row.zone]}"
            for row in session.exec(select(SchoolRow))
        }
        return cls(list(session.exec(select(VisitRow))), flags, names)

    def matching(self, wanted: VisitFilter) -> list[VisitRow]:
        """The visits that the filter means, found by looking at each, in the list's order."""
        found = [row for row in self.rows if self._is_meant(row, wanted)]
        return sorted(found, key=key_of, reverse=True)

    def _is_meant(self, row: VisitRow, wanted: VisitFilter) -> bool:
        columns = ("month", "zone", "account", "state")
        return (
            all(getattr(wanted, name) in ("", getattr(row, name)) for name in columns)
            and (wanted.school in self.names[row.school_id] or wanted.school == row.school_id)
            and (not wanted.flag or wanted.flag in self.flags.get(row.visit, ()))
        )


@EACH
def test_every_filter_reads_an_index_in_the_lists_order(
    database: Database, session: Session, fields: dict[str, str]
):
    listed = VisitList.of(session, VisitFilter(DISTRICT, **fields))
    for place in PLACES:
        steps = plans(database, partial(listed.ids, place, 51))
        assert steps
        for step in steps:
            assert "ORDER BY" not in step, (place, steps)
            assert not step.startswith("SCAN"), (place, steps)


@EACH
def test_counts_are_read_from_their_own_table_along_its_key(
    database: Database, session: Session, fields: dict[str, str]
):
    listed = VisitList.of(session, VisitFilter(DISTRICT, **fields))
    for count in (listed.count_by_state, listed.count_by_flag):
        (step,) = plans(database, count)
        assert re.match(r"SEARCH visit_count USING PRIMARY KEY \(district=\?", step)


@EACH
def test_pages_one_after_the_other_are_the_whole_list_from_either_end(
    session: Session, fields: dict[str, str]
):
    wanted = VisitFilter(DISTRICT, **fields)
    listed = VisitList.of(session, wanted)
    down: list[Row[Any]] = []
    up: list[Row[Any]] = []
    place = Place()
    while some := listed.ids(place, 7):
        down += some
        place = Place(Side.AFTER, key_of(some[-1]))
    place = Place(Side.LAST)
    while some := listed.ids(place, 7):
        up[:0] = some
        place = Place(Side.BEFORE, key_of(some[0]))
    expected = [row.visit for row in Everything.of(session).matching(wanted)]
    assert [row.visit for row in down] == [row.visit for row in up] == expected


@EACH
def test_counts_are_those_of_the_visits_that_are_there(session: Session, fields: dict[str, str]):
    wanted = VisitFilter(DISTRICT, **fields)
    everything, listed = Everything.of(session), VisitList.of(session, wanted)
    in_states = everything.matching(replace(wanted, state=""))
    states = {each.state: each.visits for each in listed.count_by_state()}
    assert states == Counter(row.state for row in in_states)
    counted = sum(each.counted for each in listed.count_by_state())
    assert counted == sum(row.is_counted for row in in_states)
    flagged = everything.matching(replace(wanted, flag=""))
    codes = Counter(code for row in flagged for code in everything.flags.get(row.visit, ()))
    assert listed.count_by_flag() == codes


def test_months_are_those_with_visits_the_newest_first(database: Database, session: Session):
    listed = VisitList.of(session, VisitFilter(DISTRICT))
    months = {row.month for row in Everything.of(session).rows}
    assert listed.months() == sorted(months, reverse=True)
    looks = [step for step in plans(database, listed.months) if " visit " in f"{step} "]
    assert len(looks) == 2
    for step in looks:
        assert step.startswith("SEARCH visit USING COVERING INDEX ix_visit_listed (district=?")
    assert VisitList.of(session, VisitFilter("nowhere")).months() == []


def test_counts_are_put_right_by_a_rebuild_and_differ_by_nothing_else(database: Database):
    assert rebuild(database) == {}
    spoil = text("UPDATE visit_count SET visits = visits + 1 WHERE code = 'outside'")
    database.follow(lambda transaction: transaction.tables.execute(spoil))
    assert rebuild(database).keys() == {"visit_count"}
    assert rebuild(database) == {}
