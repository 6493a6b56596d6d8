"""Positions are read as written or are a fault; what is unlikely must be confirmed."""

import pytest

from domain.kinds.register.school import Position, SchoolSet
from sync_server.register.importing.changes import ImportPlan
from tests.builders.imported import after, doubted, imported, planned, told

HEADINGS = ("学校名称", "类型", "片区", "经纬度", "坐标系")
NEAR = tuple((f"村{n}小学", "小学", "一", f"106.7{n}5,26.5{n}5", "WGS84") for n in range(1, 6))


def one(cell: object, name: str = "甲小学") -> tuple[object, ...]:
    return (name, "小学", "一", cell, "WGS84")


def plan(*rows) -> ImportPlan:
    return planned({"学校": [HEADINGS, *rows]})


def position(found: ImportPlan) -> Position:
    assert told(found) == ""
    body = found.changes[-1].content[0]
    assert isinstance(body, SchoolSet)
    assert body.position is not None
    return body.position


@pytest.mark.parametrize(
    "cell",
    [
        "106.7135,26.57",
        "26.57，106.7135",
        "106.7135 26.57",
        "(106.7135, 26.57)",
        "东经106.7135°，北纬26.57°",
        "E106.7135,N26.57",
        "106.7135E 26.57N",
        "经度:106.7135 纬度:26.57",
        "106°42.81′,26°34.2′",
        "106°42′48.6″ 26°34′12″",
        "106°42'48.6\",26°34'12\"N",
        "N26°34'12\" E106°42'48.6\"",
        "26°34'12\"N, 106°42'48.6\"E",
        "东经106度42分48.6秒 北纬26度34分12秒",
        "北纬26度34.2分；东经106度42.81分",
        "１０６°４２′４８.６″，２６°３４′１２″",
        "106º42’48.6’’,26º34’12’’",
    ],
)
def test_degrees_are_read_with_and_without_minutes(cell):
    found = position(plan(one(cell)))
    assert (found.given_lng, found.given_lat) == pytest.approx((106.7135, 26.57), abs=1e-6)


@pytest.mark.parametrize(
    "cell",
    [
        "106°42.81′",
        "106°42′,106°43′",
        "106°72′,26°34′",
        "106°42′61″,26°34′12″",
        "106.5°42′,26°34′",
        "106 42 48 26 34 12",
        "106.71,26.57,1200",
        "106,71,26,57",
        "106.71",
        "西经106.7，北纬26.5",
        "106.7W,26.5N",
        "北纬106.71，东经26.57",
        "35421000,36521000",
        "0,0",
        "城关镇东街",
        "106.71东街26.57",
    ],
)
def test_what_is_no_position_of_china_is_a_fault_with_the_cells_name(cell):
    assert "“经纬度”列（D2）：不是国内的经纬度，或只有一半" in told(plan(one(cell)))


@pytest.mark.parametrize(
    ("lng", "lat"), [("106°42′48.6″E", "26°34′12″"), (106.7135, 26.57), ("东经106.7135", "26.57")]
)
def test_two_columns_are_read_the_same_way(lng, lat):
    headings = ("学校名称", "类型", "片区", "经度", "纬度", "坐标系")
    found = planned({"学校": [headings, ("甲小学", "小学", "一", lng, lat, "WGS84")]})
    assert position(found).given_lat == pytest.approx(26.57)
    half = planned({"学校": [headings, ("甲小学", "小学", "一", "", lat, "WGS84")]})
    assert "“纬度”列（E2）" in told(half)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("106,26", "的经纬度是整数度（106,26），多半不准"),
        ("106.5312,26", "的经纬度是整数度"),
        ("116.397428,39.90923", "的位置是地图打开时的默认中心"),
        ("116.404,39.915", "的位置是地图打开时的默认中心"),
        ("106.715,26.515", "和第 2 行“村1小学”在同一个点上"),
        ("107.731,26.531", "离区里其他学校有 99 公里"),
    ],
)
def test_what_is_unlikely_must_be_confirmed(cell, said):
    assert f"“甲小学”{said}" in doubted(plan(*NEAR, one(cell)))


def test_what_is_likely_needs_no_confirming_and_what_was_confirmed_is_not_asked_again():
    assert plan(*NEAR, one("106.79,26.59")).doubts == ()
    sheets = {"学校": [HEADINGS, *NEAR, one("106,26")]}
    doubtful = planned(sheets)
    assert len(doubtful.doubts) == 2
    assert planned(sheets, after(doubtful)).doubts == ()


def test_a_point_that_a_known_school_has_is_named_with_that_school():
    register = imported({"学校": [HEADINGS, *NEAR]})
    found = planned({"学校": [HEADINGS, one("106.715,26.515")]}, register)
    assert "“甲小学”和“村1小学”在同一个点上" in doubted(found)
