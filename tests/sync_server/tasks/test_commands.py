"""What the office does with tasks: each verb, and what it refuses."""

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.task.steps import TaskState
from domain.register.in_use import is_in_use
from sync_server.projection.rebuild import rebuild
from sync_server.tasks.commands import Change, SeenTask
from tests.builders.handset import a_school, write
from tests.builders.tasks import give, receive, report, seen, stands, words

LI, CLERK = "li.zhuren", "zhao.tong"
PDF = b"%PDF-1.7\n..."


@pytest.fixture
def act(commands, server, task):
    """Does a verb as the supervisor over the task as it now stands."""

    def done(name, *what, account=LI):
        verb = getattr(commands, name)
        return verb(account, seen(server.database, task), *what)

    return done


def test_a_task_goes_to_the_persons_that_were_chosen_each_once(commands, server):
    task = give(commands, "chen.jing", "wang.fang", "chen.jing", account=CLERK)
    found = stands(server.database, task)
    assert list(found.people) == ["chen.jing", "wang.fang"]
    assert (found.given_on, found.content.title) == ("2026-05-14", "护导专项检查")
    assert rebuild(server.database) == {}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"text": ""}, "text"),
        ({"receive_by": date(2026, 5, 13)}, "receive_by"),
        ({"due_on": date(2026, 5, 15)}, "due_on"),
        ({"schools": ("school-9",)}, "schools"),
        ({"schools": ("gone",)}, "schools"),
        ({"schools": tuple(f"many-{each}" for each in range(201))}, "schools"),
    ],
)
def test_what_no_task_can_say_is_refused_beside_its_field(commands, server, fields, field):
    many = [a_school(f"many-{each}") for each in range(201)]
    gone = a_school("gone", closed_on="2026-05-01")
    assert not is_in_use(gone, "2026-05-14")
    write(server, "wanshan", *((each, None) for each in (*many, gone)))
    with pytest.raises(BadInput) as refused:
        give(commands, **fields)
    assert refused.value.specific_code == field


@pytest.mark.parametrize("accounts", [(), ("zhao.tong",), ("nobody",), ("chen.jing.other",)])
def test_a_task_is_given_only_to_inspectors_of_the_district(commands, accounts):
    with pytest.raises(BadInput) as refused:
        commands.give(LI, words(), accounts)
    assert refused.value.specific_code == "accounts"


def test_the_supervisor_and_the_clerk_give_tasks_and_nobody_else(commands, act, task, server):
    with pytest.raises(NotAllowed):
        give(commands, account="chen.jing")
    with pytest.raises(NotFound):
        act("withdraw", "换人办", account="li.zhuren.other")
    with pytest.raises(NotFound):
        commands.withdraw(LI, SeenTask("a" * 64, "b" * 64), "换人办")
    with pytest.raises(Conflict):
        commands.withdraw(LI, replace(seen(server.database, task), version="b" * 64), "换人办")


def test_a_changed_task_is_to_be_received_again(act, chen, task, server):
    receive(chen, task)
    assert stands(server.database, task).state("chen.jing") is TaskState.RECEIVED
    act("change", Change(words(text="只看走读学校。", due_on=date(2026, 5, 22)), "市里改了范围"))
    found = stands(server.database, task)
    assert (found.content.text, found.changed_for) == ("只看走读学校。", "市里改了范围")
    assert found.state("chen.jing") is TaskState.GIVEN
    receive(chen, task)
    assert stands(server.database, task).state("chen.jing") is TaskState.RECEIVED


def test_a_small_change_keeps_the_receipts_and_may_keep_a_day_that_is_over(
    act, chen, task, server, clock
):
    receive(chen, task)
    clock.move(days=3)
    act("change", Change(words(text="逐校看放学护导。"), "错字", keeps_receipts=True))
    found = stands(server.database, task)
    assert (found.content.text, found.content.edition) == ("逐校看放学护导。", task)
    assert found.state("chen.jing") is TaskState.RECEIVED
    with pytest.raises(BadInput) as refused:
        act("change", Change(words(), "改范围"))
    assert refused.value.specific_code == "receive_by"


def test_a_unit_that_was_closed_since_may_stay_in_a_task_that_is_changed(act, server):
    write(server, "wanshan", (a_school("school-1", closed_on="2026-05-01"), None))
    act("change", Change(words(), "改写法"))
    with pytest.raises(BadInput):
        act("change", Change(words(schools=("school-9",)), "改范围"))


def test_a_report_is_returned_reported_again_and_closed(act, chen, task, server):
    report(chen, task)
    act("give_back", "chen.jing", "请写明学校")
    assert stands(server.database, task).state("chen.jing") is TaskState.RETURNED
    report(chen, task, text="第1小学护导到位。")
    act("close", ["chen.jing"], "很好")
    found = stands(server.database, task)
    assert (found.state("chen.jing"), found.ignored) == (TaskState.CLOSED, ())
    act("give_back", "chen.jing", "附表没有交")
    assert stands(server.database, task).state("chen.jing") is TaskState.RETURNED
    assert rebuild(server.database) == {}


def test_persons_come_and_go_with_a_reason_and_the_last_one_stays(act, task, server):
    act("remove", "wang.fang", "休产假")
    with pytest.raises(BadInput, match="撤回任务"):
        act("remove", "chen.jing", "调岗")
    act("add", ["wang.fang", "li.zhuren"], "人手不够", account=CLERK)
    found = stands(server.database, task)
    assert {each: found.state(each) for each in found.people} == dict.fromkeys(
        ("chen.jing", "wang.fang", "li.zhuren"), TaskState.GIVEN
    )


@pytest.mark.parametrize(
    ("verb", "what", "code"),
    [
        ("add", (["chen.jing"], "人手不够"), "accounts"),
        ("add", (["li.zhuren"], " "), "reason"),
        ("remove", ("chen.jing", ""), "reason"),
        ("give_back", ("chen.jing", "重写"), "task_person"),
        ("close", (["chen.jing"], ""), "task_person"),
        ("close", ([], ""), "accounts"),
        ("withdraw", ("",), "reason"),
        ("change", (Change(words(), " "),), "reason"),
        ("attach", ("表.txt", b"x"), "file"),
    ],
)
def test_what_cannot_be_done_now_is_refused(act, verb, what, code):
    with pytest.raises(BadInput) as refused:
        act(verb, *what)
    assert refused.value.specific_code == code


def test_somebody_it_was_not_given_to_is_nobody_of_it(act):
    with pytest.raises(NotFound):
        act("remove", "li.zhuren", "调岗")


def test_nothing_is_done_with_a_withdrawn_task(act, task, server):
    act("withdraw", "市里取消了")
    with pytest.raises(BadInput) as refused:
        act("add", ["li.zhuren"], "人手不够")
    assert refused.value.specific_code == "task_withdrawn"
    assert stands(server.database, task).state("chen.jing") is TaskState.WITHDRAWN


def test_files_go_with_the_task_five_at_most_and_are_replaced_by_name(act, task, server, desk, li):
    for number in range(5):
        act("attach", f"附表{number}.pdf", PDF)
    with pytest.raises(BadInput) as refused:
        act("attach", "附表9.pdf", PDF)
    assert refused.value.specific_code == "file"
    act("attach", "附表0.pdf", PDF + b"2")
    files = stands(server.database, task).content.files
    assert [each.name for each in files][-1] == "附表0.pdf"
    assert stands(server.database, task).content.edition == task
    file, content = desk.file(li, task, files[-1].sha256)
    assert (file.name, content) == ("附表0.pdf", PDF + b"2")
    with pytest.raises(NotFound):
        desk.file(li, task, "f" * 64)
