"""备份: made, tested and shown in the browser."""

import errno
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sync_server.backup.folder import BackupFolder
from sync_server.console.services import ConsoleServices
from sync_server.data.own.backup_jobs import keep_job
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.office import Inspection, a_picture, a_rich_visit
from tests.builders.pages import Browser
from tests.builders.server import SetClock


@pytest.fixture
def shelf(tmp_path: Path) -> BackupFolder:
    folder = tmp_path / "other disk"
    folder.mkdir()
    return BackupFolder(folder)


class Office:
    """A server whose backups go to a folder, and its pages."""

    def __init__(self, server: Server, folder: Path | None, data: Path, clock: SetClock) -> None:
        self.server = server
        self.clock = clock
        self.app = create_app(server, Settings(data=data, backups=folder, backups_kept=2))
        console: Any = self.app.router.routes[-1]
        self.services: ConsoleServices = console.app.state.services

    def browser(self, account: str = "li.zhuren") -> Browser:
        found = Browser(TestClient(self.app, "http://duji.test", raise_server_exceptions=False))
        found.keep_session(self.server.accounts.open_session(account))
        return found

    def made(self, browser: Browser, **fields: str) -> str:
        """The page after a backup was made."""
        answer = browser.fill("/backups", "/backups", **fields)
        assert answer.status_code == 303, answer.text
        self.services.backups.wait()
        self.clock.move(minutes=1)
        return browser.page("/backups")


@pytest.fixture
def office(
    server: Server, inspection: Inspection, tmp_path: Path, shelf: BackupFolder, clock: SetClock
):
    a_rich_visit(inspection, [a_picture("一")])
    inspection.send_photo(a_picture("一"))
    found = Office(server, shelf.folder, tmp_path / "data", clock)
    yield found
    found.services.backups.close()


def test_a_backup_is_made_shown_and_told_on_the_start_page(office, shelf):
    browser = office.browser()
    assert "还没有备份过" in browser.page("/")
    page = office.made(browser)
    (backup,) = shelf.backups()
    assert (backup.manifest.is_complete, backup.manifest.photos) == (True, 1)
    assert "做完了，没有问题" in page
    assert "2026-05-14 12:00" in page
    assert "还没有测试过" in page
    assert "最近一份是 2026-05-14 12:00 的，核对无误。" in browser.page("/")
    assert f"备份 {backup.folder.name}" in plain(browser.page("/audit?sort=server"))


def plain(page: str) -> str:
    """The page's words."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def after_a_test(office: Office, browser: Browser, name: str) -> str:
    page = f"/backups/{name}"
    assert browser.fill(page, page).status_code == 303
    office.services.backups.wait()
    return browser.page(page)


def test_a_test_opens_a_copy_and_its_result_stays(office, shelf):
    browser = office.browser()
    office.made(browser)
    (backup,) = shelf.backups()
    before = {each.name: each.read_bytes() for each in backup.folder.iterdir()}
    assert "测试无误" in after_a_test(office, browser, backup.folder.name)
    after = {each.name: each.read_bytes() for each in backup.folder.iterdir()}
    assert after.pop("tested.json")
    assert after == before
    assert "测试无误" in browser.page("/backups")
    assert [each.name for each in shelf.folder.glob("unfinished-*")] == []


@pytest.mark.parametrize("what", ["database", "photo", "gone"])
def test_what_has_gone_bad_is_found_and_named(office, shelf, what):
    browser = office.browser()
    office.made(browser)
    (backup,) = shelf.backups()
    database = backup.folder / "duji.db"
    (photo,) = (each for each in (shelf.folder / "photos").rglob("*") if each.is_file())
    if what == "gone":
        photo.unlink()
    else:
        path = database if what == "database" else photo
        raw = path.read_bytes()
        path.write_bytes(raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:])
    page = after_a_test(office, browser, backup.folder.name)
    assert "有问题，不能算数" in page
    assert ("duji.db：文件被改动过或已损坏" if what == "database" else "照片") in page
    assert "处不对" in browser.page("/backups")


def test_only_one_thing_is_done_at_a_time(office, shelf):
    browser = office.browser()
    with shelf.held():
        answer = browser.fill("/backups", "/backups")
    assert answer.status_code == 409
    assert "正在备份或测试，请等它做完再试。" in answer.text
    assert shelf.backups() == []


def test_a_page_that_waits_comes_again_by_itself_until_told_not_to(office, shelf, monkeypatch):
    browser = office.browser()
    desk = office.services.backups
    halted = threading.Event()
    monkeypatch.setattr("sync_server.backup.desk.make_backup", lambda *_, **__: halted.wait(5))
    browser.fill("/backups", "/backups")
    running = browser.get("/backups")
    assert running.headers["refresh"] == "4"
    assert "正在进行" in running.text
    assert "refresh" not in browser.get("/backups?still=1").headers
    assert 'action="/backups"' not in running.text
    halted.set()
    desk.wait()
    assert "refresh" not in browser.get("/backups").headers


def test_a_restart_in_between_says_that_it_was_cut_off(server, tmp_path, shelf, clock):
    job = '{"work":"make","account":"li.zhuren","begun_at":"2026-05-14T04:00:00.000Z"}'
    server.database.write(lambda found: keep_job(found.ledger, job))
    again = Office(server, shelf.folder, tmp_path / "data", clock)
    page = again.browser().page("/backups")
    assert "服务器重新启动，中断了，没有做完" in page
    assert 'action="/backups"' in page
    with shelf.held():
        assert "正在进行" in again.browser().page("/backups")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_is_full_or_fails_is_said_and_older_backups_stay(
    office, shelf, monkeypatch, code
):
    browser = office.browser()
    office.made(browser)

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr("sync_server.backup.creation.write_file", fail)
    page = office.made(browser)
    assert "没有做成" in page
    assert ("存备份的盘满了" if code == errno.ENOSPC else "读写备份时出错") in page
    assert len(shelf.backups()) == 1
    assert "备份没有做成" in browser.page("/audit?sort=server")


def test_a_folder_that_is_not_set_or_not_there_is_said_and_not_made(server, tmp_path, clock):
    for folder, words in ((None, "DUJI_BACKUPS"), (tmp_path / "usb", "可能没有接上")):
        office = Office(server, folder, tmp_path / "data", clock)
        browser = office.browser()
        assert words in browser.page("/backups")
        refused = browser.fill("/backups", "/backups")
        assert (refused.status_code, words in refused.text) == (400, True)
    assert not (tmp_path / "usb").exists()


def test_it_is_for_who_leads_and_no_backup_leaves_by_the_browser(office, shelf):
    office.made(office.browser())
    (backup,) = shelf.backups()
    for account in ("chen.jing", "zhao.tong"):
        browser = office.browser(account)
        for page in ("/backups", f"/backups/{backup.folder.name}"):
            assert browser.get(page).status_code == 403
    supervisor = office.browser()
    assert "duji.db" not in supervisor.page(f"/backups/{backup.folder.name}")
    for path in ("nothing", f"{backup.folder.name}/duji.db", "..%2fdata"):
        assert supervisor.get(f"/backups/{path}").status_code == 404
