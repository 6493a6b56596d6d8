"""登录码 in the browser: for one or several, on a sheet that only who issued them can read."""

import re

import pytest
from sqlmodel import select

from domain.enrolment_link import read_link
from domain.errors import NotSignedIn
from domain.kinds import read
from domain.kinds.register.account import CodeIssued
from sync_server.access.slips import Slip
from sync_server.data.own.sent_forms import SORT
from sync_server.data.tables import HeldFileRow
from tests.builders.drawn_forms import form_on
from tests.builders.logged import entries_of
from tests.builders.pages import Browser

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
DEVICE = ("chain-1", "key-1")


def codes_on(page: str) -> dict[str, str]:
    """The codes of a sheet by account."""
    found = re.findall(r"<dd>([\w.]+)</dd>\s*<dt>登录码</dt><dd class=\"code\">([^<]+)<", page)
    return dict(found)


def issue(browser: Browser, account: str = "chen.jing") -> str:
    """The address of the sheet with a new code."""
    page = f"/people/{account}"
    answer = browser.fill(page, f"{page}/code")
    assert answer.status_code == 303
    found: str = answer.headers["location"]
    return found


def test_a_code_for_one_signs_a_phone_in_and_is_told_in_the_history(supervisor, server):
    page = supervisor.page(issue(supervisor))
    code = codes_on(page)["chen.jing"]
    assert server.accounts.verify_code("chen.jing", code, DEVICE).name == "陈静"
    assert page.count("<svg") == 1
    assert "发登录码" in supervisor.page("/people/chen.jing")
    assert code not in supervisor.page("/people/chen.jing")
    (told,) = entries_of(server.database, CodeIssued.kind)
    assert (code in repr(told), read(told.line).problem) == (False, None)


def test_codes_for_all_who_are_in_use_are_on_one_sheet(supervisor, server):
    supervisor.fill("/people/zhao.tong", "/people/zhao.tong/stop", from_on="2026-05-14")
    assert fields(supervisor, on="/codes?who=phone")["people"] == ["chen.jing", "wang.fang"]
    answer = supervisor.send("/codes", **fields(supervisor, on="/codes?who=all"))
    page = supervisor.page(answer.headers["location"])
    assert set(codes_on(page)) == {"chen.jing", "wang.fang", "li.zhuren"}
    assert len(set(codes_on(page).values())) == 3
    assert "到 2026 年 5 月 28 日" in page
    assert page.count("/set-password") == 1


def test_who_holds_an_unused_code_is_not_ticked_again(supervisor, server):
    assert "people" not in fields(supervisor)
    server.accounts.drop_code("wang.fang")
    assert fields(supervisor)["people"] == ["wang.fang"]
    assert len(fields(supervisor, on="/codes?who=all")["people"]) == 4


def fields(browser: Browser, on: str = "/codes", **more: list[str]) -> dict[str, list[str]]:
    return {**form_on(browser.page(on), "CodesForm").fields, **more}


def test_the_link_of_the_drawing_is_the_slips(supervisor):
    page = supervisor.page(issue(supervisor))
    link = Slip("陈静", "chen.jing", codes_on(page)["chen.jing"]).link("http://duji.test")
    told = read_link(link.page)
    assert told is not None
    assert (told.account, told.server_url) == ("chen.jing", "http://duji.test")
    assert "http://duji.test" in page


def test_only_who_issued_them_reads_the_sheet_in_that_session_and_for_a_while(
    supervisor, browsers, server, clock
):
    place = issue(supervisor)
    again, other = browsers("li.zhuren"), browsers("li.zhuren.other")
    assert again.get(place).status_code == 404
    assert other.get(place).status_code == 404
    assert supervisor.get(place).status_code == 200
    with server.database.session() as session:
        sheets = select(HeldFileRow).where(HeldFileRow.sort != SORT)
        (held,) = session.exec(sheets).all()
    assert not CODE.search(held.content.decode("latin-1"))
    clock.move(minutes=31)
    assert supervisor.get(place).status_code == 404


def test_a_code_is_revoked_before_it_is_used(supervisor, server):
    code = codes_on(supervisor.page(issue(supervisor)))["chen.jing"]
    page = "/people/chen.jing"
    assert supervisor.fill(page, f"{page}/code/revoke").status_code == 303
    with pytest.raises(NotSignedIn):
        server.accounts.verify_code("chen.jing", code, DEVICE)
    assert "作废登录码" in supervisor.page(page)


def test_a_new_code_ends_the_one_before(supervisor, server):
    first = codes_on(supervisor.page(issue(supervisor)))["chen.jing"]
    issue(supervisor)
    with pytest.raises(NotSignedIn):
        server.accounts.verify_code("chen.jing", first, DEVICE)


def test_nobody_ticked_is_said_and_strangers_are_none_of_ours(supervisor):
    answer = supervisor.send("/codes", **{**fields(supervisor), "people": []})
    assert (answer.status_code, "请勾选发给谁" in answer.text) == (400, True)
    answer = supervisor.send("/codes", **fields(supervisor, people=["chen.jing.other"]))
    assert answer.status_code == 400


def test_who_has_left_gets_no_code(supervisor, server):
    brought = fields(supervisor, people=["chen.jing"])
    supervisor.fill("/people/chen.jing", "/people/chen.jing/stop", from_on="2026-05-14")
    answer = supervisor.send("/codes", **brought)
    assert answer.status_code in (400, 409)
    assert "停用" in answer.text
