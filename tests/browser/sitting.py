"""An office set up by its own commands, from a messy workbook to a console that answers."""

import csv
import io
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync_server.cli import app, data_folder, setup
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app
from tests.browser.office import PASSWORD
from tests.builders.messy_workbook import MessyWorkbook
from tests.builders.one_clock import OneClock, phones_in_browsers_go_by
from tests.builders.running import running
from web import PHONE_PATH, WebPhones, phone_app, with_sessions

DISTRICT = "520199"
DIRECTOR, CLERK = "gu.zhuren", "tong.ji"
BEGUN = datetime(2026, 4, 28, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and all it said."""

    status: int
    said: str


@dataclass
class Desk:
    """Where a clerk sits: a folder for files, the data beside it, and the time."""

    folder: Path
    clock: OneClock

    @property
    def data(self) -> Path:
        """The office's data folder."""
        return self.folder / "data"

    def duji(self, *words: object, typed: str = "") -> Ran:
        """Run the command as a shell would, at the desk's time."""
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
            for module in (data_folder, setup):
                patch.setattr(
                    module, "build_server", lambda settings: build_server(settings, self.clock)
                )
            patch.setattr(sys, "stdin", io.StringIO(typed))
            with pytest.raises(SystemExit) as ended:
                app([*map(str, words), "--data", str(self.data)])
        status = ended.value.code
        return Ran(status if isinstance(status, int) else 0, said.getvalue())

    def bring(self, workbook: MessyWorkbook, *words: object) -> Ran:
        """Import the workbook."""
        file = self.folder / f"基础数据{'-改好' if workbook.is_mended else ''}.xlsx"
        if not file.exists():
            file.write_bytes(workbook.content())
        return self.duji("import", file, *words)

    def codes(self) -> dict[str, tuple[str, str]]:
        """Account and one-time code of each new person by name, as the import wrote them."""
        with (self.folder / "codes.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["姓名"]: (row["账号"], row["登录码"]) for row in csv.DictReader(file)}

    @contextmanager
    def opened(self) -> Iterator["OpenOffice"]:
        """The office, served with the phone app for browsers."""
        settings = Settings(data=self.data)
        server = build_server(settings, self.clock)
        phones = phone_app(WebPhones(self.folder / "web_phones"))
        served = with_sessions(create_app(server, settings, {PHONE_PATH: phones}))
        with ExitStack() as stack:
            stack.enter_context(phones_in_browsers_go_by(self.clock))
            yield OpenOffice(stack.enter_context(running(served)), server, self)


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """A running office: its address, its services, and the desk it was set up at."""

    url: str
    server: Server
    desk: Desk


def a_desk(folder: Path) -> Desk:
    """An empty desk in the last days of April."""
    return Desk(folder, OneClock(at=BEGUN))


def set_up(desk: Desk) -> None:
    """What README.zh-CN.md tells an office to do, with all that goes wrong on the way."""
    assert desk.duji("init", "--district", DISTRICT, "--name", "栖云区").status == 0
    messy = MessyWorkbook()
    first = desk.bring(messy, "--dry-run")
    assert first.status == 1
    faults = [line for line in first.said.splitlines() if "列（" in line]
    assert len(faults) == len(messy.wrong), first.said
    for (sheet, cell), said in messy.wrong.items():
        (fault,) = (each for each in faults if f"【{sheet}】" in each and f"（{cell}）" in each)
        assert said in fault
    mended = MessyWorkbook(is_mended=True)
    rehearsed = desk.bring(mended, "--dry-run")
    assert "有 2 处要确认" in rehearsed.said, rehearsed.said
    assert "还没有导入" in desk.bring(mended).said
    done = desk.bring(mended, "--confirm", "--codes", desk.folder / "codes.csv")
    assert (done.status, "46 个新账号" in done.said) == (0, True), done.said
    assert "没有变化" in desk.bring(mended).said
    for account in (DIRECTOR, CLERK):
        assert desk.duji("user", "password", account, typed=f"{PASSWORD}\n").status == 0
