"""The papers' pages: drafting over a unit's findings, each act, and the last numbers."""

import re
from functools import partial
from html import unescape

import pytest
from sqlmodel import select

from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.words.values import label
from sync_server.data.paging import Place, Side
from sync_server.data.papers.listing import PaperFilter, PaperList
from sync_server.data.tables import PaperRow
from sync_server.ledger.epoch import open_epoch
from sync_server.projection.rebuild import rebuild
from tests.builders.drawn_forms import form_on
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import a_rich_visit
from tests.builders.pages import Browser, matched
from tests.builders.query_plans import plans

FORM = "/schools/school-1/paper"
WORDS = "全部更换并登记造册。"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def visit(inspection):
    """A submitted visit to school-1 with one finding, f1."""
    return a_rich_visit(inspection, [])


@pytest.fixture
def second(visit, inspection):
    """A later visit to the same school, with a finding f2."""
    return another(inspection, "f2", "消防通道堆物。")


@pytest.fixture
def clerk(browsers) -> Browser:
    found: Browser = browsers("zhao.tong")
    return found


def another(inspection, finding_id: str, text: str, **fields) -> str:
    """One more submitted visit to school-1 that raised this finding."""
    found = inspection.open_visit("school-1")
    inspection.write(
        FindingRaised(finding_id=finding_id, category=Category.SAFETY, **fields),
        FindingPrivate(text=text),
    )
    inspection.submit()
    inspection.push()
    return str(found)


def ticks(page: str, *, checked: bool = False) -> list[str]:
    tail = " checked" if checked else ""
    return re.findall(rf'name="findings" value="([^"]+)"{tail}', page)


def draft(browser: Browser, to: str = FORM, **changed):
    """Send the unit's form as it stands on the page, with these fields changed."""
    fields = {
        "paper_kind": "rectification",
        "findings": ticks(browser.page(FORM)),
        "due_on": "2026-05-29",
        "requirement": WORDS,
    }
    return browser.post(to, on=FORM, **{**fields, **changed})


def drafted(browser: Browser, **changed) -> str:
    """The address of a paper that was drafted."""
    answer = draft(browser, **changed)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].partition("?")[0])


def done(browser: Browser, page: str, act: str, **fields: str) -> None:
    """Do this with the paper on its page."""
    answer = browser.fill(page, f"{page}/acts/{act}", **fields)
    assert answer.headers.get("location") == f"{page}?done={act}", answer.text


def signed(clerk: Browser, supervisor: Browser, **changed) -> str:
    """The address of a paper that a clerk drafted and a supervisor signed."""
    page = drafted(clerk, **changed)
    done(clerk, page, "submit")
    done(supervisor, page, "issue", issued_on="2026-05-14")
    return page


def papers(server) -> list[PaperRow]:
    with server.database.session() as session:
        return sorted(session.exec(select(PaperRow)), key=lambda row: row.serial)


def test_form_lists_the_units_open_findings_of_all_visits(second, supervisor):
    page = supervisor.page(FORM)
    assert len(ticks(page, checked=True)) == 2
    for words in ("食堂后厨一处灭火器过期。", "消防通道堆物。", "逐项整改"):
        assert words in page
    # The inspector proposed 21 May, a week from now.
    assert matched(r'value="([^"]+)" id="paper-form-due_on"', page) == "2026-05-21"


def test_finding_fixed_or_put_right_is_not_offered(visit, inspection, supervisor):
    another(inspection, "f3", "当场已改。", is_fixed_on_spot=True)
    inspection.open_visit("school-1")
    look = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=Conclusion.RECTIFIED)
    inspection.write(look)
    inspection.submit()
    inspection.push()
    assert "没有待整改的问题" in supervisor.page(FORM)
    assert "没有等待下达的问题" in supervisor.page("/papers")


def test_of_very_many_units_the_most_urgent_are_listed_first(
    visit, inspection, supervisor, monkeypatch
):
    monkeypatch.setattr("sync_server.review.paper_pages.MOST_WAITING", 1)
    assert "先列出最急的" not in supervisor.page("/papers")
    inspection.open_visit("school-2")
    inspection.write(FindingRaised(finding_id="f5", category=Category.OTHER))
    inspection.submit()
    inspection.push()
    page = supervisor.page("/papers")
    assert "共 2 个单位，先列出最急的 1 个" in page
    assert FORM in page
    assert "/schools/school-2/paper" not in page


def test_look_shows_the_sheet_and_writes_nothing(second, supervisor, server):
    first = ticks(supervisor.page(FORM))[0]
    answer = draft(supervisor, f"{FORM}/look", findings=[first], title="关于消防的通知")
    assert answer.status_code == 200
    sheet = matched(
        r'<article class="card-plain block paper" id="paper">(.*?)</article>', answer.text
    )
    for words in (
        "整改通知书",
        "关于消防的通知",
        "你单位存在以下问题",
        WORDS,
        "15日内书面报责任督学",
    ):
        assert words in sheet
    assert "消防通道堆物。" not in sheet
    assert ticks(answer.text, checked=True) == [first]
    assert papers(server) == []


def test_paper_goes_from_the_clerks_draft_to_its_end(second, visit, clerk, supervisor, server):
    page = signed(clerk, supervisor)
    assert "文书已签发" in supervisor.page(f"{page}?done=issue")
    done(clerk, page, "serve", delivery="received", served_on="2026-05-15", signed_by="罗校长")
    done(clerk, page, "answer", answered_on="2026-05-20", text="已全部更换。")
    done(clerk, page, "finish")
    text = supervisor.page(page)
    for words in ("万教督整〔2026〕1号", WORDS, "李主任", "罗校长", "已全部更换。", "办结"):
        assert words in text
    assert "/acts/" not in text
    for each in (visit, second):
        assert f'href="/visits/{each}#findings"' in text
        assert f'href="{page}"' in supervisor.page(f"/visits/{each}")
    assert rebuild(server.database) == {}


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
    assert "/acts/issue" not in text
    version = matched(r'name="version" value="([^"]+)"', text)
    refused = supervisor.post(
        f"{page}/acts/issue", on=page, version=version, issued_on="2026-05-14"
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
    issue = f"{page}/acts/issue"
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


def test_finding_that_stands_in_a_paper_is_offered_unticked(second, clerk, supervisor):
    signed(clerk, supervisor)
    page = supervisor.page(FORM)
    assert (len(ticks(page)), ticks(page, checked=True)) == (2, [])
    assert page.count("已在 万教督整〔2026〕1号") == 2


def test_what_follows_in_the_ladder_is_begun_from_the_paper_before(visit, clerk, supervisor):
    page = signed(clerk, supervisor)
    done(clerk, page, "serve", delivery="received", served_on="2026-05-15", signed_by="罗校长")
    way = unescape(matched(r'href="(/schools/school-1/paper\?kind=tip[^"]*)"', clerk.page(page)))
    form = clerk.page(way)
    assert len(ticks(form, checked=True)) == 1
    follows = page.rpartition("/")[2]
    answer = draft(clerk, paper_kind="tip", findings=ticks(form), follows=follows)
    tip = answer.headers["location"].partition("?")[0]
    assert f'href="{page}">整改通知书 万教督整〔2026〕1号' in clerk.page(tip)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"findings": []}, "要勾选问题"),
        ({"findings": ["什么"]}, "读不出来"),
        ({"due_on": "五月底"}, "期限要写成"),
        ({"due_on": ""}, "要写明期限"),
        ({"paper_kind": "consultation"}, "送哪个部门"),
        ({"paper_kind": "letter"}, "请选择文书"),
        ({"requirement": " "}, "请填写要求或正文"),
    ],
)
def test_draft_that_cannot_be_is_refused_in_words(visit, supervisor, server, changed, words):
    answer = draft(supervisor, **changed)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert papers(server) == []


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
    before = supervisor.hidden(page, f"{page}/acts/void")
    done(supervisor, page, "void", reason="单位写错了")
    text = supervisor.page(page)
    assert "单位写错了" in text
    assert "/acts/" not in text
    assert f'href="{FORM}"' in supervisor.page("/papers")
    late = supervisor.send(f"{page}/acts/void", **{**before, "reason": "我也来作废"})
    assert (late.status_code, "刚有变化" in late.text, "我也来作废" in late.text) == (
        409,
        True,
        True,
    )
    assert [row.state for row in papers(server)] == ["voided"]


def test_what_was_written_is_kept_when_something_is_missing(second, supervisor):
    first = ticks(supervisor.page(FORM))[0]
    answer = draft(supervisor, findings=[first], due_on="", requirement="请更换灭火器。")
    assert ticks(answer.text, checked=True) == [first]
    assert "请更换灭火器。" in answer.text


def test_visit_that_changed_meanwhile_is_said_and_the_words_stay(
    visit, inspection, supervisor, server
):
    before = ticks(supervisor.page(FORM))
    inspection.write(VisitAmended())
    inspection.write(VisitSubmitted(head=visit))
    inspection.push()
    answer = draft(supervisor, findings=before, requirement="请更换灭火器。")
    assert (answer.status_code, "刚有变化" in answer.text) == (409, True)
    assert "请更换灭火器。" in answer.text
    after = ticks(answer.text, checked=True)
    assert (len(after), after == before) == (1, False)
    assert draft(supervisor, findings=after).status_code == 303
    assert len(papers(server)) == 1


def test_number_is_given_only_once_the_last_one_is_stated_after_a_restore(
    visit, supervisor, server, clock
):
    page = f"/papers/{paper_brought_to(server, PaperState.PENDING, draft_about(server, visit))}"
    open_epoch(server.database, server.log_key, clock, "2026-05-13T20:00:00.000Z")
    answer = supervisor.fill(page, f"{page}/acts/issue", issued_on="2026-05-14")
    assert (answer.status_code, "/papers#series" in answer.text) == (409, True)
    good = {"paper_kind": "rectification", "year": "2026", "last": "17", "reason": "登记簿"}
    for wrong, words in (
        ({"year": "今年"}, "年份要填数字。"),
        ({"last": "-1"}, "最后一个文号不能小于 0。"),
        ({"last": ""}, "请填写最后一个文号。"),
        ({"reason": " "}, "请填写原因。"),
    ):
        refused = supervisor.post("/papers/series", on="/papers", **{**good, **wrong})
        assert (refused.status_code, words in refused.text) == (400, True)
    stated = supervisor.post("/papers/series", on="/papers", **good)
    assert stated.headers["location"] == "/papers?done=series"
    done(supervisor, page, "issue", issued_on="2026-05-14")
    assert [row.number for row in papers(server)] == ["万教督整〔2026〕18号"]
    history = supervisor.page("/history/series/rectification-2026")
    assert "已用到" in history
    assert "登记簿" in history


@pytest.mark.parametrize(("account", "status"), [("chen.jing", 403), ("li.zhuren.other", 404)])
def test_only_the_districts_office_sees_and_does_it(visit, server, browsers, account, status):
    page = f"/papers/{paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))}"
    browser = browsers(account)
    assert browser.get(page).status_code == status
    answer = browser.post(f"{page}/acts/void", on="/visits", version="0" * 64, reason="作废")
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
    assert "/acts/" not in text
    for path, fields in (
        (f"{page}/acts/issue", {"issued_on": "2026-05-14"}),
        (f"{page}/acts/void", {"reason": "作废"}),
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
    refused = supervisor.post(f"{page}/acts/void", on=page, version="0" * 64, reason=EVIL)
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


STATED = {"paper_kind": "rectification", "reason": "启用前已用"}


def test_of_two_who_state_the_last_number_the_second_is_told(supervisor):
    assert supervisor.hidden("/papers", "/papers/series")["seen"] == ""
    for last, status in (("17", 303), ("9", 409)):
        told = supervisor.post("/papers/series", on="/papers", year="2026", last=last, **STATED)
        assert told.status_code == status
    assert "刚才有人核定过这一年的文号" in told.text
    assert "2026年整改通知书已核定到 17 号" in told.text
    answer = supervisor.fill("/papers", "/papers/series", year="2026", last="18", **STATED)
    assert answer.status_code == 303
    assert "2026年整改通知书已核定到 18 号" in supervisor.page("/papers")


def test_each_series_last_number_is_stated_over_what_was_seen_of_it(supervisor):
    tip = {**STATED, "paper_kind": "tip"}
    for said, last in ((STATED, "17"), (tip, "40"), (tip, "41"), (STATED, "18")):
        answer = supervisor.fill("/papers", "/papers/series", year="2026", last=last, **said)
        assert answer.status_code == 303
    seen = supervisor.hidden("/papers", "/papers/series")
    supervisor.fill("/papers", "/papers/series", year="2026", last="42", **tip)
    late = supervisor.send("/papers/series", **{**seen, "year": "2026", "last": "39", **tip})
    assert (late.status_code, "2026年工作提示已核定到 42 号" in late.text) == (409, True)
    other = supervisor.send("/papers/series", **{**seen, "year": "2026", "last": "19", **STATED})
    assert other.status_code == 303


def test_a_form_that_saw_what_a_restore_forgot_is_told_and_goes_on(supervisor):
    lost = {"seen": f"rectification-2026:{'0' * 64}", "year": "2026", "last": "17", **STATED}
    told = supervisor.post("/papers/series", on="/papers", **lost)
    assert told.status_code == 409
    again = form_on(told.text, "SeriesForm").fields
    assert (again["seen"], again["last"]) == ([""], ["17"])
    assert supervisor.send("/papers/series", **again).status_code == 303


def listed(page: str) -> list[str]:
    return re.findall(r'<a href="/papers/[0-9a-f]{64}">[^<]*?(\d+)号</a>', page)


def way(page: str, words: str) -> str:
    found = matched(rf'<a class="btn btn-quiet"[^>]* href="([^"]+)">{words}</a>', page)
    return unescape(found)


def test_a_long_list_has_pages_that_stay_when_more_is_issued(
    visit, server, supervisor, monkeypatch
):
    monkeypatch.setattr("sync_server.console.kinds.list_page.PAGE_SIZE", 2)
    for _ in range(5):
        paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    first = supervisor.page("/papers")
    paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    second = supervisor.page(way(first, "下一页"))
    last = supervisor.page(way(second, "下一页"))
    assert [listed(page) for page in (first, second, last)] == [["5", "4"], ["3", "2"], ["1"]]
    assert listed(supervisor.page(way(last, "上一页"))) == ["3", "2"]
    assert listed(supervisor.page(way(last, "首页"))) == ["6", "5"]
    assert way(first, "末页").endswith("#listing")


def test_a_page_of_papers_reads_an_index_in_its_order(visit, server):
    paper_brought_to(server, PaperState.ISSUED, draft_about(server, visit))
    key = ("2026-05-14", 5, "0" * 64)
    for place in (Place(), Place(Side.LAST), Place(Side.AFTER, key), Place(Side.BEFORE, key)):
        with server.database.session() as session:
            found = PaperList(session, PaperFilter("wanshan"))
            steps = plans(server.database, partial(found.read, place, 51))
        assert len(steps) == 1
        assert steps[0].startswith("SEARCH paper USING COVERING INDEX ix_paper_listed")
    with server.database.session() as session:
        steps = plans(server.database, PaperList(session, PaperFilter("wanshan")).count)
    assert steps[0].startswith("SEARCH paper USING COVERING INDEX")
