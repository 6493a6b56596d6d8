"""Meetings of the office and of its bodies, with who was there and the minutes (2-05, 4-01)."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import COUNTING
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import sets
from domain.kinds.office.withdrawal import MOST_FILES, Place, WithdrawnPrivate
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Private, Quantity, Text

MOST_PRESENT = 1_000


class MeetingType(StrEnum):
    """What kind of meeting it is."""

    REGULAR = "regular"
    PLENARY = "plenary"
    STUDY = "study"
    OTHER = "other"


class MeetingPrivate(WithdrawnPrivate):
    """What was to be spoken of, and what was said and resolved."""

    agenda: Text = Field(default="", title="议程")
    minutes: Text = Field(default="", title="纪要")


class MeetingRecorded(OfficeBody, title="会议"):
    """One meeting as it now stands.

    ``members`` are the seats of its body that were there, ``inspectors`` people of the register,
    and ``others`` came besides.
    """

    kind: ClassVar[str] = "meeting.recorded"
    private: ClassVar[type[Private]] = MeetingPrivate

    meeting_id: Code = Field(title="编号")
    held_on: DateText = Field(title="日期")
    title: Label = Field(title="名称")
    meeting_type: MeetingType = Field(title="类别")
    organ: Code | None = Field(default=None, title="机构")
    place: Place = Field(default="", title="地点")
    members: Annotated[tuple[Code, ...], Field(max_length=MOST_PRESENT, title="到会成员")] = ()
    inspectors: Annotated[tuple[Code, ...], Field(max_length=MOST_PRESENT, title="到会督学")] = ()
    others: Quantity = Field(default=0, title="列席（人）")
    files: Annotated[tuple[KeptFile, ...], Field(max_length=MOST_FILES, title="材料")] = ()
    is_withdrawn: bool = Field(default=False, title="已撤销")

    @property
    def present(self) -> int:
        """Everybody who was there."""
        return len(self.members) + len(self.inspectors) + self.others


sets("meeting", MeetingRecorded, "登记会议", COUNTING, lambda body: body.meeting_id)
