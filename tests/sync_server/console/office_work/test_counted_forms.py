"""Trainings and activities: recorded, corrected, withdrawn, and what came between."""

import pytest
from sqlmodel import select

from sync_server.data.tables import ActivityRow
from sync_server.projection.rebuild import rebuild
from tests.builders.pages import matched

TRAINING = {
    "held_on": "2026-05-12",
    "title": "新聘督学培训",
    "others": "31",
    "zone": "z1",
    "mode": "central",
    "hours": "1.5",
}
ACTIVITY = {
    "held_on": "2026-05-13",
    "title": "开学安全宣讲",
    "attendances": "12",
    "activity_type": "safety_education",
    "sessions": "2",
}
HOMES = {"training": "/trainings", "activity": "/activities"}
REASON = {"is_withdrawn": "true", "reason": "登记错了"}


@pytest.fixture
def clerk(browsers):
    return browsers("zhao.tong")


def rows(server) -> list[ActivityRow]:
    with server.database.session() as session:
        return list(session.exec(select(ActivityRow).order_by(ActivityRow.held_on)))


def record(browser, noun: str = "training", **changed: str):
    fields = {**(TRAINING if noun == "training" else ACTIVITY), **changed}
    new = f"{HOMES[noun]}/new"
    return browser.fill(new, new, **fields)


def recorded(browser, noun: str = "training", **changed: str) -> str:
    """The page of one that is recorded."""
    answer = record(browser, noun, **changed)
    assert answer.status_code == 303, answer.text
    found: str = answer.headers["location"].partition("?")[0]
    return found


def test_what_a_clerk_records_is_on_its_list_and_in_the_month(clerk, server):
    training, activity = (clerk.page(recorded(clerk, noun)) for noun in HOMES)
    for words in ("新聘督学培训", "集中培训", "一片区", "31（督学 0，其他 31）"):
        assert words in training
    for words in ("开学安全宣讲", "安全教育", "全区"):
        assert words in activity
    assert "新聘督学培训" in clerk.page("/trainings?month=2026-05")
    assert "开学安全宣讲" in clerk.page("/activities?month=2026-05")
    assert [(row.kind, row.sessions, row.attendances) for row in rows(server)] == [
        ("training", 1, 31),
        ("safety_education", 2, 12),
    ]
    month = clerk.page("/month?period=2026-05")
    assert matched(r'培训</span><b class="figures">(\d+)', month) == "31"
    assert rebuild(server.database) == {}


@pytest.mark.parametrize(
    ("noun", "changed", "words"),
    [
        ("training", {"held_on": "五月"}, "日期要写成 2026-05-14 这样。"),
        ("training", {"title": " "}, "请填写名称。"),
        ("training", {"others": "很多"}, "其他人员要填数字。"),
        ("training", {"others": "-1"}, "其他人员不能小于 0。"),
        ("training", {"mode": "moon"}, "请选择方式。"),
        ("training", {"zone": "z9"}, "请选择责任区。"),
        ("training", {"hours": "1001"}, "学时不能大于 1000。"),
        ("activity", {"partners": "长" * 41}, "每一项不能超过 40 个字，各项用顿号隔开。"),
        ("activity", {"other_topics": "、".join(map(str, range(21)))}, "最多写 20 项。"),
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
    kept = "title" if field != "title" else "held_on"
    sent = {**(TRAINING if noun == "training" else ACTIVITY), **changed}
    assert f'value="{sent[kept]}"' in answer.text
    assert rows(server) == []


def test_it_is_corrected_and_withdrawn_with_a_reason_and_the_history_says_by_whom(
    clerk, supervisor, server
):
    page = recorded(clerk)
    edit = f"{page}/edit"
    assert 'value="1.5"' in clerk.page(edit)
    answer = supervisor.fill(edit, edit, **{**TRAINING, "others": "32"})
    assert answer.headers["location"] == f"{page}?done=set"
    assert [row.attendances for row in rows(server)] == [32]
    assert "请写明撤销的原因。" in clerk.fill(edit, edit, **TRAINING, is_withdrawn="true").text
    assert clerk.fill(edit, edit, **TRAINING, **REASON).status_code == 303
    assert [row.is_standing for row in rows(server)] == [False]
    text = clerk.page(page)
    for words in ("李主任", "赵统", "登记培训", "其他人员（人）", "已撤销", "登记错了"):
        assert words in text
    assert matched(r'其他人员（人）</td><td class="was">31</td><td>(\d+)<', text) == "32"


def test_what_was_withdrawn_counts_nowhere_and_may_come_back(clerk, server):
    page = recorded(clerk, inspectors="chen.jing")
    edit, mine = f"{page}/edit", {**TRAINING, "inspectors": "chen.jing"}
    clerk.fill(edit, edit, **mine, **REASON)
    month = clerk.page("/month?period=2026-05")
    assert matched(r'培训</span><b class="figures">(\d+)', month) == "0"
    assert "新聘督学培训" not in clerk.page("/trainings")
    assert "新聘督学培训" in clerk.page("/trainings?state=withdrawn")
    assert "共 0 学时" in clerk.page("/training-hours?year=2026")
    assert rebuild(server.database) == {}
    assert clerk.fill(edit, edit, **mine).status_code == 303
    assert "新聘督学培训" in clerk.page("/trainings")
    assert "共 1.5 学时" in clerk.page("/training-hours?year=2026")


def test_a_correction_over_another_shows_what_changed_and_keeps_the_words(
    clerk, supervisor, server
):
    page = f"{recorded(clerk)}/edit"
    seen = clerk.hidden(page, page)
    supervisor.fill(page, page, **{**TRAINING, "others": "32"})
    mine = {**TRAINING, "title": "督学岗前培训"}
    answer = clerk.client.post(page, data={**seen, **mine}, follow_redirects=False)
    assert answer.status_code == 409
    assert "刚才有人改过" in answer.text
    assert "李主任" in answer.text
    assert matched(r'其他人员（人）</td><td class="was">31</td><td>(\d+)<', answer.text) == "32"
    assert 'value="督学岗前培训"' in answer.text
    assert [row.attendances for row in rows(server)] == [32]
    version = matched(r'name="version" value="([0-9a-f]{64})"', answer.text)
    both = {**seen, **mine, "others": "32", "version": version}
    assert clerk.client.post(page, data=both, follow_redirects=False).status_code == 303
    assert [(row.title, row.attendances) for row in rows(server)] == [("督学岗前培训", 32)]


def test_a_form_with_nothing_in_it_comes_back_with_what_is_missing(clerk, server):
    page = recorded(clerk)
    for path in (f"{page}/edit", "/trainings/new"):
        answer = clerk.post(path, on=path)
        assert (answer.status_code, "请填写名称。" in answer.text) == (400, True)
    assert [row.title for row in rows(server)] == ["新聘督学培训"]


def test_an_inspector_records_nothing_and_another_district_finds_nothing(clerk, browsers, server):
    page = recorded(clerk)
    inspector, other = browsers("chen.jing"), browsers("li.zhuren.other")
    for path in ("/trainings", page, f"{page}/edit", "/trainings/new"):
        assert inspector.get(path).status_code == 403
    for path in ("/trainings/new", f"{page}/edit"):
        assert inspector.post(path, on="/visits", **TRAINING).status_code == 403
    assert other.get(page).status_code == 404
    assert other.post(f"{page}/edit", on="/visits", **TRAINING).status_code == 404
    assert "新聘督学培训" not in other.page("/trainings")
    assert [row.title for row in rows(server)] == ["新聘督学培训"]


def test_a_form_of_elsewhere_is_refused(clerk, server):
    stale = {**TRAINING, "form_token": "0" * 64}
    assert clerk.client.post("/trainings/new", data=stale).status_code == 403
    assert rows(server) == []
