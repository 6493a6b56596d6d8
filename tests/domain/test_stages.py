"""The inspectors added up by 学段: each in one row, 48, 36 and 1 (story E)."""

from domain.kinds.register.person import Stage
from domain.kinds.visit.builder import State
from domain.month.duty import NOBODY
from domain.month.month import Act, Grouping, MonthTable, Row
from domain.month.stages import UNSTATED, by_stage, stage_key, stages_in
from domain.month.topic import ALL, Topic, read_by
from domain.visit.tally import Measure

SIZES = {"primary": 48, "primary+junior": 36, UNSTATED: 1}


def a_table() -> tuple[MonthTable, dict[str, str]]:
    stages, rows, total = {}, [], Row("total")
    for key, size in SIZES.items():
        for number in range(size):
            row = Row(f"{key}-{number}", due=2, done=1, held={f"s{number}"}, acts={Act.NOTICES: 1})
            row.sums[Measure.VISITS] = 1
            row.states = {State.APPROVED: 1}
            row.schools = {f"s{number}"} if number % 2 else set()
            total.schools |= row.schools
            rows.append(row)
            if key != UNSTATED:
                stages[row.key] = key
    rows.append(Row(NOBODY, due=4))
    return MonthTable(Grouping.INSPECTOR, tuple(rows), total), stages


def test_every_inspector_is_in_one_row() -> None:
    table, stages = a_table()
    found = by_stage(table, stages)
    assert [(each.row.key, each.inspectors) for each in found] == [*SIZES.items(), (NOBODY, 0)]
    for each in found[:-1]:
        size = SIZES[each.row.key]
        assert (each.row.due, each.row.done, each.row.sums[Measure.VISITS]) == (
            2 * size,
            size,
            size,
        )
        assert (each.row.states, each.row.acts) == ({State.APPROVED: size}, {Act.NOTICES: size})
        assert len(each.row.held) == size
    assert (found[0].row.covered, found[-1].row.due) == (24, 4)


def test_stages_stand_in_their_order_and_say_which_they_are() -> None:
    key = stage_key([Stage.JUNIOR, Stage.PRIMARY, Stage.JUNIOR])
    assert (key, stages_in(key)) == ("primary+junior", [Stage.PRIMARY, Stage.JUNIOR])
    assert stage_key([]) == UNSTATED
    assert stages_in(UNSTATED) == stages_in(NOBODY) == []


def test_every_table_is_read_by_what_it_is_called() -> None:
    assert [read_by(each.value) for each in ALL] == list(ALL)
    assert {*Grouping, *Topic} == set(ALL)
