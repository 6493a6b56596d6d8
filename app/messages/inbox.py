"""Messages that the office passed to this inspector: read, and answered to the office."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.store import drafts, messages
from app.store.database import Transaction
from app.store.journal import Journal
from app.store.store import Store
from domain.clock import Clock, format_instant
from domain.errors import BadInput, NotFound
from domain.kinds.office.message import MessageRead, MessageReported
from domain.kinds.piece import TextPrivate
from domain.kinds.reading import Reading
from domain.plain_text import plain_text
from domain.trail.chain import Subject
from domain.wire.workbook import WorkbookMessage

LONGEST = 2000
GONE = "这封来信已经办结，或者转给了别人，不用再报。写的字还在屏幕上。"
EMPTY = "请写明办理情况。"
TOO_LONG = f"办理情况最多 {LONGEST} 字，请删减一些。"
_DRAFT = "report"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it stands here: as the office told it, with what was written since.

    ``saw`` is the last entry of it that is known here.
    """

    told: WorkbookMessage
    school: str
    saw: str
    is_read: bool
    answered: str | None

    @property
    def waits(self) -> bool:
        """Whether the office waits for what the inspector found."""
        return self.answered is None


class Messages:
    """The messages of one account on this phone. All calls block."""

    def __init__(self, store: Store, journal: Journal, account: str, now: Clock) -> None:
        self._store = store
        self._journal = journal
        self._account = account
        self._now = now

    def letters(self) -> list[Letter]:
        """The messages that are with this inspector: what waits first, the oldest first."""
        with self._store.database.read() as transaction:
            found = self._told(transaction)
        return sorted(found, key=lambda each: (not each.waits, each.told.passed_at))

    def waiting(self) -> list[Letter]:
        """Those for which the office waits."""
        return [each for each in self.letters() if each.waits]

    def opened(self, message_id: str) -> tuple[Letter, str] | None:
        """The message with the half-typed answer to it; None where it is not here (any more)."""
        with self._store.database.read() as transaction:
            found = self._letter(transaction, message_id)
            kept = drafts.draft(transaction, message_id, _DRAFT)
        return (found, kept or "") if found else None

    def note_read(self, message_id: str) -> None:
        """Write that the message was read, once."""
        with self._store.database.write() as transaction:
            found = self._letter(transaction, message_id)
            if found is not None and not found.is_read:
                self._append(transaction, found, MessageRead())

    def keep_draft(self, message_id: str, text: str) -> None:
        """Keep the half-typed answer."""
        with self._store.database.write() as transaction:
            at = format_instant(self._now())
            drafts.save_draft(transaction, message_id, _DRAFT, text, at)

    def report(self, message_id: str, text: str) -> None:
        """Tell the office what was found; BadInput in words, NotFound where it left this phone."""
        said = plain_text(text.strip())
        if not said:
            raise BadInput(EMPTY, code="text_missing")
        if len(said) > LONGEST:
            raise BadInput(TOO_LONG, code="text_too_long")
        with self._store.database.write() as transaction:
            found = self._letter(transaction, message_id)
            if found is None:
                raise NotFound(GONE, code="message_gone")
            self._append(transaction, found, MessageReported(), TextPrivate(text=said))
            drafts.drop_drafts(transaction, message_id, [_DRAFT])

    def _append(
        self,
        transaction: Transaction,
        letter: Letter,
        body: MessageRead | MessageReported,
        private: TextPrivate | None = None,
    ) -> None:
        subject = Subject(letter.told.message_id, letter.saw)
        line = self._journal.compose(transaction, subject, body, private)
        self._journal.append(transaction, line)

    def _letter(self, transaction: Transaction, message_id: str) -> Letter | None:
        letters = self._told(transaction)
        return next((each for each in letters if each.told.message_id == message_id), None)

    def _told(self, transaction: Transaction) -> list[Letter]:
        workbook = self._store.workbooks.get(transaction, self._account)
        told = workbook.messages if workbook else ()
        if not told or workbook is None:
            return []
        names = {each.school_id: each.name for each in workbook.schools}
        written = messages.written(transaction, self._account)
        return [
            standing(each, names.get(each.school_id, each.school_id), written.get(each.message_id))
            for each in told
        ]


def standing(told: WorkbookMessage, school: str, written: Iterable[Reading] | None) -> Letter:
    """The message with what was written here after what the office told.

    What was written before that, the office has told already, or it passed the message anew.
    """
    found = Letter(told, school, told.tip, told.is_read, told.answered)
    for each in written or ():
        if each.line.header.saw != found.saw:
            continue
        found = replace(found, saw=each.line.id, is_read=True)
        if isinstance(each.body, MessageReported) and isinstance(each.private, TextPrivate):
            found = replace(found, answered=each.private.text)
    return found
