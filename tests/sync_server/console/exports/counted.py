"""What the lists of the office's own work must hold as files, and something for each to hold."""

from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.kinds.office.meeting import MeetingRecorded, MeetingType
from domain.kinds.office.organ import MemberPrivate, MemberSet, OrganKind, OrganSet, Seat
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.kinds.piece import Body, Private
from tests.sync_server.console.exports.expectation import Expected

COUNTED = {
    "/trainings": Expected(
        ("名称", "日期", "责任区", "督学", "人次", "督学学时"),
        "SELECT a.title, a.held_on, coalesce(z.name, '全区'), (SELECT count(*) FROM"
        " activity_person p WHERE p.activity_id = a.activity_id), a.attendances, (SELECT"
        " CAST(coalesce(sum(hours), 0) AS INTEGER) FROM activity_person p WHERE p.activity_id ="
        " a.activity_id) FROM activity a LEFT JOIN zone z ON z.district = a.district"
        " AND z.zone = a.zone WHERE a.district = :district AND a.kind = 'training'",
    ),
    "/training-hours": Expected(
        ("姓名", "培训次", "学时"),
        "SELECT p.name, count(h.account), CAST(coalesce(sum(h.hours), 0) AS INTEGER) FROM person p"
        " LEFT JOIN activity_person h ON h.district = p.district AND h.account = p.account"
        " WHERE p.district = :district AND p.role = 'inspector' AND"
        " (p.is_active AND p.closed_on IS NULL OR h.account IS NOT NULL) GROUP BY p.account",
        "?year=2026",
    ),
    "/meetings": Expected(
        ("会议", "日期", "机构"),
        "SELECT json_extract(m.facts, '$.title'), m.held_on, o.name FROM meeting m JOIN organ o"
        " ON o.district = m.district AND o.organ = json_extract(m.facts, '$.organ')"
        " WHERE m.district = :district",
    ),
    "/organs": Expected(
        ("机构", "现有成员", "会议"),
        "SELECT o.name, (SELECT count(*) FROM member m WHERE m.organ = o.organ), (SELECT count(*)"
        " FROM meeting m WHERE json_extract(m.facts, '$.organ') = o.organ) FROM organ o"
        " WHERE o.district = :district",
    ),
    "/members": Expected(
        ("成员", "机构", "成员单位"),
        "SELECT json_extract(m.facts, '$.unit') || ' ' || m.name, o.name,"
        " json_extract(m.facts, '$.unit') FROM member m JOIN organ o ON o.district = m.district"
        " AND o.organ = m.organ WHERE m.district = :district",
    ),
    "/activities": Expected(
        ("名称", "日期", "责任区", "开展单位", "场次", "人次"),
        "SELECT a.title, a.held_on, coalesce(z.name, '全区'), (SELECT group_concat(s.name, '、')"
        " FROM activity_unit u JOIN school s ON s.district = u.district AND s.school_id ="
        " u.school_id WHERE u.activity_id = a.activity_id), a.sessions, a.attendances"
        " FROM activity a LEFT JOIN zone z ON z.district = a.district AND z.zone = a.zone"
        " WHERE a.district = :district AND a.kind <> 'training'",
    ),
}


def a_training(title: str, zone: str) -> TrainingRecorded:
    """A training called so."""
    return TrainingRecorded(
        training_id="plus",
        held_on="2026-05-12",
        title=title,
        mode=TrainingMode.CENTRAL,
        hours=6,
        inspectors=("chen.jing",),
        others=3,
        zone=zone,
    )


def a_seat(unit: str) -> MemberSet:
    """A seat of a unit called so."""
    return MemberSet(member_id="m1", organ="o1", seat=Seat.MEMBER, unit=unit, from_on="2026-01-01")


def a_meeting(title: str) -> MeetingRecorded:
    """A meeting called so."""
    return MeetingRecorded(
        meeting_id="mt1",
        held_on="2026-05-14",
        title=title,
        meeting_type=MeetingType.PLENARY,
        organ="o1",
        members=("m1",),
    )


def an_activity(title: str) -> ActivityRecorded:
    """An activity called so, at two schools."""
    return ActivityRecorded(
        activity_id="minus",
        held_on="2026-05-13",
        title=title,
        activity_type=ActivityType.SAFETY_EDUCATION,
        topics=(title,),
        schools=("school-1", "school-2"),
        sessions=2,
        attendances=1200,
    )


def counted() -> list[tuple[Body, Private | None]]:
    """Something in each of these lists, with names that are formulas."""
    return [
        (a_training("@培训", zone="z9"), None),
        (an_activity("+活动"), None),
        (OrganSet(organ="o1", name="=委员会", organ_kind=OrganKind.COMMITTEE), None),
        (a_seat("-单位"), MemberPrivate(name="@某人")),
        (a_meeting("+全会"), None),
    ]
