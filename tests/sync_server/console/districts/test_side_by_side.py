"""各区情况: every number of a district is what its list there holds."""

import re
from html import unescape

import pytest

from domain.kinds.author import Role
from sync_server.console.pages import into
from tests.builders.office import Inspection, a_rich_visit
from tests.sync_server.console.districts.conftest import HOME, OTHER
from tests.sync_server.console.start.test_start import number_on

CELL = re.compile(r'<td data-name="([^"]+)"[^>]*>(.*?)</td>', re.DOTALL)


def numbers(page: str, district: str) -> dict[str, tuple[str, str]]:
    """What the page says of a district by the column: the words, and where they lead."""
    rows = page.partition("<tbody>")[2].split("<tr>")
    row = next(each for each in rows if f'href="/in/{district}?to=/"' in each)
    found = {}
    for name, cell in CELL.findall(row.partition("</tr>")[0]):
        link = re.search(r'href="([^"]+)"', cell)
        words = " ".join(re.sub(r"<[^>]+>", " ", cell).split())
        found[name] = (words, unescape(link[1]) if link else "")
    return found


@pytest.fixture
def busy(server, inspection, clock) -> None:
    """Three visits in the other district, one of them with its hazard overdue; none at home."""
    for number in (1, 2, 3):
        a_rich_visit(inspection, [], f"school-{number}")
    clock.move(days=8)


def test_every_number_is_that_of_the_list_it_leads_to(busy, browsers, grant):
    grant()
    guest = browsers("li.zhuren.other")
    found = numbers(guest.page("/districts"), OTHER)
    assert found["本月督导"][0] == "3"
    assert found["等审核"][0] == "3"
    assert found["本月应督导已完成"][0].endswith("/ 6")
    for name in ("没有整改到位的问题", "其中逾期", "没有人看到的隐患", "要过问的手机"):
        words, address = found[name]
        assert address.startswith("/in/wanshan?to=/")
        assert (name, number_on(guest.page(address))) == (name, int(words))
        assert int(words) > 0
    counted = re.sub(r"<[^>]+>", "", guest.page(found["本月督导"][1]))
    assert re.search(r"计入统计\s*3\s*次", counted)


def test_each_district_stands_by_itself(busy, browsers, grant):
    grant()
    found = numbers(browsers("li.zhuren.other").page("/districts"), HOME)
    assert found["本月督导"] == ("0", "")
    assert found["没有整改到位的问题"] == ("0", "")
    assert found["本学期没去过的单位"] == ("3", "/in/other?to=/uncovered")


def test_what_the_role_there_does_not_see_is_not_told(busy, browsers, grant):
    grant(Role.CLERK)
    guest = browsers("li.zhuren.other")
    found = numbers(guest.page("/districts"), OTHER)
    hidden = {name for name, (words, _) in found.items() if words == "看不到"}
    shown = {"区县", "本月督导", "本月应督导已完成", "本学期没去过的单位"}
    assert hidden == set(found) - shown
    assert guest.get(found["本月督导"][1]).status_code == 200
    assert district_is_left(guest)


def district_is_left(guest) -> bool:
    """Whether looking at all of them leaves the session where it looks."""
    guest.page(into(HOME))
    guest.page("/districts")
    return "第1.other小学" in guest.page("/schools")


def test_somebody_with_one_district_has_no_such_page(supervisor):
    assert supervisor.get("/districts").status_code == 404
    assert "各区情况" not in supervisor.page("/schools")


def test_a_person_of_two_visits_counts_in_none_of_the_others(server, grant, browsers):
    grant()
    other = Inspection.of(server, "chen.jing")
    other.open_visit("school-1")
    other.push()
    found = numbers(browsers("li.zhuren.other").page("/districts"), OTHER)
    assert (found["本月督导"][0], found["等审核"][0]) == ("0", "0")
