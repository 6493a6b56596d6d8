"""The office's pages of similar checks: from a finding's page to each unit's answer."""

import re
from html import unescape

import pytest

from domain.kinds.finding.similar_check import SimilarOutcome
from domain.kinds.register.closing_rule import ClosingRule, ClosingRuleSet
from domain.kinds.register.school import SchoolKind
from domain.words.values import KIND
from sync_server.ledger.append import OfficeEntry
from sync_server.projection.rebuild import rebuild
from tests.builders.courses import finding_address
from tests.builders.drawn_forms import form_on
from tests.builders.handset import a_school, write
from tests.builders.office import a_rich_visit
from tests.builders.pages import matched
from tests.builders.similar import an_answer

SEND, LOOK = "/similar/send", "/similar/send/look"
SAID = {"title": "灭火器过期", "text": "逐具查有效期。", "due_on": "2026-05-20"}


@pytest.fixture
def form(inspection, server) -> str:
    """The form of a check that grows from a finding at school-1."""
    return f"{finding_address(server.database, a_rich_visit(inspection, []), 'f1')}/similar"


@pytest.fixture
def check(supervisor, form) -> str:
    """The page of a check that was sent to two units."""
    sent = supervisor.fill(form, SEND, **SAID, schools=["school-2", "school-3"])
    found: str = sent.headers["location"].partition("?")[0]
    return found


def say(server, check: str, school: str, outcome: SimilarOutcome = SimilarOutcome.CLEAR) -> None:
    """The unit answers at its door."""
    entry: OfficeEntry = an_answer(check.rpartition("/")[2], school, outcome)
    server.committer.write("system", [entry], "wanshan")


def test_a_findings_page_leads_to_the_form_and_shows_what_was_sent(supervisor, form, server):
    finding = form.removesuffix("/similar")
    assert f'href="{form}"' in supervisor.page(finding)
    assert "灭火器" in supervisor.page(form)
    sent = supervisor.fill(form, SEND, **SAID, schools=["school-2", "school-3"])
    check = sent.headers["location"].partition("?")[0]
    assert "已发出" in supervisor.page(sent.headers["location"])
    say(server, check, "school-2")
    page = supervisor.page(finding)
    row = page.partition(f'href="{check}"')[2].partition("</tr>")[0]
    assert "1 / 2</a>" in row
    assert rebuild(server.database) == {}


def test_by_when_it_is_answered_begins_with_the_districts_rule(supervisor, form, server):
    assert 'value="2026-05-21"' in supervisor.page(form)
    rule = ClosingRule(similar_answer_days=10)
    write(server, "wanshan", (ClosingRuleSet(district="wanshan", rule=rule), None))
    assert 'value="2026-05-24"' in supervisor.page(form)


@pytest.mark.parametrize(
    ("picked", "asked"),
    [
        ({"zones": ["z1"]}, {"school-2", "school-3"}),
        ({"kinds": ["kindergarten"]}, {"garden"}),
        ({"zones": ["z1"], "kinds": ["kindergarten"]}, set()),
        ({"zones": ["z1"], "schools": ["garden"]}, {"school-2", "school-3", "garden"}),
        ({"kinds": ["kindergarten", "primary"]}, {"school-2", "school-3", "garden"}),
    ],
)
def test_units_are_picked_by_zone_by_kind_and_one_by_one(supervisor, form, server, picked, asked):
    garden = a_school("garden", zone="z2", school_kind=SchoolKind.KINDERGARTEN)
    write(server, "wanshan", (garden, None))
    looked = supervisor.send(LOOK, **supervisor.hidden(form, SEND), **SAID, **picked).text
    assert ("还没有选到单位" in looked) == (not asked)
    assert (f"会发给 {len(asked)} 个单位" in looked) == bool(asked)
    assert "逐具查有效期。" in looked
    answer = supervisor.fill(form, SEND, **SAID, **picked)
    assert answer.status_code == (303 if asked else 400)
    if asked:
        page = supervisor.page(answer.headers["location"])
        check = answer.headers["location"].partition("?")[0]
        assert set(re.findall(rf'href="{check}/([\w-]+)"', page)) == asked


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(supervisor, form):
    answer = supervisor.fill(
        form, SEND, title="灭火器过期", text="", due_on="2026-05-13", schools=["school-2"]
    )
    assert answer.status_code == 400
    assert "请填写排查内容" in answer.text
    assert re.search(r'name="schools" value="school-2" checked', answer.text)
    late = supervisor.fill(form, SEND, **{**SAID, "due_on": "2026-05-13"}, schools=["school-2"])
    assert "答复期限已经过了" in late.text


def test_what_was_said_of_the_finding_meanwhile_is_shown_over_the_form(supervisor, form):
    finding = form.removesuffix("/similar")
    seen = {**supervisor.hidden(form, SEND), **SAID, "schools": ["school-2"]}
    said = {"text": "更换", "responsible": "何校长", "due_on": "2026-06-01"}
    supervisor.fill(finding, f"{finding}/measure", **said)
    answer = supervisor.send(SEND, **seen)
    assert (answer.status_code, KIND["measure.set"] in answer.text) == (409, True)
    assert re.search(r'name="schools" value="school-2" checked', answer.text)


def test_a_clerk_takes_down_what_a_unit_said(browsers, check, server):
    clerk, page = browsers("zhao.tong"), f"{check}/school-2"
    said = {"looked": "查了 12 具", "told_by": "何校长"}
    wrong = clerk.fill(page, f"{page}/enter", outcome="corrected", **said)
    assert (wrong.status_code, "请写明整改措施" in wrong.text) == (400, True)
    assert "查了 12 具" in wrong.text
    done = clerk.fill(page, f"{page}/enter", outcome="clear", **said)
    text = clerk.page(done.headers["location"])
    assert "何校长（督导室代填）" in text
    assert "更正代填的答复" in text
    assert "不请这个单位查了" not in text
    assert 'action="/similar/send"' not in clerk.page(check)
    say(server, check, "school-2", SimilarOutcome.CORRECTING)
    own = clerk.page(page)
    assert ("代填答复" in own, "有此问题，整改中" in own) == (False, True)


def test_a_unit_that_has_the_problem_leads_to_a_finding_of_its_own(supervisor, check, server):
    assert "/findings/new" not in supervisor.page(f"{check}/school-2")
    say(server, check, "school-2", SimilarOutcome.CORRECTING)
    link = matched(r'href="(/findings/new[^"]*)"', supervisor.page(f"{check}/school-2"))
    fields = form_on(supervisor.page(unescape(link)), "EnterForm").fields
    assert (fields["school_id"], fields["source"]) == (["school-2"], ["self_check"])


def test_a_unit_is_withdrawn_and_the_check_says_so(supervisor, check):
    page = f"{check}/school-3"
    done = supervisor.fill(page, f"{page}/withdraw", reason="停课改造")
    assert "停课改造" in supervisor.page(done.headers["location"])
    text = supervisor.page(check)
    assert "另撤回 1 个" in text
    assert "停课改造" in text
    assert "撤回举一反三排查：第3小学" in text


def test_what_another_unit_said_meanwhile_is_shown_over_the_form(supervisor, check, server):
    page = f"{check}/school-3"
    seen = supervisor.hidden(page, f"{page}/withdraw")
    say(server, check, "school-2")
    answer = supervisor.send(f"{page}/withdraw", **{**seen, "reason": "停课改造"})
    assert answer.status_code == 409
    assert "答复举一反三排查" in answer.text
    assert "停课改造" in answer.text


def test_lists_find_checks_and_answers_by_how_they_stand(browsers, check, server, clock):
    supervisor = browsers("li.zhuren")
    say(server, check, "school-2", SimilarOutcome.CORRECTING)
    for state, is_there in (("waiting", True), ("mending", True), ("settled", False)):
        assert (check in supervisor.page(f"/similar?state={state}")) == is_there
    assert check not in supervisor.page("/similar?state=overdue")
    clock.move(days=7)
    supervisor = browsers("li.zhuren")
    assert "1 个单位逾期" in supervisor.page("/similar?state=overdue&words=灭火器")
    late = supervisor.page("/similar/answers?state=overdue")
    assert ("第3小学" in late, "第2小学" in late) == (True, False)
    mending = supervisor.page("/similar/answers?outcome=correcting&zone=z1&unit=第2")
    assert ("第2小学" in mending, "逐具查过" in mending) == (True, True)


def test_another_districts_office_sees_nothing_of_it(browsers, check, form):
    other = browsers("li.zhuren.other")
    assert other.get(check).status_code == 404
    assert other.get(f"{check}/school-2").status_code == 404
    assert other.get(form).status_code == 404
    assert check not in other.page("/similar")


def test_the_days_board_names_the_units_that_are_waited_for(browsers, check, server, clock):
    page = browsers("li.zhuren").page("/closing")
    assert "个单位待答举一反三" in page
    assert "举一反三逾期未答" not in page.partition('aria-labelledby="similar-waiting"')[2]
    say(server, check, "school-2", SimilarOutcome.CLEAR)
    clock.move(days=7)
    office = browsers("li.zhuren")
    page = office.page("/closing").partition('aria-labelledby="similar-overdue"')[2]
    assert ("第3小学" in page, "第2小学" in page) == (True, False)
    assert f'href="{check}/school-3"' in page
    to = re.search(r'href="(/similar/answers\?state=overdue)">全部 1 条', page)
    assert to is not None
    assert '共 <b class="figures">1</b> 条' in office.page(to[1])
    assert 'aria-labelledby="similar-waiting"' not in page


def test_a_unit_that_mends_longer_than_it_said_stands_on_the_board(browsers, check, clock):
    clerk, page = browsers("zhao.tong"), f"{check}/school-2"
    said = {"looked": "2 具过期", "measures": "已订购", "responsible": "罗主任", "told_by": "何"}
    day = {"outcome": "correcting", "measure_due_on": "2026-05-16"}
    assert clerk.fill(page, f"{page}/enter", **said, **day).status_code == 303
    assert "整改超时" not in clerk.page(check)
    clock.move(days=3)
    office = browsers("li.zhuren")
    assert "2 具过期" in office.page("/closing").partition('"similar-mending"')[2]
    assert "1 个整改超时" in office.page(check)
    assert "第2小学" in office.page("/similar/answers?outcome=mending_late")


def test_a_schools_file_shows_what_it_was_asked_and_said(supervisor, check, server):
    say(server, check, "school-2")
    for school, is_asked in (("school-2", True), ("school-1", False)):
        page = supervisor.page(f"/schools/{school}")
        assert (f'href="{check}/{school}"' in page) == is_asked
        assert ("没有请这个单位举一反三" in page) == (not is_asked)
    listed = supervisor.page("/similar/answers?unit=school-2")
    assert ("逐具查过" in listed, "第3小学" in listed) == (True, False)
