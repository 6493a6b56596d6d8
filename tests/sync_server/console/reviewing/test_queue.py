"""待审核: flagged visits first, one after the other, each verdict on what its giver saw."""

import re

import pytest

from domain.kinds.register.district import DistrictSet
from domain.kinds.register.school import SchoolKind, SchoolSet
from sync_server.data.tables import VisitRow
from sync_server.projection.rebuild import rebuild
from tests.builders.drawn_forms import form_on
from tests.builders.handset import write
from tests.builders.office import Inspection, amend
from tests.builders.pages import matched
from tests.builders.queue import a_queue, hand_in, now_shown

IN_ORDER = ["two", "four", "one", "three"]


@pytest.fixture
def waiting(server) -> dict[str, str]:
    """Four visits that wait; two and four are flagged."""
    return a_queue(server)


def say(browser, page: str, verdict: str, text: str = ""):
    """Press a button of the queue's page at this address."""
    form = form_on(browser.page(page), "QueueForm")
    return browser.send(form.action, **{**form.fields, "verdict": verdict, "text": text})


def state_of(server, visit: str) -> str:
    with server.database.session() as session:
        row = session.get(VisitRow, visit)
    assert row is not None
    return str(row.state)


def place_on(page: str) -> str:
    found = matched(r'class="queue-place figures">(.*?)</p>', page)
    return re.sub(r"<[^>]+>", "", found)


def test_flagged_ones_come_first_and_then_who_waits_longest(waiting, supervisor, server):
    page, seen = supervisor.page("/review"), []
    for number in range(1, 5):
        seen.append(now_shown(page))
        assert place_on(page).startswith(f"第 {number} 次，共 4 次")
        after = matched(r'rel="next" accesskey="j" href="([^"]+)"', page)
        page = supervisor.page(after.replace("&amp;", "&"))
    assert seen == [waiting[name] for name in IN_ORDER]
    assert now_shown(page) == seen[0]
    assert rebuild(server.database) == {}


def test_a_verdict_goes_on_to_the_next_and_back_shows_what_was_said(waiting, supervisor, server):
    answer = say(supervisor, "/review", "approved")
    assert answer.status_code == 303
    page = supervisor.page(answer.headers["location"])
    assert (now_shown(page), "上一件已通过" in page) == (waiting["four"], True)
    assert place_on(page).startswith("第 1 次，共 3 次")
    assert state_of(server, waiting["two"]) == "approved"
    gone = supervisor.page(f"/review?visit={waiting['two']}")
    assert (now_shown(gone), "不在待审里了" in gone) == ("", True)
    answer = say(supervisor, "/review", "returned", "请补一张后厨的照片")
    assert state_of(server, waiting["four"]) == "returned"
    assert now_shown(supervisor.page(answer.headers["location"])) == waiting["one"]


def test_skipping_leaves_it_waiting_and_the_last_one_leads_back(waiting, supervisor):
    answer = say(supervisor, f"/review?visit={waiting['three']}", "approved")
    page = supervisor.page(answer.headers["location"])
    assert now_shown(page) == waiting["two"]


def test_a_comment_stays_with_the_visit(waiting, supervisor, server):
    answer = say(supervisor, "/review", "commented", "请看第三张")
    page = supervisor.page(answer.headers["location"])
    assert (now_shown(page), "批注已保存" in page, "请看第三张" in page) == (
        waiting["two"],
        True,
        True,
    )
    assert state_of(server, waiting["two"]) == "submitted"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("flagged=1", ["two", "four"]),
        ("flagged=0", ["one", "three"]),
        ("account=chen.jing", ["four", "one"]),
        ("zone=z1", IN_ORDER),
        ("zone=z2", []),
        ("school=第2", ["two"]),
        ("school=school-1&flagged=0", ["one"]),
        ("school=没有", []),
    ],
)
def test_filters_narrow_it_and_stay_after_an_act(waiting, supervisor, query, found):
    seen, page = [], supervisor.page(f"/review?{query}")
    while visit := now_shown(page):
        seen.append(visit)
        address = f"/review?{query}&visit={visit}"
        page = supervisor.page(say(supervisor, address, "approved").headers["location"])
    assert seen == [waiting[name] for name in found]
    assert "这个筛选下没有待审的督导" in page


def test_what_came_meanwhile_is_shown_first_and_no_word_is_lost(server, supervisor):
    chen = Inspection.of(server)
    visit = hand_in(chen, "school-1")
    seen = supervisor.hidden("/review", f"/review/{visit}/verdict")
    amend(chen, reason="补一处")
    fields = {**seen, "verdict": "returned", "text": "写了很久 <b>"}
    answer = supervisor.send(f"/review/{visit}/verdict", **fields)
    assert answer.status_code == 409
    assert "这条记录刚有新内容" in answer.text
    assert "写了很久 &lt;b&gt;</textarea>" in answer.text
    assert "补一处" in answer.text[answer.text.index('class="since"') :]
    assert state_of(server, visit) == "submitted"


def test_what_a_colleague_said_first_is_not_said_over(waiting, supervisor, browsers, server):
    seen = supervisor.hidden("/review", f"/review/{waiting['two']}/verdict")
    say(browsers("li.zhuren"), "/review", "returned", "先退回")
    fields = {**seen, "verdict": "approved", "text": ""}
    answer = supervisor.send(f"/review/{waiting['two']}/verdict", **fields)
    assert (answer.status_code, "先退回" in answer.text) == (409, True)
    assert state_of(server, waiting["two"]) == "returned"


def test_a_flag_that_came_without_a_new_version_is_shown_first(server, supervisor):
    visit = hand_in(Inspection.of(server), "school-1")
    form = form_on(supervisor.page("/review"), "QueueForm")
    stricter = DistrictSet(district="wanshan", name="万山", short_dwell_min=60)
    write(server, "wanshan", (stricter, None))
    answer = supervisor.send(form.action, **{**form.fields, "verdict": "approved"})
    assert (answer.status_code, "新的系统提示" in answer.text) == (409, True)
    assert "不足本区规定的 60 分钟" in answer.text
    assert state_of(server, visit) == "submitted"
    again = form_on(answer.text, "QueueForm")
    assert (
        supervisor.send(again.action, **{**again.fields, "verdict": "approved"}).status_code == 303
    )


def test_a_return_without_words_is_asked_for_them(waiting, supervisor, server):
    answer = say(supervisor, "/review", "returned", " ")
    assert (answer.status_code, "写明原因" in answer.text) == (400, True)
    assert state_of(server, waiting["two"]) == "submitted"


def test_returned_practised_and_other_districts_visits_do_not_wait(waiting, browsers, supervisor):
    page = browsers("li.zhuren.other").page("/review")
    assert (now_shown(page), "没有待审的督导" in page) == ("", True)
    say(supervisor, "/review", "returned", "补")
    assert place_on(supervisor.page("/review")).startswith("第 1 次，共 3 次")


def test_nobody_finds_their_own_visit_in_the_queue(server, supervisor):
    chen = Inspection.of(server)
    own = chen.open_visit("school-1", participants=("li.zhuren",))
    chen.check_in()
    chen.submit(has_no_problem=True)
    chen.push()
    assert now_shown(supervisor.page("/review")) == ""
    page = supervisor.page(f"/review?visit={own}")
    assert (now_shown(page), "您参加了这次督导" in page) == ("", True)


@pytest.mark.parametrize("account", ["chen.jing", "zhao.tong"])
@pytest.mark.parametrize("path", ["/review", "/review/several"])
def test_only_the_office_goes_through_it(waiting, browsers, account, path):
    answer = browsers(account).get(path)
    assert (answer.status_code, "只有督导员可以审核" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "query", ["visit=x", "at=9.1", "at=1", f"done={'1' * 5000}", "flagged=2", "was=../"]
)
def test_an_address_that_none_of_ours_has_is_refused_as_a_page(supervisor, query):
    answer = supervisor.get(f"/review?{query}")
    assert (answer.status_code, "用不了" in answer.text) == (400, True)


def test_a_visit_that_is_none_is_not_found(supervisor):
    assert supervisor.get(f"/review?visit={'0' * 64}").status_code == 404


def test_what_the_register_says_anew_moves_a_visit_in_the_queue(server, supervisor):
    chen = Inspection.of(server)
    plain, unknown = hand_in(chen, "school-1"), hand_in(chen, "school-77")
    assert now_shown(supervisor.page("/review")) == unknown
    school = SchoolSet(
        school_id="school-77", name="新学校", school_kind=SchoolKind.PRIMARY, zone="z1"
    )
    write(server, "wanshan", (school, None))
    assert now_shown(supervisor.page("/review")) == plain
