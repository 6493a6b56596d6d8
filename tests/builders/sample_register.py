"""Something of everything that an office sets, for tests of every table and kind."""

import json

from domain.indicators.figure import Stage, Standard
from domain.kinds.author import Role
from domain.kinds.campaign.plan import CampaignSet, CampaignTeam
from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.kinds.office.meeting import MeetingRecorded, MeetingType
from domain.kinds.office.news import NewsRecorded, ReportingUnitSet, UnitLevel
from domain.kinds.office.organ import MemberSet, OrganKind, OrganSet, Seat
from domain.kinds.office.policy import PolicySection, PolicySet
from domain.kinds.office.template import DocumentKind, TemplateSet
from domain.kinds.office.token import TokenGiven, TokenScope
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.kinds.piece import Body
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.avoidance import AvoidanceSet
from domain.kinds.register.balance_rule import BalanceRuleSet
from domain.kinds.register.burden import PlannedInspectionSet, VisitCeilingSet
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.checklist_use import ChecklistUseSet
from domain.kinds.register.closing_rule import ClosingRule, ClosingRuleSet
from domain.kinds.register.grant import GrantSet
from domain.kinds.register.hazard_duty import HazardDutySet
from domain.kinds.register.indicator import IndicatorSet
from domain.kinds.register.portrait import PortraitSet
from domain.kinds.register.robot import RobotSet, RobotSort
from domain.kinds.register.school import SchoolKind, SchoolSet
from domain.kinds.register.service_notice import ServiceNoticeSet
from domain.kinds.register.signing import DelegateSet, SigningSet
from domain.kinds.register.theme import ThemeSet
from domain.register.checklist import Checklist, Theme
from sync_server.ledger.committer import Committer
from tests.builders.server import DISTRICT


def write_register(committer: Committer) -> None:
    """A thing of each noun."""
    item = {"item_id": "i1", "text": "校门有保安", "kind": "yes_no"}
    section = {"title": "安全", "items": [item]}
    checklist = {"checklist_id": "c1", "version": 1, "title": "开学检查", "sections": [section]}
    theme = {"theme_id": "t9", "month": 9, "title": "开学工作", "checklist_id": "c1"}
    school = SchoolSet(
        school_id="school-3", name="实验小学", school_kind=SchoolKind.PRIMARY, zone="east"
    )
    contents = [
        AssignmentSet(school_id="school-1", account="chen.jing", from_on="2026-01-01"),
        AvoidanceSet(account="chen.jing", school_id="school-2"),
        ThemeSet(theme=Theme.model_validate_json(json.dumps(theme))),
        ChecklistSet(checklist=Checklist.model_validate_json(json.dumps(checklist))),
        school,
        CampaignSet(
            campaign_id="k1",
            title="开学专项",
            from_on="2026-05-01",
            to_on="2026-05-31",
            teams=(CampaignTeam(team="t1", name="一组", leader="chen.jing", units=("school-1",)),),
        ),
        PolicySet(
            policy_id="p1",
            title="督学工作守则",
            sections=(PolicySection(heading="一", text="持证进校。"),),
        ),
        *_further(),
        *_about_papers(),
        *_watch(),
        *_counted(),
    ]
    committer.write("zhou.min", contents, DISTRICT)


def _counted() -> list[Body]:
    """A training, an activity, and a meeting of a body that somebody sits on."""
    return [
        TrainingRecorded(
            training_id="tr1",
            held_on="2026-05-20",
            title="培训",
            mode=TrainingMode.CENTRAL,
            hours=6,
            inspectors=("chen.jing",),
            others=31,
        ),
        ActivityRecorded(
            activity_id="a1",
            held_on="2026-05-21",
            title="宣讲",
            activity_type=ActivityType.OTHER,
            schools=("school-1",),
        ),
        OrganSet(organ="o1", name="教育督导委员会", organ_kind=OrganKind.COMMITTEE),
        MemberSet(
            member_id="m1", organ="o1", seat=Seat.MEMBER, unit="公安局", from_on="2026-01-01"
        ),
        MeetingRecorded(
            meeting_id="mt1",
            held_on="2026-05-22",
            title="全会",
            meeting_type=MeetingType.PLENARY,
            organ="o1",
            members=("m1",),
        ),
    ]


def _watch() -> list[Body]:
    """The rule of closing, a turn of duty, what a school has, and a robot."""
    return [
        ClosingRuleSet(district=DISTRICT, rule=ClosingRule(tip_after_days=2)),
        BalanceRuleSet(
            rule_id="b1",
            standard=Standard.HIGH,
            stage=Stage.PRIMARY,
            from_year=2026,
            limit=0.45,
            source="省里的办法",
        ),
        ChecklistUseSet(checklist_id="c9", closed_on="2026-06-01"),
        HazardDutySet(duty_id="h1", account="zhou.min", from_on="2026-05-11", to_on="2026-05-17"),
        IndicatorSet(school_id="school-1", year=2026, primary_pupils=45, books=279),
        RobotSet(
            district=DISTRICT,
            sort=RobotSort.WECOM,
            is_on=True,
            digest_hour=8,
            on_since="2026-05-14T00:00:00.000Z",
            held="r1",
        ),
    ]


def _further() -> list[Body]:
    """A line of the calendar, a unit with its news, and a role for another district's account."""
    sort = CalendarSort.PUBLIC_HOLIDAY
    first, last = "2026-10-01", "2026-10-03"
    return [
        CalendarSet(calendar_id="n1", name="国庆节", sort=sort, from_on=first, to_on=last),
        GrantSet(account="li.zhuren.other", role=Role.AUDITOR, from_on="2026-05-01"),
        TokenGiven(
            token="k1",
            name="市督导平台",
            scopes=(TokenScope.VISITS,),
            valid_until="2027-05-01",
            secret_hash="d" * 64,
        ),
        VisitCeilingSet(ceiling_id="c1", from_on="2026-01-01", a_year=12),
        PlannedInspectionSet(plan_id="p1", year=2026, title="开学检查", department="督导室"),
        ReportingUnitSet(unit_id="u1", name="东片区", level=UnitLevel.AREA),
        NewsRecorded(news_id="n1", unit_id="u1", title="督学进校园", sent_on="2026-05-20"),
    ]


def _about_papers() -> list[Body]:
    """How papers look, who signs them, and who did while somebody was away."""
    return [
        TemplateSet(document=DocumentKind.RECTIFICATION),
        PortraitSet(account="chen.jing"),
        SigningSet(district=DISTRICT, drafter_may_sign=True),
        ServiceNoticeSet(district=DISTRICT, operator="某区教育局"),
        DelegateSet(
            delegate_id="d1",
            approver="zhou.min",
            deputy="sun.li",
            from_on="2026-05-01",
            to_on="2026-05-07",
        ),
    ]
