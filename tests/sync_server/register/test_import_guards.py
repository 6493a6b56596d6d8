"""An import writes over what its plan saw, or not at all."""

from datetime import date

import pytest

from domain.errors import Conflict
from domain.kinds.register.school import SchoolSet
from sync_server.data.tables import SchoolRow
from sync_server.ledger.append import OfficeEntry
from sync_server.register.districts import Districts
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.run import RegisterImport
from sync_server.server import Server
from tests.builders.import_file import a_school_sheet, an_import_file

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
    server.committer.write("system", [OfficeEntry(body)], "wanshan")


def test_rows_whose_things_changed_since_the_plan_are_named_and_nothing_is_written(
    server: Server, importing: RegisterImport
):
    importing.carry_out(plan(importing), "wanshan")
    moved = [
        HEADINGS,
        ("城关第一小学", "2152000101", "小学", "第二片区"),
        ("青溪镇小学", "2152000102", "小学", "第二片区"),
    ]
    planned = plan(importing, an_import_file({"学校": moved}))
    first = school(server, "2152000101")
    rename(server, "2152000102")
    with pytest.raises(Conflict) as caught:
        importing.carry_out(planned, "wanshan")
    assert "【学校】第 3 行：“青溪镇小学”刚才有人改过" in caught.value.message
    assert "城关" not in caught.value.message
    assert school(server, "2152000101") == first
    second = school(server, "2152000102")
    assert second is not None
    assert second.name == "别人改的名"


def test_what_two_imports_both_find_new_is_made_once(server: Server, importing: RegisterImport):
    first, second = plan(importing), plan(importing)
    importing.carry_out(first, "wanshan")
    with pytest.raises(Conflict, match="一行也没有导入"):
        importing.carry_out(second, "wanshan")


def test_the_same_file_again_finds_nothing_to_change(server: Server, importing: RegisterImport):
    raw = an_import_file({"学校": a_school_sheet()})
    importing.carry_out(plan(importing, raw), "wanshan")
    rename(server, "2152000101")
    importing.carry_out(plan(importing, raw), "wanshan")
    assert plan(importing, raw).changes == ()
