"""A flag can be seen and explained: shown so everywhere, counted apart, until its facts change."""

import re

import pytest

from domain.kinds.visit.course import VisitAmended
from domain.kinds.visit.photo import PhotoSource
from sync_server.data.tables import VisitWaitingRow
from sync_server.projection.rebuild import rebuild
from sync_server.verification.verify import verify
from tests.builders.drawn_forms import form_on
from tests.builders.office import Inspection, a_picture
from tests.builders.pages import matched
from tests.builders.queue import hand_in, now_shown

WHY = "校门改到北侧，已实地核对 <b>"


@pytest.fixture
def chen(server) -> Inspection:
    return Inspection.of(server)


@pytest.fixture
def outside(chen) -> str:
    """A waiting visit far outside its school, which is its only flag."""
    return hand_in(chen, "school-1", north_m=1900)


def explain(browser, page: str, name: str, reason: str = WHY):
    form = form_on(browser.page(page), name)
    return browser.send(form.action, **{**form.fields, "reason": reason})


def rank(server, visit: str) -> int:
    with server.database.session() as session:
        row = session.get(VisitWaitingRow, visit)
    assert row is not None
    return int(row.rank)


def offered(page: str) -> list[str]:
    """The choices of the list's filter by flag, as they read."""
    drawn = matched(r'<select class="form-select" id="filter-flag".*?</select>', page, whole=0)
    return re.findall(r"<option value=\"[^\"]+\"[^>]*>([^<]+)<", drawn)


def test_it_is_shown_with_its_reason_and_counts_as_flagged_no_more(outside, supervisor, server):
    answer = explain(supervisor, f"/visits/{outside}", "ExplainForm")
    assert answer.headers["location"] == f"/visits/{outside}?done=explained#flags"
    page = supervisor.page(f"/visits/{outside}?done=explained")
    assert "说明已记下" in page
    assert "说明：校门改到北侧，已实地核对 &lt;b&gt;" in page
    assert "其中已说明 1 条" in page
    assert "到校在范围外：已看过并说明；校门改到北侧" in page
    assert rank(server, outside) == 1
    assert now_shown(supervisor.page("/review?flagged=1")) == ""
    assert now_shown(supervisor.page("/review?flagged=0")) == outside
    assert rebuild(server.database) == {}


def test_the_list_counts_it_apart_and_shows_the_reason(outside, chen, supervisor):
    hand_in(chen, "school-2", north_m=1900)
    explain(supervisor, f"/visits/{outside}", "ExplainForm")
    page = supervisor.page("/visits")
    assert offered(page) == ["到校在范围外（1）", "到校在范围外，已说明（1）"]
    assert "校门改到北侧" in page
    found = supervisor.page("/visits?flag=outside.explained")
    assert (outside in found, "第2小学" in found) == (True, False)
    assert outside not in supervisor.page("/visits?flag=outside")


def test_with_other_facts_the_flag_stands_again(chen, supervisor, server):
    visit = hand_in(chen, "school-1", photo_source=PhotoSource.ALBUM)
    explain(supervisor, f"/visits/{visit}", "ExplainForm")
    assert rank(server, visit) == 1
    chen.write(VisitAmended())
    chen.take_photo("p2", a_picture("二"), photo_source=PhotoSource.ALBUM)
    chen.submit()
    chen.push()
    assert rank(server, visit) == 0
    page = supervisor.page(f"/visits/{visit}")
    assert ("有 2 张照片来自相册" in page, "chip-explained" in page) == (True, False)
    assert "相册照片：已看过并说明" in page


def test_taking_it_back_lets_it_stand(outside, supervisor, server):
    explain(supervisor, f"/visits/{outside}", "ExplainForm")
    answer = explain(supervisor, f"/visits/{outside}", "ExplainForm", "看错了学校")
    assert answer.headers["location"] == f"/visits/{outside}?done=unexplained#flags"
    page = supervisor.page(f"/visits/{outside}")
    assert "撤回说明，提示照旧；看错了学校" in page
    assert (rank(server, outside), "chip-explained" in page) == (0, False)
    assert rebuild(server.database) == {}


def test_who_explains_in_the_queue_stays_there_and_goes_on_where_they_were(chen, supervisor):
    first = hand_in(chen, "school-1", north_m=1900)
    second = hand_in(chen, "school-2", north_m=1900)
    plain = hand_in(chen, "school-3")
    answer = explain(supervisor, "/review?flagged=1", "ExplainInQueueForm")
    page = supervisor.page(answer.headers["location"])
    assert (now_shown(page), "说明已记下" in page) == (first, True)
    form = form_on(page, "QueueForm")
    answer = supervisor.send(form.action, **{**form.fields, "verdict": "approved"})
    page = supervisor.page(answer.headers["location"])
    assert now_shown(page) == second
    assert "flagged=1" in answer.headers["location"]
    assert plain not in page


def test_an_explanation_needs_its_reason(outside, supervisor, server):
    for page, name in (
        (f"/visits/{outside}", "ExplainForm"),
        ("/review", "ExplainInQueueForm"),
    ):
        answer = explain(supervisor, page, name, " ")
        assert (answer.status_code, "请填写原因" in answer.text) == (400, True)
    assert rank(server, outside) == 0


def test_a_flag_that_is_another_one_meanwhile_is_not_explained_unseen(outside, supervisor, server):
    form = form_on(supervisor.page("/review"), "ExplainInQueueForm")
    fields = {**form.fields, "facts": "0" * 64, "reason": "我写的原因"}
    answer = supervisor.send(form.action, **fields)
    assert (answer.status_code, "我写的原因" in answer.text) == (409, True)
    assert rank(server, outside) == 0


@pytest.mark.parametrize("account", ["chen.jing", "wang.fang", "zhao.tong", "li.zhuren.other"])
def test_nobody_but_the_districts_office_explains(outside, supervisor, browsers, server, account):
    form = form_on(supervisor.page(f"/visits/{outside}"), "ExplainForm")
    browser = browsers(account)
    home = "/month" if account == "zhao.tong" else "/visits"
    fields = {**form.fields, "reason": WHY}
    fields.pop("form_token")
    for action in (form.action, f"/review/{outside}/explain"):
        assert browser.post(action, on=home, **fields).status_code in (403, 404)
    assert rank(server, outside) == 0


def test_the_ledger_verifies_with_it(outside, supervisor, server):
    explain(supervisor, f"/visits/{outside}", "ExplainForm")
    key = server.log_key.public_hex
    assert list(verify(server.database, key, server.photo_store.path).faults) == []
