"""督导记录: the list, its filters, and who sees what."""

import csv
import re
from io import StringIO

import pytest

from domain.kinds.office.export import TableExported
from domain.kinds.piece import ReasonPrivate
from domain.kinds.visit.course import VisitCancelled
from tests.builders.logged import entries_of
from tests.builders.office import Inspection, a_picture, a_rich_visit
from tests.builders.trail import an_author


def shown(page: str) -> list[str]:
    return re.findall(r'data-href="/visits/([0-9a-f]{64})"', page)


@pytest.fixture
def recorded(server, clock):
    """Three visits: Chen's submitted one, Wang's open one, and one outside the school."""
    chen, wang = Inspection.of(server), Inspection.of(server, "wang.fang")
    rich = a_rich_visit(chen, [a_picture("一"), a_picture("二")])
    clock.move(days=30)
    chen.handset.pen.at = clock()
    outside = chen.open_visit("school-2")
    chen.check_in(north_m=1900)
    chen.submit()
    chen.push()
    wang.handset.pen.at = clock()
    opened = wang.open_visit("school-3")
    wang.check_in()
    wang.push()
    return {"rich": rich, "outside": outside, "open": opened}


def test_newest_visits_come_first_and_open_ones_show_without_counting(recorded, supervisor):
    page = supervisor.page("/visits")
    assert shown(page)[-1] == recorded["rich"]
    assert set(shown(page)) == set(recorded.values())
    assert "进行中" in page
    assert "计入统计 2 次" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("month=2026-05", {"rich"}),
        ("month=2026-06", {"outside", "open"}),
        ("account=wang.fang", {"open"}),
        ("zone=z1", {"rich", "outside", "open"}),
        ("zone=z2", set()),
        ("state=in_progress", {"open"}),
        ("state=submitted&month=2026-06", {"outside"}),
        ("flag=outside", {"outside"}),
        ("school=第2", {"outside"}),
        ("school=school-3", {"open"}),
        ("school=D1XX", {"rich"}),
        ("school=%25", set()),
        ("state=nonsense", set()),
        ("page=99", {"rich", "outside", "open"}),
    ],
)
def test_each_filter_narrows(recorded, supervisor, query, found):
    page = supervisor.page(f"/visits?{query}")
    assert set(shown(page)) == {recorded[name] for name in found}


def test_practice_shows_as_practice_and_counts_nowhere(server, supervisor):
    author = an_author("chen.jing", is_practice=True)
    practice = Inspection.of(server, author=author)
    practice.open_visit()
    practice.submit()
    practice.push()
    page = supervisor.page("/visits")
    assert '<span class="chip ">练习</span>' in page
    assert "计入统计 0 次" in page
    assert '<span>督导</span><b class="figures">0</b>次' in supervisor.page("/month")


def test_an_empty_list_says_what_to_do(recorded, supervisor, browsers):
    assert "没有符合条件的督导记录" in supervisor.page("/visits?school=没有这所")
    assert "还没有督导记录" in browsers("li.zhuren.other").page("/visits")


def test_photos_are_received_of_all(supervisor, server, inspection):
    pictures = [a_picture("一"), a_picture("二")]
    a_rich_visit(inspection, pictures)
    assert "0/2" in supervisor.page("/visits")
    inspection.send_photo(pictures[0])
    page = supervisor.page("/visits")
    assert "1/2" in page
    assert "已收到 1 张，共 2 张" in page


def test_a_script_gets_the_list_alone_and_back_gets_the_whole_page(recorded, supervisor):
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = supervisor.get("/visits?month=2026-05", **part)
    assert answer.text.strip().startswith('<section id="listing"')
    assert "hx-request-type" in answer.headers["vary"].lower()
    assert "<html" in supervisor.get("/visits", **{"HX-Request": "true"}).text


def test_inspectors_see_their_own_visits_only(recorded, browsers):
    chen, wang = browsers("chen.jing"), browsers("wang.fang")
    assert set(shown(chen.page("/visits?account=wang.fang"))) == {
        recorded["rich"],
        recorded["outside"],
    }
    assert shown(wang.page("/visits")) == [recorded["open"]]
    assert wang.get(f"/visits/{recorded['outside']}").status_code == 404
    assert wang.get(f"/visits/{recorded['rich']}").status_code == 200


def test_another_district_sees_nothing(recorded, browsers):
    for account in ("li.zhuren.other", "chen.jing.other"):
        browser = browsers(account)
        assert not shown(browser.page("/visits?month=2026-05"))
        for visit in recorded.values():
            assert browser.get(f"/visits/{visit}").status_code == 404


def test_the_clerk_sees_tables_and_no_visits(recorded, browsers):
    clerk = browsers("zhao.tong")
    for path in ("/visits", f"/visits/{recorded['rich']}"):
        answer = clerk.get(path)
        assert answer.status_code == 403
        assert "统计员" in answer.text


def test_visit_given_up_before_it_was_handed_in_is_listed_as_such_with_why(server, supervisor):
    chen = Inspection.of(server)
    visit = chen.open_visit("school-1")
    chen.write(VisitCancelled(), ReasonPrivate(reason="走错学校了"))
    chen.push()
    page = supervisor.page("/visits")
    assert shown(page) == [visit]
    assert "已作废" in page
    assert "走错学校了" in page
    assert "计入统计 0 次" in page
    assert "走错学校了" in supervisor.page(f"/visits/{visit}")


def taken(browser, query: str = "") -> list[dict[str, str]]:
    text = browser.get(f"/visits.csv{query}").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    start = next(n for n, row in enumerate(rows) if row[:1] == ["督导日期"])
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def test_the_file_holds_what_the_filters_leave_and_more_of_each(recorded, supervisor, server):
    assert [row["学校"] for row in taken(supervisor, "?month=2026-05")] == ["第1小学"]
    (rich,) = taken(supervisor, "?month=2026-05")
    assert (rich["督导日期"], rich["督学"], rich["责任区"]) == ("2026-05-14", "陈静", "一片区")
    assert (rich["照片"], rich["已收到的照片"], rich["状态"]) == ("2", "0", "待审")
    assert len(taken(supervisor)) == 3
    assert len(taken(supervisor, "?state=submitted")) == 2
    assert len(entries_of(server.database, TableExported.kind)) == 4


@pytest.mark.parametrize("account", ["chen.jing", "zhao.tong"])
def test_who_may_not_take_visits_out_gets_no_file_and_no_way_to_it(recorded, browsers, account):
    for ending in ("csv", "xlsx"):
        assert browsers(account).get(f"/visits.{ending}").status_code == 403
    assert "/visits.csv" not in browsers("chen.jing").page("/visits")


def test_inspectors_choose_neither_zone_nor_inspector(recorded, browsers, supervisor):
    page = browsers("chen.jing").page("/visits?zone=z1")
    assert 'id="filter-zone"' not in page
    assert 'id="filter-account"' not in page
    assert 'id="filter-zone"' in supervisor.page("/visits")
