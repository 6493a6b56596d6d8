"""机构、成员和会议: who sits on a body when, who was at its meetings, and what was resolved."""

import re

import pytest

from sync_server.projection.rebuild import rebuild
from tests.builders.pages import Browser
from tests.sync_server.console.counted_scenes import a_meeting, recorded

COMMITTEE = {"name": "区教育督导委员会", "organ_kind": "committee", "duties": "统筹协调教育督导"}
PLENARY = {"title": "2026年全体会议", "meeting_type": "plenary"}


@pytest.fixture
def clerk(browsers):
    return browsers("zhao.tong")


@pytest.fixture
def organ(supervisor) -> str:
    """The code of the committee."""
    return recorded(supervisor, "/organs", **COMMITTEE).rpartition("/")[2]


def seat(browser: Browser, organ: str, **fields: str) -> str:
    """The code of a seat on it."""
    usual = {"organ": organ, "seat": "member", "from_on": "2026-01-01"}
    return recorded(browser, "/members", **{**usual, **fields}).rpartition("/")[2]


def test_a_committee_has_units_and_persons_in_the_order_of_their_seats(supervisor, clerk, organ):
    seat(supervisor, organ, unit="公安局", name="何平")
    seat(supervisor, organ, unit="区政府", name="高远", seat="chair")
    seat(supervisor, organ, account="chen.jing", seat="liaison")
    page = clerk.page(f"/organs/{organ}")
    names = re.findall(r'data-name="成员"[^>]*><a href="/members/[^"]+">([^<]+)<', page)
    assert names == ["区政府 高远", "公安局 何平", "陈静"]
    assert "统筹协调教育督导" in page
    assert re.search(r'data-name="现有成员"[^>]*><a [^>]*>3<', clerk.page("/organs"))


def test_who_left_sits_there_no_more_and_is_still_known(supervisor, clerk, organ):
    code = seat(supervisor, organ, unit="公安局", to_on="2026-03-31")
    assert "还没有登记成员" in clerk.page(f"/organs/{organ}")
    assert "公安局" in clerk.page("/members?state=over")
    assert "公安局" not in clerk.page("/members?state=held").partition("<tbody>")[2]
    assert "2026-01-01 至 2026-03-31" in clerk.page(f"/members/{code}")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "unit", "成员单位、账号和姓名至少填一项。"),
        ({"unit": "公安局", "to_on": "2025-01-01"}, "to_on", "结束日期不能早于起始日期。"),
    ],
)
def test_a_seat_that_cannot_be_is_told_beside_its_field(supervisor, organ, fields, field, words):
    usual = {"organ": organ, "seat": "member", "from_on": "2026-01-01"}
    answer = supervisor.fill("/members/new", "/members/new", **usual, **fields)
    assert answer.status_code == 400
    assert f'id="member-{field}-error">{words}<' in answer.text


def test_two_bodies_have_two_names(supervisor, organ):
    answer = supervisor.fill("/organs/new", "/organs/new", **COMMITTEE)
    assert (answer.status_code, "已经有“区教育督导委员会”了。" in answer.text) == (400, True)


def test_a_meeting_tells_who_was_there_of_all_who_sit_on_its_body(supervisor, clerk, organ, server):
    there = seat(supervisor, organ, unit="公安局")
    seat(supervisor, organ, unit="财政局")
    seat(supervisor, organ, unit="卫健局", from_on="2026-06-01")
    texts = {"agenda": "一、年度计划", "minutes": "一、同意年度计划。\n二、按月调度。"}
    fields = {"held_on": "2026-05-14", "organ": organ, "members": there, "others": "3"}
    page = recorded(clerk, "/meetings", **PLENARY, **fields, **texts, inspectors="chen.jing")
    text = clerk.page(page)
    assert "5 人（成员 1 / 2，督学 1，列席 3）" in text
    rows = re.findall(
        r'data-name="姓名或单位"[^>]*>([^<]+)<.*?class="chip [^"]*">([^<]+)<', text, re.S
    )
    assert rows == [("公安局", "到会"), ("财政局", "缺席"), ("陈静", "到会")]
    assert "二、按月调度。" in text
    assert re.search(r"有纪要", clerk.page("/meetings"))
    assert rebuild(server.database) == {}


def test_whoever_did_not_sit_on_the_body_that_day_was_not_there(supervisor, clerk, organ):
    later = seat(supervisor, organ, unit="卫健局", from_on="2026-05-01")
    expert = recorded(supervisor, "/organs", name="专家组", organ_kind="experts")
    other = seat(supervisor, expert.rpartition("/")[2], name="何平")
    new = {**PLENARY, "organ": organ}
    for code, day, words in (
        (later, "2026-04-30", "卫健局在会议那天不在任"),
        (other, "2026-05-14", "何平不是所选机构的成员"),
    ):
        fields = {"held_on": day, "members": code}
        answer = clerk.fill("/meetings/new", "/meetings/new", **new, **fields)
        assert (answer.status_code, words in answer.text) == (400, True)


def test_a_withdrawn_meeting_says_why_and_keeps_its_minutes(supervisor, clerk):
    page = a_meeting(supervisor)
    edit = f"{page}/edit"
    form = clerk.page(edit)
    assert "会议同意年度计划。" in form
    fields = {**PLENARY, "held_on": "2026-05-14", "minutes": "会议同意年度计划。"}
    organ = re.search(r'<option value="([^"]+)" selected>督导委员会', form)
    assert organ is not None
    answer = clerk.fill(edit, edit, **fields, organ=organ[1], is_withdrawn="true", reason="改期")
    assert answer.status_code == 303
    text = clerk.page(page)
    for words in ("已撤销", "改期", "会议同意年度计划。"):
        assert words in text
    assert page not in clerk.page("/meetings")
    assert page in clerk.page("/meetings?state=withdrawn")


def test_the_sheet_of_a_meeting_has_the_seats_of_its_body(supervisor, clerk, organ):
    seat(supervisor, organ, unit="公安局", name="何平")
    fields = {"held_on": "2026-05-14", "organ": organ, "inspectors": "chen.jing"}
    page = recorded(clerk, "/meetings", **PLENARY, **fields)
    lines = re.findall(
        r'figures">\d+</td><td>([^<]*)</td><td>([^<]*)<', clerk.page(f"{page}/sheet")
    )
    assert lines[:2] == [("公安局 何平", "委员（成员）"), ("陈静", "督学")]
    assert len(lines) == 2 + 6


def test_a_meeting_without_minutes_is_found(supervisor, clerk):
    done = a_meeting(supervisor)
    fields = {"held_on": "2026-05-13", "title": "五月例会", "meeting_type": "regular"}
    bare = recorded(clerk, "/meetings", **fields)
    page = clerk.page("/meetings?state=without&meeting_type=regular&year=2026")
    assert (bare in page, done in page) == (True, False)


def test_bodies_and_seats_are_the_supervisors_to_set(clerk, browsers, organ):
    assert clerk.get("/organs/new").status_code == 403
    assert clerk.get("/members/new").status_code == 403
    assert "登记会议" in clerk.page(f"/organs/{organ}")
    assert browsers("li.zhuren.other").get(f"/organs/{organ}").status_code == 404
