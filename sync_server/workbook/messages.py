"""The part of a workbook with what parents wrote; how they are reached stays in the office."""

from collections.abc import Iterable

from domain.kinds.office.message import Message
from domain.wire.workbook import WorkbookMessage
from domain.wire.workbook_parts import MessagesPart


def messages(found: Iterable[str]) -> MessagesPart:
    """The messages (each JSON of Message) as their inspector is told of them."""
    folded = (Message.model_validate_json(each) for each in found)
    return MessagesPart(messages=tuple(told for each in folded if (told := _told(each))))


def _told(message: Message) -> WorkbookMessage | None:
    if message.passed is None or message.about.is_apart:
        return None
    return WorkbookMessage(
        message_id=message.message_id,
        tip=message.tip,
        school_id=message.school_id,
        about=message.about,
        sent_on=message.sent_on,
        text=message.text,
        passed_at=message.passed.stamp.at,
        asked=message.passed.text,
        is_read=message.read is not None,
        answered=message.reported.text if message.reported else None,
    )
