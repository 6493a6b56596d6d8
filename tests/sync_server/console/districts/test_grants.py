"""跨区授权: who lets an account of another district in, as what, and until when."""

import pytest

from domain.kinds.author import Role
from sync_server.console.pages import into
from tests.builders.pages import Browser
from tests.sync_server.console.districts.conftest import GUEST, HOME, OTHER

FORM = "/grants/new"
NEW = {"account": GUEST, "name": "李主任", "role": "auditor", "from_on": "2026-05-14"}


def granted(supervisor: Browser, **other: str):
    """The answer to the form of a new grant."""
    return supervisor.fill(FORM, FORM, **{**NEW, **other})


def test_a_supervisor_grants_and_the_guest_is_in_at_once(supervisor, guest):
    assert guest.get(into(OTHER)).status_code == 404
    answer = granted(supervisor, account=" li。zhuren.other ", name="李 主任")
    assert answer.headers["location"] == f"/grants/{GUEST}?done=opened"
    page = supervisor.page(f"/grants/{GUEST}")
    assert ("审计员" in page, "没有写明，一直有效" in page, "设置跨区授权" in page) == (True,) * 3
    assert guest.get(into(OTHER)).status_code == 200


def test_it_ends_by_a_day_and_the_history_keeps_both(supervisor, guest):
    granted(supervisor)
    form = f"/grants/{GUEST}/edit"
    supervisor.fill(form, form, to_on="2026-05-14", role="clerk", from_on="2026-05-14")
    page = supervisor.page(f"/grants/{GUEST}")
    assert page.count("设置跨区授权") == 2
    assert "审计员" in page.partition("统计员")[2]
    assert "2026-05-14" in supervisor.page("/grants")
    assert guest.get(into(OTHER, "/visits")).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"account": "nobody.here"}, "account", "没有这样的账号，或者姓名和账号对不上"),
        ({"name": "王主任"}, "account", "没有这样的账号，或者姓名和账号对不上"),
        ({"account": "wang.fang", "name": "王芳"}, "account", "这是本区的账号"),
        ({"to_on": "2026-05-13"}, "to_on", "结束日期不能早于起始日期"),
        ({"role": "admin"}, "role", ""),
        ({"role": "inspector"}, "role", ""),
    ],
)
def test_what_cannot_be_granted_is_said_beside_its_field(supervisor, wrong, field, said):
    answer = granted(supervisor, **wrong)
    assert answer.status_code == 400
    assert f'-{field}-error">' in answer.text
    assert said in answer.text
    assert "还没有给外区的账号授权" in supervisor.page("/grants")


def test_who_has_one_is_changed_on_its_own_page(supervisor):
    granted(supervisor)
    answer = granted(supervisor, role="clerk")
    assert (answer.status_code, "已经授权过了" in answer.text) == (400, True)


@pytest.mark.parametrize("account", ["chen.jing", "zhao.tong"])
def test_nobody_else_grants(browsers, account):
    browser = browsers(account)
    assert browser.get(FORM).status_code == 403
    assert browser.post(FORM, "/own", **NEW).status_code == 403


def test_an_auditor_of_elsewhere_grants_nothing_where_they_are_a_guest(guest, grant, browsers):
    grant(Role.AUDITOR)
    guest.page(into(OTHER))
    assert guest.post(FORM, "/own", **NEW).status_code == 403


def test_the_granting_district_alone_tells_of_it(supervisor, browsers):
    granted(supervisor)
    home = browsers("li.zhuren.other")
    assert "还没有给外区的账号授权" in home.page("/grants")
    assert home.get(f"/grants/{GUEST}").status_code == 404
    assert home.get(into(HOME, "/grants")).status_code == 200
