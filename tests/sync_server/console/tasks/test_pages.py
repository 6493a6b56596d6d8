"""The office's pages of tasks: from the form to each person's report and its end."""

import re

import pytest
from sqlalchemy import text

from domain.kinds.task.steps import TaskState
from domain.words.values import KIND
from sync_server.console.tasks.task import TASK_FILE_PATH
from sync_server.verification.fault import FaultKind
from tests.builders.backup import verified
from tests.builders.office import Inspection
from tests.builders.pages import matched
from tests.builders.tasks import DONE, TEXT, receive, report, stands

NEW = "/tasks/new"
SAID = {
    "title": "护导专项检查",
    "text": TEXT,
    "source": "city",
    "giver": "市教育局督导室",
    "receive_by": "2026-05-16",
    "due_on": "2026-05-20",
}
PDF = b"%PDF-1.7\n..."


@pytest.fixture
def task(supervisor) -> str:
    """The page of a task that Chen and Wang were given."""
    given = supervisor.fill(NEW, NEW, **SAID, accounts=["chen.jing", "wang.fang"])
    found: str = given.headers["location"].partition("?")[0]
    return found


def state(server, task: str, account: str = "chen.jing") -> TaskState | None:
    return stands(server.database, task.rpartition("/")[2]).state(account)


def test_a_task_is_given_from_a_form_and_listed(browsers, server):
    clerk = browsers("zhao.tong")
    given = clerk.fill(NEW, NEW, **SAID, schools=["school-2"], everybody="true")
    page = clerk.page(given.headers["location"])
    for said in ("已下达", "市级交办（市教育局督导室）", "第2小学", "3 人，已签收 0 人", TEXT):
        assert said in page
    assert "护导专项检查" in clerk.page("/tasks?state=open&source=city&words=护导")
    task_id = given.headers["location"].partition("?")[0].rpartition("/")[2]
    assert "陈静" in clerk.page(f"/tasks/people?task={task_id}")
    for elsewhere in ("state=late", "state=reported", "state=settled", "source=office"):
        assert "护导专项检查" not in clerk.page(f"/tasks?{elsewhere}")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "请填写任务"),
        ({"receive_by": "2026-05-13"}, "签收期限已经过了"),
        ({"due_on": "2026-05-15"}, "办理期限不能早于签收期限"),
        ({"accounts": []}, "请选择本区在用的督学"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(supervisor, wrong, words):
    answer = supervisor.fill(NEW, NEW, **{**SAID, "accounts": ["chen.jing"], **wrong})
    assert answer.status_code == 400
    assert words in answer.text
    assert TEXT in answer.text
    is_ticked = re.search(r'name="accounts" value="chen.jing" checked', answer.text)
    assert bool(is_ticked) == (wrong != {"accounts": []})


def test_the_page_has_a_row_for_each_person(supervisor, inspection, task, server):
    receive(inspection, task.rpartition("/")[2])
    row = supervisor.page(task).partition("陈静</a>")[2].partition("</tr>")[0]
    assert "办理中" in row
    report(inspection, task.rpartition("/")[2])
    row = supervisor.page(task).partition("陈静</a>")[2].partition("</tr>")[0]
    assert "已回报" in row
    assert DONE in row
    assert "1 人回报待办结" in supervisor.page("/tasks?state=reported")


def test_a_report_with_its_visits_is_returned_and_then_closed(supervisor, inspection, task, server):
    visit = inspection.open_visit()
    inspection.push()
    report(inspection, task.rpartition("/")[2], visit)
    person = f"{task}/people/chen.jing"
    assert f'href="/visits/{visit}"' in supervisor.page(person)
    done = supervisor.fill(person, f"{person}/return", reason="请写明学校")
    page = supervisor.page(done.headers["location"])
    assert all(said in page for said in ("已退回", "请写明学校", "退回重报"))
    assert f'action="{person}/return"' not in page
    report(inspection, task.rpartition("/")[2], text="第1小学护导到位。")
    done = supervisor.fill(task, f"{task}/close", accounts=["chen.jing"], text="很好")
    assert "已办结" in supervisor.page(done.headers["location"])
    assert state(server, task) is TaskState.CLOSED
    assert f'action="{task}/close"' not in supervisor.page(task)
    assert "很好" in supervisor.page(person)


def test_what_came_meanwhile_is_shown_over_the_form(supervisor, inspection, task):
    seen = {**supervisor.hidden(task, f"{task}/withdraw"), "reason": "市里取消了"}
    receive(inspection, task.rpartition("/")[2])
    answer = supervisor.send(f"{task}/withdraw", **seen)
    assert answer.status_code == 409
    assert KIND["task.received"] in answer.text
    assert "市里取消了" in answer.text


def test_a_change_is_signed_for_anew_and_the_history_says_why(supervisor, inspection, task, server):
    receive(inspection, task.rpartition("/")[2])
    edit = f"{task}/edit"
    changed = {**SAID, "text": "只看走读学校。", "reason": "市里改了范围"}
    done = supervisor.fill(edit, edit, **changed)
    page = supervisor.page(done.headers["location"])
    assert "更改后待重新签收" in page
    assert "只看走读学校。" in page
    assert page.count("市里改了范围") == 2
    assert state(server, task) is TaskState.GIVEN
    receive(inspection, task.rpartition("/")[2])
    supervisor.fill(edit, edit, **{**changed, "text": TEXT, "keeps_receipts": "true"})
    assert state(server, task) is TaskState.RECEIVED


def test_persons_are_added_and_removed_with_a_reason(supervisor, task, server):
    add = {"accounts": ["li.zhuren"], "reason": "人手不够"}
    page = supervisor.page(supervisor.fill(task, f"{task}/add", **add).headers["location"])
    assert "增加承办督学：李主任" in page
    assert "在用的督学都已经交办" in page
    person = f"{task}/people/wang.fang"
    done = supervisor.fill(person, f"{person}/remove", reason="休产假")
    assert "休产假" in supervisor.page(done.headers["location"])
    assert state(server, task, "wang.fang") is TaskState.REMOVED


def test_a_withdrawn_task_says_why_and_takes_no_more(browsers, supervisor, task):
    done = supervisor.fill(task, f"{task}/withdraw", reason="市里取消了")
    page = supervisor.page(done.headers["location"])
    assert "市里取消了" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert "护导专项检查" in supervisor.page("/tasks?state=withdrawn")
    late = supervisor.post(f"{task}/add", "/tasks/new", accounts="li.zhuren", reason="人手不够")
    assert (late.status_code, "人手不够" in late.text) == (409, True)


def brought(browser, task: str, name: str, raw: bytes):
    return browser.client.post(
        TASK_FILE_PATH,
        data=browser.hidden(task, TASK_FILE_PATH),
        files={"file": (name, raw)} if name else {},
        headers={"Origin": str(browser.client.base_url).rstrip("/")},
        follow_redirects=False,
    )


def test_a_file_is_put_beside_it_and_given_out(supervisor, browsers, task):
    for name, raw, words in (("表.txt", b"x", "附件只收 PDF"), ("", b"", "请先选择文件")):
        answer = brought(supervisor, task, name, raw)
        assert (answer.status_code, words in answer.text) == (400, True)
    old = supervisor.hidden(task, TASK_FILE_PATH)
    assert brought(supervisor, task, "附表.pdf", PDF).status_code == 303
    path = matched(rf'href="({task}/files/\w+)"', supervisor.page(task))
    assert browsers("zhao.tong").get(path).content == PDF
    assert browsers("li.zhuren.other").get(path).status_code == 404
    supervisor.hidden = lambda _on, _action: old
    late = brought(supervisor, task, "附表.pdf", PDF)
    assert (late.status_code, "刚有变化" in late.text) == (409, True)


def test_verify_misses_a_file_that_is_gone(supervisor, task, server):
    assert brought(supervisor, task, "附表.pdf", PDF).status_code == 303
    assert verified(server).is_well
    server.database.write(lambda each: each.ledger.execute(text("DELETE FROM kept_file")))
    assert [each.kind for each in verified(server).faults] == [FaultKind.FILE_GONE]


def test_lists_of_persons_find_who_is_late(supervisor, browsers, inspection, task, clock):
    receive(inspection, task.rpartition("/")[2])
    clock.move(days=3)
    supervisor = browsers("li.zhuren")
    late = supervisor.page("/tasks/people?late=receipt")
    assert ("王芳</a>" in late, "陈静</a>" in late) == (True, False)
    assert "1 人逾期未签收" in supervisor.page("/tasks?state=late")
    mine = supervisor.page("/tasks/people?account=chen.jing&state=received")
    assert "办理中" in mine


def test_inspectors_and_other_districts_see_nothing_of_it(browsers, inspection, task, server):
    assert browsers("li.zhuren.other").get(task).status_code == 404
    assert browsers("chen.jing").get(task).status_code == 403
    report(Inspection.of(server, "li.zhuren"), task.rpartition("/")[2])
    assert "不计入：任务没有交给这个人" in browsers("li.zhuren").page(task)
