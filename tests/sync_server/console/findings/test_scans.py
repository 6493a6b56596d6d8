"""Scans of what was signed by hand: kept as they came, shown, given out, withdrawn and verified."""

import re

import pytest

from domain.kinds.paper.builder import Paper, ScanKind
from sync_server.files.attachments import MOST_FILE_BYTES
from sync_server.projection.rebuild import rebuild
from tests.builders.backup import verified
from tests.builders.office import a_picture
from tests.builders.pages import Browser
from tests.builders.paper_pages import done, drafted, papers, sent_scan, signed

PDF = b"%PDF-1.7 the sheet that was signed"


def scans_of(server):
    return Paper.model_validate_json(papers(server)[0].folded).scans


def files_on(text: str) -> list[str]:
    return re.findall(r'<a href="(/papers/[^"]+/scans/[0-9a-f]{64})" download>[^<\s]', text)


def test_signed_sheet_is_kept_as_it_came_and_shown_on_its_paper(visit, clerk, supervisor, server):
    page, picture = signed(clerk, supervisor), a_picture("签字件")
    answer = sent_scan(clerk, page, "通知书 签字.pdf", PDF)
    assert answer.headers["location"] == f"{page}?done=scanned"
    sent_scan(clerk, page, "送达回证.jpg", picture, scan_kind="receipt")
    text = supervisor.page(page)
    for words in ("签字盖章的文书", "通知书 签字.pdf", "送达回证.jpg", "存入扫描件"):
        assert words in text
    sheet, receipt = files_on(text)
    given = supervisor.get(sheet)
    assert (given.content, given.headers["content-type"]) == (PDF, "application/pdf")
    assert given.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in given.headers["content-security-policy"]
    assert supervisor.get(receipt).content == picture
    assert supervisor.get(f"{receipt}/thumbnail").headers["content-type"] == "image/jpeg"
    assert supervisor.get(f"{sheet}/thumbnail").status_code == 404
    kinds = [each.scan_kind for each in scans_of(server)]
    assert kinds == [ScanKind.SIGNED, ScanKind.RECEIPT]
    assert rebuild(server.database) == {}


def test_verify_finds_a_scan_that_was_changed(visit, clerk, supervisor, server):
    page = signed(clerk, supervisor)
    sent_scan(clerk, page, "签字.pdf", PDF)
    server.looker.look()
    assert verified(server).is_well
    path = server.photo_store.path(scans_of(server)[0].sha256)
    path.write_bytes(PDF + b" changed")
    assert [each.kind.value for each in verified(server).faults] == ["photo_changed"]


def test_paper_that_was_signed_by_hand_says_that_its_scan_is_missing(visit, clerk, supervisor):
    page = drafted(clerk)
    done(clerk, page, "submit")
    done(supervisor, page, "issue", issued_on="2026-05-14", is_signed_on_paper="true")
    missing = "还没有存签字件的扫描件"
    assert missing in supervisor.page(page)
    sent_scan(clerk, page, "回证.pdf", b"%PDF-1.7 receipt", scan_kind="receipt")
    assert missing in supervisor.page(page)
    sent_scan(clerk, page, "签字.pdf", PDF)
    assert missing not in supervisor.page(page)


def test_scan_that_was_filed_by_mistake_is_withdrawn_for_a_reason(visit, clerk, supervisor, server):
    page = signed(clerk, supervisor)
    sent_scan(clerk, page, "别的单位.pdf", PDF)
    (file,) = files_on(clerk.page(page))
    refused = clerk.fill(page, f"{file}/withdraw", reason="")
    assert (refused.status_code, "请填写撤下的原因" in refused.text) == (400, True)
    answer = clerk.fill(page, f"{file}/withdraw", reason="是另一个单位的")
    assert answer.headers["location"] == f"{page}?done=scan_withdrawn"
    text = clerk.page(page)
    assert "是另一个单位的" in text
    assert files_on(text) == []
    assert clerk.get(file).status_code == 404
    assert server.photo_store.is_whole(scans_of(server)[0].sha256)
    sent_scan(clerk, page, "别的单位.pdf", PDF)
    assert files_on(clerk.page(page)) == [file]


@pytest.mark.parametrize(
    "refused",
    [
        ("空.pdf", b"", "文件是空的"),
        ("程序.pdf", b"MZ\x90 no scan", "附件只收"),
        ("图.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "只收 PDF 和 JPEG、PNG"),
        ("坏.jpg", a_picture("坏")[:900], "可能已损坏"),
        ("大.pdf", b"%PDF-" + b" " * MOST_FILE_BYTES, "超过 20 MB"),
    ],
)
def test_what_can_be_no_scan_is_refused_beside_its_field(visit, clerk, supervisor, server, refused):
    name, raw, words = refused
    page = signed(clerk, supervisor)
    answer = sent_scan(clerk, page, name, raw, scan_kind="answer")
    assert answer.status_code == 400
    said = re.search(r'id="scan-file-error"[^>]*>([^<]*)<', answer.text)
    assert said is not None
    assert words in said[1]
    assert '<option value="answer" selected' in answer.text
    assert scans_of(server) == ()


def test_the_same_file_is_not_kept_twice_and_a_stale_page_is_told(visit, clerk, supervisor, server):
    page = signed(clerk, supervisor)
    stale = clerk.hidden(page, "/papers/scan")["version"]
    sent_scan(clerk, page, "签字.pdf", PDF)
    again = sent_scan(clerk, page, "又一次.pdf", PDF)
    assert (again.status_code, "已经存在这份文书里" in again.text) == (400, True)
    late = sent_scan(clerk, page, "新.pdf", PDF + b"2", version=stale)
    assert (late.status_code, "刚有变化" in late.text) == (409, True)
    assert len(scans_of(server)) == 1


def test_draft_takes_no_scans_and_who_only_reads_is_offered_no_form(visit, clerk, browsers):
    page = drafted(clerk)
    assert 'action="/papers/scan"' not in clerk.page(page)
    done(clerk, page, "submit")
    assert sent_scan(clerk, page, "签字.pdf", PDF).status_code == 303
    auditor: Browser = browsers("shen.ji")
    assert 'action="/papers/scan"' not in auditor.page(page)
    odd = sent_scan(clerk, page, "签字.pdf", PDF, scan_kind="nothing")
    assert odd.status_code == 400
