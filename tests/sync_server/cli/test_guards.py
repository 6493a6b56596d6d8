"""What a command reads, changes and writes is not written over somebody else's change."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.kinds.author import Role
from domain.kinds.office.policy import PolicySet
from domain.kinds.register.person import PersonSet
from domain.kinds.register.zone import ZoneSet
from sync_server.ledger.append import OfficeEntry
from sync_server.ledger.committer import Committer
from sync_server.policies.library import Policies
from sync_server.register.districts import Districts
from sync_server.register.importing.zone_rows import new_code
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.builders.import_file import an_import_file
from tests.sync_server.cli.conftest import DISTRICT, Run, entries_in

HEADINGS = ("片区名称", "状态")


def meanwhile(
    monkeypatch: pytest.MonkeyPatch, reader: tuple[type, str], change: Callable[[Committer], object]
) -> None:
    """Let somebody else make a change right after a command has read what it will write."""
    writers: list[Committer] = []
    begin, read = Committer.start, getattr(*reader)

    def start(self: Committer) -> None:
        begin(self)
        writers.append(self)

    def reads_then_changes(self: object, *given: Any) -> object:
        found = read(self, *given)
        change(writers[-1])
        return found

    monkeypatch.setattr(Committer, "start", start)
    monkeypatch.setattr(*reader, reads_then_changes)


def test_rules_that_changed_since_they_were_read_stay(
    duji: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = build_server(Settings(data=office))
    before = Districts(server.database, server.committer).rules(DISTRICT)
    server.close()
    stricter = before.model_copy(update={"late_after_h": 24})
    meanwhile(
        monkeypatch,
        (Districts, "rules"),
        lambda committer: committer.write("system", [OfficeEntry(stricter)], DISTRICT),
    )
    ran = duji("rules", "--minor-days", 9, "--data", office)
    assert (ran.status, "刚才有人改过" in ran.err) == (1, True)
    monkeypatch.undo()
    server = build_server(Settings(data=office))
    assert Districts(server.database, server.committer).rules(DISTRICT) == stricter
    server.close()


def test_a_paper_that_changed_since_it_was_read_is_not_taken_out(
    duji: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "办法.txt"
    paper.write_text("第一条 为了规范督导。", "utf-8")
    assert duji("policy", "add", "p1", paper, "--data", office).status == 0
    newer = PolicySet(policy_id="p1", title="新的办法")
    meanwhile(
        monkeypatch,
        (Policies, "withdrawal"),
        lambda committer: committer.write("system", [OfficeEntry(newer)], DISTRICT),
    )
    before = entries_in(office)
    ran = duji("policy", "withdraw", "p1", "--data", office)
    assert (ran.status, "刚才有人改过" in ran.err) == (1, True)
    assert entries_in(office) == before + 1


def test_an_account_two_people_add_at_once_is_made_by_the_first(
    duji: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = PersonSet(account="chen.jing", role=Role.INSPECTOR)
    meanwhile(
        monkeypatch,
        (Districts, "versions"),
        lambda committer: committer.write("system", [OfficeEntry(first)], DISTRICT),
    )
    words = ("--name", "陈静", "--role", "supervisor")
    ran = duji("user", "add", "chen.jing", *words, "--data", office)
    assert (ran.status, "刚才有人改过" in ran.err) == (1, True)


def test_a_row_somebody_changed_after_the_dry_run_is_named_and_stays(
    duji: Run, office: Path, tmp_path: Path
) -> None:
    file = tmp_path / "import.xlsx"
    file.write_bytes(an_import_file({"片区": [HEADINGS, ("东片区", ""), ("西片区", "")]}))
    assert "这次写入 2 条" in duji("import", file, "--data", office).out
    file.write_bytes(an_import_file({"片区": [HEADINGS, ("东片区", "停用"), ("西片区", "停用")]}))
    assert duji("import", file, "--dry-run", "--data", office).status == 0
    server = build_server(Settings(data=office))
    districts = Districts(server.database, server.committer)
    versions = districts.versions(DISTRICT)
    moved = ZoneSet(zone=new_code("zone", "东片区"), name="片区改了名")
    districts.write(DISTRICT, [OfficeEntry.seen(moved, versions)])
    server.close()
    ran = duji("import", file, "--data", office)
    assert (ran.status, "这次写入 1 条" in ran.out) == (1, True)
    assert "有 1 条没有导入" in ran.err
    assert "【片区】第 2 行：“东片区”在看过以后有人改过。没有覆盖。" in ran.err
