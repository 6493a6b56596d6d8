"""The page of a paper: each act, by whom, what is refused, and the sheet."""

import re

import pytest

from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.words.values import label
from sync_server.projection.rebuild import rebuild
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.pages import Browser, matched
from tests.builders.paper_pages import (
    FORM,
    WORDS,
    done,
    draft,
    drafted,
    papers,
    signed,
    ticks,
)

EVIL = "<script>alert(1)</script>"


def test_paper_goes_from_the_clerks_draft_to_its_end(second, visit, clerk, supervisor, server):
    page = signed(clerk, supervisor)
    assert "文书已签发" in supervisor.page(f"{page}?done=issue")
    done(clerk, page, "serve", delivery="received", served_on="2026-05-15", signed_by="罗校长")
    done(clerk, page, "answer", answered_on="2026-05-20", text="已全部更换。")
    done(clerk, page, "finish")
    text = supervisor.page(page)
    for words in ("万教督整〔2026〕1号", WORDS, "李主任", "罗校长", "已全部更换。", "办结"):
        assert words in text
    assert not re.search(r"/(acts|signing)/", text)
    for each in (visit, second):
        assert f'href="/visits/{each}#findings"' in text
        assert f'href="{page}"' in supervisor.page(f"/visits/{each}")
    assert rebuild(server.database) == {}


def test_whoever_goes_through_many_is_led_on_to_what_waits_next(second, clerk, supervisor):
    other = "/schools/school-1/paper"
    both = ticks(clerk.page(other))
    first, last = (drafted(clerk, findings=[each]) for each in both)
    for each in (first, last):
        done(clerk, each, "submit")
    assert "还有 1 个单位等下达" in clerk.page(f"{first}?done=submit")
    done(supervisor, first, "issue", issued_on="2026-05-14")
    page = supervisor.page(f"{first}?done=issue")
    assert "还有 1 份待签发" in page
    pending = matched(r'href="(/papers\?state=pending[^"]*)">还有', page)
    assert last in supervisor.page(pending)
    assert "份待签发" not in clerk.page(f"{first}?done=issue")
    done(supervisor, last, "issue", issued_on="2026-05-14")
    assert "份待签发" not in supervisor.page(f"{last}?done=issue")
    assert "等下达" not in clerk.page(f"{last}?done=submit")


def test_draft_that_was_handed_back_is_changed_and_handed_in_again(visit, clerk, supervisor):
    page = drafted(clerk)
    done(clerk, page, "submit")
    assert "1 份文书待签发" in supervisor.page("/papers")
    done(supervisor, page, "return", reason="期限太紧")
    assert "期限太紧" in clerk.page(page)
    edit = f"{page}/edit"
    answer = clerk.fill(
        edit, edit, paper_kind="rectification", findings=ticks(clerk.page(edit)),
        due_on="2026-06-30", requirement=WORDS,
    )  # fmt: skip
    assert answer.headers["location"] == f"{page}?done=drafted"
    done(clerk, page, "submit")
    assert "期限太紧" not in clerk.page(page).split('id="history"')[0]
    assert "2026年6月30日" in clerk.page(page)
    assert clerk.get(edit).url.path == page


def test_who_wrote_it_is_told_how_the_office_may_let_them_sign(visit, supervisor, server):
    page = drafted(supervisor)
    done(supervisor, page, "submit")
    text = supervisor.page(page)
    assert "起草人本人签发" in text
    assert 'href="/signing"' in text
    assert "/signing/issue" not in text
    version = matched(r'name="version" value="([^"]+)"', text)
    refused = supervisor.post(
        f"{page}/signing/issue", on=page, version=version, issued_on="2026-05-14"
    )
    assert (refused.status_code, "您本人起草" in refused.text) == (409, True)
    supervisor.fill("/signing/new", "/signing/new", drafter_may_sign="true")
    done(supervisor, page, "issue", issued_on="2026-05-14")
    assert "起草人本人签发" in supervisor.page(page)
    assert [row.state for row in papers(server)] == ["issued"]


def test_only_who_is_named_signs_or_stands_in_for_them(visit, clerk, supervisor, server):
    new = "/signing/new"
    answer = supervisor.fill(new, new, approvers="li.zhuren", typed_kinds="rectification")
    assert answer.headers["location"] == "/signing/wanshan?done=opened"
    again = supervisor.fill(new, new, approvers="li.zhuren")
    assert (again.status_code, "已经设置过了" in again.text) == (400, True)
    assert "手工填写" in supervisor.page("/signing/wanshan")
    page = drafted(clerk)
    done(clerk, page, "submit")
    issue = f"{page}/signing/issue"
    refused = supervisor.fill(page, issue, issued_on="2026-05-14")
    assert (refused.status_code, "请填写文号" in refused.text) == (400, True)
    done(supervisor, page, "issue", issued_on="2026-05-14", number="万政督〔2026〕3号")
    assert [row.number for row in papers(server)] == ["万政督〔2026〕3号"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"to_on": "2026-05-01", "deputy": "li.zhuren"}, "不能早于起始日期"),
        ({"deputy": ""}, "请填写代签人"),
    ],
)
def test_delegate_that_cannot_be_is_refused_in_words(supervisor, changed, words):
    new = "/delegates/new"
    fields = {"approver": "li.zhuren", "from_on": "2026-05-10", "to_on": "2026-05-20"}
    answer = supervisor.fill(new, new, **{**fields, **changed})
    assert (answer.status_code, words in answer.text) == (400, True)


def test_sheet_says_what_was_drafted_and_beside_it_what_changed_since(
    visit, inspection, clerk, supervisor
):
    page = signed(clerk, supervisor)
    inspection.write(VisitAmended())
    inspection.write(
        FindingRaised(finding_id="f1", category=Category.SAFETY),
        FindingPrivate(text="两处灭火器过期。"),
    )
    inspection.write(VisitSubmitted(head=visit))
    inspection.push()
    paper, rest = supervisor.page(page).split('id="findings"')
    assert "食堂后厨一处灭火器过期。" in paper
    assert "两处灭火器过期。" not in paper
    assert "两处灭火器过期。" in rest
    assert "起草后有改动" in rest


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"delivery": "left", "served_on": "2026-05-15", "witnesses": "甲"}, "两名见证人"),
        ({"delivery": "received", "served_on": "2026-05-15"}, "请填写签收人"),
        ({"delivery": "received", "signed_by": "罗校长"}, "请填写送达日期"),
    ],
)
def test_act_that_cannot_be_is_refused_in_words(visit, server, supervisor, fields, words):
    paper = paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    page = f"/papers/{paper}"
    answer = supervisor.fill(page, f"{page}/acts/serve", **fields)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert [row.state for row in papers(server)] == ["issued"]


def test_act_that_is_not_possible_any_more_is_told_with_its_words(visit, server, supervisor):
    paper = paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    page = f"/papers/{paper}"
    before = supervisor.hidden(page, f"{page}/signing/void")
    done(supervisor, page, "void", reason="单位写错了")
    text = supervisor.page(page)
    assert "单位写错了" in text
    assert not re.search(r"/(acts|signing)/", text)
    assert f'href="{FORM}"' in supervisor.page("/papers")
    late = supervisor.send(f"{page}/signing/void", **{**before, "reason": "我也来作废"})
    assert (late.status_code, "刚有变化" in late.text, "我也来作废" in late.text) == (
        409,
        True,
        True,
    )
    assert [row.state for row in papers(server)] == ["voided"]


@pytest.mark.parametrize(("account", "status"), [("chen.jing", 403), ("li.zhuren.other", 404)])
def test_only_the_districts_office_sees_and_does_it(visit, server, browsers, account, status):
    page = f"/papers/{paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))}"
    browser = browsers(account)
    assert browser.get(page).status_code == status
    answer = browser.post(f"{page}/signing/void", on="/visits", version="0" * 64, reason="作废")
    assert answer.status_code == (404 if status == 404 else 403)
    if status != 404:
        assert browser.get(FORM).status_code == 403
        assert draft_status(browser) == 403
    assert [row.state for row in papers(server)] == ["issued"]


def draft_status(browser: Browser) -> int:
    fields = {"paper_kind": "talk", "due_on": "2026-05-29", "requirement": "改"}
    return int(browser.post(FORM, on="/visits", **fields).status_code)


def test_clerk_drafts_and_does_not_sign_void_or_state_numbers(visit, server, clerk):
    page = f"/papers/{paper_brought_to(server, PaperState.PENDING, draft_about(server, visit))}"
    text = clerk.page(page)
    assert not re.search(r"/(acts|signing)/", text)
    for path, fields in (
        (f"{page}/signing/issue", {"issued_on": "2026-05-14"}),
        (f"{page}/signing/void", {"reason": "作废"}),
        ("/papers/series", {"year": "2026", "last": "9"}),
    ):
        assert clerk.post(path, on=page, version="0" * 64, **fields).status_code == 403
    assert [row.state for row in papers(server)] == ["pending"]


def test_unknown_units_papers_and_acts_are_not_found(visit, supervisor):
    assert supervisor.get("/schools/school-99/paper").status_code == 404
    assert supervisor.get(f"/papers/{'0' * 64}").status_code == 404
    assert supervisor.get("/papers/what").status_code == 400
    path = f"/papers/{'0' * 64}/acts/draft"
    assert supervisor.post(path, on="/papers").status_code == 404


def test_inspector_sees_the_paper_on_their_visit_without_a_way_to_it(visit, server, browsers):
    paper = paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    page = browsers("chen.jing").page(f"/visits/{visit}")
    assert "万教督整〔2026〕1号" in page
    assert paper not in page
    assert FORM not in page


def test_words_of_forms_are_shown_as_words(visit, clerk, supervisor):
    page = signed(clerk, supervisor, requirement=EVIL, title=EVIL)
    refused = supervisor.post(f"{page}/signing/void", on=page, version="0" * 64, reason=EVIL)
    form = draft(supervisor, findings=[EVIL], due_on=EVIL, requirement=EVIL, title=EVIL)
    for text in (supervisor.page(page), refused.text, form.text):
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


@pytest.mark.parametrize("paper_kind", PaperKind)
def test_each_kind_is_printed_with_its_own_sentences(visit, server, supervisor, paper_kind):
    said = {"paper_kind": paper_kind, "addressee": "食品安全科", "title": "关于食堂"}
    paper = paper_brought_to(server, PaperState.ANSWERED, draft_about(server, visit, **said))
    sheet = matched(r'id="paper">(.*?)</article>', supervisor.page(f"/papers/{paper}"))
    assert matched(r"<h2>([^<]*)</h2>", sheet) in {label(each) for each in PaperKind}
    for words in ("食品安全科：", "关于食堂", "食堂后厨一处灭火器过期。", "15日内", "李主任"):
        assert words in sheet
    assert not re.search(r"<(form|button|input|select|textarea|a)\b", sheet)
