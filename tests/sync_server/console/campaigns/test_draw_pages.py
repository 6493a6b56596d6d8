"""双随机 in the office: the list is announced by a form, drawn by another, and taken away."""

import json

import pytest

from domain.campaigns.draw_file import read_draw_file, repeat
from sync_server.ledger.keys import is_signed
from tests.builders.campaigns import seen, stands
from tests.sync_server.console.campaign_scenes import one_announced, one_drawn, one_to_draw_for

PEOPLE = ["chen.jing", "wang.fang", "li.zhuren"]
SAID = {
    "kinds": ["primary"],
    "left_out": ["school-1"],
    "share_by": "kind",
    "shares": "小学：50%",
    "people": PEOPLE,
    "teams": "1",
    "team_size": "3",
    "source": "double_colour",
    "seed_on": "2026-05-17",
    "keeps_apart": "",
}


@pytest.fixture
def clerk(browsers):
    return browsers("zhao.tong")


@pytest.fixture
def place(server, inspection, supervisor) -> str:
    """The page of the draws of a draft without units."""
    return one_to_draw_for(server, inspection, supervisor)


def test_what_is_announced_stands_on_the_page_and_cannot_be_changed(place, clerk):
    assert "先公布名单" in clerk.page(place)
    assert clerk.fill(place, f"{place}/announce", **SAID).status_code == 303
    page = clerk.page(f"{place}?done=announced")
    for said in ("小学，全部责任区", "不参加抽取：第1小学", "等号码公布", "双色球", "名单已公布"):
        assert said in page
    assert "现在抽取" not in page
    assert "重新公布" in page
    campaign = place.removesuffix("/draw")
    assert "双随机名单已公布" in clerk.page(campaign)
    again = clerk.fill(place, f"{place}/announce", **SAID)
    assert (again.status_code, "要写明原因" in again.text) == (400, True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"shares": "高中：1"}, "不在名单的类别里"),
        ({"people": PEOPLE[:2]}, "名单里只有 2 人"),
        ({"people": []}, "请勾选参加抽取的督学"),
        ({"seed_on": "2026-05-18"}, "逢周二、四、日开奖"),
        ({"source": "other"}, "号码在哪里公布"),
        ({"share_by": "zone", "shares": "片区：1"}, "不在名单的类别里"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(place, clerk, server, fields, said):
    answer = clerk.fill(place, f"{place}/announce", **{**SAID, **fields})
    assert answer.status_code == 400
    assert said in answer.text
    assert stands(server.database, place.split("/")[2]).draws == ()


def test_a_number_draws_and_the_plan_has_it(server, inspection, supervisor, clerk):
    place = one_announced(server, inspection, supervisor)
    wrong = clerk.fill(place, f"{place}/result", number="03 08")
    assert (wrong.status_code, "14 位数字" in wrong.text) == (400, True)
    number = "03 08 15 22 27 31 + 09"
    assert clerk.fill(place, f"{place}/result", number=number).status_code == 303
    page = clerk.page(f"{place}?done=drawn")
    for said in ("已抽取，结果已写进方案", "03081522273109", "方案和抽取结果一致", "duji draw"):
        assert said in page
    late = clerk.send(f"{place}/result", **clerk.hidden(place, f"{place}/announce"), number=number)
    assert late.status_code == 400
    campaign = place.removesuffix("/draw")
    assert "双随机抽取</a>了 1 个组、1 个单位" in clerk.page(campaign)
    listed = clerk.page(f"/campaigns/drawn?campaign={campaign.rpartition('/')[2]}")
    assert listed.count("抽中") > listed.count("没有抽中") > 0


def test_a_plan_that_departs_from_what_was_drawn_says_so(server, inspection, supervisor, clerk):
    place = one_drawn(server, inspection, supervisor)
    page = clerk.page(place)
    assert "方案后来和抽取结果不一样了" in page
    assert "不是抽取的" in page
    assert "方案后来和抽取结果不一样了" in clerk.page(place.removesuffix("/draw"))


def test_the_file_is_taken_and_repeats_the_draw(server, inspection, supervisor, browsers):
    place = one_drawn(server, inspection, supervisor)
    campaign = place.split("/")[2]
    before = seen(server.database, campaign)
    answer = supervisor.get(f"{place}.json")
    assert answer.headers["content-type"] == "application/json"
    file = read_draw_file(answer.content)
    assert file.title == "食堂专项"
    (draw,) = repeat(file, is_signed).draws
    assert draw.is_the_same
    taken = supervisor.page("/audit?sort=exported").partition("<tbody>")[2]
    assert "专项督导" in taken
    assert seen(server.database, campaign) == before
    lines = json.loads(answer.content)["lines"]
    assert lines[0].endswith("\t\t")
    assert browsers("li.zhuren.other").get(f"{place}.json").status_code == 404
    none = one_to_draw_for(server, inspection, supervisor)
    assert supervisor.get(f"{none}.json").status_code == 404
