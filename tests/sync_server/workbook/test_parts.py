"""What is written moves exactly the parts of workbooks that its kind is told in."""

import json
from typing import Any

import pytest

from domain.indicators.figure import Stage, Standard
from domain.kinds import KINDS
from domain.kinds.author import Role
from domain.kinds.book_part import BookPart
from domain.kinds.kind import PAPER, VISIT
from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.kinds.office.entry_pass import EntryPassSet
from domain.kinds.office.meeting import MeetingRecorded, MeetingType
from domain.kinds.office.month_lock import MonthLocked, MonthSheet, MonthUnlocked
from domain.kinds.office.news import NewsRecorded, ReportingUnitSet, UnitLevel
from domain.kinds.office.opinion import OpinionGiven
from domain.kinds.office.organ import MemberSet, OrganKind, OrganSet, Seat
from domain.kinds.office.policy import PolicySection, PolicySet
from domain.kinds.office.series import SeriesSet
from domain.kinds.office.template import DocumentKind, TemplateSet
from domain.kinds.office.token import TokenGiven, TokenRevoked, TokenScope
from domain.kinds.office.training import TrainingMode, TrainingRecorded, TrainingSigned
from domain.kinds.piece import Body
from domain.kinds.register.account import (
    CodeIssued,
    CodeRevoked,
    PasswordSet,
    SecondFactorSet,
    ShutOutSet,
)
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.avoidance import AvoidanceSet
from domain.kinds.register.balance_rule import BalanceRuleSet
from domain.kinds.register.burden import PlannedInspectionSet, VisitCeilingSet
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.checklist_use import ChecklistUseSet
from domain.kinds.register.closing_rule import ClosingRule, ClosingRuleSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.door import (
    DoorAccountClosed,
    DoorAccountSet,
    DoorLinkMade,
    DoorLinkRevoked,
)
from domain.kinds.register.grant import GrantSet
from domain.kinds.register.hazard_duty import HazardDutySet
from domain.kinds.register.indicator import IndicatorSet
from domain.kinds.register.person import PersonSet
from domain.kinds.register.portrait import PortraitSet
from domain.kinds.register.robot import RobotSet, RobotSort
from domain.kinds.register.service_notice import ServiceNoticeSet
from domain.kinds.register.signing import DelegateSet, SigningSet
from domain.kinds.register.theme import ThemeSet
from domain.kinds.register.zone import ZoneSet
from domain.register.checklist import Theme
from tests.builders.campaigns import a_plan, approved
from tests.builders.handset import a_school, enrolled, write
from tests.builders.pulled import moved, tags
from tests.builders.register import a_checklist
from tests.domain.test_fold_total import SAMPLES

SET: list[Body] = [
    ActivityRecorded(
        activity_id="a1", held_on="2026-05-21", title="宣讲", activity_type=ActivityType.OTHER
    ),
    TrainingRecorded(
        training_id="t1",
        held_on="2026-05-20",
        title="培训",
        mode=TrainingMode.CENTRAL,
        others=31,
    ),
    TrainingSigned(training_id="t1"),
    OrganSet(organ="o1", name="委员会", organ_kind=OrganKind.COMMITTEE),
    MemberSet(
        member_id="m1", organ="o1", seat=Seat.CHAIR, account="chen.jing", from_on="2026-01-01"
    ),
    MeetingRecorded(
        meeting_id="mt1", held_on="2026-05-20", title="例会", meeting_type=MeetingType.REGULAR
    ),
    PolicySet(
        policy_id="p1", title="守则", sections=(PolicySection(heading="一", text="持证进校。"),)
    ),
    VisitCeilingSet(ceiling_id="c1", from_on="2026-01-01", a_year=12),
    PlannedInspectionSet(plan_id="p1", year=2026, title="开学检查", department="督导室"),
    ReportingUnitSet(unit_id="u1", name="东片区", level=UnitLevel.AREA),
    NewsRecorded(news_id="n1", unit_id="u1", title="督学进校园", sent_on="2026-05-20"),
    EntryPassSet(
        pass_id="e1",
        school_id="school-1",
        account="chen.jing",
        valid_on="2026-05-20",
        basis="随访督导",
    ),
    OpinionGiven(
        visit="a" * 64,
        school_id="school-1",
        given_on="2026-05-20",
        was_announced=False,
        disturbed=False,
        was_useful=True,
    ),
    SeriesSet(series="rectification-2026", last=3),
    SigningSet(district="wanshan", approvers=("li.zhuren",)),
    DelegateSet(
        delegate_id="d1",
        approver="li.zhuren",
        deputy="wang.fang",
        from_on="2026-05-01",
        to_on="2026-05-07",
    ),
    TemplateSet(document=DocumentKind.TIP),
    PortraitSet(account="chen.jing"),
    AssignmentSet(school_id="school-3", account="chen.jing", from_on="2027-01-01"),
    AvoidanceSet(account="chen.jing", school_id="school-3"),
    CalendarSet(
        calendar_id="n1",
        name="国庆节",
        sort=CalendarSort.PUBLIC_HOLIDAY,
        from_on="2026-10-01",
        to_on="2026-10-03",
    ),
    BalanceRuleSet(
        rule_id="b1",
        standard=Standard.HIGH,
        stage=Stage.PRIMARY,
        from_year=2026,
        limit=0.45,
        source="省里的办法",
    ),
    ServiceNoticeSet(district="wanshan", operator="某区教育局"),
    ClosingRuleSet(district="wanshan", rule=ClosingRule(tip_after_days=2)),
    HazardDutySet(duty_id="h1", account="li.zhuren", from_on="2026-05-11", to_on="2026-05-17"),
    IndicatorSet(school_id="school-1", year=2026, primary_pupils=45, books=279),
    RobotSet(
        district="wanshan",
        sort=RobotSort.DINGTALK,
        is_on=True,
        digest_hour=8,
        on_since="2026-05-14T00:00:00.000Z",
        held="r1",
    ),
    GrantSet(account="li.zhuren.other", role=Role.AUDITOR, from_on="2026-05-01"),
    TokenGiven(
        token="k1",
        name="市督导平台",
        scopes=(TokenScope.VISITS,),
        valid_until="2027-05-01",
        secret_hash="d" * 64,
    ),
    TokenRevoked(
        token="k1",
        name="市督导平台",
        scopes=(TokenScope.VISITS,),
        valid_until="2027-05-01",
        secret_hash="d" * 64,
    ),
    ChecklistSet(checklist=a_checklist()),
    ChecklistUseSet(checklist_id="c1", closed_on="2026-06-01"),
    CodeIssued(account="chen.jing"),
    CodeRevoked(account="chen.jing"),
    PasswordSet(account="chen.jing"),
    SecondFactorSet(account="chen.jing", is_on=True),
    ShutOutSet(account="chen.jing", is_shut_out=True),
    DoorAccountClosed(school_id="school-1", account="school-1"),
    DoorAccountSet(school_id="school-1", account="school-1"),
    DoorLinkMade(school_id="school-1", link="l1", until_on="2026-06-30"),
    DoorLinkRevoked(school_id="school-1", link="l1"),
    DistrictSet(district="wanshan", name="万山区", keep_originals_days=30),
    PersonSet(account="wang.fang", role=Role.INSPECTOR),
    a_school("school-9"),
    ThemeSet(theme=Theme(theme_id="may", month=5, title="五月", checklist_id="c1")),
    ZoneSet(zone="z9", name="九片区"),
    MonthLocked(
        month="2026-04", version=1, tree_size=1, checkpoint="c", fold=1, title="表", totals={}
    ),
    MonthSheet(month="2026-04", version=1, grouping="zone", part=1, columns=()),
    MonthUnlocked(month="2026-04", version=1),
]
ALWAYS = {"school_id": "school-1", "version": "a" * 64}
ON_A_VISIT = sorted(name for name, kind in KINDS.items() if kind.subject == VISIT)


@pytest.fixture
async def chen(server, client):
    """Chen's phone."""
    return await enrolled(server, client)


@pytest.mark.parametrize("body", SET, ids=lambda body: body.kind)
async def test_what_the_office_sets(server, client, chen, body):
    before = await tags(client, chen)
    write(server, "wanshan", (body, None))
    assert moved(before, await tags(client, chen)) == KINDS[body.kind].told


def test_every_kind_that_sets_a_thing_is_in_the_table():
    things = {name for name, kind in KINDS.items() if kind.is_thing}
    assert things == {body.kind for body in SET}


def read(kind: str, sample: dict[str, Any]) -> Body:
    """A body of this kind."""
    return KINDS[kind].body.model_validate_json(json.dumps({**ALWAYS, **sample}))


async def test_what_is_said_of_a_visit(client, chen):
    """One visit for each kind, with nothing else on it."""
    for kind in ON_A_VISIT:
        for sample in SAMPLES.get(kind, [{}]):
            visit = chen.pen.open_visit("school-1")
            await chen.push(client)
            before = await tags(client, chen)
            body = read(kind, sample)
            chen.pen.write(body, subject=visit)
            await chen.push(client)
            assert moved(before, await tags(client, chen)) == KINDS[kind].told_in(body), kind


async def test_whatever_is_said_of_a_visit_with_findings_and_a_campaign(server, client, chen):
    """One entry may decide whether another counts."""
    approved(server.database, server.committer, a_plan())
    for kind in ON_A_VISIT:
        visit = chen.pen.open_visit("school-1", campaign_id="k1")
        chen.pen.write(read("finding.raised", SAMPLES["finding.raised"][0]), subject=visit)
        await chen.push(client)
        before = await tags(client, chen)
        chen.pen.write(read(kind, SAMPLES.get(kind, [{}])[0]), subject=visit)
        await chen.push(client)
        shared = {BookPart.MINE, BookPart.DUTY, BookPart.FINDINGS, BookPart.CAMPAIGNS}
        assert moved(before, await tags(client, chen)) == shared, kind


def test_papers_are_told_among_findings_from_their_signing():
    told = {name for name, kind in KINDS.items() if kind.subject == PAPER and kind.told}
    assert told == {"paper.drafted", "paper.issued", "paper.voided"}
    assert {KINDS[name].told for name in told} == {frozenset({BookPart.FINDINGS})}
