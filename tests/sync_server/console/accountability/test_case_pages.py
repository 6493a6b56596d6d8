"""The office's pages of accountability cases (问责): from a finding's page to the end of a case."""

import io
import re
from html import unescape

import pytest
from python_calamine import CalamineWorkbook

from domain.kinds.accountability.course import Accountable, CaseAct, CaseState
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.words.values import KIND
from sync_server.projection.rebuild import rebuild
from tests.builders.accountability import CONTENTS, SAID, case_at, commands_of, seen_case
from tests.builders.courses import finding_address
from tests.builders.drawn_forms import form_on
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import a_rich_visit
from tests.builders.pages import matched

NEW = "/accountability/new"
FACTS = {"facts": "三次要求整改都没有改。", "basis": "《教育督导问责办法》第九条"}
DECIDED = {
    "number": "万教督问〔2026〕1号",
    "decided_on": "2026-05-14",
    "effective_on": "2026-05-20",
    "manners": ["circular", "talk"],
    "aggravations": ["uncorrected"],
    "circumstances": "第1小学，公办小学。",
    **FACTS,
}


@pytest.fixture
def commands(server):
    return commands_of(server.database, server.committer)


@pytest.fixture
def finding(inspection, server) -> str:
    """The page of a finding at school-1."""
    found: str = finding_address(server.database, a_rich_visit(inspection, []), "f1")
    return found


def link_to_new(page: str) -> str:
    """Where a page leads for a new case."""
    return unescape(matched(r'href="(/accountability/new[^"]*)"', page))


def test_a_case_grows_from_a_finding_and_takes_its_facts_along(supervisor, finding, server):
    form = link_to_new(supervisor.page(finding))
    fields = form_on(supervisor.page(form), "CaseOpenForm").fields
    assert "灭火器" in fields["facts"][0]
    assert fields["findings"] == [finding.rpartition("/")[2]]
    sent = supervisor.fill(form, NEW, target="unit", findings=fields["findings"], **FACTS, **days())
    case = sent.headers["location"].partition("?")[0]
    page = supervisor.page(sent.headers["location"])
    assert "问责已提出" in page
    assert "三次要求整改都没有改。" in page
    assert f'href="{finding}"' in page
    assert f'href="{case}"' in supervisor.page(finding)
    assert f'href="{case}"' in supervisor.page("/schools/school-1")
    assert rebuild(server.database) == {}


def days() -> dict[str, str]:
    return {"inspected_on": "2026-05-10"}


def test_a_talk_and_a_circular_lead_to_a_case_and_other_papers_do_not(
    supervisor, inspection, server
):
    visit = a_rich_visit(inspection, [])
    for kind, leads in ((PaperKind.TALK, True), (PaperKind.RECTIFICATION, False)):
        draft = draft_about(server, visit, paper_kind=kind)
        paper = paper_brought_to(server, PaperState.SERVED, draft)
        page = supervisor.page(f"/papers/{paper}")
        assert (NEW in page) == leads
        if leads:
            form = link_to_new(page)
            fields = form_on(supervisor.page(form), "CaseOpenForm").fields
            assert fields["papers"] == [paper]
            assert fields["school_id"] == ["school-1"]


def test_without_a_unit_it_is_asked_first_which_unit(supervisor):
    page = supervisor.page(NEW)
    assert 'value="school-1"' in page
    assert "CaseOpenForm" not in page
    assert "CaseOpenForm" in supervisor.page(f"{NEW}?unit=school-2")
    assert "CaseOpenForm" not in supervisor.page(f"{NEW}?unit=school-9")


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(supervisor, finding):
    form = link_to_new(supervisor.page(finding))
    ticked = finding.rpartition("/")[2]
    answer = supervisor.fill(form, NEW, target="person", findings=[ticked], **FACTS, **days())
    assert (answer.status_code, "请写明姓名" in answer.text) == (400, True)
    assert "三次要求整改都没有改。" in answer.text
    assert re.search(rf'name="findings" value="{ticked}" checked', answer.text)
    late = {**days(), "inspected_on": "2026-05-15"}
    answer = supervisor.fill(form, NEW, target="unit", **FACTS, **late)
    assert "日期不能晚于今天" in answer.text


def test_a_decision_is_written_down_and_printed_with_all_it_has_to_state(
    supervisor, commands, server
):
    case = f"/accountability/{case_at(commands, CaseState.HEARD)}"
    assert "/decision" not in supervisor.page(case).replace("/decisions/", "")
    assert supervisor.get(f"{case}/decision").status_code == 404
    none = supervisor.fill(case, f"{case}/decisions/decide", **{**DECIDED, "manners": []})
    assert (none.status_code, "请选择问责方式" in none.text) == (400, True)
    assert "第1小学，公办小学。" in none.text
    done = supervisor.fill(case, f"{case}/decisions/decide", **DECIDED)
    assert "决定已登记" in supervisor.page(done.headers["location"])
    paper = supervisor.page(f"{case}/decision")
    for said in ("基本情况", "问责事实", "问责依据", "督导通报、约谈", "2026年5月20日起生效"):
        assert said in paper
    for said in ("万教督问〔2026〕1号", "被问责后仍不改正", "30 日内申请复核"):
        assert said in paper
    assert "kind=talk" not in supervisor.page(case)
    served = {"served_on": "2026-05-14", "received_by": "何"}
    supervisor.fill(case, f"{case}/acts/serve", **served)
    assert 'href="/schools/school-1/paper?kind=talk"' in supervisor.page(case)
    told = supervisor.page(f"{case}/notice")
    assert ("告知书" in told, "2026年5月20日前书面提出" in told) == (True, True)
    assert rebuild(server.database) == {}


def test_each_step_of_a_case_can_be_taken_on_its_page(supervisor, commands):
    case = f"/accountability/{case_at(commands)}"
    on = "2026-05-14"
    said = {"outcome": "upheld", "decided_on": on, "known_on": on, "text": "事实清楚。"}
    steps = (
        ("decisions/group", {"set_on": on, "members": "李主任"}),
        ("decisions/notify", {"notified_on": on, "plead_by": "2026-05-20", "manners": ["talk"]}),
        ("acts/hear", {"outcome": "received", "heard_on": on, "text": "已换人。"}),
        ("decisions/decide", DECIDED),
        ("acts/serve", {"served_on": on, "received_by": "何"}),
        ("acts/ask-review", {"asked_on": on, "text": "过重。"}),
        ("decisions/review", said),
        ("acts/ask-appeal", {"asked_on": on, "text": "不服。"}),
        ("decisions/appeal", {**said, "outcome": "revoked"}),
        ("decisions/correct", {"corrected_on": on, "text": "已撤销。"}),
        ("decisions/end", {"ended_on": on, "text": "归档。"}),
    )
    for path, fields in steps:
        more = FACTS if path == "decisions/notify" else {}
        answer = supervisor.fill(case, f"{case}/{path}", **fields, **more)
        assert answer.status_code == 303, (path, answer.text[:400])
    page = supervisor.page(case)
    assert ("已办结" in page, "决定已撤销" in page, 'id="acts"' in page) == (True, True, False)


def test_facts_are_put_right_and_a_case_is_taken_back(supervisor, commands):
    case = f"/accountability/{case_at(commands)}"
    person = {"target": "person", "person": "何平", "post": "校长"}
    done = supervisor.fill(case, f"{case}/decisions/restate", **person, **days(), **FACTS)
    page = supervisor.page(done.headers["location"])
    assert ("问责 何平 校长" in page, "（更正）" in page) == (True, True)
    done = supervisor.fill(case, f"{case}/decisions/withdraw", reason="事实不成立")
    page = supervisor.page(done.headers["location"])
    assert ("事实不成立" in page, 'id="acts"' in page) == (True, False)


def test_a_clerk_takes_down_what_comes_in_and_is_offered_nothing_else(browsers, commands):
    clerk = browsers("zhao.tong")
    case = f"/accountability/{case_at(commands, CaseState.NOTIFIED)}"
    page = clerk.page(case)
    assert (f"{case}/acts/hear" in page, f"{case}/decisions/" in page) == (True, False)
    said = {"outcome": "waived", "heard_on": "2026-05-14"}
    assert clerk.fill(case, f"{case}/acts/hear", **said).status_code == 303
    token = {"form_token": clerk.hidden("/own", "/own/password")["form_token"]}
    for path in ("decisions/decide", "decisions/hear"):
        assert clerk.send(f"{case}/{path}", **token).status_code == 403
    assert clerk.send(f"{case}/acts/decide", **token).status_code == 404
    assert NEW not in clerk.page("/accountability")


def test_what_is_taken_down_at_the_desk_is_no_decision(supervisor, commands):
    case = f"/accountability/{case_at(commands, CaseState.NOTIFIED)}"
    fields = supervisor.hidden(case, f"{case}/acts/hear")
    assert supervisor.send(f"{case}/decisions/hear", **fields).status_code == 404


def test_what_somebody_else_wrote_meanwhile_is_shown_over_the_form(supervisor, commands):
    case_id = case_at(commands, CaseState.HEARD)
    case = f"/accountability/{case_id}"
    seen = supervisor.hidden(case, f"{case}/decisions/decide")
    said = CONTENTS[CaseAct.HEAR]
    commands.act("li.zhuren", seen_case(commands, case_id), CaseAct.HEAR, said)
    answer = supervisor.send(f"{case}/decisions/decide", **{**seen, **DECIDED})
    assert (answer.status_code, KIND["accountability.heard"] in answer.text) == (409, True)
    assert "第1小学，公办小学。" in answer.text


def test_another_district_and_an_inspector_see_nothing_of_it(browsers, commands):
    case_id = case_at(commands, CaseState.SERVED)
    other, inspector = browsers("li.zhuren.other"), browsers("chen.jing")
    for path in ("", "/notice", "/decision"):
        assert other.get(f"/accountability/{case_id}{path}").status_code == 404
        assert inspector.get(f"/accountability/{case_id}{path}").status_code == 403
    assert case_id not in other.page("/accountability")
    assert inspector.get("/accountability").status_code == 403


def test_the_list_finds_cases_and_the_ledger_tells_all_of_them(supervisor, commands):
    served = case_at(commands, CaseState.SERVED)
    private = SAID.model_copy(update={"person": "何平"})
    body = CONTENTS[CaseAct.RESTATE][0].model_copy(update={"target": Accountable.PERSON})
    person = commands.open("li.zhuren", body, private).id
    for query, found in (
        ("state=open", {served, person}),
        ("state=served", {served}),
        ("target=person", {person}),
        ("due=soon", set()),
        ("unit=第1&zone=z1", {served, person}),
        ("unit=school-2", set()),
    ):
        page = supervisor.page(f"/accountability?{query}")
        assert set(re.findall(r"/accountability/([0-9a-f]{64})", page)) == found, query
    raw = supervisor.get("/accountability.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    text = "\n".join(str(cell) for row in rows for cell in row)
    for said in ("问责台账", "何平", "万教督问〔2026〕1号", "督导通报", "提出了陈述申辩"):
        assert said in text


def test_the_board_and_the_first_page_tell_whose_term_runs_out(browsers, commands, clock):
    case_id = case_at(commands, CaseState.NOTIFIED)
    board = browsers("li.zhuren").page("/closing")
    assert case_id in board.partition('aria-labelledby="accountability-soon"')[2]
    for account in ("li.zhuren", "zhao.tong"):
        assert "件问责 7 天内到期" in browsers(account).page("/")
    clock.move(days=7)
    office = browsers("li.zhuren")
    board = office.page("/closing")
    assert case_id in board.partition('aria-labelledby="accountability-passed"')[2]
    assert "accountability-soon" not in board.replace("#accountability-soon", "")
    assert case_id in office.page("/accountability?due=passed")


def test_what_the_office_lets_pass_is_overdue(browsers, commands, clock):
    case_id = case_at(commands, CaseState.REVIEWING)
    clock.move(days=31)
    office = browsers("li.zhuren")
    assert "超期 1 天" in office.page(f"/accountability/{case_id}")
    assert case_id in office.page("/closing").partition('"accountability-overdue"')[2]
    assert "件问责超期" in office.page("/")


def test_a_second_case_within_a_year_says_that_it_is_heavier(supervisor, commands):
    first = case_at(commands, CaseState.SERVED)
    second = case_at(commands)
    page = supervisor.page(f"/accountability/{second}")
    assert ("一年内已被问责 1 次" in page, first in page) == (True, True)
    assert "一年内已被问责" not in supervisor.page(f"/accountability/{first}")
    other = case_at(commands, school_id="school-2")
    assert "一年内已被问责" not in supervisor.page(f"/accountability/{other}")


def test_a_schools_file_shows_its_cases(supervisor, commands):
    case_id = case_at(commands, CaseState.SERVED)
    assert case_id in supervisor.page("/schools/school-1")
    page = supervisor.page("/schools/school-2")
    assert ("没有问责过这个单位" in page, link_to_new(page)) == (True, f"{NEW}?unit=school-2")
