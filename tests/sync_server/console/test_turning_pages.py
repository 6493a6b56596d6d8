"""Lists have pages: first, next, previous and last, that stay what they are while more comes."""

import re
from html import unescape

import pytest

from sync_server.projection.rebuild import rebuild
from tests.builders.office import Inspection


def shown(page: str) -> list[str]:
    return re.findall(r'data-href="/visits/([0-9a-f]{64})"', page)


def ways(page: str) -> dict[str, str]:
    nav = re.search(r'<nav class="paging".*?</nav>', page, re.DOTALL)
    if nav is None:
        return {}
    return {
        words: unescape(path) for path, words in re.findall(r'href="([^"]+)">([^<]+)</a>', nav[0])
    }


def number(page: str) -> str:
    found = re.search(r"第 (\d+ / \d+) 页", page)
    return found[1] if found else ""


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    """Two visits make a page."""
    monkeypatch.setattr("sync_server.console.kinds.list_page.PAGE_SIZE", 2)


@pytest.fixture
def five(inspection):
    """Five open visits, the newest first."""
    found = [inspection.open_visit() for _ in range(5)]
    inspection.push()
    return found[::-1]


def test_pages_follow_each_other_to_the_last_one_and_back(five, supervisor):
    first = supervisor.page("/visits")
    assert list(ways(first)) == ["下一页", "末页"]
    second = supervisor.page(ways(first)["下一页"])
    assert list(ways(second)) == ["首页", "上一页", "下一页", "末页"]
    third = supervisor.page(ways(second)["下一页"])
    assert list(ways(third)) == ["首页", "上一页"]
    assert [shown(page) for page in (first, second, third)] == [five[:2], five[2:4], five[4:]]
    assert [number(page) for page in (first, second, third)] == ["1 / 3", "2 / 3", "3 / 3"]
    back = supervisor.page(ways(third)["上一页"])
    assert (shown(back), number(back)) == (five[2:4], "2 / 3")
    assert ways(back)["首页"] == "/visits#listing"


def test_the_last_page_holds_what_is_left_over(five, supervisor):
    last = supervisor.page(ways(supervisor.page("/visits"))["末页"])
    assert (shown(last), number(last)) == (five[4:], "3 / 3")
    assert shown(supervisor.page(ways(last)["上一页"])) == five[2:4]


def test_visits_that_come_meanwhile_move_nothing_to_another_page(five, supervisor, inspection):
    first = supervisor.page("/visits")
    inspection.open_visit()
    inspection.push()
    second = supervisor.page(ways(first)["下一页"])
    assert shown(second) == five[2:4]
    assert shown(supervisor.page(ways(second)["上一页"])) == five[:2]


def test_going_back_to_the_beginning_shows_what_came_meanwhile(five, supervisor, inspection):
    second = supervisor.page(ways(supervisor.page("/visits"))["下一页"])
    back = supervisor.page(ways(second)["上一页"])
    assert (shown(back), number(back)) == (five[:2], "1 / 3")
    assert "上一页" not in ways(back)
    newest = inspection.open_visit()
    inspection.push()
    assert newest in shown(supervisor.page(ways(supervisor.page(ways(second)["上一页"]))["首页"]))


def test_filters_stay_while_pages_turn(five, supervisor, server):
    wang = Inspection.of(server, "wang.fang")
    wang.open_visit("school-3")
    wang.push()
    path = "/visits?account=chen.jing&school=school-1&state=in_progress"
    seen = []
    while path:
        page = supervisor.page(path)
        seen += shown(page)
        path = ways(page).get("下一页", "")
    assert seen == five


def test_a_place_behind_the_end_is_the_last_page_and_one_before_the_first(five, supervisor):
    behind = supervisor.page("/visits?at=after.2000-01-01.5&page=9")
    assert (shown(behind), number(behind)) == (five[4:], "3 / 3")
    ahead = supervisor.page("/visits?at=before.2999-01-01.5&page=9")
    assert (shown(ahead), number(ahead)) == (five[:2], "1 / 3")


def test_one_page_has_no_ways_and_says_once_how_many_there_are(supervisor, inspection):
    inspection.open_visit()
    inspection.push()
    page = supervisor.page("/visits")
    assert ways(page) == {}
    assert page.count(" 条") == 1


def test_a_review_recounts_the_tabs_and_a_rebuild_finds_nothing_to_do(
    server, supervisor, inspection
):
    visit = inspection.open_visit("school-2")
    inspection.check_in(north_m=1900)
    inspection.push()
    assert '全部 <b class="figures">1</b>' in supervisor.page("/visits?flag=outside")
    inspection.submit()
    inspection.push()
    tab = 'tab-{}"[^>]*>[^<]*<b class="figures">1</b>'
    page = supervisor.page("/visits?flag=outside")
    assert re.search(tab.format("submitted"), page)
    assert "tab-in_progress" not in page
    assert shown(page) == [visit]
    assert rebuild(server.database) == {}
