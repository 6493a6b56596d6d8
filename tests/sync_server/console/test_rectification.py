"""Reply, follow-up and proposed position on a visit's page."""

import pytest

from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised, OwnerUnit
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.place import FixPrivate, PositionProposed
from sync_server.data.findings.course import raised_finding
from sync_server.data.tables import SchoolRow
from sync_server.projection.rebuild import rebuild
from tests.builders.courses import finding_address
from tests.builders.handset import a_school, write
from tests.builders.office import Inspection, a_picture, a_rich_visit

SEEN = {"version": "0" * 64, "school_version": "0" * 64}
REPLY = {
    "replied_on": "2026-05-14",
    "is_done": "true",
    "text": "已更换 4 具。",
    "responsible": "何校长",
}


@pytest.fixture
def visit(inspection):
    """A submitted visit with one finding, f1."""
    return a_rich_visit(inspection, [])


@pytest.fixture
def page(visit, server):
    """The page of its finding."""
    return finding_address(server.database, visit, "f1")


def send(browser, visit: str, form: str, **fields: str):
    page = browser.get(f"/findings/{visit}/f1").url.path  # its former address leads there
    return browser.fill(page, f"{page}/{form}", **fields)


def replied(server, visit: str):
    with server.database.reading() as transaction:
        found = raised_finding(transaction.tables, visit, "f1")
    assert found is not None
    return found.course.reply if found.course else None


def look_again(inspection: Inspection, visit: str, photo: bytes) -> str:
    """A visit that finds f1 put right, with a photo of it."""
    again = inspection.open_visit("school-1", campaign_id="k1")
    inspection.check_in()
    seen = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=Conclusion.RECTIFIED)
    inspection.write(seen, FollowUpPrivate(text="灭火器都在有效期内"))
    inspection.take_photo("after", photo, finding_id="f1")
    inspection.submit(has_no_problem=True)
    inspection.push()
    inspection.send_photo(photo)
    return again


def test_reply_on_paper_is_recorded_and_updated(visit, supervisor, server):
    assert send(supervisor, visit, "reply", **REPLY).status_code == 303
    page = supervisor.page(f"/visits/{visit}")
    assert "报称已整改" in page
    assert "已更换 4 具。" in page
    partly = {key: value for key, value in REPLY.items() if key != "is_done"}
    send(supervisor, visit, "reply", **{**partly, "text": "还差 2 具。"})
    reply = replied(server, visit)
    assert (reply.is_done, reply.text) == (False, "还差 2 具。")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"replied_on": "昨天"}, "回复日期要写成"),
        ({"replied_on": "2026-05-15"}, "日期不能晚于今天"),
        ({"text": ""}, "请填写整改情况。"),
    ],
)
def test_reply_that_cannot_be_is_refused_in_words(visit, supervisor, server, changed, words):
    answer = send(supervisor, visit, "reply", **{**REPLY, **changed})
    assert (answer.status_code, words in answer.text) == (400, True)
    assert replied(server, visit) is None


@pytest.mark.parametrize(("account", "status"), [("chen.jing", 403), ("li.zhuren.other", 404)])
def test_only_the_districts_office_does_it(visit, browsers, server, account, status):
    page = finding_address(server.database, visit, "f1")
    browser = browsers(account)
    addresses = ((f"{page}/reply", {**SEEN, **REPLY}),)
    for address, fields in (*addresses, (f"/visits/{visit}/position", SEEN)):
        answer = browser.post(address, on="/visits", **fields)
        assert (address, answer.status_code) == (address, status)
    assert replied(server, visit) is None


def test_a_clerk_takes_down_what_a_unit_says_and_decides_nothing(visit, page, browsers, server):
    clerk = browsers("zhao.tong")
    send(clerk, visit, "measure", text="更换", responsible="何校长", due_on="2026-06-01")
    assert send(clerk, visit, "reply", **REPLY).status_code == 303
    assert replied(server, visit).is_by_office
    answer = clerk.post(f"{page}/close", on="/month", **SEEN)
    assert answer.status_code == 403


def test_follow_up_shows_on_both_visits_with_its_photo(visit, supervisor, inspection):
    photo = a_picture("换新的灭火器")
    again = look_again(inspection, visit, photo)
    first = supervisor.page(f"/visits/{visit}")
    assert "已整改" in first
    assert f'href="/visits/{again}#follow-ups"' in first
    second = supervisor.page(f"/visits/{again}")
    assert "食堂后厨一处灭火器过期。" in second
    assert "整改后" in second
    assert f'href="/visits/{visit}#findings"' in second
    assert "k1" in second


def test_follow_up_of_an_unknown_finding_is_still_shown(supervisor, inspection):
    again = look_again(inspection, "a" * 64, a_picture())
    assert "原来的问题查不到" in supervisor.page(f"/visits/{again}")


def test_new_day_of_a_look_and_whose_a_finding_is_stand_on_the_visit(visit, supervisor, inspection):
    again = inspection.open_visit("school-1")
    inspection.check_in()
    body = FollowUpRecorded(
        finding_id="f1",
        finding_visit=visit,
        conclusion=Conclusion.PARTLY,
        due_on="2026-06-20",
    )
    inspection.write(body, FollowUpPrivate(text="换了一半"))
    raised = FindingRaised(finding_id="f9", category=Category.OTHER, owner=OwnerUnit.TOWNSHIP)
    inspection.write(raised, FindingPrivate(text="占道经营", owner_name="和平街道办事处"))
    inspection.submit()
    inspection.push()
    page = supervisor.page(f"/visits/{again}")
    assert "<dt>新的期限</dt><dd>2026年6月20日 星期六</dd>" in page
    assert "<dt>责任单位</dt><dd>和平街道办事处</dd>" in page


def propose(inspection: Inspection, server) -> str:
    """A visit to a school without a position, which proposes one."""
    write(server, "wanshan", (a_school("school-3", position=None), None))
    visit = inspection.open_visit("school-3")
    body = PositionProposed(accuracy_m=8.0, age_s=1.0, source="gps")
    inspection.write(body, FixPrivate(lat=26.61234, lng=106.7, reason="校门口"))
    inspection.write(
        FindingRaised(finding_id="f2", category=Category.OTHER), FindingPrivate(text="无校牌")
    )
    inspection.submit()
    inspection.push()
    return visit


def test_proposed_position_is_flagged_adopted_and_then_judged_by(supervisor, inspection, server):
    visit = propose(inspection, server)
    page = supervisor.page(f"/visits/{visit}")
    for words in ("提议学校位置", "26.61234, 106.70000", "校门口", "采用为学校位置"):
        assert words in page
    assert supervisor.fill(f"/visits/{visit}", f"/visits/{visit}/position").status_code == 303
    page = supervisor.page(f"/visits/{visit}?done=position")
    assert "已采用为学校的位置" in page
    assert "采用为学校位置</button>" not in page
    assert "核对后采用" not in page
    with server.database.session() as session:
        school = session.get(SchoolRow, ("wanshan", "school-3"))
    assert school is not None
    assert (school.lat, school.lng) == (26.61234, 106.7)
    assert rebuild(server.database) == {}


def test_position_is_adopted_once_and_only_where_one_was_proposed(
    visit, supervisor, inspection, server
):
    position = f"/visits/{visit}/position"
    refused = supervisor.post(position, on=f"/visits/{visit}", **SEEN)
    assert (refused.status_code, "没有可以采用的位置" in refused.text) == (409, True)
    proposed = propose(inspection, server)
    seen = supervisor.hidden(f"/visits/{proposed}", f"/visits/{proposed}/position")
    supervisor.fill(f"/visits/{proposed}", f"/visits/{proposed}/position")
    answer = supervisor.send(f"/visits/{proposed}/position", **seen)
    assert (answer.status_code, "刚有新内容" in answer.text) == (409, True)
    assert f"{position}" not in supervisor.page(f"/visits/{proposed}")


def test_a_position_that_is_wrong_is_set_right(supervisor, inspection, server):
    visit = propose(inspection, server)
    write(server, "wanshan", (a_school("school-3"), None))
    assert "和现在登记的不同" in supervisor.page(f"/visits/{visit}")
    supervisor.fill(f"/visits/{visit}", f"/visits/{visit}/position")
    with server.database.session() as session:
        school = session.get(SchoolRow, ("wanshan", "school-3"))
    assert (
        round(school.lat, 5),
        f"/visits/{visit}/position" in supervisor.page(f"/visits/{visit}"),
    ) == (
        26.61234,
        False,
    )


def test_position_is_not_adopted_over_a_school_that_changed_since(supervisor, inspection, server):
    visit = propose(inspection, server)
    seen = supervisor.hidden(f"/visits/{visit}", f"/visits/{visit}/position")
    write(server, "wanshan", (a_school("school-3", position=None, name="改名小学"), None))
    answer = supervisor.client.post(f"/visits/{visit}/position", data=seen)
    assert (answer.status_code, "刚有新内容" in answer.text) == (409, True)
    with server.database.session() as session:
        school = session.get(SchoolRow, ("wanshan", "school-3"))
    assert school is not None
    assert (school.name, school.lat) == ("改名小学", None)


@pytest.fixture
def hostile(inspection, supervisor):
    """A visit whose reply tries to break the page."""
    visit = a_rich_visit(inspection, [])
    evil = "<script>alert(1)</script>"
    send(supervisor, visit, "reply", **{**REPLY, "text": evil, "responsible": evil})
    return visit


def test_words_of_forms_are_shown_as_words(hostile, supervisor):
    page = supervisor.page(f"/visits/{hostile}")
    assert "<script>alert(1)" not in page
    assert page.count("&lt;script&gt;") >= 2


def test_a_reply_over_what_somebody_else_just_wrote_is_not_recorded_and_its_words_stay(
    visit, page, supervisor, server
):
    seen = supervisor.hidden(page, f"{page}/reply")
    send(supervisor, visit, "reply", **REPLY)
    late = {**REPLY, "version": seen["version"], "text": "另一个人写的。"}
    answer = send(supervisor, visit, "reply", **late)
    assert (answer.status_code, "刚有新内容" in answer.text) == (409, True)
    assert "另一个人写的。" in answer.text
    assert replied(server, visit).text == "已更换 4 具。"


def test_a_finding_is_closed_on_its_page_once_all_is_there(visit, page, supervisor, inspection):
    assert "离销号还差" in supervisor.page(page)
    assert "销号</button>" not in supervisor.page(page)
    send(supervisor, visit, "measure", text="更换", responsible="何校长", due_on="2026-06-01")
    look_again(inspection, visit, a_picture("换新的灭火器"))
    assert send(supervisor, visit, "close").status_code == 303
    told = supervisor.page(f"{page}?done=close")
    for words in ("已销号", "整改措施（督导室代填）", "回访：已整改", "重新打开"):
        assert words in told
    assert send(supervisor, visit, "reopen", reason="没有改好").status_code == 303
    assert "待销号" in supervisor.page(page)


def test_a_finding_that_is_the_same_as_another_is_merged_into_it(
    visit, page, supervisor, inspection
):
    other = a_rich_visit(inspection, [])
    merged = {"end": "merged", "reason": "同一个问题"}
    answer = send(supervisor, visit, "end", **merged, into="https://duji.test/visits/1")
    assert (answer.status_code, "请填另一条问题页面的网址" in answer.text) == (400, True)
    into = f"https://duji.test/findings/{other}/f9"
    assert "没有找到这条问题" in send(supervisor, visit, "end", **merged, into=into).text
    into = f"https://duji.test/findings/{other}/f1"
    assert send(supervisor, visit, "end", **merged, into=into).status_code == 303
    assert "已合并" in supervisor.page(page)
