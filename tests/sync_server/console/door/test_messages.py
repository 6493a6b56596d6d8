"""A parent's message from the public card: to whom it comes, and how its sender hears of it."""

import re

import pytest
from sqlmodel import select

from domain.kinds.author import Role
from domain.kinds.register.closing_rule import ClosingRule, ClosingRuleSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.data.tables import MessageRow
from tests.builders.at_door import Visitor, a_link
from tests.builders.handset import write

FIELDS = {"about": "safety", "text": "校门口放学时车多，没人管。", "contact": "13900000000"}


@pytest.fixture
def card(supervisor) -> str:
    """The address of the first unit's card."""
    found = re.search(r"(/card/[0-9A-Z]{10})", supervisor.page("/schools/school-1/card"))
    assert found is not None
    return found[1]


@pytest.fixture
def parent(visitors) -> Visitor:
    """Somebody with a phone, who has no account."""
    found: Visitor = visitors()
    return found


@pytest.fixture
def people(server, browsers):
    """Browsers of an administrator and an auditor besides the usual people."""
    for account, role in (("guan.li", Role.ADMIN), ("shen.ji", Role.AUDITOR)):
        body = PersonSet(account=account, role=role)
        write(server, "wanshan", (body, PersonPrivate(name=account)))
        server.accounts.issue_code(account)
    return browsers


def sent(parent: Visitor, card: str, **fields: str) -> str:
    """The code by which the sender of a message asks."""
    answer = parent.fill(card, card, **{**FIELDS, **fields})
    assert answer.status_code == 200, answer.text
    found = re.search(r"([0-9A-Z]{5}-[0-9A-Z]{5})", answer.text)
    assert found is not None
    return found[1]


def asked(parent: Visitor, code: str) -> str:
    return str(parent.fill("/card/ask", "/card/ask", code=code).text)


def the_message(server) -> str:
    with server.database.session() as session:
        return f"/messages/{session.exec(select(MessageRow.message)).one()}"


def test_the_card_tells_who_is_responsible_and_how_to_reach_the_office(parent, card, server):
    rules = DistrictSet(district="wanshan", name="万山区", phone="0851-8888 0000")
    write(server, "wanshan", (rules, None))
    page = parent.page(card)
    for said in ("第1小学责任督学公示", "陈静", "0851-8888 0000", "招生、收费、择校"):
        assert said in page
    assert parent.get("/card/0000000000").status_code == 404
    assert parent.get("/card/nothing").status_code == 404


def test_a_message_goes_its_way_and_its_sender_hears_of_it(parent, card, server, browsers):
    code = sent(parent, card)
    supervisor, chen = browsers("li.zhuren"), browsers("chen.jing")
    page = the_message(server)
    assert all(each in supervisor.page(page) for each in (FIELDS["text"], FIELDS["contact"]))
    assert chen.get(page).status_code == 404
    supervisor.fill(page, f"{page}/accept", text="已收到，三天内去看。")
    assert "三天内去看" in asked(parent, code)
    supervisor.fill(page, f"{page}/pass", account="chen.jing", text="请放学时去看。")
    assert "请放学时去看" in chen.page(page)
    assert FIELDS["contact"] not in chen.page(page)
    assert "第1小学" in chen.page("/messages")
    chen.fill(page, f"{page}/report", text="已和派出所说好，放学有人管。")
    assert "办理中" in asked(parent, code)
    supervisor.fill(page, f"{page}/close", text="放学时段已有民警和保安。")
    said = asked(parent, code)
    assert ("已办结" in said, "民警和保安" in said) == (True, True)
    for inner in ("请放学时去看", "派出所说好", "陈静", FIELDS["text"]):
        assert inner not in said


def test_the_school_never_sees_it(parent, card, visitors, services):
    sent(parent, card)
    guest = visitors(a_link(services).secret)
    for path in ("/door", "/door/visits"):
        assert FIELDS["text"][:4] not in guest.page(path)


READERS = {
    "safety": {"li.zhuren", "guan.li"},
    "inspector": {"li.zhuren", "guan.li"},
    "harm": {"guan.li"},
}


@pytest.mark.parametrize("about", READERS)
def test_who_reads_a_message(about, parent, card, server, people):
    sent(parent, card, about=about)
    page, readers = the_message(server), READERS[about]
    for account in ("li.zhuren", "guan.li", "chen.jing", "zhao.tong", "shen.ji"):
        browser = people(account)
        is_read = browser.get(page).status_code == 200
        assert (account, is_read) == (account, account in readers)
        assert (FIELDS["text"] in browser.get(page).text) == is_read
        assert (page in browser.get("/messages").text) == is_read
    assert people("li.zhuren.other").get(page).status_code == 404


def test_one_about_the_inspector_bypasses_them_whatever_else_they_are(
    parent, card, server, browsers
):
    body = PersonSet(account="chen.jing", role=Role.SUPERVISOR, zone="z1")
    write(server, "wanshan", (body, PersonPrivate(name="陈静")))
    sent(parent, card, about="inspector")
    page = the_message(server)
    head = DistrictSet(district="wanshan", name="万山区", head="li.zhuren")
    write(server, "wanshan", (head, None))
    assert browsers("li.zhuren").get(page).status_code == 200
    assert browsers("chen.jing").get(page).status_code == 404


def test_one_about_harm_is_for_who_was_set_to_lead(parent, card, server, people):
    sent(parent, card, about="harm")
    page = the_message(server)
    head = DistrictSet(district="wanshan", name="万山区", head="li.zhuren")
    write(server, "wanshan", (head, None))
    assert people("li.zhuren").get(page).status_code == 200
    assert people("guan.li").get(page).status_code == 404


def test_what_is_about_harm_or_the_inspector_cannot_be_passed_on(parent, card, server, supervisor):
    sent(parent, card, about="inspector")
    page = the_message(server)
    supervisor.fill(page, f"{page}/accept")
    assert f"{page}/pass" not in supervisor.page(page)
    fields = supervisor.hidden(page, f"{page}/close")
    answer = supervisor.send(f"{page}/pass", **fields, account="chen.jing")
    assert (answer.status_code, "不转督学" in answer.text) == (400, True)


def test_a_late_message_says_so_in_the_list(parent, card, browsers, clock):
    sent(parent, card)
    assert "超过受理时限" not in browsers("li.zhuren").page("/messages")
    clock.move(hours=24 * 2)
    assert "超过受理时限" in browsers("li.zhuren").page("/messages")


def test_by_when_it_is_accepted_is_the_districts_rule(parent, card, browsers, clock, server):
    rule = ClosingRule(message_accept_days=3)
    write(server, "wanshan", (ClosingRuleSet(district="wanshan", rule=rule), None))
    sent(parent, card)
    clock.move(hours=24 * 2)
    page = browsers("li.zhuren").page("/messages")
    assert ("2026-05-19" in page, "超过受理时限" in page) == (True, False)


def test_a_message_without_words_comes_back_and_nothing_is_lost(parent, card):
    answer = parent.fill(card, card, **{**FIELDS, "text": " "})
    assert (answer.status_code, "请填写内容。" in answer.text) == (400, True)
    assert FIELDS["contact"] in answer.text
    stale = parent.send(card, FIELDS)
    assert (stale.status_code, "页面放得太久" in stale.text) == (400, True)
    assert FIELDS["text"] in stale.text


def test_messages_and_guesses_of_codes_are_limited(parent, card):
    for _ in range(10):
        sent(parent, card)
    answer = parent.fill(card, card, **FIELDS)
    assert ("尝试次数太多" in answer.text, FIELDS["text"] in answer.text) == (True, True)
    pages = [asked(parent, "00000-00000") for _ in range(11)]
    assert ["没有这个查询码" in each for each in pages] == [True] * 10 + [False]
    assert "尝试次数太多" in pages[-1]


def test_another_sites_form_sends_no_message(parent, card, server):
    fields = {**parent.hidden(card, card), **FIELDS}
    answer = parent.client.post(card, data=fields, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    with server.database.session() as session:
        assert list(session.exec(select(MessageRow))) == []


def test_the_board_is_one_sheet_with_the_cards_address(supervisor):
    page = supervisor.page("/schools/school-1/card")
    assert all(each in page for each in ("责任督学公示牌", "陈静", "<svg", "还没有填督导室电话"))
