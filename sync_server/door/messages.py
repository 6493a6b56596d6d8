"""Messages from the public card: written there, asked about by a code, dealt with by the office."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from domain import kinds
from domain.clock import Clock, local_date
from domain.door.message import accept_by, head_of
from domain.errors import BadInput, NotFound
from domain.kinds import KINDS
from domain.kinds.author import INSPECTING, Role
from domain.kinds.office.message import (
    OFFICE,
    Message,
    MessageAbout,
    MessageAccepted,
    MessageClosed,
    MessagePassed,
    MessagePrivate,
    MessageReported,
    MessageSent,
    MessageState,
)
from domain.kinds.piece import OfficeBody, TextPrivate
from domain.kinds.register.district import DistrictSet
from domain.register.in_use import is_in_use
from domain.trail.check_code import code_of, typed_code
from domain.trail.line import Line
from domain.trail.order import in_order
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.door import messages as rows
from sync_server.data.engine import Database
from sync_server.data.papers.papers import entries_of
from sync_server.data.tables import MessageRow
from sync_server.door.cards import Card, Cards
from sync_server.findings.watch import closing_rule
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.projection.chain_book import SERVER_ACCOUNT
from sync_server.register.calendar import calendar_of
from sync_server.register.names import Names, names


@dataclass(frozen=True, slots=True)
class ListedMessage:
    """A message with the name of its unit, and whether it should have been accepted by now."""

    row: MessageRow
    message: Message
    school: str
    passed_to: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class MessageStep:
    """One entry of a message; ``ignored`` says why it does not count."""

    entry: str
    word: str
    account: str
    at: str
    text: str
    ignored: str | None


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One message as somebody sees it: an inspector without how its sender is reached."""

    listed: ListedMessage
    names: Names
    steps: tuple[MessageStep, ...]
    inspectors: Sequence[tuple[str, str]]
    may_lead: bool
    may_report: bool

    @property
    def message(self) -> Message:
        """The message."""
        return self.listed.message


@dataclass(frozen=True)
class Messages:
    """What the public writes, and the verbs of the office."""

    database: Database
    office: Office
    clock: Clock
    cards: Cards

    def send(self, card: Card, about: MessageAbout, private: MessagePrivate) -> str:
        """Take a message in; the code by which its sender asks how it stands."""
        return self._send(card.district, card.school_id, about, private)

    def send_to_office(self, district: str, private: MessagePrivate) -> str:
        """Take in what somebody thinks of the office or of this site; the code as of `send`."""
        return self._send(district, OFFICE, MessageAbout.SERVICE, private)

    def _send(
        self, district: str, school_id: str, about: MessageAbout, private: MessagePrivate
    ) -> str:
        code = code_of(secrets.token_bytes(32))
        today, calendar = local_date(self.clock()), calendar_of(self.database, district)
        with self.database.session() as session:
            days = closing_rule(session, district).message_accept_days
        body = MessageSent(
            school_id=school_id,
            about=about,
            asked=_hashed(code),
            sent_on=today.isoformat(),
            accept_by=accept_by(calendar, today, days).isoformat(),
        )
        committer = self.office.committer
        committer.write(SERVER_ACCOUNT, [OfficeEntry(body, private)], district)
        return code

    def asked(self, typed: str) -> Message:
        """The message whose sender has this code; BadInput (``code``) for none."""
        code = typed_code(typed)
        with self.database.session() as session:
            row = rows.asked_by(session, _hashed(code)) if code else None
        if row is None:
            raise BadInput("没有这个查询码，请对照提交时记下的 10 位再填一次。", code="code")
        return Message.model_validate_json(row.folded)

    def listed(self, viewer: Viewer) -> Sequence[ListedMessage]:
        """The messages that the viewer may see, the newest first."""
        viewer.require_messages()
        with self.database.session() as session:
            found = rows.of_district(session, viewer.district)
        head = self._head(viewer.district)
        mine = [row for row in found if self._may_read(viewer, row, head)]
        known = names(self.database, viewer.district)
        return [self._listed(row, known) for row in mine]

    def page(self, viewer: Viewer, message_id: str) -> MessagePage:
        """One message; NotFound where there is none for this viewer."""
        row = self._own(viewer, message_id)
        known = names(self.database, viewer.district)
        listed = self._listed(row, known)
        with self.database.session() as session:
            found = {
                each.line.id: (each.line, account)
                for each, account in entries_of(session, message_id)
            }
        is_passed = row.passed_to == viewer.account and listed.message.closed is None
        return MessagePage(
            listed=listed,
            names=known,
            steps=_steps(listed.message, found),
            inspectors=self._inspectors(known),
            may_lead=viewer.may_review,
            may_report=is_passed,
        )

    def accept(self, viewer: Viewer, message_id: str, version: str, text: str) -> None:
        """The office looks into it; Conflict when it has changed since it was seen."""
        self._lead(viewer, message_id, version, (MessageAccepted(), text))

    def pass_on(self, viewer: Viewer, message_id: str, version: str, what: tuple[str, str]) -> None:
        """An inspector is to look into it (``what`` are the account and words for them)."""
        account, text = what
        row = self._own(viewer, message_id)
        if MessageAbout(row.about).is_apart:
            raise BadInput("反映督学本人、严重伤害和督导室的来信，不转督学。", code="apart")
        people = dict(self._inspectors(names(self.database, row.district)))
        if account not in people:
            raise BadInput("请选择本区在用的督学。", code="account")
        self._lead(viewer, message_id, version, (MessagePassed(account=account), text))

    def report(self, viewer: Viewer, message_id: str, version: str, text: str) -> None:
        """The inspector tells the office what they found; NotFound for who was not asked to."""
        row = self._own(viewer, message_id)
        if row.passed_to != viewer.account:
            raise NotFound("The message was not passed to this account.", letter=message_id)
        self._write(viewer, message_id, version, (MessageReported(), text))

    def close(self, viewer: Viewer, message_id: str, version: str, text: str) -> None:
        """It is done, with words for the sender."""
        self._lead(viewer, message_id, version, (MessageClosed(), text))

    def _lead(
        self, viewer: Viewer, message_id: str, version: str, said: tuple[OfficeBody, str]
    ) -> None:
        viewer.require_review()
        row = self._own(viewer, message_id)
        body, _ = said
        state = MessageState(row.state)
        if isinstance(body, MessageAccepted) == (state is not MessageState.SENT):
            words = "已经受理过了。" if isinstance(body, MessageAccepted) else "请先受理。"
            raise BadInput(words, code="state")
        self._write(viewer, message_id, version, said)

    def _write(
        self, viewer: Viewer, message_id: str, version: str, said: tuple[OfficeBody, str]
    ) -> None:
        body, text = said
        entry = OfficeEntry(body, TextPrivate(text=text), message_id, version)
        self.office.write(viewer.account, [entry])

    def _own(self, viewer: Viewer, message_id: str) -> MessageRow:
        """The message, where the viewer may see it; else NotFound."""
        viewer.require_messages()
        with self.database.session() as session:
            row = rows.message(session, message_id)
        if row is None or not self._may_read(viewer, row, self._head(viewer.district)):
            raise NotFound("There is no such message for this account.", letter=message_id)
        return row

    def _may_read(self, viewer: Viewer, row: MessageRow, head: str | None) -> bool:
        """Whether the message is for this viewer.

        One about serious harm is for the head of the office alone, one about the inspector for
        supervisors who are not that inspector, every other one for the office and whom it was
        passed to.
        """
        about = MessageAbout(row.about)
        if row.district != viewer.district:
            return False
        if about is MessageAbout.HARM:
            return viewer.account == head
        if about is MessageAbout.INSPECTOR:
            concerned = self.cards.inspectors(row.district, row.school_id)
            return viewer.may_review and (viewer.account not in concerned or viewer.account == head)
        return viewer.may_review or row.passed_to == viewer.account

    def _head(self, district: str) -> str | None:
        """Who leads the office."""
        today = local_date(self.clock()).isoformat()
        with self.database.session() as session:
            row = register.district(session, district)
            people = [each for each in register.people(session, district) if is_in_use(each, today)]
        rules = DistrictSet.model_validate_json(row.rules) if row else None
        return head_of(people, rules.head if rules else None)

    def _inspectors(self, known: Names) -> list[tuple[str, str]]:
        """Whom a message may be passed to, with their names."""
        today = local_date(self.clock()).isoformat()
        people = (row for row in known.people.values() if is_in_use(row, today))
        return [(row.account, row.name) for row in people if Role(row.role) in INSPECTING]

    def _listed(self, row: MessageRow, known: Names) -> ListedMessage:
        today = local_date(self.clock()).isoformat()
        return ListedMessage(
            row=row,
            message=Message.model_validate_json(row.folded),
            school=unit_words(row.school_id, known),
            passed_to=known.person(row.passed_to) if row.passed_to else "",
            is_late=row.state == MessageState.SENT and row.accept_by < today,
        )


def unit_words(school_id: str, known: Names) -> str:
    """What a message is about by name: one of the units, or the office itself."""
    return "督导室" if school_id == OFFICE else known.school(school_id)


def _hashed(code: str) -> str:
    return hashlib.sha256(f"duji-message-v1\n{code}".encode()).hexdigest()


def _steps(message: Message, entries: dict[str, tuple[Line, str]]) -> tuple[MessageStep, ...]:
    """The message's entries in the order in which they count; what was sent stands above them."""
    ignored = {each.entry: each.reason for each in message.ignored}
    found = []
    for line in in_order(line for line, _ in entries.values()):
        kind, reading = KINDS.get(line.header.kind), kinds.read(line)
        is_sent = line.id == message.message_id
        found.append(
            MessageStep(
                entry=line.id,
                word=kind.word if kind else line.header.kind,
                account=entries[line.id][1],
                at=line.header.at,
                text="" if is_sent else str(getattr(reading.private, "text", "")),
                ignored=ignored.get(line.id),
            )
        )
    return tuple(found)
