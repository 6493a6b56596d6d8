"""The part of a workbook with the tasks that the office gave to its holder."""

import json

import pytest

from domain.kinds.book_part import BookPart
from domain.kinds.task.steps import TaskState
from domain.wire.workbook import WorkbookTask
from domain.wire.workbook_parts import TasksPart
from sync_server.data.accounts import PersonFacts
from sync_server.tasks.commands import Change
from tests.builders.office import Inspection
from tests.builders.tasks import commands_of, give, receive, report, seen, words

LI = "li.zhuren"


@pytest.fixture
def commands(server):
    """The office's verbs."""
    return commands_of(server.database, server.committer)


@pytest.fixture
def chen(server) -> Inspection:
    """Chen's phone."""
    return Inspection.of(server)


def person(inspection: Inspection) -> PersonFacts:
    return PersonFacts(inspection.handset.author.account, "", "inspector", "wanshan", "", "z1")


def told(inspection: Inspection) -> list[WorkbookTask]:
    """What the phone's workbook tells of tasks."""
    answer = inspection.server.workbooks.answer(person(inspection))
    assert answer is not None
    part = json.loads(answer)["parts"][BookPart.TASKS.value]["content"]
    return list(TasksPart.model_validate_json(json.dumps(part)).tasks)


def tag(inspection: Inspection) -> str:
    return str(inspection.server.workbooks.tags(person(inspection))[BookPart.TASKS])


def test_a_phone_is_told_of_its_own_tasks_alone(commands, chen, server):
    give(commands, "wang.fang")
    before = tag(chen)
    task = give(commands, "chen.jing", "wang.fang")
    assert tag(chen) != before
    (found,) = told(chen)
    assert (found.task_id, found.edition, found.tip) == (task, task, task)
    assert (found.state, found.is_changed, found.reported) == (TaskState.GIVEN, False, None)
    wang = Inspection.of(server, "wang.fang")
    assert len(told(wang)) == 2


def test_what_another_person_says_moves_the_part_and_changes_nothing_of_it(commands, chen, server):
    task = give(commands)
    (before,), stood = told(chen), tag(chen)
    report(Inspection.of(server, "wang.fang"), task)
    (after,) = told(chen)
    assert tag(chen) != stood
    assert after == before.model_copy(update={"tip": after.tip})


def test_the_phone_hears_what_the_office_says_to_its_person(commands, chen, server):
    task, database = give(commands), server.database
    receive(chen, task)
    commands.change(LI, seen(database, task), Change(words(text="只看走读。"), "范围改了"))
    (found,) = told(chen)
    assert (found.is_changed, found.received_at, found.reason) == (True, None, "范围改了")
    report(chen, task)
    commands.give_back(LI, seen(database, task), "chen.jing", "请写明学校")
    (found,) = told(chen)
    assert (found.state, found.reason) == (TaskState.RETURNED, "请写明学校")
    report(chen, task)
    commands.close(LI, seen(database, task), ["chen.jing"], "辛苦了")
    (found,) = told(chen)
    assert (found.state, found.reason) == (TaskState.CLOSED, "辛苦了")
    assert found.ended_on == "2026-05-14"


@pytest.mark.parametrize("verb", ["remove", "withdraw"])
def test_what_was_taken_back_says_why_and_leaves_the_phone_after_its_months(
    commands, chen, server, clock, verb
):
    task = give(commands)
    whom = ("chen.jing",) if verb == "remove" else ()
    getattr(commands, verb)(LI, seen(server.database, task), *whom, "市里取消了")
    (found,) = told(chen)
    assert (found.state.is_over, found.reason) == (True, "市里取消了")
    clock.move(days=400)
    stood = tag(chen)
    assert told(chen) == []
    assert tag(chen) == stood
