"""Words of the office's bodies and meetings."""

from collections.abc import Mapping
from enum import StrEnum

from domain.kinds.office.meeting import MeetingType
from domain.kinds.office.organ import OrganKind, Seat

MEETINGS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    OrganKind: {
        OrganKind.COMMITTEE: "教育督导委员会",
        OrganKind.OFFICE: "督导室",
        OrganKind.ZONE: "责任区督导组",
        OrganKind.EXPERTS: "专家组",
        OrganKind.OTHER: "其他机构",
    },
    Seat: {
        Seat.CHAIR: "主任（组长）",
        Seat.DEPUTY: "副主任（副组长）",
        Seat.SECRETARY: "办公室主任（秘书长）",
        Seat.MEMBER: "委员（成员）",
        Seat.LIAISON: "联络员",
    },
    MeetingType: {
        MeetingType.REGULAR: "督导工作例会",
        MeetingType.PLENARY: "委员会全会",
        MeetingType.STUDY: "专题研究会",
        MeetingType.OTHER: "其他会议",
    },
}
