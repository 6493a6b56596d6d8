"""The numbers of papers are given under the lock, each once, also after a restore."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import BadInput, Conflict
from domain.kinds.author import Role
from domain.kinds.office.series import SeriesSet
from domain.kinds.paper.issuing import PaperIssued, PaperVoided
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.person import PersonSet
from domain.kinds.register.signing import PaperNumbering, SigningSet
from domain.kinds.server import ServerRestored
from sync_server.data.subjects import versions_called
from sync_server.findings.numbers import UnnumberedIssue
from sync_server.ledger.append import NEW, OfficeEntry, OfficeWriting
from sync_server.ledger.epoch import open_epoch
from sync_server.ledger.keys import LogKey
from sync_server.office.papers import PaperCommands, series_set
from sync_server.projection.rebuild import rebuild
from sync_server.verification.verify import verify
from tests.builders.issuing import (
    SUPERVISOR,
    a_draft,
    numbers,
    paper_commands,
    pending,
    rows,
    seen_now,
    series_version,
    signature,
    visits,
)
from tests.builders.sample_ledger import issue_paper, record_visit
from tests.builders.server import (
    DISTRICT,
    Ledger,
    Phone,
    SetClock,
    a_ledger,
    set_up_district,
    sqlite_url,
)
from tests.builders.trail import an_author

RECTIFICATION = PaperKind.RECTIFICATION


@pytest.fixture
def commands(ledger: Ledger) -> PaperCommands:
    return paper_commands(ledger)


def state_last(commands: PaperCommands, last: int, version: str, year: int = 2026) -> None:
    commands.state_last(SUPERVISOR, series_set(RECTIFICATION, year, last), "启用前已用", version)


def test_five_who_sign_at_once_give_numbers_without_double_or_gap(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    people = [PersonSet(account=f"signer.{each}", role=Role.SUPERVISOR) for each in range(5)]
    ledger.committer.write("system", [OfficeEntry(each) for each in people], DISTRICT)
    drafts = [a_draft(ledger, each, due_on="2027-02-01") for each in visits(ledger, phone, 15)]
    waiting = [pending(ledger, each) for each in drafts]

    def sign(place: int) -> None:
        """Every third is refused under the lock, for a day to come: that uses up no number."""
        is_refused = place % 3 == 2
        with pytest.raises(BadInput) if is_refused else nullcontext():
            on = "2027-01-05" if is_refused else "2026-05-20"
            commands.issue(people[place % 5].account, waiting[place], signature(on))

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(sign, range(15)))
    assert numbers(ledger) == [f"万教督整〔2026〕{serial}号" for serial in range(1, 11)]
    signers = rows(ledger, "SELECT DISTINCT signer FROM paper WHERE number <> ''")
    assert len(signers) == 5
    assert rebuild(ledger.database) == {}


def test_of_several_who_sign_one_paper_one_does(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    (visit,) = visits(ledger, phone, 1)
    seen = pending(ledger, a_draft(ledger, visit))

    def sign(_: int) -> bool:
        try:
            commands.issue(SUPERVISOR, seen, signature())
        except Conflict as refused:
            return refused.specific_code != "changed_meanwhile"
        return True

    with ThreadPoolExecutor(5) as pool:
        signed = list(pool.map(sign, range(5)))
    assert signed.count(True) == 1
    assert numbers(ledger) == ["万教督整〔2026〕1号"]


def test_two_servers_on_one_database_never_give_one_number_twice(
    ledger: Ledger, phone: Phone, database_url: str
):
    waiting = [pending(ledger, a_draft(ledger, each)) for each in visits(ledger, phone, 6)]
    with a_ledger(database_url, ledger.key) as other, ThreadPoolExecutor(6) as pool:
        offices = [paper_commands(each) for each in (ledger, other)] * 3
        made = zip(offices, waiting, strict=True)
        list(pool.map(lambda each: each[0].issue(SUPERVISOR, each[1], signature()), made))
    assert numbers(ledger) == [f"万教督整〔2026〕{serial}号" for serial in range(1, 7)]


def test_two_papers_of_one_writing_get_different_numbers(ledger: Ledger, phone: Phone):
    waiting = [pending(ledger, a_draft(ledger, each)) for each in visits(ledger, phone)]
    entries = [
        OfficeEntry(
            UnnumberedIssue(SUPERVISOR, each.paper, "2026-05-20"), None, each.paper, each.version
        )
        for each in waiting
    ]
    ledger.committer.write(SUPERVISOR, entries)
    assert numbers(ledger) == ["万教督整〔2026〕1号", "万教督整〔2026〕2号"]


def test_each_kind_and_year_counts_on_its_own_and_none_before_it_begins(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    first, second = visits(ledger, phone)
    issue_paper(ledger, "school-1", first, on="2025-12-30")
    issue_paper(ledger, "school-1", second)
    issue_paper(ledger, "school-1", second, paper_kind=PaperKind.TIP)
    later = a_draft(ledger, second, due_on="2027-02-01")
    with pytest.raises(BadInput, match="还没有到"):
        commands.issue(SUPERVISOR, pending(ledger, later), signature("2027-01-01"))
    found = ["万教督整〔2025〕1号", "万教督整〔2026〕1号", "万教督提〔2026〕1号"]
    assert numbers(ledger) == found


def test_a_voided_paper_keeps_its_number(ledger: Ledger, phone: Phone, commands: PaperCommands):
    first, second = visits(ledger, phone)
    paper = issue_paper(ledger, "school-1", first)
    seen = seen_now(ledger.database, paper)
    with pytest.raises(BadInput, match="原因"):
        commands.void(SUPERVISOR, seen, " ")
    commands.void(SUPERVISOR, seen, "写错了")
    with pytest.raises(Conflict):
        commands.void(SUPERVISOR, seen, "再作废一次")
    issue_paper(ledger, "school-1", second)
    found = rows(ledger, "SELECT state, number FROM paper ORDER BY serial")
    assert [(row.state, row.number) for row in found] == [
        ("voided", "万教督整〔2026〕1号"),
        ("issued", "万教督整〔2026〕2号"),
    ]
    assert rebuild(ledger.database) == {}


def test_a_stated_number_is_where_the_series_goes_on(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    first, second = visits(ledger, phone)
    with pytest.raises(BadInput, match="原因"):
        commands.state_last(SUPERVISOR, series_set(RECTIFICATION, 2026, 41), " ", NEW)
    state_last(commands, 41, NEW)
    issue_paper(ledger, "school-1", first)
    state_last(commands, 7, series_version(ledger))
    issue_paper(ledger, "school-1", second)
    assert numbers(ledger) == ["万教督整〔2026〕42号", "万教督整〔2026〕43号"]


def test_a_series_ends_with_its_last_number(ledger: Ledger, phone: Phone, commands: PaperCommands):
    (visit,) = visits(ledger, phone, 1)
    state_last(commands, 99_999, NEW)
    with pytest.raises(Conflict) as refused:
        issue_paper(ledger, "school-1", visit)
    assert refused.value.specific_code == "series_full"


def test_a_number_from_the_registry_is_typed_and_stands_once_in_the_district(
    ledger: Ledger, phone: Phone, commands: PaperCommands
):
    typed = PaperNumbering(paper_kind=RECTIFICATION, prefix="万政教督", is_typed=True)
    rule = SigningSet(district=DISTRICT, numbering=(typed,))
    ledger.committer.write(SUPERVISOR, [OfficeEntry(rule, expects=NEW)])
    waiting = [pending(ledger, a_draft(ledger, each)) for each in visits(ledger, phone)]
    with pytest.raises(BadInput, match="请填写文号"):
        commands.issue(SUPERVISOR, waiting[0], signature())
    commands.issue(SUPERVISOR, waiting[0], signature(number="万政教督〔2026〕1号"))
    with pytest.raises(BadInput, match="已经用过"):
        commands.issue(SUPERVISOR, waiting[1], signature(number="万政教督〔2026〕1号"))
    counted = rule.model_copy(update={"numbering": (typed.model_copy(update={"is_typed": False}),)})
    with ledger.database.reading() as transaction:
        version = versions_called(transaction.tables, DISTRICT)["signing", DISTRICT]
    ledger.committer.write(SUPERVISOR, [OfficeEntry(counted, expects=version)])
    commands.issue(SUPERVISOR, waiting[1], signature())
    assert sorted(numbers(ledger)) == ["万政教督〔2026〕1号", "万政教督〔2026〕2号"]


def test_what_a_supervisors_phone_writes_takes_no_number(ledger: Ledger, phone: Phone):
    (visit,) = visits(ledger, phone, 1)
    paper = issue_paper(ledger, "school-1", visit)
    forged = PaperIssued(
        paper_kind=RECTIFICATION,
        number="万教督整〔2026〕900号",
        serial=900,
        issued_on="2026-05-20",
    )
    waiting = pending(ledger, a_draft(ledger, visit))
    modified = Phone(an_author(SUPERVISOR, Role.SUPERVISOR)).enrol(ledger.committer)
    modified.pen.write(forged, subject=waiting.paper, saw=waiting.paper)
    modified.pen.write(PaperVoided(), subject=paper, saw=paper)
    modified.pen.write(SeriesSet(series="rectification-2026", last=900))
    modified.push(ledger.committer)
    issue_paper(ledger, "school-1", visit)
    found = rows(ledger, "SELECT state, serial FROM paper WHERE serial > 0 ORDER BY serial")
    assert [(row.state, row.serial) for row in found] == [("issued", 1), ("issued", 2)]
    assert rows(ledger, "SELECT * FROM number_series") == []
    assert rebuild(ledger.database) == {}


class Restored:
    """A server that issued papers, was backed up, issued more, and went back."""

    def __init__(self, ledger: Ledger, visit: str) -> None:
        self.ledger, self.visit = ledger, visit
        self.commands = paper_commands(ledger)

    def issue(self, on: str = "2026-05-20") -> None:
        draft = a_draft(self.ledger, self.visit, due_on="2027-12-31")
        self.commands.issue(SUPERVISOR, pending(self.ledger, draft), signature(on))


@pytest.fixture
def restored(tmp_path: Path) -> Iterator[Restored]:
    key, phone, clock = LogKey.generate(), Phone(), SetClock()
    for name in ("lost", "now"):
        (tmp_path / name).mkdir()
    with a_ledger(sqlite_url(tmp_path / "lost"), key, clock) as ledger:
        set_up_district(ledger.committer)
        visit = record_visit(phone.enrol(ledger.committer), "school-1")
        phone.push(ledger.committer)
        issue_paper(ledger, "school-1", visit)
        state_last(paper_commands(ledger), 5, NEW)
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
    state_last(restored.commands, 12, seen)
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
    issue_paper(ledger, "school-1", visit)
    assert numbers(ledger) == ["万教督整〔2026〕1号"]


def test_a_writing_whose_number_is_refused_leaves_nothing(ledger: Ledger, phone: Phone):
    (visit,) = visits(ledger, phone, 1)
    waiting = pending(ledger, a_draft(ledger, visit))
    body = UnnumberedIssue(SUPERVISOR, waiting.paper, "2027-05-20")
    before = rows(ledger, "SELECT count(*) AS n FROM entry")[0].n
    contents = [
        OfficeEntry(SeriesSet(series="rectification-2026", last=3), expects=NEW),
        OfficeEntry(body, None, waiting.paper, waiting.version),
    ]
    with pytest.raises(BadInput):
        ledger.committer.submit_office(OfficeWriting(SUPERVISOR, contents)).result(10)
    assert rows(ledger, "SELECT count(*) AS n FROM entry")[0].n == before
