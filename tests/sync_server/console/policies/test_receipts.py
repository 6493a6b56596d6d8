"""阅读回执: each version can be read and taken, and who has read which of them is told."""

import csv
import io
import re

import pytest
from docx import Document

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.wire.workbook import WorkbookPolicy
from sync_server.projection.rebuild import rebuild
from tests.builders.handset import write
from tests.builders.office import Inspection
from tests.sync_server.console.policies.test_policy_pages import FACTS, made, read_it

FIRST, SECOND = "先记录到校。", "先亮证，再记录到校。"


@pytest.fixture
def page(supervisor) -> str:
    """A paper that must be read."""
    return made(supervisor, FIRST, must_be_read="true")


def change(browser, page: str, **fields: str) -> None:
    """A further version of the paper."""
    edit = f"{page}/edit"
    asked = {**FACTS, "must_be_read": "true", "text": SECOND, **fields}
    assert browser.fill(edit, edit, **asked).status_code == 303


def receipts(browser, page: str, query: str = "") -> dict[str, list[str]]:
    """Version, day and state of everybody as the file has them."""
    address = f"/policy-readers.csv?policy={page.rpartition('/')[2]}{query}"
    rows = csv.reader(io.StringIO(browser.get(address).content.decode("utf-8-sig")))
    found = {row[0]: row[2:] for row in rows if len(row) > 4}
    return {name: cells for name, cells in found.items() if name != "姓名"}


def test_each_version_has_its_day_its_writer_and_a_word_file(browsers, page, clock):
    clock.move(hours=24)
    supervisor = browsers("li.zhuren")
    change(supervisor, page)
    shown = supervisor.page(page).partition('id="versions"')[2].partition("</section>")[0]
    assert [each in shown for each in ("2026-05-14", "2026-05-15", "李主任")] == [True] * 3
    first = supervisor.get(f"{page}/versions/1/paper.docx")
    words = [each.text for each in Document(io.BytesIO(first.content)).paragraphs]
    assert FIRST in words
    assert "栖教督〔2026〕1号" in words[1]
    assert "2026-05-14" in supervisor.page(f"{page}/versions/1")
    assert supervisor.get(f"{page}/versions/3/paper.docx").status_code == 404


def test_who_has_read_which_version_and_who_has_not(supervisor, server, page, inspection):
    read_it(inspection, server, page)
    wang = Inspection.of(server, "wang.fang")
    change(supervisor, page)
    read_it(wang, server, page)
    found = receipts(supervisor, page)
    assert found["陈静"] == ["第 1 版", "2026-05-14", "只读过旧版"]
    assert found["王芳"] == ["第 2 版", "2026-05-14", "已读"]
    assert found["李主任"] == ["", "", "没有读"]
    assert set(receipts(supervisor, page, "&state=unread")) == {"陈静", "李主任"}
    assert set(receipts(supervisor, page, "&state=older")) == {"陈静"}


def test_a_changed_text_asks_again_unless_the_paper_says_it_does_not(
    supervisor, server, page, inspection
):
    read_it(inspection, server, page)
    change(supervisor, page)
    assert receipts(supervisor, page)["陈静"][2] == "只读过旧版"
    change(supervisor, page, asks_again="")
    assert receipts(supervisor, page)["陈静"] == ["第 1 版", "2026-05-14", "已读"]
    assert "1 / 3 人" in supervisor.page("/policies")
    assert "读过旧版的不用重新读" in supervisor.page(page)


def test_who_read_an_earlier_text_has_read_it_when_it_comes_back(
    supervisor, server, page, inspection
):
    read_it(inspection, server, page)
    change(supervisor, page)
    read_it(inspection, server, page)
    change(supervisor, page, text=FIRST)
    assert receipts(supervisor, page)["陈静"][2] == "已读"
    assert rebuild(server.database) == {}


def test_the_start_page_says_how_many_have_not_read(supervisor, server, page, inspection):
    address = f"/policy-readers?state=unread&amp;policy={page.rpartition('/')[2]}"
    start = supervisor.page("/")
    assert address in start
    assert re.search(r">3</b> 人未读", start)
    for account in ("chen.jing", "wang.fang", "li.zhuren"):
        read_it(Inspection.of(server, account), server, page)
    assert "人未读" not in supervisor.page("/")


def test_seventy_two_of_seventy_two(supervisor, server, page, inspection):
    people = [
        (PersonSet(account=f"p{n}", role=Role.INSPECTOR), PersonPrivate(name=f"督学{n}"))
        for n in range(69)
    ]
    write(server, "wanshan", *people)
    assert "已读 0 / 72" in supervisor.page(f"/policy-readers?policy={page.rpartition('/')[2]}")
    assert ">72</b> 人未读" in supervisor.page("/")


def test_what_a_phone_is_told_has_no_office_settings():
    assert "asks_again" not in WorkbookPolicy.model_fields
