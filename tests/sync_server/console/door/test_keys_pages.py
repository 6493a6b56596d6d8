"""The office hands a unit a link or an account on a slip, and takes either away again."""

import re

from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from tests.builders.at_door import Visitor
from tests.builders.handset import write
from tests.builders.pages import Browser, matched

DOOR = "/schools/school-1/door"


def slip(supervisor: Browser, act: str, **fields: str) -> str:
    """The address of the slip that an act of the page made."""
    answer = supervisor.fill(DOOR, f"{DOOR}/{act}", **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def link_on(supervisor: Browser, where: str) -> str:
    return matched(r"door/enter\?link=([\w-]+)", supervisor.page(where))


def test_a_link_is_shown_once_to_who_made_it_as_address_and_code(supervisor, visitors, browsers):
    where = slip(supervisor, "links", until_on="2026-06-13", text="何校长")
    page = supervisor.page(where)
    assert ("<svg" in page, "2026年6月13日" in page) == (True, True)
    assert visitors(link_on(supervisor, where)).get("/door").status_code == 200
    assert browsers("li.zhuren").get(where).status_code == 404
    other = where.replace("school-1", "school-2")
    assert supervisor.get(other).status_code == 404


def test_a_slip_is_gone_after_half_an_hour(supervisor, clock):
    where = slip(supervisor, "links", until_on="2026-06-13")
    clock.move(minutes=31)
    assert supervisor.get(where).status_code == 404


def test_what_was_made_and_taken_away_stands_in_the_units_history(supervisor, visitors):
    guest = visitors(link_on(supervisor, slip(supervisor, "links", until_on="2026-06-13")))
    answer = supervisor.fill(DOOR, f"{DOOR}/revoke", text="发错了")
    assert answer.headers["location"] == f"{DOOR}?done=revoked"
    assert guest.get("/door").headers["location"] == "/door/enter?out=1"
    history = supervisor.page("/schools/school-1")
    assert all(each in history for each in ("发学校端链接", "作废学校端链接", "发错了"))
    assert "作废</span>" in supervisor.page(DOOR)


def test_an_account_is_handed_over_and_closed(supervisor, visitors):
    page = supervisor.page(slip(supervisor, "account"))
    account = matched(r"<dt>账号</dt><dd>([^<]+)</dd>", page)
    password = matched(r'<dt>密码</dt><dd class="code">([^<]+)</dd>', page)
    guest: Visitor = visitors()
    fields = {"account": account, "password": password}
    assert guest.fill("/door/enter", "/door/enter", **fields).headers["location"] == "/door"
    assert supervisor.fill(DOOR, f"{DOOR}/account/close").status_code == 303
    assert guest.get("/door").status_code == 303
    assert "没有在用的账号" in supervisor.page(DOOR)


def test_a_link_without_end_or_of_the_past_is_not_made(supervisor):
    for until_on, said in (("2026-05-13", "最长一年"), ("2028-01-01", "最长一年"), ("", "请填写")):
        answer = supervisor.fill(DOOR, f"{DOOR}/links", until_on=until_on)
        assert (answer.status_code, said in answer.text) == (400, True)


def test_only_supervisors_hand_anything_out(browsers, server):
    auditor = PersonSet(account="shen.ji", role=Role.AUDITOR)
    write(server, "wanshan", (auditor, PersonPrivate(name="沈计")))
    server.accounts.issue_code("shen.ji")
    for account in ("chen.jing", "zhao.tong", "shen.ji"):
        assert browsers(account).get(DOOR).status_code == 403
    assert browsers("li.zhuren.other").get(DOOR).status_code == 404


def test_one_links_end_leaves_the_others(supervisor, visitors):
    first = link_on(supervisor, slip(supervisor, "links", until_on="2026-06-13"))
    second = link_on(supervisor, slip(supervisor, "links", until_on="2026-06-14"))
    newest = re.findall(r'name="link" value="([^"]+)"', supervisor.page(DOOR))[0]
    fields = supervisor.hidden(DOOR, f"{DOOR}/revoke")
    assert supervisor.send(f"{DOOR}/revoke", **{**fields, "link": newest}).status_code == 303
    assert visitors().enter(second).status_code == 401
    assert visitors().enter(first).status_code == 303
