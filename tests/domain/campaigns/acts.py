"""What is said of campaigns, and the campaign that it makes."""

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from domain import kinds
from domain.campaigns.fold import fold_campaign
from domain.kinds.author import Author, Role
from domain.kinds.campaign.campaign import Campaign
from domain.kinds.campaign.carrying_out import (
    CampaignClosed,
    CampaignReopened,
    ClosedPrivate,
    OpinionTold,
    Pleaded,
    SelfChecked,
    SelfCheckUrged,
)
from domain.kinds.campaign.course import CampaignStage, UnitPlea
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.campaign.preparing import (
    CampaignApproved,
    CampaignFieldBegun,
    CampaignReceiptsNoted,
    CampaignReceived,
    CampaignStageDone,
    CampaignWithdrawn,
)
from domain.kinds.piece import Body, Private, ReasonPrivate, TextPrivate
from tests.builders.campaigns import FULL, TEAM, a_plan
from tests.builders.trail import Pen, an_author


def in_office(account: str, role: Role, district: str = "wanshan") -> Author:
    """Somebody who writes on the server."""
    return replace(an_author(account, role, district), is_in_office=True)


OFFICE = in_office("li.zhuren", Role.SUPERVISOR)
CLERK = in_office("zhao.tong", Role.CLERK)
ELSEWHERE = in_office("zhang.ke", Role.SUPERVISOR, "other")
CHEN, WANG, SUN, OTHER = (
    an_author(each) for each in ("chen.jing", "wang.fang", "sun.li", "liu.na")
)
DAY = "2026-05-14"
PLAN = a_plan(stages=FULL, teams=(TEAM,), units=())
PEOPLE = TEAM.people
NEWEST = "0" * 64
"""Stands for the edition that the campaign has when it is received."""

Said = tuple[Author, Body, Private]


def by_office(body: Body, private: Private | None = None) -> Said:
    """What a supervisor says."""
    return OFFICE, body, private or body.private()


APPROVED = by_office(CampaignApproved(approved_on=DAY), TextPrivate(text="同意"))
BEGUN = by_office(CampaignFieldBegun(begun_on=DAY))
EARLY = by_office(CampaignFieldBegun(begun_on=DAY, is_early=True), ReasonPrivate(reason="急"))
RECEIPTS = by_office(CampaignReceiptsNoted(received_on=DAY, accounts=PEOPLE))
CHECKED = by_office(SelfChecked(unit="school-1", reported_on=DAY, has_problems=True))
URGED = by_office(SelfCheckUrged(units=("school-1",), urged_on=DAY), TextPrivate(text="请快报"))
TOLD = by_office(OpinionTold(units=("school-1",), told_on=DAY, plead_by="2026-05-21"))
PLEA = by_office(Pleaded(unit="school-1", pleaded_on=DAY, outcome=UnitPlea.WAIVED))
CLOSED = by_office(
    CampaignClosed(closed_on=DAY, covered=0, uncovered=("school-1",)),
    ClosedPrivate(reasons=("停课",)),
)
REOPENED = by_office(CampaignReopened(), ReasonPrivate(reason="还有一所"))
WITHDRAWN = by_office(CampaignWithdrawn(), ReasonPrivate(reason="不办了"))


def stage(each: CampaignStage, *, is_skipped: bool = False) -> Said:
    """That a stage is done."""
    return by_office(CampaignStageDone(stage=each, done_on=DAY, is_skipped=is_skipped))


def received(author: Author) -> Said:
    """That somebody has received the plan as it stands."""
    return author, CampaignReceived(edition=NEWEST), Private()


PREPARED = (
    APPROVED,
    *(stage(each) for each in (CampaignStage.MEETING, CampaignStage.NOTICE)),
    stage(CampaignStage.BRIEFING),
    RECEIPTS,
)
RUNNING = (*PREPARED, BEGUN)
REPORTING = (*RUNNING, stage(CampaignStage.FIELD))


def told(
    said: Sequence[Said],
    plan: CampaignSet = PLAN,
    first: Author = OFFICE,
    shuffled: int | None = None,
) -> Campaign | None:
    """The campaign that these acts make, one after the other."""
    pens = {each.chain: Pen(each) for each in (first, *(author for author, *_ in said))}
    opening = pens[first.chain].write(plan)
    saw, edition = opening.id, NEWEST
    for author, body, private in said:
        named = body
        if isinstance(body, CampaignReceived):
            named = body.model_copy(update={"edition": edition})
        saw = pens[author.chain].write(named, private, opening.id, saw).id
        if isinstance(body, CampaignApproved | CampaignSet):
            edition = saw
    readings = [kinds.read(line) for pen in pens.values() for line in pen.lines]
    if shuffled is not None:
        random.Random(shuffled).shuffle(readings)
    known = {chain: pen.author for chain, pen in pens.items()}
    return fold_campaign(opening.id, readings, known)


def made(*said: Said) -> Campaign:
    """The campaign that these acts make."""
    found = told(said)
    assert found is not None
    return found


def reasons(*said: Said) -> list[str]:
    """Why what was said does not count."""
    return [each.reason for each in made(*said).ignored]


ACTS = st.sampled_from(
    [
        *(APPROVED, BEGUN, EARLY, RECEIPTS, CHECKED, URGED, TOLD, PLEA),
        *(CLOSED, REOPENED, WITHDRAWN),
        *map(stage, FULL),
        *map(received, (CHEN, WANG, SUN, OTHER)),
        by_office(PLAN.model_copy(update={"title": "改名"}), ReasonPrivate(reason="改名")),
        (ELSEWHERE, CampaignApproved(approved_on=DAY), TextPrivate()),
        (CLERK, CampaignApproved(approved_on=DAY), TextPrivate()),
    ]
)
