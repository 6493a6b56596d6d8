"""The demo's committee and office, who sits there, and the meetings of the year (2-05, 4-01)."""

from collections.abc import Iterator, Sequence
from datetime import date

from demo.region import CLERK, SUPERVISOR, inspectors
from demo.workdays import workdays
from domain.kinds.office.meeting import MeetingPrivate, MeetingRecorded, MeetingType
from domain.kinds.office.organ import MemberPrivate, MemberSet, OrganKind, OrganSet, Seat
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Office
from sync_server.server import Server

_COMMITTEE, _OFFICE = "organ-committee", "organ-office"
_SINCE = "2024-01-01"
_UNITS = (
    (Seat.CHAIR, "区政府", "高远明"),
    (Seat.DEPUTY, "区教育局", "秦知远"),
    (Seat.MEMBER, "区委编办", ""),
    (Seat.MEMBER, "区发展改革局", ""),
    (Seat.MEMBER, "区财政局", ""),
    (Seat.MEMBER, "区公安分局", ""),
    (Seat.MEMBER, "区卫生健康局", ""),
    (Seat.MEMBER, "区市场监管局", ""),
    (Seat.MEMBER, "区应急管理局", ""),
)
_DUTIES = "统筹协调、指导全区教育督导工作，审议督导计划和重要督导报告，督促成员单位履行教育职责。"
_AGENDA = "一、上月随访督导情况\n二、问题整改和销号\n三、本月主题和分工"
_MINUTES = (
    "一、各片区通报上月督导次数和发现的问题，逾期的逐条说明原因。\n"
    "二、要求责任督学在期限前回访，整改不到位的不销号。\n"
    "三、按主题计划安排本月督导，听课和查阅教案同步进行。"
)
_PLENARY = (
    "一、会议审议通过年度教育督导工作计划。\n"
    "二、各成员单位按职责分工督促整改，每季度报送一次进展。\n"
    "三、校园安全隐患由公安、应急、市场监管联合督办。"
)


def convene(server: Server, months: Sequence[str]) -> None:
    """Enter the bodies in the supervisor's name, and these months' meetings in the clerk's."""
    office = Office(server.database, server.committer)
    office.set_register(SUPERVISOR[0], list(_bodies()))
    office.set_register(CLERK[0], list(_meetings(months)))


def _bodies() -> Iterator[OfficeEntry]:
    committee = OrganSet(
        organ=_COMMITTEE,
        name="栖云区人民政府教育督导委员会",
        organ_kind=OrganKind.COMMITTEE,
        duties=_DUTIES,
    )
    yield OfficeEntry(committee, expects=NEW)
    yield OfficeEntry(
        OrganSet(organ=_OFFICE, name="区教育督导室", organ_kind=OrganKind.OFFICE), expects=NEW
    )
    for number, (seat, unit, name) in enumerate(_UNITS, start=1):
        member = MemberSet(
            member_id=_seat(number), organ=_COMMITTEE, seat=seat, unit=unit, from_on=_SINCE
        )
        yield OfficeEntry(member, MemberPrivate(name=name), expects=NEW)
    for account, seat in ((SUPERVISOR[0], Seat.CHAIR), (CLERK[0], Seat.MEMBER)):
        member = MemberSet(
            member_id=f"office-{seat}", organ=_OFFICE, seat=seat, account=account, from_on=_SINCE
        )
        yield OfficeEntry(member, expects=NEW)


def _seat(number: int) -> str:
    return f"committee-{number}"


def _meetings(months: Sequence[str]) -> Iterator[OfficeEntry]:
    """A plenary in the first month, and the regular meeting of each."""
    yield _plenary(workdays(months[0])[3])
    for month in months:
        day = workdays(month)[2]
        regular = MeetingRecorded(
            meeting_id=f"meeting-{month}",
            held_on=day.isoformat(),
            title=f"{day.month}月督导工作例会",
            meeting_type=MeetingType.REGULAR,
            organ=_OFFICE,
            place="区教育局三楼会议室",
            members=(f"office-{Seat.CHAIR}", f"office-{Seat.MEMBER}"),
            inspectors=tuple(each.account for each in inspectors())[day.month % 3 :],
        )
        yield OfficeEntry(regular, MeetingPrivate(agenda=_AGENDA, minutes=_MINUTES), expects=NEW)


def _plenary(day: date) -> OfficeEntry:
    there = [_seat(number) for number in range(1, len(_UNITS) + 1) if number != len(_UNITS) - 1]
    meeting = MeetingRecorded(
        meeting_id=f"plenary-{day.year}",
        held_on=day.isoformat(),
        title=f"教育督导委员会{day.year}年全体会议",
        meeting_type=MeetingType.PLENARY,
        organ=_COMMITTEE,
        place="区政府一号会议室",
        members=tuple(there),
        others=6,
    )
    agenda = "一、听取上年教育督导工作汇报\n二、审议本年工作计划\n三、明确成员单位职责"
    return OfficeEntry(meeting, MeetingPrivate(agenda=agenda, minutes=_PLENARY), expects=NEW)
