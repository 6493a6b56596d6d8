"""Scans are put to issued papers, kept as they came, and checked with everything else."""

import pytest
from sqlalchemy import text

from sync_server.projection.rebuild import rebuild
from sync_server.verification.fault import FaultKind
from sync_server.verification.verify import verify
from tests.builders.pages import Browser, matched
from tests.builders.paper_pages import drafted, signed

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def enclosed(browser: Browser, page: str, raw: bytes = PDF, name: str = "回执.pdf", **changed: str):
    """The answer to putting a file to the paper."""
    hidden = browser.hidden(page, "/papers/file")
    return browser.client.post(
        "/papers/file",
        data={**hidden, "sort": "receipt", **changed},
        files={"file": (name, raw)},
        follow_redirects=False,
    )


def test_a_receipt_is_put_to_a_paper_and_comes_back_as_it_was(second, clerk, supervisor, server):
    page = signed(clerk, supervisor)
    answer = enclosed(clerk, page)
    assert answer.headers["location"] == f"{page}?done=enclose#enclosures"
    shown = supervisor.page(page)
    assert "送达回执" in shown
    assert "送达回执：回执.pdf" in shown
    got = supervisor.get(matched(r'href="(/papers/[0-9a-f]{64}/files/[0-9a-f]{64})"', shown))
    assert (got.content, got.headers["content-type"]) == (PDF, "application/pdf")
    assert got.headers["content-disposition"].startswith("attachment")
    assert rebuild(server.database) == {}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "文件是空的"),
        (b"MZ\x90", "附件只收 PDF"),
        (PDF + b"x" * 20_000_000, "超过 20 MB"),
    ],
)
def test_what_is_no_scan_is_refused_beside_the_field(second, clerk, supervisor, raw, words):
    page = signed(clerk, supervisor)
    answer = enclosed(clerk, page, raw)
    assert answer.status_code == 400
    assert words in matched(r'id="file-error"[^>]*>([^<]*)<', answer.text)


def test_the_same_file_twice_an_old_page_and_a_draft_are_refused(second, clerk, supervisor):
    page = signed(clerk, supervisor)
    hidden = clerk.hidden(page, "/papers/file")
    enclosed(clerk, page)
    assert "已经附过了" in enclosed(clerk, page).text
    assert enclosed(clerk, page, PDF + b"2", **hidden).status_code == 409
    draft = drafted(clerk)
    assert "/papers/file" not in clerk.page(draft)
    paper = {"paper": draft.rpartition("/")[2], "version": hidden["version"]}
    assert enclosed(clerk, page, **paper).status_code == 409


def test_verify_finds_a_scan_that_is_gone_or_changed(second, clerk, supervisor, server):
    enclosed(clerk, signed(clerk, supervisor))

    def found(change: str = "") -> list[FaultKind]:
        if change:
            server.database.write(lambda each: each.ledger.execute(text(change)))
        public, photos = server.log_key.public_hex, server.photo_store.path
        return [each.kind for each in verify(server.database, public, photos).faults]

    assert found() == []
    assert found("UPDATE kept_file SET content = x'00'") == [FaultKind.FILE_CHANGED]
    assert found("DELETE FROM kept_file") == [FaultKind.FILE_GONE]


def test_another_district_and_who_drafts_nothing_get_nothing(second, clerk, supervisor, browsers):
    page = signed(clerk, supervisor)
    enclosed(clerk, page)
    address = matched(r'href="(/papers/[^"]*/files/[^"]*)"', supervisor.page(page))
    assert browsers("li.zhuren.other").get(address).status_code == 404
    assert supervisor.get(f"{address[:-4]}0000").status_code == 404
    assert browsers("chen.jing").get(address).status_code == 403
