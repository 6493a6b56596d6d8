"""The projected rows of messages from the public card."""

from collections.abc import Iterable

from domain.door.message import fold_message
from domain.kinds.book_part import BookPart
from domain.kinds.kind import MESSAGE
from domain.kinds.office.message import Message, MessagePassed
from domain.kinds.reading import Reading
from domain.visit.concern import Concern
from sync_server.data.engine import Transaction
from sync_server.data.tables import MessageRow, SubjectRow
from sync_server.data.upsert import upsert, upsert_rows
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.nouns.noun import Entries, writes
from sync_server.projection.subject_rows import subject_row
from sync_server.projection.workbook_marks import WorkbookMarks


@writes(MESSAGE)
def write_messages(
    transaction: Transaction, book: ChainBook, entries: Entries, marks: WorkbookMarks
) -> None:
    """Fold messages from all their entries and write what is said of them.

    The phones of all whom they were ever passed to are told.
    """
    rows, about = [], []
    for message_id, some in entries.items():
        readings = [each.reading for each in some]
        message = fold_message(message_id, readings, book.authors(readings))
        if message is not None:
            position = some[-1].position
            rows.append(message_row(message, position))
            about.append(subject_row(MESSAGE, message_id, message, position))
            for account in passed_to(readings):
                marks.tell(message.district, Concern(BookPart.MESSAGES, account), position)
    upsert_rows(transaction.tables, SubjectRow, about)
    upsert(transaction.tables, rows)


def passed_to(readings: Iterable[Reading]) -> set[str]:
    """Every account it was ever passed to, counted or not: from one of them it may be gone now."""
    bodies = (each.body for each in readings)
    return {each.account for each in bodies if isinstance(each, MessagePassed)}


def message_row(message: Message, position: int) -> MessageRow:
    """The message's row of ``message``."""
    return MessageRow(
        message=message.message_id,
        position=position,
        district=message.district,
        school_id=message.school_id,
        about=message.about.value,
        state=message.state.value,
        sent_on=message.sent_on,
        accept_by=message.accept_by,
        passed_to=message.passed.account if message.passed else None,
        asked=message.asked,
        folded=message.model_dump_json(),
    )
