"""An import is written in parts; what is written stays, and it goes on wherever it was cut off."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from domain.errors import NotSignedIn
from domain.kinds.register.account import CodeIssued
from domain.kinds.register.school import SchoolSet
from sync_server.data.tables import AssignmentRow, SchoolRow
from sync_server.ledger.append import OfficeEntry
from sync_server.projection.rebuild import rebuild
from sync_server.register.districts import Districts
from sync_server.register.importing import parts
from sync_server.register.importing.run import Imported, NewAccount, RegisterImport
from sync_server.server import Server
from tests.builders.backup import verified
from tests.builders.import_file import a_large_file
from tests.builders.logged import logged_since

TODAY = date(2026, 5, 14)
DEVICE = ("chain-1", "key-1")
CODE = CodeIssued.kind
SMALL = a_large_file(3, 2)
"""A zone, three schools, two people, two assignments: eight things."""


@pytest.fixture
def importing(server: Server) -> RegisterImport:
    return RegisterImport(
        server.database, Districts(server.database, server.committer), server.accounts
    )


@pytest.fixture
def by_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of two entries."""
    monkeypatch.setattr(parts, "MOST_AT_ONCE", 2)


def carry_out(importing: RegisterImport, raw: bytes = SMALL) -> Imported:
    return importing.carry_out(importing.plan(raw, "wanshan", TODAY), "wanshan")


def log_since(server: Server, position: int) -> list[tuple[str, int]]:
    """Kind and commit of every entry from a position on."""
    since = logged_since(server.database, position)
    return [(each.line.header.kind, each.tree_size) for each in since]


def size(server: Server) -> int:
    return server.log.state().checkpoint.tree_size


def before_part(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], object]) -> None:
    """Do something right before the part of this number, counted from 1, is written."""
    write, seen = Districts.write, []

    def acts_then_writes(self: Districts, district: str, contents: Sequence[OfficeEntry]) -> None:
        seen.append(contents)
        if len(seen) == number:
            act()
        write(self, district, contents)

    monkeypatch.setattr(Districts, "write", acts_then_writes)


def cut_off() -> None:
    raise KeyboardInterrupt


def school_row(server: Server, name: str) -> SchoolRow | None:
    with server.database.session() as session:
        return session.exec(select(SchoolRow).where(SchoolRow.name == name)).one_or_none()


def rename(server: Server, school: str) -> None:
    """Somebody else gives a school another name."""
    row = school_row(server, school)
    assert row is not None
    body = SchoolSet.model_validate_json(row.facts).model_copy(update={"name": f"新{school}"})
    versions = Districts(server.database, server.committer).versions("wanshan")
    server.committer.write("system", [OfficeEntry.seen(body, versions)], "wanshan")


def test_no_commit_of_an_import_holds_more_than_five_hundred_entries(
    server: Server, importing: RegisterImport
):
    before, told = size(server), []
    raw = a_large_file(399, 80)
    plan = importing.plan(raw, "wanshan", TODAY)
    done = importing.carry_out(plan, "wanshan", lambda done, of: told.append((done, of)))
    assert (done.written, done.unchanged, done.left) == (560, 0, ())
    assert told == [(500, 560), (560, 560)]
    log = log_since(server, before)
    assert list(Counter(commit for _, commit in log).values()) == [500, 60, 80]
    kinds = list(dict.fromkeys(kind for kind, _ in log))
    assert kinds == ["zone.set", "school.set", "person.set", "assignment.set", CODE]
    assert len(done.new_accounts) == 80
    assert verified(server).is_well
    assert rebuild(server.database) == {}


@pytest.mark.usefixtures("by_twos")
@pytest.mark.parametrize("part", [2, 3, 4])
def test_what_was_cut_off_between_two_parts_goes_on_where_it_was(
    server: Server, importing: RegisterImport, monkeypatch: pytest.MonkeyPatch, part: int
):
    before = size(server)
    with monkeypatch.context() as cutting:
        before_part(cutting, part, cut_off)
        with pytest.raises(KeyboardInterrupt):
            carry_out(importing)
    assert len(log_since(server, before)) == 2 * (part - 1)
    done = carry_out(importing)
    assert (done.written, done.unchanged, done.left) == (8 - 2 * (part - 1), 2 * (part - 1), ())
    assert [each.account for each in done.new_accounts] == ["a1", "a2"]
    assert len(log_since(server, before)) == 8 + len(done.new_accounts)
    with server.database.session() as session:
        found = session.exec(select(AssignmentRow.account).order_by(AssignmentRow.account)).all()
    assert [account for account in found if account in ("a1", "a2")] == ["a1", "a2"]


@pytest.mark.usefixtures("by_twos")
def test_the_same_file_again_writes_nothing_and_says_so(server: Server, importing: RegisterImport):
    carry_out(importing)
    after = size(server)
    done = carry_out(importing)
    assert (done.written, done.unchanged, done.left) == (0, 8, ())
    assert done.new_accounts == []
    assert size(server) == after


@pytest.mark.usefixtures("by_twos")
def test_what_changes_before_a_later_part_is_left_with_what_refers_to_it(
    server: Server, importing: RegisterImport, monkeypatch: pytest.MonkeyPatch
):
    carry_out(importing)
    moved = a_large_file(3, 2, zone="南片区", until="2027-08-31")
    with monkeypatch.context() as meeting:
        before_part(meeting, 2, lambda: rename(server, "岭2小学"))
        done = carry_out(importing, moved)
    assert [each.sentence for each in done.left] == [
        "【学校】第 3 行：“岭2小学”在看过以后有人改过。没有覆盖。",
        "【分工】第 3 行：“人a2 → 岭2小学”要用到的“岭2小学”没有导入。这一条也没有导入。",
    ]
    assert done.written == 6
    assert school_row(server, "新岭2小学") is not None
    again = carry_out(importing, moved)
    assert (again.written, again.unchanged, again.left) == (2, 6, ())


@pytest.mark.usefixtures("by_twos")
def test_what_changed_while_an_import_lay_cut_off_is_named_and_stays(
    server: Server, importing: RegisterImport, monkeypatch: pytest.MonkeyPatch
):
    carry_out(importing)
    moved = a_large_file(3, 2, zone="南片区")
    with monkeypatch.context() as cutting:
        before_part(cutting, 2, cut_off)
        with pytest.raises(KeyboardInterrupt):
            carry_out(importing, moved)
    for already_written_and_not in ("岭1小学", "岭3小学"):
        rename(server, already_written_and_not)
    done = carry_out(importing, moved)
    assert [(each.sheet, each.row) for each in done.left] == [("学校", 2), ("学校", 4)]
    assert (done.written, done.unchanged) == (3, 3)
    assert [school_row(server, f"新岭{number}小学") is not None for number in (1, 3)] == [True] * 2


KILLED = """
import os, sys
from datetime import date
from pathlib import Path
from sync_server.register.districts import Districts
from sync_server.register.importing.run import RegisterImport
from sync_server.settings import Settings
from sync_server.wiring import build_server

server = build_server(Settings(data=Path(sys.argv[1])))
districts = Districts(server.database, server.committer)
importing = RegisterImport(server.database, districts, server.accounts)
plan = importing.plan(Path(sys.argv[2]).read_bytes(), "wanshan", date(2026, 5, 14))
importing.carry_out(plan, "wanshan", lambda done, of: os.kill(os.getpid(), 9))
"""


def test_what_was_killed_after_a_part_keeps_that_part_and_goes_on(
    server: Server, importing: RegisterImport, tmp_path: Path
):
    file = tmp_path / "large.xlsx"
    file.write_bytes(a_large_file(520, 3))
    words = [sys.executable, "-c", KILLED, str(tmp_path / "data"), str(file)]
    assert subprocess.run(words, check=False).returncode == -signal.SIGKILL
    done = carry_out(importing, file.read_bytes())
    assert (done.written, done.unchanged, done.left) == (27, 500, ())
    assert len(done.new_accounts) == 3
    assert verified(server).is_well


def test_codes_that_could_not_be_handed_out_are_good_for_nothing_and_made_anew(
    server: Server, importing: RegisterImport
):
    plan = importing.plan(SMALL, "wanshan", TODAY)
    shown: list[NewAccount] = []

    def breaks_off(new: Sequence[NewAccount]) -> None:
        shown.extend(new)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.carry_out(plan, "wanshan", hand_out=breaks_off)
    for each in shown:
        with pytest.raises(NotSignedIn):
            server.accounts.verify_code(each.account, each.code, DEVICE)
    done = carry_out(importing)
    assert [each.account for each in done.new_accounts] == [each.account for each in shown]
    for each in done.new_accounts:
        person = server.accounts.verify_code(each.account, each.code, DEVICE)
        assert person.account == each.account
