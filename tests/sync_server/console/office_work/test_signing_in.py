"""签到: by the code on the wall on the training's day, once, and by the office's own ticks."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.data.tables import ActivityPersonRow
from sync_server.projection.rebuild import rebuild
from tests.builders.handset import write
from tests.sync_server.console.counted_scenes import recorded, sign_in_address

TRAINING = {"held_on": "2026-05-14", "title": "岗前培训", "mode": "central", "hours": "6"}


@pytest.fixture
def clerk(browsers):
    return browsers("zhao.tong")


@pytest.fixture
def page(clerk) -> str:
    """The page of today's training, of which nobody is known to take part."""
    return recorded(clerk, "/trainings", **TRAINING)


@pytest.fixture
def address(clerk, page) -> str:
    """What stands behind its QR code."""
    return sign_in_address(clerk, page)


def persons(server) -> list[str]:
    with server.database.session() as session:
        rows = session.exec(select(ActivityPersonRow).order_by(ActivityPersonRow.account))
        return [row.account for row in rows]


def test_who_opens_the_code_signs_in_once_and_has_the_hours(browsers, clerk, page, address, server):
    inspector = browsers("chen.jing")
    shown = inspector.page(address)
    assert ("岗前培训" in shown, "陈静" in shown) == (True, True)
    assert inspector.fill(address, address).headers["location"] == address
    assert "已签到。" in inspector.page(address)
    assert 'action="/attend/' not in inspector.page(address)
    assert inspector.post(address, on=address, training=page.split("/")[2]).status_code == 303
    assert persons(server) == ["chen.jing"]
    assert "1 人 × 6 学时 = 6" in clerk.page(page)
    assert clerk.page(page).count("<b>培训签到</b>") == 1
    assert "1 场次，1 人次" in clerk.page("/trainings")
    assert rebuild(server.database) == {}


def test_whoever_is_not_signed_in_signs_in_first_and_comes_back(browsers, address):
    answer = browsers().client.get(address, follow_redirects=False)
    assert answer.status_code in (303, 401)
    where = answer.headers.get("location", "") + answer.text
    assert address.replace("/", "%2F") in where or address in where


def test_the_office_sees_whom_the_code_signed_in_before_it_changes_anything(
    browsers, clerk, page, address, server
):
    edit = f"{page}/edit"
    seen = clerk.hidden(edit, edit)
    browsers("chen.jing").fill(address, address)
    answer = clerk.send(edit, **seen, **TRAINING, inspectors="wang.fang")
    assert answer.status_code == 409
    assert "培训签到" in answer.text
    form = clerk.page(edit)
    assert re.search(r'value="chen\.jing" checked', form)
    both = {**clerk.hidden(edit, edit), **TRAINING, "inspectors": ["chen.jing", "wang.fang"]}
    assert clerk.send(edit, **both).status_code == 303
    assert persons(server) == ["chen.jing", "wang.fang"]
    clerk.fill(edit, edit, **TRAINING, inspectors="wang.fang")
    assert persons(server) == ["wang.fang"]
    assert rebuild(server.database) == {}


@pytest.mark.parametrize(("days", "words"), [(-1, "还没有到培训那天"), (1, "已经过去")])
def test_nobody_signs_in_on_another_day(browsers, clock, address, days, words):
    clock.now += timedelta(days=days)
    inspector = browsers("chen.jing")
    assert words in inspector.page(address)
    training = address.split("/")[2].partition(".")[0]
    sent = inspector.post(address, on="/visits", training=training)
    assert (sent.status_code, words in sent.text) == (400, True)
    assert "已签到" not in inspector.page(address)


def test_a_withdrawn_training_and_a_moved_one_take_nobody(browsers, clerk, page, address):
    edit, inspector = f"{page}/edit", browsers("chen.jing")
    clerk.fill(edit, edit, **TRAINING, is_withdrawn="true", reason="改期")
    assert "已经撤销" in inspector.page(address)
    clerk.fill(edit, edit, **{**TRAINING, "held_on": "2026-05-15"})
    assert inspector.get(address).status_code == 404


def test_a_code_that_nobody_made_and_another_districts_lead_nowhere(browsers, address):
    code = address.rpartition(".")[0]
    inspector = browsers("chen.jing")
    for made in (f"{code}.0000000000", code, "/attend/none.0000000000"):
        assert inspector.get(made).status_code == 404
    assert browsers("chen.jing.other").get(address).status_code == 404


def test_an_auditor_takes_part_in_nothing(browsers, address, server):
    seat = PersonSet(account="shen.ji", role=Role.AUDITOR)
    write(server, "wanshan", (seat, PersonPrivate(name="沈霁")))
    server.accounts.issue_code("shen.ji")
    assert browsers("shen.ji").get(address).status_code == 403


def test_the_sheet_has_a_line_for_everybody_who_may_come_and_some_more(clerk, page):
    sheet = clerk.page(f"{page}/sheet")
    names = re.findall(r'<tr><td class="figures">\d+</td><td>([^<]*)</td>', sheet)
    assert names == ["陈静", "王芳", *[""] * 6]
    edit = f"{page}/edit"
    clerk.fill(edit, edit, **TRAINING, inspectors="wang.fang")
    assert "陈静" not in clerk.page(f"{page}/sheet")


def test_many_sign_in_at_the_same_moment(browsers, address, server, monkeypatch):
    """Somebody else signs in between the look and the writing."""
    other, inspector = browsers("wang.fang"), browsers("chen.jing")
    form = inspector.hidden(address, address)
    write_one = type(server.committer).write
    came: list[int] = []

    def write_late(self, account, *written):
        if account == "chen.jing" and not came:
            came.append(other.fill(address, address).status_code)
        return write_one(self, account, *written)

    monkeypatch.setattr(type(server.committer), "write", write_late)
    assert inspector.send(address, **form).status_code == 303
    assert came == [303]
    assert persons(server) == ["chen.jing", "wang.fang"]
