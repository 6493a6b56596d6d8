"""The rows of the register's tables: each kind says here what stands once it is set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.clock import local_date, parse_instant
from domain.kinds.office.activity import ActivityRecorded
from domain.kinds.office.entry_pass import EntryPassSet
from domain.kinds.office.meeting import MeetingPrivate, MeetingRecorded
from domain.kinds.office.opinion import OpinionGiven, OpinionPrivate
from domain.kinds.office.organ import MemberPrivate, MemberSet, OrganSet
from domain.kinds.office.policy import PolicySet
from domain.kinds.office.series import SeriesSet
from domain.kinds.office.template import TemplateSet
from domain.kinds.office.token import Token, TokenGiven, TokenRevoked
from domain.kinds.office.training import TrainingRecorded
from domain.kinds.piece import Body, Private
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.avoidance import AvoidanceSet
from domain.kinds.register.balance_rule import BalanceRuleSet
from domain.kinds.register.calendar import CalendarSet
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.checklist_use import ChecklistUseSet
from domain.kinds.register.closing_rule import ClosingRuleSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.grant import GrantPrivate, GrantSet
from domain.kinds.register.hazard_duty import HazardDutySet
from domain.kinds.register.indicator import IndicatorSet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.portrait import PortraitSet
from domain.kinds.register.robot import RobotSet
from domain.kinds.register.school import SchoolSet
from domain.kinds.register.service_notice import ServiceNoticeSet
from domain.kinds.register.signing import DelegateSet, SigningSet
from domain.kinds.register.theme import ThemeSet
from domain.kinds.register.zone import ZoneSet
from sync_server.data.tables import (
    ActivityPersonRow,
    ActivityUnitRow,
    AssignmentRow,
    AvoidanceRow,
    BalanceRuleRow,
    CalendarRow,
    ChecklistRow,
    ChecklistUseRow,
    ClosingRuleRow,
    DelegateRow,
    DistrictRow,
    EntryPassRow,
    GrantRow,
    HazardDutyRow,
    IndicatorRow,
    NumberSeriesRow,
    OpinionRow,
    PersonRow,
    PortraitRow,
    ProjectedRow,
    RobotRow,
    SchoolRow,
    SchoolWasRow,
    ServiceNoticeRow,
    SigningRow,
    TemplateRow,
    ThemeRow,
    TokenRow,
    ZoneRow,
)
from sync_server.projection.counted.activity_rows import (
    activity_row,
    person_rows,
    training_row,
    unit_rows,
)
from sync_server.projection.counted.meeting_rows import meeting_row, member_row, organ_row
from sync_server.projection.policy_rows import policy_row
from sync_server.readings.pinyin import full_pinyin, initials, sort_as, sort_person_as


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it stands from here on; where it is not ``there``, the one under its key goes.

    ``parts`` are the rows of other tables that belong to it, each beginning with its key: they
    take the place of all that were there.
    """

    row: ProjectedRow
    is_there: bool = True
    parts: Sequence[tuple[type[ProjectedRow], Sequence[ProjectedRow]]] = ()


Set = Callable[[str, Any, Any], Kept | None]
"""What an entry sets, given its author's district, its body and private piece; None: nothing."""
S = TypeVar("S", bound=Set)

SETS: dict[str, Set] = {}


def sets(*bodies: type[Body]) -> Callable[[S], S]:
    """Let the function decorated make the rows that these kinds set."""

    def decorate(make: S) -> S:
        SETS.update({body.kind: make for body in bodies})
        return make

    return decorate


@sets(DistrictSet)
def _district(district: str, body: DistrictSet, _: Private) -> Kept | None:
    if body.district != district:
        return None
    return Kept(DistrictRow(district=district, name=body.name, rules=body.model_dump_json()))


@sets(ZoneSet)
def _zone(district: str, body: ZoneSet, _: Private) -> Kept:
    facts = {**body.model_dump(), "sort_as": body.sort_as or sort_as(body.name)}
    return Kept(ZoneRow(district=district, **facts))


@sets(SchoolSet)
def _school(district: str, body: SchoolSet, _: Private) -> Kept:
    position, names = body.position, (body.name, *body.aliases, body.town)
    row = SchoolRow(
        district=district,
        school_id=body.school_id,
        name=body.name,
        initials=body.initials or initials(names),
        pinyin=body.pinyin or full_pinyin(names),
        zone=body.zone,
        school_kind=body.school_kind.value,
        ownership=body.ownership.value,
        lat=position.lat if position else None,
        lng=position.lng if position else None,
        radius_m=body.radius_m,
        is_active=body.is_active,
        closed_on=body.closed_on,
        order_no=body.order_no,
        sort_as=body.sort_as or sort_as(body.name),
        facts=body.model_dump_json(),
    )
    return Kept(row)


def school_was_row(district: str, body: SchoolSet, instant: str) -> SchoolWasRow:
    """What the school is from the local day of this instant on."""
    return SchoolWasRow(
        district=district,
        school_id=body.school_id,
        from_on=local_date(parse_instant(instant)).isoformat(),
        name=body.name,
        zone=body.zone,
        school_kind=body.school_kind.value,
        ownership=body.ownership.value,
        is_active=body.is_active,
        closed_on=body.closed_on,
    )


@sets(PersonSet)
def _person(district: str, body: PersonSet, private: PersonPrivate) -> Kept:
    row = PersonRow(
        account=body.account,
        district=district,
        role=body.role.value,
        name=private.name,
        zone=body.zone,
        post=body.post.value if body.post else None,
        is_active=body.is_active,
        closed_on=body.closed_on,
        order_no=body.order_no,
        sort_as=private.sort_as or sort_person_as(private.name),
        certificate_no=private.certificate_no,
        phone=private.phone,
        facts=body.model_dump_json(),
    )
    return Kept(row)


@sets(AssignmentSet)
def _assignment(district: str, body: AssignmentSet, _: Private) -> Kept:
    return Kept(AssignmentRow(district=district, **body.model_dump(mode="json")))


@sets(AvoidanceSet)
def _avoidance(district: str, body: AvoidanceSet, _: Private) -> Kept:
    row = AvoidanceRow(district=district, account=body.account, school_id=body.school_id)
    return Kept(row, is_there=not body.is_withdrawn)


@sets(GrantSet)
def _grant(district: str, body: GrantSet, private: GrantPrivate) -> Kept:
    row = GrantRow(
        district=district,
        account=body.account,
        name=private.name,
        role=body.role.value,
        from_on=body.from_on,
        to_on=body.to_on,
    )
    return Kept(row)


@sets(CalendarSet)
def _calendar(district: str, body: CalendarSet, _: Private) -> Kept:
    return Kept(CalendarRow(district=district, **body.model_dump(mode="json")))


@sets(PortraitSet)
def _portrait(district: str, body: PortraitSet, _: Private) -> Kept:
    sha256 = body.file.sha256 if body.file else None
    return Kept(PortraitRow(district=district, account=body.account, sha256=sha256))


@sets(TemplateSet)
def _template(district: str, body: TemplateSet, _: Private) -> Kept:
    file = body.file
    row = TemplateRow(
        district=district,
        document=body.document.value,
        name=file.name if file else None,
        sha256=file.sha256 if file else None,
    )
    return Kept(row)


@sets(ClosingRuleSet)
def _closing_rule(district: str, body: ClosingRuleSet, _: Private) -> Kept | None:
    if body.district != district:
        return None
    return Kept(ClosingRuleRow(district=district, rule=body.rule.model_dump_json()))


@sets(HazardDutySet)
def _hazard_duty(district: str, body: HazardDutySet, _: Private) -> Kept:
    facts = body.model_dump(exclude={"is_withdrawn"})
    return Kept(HazardDutyRow(district=district, **facts), is_there=not body.is_withdrawn)


@sets(BalanceRuleSet)
def _balance_rule(district: str, body: BalanceRuleSet, _: Private) -> Kept:
    row = BalanceRuleRow(
        district=district,
        rule_id=body.rule_id,
        from_year=body.from_year,
        facts=body.model_dump_json(),
    )
    return Kept(row, is_there=not body.is_withdrawn)


@sets(ServiceNoticeSet)
def _service_notice(district: str, body: ServiceNoticeSet, _: Private) -> Kept | None:
    if body.district != district:
        return None
    return Kept(ServiceNoticeRow(district=district, facts=body.model_dump_json()))


@sets(IndicatorSet)
def _indicator(district: str, body: IndicatorSet, _: Private) -> Kept:
    row = IndicatorRow(
        district=district,
        school_id=body.school_id,
        year=body.year,
        facts=body.model_dump_json(),
    )
    return Kept(row)


@sets(RobotSet)
def _robot(district: str, body: RobotSet, _: Private) -> Kept | None:
    return Kept(RobotRow(**body.model_dump(mode="json"))) if body.district == district else None


@sets(TokenGiven, TokenRevoked)
def _read_token(district: str, body: Token, _: Private) -> Kept:
    row = TokenRow(
        district=district,
        token=body.token,
        name=body.name,
        scopes=",".join(body.scopes),
        valid_until=body.valid_until,
        secret_hash=body.secret_hash,
        is_revoked=isinstance(body, TokenRevoked),
    )
    return Kept(row)


@sets(ThemeSet)
def _theme(district: str, body: ThemeSet, _: Private) -> Kept:
    theme = body.theme
    row = ThemeRow(
        district=district,
        theme_id=theme.theme_id,
        month=theme.month,
        theme=theme.model_dump_json(),
    )
    return Kept(row)


@sets(ChecklistSet)
def _checklist(district: str, body: ChecklistSet, _: Private) -> Kept:
    checklist = body.checklist
    row = ChecklistRow(
        district=district,
        checklist_id=checklist.checklist_id,
        version=checklist.version,
        checklist=checklist.model_dump_json(),
    )
    return Kept(row)


@sets(ChecklistUseSet)
def _checklist_use(district: str, body: ChecklistUseSet, _: Private) -> Kept:
    return Kept(ChecklistUseRow(district=district, **body.model_dump()))


@sets(PolicySet)
def _policy(district: str, body: PolicySet, _: Private) -> Kept:
    return Kept(policy_row(district, body))


@sets(TrainingRecorded)
def _training(district: str, body: TrainingRecorded, _: Private) -> Kept:
    parts = ((ActivityPersonRow, person_rows(district, body)),)
    return Kept(training_row(district, body), parts=parts)


@sets(ActivityRecorded)
def _activity(district: str, body: ActivityRecorded, _: Private) -> Kept:
    parts = ((ActivityUnitRow, unit_rows(district, body)),)
    return Kept(activity_row(district, body), parts=parts)


@sets(OrganSet)
def _organ(district: str, body: OrganSet, _: Private) -> Kept:
    return Kept(organ_row(district, body))


@sets(MemberSet)
def _member(district: str, body: MemberSet, private: MemberPrivate) -> Kept:
    return Kept(member_row(district, body, private))


@sets(MeetingRecorded)
def _meeting(district: str, body: MeetingRecorded, private: MeetingPrivate) -> Kept:
    return Kept(meeting_row(district, body, private))


@sets(SeriesSet)
def _series(district: str, body: SeriesSet, _: Private) -> Kept:
    return Kept(NumberSeriesRow(district=district, series=body.series, last=body.last))


@sets(OpinionGiven)
def _opinion(district: str, body: OpinionGiven, private: OpinionPrivate) -> Kept:
    return Kept(OpinionRow(district=district, **body.model_dump(), text=private.text))


@sets(EntryPassSet)
def _entry_pass(district: str, body: EntryPassSet, _: Private) -> Kept:
    facts = body.model_dump_json()
    row = EntryPassRow(district=district, pass_id=body.pass_id, valid_on=body.valid_on, facts=facts)
    return Kept(row)


@sets(SigningSet)
def _signing(district: str, body: SigningSet, _: Private) -> Kept | None:
    if body.district != district:
        return None
    return Kept(SigningRow(district=district, facts=body.model_dump_json()))


@sets(DelegateSet)
def _delegate(district: str, body: DelegateSet, _: Private) -> Kept:
    return Kept(DelegateRow(district=district, **body.model_dump()))
