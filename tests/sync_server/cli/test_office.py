"""What an office's computer person does: begin, accounts, import, month, verify, rebuild."""

import csv
import io
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from openpyxl import load_workbook

from domain.kinds import read
from domain.kinds.piece import Body
from domain.kinds.register.account import CodeIssued, SecondFactorSet, ShutOutSet
from sync_server.data.own.verified import last_verified
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.builders.import_file import a_school_sheet, an_import_file
from tests.builders.logged import entries_of
from tests.builders.one_time import set_up_factor
from tests.sync_server.cli.conftest import DISTRICT, Run, entries_in

B = TypeVar("B", bound=Body)
PEOPLE = [("姓名", "角色", "片区"), ("陈静", "督学", "第一片区"), ("周雅琴", "督导室", "")]
ASSIGNMENTS = [("督学", "学校"), ("陈静", "城关第一小学")]


def a_file(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    names = {"schools": "学校", "people": "督学", "assignments": "分工"}
    file = folder / "import.xlsx"
    file.write_bytes(an_import_file({names[name]: rows for name, rows in sheets.items()}))
    return file


def a_full_file(folder: Path) -> Path:
    schools = [tuple(row) for row in a_school_sheet()]
    return a_file(folder, schools=schools, people=PEOPLE, assignments=ASSIGNMENTS)


def test_init_makes_a_district_with_themes_and_an_administrator(duji: Run, office: Path) -> None:
    listed = duji("user", "list", "--data", office)
    assert "admin" in listed.out
    assert "管理员" in listed.out
    again = duji("init", "--data", office, "--district", DISTRICT, "--name", "栖云区")
    assert (again.status, "已经有了" in again.err) == (1, True)


@pytest.mark.parametrize("words", [(), ("--district", "52 01", "--name", "甲区")])
def test_init_needs_a_district_that_can_be(
    duji: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ran = duji("init", "--data", tmp_path / "data", *words)
    assert ran.status == 1
    assert "区" in ran.err


def test_an_account_is_added_shut_out_and_let_in_again(duji: Run, office: Path) -> None:
    added = duji("user", "add", "li.ming", "--name", "李明", "--data", office)
    assert (added.status, "登录码" in added.out) == (0, True)
    for taken in ("li.ming", "ｌｉ。ming", "Li.Ming"):
        assert duji("user", "add", taken, "--name", "李明", "--data", office).status == 1
    assert duji("user", "code", "ｌｉ．ming", "--data", office).status == 0
    assert duji("user", "disable", "li.ming", "--data", office).status == 0
    assert "停用" in duji("user", "list", "--data", office).out
    assert duji("user", "disable", "li.ming", "--undo", "--data", office).status == 0
    assert "停用" not in duji("user", "list", "--data", office).out
    assert "登录码" in duji("user", "code", "li.ming", "--data", office).out
    for command in ("disable", "code"):
        ran = duji("user", command, "nobody", "--data", office)
        assert (ran.status, "nobody" in ran.err) == (1, True)


def test_a_password_comes_from_standard_input(
    duji: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a good password\n"))
    assert duji("user", "password", "admin", "--data", office).status == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert duji("user", "password", "admin", "--data", office).status == 1
    server = build_server(Settings(data=office))
    assert server.accounts.verify_password("admin", "a good password").role == "admin"
    server.close()


def test_a_second_step_is_turned_off_for_who_lost_the_phone(duji: Run, office: Path) -> None:
    server = build_server(Settings(data=office))
    set_up_factor(server, "admin")
    server.close()
    for words in ("已关闭", "没有开启"):
        ran = duji("user", "second-factor-off", "admin", "--data", office)
        assert (ran.status, words in ran.out) == (0, True)
    server = build_server(Settings(data=office))
    assert not server.second_factors.is_on("admin")
    (told,) = entries_of(server.database, SecondFactorSet.kind)
    assert told.line.header.subject is not None
    server.close()


def test_a_dry_run_writes_nothing(duji: Run, office: Path, tmp_path: Path) -> None:
    before = entries_in(office)
    ran = duji("import", a_full_file(tmp_path), "--dry-run", "--data", office)
    assert ran.status == 0
    assert "预演" in ran.out
    assert "城关第一小学" in ran.out
    assert entries_in(office) == before


def test_an_import_is_carried_out_once(duji: Run, office: Path, tmp_path: Path) -> None:
    file, codes = a_full_file(tmp_path), tmp_path / "codes.csv"
    ran = duji("import", file, "--codes", codes, "--data", office)
    assert ran.status == 0
    with codes.open(encoding="utf-8-sig") as lines:
        rows = list(csv.reader(lines))
    assert [row[1] for row in rows] == ["账号", "chen.jing", "zhou.yaqin"]
    after = entries_in(office)
    again = duji("import", file, "--data", office)
    assert (again.status, "没有变化" in again.out) == (0, True)
    assert entries_in(office) == after


def test_an_import_writes_sheets_for_its_new_people(
    duji: Run, office: Path, tmp_path: Path
) -> None:
    file, sheet = a_full_file(tmp_path), tmp_path / "sheet.html"
    said = ("import", file, "--sheet", sheet, "--data", office)
    assert duji(*said).status == 1
    ran = duji(*said, "--address", "https://duji.example.cn")
    assert "2 张登录单已写到" in ran.out
    text = sheet.read_text("utf-8")
    assert text.count("<svg") == text.count("只能用一次") == 2
    codes = re.findall(r'class="code">([^<]+)<', text)
    assert not any(code in ran.out for code in codes)


def test_a_changed_file_changes_only_what_it_says(duji: Run, office: Path, tmp_path: Path) -> None:
    duji("import", a_full_file(tmp_path), "--data", office)
    before = entries_in(office)
    changed = a_file(tmp_path, schools=[("学校名称", "半径"), ("城关第一小学", 800)])
    assert "修改 学校：城关第一小学" in duji("import", changed, "--data", office).out
    assert entries_in(office) == before + 1


def test_a_faulty_import_writes_nothing_and_says_where(
    duji: Run, office: Path, tmp_path: Path
) -> None:
    before = entries_in(office)
    schools = [*(tuple(row) for row in a_school_sheet()), ("甲校", "", "?", "一", "", "")]
    ran = duji("import", a_file(tmp_path, schools=schools), "--data", office)
    assert ran.status == 1
    assert "【学校】第 3 行 “类型”列" in ran.err
    assert entries_in(office) == before


def test_the_template_is_written_and_never_over_another_file(duji: Run, tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    assert duji("import", "--template", file).status == 0
    assert "学校" in load_workbook(file).sheetnames
    again = duji("import", "--template", file)
    assert (again.status, "没有覆盖" in again.err) == (1, True)


@pytest.mark.parametrize("name", ["none.xlsx", "."])
def test_a_file_that_is_none_is_named(duji: Run, office: Path, tmp_path: Path, name: str) -> None:
    ran = duji("import", tmp_path / name, "--data", office)
    assert ran.status == 1
    assert "文件" in ran.err


def test_the_month_is_written_as_a_workbook(duji: Run, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "month.xlsx"
    assert duji("month", "2026-05", "--out", out, "--data", office).status == 0
    assert load_workbook(out).sheetnames
    for words in (("2026-13", out), ("2026-05", tmp_path / "x.txt"), ("2026-05", "no/x.xlsx")):
        ran = duji("month", words[0], "--out", words[1], "--data", office)
        assert (ran.status, len(ran.err.splitlines())) == (1, 1)


def test_with_two_districts_a_command_asks_which(duji: Run, office: Path, tmp_path: Path) -> None:
    words = ("--district", "520198", "--name", "乙区", "--account", "admin2")
    assert duji("init", *words, "--data", office).status == 0
    out = tmp_path / "month.xlsx"
    ran = duji("month", "2026-05", "--out", out, "--data", office)
    assert (ran.status, "520198 乙区" in ran.err) == (1, True)
    named = duji("month", "2026-05", "--out", out, "--district", "520198", "--data", office)
    assert named.status == 0
    wrong = duji("month", "2026-05", "--out", out, "--district", "1", "--data", office)
    assert (wrong.status, "没有区县 1" in wrong.err) == (1, True)


def test_verify_and_rebuild_are_well_until_somebody_changes_a_table(
    duji: Run, office: Path
) -> None:
    well = duji("verify", "--data", office)
    assert (well.status, "一切完好" in well.out) == (0, True)
    assert "没有变化" in duji("rebuild", "--data", office).out
    with closing(sqlite3.connect(office / "duji.db-tables")) as database, database:
        database.execute("UPDATE person SET name = '别人'")
    database.close()
    found = duji("verify", "--data", office)
    assert (found.status, "person" in found.out) == (1, True)
    assert "person：改正了 1 行" in duji("rebuild", "--data", office).out
    assert duji("verify", "--data", office).status == 0


def test_a_witness_file_that_is_none_is_refused(duji: Run, office: Path, tmp_path: Path) -> None:
    ran = duji("verify", "--witness", tmp_path / "none.json", "--data", office)
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1


def test_every_code_that_a_command_issues_is_an_entry(duji: Run, office: Path) -> None:
    before = len(codes_told(office))
    assert before == 1  # that of `duji init`
    duji("user", "add", "chen.jing", "--name", "陈静", "--data", office)
    duji("user", "code", "chen.jing", "admin", "--data", office)
    assert [each.account for each in codes_told(office)] == [
        "admin",
        "chen.jing",
        "chen.jing",
        "admin",
    ]
    duji("user", "disable", "chen.jing", "--data", office)
    duji("user", "disable", "chen.jing", "--undo", "--data", office)
    shut_out = [each.is_shut_out for each in told_in(office, ShutOutSet)]
    assert shut_out == [True, False]


def codes_told(office: Path) -> list[CodeIssued]:
    return told_in(office, CodeIssued)


def told_in(office: Path, kind: type[B]) -> list[B]:
    """The bodies of this kind in the log."""
    server = build_server(Settings(data=office))
    found = [read(each.line).body for each in entries_of(server.database, kind.kind)]
    server.close()
    return [each for each in found if isinstance(each, kind)]


def test_an_auditor_is_added_by_their_role_and_an_unknown_role_is_named(
    duji: Run, office: Path
) -> None:
    words = ("--name", "沈计", "--data", office)
    added = duji("user", "add", "shen.ji", "--role", "auditor", *words)
    assert (added.status, "（shen.ji，审计员）" in added.out) == (0, True)
    assert "/set-password" in added.out
    refused = duji("user", "add", "xu.mu", "--role", "system", *words)
    named = "inspector 督学、delegate 联合部门人员、supervisor 督导员、"
    assert (refused.status, named in refused.err) == (2, True)


def test_when_everything_was_verified_is_kept(duji: Run, office: Path) -> None:
    assert duji("verify", "--data", office).status == 0
    server = build_server(Settings(data=office))
    with server.database.session() as session:
        found = last_verified(session.connection())
    server.close()
    assert found is not None
    assert (found.faults, found.entries > 0) == (0, True)
