"""The map's page: what it says, where its numbers lead, and who sees what of it."""

import csv
import html
import io
import re

import pytest

from domain.kinds.visit.unit import UnitAdded
from tests.builders.handset import a_school, write
from tests.builders.office import Inspection
from tests.builders.pages import matched
from tests.sync_server.console.map.conftest import position

LEGEND = re.compile(r'<a href="([^"]+)"[^>]*>([^<]+) <b class="figures">(\d+)</b></a></li>')
MAY = "/map?period=2026-05"

pytestmark = pytest.mark.usefixtures("apart")


@pytest.fixture
def visited(inspection: Inspection) -> str:
    """Chen's visit to school 1, with a hazard."""
    visit = inspection.open_visit("school-1")
    inspection.check_in()
    inspection.raise_hazard()
    inspection.submit()
    inspection.push()
    return visit


def rows(page: str) -> list[str]:
    """The units of the list, in its order."""
    return re.findall(r'data-name="单位"[^>]*>(?:<a [^>]*>)?([^<]+)', page)


def legend(page: str) -> dict[str, tuple[int, str]]:
    """What the legend counts, and where each number leads."""
    return {word: (int(n), html.unescape(to)) for to, word, n in LEGEND.findall(page)}


def wide(page: str) -> str:
    """The drawing for wide pages."""
    return matched(r'(<svg class="map-wide".*?</svg>)', page)


def test_every_number_of_the_legend_leads_to_as_many_rows(supervisor, visited):
    found = legend(supervisor.page(MAY))
    assert {word: number for word, (number, _) in found.items()} == {
        "已督导": 1,
        "未督导": 3,
        "有未消除的隐患": 1,
        "没有登记位置": 1,
    }
    for number, address in found.values():
        assert len(rows(supervisor.page(address.removesuffix("#rows")))) == number


def test_the_drawing_has_a_mark_for_each_unit_with_a_position(supervisor, visited):
    page = supervisor.page(MAY)
    assert re.findall(r"<title>([^<]+)</title>", wide(page)) == [
        "第1小学，已督导，有未消除的隐患",
        "第2小学，未督导",
        "第3小学，未督导",
    ]
    assert wide(page).count("dot-hazard is-visited") == 1
    assert wide(page).count("dot-unvisited") == 2
    assert rows(page) == ["第1小学", "第2小学", "第3小学", "新园"]


def test_units_that_lie_on_each_other_are_one_mark_that_leads_nearer(supervisor):
    farther = supervisor.page("/map?bbox=105,25,109,28")
    title = "<title>3 个单位：已督导 0，未督导 3</title>"
    mark = matched(rf'<a href="([^"]+)" class="map-mark"[^>]*>{title}', farther)
    nearer = supervisor.page(html.unescape(mark).removesuffix("#map"))
    assert wide(nearer).count('class="map-mark"') == 3


def test_units_at_one_place_lead_to_their_rows(supervisor, server):
    write(server, "wanshan", (a_school("school-5", position=position(26.598, 106.77)), None))
    mark = matched(r'<a href="([^"]+)" class="map-mark"[^>]*><title>2 个单位', supervisor.page(MAY))
    assert mark.endswith("#rows")
    found = supervisor.page(html.unescape(mark).removesuffix("#rows"))
    assert sorted(rows(found)) == ["第3小学", "第5小学"]


def test_a_part_of_the_map_has_its_units_alone_in_the_list(supervisor):
    page = supervisor.page("/map?bbox=106.75,26.58,106.79,26.61")
    assert rows(page) == ["第3小学"]
    assert "在图上这一块里" in page
    assert legend(page)["未督导"][0] == 4
    assert rows(supervisor.page("/map?bbox=100,20,101,21")) == []


def test_the_ways_move_the_part_that_is_shown(supervisor):
    page = supervisor.page("/map")
    ways = dict(re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"', page))
    by_word = {word: html.unescape(to).removesuffix("#map") for to, word in ways.items()}
    assert set(by_word) == {"放大", "缩小", "向西移", "向北移", "向南移", "向东移", "看全部"}
    assert rows(supervisor.page(by_word["缩小"])) == ["第1小学", "第2小学", "第3小学"]
    assert rows(supervisor.page(by_word["向东移"])) == ["第3小学"]
    assert rows(supervisor.page(by_word["向北移"])) == ["第1小学"]
    assert by_word["看全部"] == "/map"


def test_a_zone_is_looked_at_by_a_link(supervisor):
    page = supervisor.page("/map")
    to_zone = matched(r'<a href="([^"]+)">一片区</a>', page)
    assert rows(supervisor.page(html.unescape(to_zone).removesuffix("#map"))) == [
        "第1小学",
        "第2小学",
    ]


@pytest.mark.parametrize(
    ("query", "words", "visits"),
    [
        ("", "2026年5月", 1),
        ("?period=term", "本学期（2026年2月1日 星期日至2026年7月31日 星期五）", 1),
        ("?period=2026-04", "2026年4月", 0),
        ("?from_on=2026-05-14", "2026年5月14日 星期四", 1),
        ("?from_on=&to_on=2026-05-13&period=term", "2026年5月13日 星期三", 0),
        ("?from_on=2026-05-20&to_on=2026-05-01", "2026年5月1日 星期五至2026年5月20日 星期三", 1),
    ],
)
def test_the_days_are_a_month_a_term_a_day_or_a_range(supervisor, visited, query, words, visits):
    page = supervisor.page(f"/map{query}")
    assert f"<b>{words}</b>" in page
    assert legend(page)["已督导"][0] == visits


@pytest.mark.parametrize(
    "query",
    [
        "period=2026-13",
        "from_on=May",
        "bbox=1,2,3",
        "bbox=107,26,106,27",
        "bbox=106,91,107,92",
        "bbox=nan,1,2,3",
    ],
)
def test_an_address_that_can_mean_no_map_is_answered_with_a_page(supervisor, query):
    answer = supervisor.get(f"/map?{query}")
    assert answer.status_code == 400
    assert "督迹" in answer.text


def test_numbers_of_a_row_lead_to_what_they_count(supervisor, visited):
    page = supervisor.page(MAY)
    to_visits = html.unescape(matched(r'data-name="督导次数"[^>]*><a href="([^"]+)"', page))
    assert visited in supervisor.page(to_visits)
    to_hazards = html.unescape(matched(r'data-name="未消除的隐患"[^>]*><a href="([^"]+)"', page))
    assert "灭火器过期" in supervisor.page(to_hazards)


def test_the_file_has_the_rows_of_the_page(supervisor, visited):
    raw = supervisor.get("/map.csv?period=2026-05&state=visited").content.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(raw)))
    head = next(row for row in found if row[0] == "单位")
    (row,) = found[found.index(head) + 1 :]
    assert dict(zip(head, row, strict=True)) | {"主责督学": ""} == {
        "单位": "第1小学",
        "类型": "小学",
        "办学性质": "公办",
        "责任区": "一片区",
        "主责督学": "",
        "状况": "已督导、有未消除的隐患",
        "督导次数": "1",
        "最近一次": "2026-05-14",
        "未消除的隐患": "1 条",
    }


def test_a_day_of_an_inspector_is_a_route_and_says_what_it_is_not(supervisor, inspection, visited):
    inspection.open_visit("school-2")
    inspection.check_in(2000)
    inspection.write(UnitAdded(school_id="school-3"), minutes=40)
    inspection.check_in(unit="school-3")
    inspection.push()
    page = supervisor.page("/map?account=chen.jing&from_on=2026-05-14")
    stops = matched(r'<ol class="map-stops">(.*?)</ol>', page)
    assert re.findall(r'<a href="/visits/[^"]+">([^<]+)</a>', stops) == [
        "第1小学",
        "第2小学",
        "第3小学",
    ]
    assert "不是走过的路" in page
    way = matched(r'class="map-way" points="([^"]+)"', page)
    assert len(way.split()) == 3
    assert 'class="map-way"' not in supervisor.page("/map?account=chen.jing&period=2026-05")
    assert 'class="map-way"' not in supervisor.page("/map?from_on=2026-05-14")


def test_an_inspector_sees_their_own_map_whatever_is_asked(browsers, visited):
    own = browsers("chen.jing").page("/map?account=wang.fang&from_on=2026-05-14")
    assert rows(own) == ["第1小学", "第2小学"]
    assert f"/visits/{visited}" in own
    assert 'name="account"' not in own
    assert "/schools/" not in own
    others = browsers("wang.fang").page("/map?account=chen.jing&from_on=2026-05-14")
    assert rows(others) == ["第3小学"]
    assert visited not in others


@pytest.mark.parametrize("path", ["/map", "/map.csv", "/map.xlsx"])
def test_the_map_is_for_whoever_sees_visits(browsers, path):
    assert browsers("zhao.tong").get(path).status_code == 403
    assert browsers("li.zhuren").get(path).status_code == 200
    assert "登录" in browsers().page(path)


def test_without_any_position_the_list_is_there_all_the_same(supervisor):
    page = supervisor.page("/map?school_kind=kindergarten")
    assert "没有可以画的位置" in page
    assert '<svg class="map-wide' not in page
    assert rows(page) == ["新园"]
    nothing = supervisor.page("/map?zone=z9")
    assert "没有符合条件的单位" in nothing


def test_a_state_that_no_unit_has_is_not_said_to_lack_positions(supervisor):
    nothing = supervisor.page("/map?period=2026-05&state=visited")
    assert "没有符合条件的单位" in nothing
    assert "还没有登记位置" not in nothing


def test_a_visits_page_leads_to_the_inspectors_route_of_its_day(supervisor, visited):
    page = supervisor.page(f"/visits/{visited}")
    route = html.unescape(matched(r'href="(/map\?[^"]+)">陈静这一天的到校先后', page))
    assert f"/visits/{visited}" in supervisor.page(route).split("map-stops")[1]


def test_the_start_page_and_the_visits_lead_to_the_map(supervisor, visited):
    start = supervisor.page("/")
    to_kind = html.unescape(matched(r'<a class="small" href="([^"]+)" aria-label="小学', start))
    unvisited = matched(r'小学 <b class="figures">(\d+)</b>', start)
    assert len(rows(supervisor.page(to_kind))) == int(unvisited) == 2
    to_hazards = matched(r'href="(/map\?state=hazard)"', start)
    assert rows(supervisor.page(to_hazards)) == ["第1小学"]
    visits = supervisor.page("/visits?month=2026-05")
    day = html.unescape(matched(r'href="(/map\?account=[^"]+)"', visits))
    assert "map-stops" in supervisor.page(day)
    to_month = html.unescape(matched(r'href="(/map\?period=[^"]+)"', visits))
    assert "<b>2026年5月</b>" in supervisor.page(to_month)
    person = supervisor.page("/people/chen.jing")
    assert "map-stops" in supervisor.page(
        html.unescape(matched(r'href="(/map\?[^"]+)">今天到校的先后', person))
    )
