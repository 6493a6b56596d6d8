"""A finding that no visit raised: entered by the office, and then on its way like any other."""

import pytest

from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from sync_server.data.rectification import finding_called
from sync_server.projection.rebuild import rebuild
from tests.builders.pages import matched

FORM = {
    "school_id": "school-1",
    "source": "patrol",
    "raised_on": "2026-05-11",
    "text": "消防通道堆放杂物。",
    "category": "safety",
    "severity": "serious",
    "place": "教学楼西侧",
}
MEASURE = {"text": "清理", "responsible": "何校长", "due_on": "2026-05-20"}


def enter(browser, **changed: str):
    fields = {key: value for key, value in {**FORM, **changed}.items() if value}
    return browser.fill("/findings/new", "/findings/new", **fields)


@pytest.fixture
def page(supervisor) -> str:
    """The page of one that was entered."""
    answer = enter(supervisor)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def row_of(server, page: str):
    with server.database.session() as session:
        row = finding_called(session, page.rpartition("/")[2], "wanshan")
    assert row is not None
    return row


def test_it_stands_at_its_unit_with_a_day_by_the_districts_rule(page, supervisor, server):
    row = row_of(server, page)
    assert (row.school_id, row.zone, row.account) == ("school-1", "z1", "")
    assert (row.source, row.due_on, row.state) == ("patrol", "2026-05-18", "raised")
    assert not row.is_of_visit
    told = supervisor.page(f"{page}?done=entered")
    for words in ("消防通道堆放杂物。", "巡察，督导室登记", "教学楼西侧", "2026-05-18", "登记问题"):
        assert words in told
    assert "/visits/" not in told


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"school_id": "nowhere"}, "单位"),
        ({"source": "routine"}, "来源"),
        ({"text": "  "}, "问题"),
        ({"raised_on": "2026-05-15"}, "发现日期不能晚于今天"),
        ({"due_on": "2026-05-01"}, "整改期限早于发现日期"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(supervisor, changed, words):
    answer = enter(supervisor, **changed)
    assert (answer.status_code, words in answer.text) == (400, True)
    assert "教学楼西侧" in answer.text
    assert "教学楼西侧" not in supervisor.page("/findings.csv")


def test_lists_and_books_have_it(page, supervisor):
    assert f'href="{page}"' in supervisor.page("/findings?source=patrol&unit=school-1")
    assert page not in supervisor.page("/findings?account=chen.jing")
    assert f'href="{page}"' in supervisor.page("/books/rectification")
    assert f'href="{page}"' in supervisor.page("/schools/school-1")
    for path in ("/findings.csv", "/books/rectification.csv"):
        told = supervisor.get(path).content.decode("utf-8-sig")
        assert "消防通道堆放杂物。" in told
        assert "巡察" in told


def test_it_goes_the_whole_way_to_its_closing(page, supervisor, server, inspection):
    assert (
        supervisor.fill(
            page, f"{page}/feedback", fed_back_on="2026-05-12", manner="meeting", person="何校长"
        )
        .headers["location"]
        .startswith(page)
    )
    assert "离销号还差" in supervisor.page(page)
    supervisor.fill(page, f"{page}/measure", **MEASURE)
    supervisor.fill(page, f"{page}/reply", replied_on="2026-05-13", text="已清理。", is_done="true")
    assert row_of(server, page).state == "replied"
    row = row_of(server, page)
    look(inspection, row)
    assert row_of(server, page).state == "checked"
    assert "回访：已整改" in supervisor.page(page)
    assert row.text in supervisor.page("/closing")
    assert supervisor.fill(page, f"{page}/close").status_code == 303
    assert row_of(server, page).state == "closed"
    assert rebuild(server.database) == {}


def look(inspection, row) -> str:
    again: str = inspection.open_visit("school-1")
    inspection.check_in()
    seen = FollowUpRecorded(
        finding_id=row.finding_id, finding_visit=row.visit, conclusion=Conclusion.RECTIFIED
    )
    inspection.write(seen, FollowUpPrivate(text="通道已清空"))
    inspection.submit(has_no_problem=True)
    inspection.push()
    return again


def test_the_visit_that_looked_again_tells_of_it(page, supervisor, server, inspection):
    again = look(inspection, row_of(server, page))
    told = supervisor.page(f"/visits/{again}")
    assert "消防通道堆放杂物。" in told
    assert f'href="{page}"' in told
    assert "消防通道堆放杂物。" in supervisor.page(f"/visits/{again}/record")
    assert f'href="{page}"' in supervisor.page("/books/follow-ups")


def test_a_paper_is_drafted_about_it(page, supervisor, server):
    address = "/schools/school-1/paper"
    ticked = matched(r'name="findings"[^>]*value="([^"]+)"', supervisor.page(address))
    row = row_of(server, page)
    assert ticked.startswith(f"{row.visit}:")
    said = {"paper_kind": "rectification", "findings": ticked, "requirement": "限期整改"}
    answer = supervisor.fill(address, address, due_on="2026-05-20", **said)
    told = supervisor.page(answer.headers["location"].partition("?")[0])
    assert f'href="{page}"' in told
    assert "5月11日 星期一登记" in told


def test_only_the_desk_enters_one(browsers):
    for account in ("chen.jing", "li.zhuren.other"):
        answer = browsers(account).get("/findings/new")
        assert (account, answer.status_code) in (("chen.jing", 403), ("li.zhuren.other", 200))
    assert enter(browsers("li.zhuren.other")).status_code == 400
    assert enter(browsers("zhao.tong")).status_code == 303
