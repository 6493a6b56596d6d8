"""A form that is pressed twice, or sent again from a page gone back to, does its work once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import func, select

from sync_server.data.tables import ActivityRow, EntryRow, FindingRow, SimilarCheckRow
from sync_server.server import Server
from tests.builders.courses import finding_address
from tests.builders.office import Inspection, a_rich_visit

Fields = dict[str, Any]
FINDING: Fields = {
    "school_id": "school-1",
    "source": "patrol",
    "raised_on": "2026-05-11",
    "text": "消防通道堆放杂物。",
    "category": "safety",
    "severity": "serious",
    "owner": "school",
}
CHECK: Fields = {
    "title": "灭火器过期",
    "text": "逐具查有效期。",
    "due_on": "2026-05-20",
    "schools": ["school-2", "school-3"],
}
TRAINING: Fields = {
    "held_on": "2026-05-12",
    "title": "岗前培训",
    "others": "31",
    "mode": "central",
}
DUTY: Fields = {"account": "li.zhuren", "from_on": "2026-05-14", "to_on": "2026-05-20"}
POLICY: Fields = {"title": "督学规程", "category": "rule", "text": "第一条　每月到校。"}


def at(page: str, action: str) -> Callable[[Inspection], tuple[str, str]]:
    return lambda _: (page, action)


def a_check(inspection: Inspection) -> tuple[str, str]:
    visit = a_rich_visit(inspection, [])
    return f"{finding_address(inspection.server.database, visit, 'f1')}/similar", "/similar/send"


CREATING: dict[str, tuple[Callable[[Inspection], tuple[str, str]], Fields]] = {
    "finding": (at("/findings/new", "/findings/new"), FINDING),
    "similar": (a_check, CHECK),
    "training": (at("/trainings/new", "/trainings/new"), TRAINING),
    "duty": (at("/hazard-duties/new", "/hazard-duties/new"), DUTY),
    "zone": (at("/zones/new", "/zones/new"), {"name": "北片区"}),
    "policy": (at("/policies/new", "/policies/new"), POLICY),
}
each_form = pytest.mark.parametrize("name", CREATING)


@pytest.fixture
def drawn(name, supervisor, inspection) -> tuple[str, Fields]:
    """Where a form goes, and all that it brings, from one drawing of it."""
    place, said = CREATING[name]
    page, action = place(inspection)
    return action, {**supervisor.hidden(page, action), **said}


def entries(server: Server) -> int:
    with server.database.session() as session:
        return int(session.exec(select(func.count()).select_from(EntryRow)).one())


@each_form
def test_the_second_sending_is_answered_with_the_firsts_page(drawn, supervisor, server):
    action, fields = drawn
    first = supervisor.send(action, **fields)
    assert first.status_code == 303, first.text
    written = entries(server)
    second = supervisor.send(action, **fields)
    assert (second.status_code, second.headers["location"]) == (303, first.headers["location"])
    assert entries(server) == written
    assert supervisor.get(first.headers["location"]).status_code == 200


MADE: dict[str, tuple[Any, str]] = {
    "finding": (FindingRow.text, "消防通道堆放杂物。"),
    "similar": (SimilarCheckRow.due_on, "2026-05-20"),
    "training": (ActivityRow.title, "岗前培训"),
}


@pytest.mark.parametrize("name", MADE)
def test_two_presses_at_once_are_one(name, drawn, supervisor, browsers, server):
    action, fields = drawn
    other = browsers()
    other.keep_session(supervisor.client.cookies["duji_session"])

    def sent(browser):
        return browser.send(action, **fields)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(sent, (supervisor, other)))
    assert [each.status_code for each in answers] == [303, 303]
    assert len({each.headers["location"] for each in answers}) == 1
    with server.database.session() as session:
        column, value = MADE[name]
        assert len(session.exec(select(column).where(column == value)).all()) == 1


@pytest.mark.parametrize("name", ["finding"])
def test_who_goes_back_and_writes_something_else_sends_something_else(drawn, supervisor):
    action, fields = drawn
    first = supervisor.send(action, **fields)
    other = supervisor.send(action, **{**fields, "text": "另一处通道也堵了。"})
    assert other.status_code == 303
    assert other.headers["location"] != first.headers["location"]


@pytest.mark.parametrize("name", ["finding"])
def test_what_was_refused_is_sent_again_once_it_is_put_right(drawn, supervisor):
    action, fields = drawn
    wrong = {**fields, "raised_on": "2026-05-20"}
    for _ in range(2):
        answer = supervisor.send(action, **wrong)
        assert (answer.status_code, "不能晚于今天" in answer.text) == (400, True)
    assert supervisor.send(action, **fields).status_code == 303


@pytest.mark.parametrize("name", ["finding"])
def test_a_form_without_a_key_is_taken_as_often_as_it_comes(drawn, supervisor):
    action, fields = drawn
    bare = {name: value for name, value in fields.items() if name != "form_key"}
    places = {supervisor.send(action, **bare).headers["location"] for _ in range(2)}
    assert len(places) == 2


def test_a_change_that_is_pressed_twice_is_made_once(supervisor):
    page = "/zones/z1/edit"
    fields = {**supervisor.hidden(page, page), "name": "一片区（改）"}
    first = supervisor.send(page, **fields)
    second = supervisor.send(page, **fields)
    assert first.headers["location"] == second.headers["location"]
    assert supervisor.send(page, **{**fields, "name": "又改"}).status_code == 409
