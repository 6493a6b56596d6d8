"""A map of three hundred units stays readable, and light."""

import re
from itertools import combinations
from math import hypot
from random import Random

import pytest

from domain.kinds.register.school import SchoolKind
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.pages import matched
from tests.sync_server.console.map.conftest import position

UNITS = 300
MOST_BYTES = 100_000
AT_ONCE = 60
MARK = re.compile(r'class="map-mark" transform="translate\(([\d.]+) ([\d.]+)\)"><title>([^<]+)<')


@pytest.fixture
def page(server, supervisor) -> str:
    """The map of a district with so many units all over it, some closer together."""
    chance = Random(7)
    schools = [
        a_school(
            f"21520199{number:03}",
            name=f"落雁乡第{number}中心完全小学",
            position=position(26.5 + chance.gauss(0, 0.08), 106.7 + chance.gauss(0, 0.1)),
            school_kind=chance.choice(list(SchoolKind)),
        )
        for number in range(UNITS)
    ]
    held = [an_assignment(each.school_id, "chen.jing") for each in schools]
    told = [(each, None) for each in (*schools, *held)]
    for start in range(0, len(told), AT_ONCE):
        write(server, "wanshan", *told[start : start + AT_ONCE])
    found: str = supervisor.page("/map?period=term&zone=z1&state=unvisited")
    return found


def test_marks_lie_apart_and_all_units_are_in_them(page):
    for name, apart in (("wide", 40), ("narrow", 46)):
        drawing = matched(rf'(<svg class="map-{name}".*?</svg>)', page)
        marks = [(float(x), float(y), words) for x, y, words in MARK.findall(drawing)]
        assert 10 < len(marks) < 120
        for one, other in combinations(marks, 2):
            assert hypot(one[0] - other[0], one[1] - other[1]) > apart - 0.2
        several = (re.match(r"(\d+) 个单位", words) for *_, words in marks)
        assert sum(int(each[1]) if each else 1 for each in several) == UNITS + 3


def test_the_page_is_light(page):
    assert len(page.encode()) < MOST_BYTES
