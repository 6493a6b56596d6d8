"""The rows of the office's bodies, the seats on them, and their meetings."""

from domain.kinds.office.meeting import MeetingPrivate, MeetingRecorded
from domain.kinds.office.organ import MemberPrivate, MemberSet, OrganSet
from sync_server.data.tables import MeetingRow, MemberRow, OrganRow


def organ_row(district: str, body: OrganSet) -> OrganRow:
    """The body."""
    return OrganRow(
        district=district,
        organ=body.organ,
        name=body.name,
        organ_kind=body.organ_kind.value,
        is_active=body.is_active,
        closed_on=body.closed_on,
    )


def member_row(district: str, body: MemberSet, private: MemberPrivate) -> MemberRow:
    """The seat, with who has it where that is nobody of the register."""
    return MemberRow(
        district=district,
        member_id=body.member_id,
        organ=body.organ,
        name=private.name,
        facts=body.model_dump_json(),
    )


def meeting_row(district: str, body: MeetingRecorded, private: MeetingPrivate) -> MeetingRow:
    """The meeting."""
    return MeetingRow(
        district=district,
        meeting_id=body.meeting_id,
        held_on=body.held_on,
        is_standing=not body.is_withdrawn,
        has_minutes=bool(private.minutes),
        facts=body.model_dump_json(),
    )
