"""主责 or 协助 in the sheet 分工: read, kept where nothing is said, and its faults named."""

from datetime import date

import pytest
from sqlmodel import select

from domain.kinds.register.assignment import Responsibility
from sync_server.data.tables import AssignmentRow
from sync_server.register.districts import Districts
from sync_server.register.importing.run import RegisterImport
from sync_server.server import Server
from tests.builders.import_file import Rows, an_import_file
from tests.builders.imported import Sheets, imported, planned, set_by, told

SCHOOLS = [("学校名称", "类型", "片区"), ("青溪小学", "小学", "北片区")]
PEOPLE = [("姓名", "账号"), ("程远航", "cheng"), ("白若溪", "bai")]
HEADINGS = ("督学", "学校", "起始日期", "责任")
SPELLS = [
    HEADINGS,
    ("程远航", "青溪小学", "2026-03-01", "主责"),
    ("白若溪", "青溪小学", "2026-03-01", "协助"),
]
FULL: Sheets = {"学校": SCHOOLS, "督学": PEOPLE, "分工": SPELLS}
REGISTER = imported(FULL)


def test_the_column_says_who_is_mainly_responsible_and_who_assists():
    held = {account: each for (_, account, _), each in REGISTER.assignments.items()}
    assert held["cheng"].responsibility is Responsibility.MAIN
    assert held["bai"].responsibility is Responsibility.ASSISTING


@pytest.mark.parametrize("word", ["主责", "协助", "主 责", "协办", "主要"])
def test_other_spellings_of_the_words_are_read(word):
    rows = [HEADINGS, ("程远航", "青溪小学", "2026-05-01", word)]
    assert planned({"分工": rows}, REGISTER).faults == ()


def test_who_is_new_without_a_word_is_mainly_responsible():
    rows = [HEADINGS, ("程远航", "青溪小学", "2026-05-01", "")]
    (change,) = planned({"分工": rows}, REGISTER).changes
    assert set_by(change).responsibility is Responsibility.MAIN


def test_a_word_nobody_knows_is_named_by_its_cell():
    rows = [*SPELLS[:2], ("白若溪", "青溪小学", "2026-03-01", "顺便")]
    plan = planned({"分工": rows}, REGISTER)
    assert plan.changes == ()
    assert "“责任”列（D3）：看不懂“顺便”" in told(plan)
    assert "请填“主责”、“协助”之一" in told(plan)


def test_what_changes_is_said_before_anything_is_written():
    rows = [
        HEADINGS,
        ("程远航", "青溪小学", "2026-03-01", "协助"),
        ("白若溪", "青溪小学", "2026-03-01", "主责"),
    ]
    found = [(each.name, each.is_new) for each in planned({"分工": rows}, REGISTER).changes]
    assert found == [("程远航 → 青溪小学（协助）", False), ("白若溪 → 青溪小学（主责）", False)]


def test_an_import_that_says_nothing_of_it_leaves_it_as_it_stands(server: Server):
    districts = Districts(server.database, server.committer)
    register = RegisterImport(server.database, districts, server.accounts)
    later: Rows = [(*HEADINGS[:3], "结束日期"), ("白若溪", "青溪小学", "", "2026-12-31")]
    changed: Sheets = {"分工": later}
    for sheets in (FULL, changed):
        plan = register.plan(an_import_file(sheets), "wanshan", date(2026, 5, 14))
        assert told(plan) == ""
        register.carry_out(plan, "wanshan")
    with server.database.session() as session:
        row = session.exec(select(AssignmentRow).where(AssignmentRow.account == "bai")).one()
    assert (row.to_on, row.responsibility) == ("2026-12-31", "assisting")
