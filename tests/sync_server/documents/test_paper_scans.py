"""Scans of papers as commands: on both databases, by whom, and of which paper."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.paper.builder import Paper, ScanKind
from sync_server.documents.scans import MOST_SCANS, PaperScans
from sync_server.office.commands import Office
from sync_server.photos.keeping import Pool
from sync_server.photos.looking import Looker
from sync_server.photos.store import PhotoStore
from sync_server.projection.rebuild import rebuild
from tests.builders.handset import NOON
from tests.builders.issuing import CLERK, a_draft, pending, rows, seen_now, visits
from tests.builders.server import Ledger, Phone, SetClock
from tests.builders.tampering import verified

PDF = b"%PDF-1.7 signed"


@pytest.fixture
def scans(ledger: Ledger, tmp_path: Path) -> PaperScans:
    store = PhotoStore(tmp_path / "photos")
    looker = Looker(ledger.database, store, ledger.committer)
    pool = Pool(store, ledger.committer, SetClock(NOON), looker)
    return PaperScans(Office(ledger.database, ledger.committer), pool)


def stands(ledger: Ledger) -> Paper:
    (row,) = rows(ledger, "SELECT folded FROM paper")
    return Paper.model_validate_json(row.folded)


def test_scan_is_kept_named_by_an_entry_and_verified(
    ledger: Ledger, phone: Phone, scans: PaperScans, tmp_path: Path
) -> None:
    seen = pending(ledger, a_draft(ledger, *visits(ledger, phone)))
    scans.file(CLERK, seen, ScanKind.SIGNED, "签字.pdf", PDF)
    scan, path = scans.path(stands(ledger), stands(ledger).scans[0].sha256)
    assert (path.read_bytes(), scan.name, scan.size_bytes) == (PDF, "签字.pdf", len(PDF))
    assert scans.pool.looker.look() == 1
    assert rebuild(ledger.database) == {}
    assert verified(ledger, tmp_path / "photos").faults == ()
    path.unlink()
    with pytest.raises(NotFound):
        scans.path(stands(ledger), scan.sha256)
    assert [each.kind.value for each in verified(ledger, tmp_path / "photos").faults] == [
        "photo_gone"
    ]


def test_scan_of_what_changed_or_is_not_theirs_is_refused(
    ledger: Ledger, phone: Phone, scans: PaperScans
) -> None:
    seen = pending(ledger, a_draft(ledger, *visits(ledger, phone)))
    scans.file(CLERK, seen, ScanKind.SIGNED, "签字.pdf", PDF)
    with pytest.raises(Conflict):
        scans.withdraw(CLERK, seen, stands(ledger).scans[0].sha256, "放错了")
    now = seen_now(ledger.database, seen.paper)
    with pytest.raises(BadInput):
        scans.withdraw(CLERK, now, stands(ledger).scans[0].sha256, " ")
    with pytest.raises(NotFound):
        scans.withdraw(CLERK, now, "0" * 64, "放错了")
    with pytest.raises(NotFound):
        scans.file(CLERK, replace(now, paper="0" * 64), ScanKind.SIGNED, "签字.pdf", PDF)
    with pytest.raises(NotAllowed):
        scans.file("chen.jing", now, ScanKind.SIGNED, "签字.pdf", PDF)


def test_paper_takes_so_many_scans_and_no_more(
    ledger: Ledger, phone: Phone, scans: PaperScans
) -> None:
    paper = pending(ledger, a_draft(ledger, *visits(ledger, phone))).paper
    for number in range(MOST_SCANS):
        seen = seen_now(ledger.database, paper)
        scans.file(CLERK, seen, ScanKind.OTHER, f"{number}.pdf", PDF + b"%d" % number)
    seen = seen_now(ledger.database, paper)
    with pytest.raises(BadInput, match="最多存"):
        scans.file(CLERK, seen, ScanKind.OTHER, "多.pdf", PDF)
