"""A task reaches the inspector's phone, is signed for there, reported, returned and closed."""

import pytest

from domain.kinds.task.builder import Task
from domain.kinds.task.steps import TaskState
from sync_server.projection.rebuild import rebuild
from sync_server.tasks.commands import Change, TaskCommands
from tests.builders.tasks import DONE, TEXT, commands_of, give, seen, stands, words

LI = "li.zhuren"


@pytest.fixture
def commands(office) -> TaskCommands:
    """What the office does with tasks."""
    return commands_of(office.server.database, office.server.committer)


@pytest.fixture
def task(commands, phone) -> str:
    """A task that Chen Jing and Wang Fang were given; Chen's phone has fetched it."""
    found = give(commands)
    assert phone.sync.run().problem is None
    return found


@pytest.fixture
def now(office, task):
    """How the task stands at the office."""

    def standing() -> Task:
        return stands(office.server.database, task)

    return standing


@pytest.fixture
def at_office(commands, office, task):
    """Does something with the task as it now stands."""

    def act(name, *what):
        getattr(commands, name)(LI, seen(office.server.database, task), *what)

    return act


def test_a_phone_is_told_signs_and_reports_offline_and_the_office_sees_it(phone, task, now):
    (found,) = phone.tasks.waiting()
    assert (found.told.text, found.schools) == (TEXT, [("school-1", "第1小学")])
    phone.tasks.receive(task)
    assert (phone.tasks.opened(task).task.state, now().state("chen.jing")) == (
        TaskState.RECEIVED,
        TaskState.GIVEN,
    )
    visit = phone.visits.open_visit("school-1")
    phone.tasks.report(task, DONE, [visit])
    assert phone.tasks.opened(task).task.is_unsent
    phone.sync.run()
    told = now().people["chen.jing"]
    assert (told.reported.text, told.reported.visits, now().ignored) == (DONE, (visit,), ())
    assert told.received is not None
    found = phone.tasks.opened(task).task
    assert (found.state, found.is_unsent) == (TaskState.REPORTED, False)
    assert found.told.reported_at is not None


def test_what_the_office_returns_the_phone_sees_and_reports_again(phone, task, now, at_office):
    phone.tasks.report(task, DONE)
    phone.sync.run()
    at_office("give_back", "chen.jing", "请写明学校")
    phone.sync.run()
    (found,) = phone.tasks.waiting()
    assert (found.state, found.told.reason) == (TaskState.RETURNED, "请写明学校")
    phone.tasks.report(task, "第1小学护导到位。")
    phone.sync.run()
    assert now().people["chen.jing"].reported.text == "第1小学护导到位。"
    at_office("close", ["chen.jing"], "辛苦了")
    phone.sync.run()
    found = phone.tasks.opened(task).task
    assert (found.state, found.told.reason) == (TaskState.CLOSED, "辛苦了")


def test_a_report_written_offline_brings_back_no_task_that_was_taken_away(
    phone, task, now, at_office, office
):
    at_office("remove", "chen.jing", "调岗")
    phone.tasks.report(task, DONE)
    assert phone.tasks.opened(task).task.state is TaskState.REPORTED
    phone.sync.run()
    assert phone.tasks.opened(task).task.state is TaskState.REMOVED
    assert [each.reason for each in now().ignored] in ([], ["task_not_named"])
    assert rebuild(office.server.database) == {}


def test_a_receipt_of_what_was_changed_meanwhile_is_asked_for_again(phone, task, now, at_office):
    phone.tasks.receive(task)
    at_office("change", Change(words(text="只看走读学校。"), "范围改了"))
    phone.sync.run()
    found = phone.tasks.opened(task).task
    assert (found.state, found.told.is_changed) == (TaskState.GIVEN, True)
    phone.tasks.receive(task)
    phone.sync.run()
    assert now().state("chen.jing") is TaskState.RECEIVED
    assert phone.tasks.opened(task).task.state is TaskState.RECEIVED


def test_nothing_of_others_tasks_reaches_a_phone(phone, commands, office):
    give(commands, "wang.fang", text="只给王芳看。")
    phone.sync.run()
    assert phone.tasks.all() == []
    assert "只给王芳看。" not in phone.workbook().model_dump_json()
