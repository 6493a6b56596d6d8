"""A draw counts only where it was announced, and is what the announcement and number give."""

import hashlib
from collections.abc import Sequence

import pytest

from domain.campaigns.draw_faults import drawn_by
from domain.campaigns.draw_plan import Departure, departure, not_drawn, taken
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.drawing import NOT_ANNOUNCED, NOT_AS_DRAWN
from domain.kinds.campaign.lots import CampaignDrawn, LotTeam
from domain.kinds.campaign.plan import CampaignTeam
from tests.domain.campaigns.acts import (
    APPROVED,
    CHEN,
    PLAN,
    WITHDRAWN,
    Said,
    by_office,
    made,
    told,
)
from tests.domain.campaigns.test_draw_faults import BALLS, a_draw

ANNOUNCED = by_office(a_draw(teams=1))


def announcement(*said: Said) -> str:
    """The entry of the newest announcement."""
    return made(*said).draws[-1].stamp.entry


def held(*said: Said, digits: str = BALLS, of: str = "") -> Said:
    """That what was announced last is drawn."""
    last = made(*said).draws[-1]
    return by_office(CampaignDrawn.of(of or last.stamp.entry, digits, drawn_by(last, digits)))


def why(said: Sequence[Said]) -> list[str]:
    return [each.reason for each in made(*said).ignored]


@pytest.fixture
def drawn() -> Campaign:
    return made(ANNOUNCED, held(ANNOUNCED))


def test_what_the_function_gives_counts_once(drawn: Campaign) -> None:
    result = held(ANNOUNCED)
    assert drawn.draws[0].drawn == result[1]
    assert drawn.ignored == ()
    assert why([ANNOUNCED, result, result]) == [NOT_ANNOUNCED]


def test_anything_else_does_not(drawn: Campaign) -> None:
    entry = announcement(ANNOUNCED)
    usual = drawn.draws[0].drawn
    assert usual is not None
    (team,) = usual.teams
    turned = (LotTeam(people=team.people[::-1], units=team.units),)
    for wrong in (usual.model_copy(update={"teams": turned}), other_number(usual)):
        assert why([ANNOUNCED, by_office(wrong)]) == [NOT_AS_DRAWN]
    assert why([held(ANNOUNCED, of=entry)]) == [NOT_ANNOUNCED]
    assert why([ANNOUNCED, held(ANNOUNCED, of="0" * 64)]) == [NOT_ANNOUNCED]
    too_few = by_office(a_draw(people=("chen.jing", "wang.fang")))
    impossible = by_office(usual.model_copy(update={"announcement": announcement(too_few)}))
    assert why([too_few, impossible]) == [NOT_AS_DRAWN]


def other_number(usual: CampaignDrawn) -> CampaignDrawn:
    """The same result, under another number."""
    return usual.model_copy(update={"digits": "03081522273110"})


def test_only_the_newest_announcement_is_drawn_and_the_office_does_it() -> None:
    first = held(ANNOUNCED)
    again = by_office(a_draw(), None)
    assert why([ANNOUNCED, again, first]) == [NOT_ANNOUNCED]
    assert why([(CHEN, ANNOUNCED[1], ANNOUNCED[2])]) == ["no_right"]
    assert why([WITHDRAWN, ANNOUNCED]) == ["campaign_over"]
    assert why([APPROVED, ANNOUNCED]) == []


def test_an_announcements_words_tell_what_it_is_of() -> None:
    body = a_draw()
    assert body.units == ("school-5", "school-6", "school-7")
    assert body.wanted == 2
    campaign = told((ANNOUNCED,), shuffled=1)
    assert campaign is not None
    entry = campaign.draws[0].stamp.entry
    assert len(bytes.fromhex(entry)) == hashlib.sha256().digest_size


def test_what_was_drawn_is_added_to_the_plan_and_what_departs_from_it_shows(
    drawn: Campaign,
) -> None:
    draws, result = drawn.draws[0], drawn.draws[0].drawn
    assert result is not None
    plan = taken(PLAN, draws.stamp.entry, result.drawn)
    added: CampaignTeam = plan.teams[-1]
    assert (added.name, added.people, added.units) == ("第2组", *result.drawn[0])
    assert departure(plan, draws).is_none
    first, second = added.units
    moved = plan.model_copy(
        update={
            "teams": (
                PLAN.teams[0].model_copy(update={"units": (first,)}),
                added.model_copy(update={"units": (), "members": added.members[:1]}),
            )
        }
    )
    assert departure(moved, draws) == Departure((second,), (first,), (1,))
    assert departure(PLAN, draws) == Departure(added.units, (), (1,))
    assert departure(PLAN, made(ANNOUNCED).draws[0]).is_none
    assert not_drawn(drawn) == PLAN.all_units
    whole = made(ANNOUNCED, held(ANNOUNCED), by_office(plan))
    assert not_drawn(whole) == PLAN.all_units
