"""``duji import-trail``: what it says, and with which status it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.errors import Unavailable
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.trail_import.intake import RealIntake
from sync_server.wiring import build_server
from tests.builders.office import Inspection, a_picture
from tests.builders.trail import an_author
from tests.builders.trail_file import a_tar, contents, seal
from tests.sync_server.cli.conftest import DISTRICT, Run, entries_in

PICTURE = a_picture("校门")


@contextmanager
def running(data: Path) -> Iterator[Server]:
    server = build_server(Settings(data=data))
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def phone(duji: Run, office: Path) -> Inspection:
    """A phone with a visit and a photo that it could not send; its server is closed."""
    duji("user", "add", "chen.jing", "--name", "陈静", "--data", office)
    with running(office) as server:
        made = Inspection.of(server, author=an_author("chen.jing", district=DISTRICT))
        made.open_visit()
        made.take_photo("p1", PICTURE)
        made.submit()
    return made


def exported(phone: Inspection, folder: Path, *, cut: int = 0, key: str = "") -> Path:
    """The file the phone makes of it."""
    key = key or phone.server.export_key.public_hex
    sealed = seal(key, a_tar(contents([phone.handset.delivery()], [PICTURE])), chunk=512)
    path = folder / "督迹-陈静.duji"
    path.write_bytes(sealed.raw[: len(sealed.raw) - cut])
    return path


def test_a_file_is_taken_in_and_every_account_named(
    duji: Run, office: Path, phone: Inspection, tmp_path: Path
) -> None:
    file = exported(phone, tmp_path)
    before = entries_in(office)
    rehearsed = duji("import-trail", file, "--dry-run", "--data", office)
    assert (rehearsed.status, "预演" in rehearsed.out, "陈静" in rehearsed.out) == (0, True, True)
    assert entries_in(office) == before
    ran = duji("import-trail", file, "--data", office)
    assert (ran.status, ran.err) == (0, "")
    row = next(line for line in ran.out.splitlines() if "陈静" in line and "chen.jing" in line)
    assert row.split()[2:] == ["8", "0", "0", "1", "0", "0"]
    assert "全部在服务器上了" in ran.out
    again = duji("import-trail", file, "--data", office)
    # The eight of the file, and one of the server's own: that the photo arrived.
    assert (again.status, entries_in(office)) == (0, before + 8 + 1)
    assert "一切完好" in duji("verify", "--data", office).out


def test_a_cut_off_file_ends_with_status_1_and_says_what_is_missing(
    duji: Run, office: Path, phone: Inspection, tmp_path: Path
) -> None:
    ran = duji("import-trail", exported(phone, tmp_path, cut=12_000), "--data", office)
    assert ran.status == 1
    assert "没有传完" in ran.err
    assert "有 1 张照片不在文件里" in ran.out


@pytest.mark.parametrize("told", [(1, "试用版导出的"), (3, "请先升级服务器")])
def test_a_file_of_another_format_is_refused_in_one_sentence(
    duji: Run, office: Path, phone: Inspection, tmp_path: Path, told: tuple[int, str]
) -> None:
    number, words = told
    before = entries_in(office)
    path = exported(phone, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"trail-v2", b"trail-v%d" % number, 1))
    ran = duji("import-trail", path, "--data", office)
    assert ran.status == 1
    assert words in ran.err
    assert "什么也没有收" in ran.err
    assert entries_in(office) == before


@pytest.mark.parametrize("content", [b"PK", None])
def test_what_cannot_be_opened_does_not_keep_the_others_out(
    duji: Run, office: Path, phone: Inspection, tmp_path: Path, content: bytes | None
) -> None:
    (tmp_path / "other").mkdir()
    bad = exported(phone, tmp_path / "other", key="09" + "00" * 31)
    if content is not None:
        bad.write_bytes(content)
    ran = duji("import-trail", bad, tmp_path / "none", exported(phone, tmp_path), "--data", office)
    assert ran.status == 1
    assert ("不是督迹手机导出" if content else "export.key") in ran.err
    assert "找不到文件" in ran.err
    assert "全部在服务器上了" in ran.out


def test_what_was_not_taken_is_said_in_sentences(
    duji: Run, office: Path, phone: Inspection, tmp_path: Path
) -> None:
    lines = phone.handset.pen.lines
    members = [*contents([phone.handset.delivery(lines[2:]), b"?"], [PICTURE]), ("note", b"")]
    file = tmp_path / "a.duji"
    file.write_bytes(seal(phone.server.export_key.public_hex, a_tar(members)).raw)
    ran = duji("import-trail", file, "--data", office)
    assert ran.status == 1
    for words in (
        "陈静：6 条记录没有收，它前面的记录服务器上没有。",
        "deliveries/0002.ndjson：第一行读不懂，没有收。",
        "没有哪条留痕提到它，没有收。",
        "另有 1 项不认识的内容，略过了。",
    ):
        assert words in ran.out


def test_a_full_disk_is_said_in_one_line(
    duji: Run, office: Path, phone: Inspection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = exported(phone, tmp_path)
    with monkeypatch.context() as filling:
        filling.setattr(os, "fsync", full)
        ran = duji("import-trail", file, "--data", office)
    assert (ran.status, "磁盘已满" in ran.err, len(ran.err.splitlines())) == (1, True, 1)
    assert duji("import-trail", file, "--data", office).status == 0


def test_a_full_database_is_said_in_one_line(
    duji: Run, office: Path, phone: Inspection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Unavailable("The server's disk is full.", code="disk_full")

    monkeypatch.setattr(RealIntake, "deliver", full)
    ran = duji("import-trail", exported(phone, tmp_path), "--data", office)
    assert (ran.status, "磁盘已满" in ran.err, len(ran.err.splitlines())) == (1, True, 1)
