"""Tasks as the office sees them: what is late with whom, and what waits for the office."""

import pytest

from domain.errors import NotAllowed, NotFound
from domain.kinds.task.steps import TaskState
from domain.tasks.rules import TaskLate
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from tests.builders.office import Inspection
from tests.builders.tasks import give, report


def viewer(role: str, district: str = "wanshan") -> Viewer:
    return Viewer(PersonFacts("who", "谁", role, district, "", None))


def test_tasks_are_listed_newest_first_with_their_counts(desk, li, commands, clock, chen):
    task = give(commands)
    report(chen, task)
    clock.move(days=1)
    second = give(commands, "wang.fang")
    listed = desk.listed(li)
    assert [each.task.task_id for each in listed] == [second, task]
    counts = listed[1].counts
    assert (counts.asked, counts.received, counts.reported) == (2, 1, 1)


def test_each_person_is_listed_with_what_is_late(desk, li, task, clock):
    clock.move(days=3)
    people = desk.people(li)
    assert [(each.name, each.late) for each in people] == [
        ("陈静", TaskLate.RECEIPT),
        ("王芳", TaskLate.RECEIPT),
    ]
    page = desk.page(li, task)
    assert page.person("chen.jing").state is TaskState.GIVEN
    with pytest.raises(NotFound):
        page.person("li.zhuren")


def test_what_a_person_says_who_is_not_named_is_kept_and_does_not_count(desk, li, commands, server):
    task = give(commands, "chen.jing")
    report(Inspection.of(server, "wang.fang"), task)
    page = desk.page(li, task)
    assert [each.ignored for each in page.steps] == [None, "task_not_named"]
    assert (page.counts.asked, page.counts.reported) == (1, 0)


def test_the_office_and_the_auditor_see_tasks_and_another_district_none(desk, task):
    for role in ("supervisor", "clerk", "auditor", "admin"):
        assert len(desk.listed(viewer(role))) == 1
    assert desk.listed(viewer("supervisor", "other")) == []
    with pytest.raises(NotFound):
        desk.page(viewer("supervisor", "other"), task)
    for read in (desk.listed, desk.people):
        with pytest.raises(NotAllowed):
            read(viewer("inspector"))
