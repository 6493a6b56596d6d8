"""A paper is drafted over a unit's open findings: what is offered, looked at, refused and kept."""

from html import unescape

import pytest

from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from tests.builders.pages import matched
from tests.builders.paper_pages import (
    FORM,
    WORDS,
    another,
    done,
    draft,
    papers,
    signed,
    ticks,
)


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


def test_look_shows_the_sheet_and_writes_nothing(second, visit, supervisor, server):
    first = next(each for each in ticks(supervisor.page(FORM)) if each.startswith(visit))
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
