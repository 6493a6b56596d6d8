"""Approving, returning and commenting, against what changed meanwhile and whoever may not."""

import pytest

from tests.builders.office import a_rich_visit, amend
from tests.builders.pages import matched


@pytest.fixture
def visit(inspection):
    """A submitted visit."""
    return a_rich_visit(inspection, [])


def version_on(page: str) -> str:
    return matched(r'name="version" value="([0-9a-f]{64})"', page)


def say(browser, visit: str, verdict: str, text: str = "", version: str = ""):
    path = f"/visits/{visit}"
    version = version or version_on(browser.page(path))
    return browser.post(f"{path}/review", on=path, verdict=verdict, text=text, version=version)


def test_a_visit_is_returned_completed_and_approved(visit, supervisor, inspection):
    assert say(supervisor, visit, "returned", "请补充现场反馈").status_code == 303
    page = supervisor.page(f"/visits/{visit}?done=returned")
    assert "已退回，督学的手机下次同步后会看到原因" in page
    assert "chip-returned chip-large" in page
    assert "请补充现场反馈" in page
    amend(inspection)
    assert "chip-submitted chip-large" in supervisor.page(f"/visits/{visit}")
    answer = say(supervisor, visit, "approved")
    assert answer.headers["location"] == f"/visits/{visit}?done=approved"
    page = supervisor.page(f"/visits/{visit}")
    assert "chip-approved chip-large" in page
    assert 'value="approved"' not in page


@pytest.mark.parametrize(("verdict", "words"), [("returned", "写明原因"), ("commented", "批注")])
def test_a_return_and_a_comment_need_words(visit, supervisor, verdict, words):
    answer = say(supervisor, visit, verdict, "  ")
    assert answer.status_code == 400
    assert words in answer.text
    assert "chip-submitted chip-large" in supervisor.page(f"/visits/{visit}")


def test_a_comment_changes_nothing_but_is_there(visit, supervisor):
    assert say(supervisor, visit, "commented", "数据很实").status_code == 303
    page = supervisor.page(f"/visits/{visit}")
    assert "数据很实" in page
    assert "chip-submitted chip-large" in page


@pytest.mark.parametrize("verdict", ["approved", "returned"])
def test_what_came_meanwhile_is_shown_first_and_no_word_typed_is_lost(
    visit, supervisor, inspection, verdict
):
    seen = version_on(supervisor.page(f"/visits/{visit}"))
    amend(inspection, reason="补一处")
    answer = say(supervisor, visit, verdict, "写了很久的意见 <b>", version=seen)
    assert answer.status_code == 409
    assert "这条记录刚有新内容，请重新查看" in answer.text
    assert "写了很久的意见 &lt;b&gt;</textarea>" in answer.text
    assert "理由：补一处" in answer.text
    assert version_on(answer.text) != seen
    again = say(supervisor, visit, verdict, "看过了", version=version_on(answer.text))
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("account", "status"),
    [("chen.jing", 403), ("wang.fang", 403), ("zhao.tong", 403), ("li.zhuren.other", 404)],
)
def test_only_the_districts_office_reviews(visit, supervisor, browsers, account, status):
    seen = version_on(supervisor.page(f"/visits/{visit}"))
    browser = browsers(account)
    home = "/month" if account == "zhao.tong" else "/visits"
    answer = browser.post(
        f"/visits/{visit}/review", on=home, verdict="approved", text="", version=seen
    )
    assert answer.status_code == status
    assert "chip-submitted chip-large" in supervisor.page(f"/visits/{visit}")


def test_inspectors_read_their_visit_without_a_form(visit, browsers):
    page = browsers("chen.jing").page(f"/visits/{visit}")
    assert "结果会同步到您的手机" in page
    assert 'name="verdict"' not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "approved", "version": "x"},
        {"verdict": "praised", "version": "0" * 64},
        {"verdict": "approved"},
    ],
)
def test_a_form_that_is_none_of_ours_is_refused_as_a_page(visit, supervisor, fields):
    answer = supervisor.post(f"/visits/{visit}/review", on=f"/visits/{visit}", **fields)
    assert answer.status_code == 400
    assert "这里填的内容用不了" in answer.text


def test_too_long_a_text_is_kept_beside_what_is_wrong_with_it(visit, supervisor):
    answer = say(supervisor, visit, "returned", "字" * 8001)
    assert (answer.status_code, "意见不能超过字数 8000。" in answer.text) == (400, True)
    assert f"{'字' * 8001}</textarea>" in answer.text


def test_an_open_visit_is_not_reviewed(supervisor, inspection):
    visit = inspection.open_visit()
    inspection.push()
    page = supervisor.page(f"/visits/{visit}")
    assert "督学还没有提交" in page
    assert 'name="verdict"' not in page
    answer = say(supervisor, visit, "approved", version=visit)
    assert answer.status_code == 403
    assert "这条记录现在不能审核" in answer.text
    assert "审核记录" not in supervisor.page(f"/visits/{visit}")
