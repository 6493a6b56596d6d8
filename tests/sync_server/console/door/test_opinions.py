"""How a visit was, as its unit says: once, lately, and read by supervisors alone."""

import pytest

from domain.kinds.author import Role
from domain.kinds.register.closing_rule import ClosingRule, ClosingRuleSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from sync_server.data.visits import rows
from tests.builders.at_door import Visitor, a_link
from tests.builders.handset import write
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.trail import an_author

SAID = {
    "was_announced": "no",
    "disturbed": "yes",
    "was_useful": "yes",
    "text": "听课换了教室。",
}


@pytest.fixture
def visit(inspection) -> str:
    """A submitted visit to the first unit."""
    return a_rich_visit(inspection, [])


def give(guest: Visitor, visit: str, **fields: str):
    path = f"/door/visits/{visit}"
    return guest.fill(path, path, **{**SAID, **fields})


def test_what_a_unit_says_stands_on_the_visit_and_in_the_list(visit, guest, supervisor):
    assert give(guest, visit).headers["location"] == "/door/visits?done=1"
    assert "已评价" in guest.page("/door/visits")
    for path in (f"/visits/{visit}", "/opinions", "/opinions?says=disturbed"):
        page = supervisor.page(path)
        assert ("听课换了教室。" in page, "影响上课" in page) == (True, True)
    assert "听课换了" not in supervisor.page("/opinions?says=useless")


def test_every_question_wants_an_answer_and_the_words_stay(visit, guest):
    answer = give(guest, visit, disturbed="")
    assert (answer.status_code, "请填写影响上课了吗。" in answer.text) == (400, True)
    assert SAID["text"] in answer.text
    assert "不合要求" in give(guest, visit, disturbed="maybe").text


def test_a_visit_is_judged_once(visit, guest):
    path = f"/door/visits/{visit}"
    fields = {**guest.hidden(path, path), **SAID}
    assert guest.send(path, fields).status_code == 303
    answer = guest.send(path, fields)
    assert (answer.status_code, "已经评价过了" in answer.text) == (400, True)


def test_no_inspector_clerk_or_auditor_reads_it(visit, guest, browsers, server):
    auditor = PersonSet(account="shen.ji", role=Role.AUDITOR)
    write(server, "wanshan", (auditor, PersonPrivate(name="沈计")))
    server.accounts.issue_code("shen.ji")
    give(guest, visit)
    history = f"/history/opinion/{visit}/school-1"
    for account in ("chen.jing", "zhao.tong", "shen.ji"):
        browser = browsers(account)
        for path in (f"/visits/{visit}", "/opinions", "/opinions.csv", history):
            assert "听课换了" not in browser.get(path).text
        assert browser.get("/opinions").status_code == 403
    assert "听课换了" in browsers("li.zhuren").page(history)


def test_a_supervisor_who_was_on_the_visit_does_not_read_it(server, visitors, services, supervisor):
    own = Inspection.of(server, author=an_author("li.zhuren", Role.SUPERVISOR))
    visit = a_rich_visit(own, [])
    give(visitors(a_link(services).secret), visit)
    for path in (f"/visits/{visit}", "/opinions"):
        assert "听课换了" not in supervisor.page(path)


def test_a_phone_never_gets_it(visit, guest, server, inspection):
    give(guest, visit)
    with server.database.session() as session:
        kinds = {each.line.header.kind for each in rows.entries(session, visit)}
    assert "opinion.given" not in kinds


def test_neither_old_nor_other_units_visits_are_judged(visit, guest, stranger, clock):
    assert stranger.get(f"/door/visits/{visit}").status_code == 404
    token = stranger.hidden("/door/visits", "/door/leave")["form_token"]
    fields = {**SAID, "form_token": token}
    assert stranger.send(f"/door/visits/{visit}", fields).status_code == 404
    clock.move(hours=24 * 29)
    assert guest.get(f"/door/visits/{visit}").headers["location"] == "/door/enter?out=1"


def test_after_sixty_days_a_visit_is_not_asked_about(visit, visitors, services, clock):
    clock.move(hours=24 * 61)
    late = visitors(a_link(services, until=clock().date()).secret)
    assert late.get(f"/door/visits/{visit}").status_code == 404
    assert "最近 60 天没有" in late.page("/door/visits")


def test_for_how_long_it_is_asked_about_is_the_districts_rule(
    visit, visitors, services, clock, server
):
    rule = ClosingRule(opinion_within_days=90)
    write(server, "wanshan", (ClosingRuleSet(district="wanshan", rule=rule), None))
    clock.move(hours=24 * 61)
    late = visitors(a_link(services, until=clock().date()).secret)
    assert "最近 90 天" in late.page("/door/visits")
    assert late.get(f"/door/visits/{visit}").status_code == 200
