"""Entries about putting findings right: the office's notice, the school's reply, the follow-up.

All three name findings by id. Notice and reply stand on the visit that raised the finding; a
follow-up stands on the later visit at which the inspector looked again (2-02).
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.entries.base import Body, Code, DateText, Label, Private, Text, entry
from domain.line import Sha256Hex


class NoticePrivate(Private):
    """What the notice demands and how it is to be answered, and who signed it."""

    requirement: Text = ""
    issuer: Text = ""


@entry
class NoticeIssued(Body):
    """整改通知书 for findings of this visit, as it now stands; ``number`` is its 文号."""

    kind: ClassVar[str] = "notice.issued"
    private: ClassVar[type[Private]] = NoticePrivate

    notice_id: Code
    number: Label
    finding_ids: Annotated[tuple[Code, ...], Field(min_length=1, max_length=200)]
    issued_on: DateText
    due_on: DateText
    is_withdrawn: bool = False


class RectificationPrivate(Private):
    """What the school says it did, and who answers for it (2-25)."""

    measures: Text = ""
    responsible: Text = ""


@entry
class RectificationReported(Body):
    """The school's reply about one finding, as it now stands; ``is_done`` says it put it right."""

    kind: ClassVar[str] = "rectification.reported"
    private: ClassVar[type[Private]] = RectificationPrivate

    finding_id: Code
    reported_on: DateText
    is_done: bool = True


class Conclusion(StrEnum):
    """What a follow-up found: 已整改, 部分整改, 未整改."""

    RECTIFIED = "rectified"
    PARTLY = "partly"
    NOT_RECTIFIED = "not_rectified"


class FollowUpPrivate(Private):
    """What was seen, and what the school is still to do."""

    text: Text = ""
    advice: Text = ""


@entry
class FollowUpRecorded(Body):
    """Looking again at a finding of an earlier visit (2-02), as it now stands.

    Photos of this visit that name the finding are its after-photos.
    """

    kind: ClassVar[str] = "follow_up.recorded"
    private: ClassVar[type[Private]] = FollowUpPrivate

    finding_id: Code
    finding_visit: Sha256Hex
    conclusion: Conclusion
    is_withdrawn: bool = False
