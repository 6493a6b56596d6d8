"""The notices' pages: a unit's form, the notice itself, the list, and the series' last number."""

import re
from functools import partial
from html import unescape

import pytest
from sqlmodel import select

from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from sync_server.data.paging import Place, Side
from sync_server.data.papers.listing import NoticeFilter, NoticeList
from sync_server.data.tables import NoticeRow
from sync_server.ledger.epoch import open_epoch
from sync_server.projection.rebuild import rebuild
from tests.builders.drawn_forms import form_on
from tests.builders.office import a_rich_visit
from tests.builders.pages import Browser, matched
from tests.builders.query_plans import plans

FORM = "/schools/school-1/notice"
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


def issue(browser: Browser, **changed):
    """Send the unit's form as it stands on the page, with these fields changed."""
    fields = {
        "findings": ticks(browser.page(FORM)),
        "issued_on": "2026-05-14",
        "due_on": "2026-05-29",
        "requirement": WORDS,
    }
    return browser.post(FORM, on=FORM, **{**fields, **changed})


def issued(browser: Browser, **changed) -> str:
    """The address of a notice that was issued."""
    answer = issue(browser, **changed)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].partition("?")[0])


def notices(server) -> list[NoticeRow]:
    with server.database.session() as session:
        return sorted(session.exec(select(NoticeRow)), key=lambda row: row.serial)


def test_form_lists_the_units_open_findings_of_all_visits(second, supervisor):
    page = supervisor.page(FORM)
    assert len(ticks(page, checked=True)) == 2
    for words in ("食堂后厨一处灭火器过期。", "消防通道堆物。", "逐项整改", "万教督整〔2026〕1号"):
        assert words in page
    # The inspector proposed 21 May, a week from now.
    assert matched(r'value="([^"]+)" id="notice-form-due_on"', page) == "2026-05-21"


def test_finding_fixed_or_put_right_is_not_offered(visit, inspection, supervisor):
    another(inspection, "f3", "当场已改。", is_fixed_on_spot=True)
    inspection.open_visit("school-1")
    look = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=Conclusion.RECTIFIED)
    inspection.write(look)
    inspection.submit()
    inspection.push()
    assert "没有待整改的问题" in supervisor.page(FORM)
    assert "没有等待下达的问题" in supervisor.page("/notices")


def test_of_very_many_units_the_most_urgent_are_listed_first(
    visit, inspection, supervisor, monkeypatch
):
    monkeypatch.setattr("sync_server.review.notice_pages.MOST_WAITING", 1)
    assert "先列出最急的" not in supervisor.page("/notices")
    inspection.open_visit("school-2")
    inspection.write(FindingRaised(finding_id="f5", category=Category.OTHER))
    inspection.submit()
    inspection.push()
    page = supervisor.page("/notices")
    assert "共 2 个单位，先列出最急的 1 个" in page
    assert "/schools/school-1/notice" in page
    assert "/schools/school-2/notice" not in page


def test_notice_is_issued_over_several_visits_and_can_be_read(second, visit, supervisor, server):
    address = issued(supervisor)
    page = supervisor.page(f"{address}?done=issued")
    for words in ("整改通知书已下达", "万教督整〔2026〕1号", WORDS, "李主任", "下达整改通知书"):
        assert words in page
    for each in (visit, second):
        assert f'href="/visits/{each}#findings"' in page
        assert f'href="{address}"' in supervisor.page(f"/visits/{each}")
    assert rebuild(server.database) == {}


def test_paper_says_what_was_issued_and_beside_it_what_changed_since(visit, inspection, supervisor):
    address = issued(supervisor)
    inspection.write(VisitAmended())
    inspection.write(
        FindingRaised(finding_id="f1", category=Category.SAFETY),
        FindingPrivate(text="两处灭火器过期。"),
    )
    inspection.write(VisitSubmitted(head=visit))
    inspection.push()
    paper, rest = supervisor.page(address).split('id="findings"')
    assert "食堂后厨一处灭火器过期。" in paper
    assert "两处灭火器过期。" not in paper
    assert "两处灭火器过期。" in rest
    assert "下达后有改动" in rest


def test_list_shows_notices_and_the_units_that_wait(second, supervisor):
    before = supervisor.page("/notices")
    assert f'href="{FORM}"' in before
    assert "还没有下达过" in before
    address = issued(supervisor)
    after = supervisor.page("/notices")
    assert f'href="{FORM}"' not in after
    assert f'<a href="{address}">万教督整〔2026〕1号</a>' in after


def test_finding_that_stands_in_a_notice_is_offered_unticked(second, supervisor):
    issued(supervisor)
    page = supervisor.page(FORM)
    assert (len(ticks(page)), ticks(page, checked=True)) == (2, [])
    assert page.count("已在 万教督整〔2026〕1号") == 2
    assert "万教督整〔2026〕2号" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"findings": []}, "请勾选要整改的问题"),
        ({"findings": ["什么"]}, "读不出来"),
        ({"due_on": "五月底"}, "整改期限要写成"),
        ({"due_on": "2026-05-13"}, "早于下达日期"),
        ({"issued_on": ""}, "请填写下达日期"),
        ({"issued_on": "2027-01-01", "due_on": "2027-02-01"}, "年份还没有到"),
        ({"requirement": " "}, "请填写整改要求"),
    ],
)
def test_notice_that_cannot_be_is_refused_in_words(visit, supervisor, server, changed, words):
    answer = issue(supervisor, **changed)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert notices(server) == []


def test_what_was_written_is_kept_when_something_is_missing(second, supervisor):
    first = ticks(supervisor.page(FORM))[0]
    answer = issue(supervisor, findings=[first], due_on="", requirement="请更换灭火器。")
    assert ticks(answer.text, checked=True) == [first]
    assert "请更换灭火器。" in answer.text


def test_visit_that_changed_meanwhile_is_said_and_the_words_stay(
    visit, inspection, supervisor, server
):
    before = ticks(supervisor.page(FORM))
    inspection.write(VisitAmended())
    inspection.write(VisitSubmitted(head=visit))
    inspection.push()
    answer = issue(supervisor, findings=before, requirement="请更换灭火器。")
    assert (answer.status_code, "刚有变化" in answer.text) == (409, True)
    assert "请更换灭火器。" in answer.text
    after = ticks(answer.text, checked=True)
    assert (len(after), after == before) == (1, False)
    assert issue(supervisor, findings=after).status_code == 303
    assert len(notices(server)) == 1


def test_notice_is_withdrawn_for_a_reason_and_its_findings_wait_again(visit, supervisor, server):
    address = issued(supervisor)
    version = matched(r'name="version" value="([^"]+)"', supervisor.page(address))
    withdraw = f"{address}/withdraw"
    answer = supervisor.post(withdraw, on=address, version=version, reason=" ")
    assert (answer.status_code, "请填写撤回原因" in answer.text) == (400, True)
    answer = supervisor.post(withdraw, on=address, version=version, reason="单位写错了")
    assert answer.headers["location"] == f"{address}?done=withdrawn"
    page = supervisor.page(address)
    assert "单位写错了" in page
    assert withdraw not in page
    assert f'href="{FORM}"' in supervisor.page("/notices")
    assert "万教督整" not in supervisor.page(f"/visits/{visit}")
    late = supervisor.post(withdraw, on="/notices", version=version, reason="我也来撤")
    assert (late.status_code, "刚有变化" in late.text) == (409, True)
    assert [row.state for row in notices(server)] == ["withdrawn"]


def test_number_is_given_only_once_the_last_one_is_stated_after_a_restore(
    visit, supervisor, server, clock
):
    open_epoch(server.database, server.log_key, clock, "2026-05-13T20:00:00.000Z")
    answer = issue(supervisor)
    assert (answer.status_code, "/notices#series" in answer.text) == (409, True)
    for wrong, words in (
        ({"year": "今年", "last": "1"}, "年份要填数字。"),
        ({"year": "2026", "last": "-1"}, "最后一个文号不能小于 0。"),
        ({"year": "2026"}, "请填写最后一个文号。"),
    ):
        refused = supervisor.post("/notices/series", on="/notices", **wrong)
        assert (refused.status_code, words in refused.text) == (400, True)
    stated = supervisor.post("/notices/series", on="/notices", year="2026", last="17")
    assert stated.headers["location"] == "/notices?done=series"
    issued(supervisor)
    assert [row.number for row in notices(server)] == ["万教督整〔2026〕18号"]
    assert "已用到" in supervisor.page("/history/series/notice-2026")


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize(
    ("account", "status"), [("chen.jing", 403), ("zhao.tong", 403), ("li.zhuren.other", 404)]
)
def test_only_the_districts_office_sees_and_does_it(supervisor, browsers, server, account, status):
    address = issued(supervisor)
    browser = browsers(account)
    home = "/month" if account == "zhao.tong" else "/visits"
    assert browser.get(address).status_code == status
    ticked = ticks(supervisor.page(FORM))
    if status == 403:
        for path in ("/notices", FORM):
            assert browser.get(path).status_code == status
        assert browser.post("/notices/series", on=home, year="2026", last="9").status_code == 403
    fields = {"issued_on": "2026-05-14", "due_on": "2026-05-29", "requirement": "改"}
    answer = browser.post(FORM, on=home, findings=ticked, **fields)
    assert answer.status_code == status
    answer = browser.post(f"{address}/withdraw", on=home, version="0" * 64, reason="撤")
    assert answer.status_code == status
    assert [row.state for row in notices(server)] == ["issued"]


def test_unknown_units_and_notices_are_not_found(visit, supervisor):
    assert supervisor.get("/schools/school-99/notice").status_code == 404
    assert supervisor.get(f"/notices/{'0' * 64}").status_code == 404
    assert supervisor.get("/notices/what").status_code == 400


def test_inspector_sees_the_notice_on_their_visit_without_a_way_to_it(visit, supervisor, browsers):
    address = issued(supervisor)
    page = browsers("chen.jing").page(f"/visits/{visit}")
    assert "万教督整〔2026〕1号" in page
    assert address not in page
    assert FORM not in page


def test_words_of_forms_are_shown_as_words(visit, supervisor):
    address = issued(supervisor, requirement=EVIL)
    refused = supervisor.post(f"{address}/withdraw", on=address, version="0" * 64, reason=EVIL)
    form = issue(supervisor, findings=[EVIL], due_on=EVIL, requirement=EVIL)
    for page in (supervisor.page(address), refused.text, form.text):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_of_two_who_state_the_last_number_the_second_is_told(supervisor):
    assert supervisor.hidden("/notices", "/notices/series")["seen"] == ""
    for last, status in (("17", 303), ("9", 409)):
        told = supervisor.post("/notices/series", on="/notices", year="2026", last=last)
        assert told.status_code == status
    assert "刚才有人核定过这一年的文号" in told.text
    assert "2026 年已核定到 17 号" in told.text
    answer = supervisor.fill("/notices", "/notices/series", year="2026", last="18")
    assert answer.status_code == 303
    assert "2026 年已核定到 18 号" in supervisor.page("/notices")


def test_each_years_last_number_is_stated_over_what_was_seen_of_that_year(supervisor):
    for year, last in (("2026", "17"), ("2025", "40"), ("2025", "41"), ("2026", "18")):
        answer = supervisor.fill("/notices", "/notices/series", year=year, last=last)
        assert answer.status_code == 303
    seen = supervisor.hidden("/notices", "/notices/series")
    supervisor.fill("/notices", "/notices/series", year="2025", last="42")
    late = supervisor.send("/notices/series", **{**seen, "year": "2025", "last": "39"})
    assert (late.status_code, "2025 年已核定到 42 号" in late.text) == (409, True)
    other = supervisor.send("/notices/series", **{**seen, "year": "2026", "last": "19"})
    assert other.status_code == 303


def test_a_form_that_saw_what_a_restore_forgot_is_told_and_goes_on(supervisor):
    lost = {"seen": f"notice-2026:{'0' * 64}", "year": "2026", "last": "17"}
    told = supervisor.post("/notices/series", on="/notices", **lost)
    assert told.status_code == 409
    again = form_on(told.text, "SeriesForm").fields
    assert (again["seen"], again["last"]) == ([""], ["17"])
    assert supervisor.send("/notices/series", **again).status_code == 303


def listed(page: str) -> list[str]:
    return re.findall(r'<a href="/notices/[0-9a-f]{64}">[^<]*?(\d+)号</a>', page)


def way(page: str, words: str) -> str:
    found = matched(rf'<a class="btn btn-quiet"[^>]* href="([^"]+)">{words}</a>', page)
    return unescape(found)


def test_a_long_list_has_pages_that_stay_when_more_is_issued(visit, supervisor, monkeypatch):
    monkeypatch.setattr("sync_server.console.kinds.list_page.PAGE_SIZE", 2)
    for _ in range(5):
        issued(supervisor)
    first = supervisor.page("/notices")
    issued(supervisor)
    second = supervisor.page(way(first, "下一页"))
    last = supervisor.page(way(second, "下一页"))
    assert [listed(page) for page in (first, second, last)] == [["5", "4"], ["3", "2"], ["1"]]
    assert listed(supervisor.page(way(last, "上一页"))) == ["3", "2"]
    assert listed(supervisor.page(way(last, "首页"))) == ["6", "5"]
    assert way(first, "末页").endswith("#listing")


def test_a_page_of_notices_reads_an_index_in_its_order(visit, supervisor, server):
    issued(supervisor)
    key = (2026, 5, "0" * 64)
    for place in (Place(), Place(Side.LAST), Place(Side.AFTER, key), Place(Side.BEFORE, key)):
        with server.database.session() as session:
            found = NoticeList(session, NoticeFilter("wanshan"))
            steps = plans(server.database, partial(found.read, place, 51))
        assert len(steps) == 1
        assert steps[0].startswith("SEARCH notice USING COVERING INDEX ix_notice_series")
    with server.database.session() as session:
        steps = plans(server.database, NoticeList(session, NoticeFilter("wanshan")).count)
    assert steps[0].startswith("SEARCH notice USING COVERING INDEX")
