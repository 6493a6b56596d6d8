"""Setting up the demo district: register, accounts, and the inspectors' phones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demo.agenda import responsible
from demo.dice import dice
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


@dataclass(frozen=True, slots=True)
class EnrolledPhone:
    """A phone that is in, and how the server knows it by its token."""

    phone: DemoPhone
    device: DeviceFacts
    carrier: Carrier


def set_up_district(server: Server, since: str, shape: YearShape) -> None:
    """Write the district's register: zones, schools, people and assignments from a day on."""
    districts = Districts(server.database, server.committer)
    districts.begin(DistrictSet(district=DISTRICT, name=DISTRICT_NAME, adcode=ADCODE))
    contents = [_new(_zone(place, zone)) for place, zone in enumerate(ZONES, start=1)]
    contents += [_new(_school(place, school)) for place, school in enumerate(schools(), start=1)]
    office = ((SUPERVISOR, Role.SUPERVISOR), (CLERK, Role.CLERK), (AUDITOR, Role.AUDITOR))
    contents += [_person(*who, role) for who, role in office]
    contents += [
        _person(each.account, each.name, Role.INSPECTOR, each.zone) for each in inspectors()
    ]
    contents += [
        _new(AssignmentSet(school_id=school.school_id, account=each.account, from_on=since))
        for each in inspectors()
        for school in responsible(each, shape)
    ]
    contents += [_new(paper) for paper in papers(date.fromisoformat(since))]
    districts.write(DISTRICT, contents)


def enrol_phones(server: Server, now: datetime) -> dict[str, EnrolledPhone]:
    """Take in one phone for each inspector, by its one-time code, as an office does."""
    accounts = [each.account for each in inspectors()]
    told = Districts(server.database, server.committer)
    told.note(*(CodeIssued(account=each) for each in accounts))
    codes = server.accounts.issue_codes(accounts)
    return {each.account: _enrol(server, each, codes[each.account], now) for each in inspectors()}


def _enrol(server: Server, inspector: Inspector, code: str, now: datetime) -> EnrolledPhone:
    chance = dice("phone", inspector.account)
    skew = timedelta(milliseconds=chance.randint(-2_500, 2_500))
    phone = DemoPhone(inspector, now - timedelta(hours=chance.randint(5, 90)), skew=skew)
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


def _zone(place: int, zone: Zone) -> ZoneSet:
    return ZoneSet(zone=zone.zone, name=zone.name, order_no=place * GAP, sort_as=sort_as(zone.name))


def _school(place: int, school: DemoSchool) -> SchoolSet:
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


def _person(account: str, name: str, role: Role, zone: str | None = None) -> OfficeEntry:
    post = Post.FULL_TIME if role is Role.INSPECTOR else None
    body = PersonSet(account=account, role=role, zone=zone, post=post)
    return _new(body, PersonPrivate(name=name, sort_as=sort_person_as(name)))


def _new(body: Body, private: Private | None = None) -> OfficeEntry:
    return OfficeEntry(body, private, expects=NEW)
