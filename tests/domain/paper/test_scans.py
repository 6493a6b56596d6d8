"""Scans beside a paper: which count, what a withdrawal does, and when one is missing."""

from domain.kinds.paper.builder import Paper, PaperAct, ScanKind
from domain.kinds.paper.issuing import PaperIssued
from tests.builders.trail import Pen
from tests.domain.paper.histories import BESIDE, BODY, CONTENTS, PRIVATE, SCAN, after, made


def signed_by_hand() -> tuple[Paper, Pen]:
    """A paper that was signed on its sheet, and the pen."""
    paper, pen = after(PaperAct.SUBMIT)
    body, private = CONTENTS[PaperAct.ISSUE]
    assert isinstance(body, PaperIssued)
    by_hand = body.model_copy(update={"is_signed_on_paper": True})
    pen.write(by_hand, private, subject=paper.paper_id)
    return now(paper, pen), pen


def now(paper: Paper, pen: Pen) -> Paper:
    found = made(paper.paper_id, pen)
    assert found is not None
    return found


def test_scan_stands_beside_the_paper_without_moving_it() -> None:
    paper, pen = after(PaperAct.SUBMIT, PaperAct.ISSUE)
    pen.write(*BESIDE[0], subject=paper.paper_id)
    later = now(paper, pen)
    (scan,) = later.scans
    assert (scan.sha256, scan.name, scan.scan_kind) == (SCAN.sha256, "签字.pdf", ScanKind.SIGNED)
    assert (later.state, later.ignored) == (paper.state, ())
    assert later.version != paper.version


def test_draft_takes_no_scan() -> None:
    paper, pen = after()
    assert not paper.may_take_scans
    pen.write(*BESIDE[0], subject=paper.paper_id)
    later = now(paper, pen)
    assert (later.scans, [each.reason for each in later.ignored]) == ((), ["untimely"])


def test_withdrawn_scan_is_named_with_its_reason_and_may_be_filed_again() -> None:
    paper, pen = after(PaperAct.SUBMIT)
    for said in BESIDE:
        pen.write(*said, subject=paper.paper_id)
    (scan,) = now(paper, pen).scans
    assert scan.withdrawal is not None
    assert scan.withdrawal.text == "放错了"
    pen.write(*BESIDE[0], subject=paper.paper_id)
    (scan,) = now(paper, pen).scans
    assert scan.withdrawal is None


def test_only_a_scan_that_is_there_is_withdrawn() -> None:
    paper, pen = after(PaperAct.SUBMIT)
    for said in (BESIDE[1], *BESIDE, BESIDE[1]):
        pen.write(*said, subject=paper.paper_id)
    assert [each.reason for each in now(paper, pen).ignored] == ["scan_unknown"] * 2


def test_paper_signed_by_hand_lacks_its_sheet_until_that_is_filed() -> None:
    paper, pen = signed_by_hand()
    receipt = SCAN.model_copy(update={"scan_kind": ScanKind.RECEIPT, "sha256": "e" * 64})
    pen.write(receipt, BESIDE[0][1], subject=paper.paper_id)
    assert now(paper, pen).lacks_signed_scan
    pen.write(*BESIDE[0], subject=paper.paper_id)
    assert not now(paper, pen).lacks_signed_scan
    pen.write(*BESIDE[1], subject=paper.paper_id)
    assert now(paper, pen).lacks_signed_scan


def test_paper_signed_here_lacks_nothing() -> None:
    pen = Pen(after()[1].author)
    paper_id = pen.write(BODY, PRIVATE).id
    found = made(paper_id, pen)
    assert found is not None
    assert not found.lacks_signed_scan
