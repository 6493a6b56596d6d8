"""What is said of a place, for each kind of unit and each kind of doubt."""

import pytest

from app.device.locator import Trouble
from app.ui.texts import units
from app.ui.texts.visit import place
from domain.place.presence import Circle, Fix, Presence, presence
from tests.builders.district import INSTITUTION, KINDERGARTEN, PRIMARY, TOWNSHIP

SCHOOL = Circle(lat=26.598, lng=106.71, radius_m=200)
THERE = Fix(lat=26.598, lng=106.71, accuracy_m=8.0, age_s=1.0, source="gps")


def test_every_trouble_has_words():
    assert set(place.TROUBLE) == set(Trouble)


@pytest.mark.parametrize(
    ("school", "noun"),
    [
        (PRIMARY, "学校"),
        (KINDERGARTEN, "幼儿园"),
        (INSTITUTION, "机构"),
        (TOWNSHIP, "单位"),
        (None, "单位"),
    ],
)
def test_units_are_called_what_they_are(school, noun):
    assert units.noun(school) == noun


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (0, "不到 5 米"),
        (4.9, "不到 5 米"),
        (15.4, "约 15 米"),
        (999, "约 999 米"),
        (5_780, "约 5.8 公里"),
    ],
)
def test_distance_is_said_as_people_do(metres, said):
    assert units.distance(metres) == said


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "manual"},
        {"is_mocked": True},
        {"age_s": 121.0},
        {"age_s": None},
        {"accuracy_m": None},
        {"accuracy_m": 501.0},
    ],
)
def test_doubt_is_named_exactly_where_the_rule_cannot_tell(changes):
    fix = THERE.model_copy(update=changes)
    assert presence(fix, SCHOOL) is Presence.CANNOT_TELL
    assert place.doubt(fix, SCHOOL, "学校")


def test_there_is_no_doubt_where_the_rule_can_tell():
    assert place.doubt(THERE, SCHOOL, "学校") == ""
    assert presence(THERE, SCHOOL) is Presence.INSIDE


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "不知多久以前"), (3, "刚刚"), (40, "40 秒前"), (600, "10 分钟前"), (7200, "2 小时前")],
)
def test_age_is_said_in_words(seconds, said):
    assert place.age(seconds) == said


@pytest.mark.parametrize(
    ("east_m", "north_m", "said"),
    [(0, 1, "北"), (1, 1, "东北"), (1, 0, "东"), (0, -1, "南"), (-1, 0, "西"), (-1, 1, "西北")],
)
def test_direction_is_one_of_eight(east_m, north_m, said):
    assert place.compass(east_m, north_m) == said


def test_time_there_is_said_for_the_kind_of_place():
    assert place.dwell(2700, "学校") == "在校 45 分钟"
    assert place.dwell(3900, "单位") == "停留 1 小时 5 分钟"
