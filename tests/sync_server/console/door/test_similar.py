"""A unit looks for what was found elsewhere and answers at its door: its own checks alone."""

import re

import pytest

from domain.kinds.finding.reply import MOST_PHOTOS
from domain.kinds.finding.similar_check import SimilarOutcome
from sync_server.office.similar import SimilarCommands
from sync_server.projection.rebuild import rebuild
from tests.builders.at_door import Visitor, a_link
from tests.builders.office import a_picture, a_rich_visit
from tests.builders.similar import commands_of, seen_unit, send_check, stands

HOME = "/door/similar"
JPEG = "image/jpeg"
CLEAR = {"outcome": "clear", "looked": "逐具查过 12 具。", "name": "何校长"}
MENDING = {
    "outcome": "correcting",
    "looked": "查到 2 具过期。",
    "measures": "已下单更换。",
    "responsible": "总务处 罗主任",
    "measure_due_on": "2026-05-25",
    "name": "何校长",
}


@pytest.fixture
def commands(server) -> SimilarCommands:
    return commands_of(server.database, server.committer)


@pytest.fixture
def check(commands, inspection) -> str:
    """A check that grew from a finding at school-3, sent to the two others."""
    return send_check(commands, a_rich_visit(inspection, [], "school-3"), "school-1", "school-2")


def a_file(text: str) -> tuple[str, tuple[str, bytes, str]]:
    return "after", (f"{text}.jpg", a_picture(text), JPEG)


def test_a_unit_sees_what_it_is_to_look_for_and_not_where_that_came_from(guest, check):
    assert "现在没有" not in guest.page(HOME)
    assert f'href="{HOME}/{check}"' in guest.page(HOME)
    page = guest.page(f"{HOME}/{check}")
    assert "逐具查有效期。" in page
    assert ("第3小学" in page, "第2小学" in page) == (False, False)


def test_an_answer_with_photos_stands_on_the_check(guest, check, server, supervisor):
    form = f"{HOME}/{check}"
    answer = guest.fill(form, HOME, [a_file("一"), a_file("二")], **MENDING)
    assert answer.headers["location"] == f"{HOME}?done=1"
    assert "有此问题，整改中" in guest.page(answer.headers["location"])
    found = stands(server.database, check).answers["school-1"]
    assert (found.outcome, found.told_by) == (SimilarOutcome.CORRECTING, "何校长")
    shown = [each.shown for each in found.photos]
    assert all(guest.get(f"/door/photos/{each}/thumbnail").status_code == 200 for each in shown)
    page = supervisor.page(f"/similar/{check}/school-1")
    assert all(f"/photos/{each}" in page for each in shown)
    assert supervisor.get(f"/photos/{found.photos[0].sha256}").content == a_picture("一")
    assert rebuild(server.database) == {}


def test_what_is_wrong_is_said_beside_its_field_and_words_and_photos_stay(guest, check, server):
    form, wrong = f"{HOME}/{check}", {**MENDING, "measures": ""}
    answer = guest.fill(form, HOME, [a_file("一")], **wrong)
    assert (answer.status_code, "请写明整改措施" in answer.text) == (400, True)
    assert "照片 1，已收到" in answer.text
    assert MENDING["looked"] in answer.text
    token = re.search(r'name="kept" value="([^"]+)"', answer.text)
    assert token is not None
    again = guest.fill(form, HOME, None, **MENDING, kept=token[1])
    assert again.status_code == 303
    assert len(stands(server.database, check).answers["school-1"].photos) == 1


def test_too_many_photos_and_what_is_none_are_refused_by_name(guest, check):
    form = f"{HOME}/{check}"
    bad = [("after", ("通知.txt", b"words", "text/plain"))]
    assert "“通知.txt”不是能用的照片" in guest.fill(form, HOME, bad, **CLEAR).text
    many = [a_file(str(number)) for number in range(MOST_PHOTOS + 1)]
    assert "最多放 12 张" in guest.fill(form, HOME, many, **CLEAR).text


def test_an_answer_is_changed_and_one_over_another_asks_to_be_looked_at(guest, check, server):
    form = f"{HOME}/{check}"
    first = guest.hidden(form, HOME)
    assert guest.send(HOME, {**first, **MENDING}).status_code == 303
    late = guest.send(HOME, {**first, **CLEAR})
    assert ("刚才有人答复过" in late.text, MENDING["looked"] in late.text) == (True, True)
    assert CLEAR["looked"] in late.text
    assert guest.fill(form, HOME, None, **CLEAR).status_code == 303
    found = stands(server.database, check).answers["school-1"]
    assert (found.outcome, found.measures) == (SimilarOutcome.CLEAR, "")


def test_another_units_door_opens_nothing_of_it(visitors, services, check, guest, server):
    guest.fill(f"{HOME}/{check}", HOME, [a_file("一")], **CLEAR)
    photo = stands(server.database, check).answers["school-1"].photos[0]
    third: Visitor = visitors(a_link(services, "school-3").secret)
    second: Visitor = visitors(a_link(services, "school-2").secret)
    assert "现在没有要本单位自查的事项" in third.page(HOME)
    assert third.get(f"{HOME}/{check}").status_code == 404
    assert CLEAR["looked"] not in second.page(f"{HOME}/{check}")
    assert second.get(f"/door/photos/{photo.shown}").status_code == 404
    form = {**second.hidden(f"{HOME}/{check}", HOME), "check": "f" * 64}
    assert second.send(HOME, {**form, **CLEAR}).status_code == 404


def test_a_unit_that_is_asked_no_more_is_told_so(guest, check, commands, server):
    form = guest.hidden(f"{HOME}/{check}", HOME)
    seen = seen_unit(server.database, check, "school-1")
    commands.withdraw("li.zhuren", seen, "停课改造")
    answer = guest.send(HOME, {**form, **CLEAR})
    assert ("刚刚撤回" in answer.text, answer.status_code) == (True, 400)
    assert "已撤回" in guest.page(HOME)
    assert 'method="post" action="/door/similar"' not in guest.page(f"{HOME}/{check}")
    assert "停课改造" not in guest.page(f"{HOME}/{check}")


def test_what_waits_stands_first_and_what_is_late_says_so(guest, check, clock, visitors, services):
    guest.fill(f"{HOME}/{check}", HOME, None, **CLEAR)
    clock.move(days=7)
    late: Visitor = visitors(a_link(services, "school-2").secret)
    assert "逾期未答复" in late.page(HOME)
    assert "逾期未答复" in late.page(f"{HOME}/{check}")
