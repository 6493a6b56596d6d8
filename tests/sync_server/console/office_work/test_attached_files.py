"""材料: files put beside trainings and activities, kept through changes, and given out."""

import re

import pytest

from sync_server.console.office_work.attached import FULL, NO_FILE
from sync_server.verification.kept_files import kept_file_faults
from tests.builders.pages import Browser
from tests.sync_server.console.counted_scenes import put_beside, recorded

TRAINING = {"held_on": "2026-05-14", "title": "岗前培训", "mode": "central", "hours": "6"}
PDF = b"%PDF-1.7 slides"


@pytest.fixture
def clerk(browsers):
    return browsers("zhao.tong")


@pytest.fixture
def page(clerk) -> str:
    return recorded(clerk, "/trainings", **TRAINING)


def addresses(browser: Browser, page: str) -> dict[str, str]:
    """Where the files of the page are, by their names."""
    link = r'<a href="([^"]+/files/[0-9a-f]{64})" download>([^<]+)<'
    return {name: address for address, name in re.findall(link, browser.page(page))}


def test_a_file_is_put_beside_a_training_and_given_out(clerk, page, browsers, server):
    assert put_beside(clerk, page, "课件.pdf", PDF).headers["location"] == f"{page}?done=set"
    (address,) = addresses(clerk, page).values()
    answer = clerk.get(address)
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert "attachment" in answer.headers["content-disposition"]
    assert browsers("chen.jing").get(address).status_code == 403
    assert browsers("li.zhuren.other").get(address).status_code == 404
    with server.database.reading() as transaction:
        assert list(kept_file_faults(transaction)) == []


def test_a_change_keeps_the_files_that_stay_ticked(clerk, page):
    for name in ("课件.pdf", "通知.pdf"):
        put_beside(clerk, page, name, PDF + name.encode())
    edit = f"{page}/edit"
    gone, kept = addresses(clerk, page).items()
    clerk.fill(edit, edit, **TRAINING, files=kept[1].rpartition("/")[2])
    assert addresses(clerk, page) == dict([kept])
    assert clerk.get(gone[1]).status_code == 200


def test_a_file_of_the_same_name_takes_the_place_of_the_other(clerk, page):
    put_beside(clerk, page, "课件.pdf", PDF)
    put_beside(clerk, page, "课件.pdf", PDF + b" again")
    assert list(addresses(clerk, page)) == ["课件.pdf"]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [("", b"", NO_FILE), ("课件.pdf", b"", "文件是空的"), ("表.exe", b"MZ", "附件只收 PDF")],
)
def test_what_can_be_no_file_is_said_beside_it(clerk, page, name, raw, words):
    answer = put_beside(clerk, page, name, raw)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert addresses(clerk, page) == {}


def test_an_outdated_page_brings_no_file_and_ten_are_enough(clerk, supervisor, page):
    seen = clerk.hidden(page, "/trainings/file")["version"]
    put_beside(supervisor, page, "通知.pdf", PDF)
    answer = put_beside(clerk, page, "课件.pdf", PDF, version=seen)
    assert (answer.status_code, "请刷新页面看过以后再传" in answer.text) == (409, True)
    for number in range(9):
        assert put_beside(clerk, page, f"{number}.pdf", PDF + b"%d" % number).status_code == 303
    assert FULL in put_beside(clerk, page, "十一.pdf", PDF).text


def test_an_activity_has_files_too(clerk):
    fields = {"held_on": "2026-05-14", "title": "宣讲", "activity_type": "safety_education"}
    page = recorded(clerk, "/activities", **fields)
    put_beside(clerk, page, "方案.pdf", PDF)
    assert list(addresses(clerk, page)) == ["方案.pdf"]
    (address,) = addresses(clerk, page).values()
    assert clerk.get(address.replace(address[-4:], "0000")).status_code == 404
