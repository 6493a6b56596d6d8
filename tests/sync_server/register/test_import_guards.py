"""An import writes over what somebody saw, and leaves everything else as it is."""

from datetime import date

import pytest

from domain.kinds.author import Role
from domain.kinds.register.person import PersonSet
from domain.kinds.register.school import SchoolSet
from sync_server.data.tables import SchoolRow
from sync_server.ledger.append import OfficeEntry
from sync_server.register.districts import Districts
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.run import RegisterImport
from sync_server.server import Server
from tests.builders.import_file import Rows, a_school_sheet, an_import_file

TODAY = date(2026, 5, 14)
HEADINGS = ("学校名称", "学校标识码", "类型", "片区")
FILE = an_import_file(
    {
        "学校": [
            HEADINGS,
            ("城关第一小学", "2152000101", "小学", "第一片区"),
            ("青溪镇小学", "2152000102", "小学", "第一片区"),
        ]
    }
)
MOVED = an_import_file(
    {
        "学校": [
            HEADINGS,
            ("城关第一小学", "2152000101", "小学", "第二片区"),
            ("青溪镇小学", "2152000102", "小学", "第二片区"),
        ]
    }
)


@pytest.fixture
def importing(server: Server) -> RegisterImport:
    return RegisterImport(
        server.database, Districts(server.database, server.committer), server.accounts
    )


def plan(importing: RegisterImport, raw: bytes = FILE) -> ImportPlan:
    found = importing.plan(raw, "wanshan", TODAY)
    assert found.faults == ()
    return found


def school(server: Server, school_id: str) -> SchoolSet | None:
    with server.database.session() as session:
        row = session.get(SchoolRow, ("wanshan", school_id))
        return SchoolSet.model_validate_json(row.facts) if row else None


def rename(server: Server, school_id: str) -> None:
    """Somebody else changes a school."""
    before = school(server, school_id)
    assert before is not None
    body = before.model_copy(update={"name": "别人改的名"})
    districts = Districts(server.database, server.committer)
    seen = districts.versions("wanshan")
    districts.write("wanshan", [OfficeEntry.seen(body, seen)])


def test_rows_whose_things_changed_since_the_plan_are_named_and_left_and_the_rest_is_written(
    server: Server, importing: RegisterImport
):
    importing.carry_out(plan(importing), "wanshan")
    planned = plan(importing, MOVED)
    first = school(server, "2152000101")
    rename(server, "2152000102")
    renamed = school(server, "2152000102")
    done = importing.carry_out(planned, "wanshan")
    (left,) = done.left
    assert left.sentence == ("【学校】第 3 行：“青溪镇小学”在看过以后有人改过。没有覆盖。")
    assert done.written == 2
    assert school(server, "2152000101") != first
    assert school(server, "2152000102") == renamed


def test_who_was_told_and_imports_again_means_it(server: Server, importing: RegisterImport):
    importing.carry_out(plan(importing), "wanshan")
    planned = plan(importing, MOVED)
    rename(server, "2152000102")
    assert importing.carry_out(planned, "wanshan").left
    again = importing.carry_out(plan(importing, MOVED), "wanshan")
    assert (again.written, again.left) == (1, ())
    second = school(server, "2152000102")
    assert second is not None
    assert second.name == "青溪镇小学"


def test_what_changed_between_the_dry_run_and_the_import_is_left(
    server: Server, importing: RegisterImport
):
    importing.carry_out(plan(importing), "wanshan")
    importing.note_seen(plan(importing, MOVED), "wanshan")
    rename(server, "2152000101")
    done = importing.carry_out(plan(importing, MOVED), "wanshan")
    assert [(each.sheet, each.row) for each in done.left] == [("学校", 2)]
    importing.note_seen(plan(importing, MOVED), "wanshan")
    assert importing.carry_out(plan(importing, MOVED), "wanshan").written == 1


def test_what_stood_as_the_file_says_at_the_dry_run_and_changed_since_is_left(
    server: Server, importing: RegisterImport
):
    importing.carry_out(plan(importing), "wanshan")
    importing.note_seen(plan(importing), "wanshan")
    rename(server, "2152000101")
    done = importing.carry_out(plan(importing), "wanshan")
    assert (done.written, done.unchanged, len(done.left)) == (0, 2, 1)


def test_what_refers_to_something_left_is_left_as_well(server: Server, importing: RegisterImport):
    people: dict[str, Rows] = {
        "督学": [("姓名", "账号"), ("陈晶", "chen.jing2"), ("吴浩", "wu.hao2")],
        "分工": [
            ("督学", "学校", "责任"),
            ("陈晶", "城关第一小学", "协助"),
            ("吴浩", "城关第一小学", "协助"),
        ],
    }
    importing.carry_out(plan(importing), "wanshan")
    planned = plan(importing, an_import_file(people))
    other = PersonSet(account="chen.jing2", role=Role.CLERK)
    Districts(server.database, server.committer).set_person("wanshan", other, "陈静")
    done = importing.carry_out(planned, "wanshan")
    assert [each.sentence for each in done.left] == [
        "【督学】第 2 行：“陈晶”在看过以后有人改过。没有覆盖。",
        "【分工】第 2 行：“陈晶 → 城关第一小学（协助）”要用到的“陈晶”没有导入。这一条也没有导入。",
    ]
    assert [each.account for each in done.new_accounts] == ["wu.hao2"]


def test_what_two_imports_both_find_new_is_made_once(server: Server, importing: RegisterImport):
    first, second = plan(importing), plan(importing)
    assert importing.carry_out(first, "wanshan").written == 3
    done = importing.carry_out(second, "wanshan")
    assert (done.written, len(done.left)) == (0, 3)


def test_the_same_file_again_finds_nothing_to_change(server: Server, importing: RegisterImport):
    raw = an_import_file({"学校": a_school_sheet()})
    importing.carry_out(plan(importing, raw), "wanshan")
    rename(server, "2152000101")
    importing.carry_out(plan(importing, raw), "wanshan")
    assert plan(importing, raw).changes == ()


def test_rows_that_end_where_the_register_stood_change_nothing(importing: RegisterImport):
    importing.carry_out(plan(importing), "wanshan")
    off, on = (("城关第一小学", "陈静", word) for word in ("2026-09-01", "2026-09-01"))
    twice = {"分工": [("学校", "督学", "起始日期"), off, on]}
    importing.carry_out(plan(importing, an_import_file(twice)), "wanshan")
    again = plan(importing, an_import_file(twice))
    assert (again.changes, again.unchanged) == ((), {"分工": 1})
