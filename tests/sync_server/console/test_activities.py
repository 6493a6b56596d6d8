"""Trainings and activities of the month: recorded, corrected, withdrawn, and what came between."""

import pytest
from sqlmodel import select

from sync_server.data.tables import ActivityRow
from sync_server.projection.rebuild import rebuild
from tests.builders.pages import matched

TRAINING = {
    "held_on": "2026-05-12",
    "title": "新聘督学培训",
    "attendances": "31",
    "zone": "z1",
    "mode": "central",
    "hours": "1.5",
}
ACTIVITY = {
    "held_on": "2026-05-13",
    "title": "春季开学专项",
    "attendances": "12",
    "activity_type": "campaign",
    "sessions": "2",
}
HOME = "/activities?month=2026-05"


@pytest.fixture
def clerk(browsers):
    return browsers("zhao.tong")


def rows(server) -> list[ActivityRow]:
    with server.database.session() as session:
        return list(session.exec(select(ActivityRow).order_by(ActivityRow.held_on)))


def record(browser, noun: str = "training", **changed: str):
    fields = {**(TRAINING if noun == "training" else ACTIVITY), **changed}
    return browser.fill(HOME, f"/activities/{noun}", **fields)


def its_page(browser) -> str:
    return matched(r'href="(/activities/training/[^"]+)"', browser.page(HOME))


def test_what_a_clerk_records_is_on_the_list_and_in_the_month(clerk, server):
    for noun in ("training", "activity"):
        answer = record(clerk, noun)
        assert answer.headers["location"] == "/activities?month=2026-05&done=recorded"
    page = clerk.page(HOME)
    for words in ("新聘督学培训", "集中培训", "一片区", "春季开学专项", "专项督导", "全区"):
        assert words in page
    assert [(row.kind, row.sessions, row.attendances) for row in rows(server)] == [
        ("training", 1, 31),
        ("campaign", 2, 12),
    ]
    month = clerk.page("/month?period=2026-05")
    assert matched(r'培训</span><b class="figures">(\d+)', month) == "31"
    assert rebuild(server.database) == {}


@pytest.mark.parametrize(
    ("noun", "changed", "words"),
    [
        ("training", {"held_on": "五月"}, "日期要写成 2026-05-14 这样。"),
        ("training", {"title": " "}, "请填写名称。"),
        ("training", {"attendances": "很多"}, "人次要填数字。"),
        ("training", {"attendances": "-1"}, "人次不能小于 0。"),
        ("training", {"mode": "moon"}, "请选择方式。"),
        ("training", {"zone": "z9"}, "请选择责任区。"),
        ("activity", {"sessions": "2000000"}, "场次不能大于 1000000。"),
        ("activity", {"title": "长" * 201}, "名称不能超过字数 200。"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_words_are_kept(
    clerk, server, noun, changed, words
):
    answer = record(clerk, noun, **changed)
    assert answer.status_code == 400
    (field,) = changed
    beside = rf'aria-describedby="{noun}-{field}-error".*?id="{noun}-{field}-error">([^<]+)<'
    assert matched(beside, answer.text) == words
    kept = "attendances" if field != "attendances" else "held_on"
    sent = {**(TRAINING if noun == "training" else ACTIVITY), **changed}
    assert f'value="{sent[kept]}"' in answer.text
    assert rows(server) == []


def test_it_is_corrected_and_withdrawn_and_the_history_says_by_whom(clerk, supervisor, server):
    record(clerk)
    page = its_page(clerk)
    assert 'value="1.5"' in clerk.page(page)
    answer = supervisor.fill(page, page, **{**TRAINING, "attendances": "32"})
    assert answer.headers["location"] == "/activities?month=2026-05&done=corrected"
    assert [row.attendances for row in rows(server)] == [32]
    clerk.fill(page, page, **TRAINING, is_withdrawn="true")
    assert rows(server) == []
    history = clerk.page(page.replace("/activities/", "/history/"))
    for words in ("李主任", "赵统", "登记培训", "人次", "已撤销"):
        assert words in history
    assert matched(r'人次</td><td class="was">31</td><td>(\d+)<', history) == "32"


def test_a_correction_over_another_shows_what_changed_and_keeps_the_words(
    clerk, supervisor, server
):
    record(clerk)
    page = its_page(clerk)
    seen = clerk.hidden(page, page)
    supervisor.fill(page, page, **{**TRAINING, "attendances": "32"})
    mine = {**TRAINING, "title": "督学岗前培训"}
    answer = clerk.client.post(page, data={**seen, **mine}, follow_redirects=False)
    assert answer.status_code == 409
    assert "刚才有人改过" in answer.text
    assert "李主任" in answer.text
    assert matched(r'人次</td><td class="was">31</td><td>(\d+)<', answer.text) == "32"
    assert 'value="督学岗前培训"' in answer.text
    assert [row.attendances for row in rows(server)] == [32]
    version = matched(r'name="version" value="([0-9a-f]{64})"', answer.text)
    both = {**seen, **mine, "attendances": "32", "version": version}
    assert clerk.client.post(page, data=both, follow_redirects=False).status_code == 303
    assert [(row.title, row.attendances) for row in rows(server)] == [("督学岗前培训", 32)]


def test_a_form_with_nothing_in_it_comes_back_with_what_is_missing(clerk, server):
    record(clerk)
    page = its_page(clerk)
    for path in (page, "/activities/training"):
        answer = clerk.post(path, on=HOME)
        assert (answer.status_code, "请填写名称。" in answer.text) == (400, True)
    assert [row.title for row in rows(server)] == ["新聘督学培训"]


def test_an_inspector_records_nothing_and_another_district_finds_nothing(clerk, browsers, server):
    record(clerk)
    page = its_page(clerk)
    inspector, other = browsers("chen.jing"), browsers("li.zhuren.other")
    assert inspector.get(HOME).status_code == 403
    for path in ("/activities/training", page):
        assert inspector.post(path, on="/visits", **TRAINING).status_code == 403
    assert other.get(page).status_code == 404
    assert other.post(page, on="/visits", **TRAINING).status_code == 404
    assert "新聘督学培训" not in other.page(HOME)
    assert [row.title for row in rows(server)] == ["新聘督学培训"]


def test_a_sort_that_is_none_and_a_form_of_elsewhere_are_refused(clerk, server):
    assert clerk.post("/activities/moon", on=HOME, **TRAINING).status_code == 404
    stale = {**TRAINING, "form_token": "0" * 64}
    assert clerk.client.post("/activities/training", data=stale).status_code == 403
    assert rows(server) == []
