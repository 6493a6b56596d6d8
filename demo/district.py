"""Setting up the demo district: register, accounts, and the inspectors' phones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demo.agenda import responsible
from demo.dice import dice
from demo.office.appointed import certificate_of, stages_of
from demo.office.library import read_by
from demo.phone import DemoPhone
from demo.plan import YearShape
from demo.region import (
    ADCODE,
    AUDITOR,
    CLERK,
    DISTRICT,
    DISTRICT_NAME,
    SUPERVISOR,
    ZONES,
    DemoSchool,
    Inspector,
    Zone,
    inspectors,
    schools,
)
from demo.tasks import papers
from domain.kinds.author import Role
from domain.kinds.piece import Body, Private
from domain.kinds.register.account import CodeIssued
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet, Post
from domain.kinds.register.school import SchoolSet
from domain.kinds.register.zone import ZoneSet
from domain.register.order import GAP
from domain.trail.chain import Subject
from domain.wire.messages import EnrolRequest
from sync_server.data.accounts import DeviceFacts
from sync_server.ledger.acceptance import Carrier
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.readings.pinyin import full_pinyin, initials, sort_as, sort_person_as
from sync_server.register.districts import Districts
from sync_server.server import Server

_DEVICES = ("华为畅享 70", "荣耀 X50", "红米 Note 13", "vivo Y100", "OPPO A2")


PHONE = "0999-0000000"


@dataclass(frozen=True, slots=True)
class EnrolledPhone:
    """A phone that is in, and how the server knows it by its token."""

    phone: DemoPhone
    device: DeviceFacts
    carrier: Carrier


def set_up_district(server: Server, since: str, shape: YearShape) -> None:
    """Write the district's register: zones, schools, people and assignments from a day on."""
    districts = Districts(server.database, server.committer)
    begun = DistrictSet(district=DISTRICT, name=DISTRICT_NAME, adcode=ADCODE, phone=PHONE)
    districts.begin(begun)
    contents = [newly(a_zone(place, zone)) for place, zone in enumerate(ZONES, start=1)]
    contents += [newly(a_school(place, school)) for place, school in enumerate(schools(), start=1)]
    office = ((SUPERVISOR, Role.SUPERVISOR), (CLERK, Role.CLERK), (AUDITOR, Role.AUDITOR))
    contents += [a_person(*who, role) for who, role in office]
    contents += [
        _inspector(number, each, shape) for number, each in enumerate(inspectors(), start=1)
    ]
    contents += [
        newly(AssignmentSet(school_id=school.school_id, account=each.account, from_on=since))
        for each in inspectors()
        for school in responsible(each, shape)
    ]
    contents += [newly(paper) for paper in papers(date.fromisoformat(since))]
    districts.write(DISTRICT, contents)


def enrol_phones(server: Server, now: datetime) -> dict[str, EnrolledPhone]:
    """Take in one phone for each inspector, by its one-time code, as an office does."""
    accounts = [each.account for each in inspectors()]
    told = Districts(server.database, server.committer)
    told.note(*(CodeIssued(account=each) for each in accounts))
    codes = server.accounts.issue_codes(accounts)
    return {
        each.account: enrol_phone(server, each, codes[each.account], now) for each in inspectors()
    }


def enrol_phone(
    server: Server, inspector: Inspector, code: str, now: datetime, district: str = DISTRICT
) -> EnrolledPhone:
    """Take in an inspector's phone by their one-time code."""
    chance = dice("phone", inspector.account)
    skew = timedelta(milliseconds=chance.randint(-2_500, 2_500))
    booted_at = now - timedelta(hours=chance.randint(5, 90))
    phone = DemoPhone(inspector, booted_at, district=district, skew=skew)
    answer = server.enrolment.enrol(
        EnrolRequest(
            account=inspector.account,
            code=code,
            installation=phone.installation,
            device_name=chance.choice(_DEVICES),
            chain=phone.chain,
            public_key=phone.public_hex,
        )
    )
    device = server.accounts.token_device(answer.token)
    phone.open_chain(now)
    read = read_by(server, inspector.account)
    if read is not None:
        phone.write(read, None, Subject(), now)
    carrier = Carrier(phone.chain, inspector.account, device.token_hash)
    for delivery in phone.deliveries(now):
        phone.answered(delivery, server.committer.push(delivery, carrier), now)
    return EnrolledPhone(phone, device, carrier)


def a_zone(place: int, zone: Zone) -> ZoneSet:
    """A zone as the register has it, at its place in the office's order."""
    return ZoneSet(zone=zone.zone, name=zone.name, order_no=place * GAP, sort_as=sort_as(zone.name))


def a_school(place: int, school: DemoSchool) -> SchoolSet:
    """A school as the register has it, at its place in the office's order."""
    names = (school.name, *school.aliases, school.town)
    return SchoolSet(
        school_id=school.school_id,
        name=school.name,
        aliases=school.aliases,
        code=school.code,
        school_kind=school.kind,
        ownership=school.ownership,
        zone=school.zone,
        town=school.town,
        position=school.position if school.is_placed else None,
        radius_m=school.radius_m,
        order_no=place * GAP,
        sort_as=sort_as(school.name),
        initials=initials(names),
        pinyin=full_pinyin(names),
    )


def a_person(account: str, name: str, role: Role, zone: str | None = None) -> OfficeEntry:
    """Somebody who was not in the register before."""
    post = Post.FULL_TIME if role is Role.INSPECTOR else None
    body = PersonSet(account=account, role=role, zone=zone, post=post)
    return newly(body, PersonPrivate(name=name, sort_as=sort_person_as(name)))


def _inspector(number: int, inspector: Inspector, shape: YearShape) -> OfficeEntry:
    body = PersonSet(
        account=inspector.account,
        role=Role.INSPECTOR,
        zone=inspector.zone,
        post=Post.FULL_TIME,
        stages=stages_of(responsible(inspector, shape)),
    )
    private = PersonPrivate(
        name=inspector.name,
        sort_as=sort_person_as(inspector.name),
        certificate_no=certificate_of(number),
    )
    return newly(body, private)


def newly(body: Body, private: Private | None = None) -> OfficeEntry:
    """What was not in the register before."""
    return OfficeEntry(body, private, expects=NEW)
