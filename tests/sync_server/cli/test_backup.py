"""``duji backup`` and ``duji restore``: what they say, and with which status they end."""

import os
from pathlib import Path

import pytest

from domain.trail.line import sha256_hex
from sync_server.data.audit.listing import AuditFilter, read_lines
from sync_server.data.copying import PostgresTools
from sync_server.data.paging import Place
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.builders.backup import a_visit_with_photos
from tests.builders.office import Inspection, a_picture
from tests.builders.trail import an_author
from tests.sync_server.cli.conftest import DISTRICT, Run, entries_in


def with_a_photo(duji: Run, office: Path) -> str:
    """A visit with one photo on the server; the photo's SHA-256."""
    duji("user", "add", "chen.jing", "--name", "陈静", "--data", office)
    server: Server = build_server(Settings(data=office))
    inspection = Inspection.of(server, author=an_author("chen.jing", district=DISTRICT))
    a_visit_with_photos(inspection, "校门")
    server.close()
    return sha256_hex(a_picture("校门"))


def folders(backup: Path) -> list[str]:
    return sorted(each.name for each in backup.glob("20*"))


def test_a_backup_is_made_checked_and_gone_back_to(duji: Run, office: Path, tmp_path: Path) -> None:
    with_a_photo(duji, office)
    size = entries_in(office)
    ran = duji("backup", tmp_path / "backup", "--full", "--data", office)
    assert (ran.status, ran.err) == (0, "")
    assert f"{size} 条留痕、1 张照片（这次新拷 1 张）" in ran.out
    assert "彻底核对过，无误" in ran.out
    back = duji("restore", tmp_path / "backup", "--data", tmp_path / "new")
    assert (back.status, back.err) == (0, "")
    assert f"{size} 条留痕、1 张照片" in back.out
    found = duji("verify", "--data", tmp_path / "new")
    assert (found.status, "从" in found.out, "恢复的" in found.out) == (0, True, True)
    assert "admin" in duji("user", "list", "--data", tmp_path / "new").out


def test_only_the_newest_are_kept(
    duji: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "backup"
    duji("backup", backup, "--data", office)
    (name,) = folders(backup)
    (backup / name).rename(backup / "2020-01-01_000000")
    ran = duji("backup", backup, "--keep", 1, "--data", office)
    assert (ran.status, "2020-01-01_000000" in ran.out) == (0, True)
    assert len(folders(backup)) == 1
    assert duji("backup", backup, "--keep", 0, "--data", office).status == 2


def test_a_backup_with_a_fault_ends_with_status_1_and_names_it(
    duji: Run, office: Path, tmp_path: Path
) -> None:
    sha256 = with_a_photo(duji, office)
    (office / "photos" / sha256[:2] / sha256[2:4] / sha256).unlink()
    ran = duji("backup", tmp_path / "backup", "--data", office)
    assert ran.status == 1
    assert sha256[:12] in ran.err
    assert "不算数" in ran.err
    back = duji("restore", tmp_path / "backup", "--data", tmp_path / "new")
    assert (back.status, folders(tmp_path / "backup")[0] in back.err) == (1, True)


def test_what_a_backup_leaves_out_is_said(duji: Run, office: Path, tmp_path: Path) -> None:
    (office / "web_phones").mkdir()
    assert "网页版手机" in duji("backup", tmp_path / "backup", "--data", office).out


@pytest.mark.postgres
def test_without_pg_dump_it_is_said_that_the_database_is_missing(
    duji: Run, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUJI_DATABASE_URL", postgres_url)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert PostgresTools().dump_program is None
    data = tmp_path / "data"
    assert duji("init", "--district", DISTRICT, "--name", "栖云区", "--data", data).status == 0
    ran = duji("backup", tmp_path / "backup", "--data", data)
    assert (ran.status, "没有 pg_dump" in ran.out) == (0, True)


@pytest.mark.postgres
def test_a_backup_of_the_other_kind_of_database_is_not_gone_back_to(
    duji: Run, office: Path, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duji("backup", tmp_path / "backup", "--data", office)
    monkeypatch.setenv("DUJI_DATABASE_URL", postgres_url)
    back = duji("restore", tmp_path / "backup", "--data", tmp_path / "new")
    assert (back.status, "DUJI_DATABASE_URL" in back.err) == (1, True)


def test_keys_that_are_elsewhere_are_pointed_to(
    duji: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office / "log.key").rename(tmp_path / "kept.key")
    monkeypatch.setenv("DUJI_LOG_KEY_FILE", str(tmp_path / "kept.key"))
    assert duji("backup", tmp_path / "backup", "--data", office).status == 0
    back = duji("restore", tmp_path / "backup", "--data", tmp_path / "new")
    assert (back.status, "DUJI_LOG_KEY_FILE" in back.out) == (0, True)
    kept = (tmp_path / "kept.key").read_bytes()
    assert (tmp_path / "new" / "log.key").read_bytes() == kept


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_full_disk_is_said_in_one_line_and_nothing_is_half_there(
    duji: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    backup, new = tmp_path / "backup", tmp_path / "new"
    if command == "restore":
        duji("backup", backup, "--data", office)
    with monkeypatch.context() as filling:
        filling.setattr(os, "fsync", full)
        ran = duji(command, backup, "--data", office if command == "backup" else new)
    assert (ran.status, "磁盘已满" in ran.err, len(ran.err.splitlines())) == (1, True, 1)
    assert len(folders(backup)) == (command == "restore")
    assert not (new / "duji.db").exists()


def test_a_backup_is_tested_and_told_on_the_audit_page(
    duji: Run, office: Path, tmp_path: Path
) -> None:
    with_a_photo(duji, office)
    backup = tmp_path / "backup"
    duji("backup", backup, "--data", office)
    good = duji("check-backup", backup, "--data", office)
    assert (good.status, "测试无误：1 张照片都在。" in good.out) == (0, True)
    (photo,) = (each for each in (backup / "photos").rglob("*") if each.is_file())
    photo.write_bytes(photo.read_bytes()[:-1])
    bad = duji("check-backup", backup, "--data", office)
    assert (bad.status, "请不要用它恢复" in bad.err) == (1, True)
    assert duji("check-backup", tmp_path / "none", "--data", office).status == 1
    server = build_server(Settings(data=office))
    with server.database.session() as session:
        told = read_lines(session.connection(), AuditFilter(DISTRICT, sort="server"), Place(), 9)
    server.close()
    assert [each.act for each in told] == ["use.backup_tested"] * 2 + ["use.backed_up"]
