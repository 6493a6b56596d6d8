"""What cannot be announced of a draw, or drawn, is said beside its field."""

from typing import Any

import pytest

from domain.campaigns.draw_faults import announcement_fault, number_of, waiting, wants_reason
from domain.campaigns.faults import KnownThings
from domain.campaigns.pool import shares_of
from domain.campaigns.seed import SeedSource
from domain.errors import BadInput
from domain.kinds.campaign.lots import AvoidedPair, DrawAnnounced, DrawShare
from domain.kinds.campaign.plan import CampaignTeam
from tests.builders.campaigns import TEAM, a_plan
from tests.domain.campaigns.acts import APPROVED, DAY, by_office, made, told

PEOPLE = ("chen.jing", "wang.fang", "sun.li", "liu.na")
KNOWN = KnownThings(inspectors=set(PEOPLE), avoided=())
SHARE = DrawShare(name="小学", count=2, units=("school-5", "school-6", "school-7"))
LONG = tuple(f"{'x' * 58}-{number:04d}" for number in range(950))
BALLS = "03081522273109"


def a_draw(**fields: Any) -> DrawAnnounced:
    usual = {
        "shares": (SHARE,),
        "people": PEOPLE,
        "teams": 1,
        "team_size": 3,
        "source": SeedSource.DOUBLE_COLOUR,
        "seed_on": "2026-05-17",
    }
    return DrawAnnounced(**{**usual, **fields})


def shares(*units: str, count: int = 1) -> tuple[DrawShare, ...]:
    return (DrawShare(name="小学", count=count, units=units),)


def avoiding(*people: str) -> tuple[AvoidedPair, ...]:
    return tuple(AvoidedPair(person=each, unit="school-5") for each in people)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, ""),
        ({"seed_on": DAY}, "seed_on"),
        ({"seed_on": "2026-05-18"}, "seed_on"),
        ({"source": SeedSource.OTHER}, "source_words"),
        ({"source": SeedSource.OTHER, "source_words": "上证指数收盘点位"}, ""),
        ({"shares": shares("school-5", "school-5")}, "shares"),
        ({"shares": shares("school-1")}, "shares"),
        ({"shares": shares("school-5", count=2)}, "shares"),
        ({"shares": shares("school-5"), "teams": 2}, "shares"),
        ({"shares": shares(*LONG)}, "shares"),
        ({"team_size": 2}, "team_size"),
        ({"teams": 50, "shares": (SHARE,)}, "shares"),
        ({"people": ("chen.jing", "wang.fang", "bai.keyuan")}, "people"),
        ({"people": PEOPLE[:2]}, "people"),
        ({"avoided": avoiding("chen.jing")}, ""),
        ({"avoided": avoiding("chen.jing", "wang.fang")}, "people"),
    ],
)
def test_an_announcement_keeps_the_rules(fields, wrong) -> None:
    found = announcement_fault(made(), a_draw(**fields), KNOWN, ("", DAY))
    assert (found.field if found else "") == wrong


def test_more_than_the_plans_teams_cannot_be() -> None:
    teams = tuple(
        CampaignTeam(**{**TEAM.model_dump(), "team": f"t{number}", "units": ()})
        for number in range(50)
    )
    campaign = told((), a_plan(teams=teams, units=()))
    assert campaign is not None
    found = announcement_fault(campaign, a_draw(), KNOWN, ("", DAY))
    assert found is not None
    assert found.field == "teams"


def test_whoever_announces_anew_or_after_the_approval_says_why() -> None:
    assert not wants_reason(made())
    for campaign in (made(APPROVED), made(by_office(a_draw()))):
        assert wants_reason(campaign)
        for reason, wrong in (("", "reason"), ("漏了一所", "")):
            found = announcement_fault(campaign, a_draw(), KNOWN, (reason, DAY))
            assert (found.field if found else "") == wrong


def test_an_approved_plan_has_its_units_in_teams_before_more_are_drawn() -> None:
    campaign = told((APPROVED,), a_plan())
    assert campaign is not None
    found = announcement_fault(campaign, a_draw(), KNOWN, ("补充", DAY))
    assert found is not None
    assert "先分好组" in found.words


def test_a_number_is_of_the_newest_announcement_and_comes_out_first() -> None:
    campaign = made(by_office(a_draw()))
    draw = waiting(campaign)
    assert draw is not None
    entry = draw.stamp.entry
    found = number_of(campaign, (entry, "03 08 15 22 27 31 + 09"), "2026-05-17")
    assert found == (draw, BALLS)
    for said, today in (
        (("0" * 64, BALLS), "2026-05-17"),
        ((entry, BALLS), "2026-05-16"),
        ((entry, "03 08"), "2026-05-17"),
    ):
        with pytest.raises(BadInput) as refused:
            number_of(campaign, said, today)
        assert refused.value.specific_code == "number"
    assert waiting(made()) is None


CLASSES = {"小学": [f"p{number}" for number in range(11)], "初中": ["j1", "j2"]}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("20%", {"小学": 3, "初中": 1}),
        ("2", {"小学": 2, "初中": 2}),
        ("小学：20%\n初中: 1所", {"小学": 3, "初中": 1}),
        ("1 个\n小学：100％", {"小学": 11, "初中": 1}),
        ("小学：0\n初中：2", {"初中": 2}),
    ],
)
def test_how_many_is_said_in_numbers_or_shares_rounded_up(text, counts) -> None:
    assert {each.name: each.count for each in shares_of(CLASSES, text)} == counts


@pytest.mark.parametrize(
    "text", ["", "小学：2", "高中：2\n1", "两个", "120%", "1001", "0", "小学：x\n1"]
)
def test_what_cannot_be_read_is_said(text) -> None:
    with pytest.raises(BadInput) as refused:
        shares_of(CLASSES, text)
    assert refused.value.specific_code == "shares"
