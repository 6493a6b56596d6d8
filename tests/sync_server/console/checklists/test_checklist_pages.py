"""The list of checklists, one with its versions and uses, and as the phone shows it."""

import re

import pytest

from app.ui.texts import labels
from app.ui.texts.visit import checklist as on_phone
from app.ui.texts.visit import visit as visit_words
from domain.register.checklist import Checklist
from domain.register.school_kind import SchoolKind
from domain.words.checklist import limits
from tests.builders.office import Inspection
from tests.sync_server.console.audit.test_audit_page import said
from tests.sync_server.console.checklists.test_editor import (
    ITEM,
    MONTH,
    arranged,
    begun,
    newest,
    published,
)
from tests.sync_server.console.register.test_school import facts
from tests.sync_server.console.register.test_schools_list import as_csv, cells


def a_second_version(browser, server) -> Checklist:
    """The month's checklist with a limited item more and one less."""
    draft = begun(browser)
    where = f"{draft}/items/new"
    browser.fill(where, where, **ITEM)
    arranged(browser, draft, f"end:{newest(server).all_items[0].item_id}")
    published(browser, draft)
    return newest(server)


def test_the_list_tells_what_each_is_for_and_leaves_as_a_file(supervisor):
    (row,) = cells(supervisor.page("/checklists"))
    assert row[:2] == ["课程开设、课堂教学与控辍保学督导清单", "课程开设、课堂教学与控辍保学"]
    assert row[2:5] == ["1", "3", "14"]
    assert "没有符合条件的督导清单" in supervisor.page("/checklists?title=作业")
    assert as_csv(supervisor.get("/checklists.csv"))[1][0] == row[0]


def test_a_checklist_shows_all_versions_their_makers_and_what_they_changed(supervisor, server):
    a_second_version(supervisor, server)
    page = supervisor.page(MONTH)
    second, first = cells(page.split("各个版次")[1])
    assert (second[0], second[2:5]) == ("第 2 版", ["李主任", "14", "新增 1 处，停用 1 处"])
    assert (first[0], first[2], first[4]) == ("第 1 版", "系统", "第一次发布")
    old = supervisor.page(f"{MONTH}/1")
    assert ("这是旧版" in old, ITEM["text"] in old) == (True, False)
    assert "这一版改了什么" in supervisor.page(f"{MONTH}/2")


def test_themes_and_visits_that_go_by_it_are_named(supervisor, server, inspection: Inspection):
    inspection.open_visit()
    inspection.push()
    a_second_version(supervisor, server)
    page = supervisor.page(MONTH)
    assert facts(page)["用于主题"] == "每年5月 课程开设、课堂教学与控辍保学"
    assert facts(page)["用它的督导"] == "1 次"
    assert f'href="/visits/{inspection.visit}"' in page
    assert [row[-1] for row in cells(page.split("各个版次")[1])] == ["0", "1"]


def test_the_preview_speaks_the_phones_words_for_every_kind_of_item(supervisor, server):
    item = {**ITEM, "needs_photo": "true", "is_key": "true"}
    draft = begun(supervisor)
    for each in (item, {"section": "s1", "text": "其他", "kind": "text"}):
        supervisor.fill(f"{draft}/items/new", f"{draft}/items/new", **each)
    page = supervisor.page(f"{draft}/phone")
    shown = (visit_words.CHECKLIST, on_phone.KEY_ITEM, on_phone.PHOTO_WANTED)
    for words in (*shown, on_phone.ADD_REMARK, on_phone.PHOTO_OF_ITEM):
        assert words in page
    for words in (*labels.ANSWER.values(), on_phone.ALL_FINE, on_phone.YOUR_ANSWER):
        assert words in page
    published(supervisor, draft)
    said = limits(newest(server).sections[0].items[-1])
    assert said in supervisor.page(f"{MONTH}/2/phone")


def test_the_preview_at_a_kind_of_school_asks_what_the_phone_asks_there(supervisor, server):
    checklist = a_second_version(supervisor, server)
    for kind in ("primary", "junior"):
        page = supervisor.page(f"{MONTH}/2/phone?school_kind={kind}")
        asked = checklist.asked_of(SchoolKind(kind))
        assert asked is not None
        shown = re.findall(r'class="phone-asked">([^<]*)<', page)
        assert shown == [each.text for each in asked.all_items]


@pytest.mark.parametrize(
    ("account", "reads", "writes"),
    [("li.zhuren", 200, 200), ("zhao.tong", 200, 403), ("chen.jing", 403, 403)],
)
def test_who_reads_and_who_writes(browsers, account, reads, writes):
    browser = browsers(account)
    for path in ("/checklists", MONTH, f"{MONTH}/1", f"{MONTH}/1/phone"):
        assert browser.get(path).status_code == reads
    assert browser.get(f"{MONTH}/1/xlsform.xlsx").status_code == reads
    for path in ("/checklists/new", "/checklists/import"):
        assert browser.get(path).status_code == writes
    sent = browser.post(f"{MONTH}/draft", on="/").status_code
    assert sent == (303 if writes == 200 else 403)


def test_another_districts_checklists_are_their_own(supervisor, server, browsers):
    a_second_version(supervisor, server)
    assert "第 2 版" not in browsers("li.zhuren.other").page(MONTH)
    assert supervisor.get("/checklists/nothing").status_code == 404
    assert supervisor.get(f"{MONTH}/9").status_code == 404


def test_a_look_is_noted_where_the_page_tells_who_went_where(supervisor, inspection: Inspection):
    looks = "?noun=checklist&code=month-05/1"
    supervisor.page(MONTH)
    supervisor.page(f"{MONTH}/1/phone")
    supervisor.page(begun(supervisor))
    assert [each for each in said(supervisor, looks) if each[1] == "查看"] == []
    inspection.open_visit()
    inspection.push()
    supervisor.page(f"{MONTH}/1")
    assert [each[0] for each in said(supervisor, looks) if each[1] == "查看"] == ["李主任"]
