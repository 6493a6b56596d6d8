"""The numbers of notices are given under the lock, each once, also after a restore."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import BadInput, Conflict
from domain.kinds.author import Role
from domain.kinds.office.notice import NoticeFinding, NoticeIssued, NoticeWithdrawn
from domain.kinds.office.series import SeriesSet
from domain.kinds.server import ServerRestored
from sync_server.findings.numbers import UnnumberedNotice
from sync_server.ledger.append import NEW, OfficeEntry, OfficeWriting
from sync_server.ledger.epoch import open_epoch
from sync_server.ledger.keys import LogKey
from sync_server.office.notices import NoticeCommands
from sync_server.projection.rebuild import rebuild
from sync_server.verification.verify import verify
from tests.builders.notices import (
    PRIVATE,
    a_draft,
    notice_commands,
    numbers,
    rows,
    series_version,
    visits,
)
from tests.builders.sample_ledger import issue_notice, record_visit
from tests.builders.server import (
    Ledger,
    Phone,
    SetClock,
    a_ledger,
    set_up_district,
    sqlite_url,
    version_of,
)
from tests.builders.trail import an_author


@pytest.fixture
def commands(ledger: Ledger) -> NoticeCommands:
    return notice_commands(ledger)


def test_two_supervisors_with_the_form_open_get_different_numbers(
    ledger: Ledger, phone: Phone, commands: NoticeCommands
):
    drafts = [a_draft(ledger, each) for each in visits(ledger, phone, 8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda draft: commands.issue("zhou.min", draft, PRIVATE), drafts))
    assert numbers(ledger) == [f"万教督整〔2026〕{serial}号" for serial in range(1, 9)]
    assert rebuild(ledger.database) == {}


def test_two_servers_on_one_database_never_give_one_number_twice(
    ledger: Ledger, phone: Phone, database_url: str
):
    drafts = [a_draft(ledger, each) for each in visits(ledger, phone, 6)]
    with a_ledger(database_url, ledger.key) as other, ThreadPoolExecutor(6) as pool:
        offices = [notice_commands(each) for each in (ledger, other)] * 3
        made = zip(offices, drafts, strict=True)
        list(pool.map(lambda each: each[0].issue("zhou.min", each[1], PRIVATE), made))
    assert numbers(ledger) == [f"万教督整〔2026〕{serial}号" for serial in range(1, 7)]


def test_two_notices_of_one_writing_get_different_numbers(ledger: Ledger, phone: Phone):
    (visit,) = visits(ledger, phone, 1)
    seen = NoticeFinding(
        visit=visit, finding_id="f1", entry=visit, version=version_of(ledger.database, visit)
    )
    body = UnnumberedNotice("school-1", (seen,), "2026-05-20", "2026-06-01")
    ledger.committer.write("zhou.min", [OfficeEntry(body, PRIVATE), OfficeEntry(body, PRIVATE)])
    assert numbers(ledger) == ["万教督整〔2026〕1号", "万教督整〔2026〕2号"]


def test_each_year_counts_on_its_own_and_none_before_it_begins(
    ledger: Ledger, phone: Phone, commands: NoticeCommands
):
    first, second = visits(ledger, phone)
    commands.issue("zhou.min", a_draft(ledger, first, on="2025-12-30"), PRIVATE)
    commands.issue("zhou.min", a_draft(ledger, second), PRIVATE)
    with pytest.raises(BadInput, match="还没有到"):
        commands.issue("zhou.min", a_draft(ledger, second, on="2027-01-01"), PRIVATE)
    assert numbers(ledger) == ["万教督整〔2025〕1号", "万教督整〔2026〕1号"]


def test_a_withdrawn_notice_keeps_its_number(
    ledger: Ledger, phone: Phone, commands: NoticeCommands
):
    first, second = visits(ledger, phone)
    notice = issue_notice(ledger, "school-1", first)
    seen = version_of(ledger.database, notice)
    with pytest.raises(BadInput, match="原因"):
        commands.withdraw("zhou.min", notice, seen, " ")
    commands.withdraw("zhou.min", notice, seen, "写错了")
    with pytest.raises(Conflict):
        commands.withdraw("zhou.min", notice, seen, "再撤一次")
    issue_notice(ledger, "school-1", second)
    found = rows(ledger, "SELECT state, number FROM notice ORDER BY serial")
    assert [(row.state, row.number) for row in found] == [
        ("withdrawn", "万教督整〔2026〕1号"),
        ("issued", "万教督整〔2026〕2号"),
    ]
    assert rebuild(ledger.database) == {}


def test_a_stated_number_is_where_the_series_goes_on(
    ledger: Ledger, phone: Phone, commands: NoticeCommands
):
    first, second = visits(ledger, phone)
    commands.state_last("zhou.min", 2026, 41, NEW)
    issue_notice(ledger, "school-1", first)
    commands.state_last("zhou.min", 2026, 7, series_version(ledger))
    issue_notice(ledger, "school-1", second)
    assert numbers(ledger) == ["万教督整〔2026〕42号", "万教督整〔2026〕43号"]


def test_a_series_ends_with_its_last_number(ledger: Ledger, phone: Phone, commands: NoticeCommands):
    (visit,) = visits(ledger, phone, 1)
    commands.state_last("zhou.min", 2026, 99_999, NEW)
    with pytest.raises(Conflict) as refused:
        issue_notice(ledger, "school-1", visit)
    assert refused.value.specific_code == "series_full"


def test_what_a_supervisors_phone_writes_takes_no_number(ledger: Ledger, phone: Phone):
    (visit,) = visits(ledger, phone, 1)
    notice = issue_notice(ledger, "school-1", visit)
    seen = NoticeFinding(visit=visit, finding_id="f1", entry=visit, version="f" * 64)
    forged = NoticeIssued(
        school_id="school-1", number="万教督整〔2026〕900号", serial=900, findings=(seen,),
        issued_on="2026-05-20", due_on="2026-06-01",
    )  # fmt: skip
    modified = Phone(an_author("zhou.min", Role.SUPERVISOR)).enrol(ledger.committer)
    modified.pen.write(forged, PRIVATE)
    modified.pen.write(NoticeWithdrawn(), subject=notice, saw=notice)
    modified.pen.write(SeriesSet(series="notice-2026", last=900))
    modified.push(ledger.committer)
    issue_notice(ledger, "school-1", visit)
    found = rows(ledger, "SELECT state, serial FROM notice ORDER BY serial")
    assert [(row.state, row.serial) for row in found] == [("issued", 1), ("issued", 2)]
    assert rows(ledger, "SELECT * FROM number_series") == []
    assert rebuild(ledger.database) == {}


class Restored:
    """A server that issued notices, was backed up, issued more, and went back."""

    def __init__(self, ledger: Ledger, visit: str) -> None:
        self.ledger, self.visit = ledger, visit
        self.commands = notice_commands(ledger)

    def issue(self, on: str = "2026-05-20") -> None:
        self.commands.issue("zhou.min", a_draft(self.ledger, self.visit, on=on), PRIVATE)


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Restored]:
    key, phone, clock = LogKey.generate(), Phone(), SetClock()
    for name in ("lost", "now"):
        (tmp_path / name).mkdir()
    with a_ledger(sqlite_url(tmp_path / "lost"), key, clock) as ledger:
        set_up_district(ledger.committer)
        visit = record_visit(phone.enrol(ledger.committer), "school-1")
        phone.push(ledger.committer)
        issue_notice(ledger, "school-1", visit)
        notice_commands(ledger).state_last("zhou.min", 2026, 5, NEW)
    shutil.copy(tmp_path / "lost" / "duji.db", tmp_path / "now" / "duji.db")
    with a_ledger(sqlite_url(tmp_path / "now"), key, clock) as now:
        open_epoch(now.database, key, clock, "2026-05-13T20:00:00.000Z")
        yield Restored(now, visit)


def test_a_restored_server_gives_no_number_until_the_last_one_is_stated(restored: Restored):
    for _ in range(2):
        with pytest.raises(Conflict) as refused:
            restored.issue()
        assert refused.value.specific_code == "series_unknown"
    seen = series_version(restored.ledger)
    restored.commands.state_last("zhou.min", 2026, 12, seen)
    restored.issue()
    with pytest.raises(Conflict):
        restored.issue(on="2025-12-30")
    assert numbers(restored.ledger) == ["万教督整〔2026〕1号", "万教督整〔2026〕13号"]
    assert verify(restored.ledger.database, restored.ledger.key.public_hex, Path).faults == ()


def test_a_year_that_began_after_the_restore_counts_from_one(restored: Restored):
    clock = restored.ledger.clock
    assert isinstance(clock, SetClock)
    clock.now += timedelta(days=365)
    restored.issue(on="2027-02-01")
    assert numbers(restored.ledger)[-1] == "万教督整〔2027〕1号"


def test_nobody_but_the_server_says_that_it_was_restored(ledger: Ledger, phone: Phone):
    (visit,) = visits(ledger, phone, 1)
    told = ServerRestored(
        backed_up_at="2026-05-13T20:00:00.000Z", tree_size=3, epoch_before="epoch-1"
    )
    phone.pen.write(told)
    phone.push(ledger.committer)
    issue_notice(ledger, "school-1", visit)
    assert numbers(ledger) == ["万教督整〔2026〕1号"]


def test_a_writing_whose_number_is_refused_leaves_nothing(ledger: Ledger, phone: Phone):
    (visit,) = visits(ledger, phone, 1)
    seen = NoticeFinding(visit=visit, finding_id="f1", entry=visit, version="f" * 64)
    body = UnnumberedNotice("school-1", (seen,), "2027-05-20", "2027-06-01")
    before = rows(ledger, "SELECT count(*) AS n FROM entry")[0].n
    writing = OfficeWriting(
        "zhou.min", [OfficeEntry(SeriesSet(series="notice-2026", last=3)), OfficeEntry(body)]
    )
    with pytest.raises(BadInput):
        ledger.committer.submit_office(writing).result(10)
    assert rows(ledger, "SELECT count(*) AS n FROM entry")[0].n == before
