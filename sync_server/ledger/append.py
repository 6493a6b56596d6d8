"""Entries the server writes itself: for its office accounts, and as the account ``system``."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.clock import format_instant, local_date
from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.ids import uuid7
from domain.kinds import references
from domain.kinds.author import Author, Role
from domain.kinds.chain import OFFICE_INSTALLATION, ChainEnrolled, ChainOpened
from domain.kinds.folding import version_after
from domain.kinds.kind import called
from domain.kinds.piece import Body, OfficeBody, Private
from domain.plain_text import CONTROL_CHARACTER, is_plain_value
from domain.trail.chain import ChainHead, Moment, Subject, head_message, next_line
from domain.trail.delivery import SignedHead
from domain.trail.timing import Interval
from sync_server.data import chains
from sync_server.data.engine import Transaction
from sync_server.data.findings.course import is_raised
from sync_server.data.own import sent_forms
from sync_server.data.seats.rows import author_in
from sync_server.data.subjects import subject_called, subjects
from sync_server.data.tables import SubjectRow
from sync_server.ledger.acceptance import Pending, Reception
from sync_server.ledger.keys import LogKey
from sync_server.projection.chain_book import SERVER_ACCOUNT, SERVER_DISTRICT

_CST_MINUTES = 480


@dataclass(frozen=True, slots=True)
class UnderLock:
    """What a body can be completed from under the log's lock: nobody else writes meanwhile.

    ``earlier`` are the bodies of the same writing that are not in the tables yet, ``log_key``
    is the public key that the log is signed with.
    """

    transaction: Transaction
    now: datetime
    district: str
    earlier: Sequence[Body] = ()
    log_key: str = ""


Completion = Callable[[UnderLock], Body]
Requirement = Callable[[UnderLock], None]


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """What an office entry says, and of what.

    A body that holds something only the lock can tell, such as a running number, is given as
    what completes it. ``subject`` is left out for what opens one of its own, and for a thing of
    the register, which is found by its code. ``expects`` is the version of the subject that its
    writer saw, ``NEW`` for a thing that was not there; only what opens a subject, or is about
    none, does without. ``also`` are those of the other subjects that the writing touches, by
    their ids. ``requires`` raises where other things, as they stand under the lock, forbid it.
    """

    body: Body | Completion
    private: Private | None = None
    subject: str | None = None
    expects: str | None = None
    also: Mapping[str, str] = field(default_factory=dict)
    requires: Requirement | None = None

    @classmethod
    def seen(
        cls,
        body: Body,
        versions: Mapping[tuple[str, str], str],
        private: Private | None = None,
    ) -> "OfficeEntry":
        """What sets a thing of the register that its writer saw in one of these versions."""
        return cls(body, private, expects=versions.get(called(body) or ("", ""), NEW))


Unfolding = Callable[[UnderLock], Sequence[OfficeEntry]]
"""Entries of which only the lock can tell how many they are, and what they say."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """An office entry with its body complete."""

    body: Body
    private: Private | None = None
    subject: str | None = None
    expects: str | None = None
    also: Mapping[str, str] = field(default_factory=dict)


NEW = ""
CHANGED = "changed_meanwhile"
VERSION_MISSING = "version_missing"
FORM_SENT = "form_sent"
FORMS_LAST = timedelta(days=7)
"""How long it is known of a form that it was carried out."""


@dataclass(frozen=True, slots=True)
class OfficeWriting:
    """Entries by one account, written together or not at all.

    ``district`` is whose register the account ``system`` writes. People write in their own, or in
    one that granted them a role. ``form`` is the print of the form by which they are sent: what
    came by it once does not come again.
    """

    account: str
    contents: Sequence[OfficeEntry | Unfolding]
    district: str | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A subject as far as it is known: its id, its last counted entry, and its version."""

    subject: str
    tip: str
    version: str

    @classmethod
    def of(cls, row: SubjectRow) -> "Standing":
        """What a row of the table says."""
        return cls(row.subject, row.tip, row.version)

    @classmethod
    def after(cls, before: "Standing | None", entry: str) -> "Standing":
        """How it stands once one more entry counts on it, or with the entry that opens it."""
        version = version_after(before.version if before else "", entry)
        return cls(before.subject if before else entry, entry, version)


@dataclass
class Writer:
    """Fills in chain, seq, prev, subject and saw under the lock."""

    reception: Reception
    key: LogKey
    written: list[Pending] = field(default_factory=list)
    _standing: dict[str, Standing] = field(default_factory=dict)
    _called: dict[tuple[str, str], str] = field(default_factory=dict)

    def write(self, writing: OfficeWriting) -> list[Pending]:
        """The entries of this writing, taken; those that enrol its chain come before them.

        Raises Conflict when a subject's version is not the one expected, or not the one that a
        body refers to, or (``form_sent``) for a form that was carried out; NotFound for an
        unknown subject, NotAllowed for an account without a place in the register, BadInput for
        a subject without the version that was seen, and whatever completing a body and what it
        requires raise.
        """
        author = self._author(writing)
        self._require_first(writing)
        statements: list[_Statement] = []
        for content in writing.contents:
            lock = self._lock(author.district, statements)
            some = [content] if isinstance(content, OfficeEntry) else content(lock)
            for each in some:
                statements.append(self._completed(each, author.district, statements))
        if author.account != SERVER_ACCOUNT:  # what is written in its name says so by itself
            self._require_versions(statements, author.district)
        contents = self._checked(statements, author.district)
        chain = self._chain(author)
        taken = [self._append(chain, each, author.district) for each in contents]
        self._sign()
        self._keep_form(writing, author)
        return taken

    def _require_first(self, writing: OfficeWriting) -> None:
        ledger = self.reception.transaction.ledger
        if writing.form and sent_forms.is_sent(ledger, writing.form, writing.account):
            raise Conflict("This form was carried out before.", code=FORM_SENT)

    def _keep_form(self, writing: OfficeWriting, author: Author) -> None:
        if not writing.form:
            return
        ledger, now = self.reception.transaction.ledger, self.reception.now
        sent_forms.let_go(ledger, format_instant(now))
        until = format_instant(now + FORMS_LAST)
        sent_forms.keep_sent(ledger, writing.form, (author.account, author.district), until)

    def begin_log(self) -> None:
        """Open the server's own chain, the first entry of the log, and enrol it for the record."""
        author = Author(uuid7(), SERVER_ACCOUNT, Role.SYSTEM, SERVER_DISTRICT)
        self._append(author.chain, _Statement(_opened(author, self.key)), SERVER_DISTRICT)
        self._append(author.chain, _Statement(_enrolled(author, self.key)), SERVER_DISTRICT)
        self._sign()

    def _completed(
        self, content: OfficeEntry, district: str, earlier: Sequence[_Statement]
    ) -> _Statement:
        body, lock = content.body, self._lock(district, earlier)
        if content.requires is not None:
            content.requires(lock)
        if not isinstance(body, Body):
            body = body(lock)
        seen = {each.subject: each.saw for each in references(body) if each.saw is not None}
        also = {**seen, **content.also}
        return _Statement(body, content.private, content.subject, content.expects, also)

    def _lock(self, district: str, earlier: Sequence[_Statement]) -> UnderLock:
        bodies = [each.body for each in earlier]
        now, key = self.reception.now, self.key.public_hex
        return UnderLock(self.reception.transaction, now, district, bodies, key)

    def _require_versions(self, contents: Sequence[_Statement], district: str) -> None:
        """BadInput where something is said of a subject without the version that was seen."""
        for each in contents:
            if each.expects is None and self._subject_of(each, district) is not None:
                raise BadInput("Say in which version each thing was seen.", code=VERSION_MISSING)

    def _checked(self, contents: Sequence[_Statement], district: str) -> list[_Statement]:
        """The contents with the versions that were checked; Conflict says which changed."""
        checked = [self._check(each, district) for each in contents]
        changed = [number for number, (_, is_as_seen) in enumerate(checked) if not is_as_seen]
        if changed:
            raise Conflict(
                "This has changed since it was read; look at it again.",
                code=CHANGED,
                entries=",".join(map(str, changed)),
            )
        return [content for content, _ in checked]

    def _check(self, content: _Statement, district: str) -> tuple[_Statement, bool]:
        """The content with what was checked of it, and whether all is as its writer saw it."""
        body = content.body
        texts = (body, content.private or body)
        if not all(is_plain_value(each.model_dump()) for each in texts):
            raise BadInput("内容里有看不见的控制字符，请重新输入。", code=CONTROL_CHARACTER)
        if isinstance(body, ChainEnrolled) and body.public_key == self.key.public_hex:
            raise NotAllowed("No device may use the log's own key.", code="log_key_taken")
        found = self._subject_of(content, district)
        if content.subject is not None and found is None:
            raise NotFound("There is nothing of this kind here.", subject=content.subject)
        version = found.version if found else NEW
        is_as_seen = content.expects in (None, version)
        others = {subject: self._known(subject) for subject in content.also}
        is_as_seen &= all(
            other is not None and other.version == content.also[subject]
            for subject, other in others.items()
        )
        versions = dict(content.also)
        if found and content.expects is not None:
            versions[found.subject] = content.expects
        if isinstance(body, OfficeBody) and versions:
            body = body.model_copy(update={"versions": versions})
        return replace(content, body=body), is_as_seen

    def _subject_of(self, content: _Statement, district: str) -> Standing | None:
        """What the entry is about as it stands, own entries of this writing included."""
        subject, code = content.subject, called(content.body)
        if code is not None:
            subject = self._called.get(code)
            transaction = self.reception.transaction
            row = None if subject else subject_called(transaction.tables, district, *code)
            if row:
                subject = row.subject
                self._called[code] = subject
                self._standing[subject] = Standing.of(row)
        return self._known(subject)

    def _known(self, subject: str | None) -> Standing | None:
        """The subject of this id as it stands, own entries of this writing included."""
        if subject is not None and subject not in self._standing:
            tables = self.reception.transaction.tables
            rows = subjects(tables, [subject])
            if subject in rows:
                self._standing[subject] = Standing.of(rows[subject])
            elif is_raised(tables, subject):  # a finding of which nothing has been said yet
                self._standing[subject] = Standing.after(None, subject)
        return self._standing.get(subject or "")

    def _author(self, writing: OfficeWriting) -> Author:
        if writing.account == SERVER_ACCOUNT:
            district = writing.district or SERVER_DISTRICT
            return Author("", SERVER_ACCOUNT, Role.SYSTEM, district)
        today = local_date(self.reception.now).isoformat()
        tables = self.reception.transaction.tables
        found = author_in(tables, writing.account, writing.district, today)
        if found is None:
            raise NotAllowed(
                "This account has no active place in the register.", account=writing.account
            )
        return found

    def _chain(self, author: Author) -> str:
        """The chain the author writes in the office, enrolled and opened on first use."""
        standing = self.reception.transaction.standing
        found = chains.chain_of_office(standing, author, self.key.public_hex)
        if found is not None:
            self.reception.book.load([found.chain])
            return found.chain
        server = Author("", SERVER_ACCOUNT, Role.SYSTEM, SERVER_DISTRICT)
        root = chains.chain_of_office(standing, server, self.key.public_hex)
        if root is None:
            raise Conflict("The log has not been begun.", code="log_not_begun")
        new = Author(uuid7(), author.account, author.role, author.district)
        self._append(root.chain, _Statement(_enrolled(new, self.key)), SERVER_DISTRICT)
        self._append(new.chain, _Statement(_opened(new, self.key)), SERVER_DISTRICT)
        return new.chain

    def _append(self, chain: str, content: _Statement, district: str) -> Pending:
        known = self.reception.book.get(chain)
        head = ChainHead(chain, known.tip_seq, known.tip_id) if known else ChainHead(chain)
        now = self.reception.now
        found = self._subject_of(content, district)
        line = next_line(
            head,
            Subject(found.subject, found.tip) if found else Subject(),
            Moment(format_instant(now), _CST_MINUTES, None),
            (content.body, content.private),
            (secrets.token_hex(16), secrets.token_hex(16)),
        )
        taken = self.reception.append(line, Interval(now, now), chain)
        self.written.append(taken)
        self._standing[line.subject] = Standing.after(found, line.id)
        code = called(content.body)
        if code is not None:
            self._called[code] = line.subject
        return taken

    def _sign(self) -> None:
        """Vouch with the log's key for the new heads of the chains that were written."""
        newest = {taken.line.header.chain: taken.line for taken in self.written}
        for chain, line in newest.items():
            message = head_message(chain, line.header.seq, line.id)
            self.reception.heads.append(
                SignedHead(
                    chain=chain,
                    seq=line.header.seq,
                    id=line.id,
                    signature=self.key.sign(message),
                )
            )


def _opened(author: Author, key: LogKey) -> ChainOpened:
    return ChainOpened(
        account=author.account,
        district=author.district,
        installation=OFFICE_INSTALLATION,
        public_key=key.public_hex,
    )


def _enrolled(author: Author, key: LogKey) -> ChainEnrolled:
    return ChainEnrolled(
        chain=author.chain,
        account=author.account,
        district=author.district,
        role=author.role,
        installation=OFFICE_INSTALLATION,
        public_key=key.public_hex,
    )
