"""The month as JSON: SQL's numbers, a schema that is true, and known again to the byte."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import BadInput, NotFound
from domain.kinds import read
from domain.kinds.office.export import TableExported
from domain.trail.line import sha256_hex
from sync_server.month.commands import MonthCommands
from sync_server.month.given_out import known_file
from sync_server.month.locks import MonthLocks
from sync_server.month.month_file import MonthFile
from sync_server.month.official import PRESENT
from sync_server.month.table import Months, Take
from sync_server.server import Server
from tests.builders.logged import entries_of
from tests.builders.office import Inspection, a_rich_visit, set_up_theme
from tests.sync_server.conftest import ON_BOTH

MAY, CLERK = "2026-05", "zhao.tong"
SCHEMA = Path(__file__).parents[3] / "docs" / "month.schema.json"


@pytest.fixture
def visited(server: Server) -> Server:
    """A server with a rich visit in May."""
    set_up_theme(server)
    a_rich_visit(Inspection.of(server), [])
    return server


def taken(server: Server, number: int | None = None, account: str = CLERK) -> bytes:
    months = Months(server.database, server.clock, server.committer)
    return months.as_file(Take(MAY, number=number), "wanshan", account).content


def lock(server: Server) -> None:
    seen = MonthLocks(server.database, server.clock).read("wanshan", MAY).seen
    MonthCommands(server.database, server.committer).lock(CLERK, MAY, seen)


@ON_BOTH
def test_its_figures_are_sql_s_and_its_hash_is_that_of_its_content(visited):
    file = MonthFile.model_validate_json(taken(visited))
    with visited.database.reading() as transaction:
        visits, lessons = transaction.tables.execute(
            text("SELECT sum(visits), sum(lessons) FROM visit_measures")
        ).one()
    content = file.content
    assert (content.totals["visits"], content.totals["lessons"]) == (visits, lessons)
    for table in content.tables:
        at = [each.name for each in table.columns].index("findings")
        assert sum(row.figures[at] or 0 for row in table.rows) == table.total[at]
    assert (content.made_by, content.made_by_name, content.locked) == (CLERK, "赵统", None)
    assert file.is_whole


def test_a_sealed_month_gives_its_version_until_the_present_is_asked_for(visited, clock):
    late = Inspection.of(visited, "wang.fang")
    clock.move(days=20)
    lock(visited)
    before = MonthFile.model_validate_json(taken(visited)).content
    a_rich_visit(late, [], "school-3")
    sealed = MonthFile.model_validate_json(taken(visited)).content
    assert sealed.locked is not None
    assert (sealed.locked.version, sealed.locked.locked_by) == (1, "赵统")
    assert (sealed.totals, sealed.tables) == (before.totals, before.tables)
    present = MonthFile.model_validate_json(taken(visited, PRESENT)).content
    assert present.locked is None
    assert present.totals["visits"] == 2
    with pytest.raises(NotFound):
        taken(visited, 7)


def test_its_leaving_is_an_entry_with_the_hash_of_its_bytes_and_it_is_known_by_it(visited):
    raw = taken(visited)
    (told,) = entries_of(visited.database, TableExported.kind)
    body = read(told.line).body
    assert isinstance(body, TableExported)
    assert (body.table, body.month, body.format) == ("month", MAY, "json")
    assert body.sha256 == sha256_hex(raw)
    found = known_file(visited.database, raw)
    assert (found.by, found.at, found.which) == (
        "赵统",
        told.accepted_at,
        "万山区 2026-05 的月报（没有锁定时的现有数）",
    )
    assert known_file(visited.database, taken(visited, account="system")).by == "系统（命令行）"


def test_a_file_that_is_not_ours_or_was_changed_is_told_from_ours(visited):
    raw = taken(visited)
    other = json.loads(raw)
    other["content"]["totals"]["visits"] += 1
    mended = MonthFile.of(MonthFile.model_validate(other).content).written
    for content, said in (
        (b"{}", "不是督迹给出的月报文件"),
        (b"\xff", "不是督迹给出的月报文件"),
        (json.dumps(other).encode(), "sha256 和内容不符"),
        (mended, "没有给出过这个文件"),
        (raw + b" ", "没有给出过这个文件"),
    ):
        with pytest.raises(BadInput, match=said):
            known_file(visited.database, content)


def test_a_longer_period_is_no_month(visited):
    months = Months(visited.database, visited.clock, visited.committer)
    with pytest.raises(BadInput, match="一次一个月"):
        months.as_file(Take("2026"), "wanshan")


def test_the_schema_in_the_docs_is_that_of_the_file():
    made = json.dumps(MonthFile.model_json_schema(), ensure_ascii=False, indent=1) + "\n"
    assert SCHEMA.read_text("utf-8") == made
