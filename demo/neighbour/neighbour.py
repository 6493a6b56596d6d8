"""Setting the small district up, and the few visits that were made in it."""

from datetime import date, datetime, timedelta

from demo.dice import dice
from demo.district import (
    EnrolledPhone,
    a_person,
    a_school,
    a_zone,
    enrol_phone,
    newly,
)
from demo.neighbour.region import (
    DISTRICT,
    DISTRICT_NAME,
    INSPECTOR,
    SUPERVISOR,
    ZONE,
    schools,
)
from demo.phone import DemoPhone
from demo.places import fix_at
from demo.plan import at
from demo.region import AUDITOR, DemoSchool
from demo.workdays import workdays_back
from domain.clock import local_date
from domain.ids import uuid7
from domain.kinds.author import Role
from domain.kinds.folding import version_after
from domain.kinds.piece import Body, Private, TextPrivate
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.grant import GrantPrivate, GrantSet
from domain.kinds.visit.course import VisitOpened, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised, Severity
from domain.kinds.visit.place import VisitCheckedIn, VisitCheckedOut
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.chain import Subject
from sync_server.office.commands import Office
from sync_server.register.districts import Districts
from sync_server.server import Server

_NOTES = (
    "看了课间和午餐秩序，值班老师在岗，作业公示按周更换。",
    "查了实验室药品台账和门卫登记，账物相符。",
    "看了晨检和接送，晨检记录齐全。",
)
_FOUND = FindingPrivate(
    text="东侧楼梯间应急灯两盏不亮。", place="教学楼东侧楼梯", suggestion="更换并每周试灯。"
)
_HERE = timedelta(minutes=75)


def set_up_neighbour(server: Server, since: str) -> None:
    """Write the district's register, and what it lets the demo's auditor see."""
    districts = Districts(server.database, server.committer)
    districts.begin(DistrictSet(district=DISTRICT, name=DISTRICT_NAME, adcode=DISTRICT))
    contents = [newly(a_zone(1, ZONE))]
    contents += [newly(a_school(place, each)) for place, each in enumerate(schools(), start=1)]
    contents += [
        a_person(*SUPERVISOR, Role.SUPERVISOR),
        a_person(INSPECTOR.account, INSPECTOR.name, Role.INSPECTOR, INSPECTOR.zone),
    ]
    contents += [
        newly(AssignmentSet(school_id=each.school_id, account=INSPECTOR.account, from_on=since))
        for each in schools()
    ]
    seat = GrantSet(account=AUDITOR[0], role=Role.AUDITOR, from_on=since)
    contents.append(newly(seat, GrantPrivate(name=AUDITOR[1])))
    districts.write(DISTRICT, contents)


def enrol_inspector(server: Server, now: datetime) -> EnrolledPhone:
    """Take in the phone of its only inspector."""
    code = server.accounts.issue_code(INSPECTOR.account)
    return enrol_phone(server, INSPECTOR, code, now, DISTRICT)


def visit_schools(server: Server, phone: EnrolledPhone, now: datetime) -> None:
    """One visit to each school on the last working days, brought now; the last is approved."""
    days = workdays_back(local_date(now), len(schools()))
    made = [
        _visit(phone.phone, school, day, note)
        for school, day, note in zip(schools(), reversed(days), _NOTES, strict=True)
    ]
    for delivery in phone.phone.deliveries(now):
        answer = server.committer.push(delivery, phone.carrier)
        phone.phone.answered(delivery, answer, now)
    Office(server.database, server.committer).approve_visit(SUPERVISOR[0], *made[-1])


def _visit(phone: DemoPhone, school: DemoSchool, day: date, note: str) -> tuple[str, str]:
    """A visit written down; its id and version. At the first school a hazard is found."""
    came_at = at(day, 9 * 60 + 10)
    opened = VisitOpened(school_id=school.school_id, visit_type=VisitType.ROUTINE)
    visit = phone.write(opened, None, Subject(), came_at - timedelta(minutes=2)).id
    version = version_after("", visit)
    fix = fix_at(school, dice("neighbour", school.name), None)
    place = {**fix.quality, "circle": fix.circle, "presence": fix.presence}
    told: list[tuple[Body, Private]] = [
        (VisitCheckedIn.model_validate(place), fix.private),
        (VisitNoted(section=NoteSection.RECORD), TextPrivate(text=note)),
    ]
    if school == schools()[0]:
        due_on = (day + timedelta(days=3)).isoformat()
        told.append((_hazard(due_on), _FOUND))
    told.append((VisitCheckedOut.model_validate(place), fix.private))
    head = visit
    for number, (body, private) in enumerate(told):
        when = came_at + _HERE * number / len(told)
        head = phone.write(body, private, Subject(visit), when).id
        version = version_after(version, head)
    handed_in = VisitSubmitted(head=head, has_no_problem=school != schools()[0])
    last = phone.write(handed_in, None, Subject(visit), came_at + _HERE)
    return visit, version_after(version, last.id)


def _hazard(due_on: str) -> FindingRaised:
    return FindingRaised(
        finding_id=uuid7(),
        category=Category.SAFETY,
        severity=Severity.SERIOUS,
        is_hazard=True,
        due_on=due_on,
    )
