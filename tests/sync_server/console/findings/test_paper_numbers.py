"""The last numbers of the series of papers, as the office states them on the page."""

from domain.kinds.paper.builder import PaperState
from sync_server.ledger.epoch import open_epoch
from tests.builders.drawn_forms import form_on
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.paper_pages import (
    done,
    papers,
)

STATED = {"paper_kind": "rectification", "reason": "启用前已用"}


def test_number_is_given_only_once_the_last_one_is_stated_after_a_restore(
    visit, supervisor, server, clock
):
    page = f"/papers/{paper_brought_to(server, PaperState.PENDING, draft_about(server, visit))}"
    open_epoch(server.database, server.log_key, clock, "2026-05-13T20:00:00.000Z")
    answer = supervisor.fill(page, f"{page}/signing/issue", issued_on="2026-05-14")
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
