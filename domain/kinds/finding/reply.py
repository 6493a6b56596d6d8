"""What a unit answers about a finding (整改情况), with photos of before and after."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import DESK_WORK, UNIT_WORK
from domain.kinds.finding.course import CourseBuilder, FindingBody, on_finding
from domain.kinds.folding import Folded, Stamp
from domain.kinds.piece import Code, DateText, Piece, Private, Text
from domain.kinds.visit.photo import MOST_BYTES
from domain.trail.line import Sha256Hex

MOST_PHOTOS = 12


class ReplyPhoto(Piece):
    """A photo beside a reply: the file as it came, of before or after.

    ``shown_sha256`` is a copy of it for pages, upright and not too large; None where there is none.
    """

    photo_id: Code
    sha256: Sha256Hex
    size_bytes: Annotated[int, Field(ge=1, le=MOST_BYTES)]
    is_after: bool = True
    shown_sha256: Sha256Hex | None = None

    @property
    def shown(self) -> str:
        """The file that pages show."""
        return self.shown_sha256 or self.sha256


class ReplyPrivate(Private):
    """What was done, who answers for it, and who at the unit says so."""

    text: Text = Field(default="", title="整改情况")
    responsible: Text = Field(default="", title="责任人")
    told_by: Text = Field(default="", title="填报人")


class ReplyGiven(FindingBody, title="整改情况"):
    """The unit's answer, as it now stands; ``is_done`` says that it put the finding right.

    ``is_by_office`` says that the office entered what it had on paper.
    """

    kind: ClassVar[str] = "reply.given"
    private: ClassVar[type[Private]] = ReplyPrivate

    replied_on: DateText = Field(title="回复日期")
    is_done: bool = Field(default=True, title="已整改")
    is_by_office: bool = Field(default=False, title="督导室代填")
    photos: Annotated[tuple[ReplyPhoto, ...], Field(max_length=MOST_PHOTOS, title="照片")] = ()


class Reply(Folded):
    """The unit's newest answer."""

    stamp: Stamp
    replied_on: str
    is_done: bool
    is_by_office: bool
    text: str = ""
    responsible: str = ""
    told_by: str = ""
    photos: tuple[ReplyPhoto, ...] = ()


@on_finding(ReplyGiven, "登记整改情况", (*DESK_WORK, *UNIT_WORK))
def _given(course: CourseBuilder, body: ReplyGiven, private: ReplyPrivate, stamp: Stamp) -> None:
    course.keep(
        Reply(
            stamp=stamp,
            replied_on=body.replied_on,
            is_done=body.is_done,
            is_by_office=body.is_by_office,
            text=private.text,
            responsible=private.responsible,
            told_by=private.told_by,
            photos=body.photos,
        )
    )
