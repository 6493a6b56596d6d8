"""Entries the server writes itself: for its office accounts, and as the account ``system``."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain import kinds
from domain.clock import format_instant
from domain.errors import Conflict, NotAllowed, NotFound
from domain.ids import uuid7
from domain.kinds.author import Author, Role
from domain.kinds.chain import ChainEnrolled, ChainOpened
from domain.kinds.piece import Body, Private
from domain.trail.chain import ChainHead, Moment, Subject, head_message, next_line
from domain.trail.delivery import SignedHead
from domain.trail.timing import Interval
from sync_server.data import chains, projection
from sync_server.ledger.acceptance import Pending, Reception
from sync_server.ledger.keys import LogKey
from sync_server.ledger.sealing import MAX_N
from sync_server.projection.chain_book import SERVER_ACCOUNT, SERVER_DISTRICT

OFFICE_INSTALLATION = "office"
_CST_MINUTES = 480


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """What an office entry says; ``expects_head`` is the head of the visit its writer saw."""

    body: Body
    private: Private | None = None
    visit: str | None = None
    expects_head: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeWriting:
    """Entries by one account, written together or not at all.

    ``district`` is whose register the account ``system`` writes; people have their own.
    """

    account: str
    contents: Sequence[OfficeEntry]
    district: str | None = None


@dataclass
class Writer:
    """Fills in chain, seq, prev and n under the lock."""

    reception: Reception
    key: LogKey
    register_n: int
    seen_n: dict[str, int] = field(default_factory=dict)
    written: list[Pending] = field(default_factory=list)

    def write(self, writing: OfficeWriting) -> list[Pending]:
        """The entries of this writing, taken; those that enrol its chain come before them.

        Raises Conflict when a visit's head is not the one expected, NotFound for an unknown
        visit, NotAllowed for an account without a place in the register.
        """
        for content in writing.contents:
            self._check(content)
        chain = self._chain(self._author(writing))
        taken = [self._append(chain, content) for content in writing.contents]
        self._sign()
        return taken

    def begin_log(self) -> None:
        """Open the server's own chain, the first entry of the log, and enrol it for the record."""
        author = Author(uuid7(), SERVER_ACCOUNT, Role.SYSTEM, SERVER_DISTRICT)
        self._append(author.chain, OfficeEntry(_opened(author, self.key)))
        self._append(author.chain, OfficeEntry(_enrolled(author, self.key)))
        self._sign()

    def _check(self, content: OfficeEntry) -> None:
        body = content.body
        if isinstance(body, ChainEnrolled) and body.public_key == self.key.public_hex:
            raise NotAllowed("No device may use the log's own key.", code="log_key_taken")
        if content.visit is None:
            return
        found = projection.visit_head(self.reception.transaction.tables, content.visit)
        if found is None:
            raise NotFound("This visit is not known here.", visit=content.visit)
        self.seen_n.setdefault(content.visit, found.highest_n)
        if content.expects_head not in (None, found.head):
            raise Conflict(
                "The visit has changed since it was read; look at it again.",
                code="visit_changed",
                visit=content.visit,
                head=found.head,
            )

    def _author(self, writing: OfficeWriting) -> Author:
        if writing.account == SERVER_ACCOUNT:
            district = writing.district or SERVER_DISTRICT
            return Author("", SERVER_ACCOUNT, Role.SYSTEM, district)
        person = projection.person(self.reception.transaction.tables, writing.account)
        if person is None or not person.is_active:
            raise NotAllowed(
                "This account has no active place in the register.", account=writing.account
            )
        return Author("", writing.account, Role(person.role), person.district)

    def _chain(self, author: Author) -> str:
        """The chain the author writes in the office, enrolled and opened on first use."""
        tables = self.reception.transaction.tables
        found = chains.chain_of_office(tables, author, self.key.public_hex)
        if found is not None:
            self.reception.book.load([found.chain])
            return found.chain
        server = Author("", SERVER_ACCOUNT, Role.SYSTEM, SERVER_DISTRICT)
        root = chains.chain_of_office(tables, server, self.key.public_hex)
        if root is None:
            raise Conflict("The log has not been begun.", code="log_not_begun")
        new = Author(uuid7(), author.account, author.role, author.district)
        self._append(root.chain, OfficeEntry(_enrolled(new, self.key)))
        self._append(new.chain, OfficeEntry(_opened(new, self.key)))
        return new.chain

    def _append(self, chain: str, content: OfficeEntry) -> Pending:
        known = self.reception.book.get(chain)
        head = ChainHead(chain, known.tip_seq, known.tip_id) if known else ChainHead(chain)
        now = self.reception.now
        moment = Moment(format_instant(now), _CST_MINUTES, None)
        line = next_line(
            head,
            Subject(content.visit, self._next_n(content.visit) - 1),
            moment,
            (content.body, content.private),
            (secrets.token_hex(16), secrets.token_hex(16)),
        )
        taken = self.reception.append(kinds.read(line), Interval(now, now), chain)
        self.written.append(taken)
        return taken

    def _next_n(self, visit: str | None) -> int:
        """One more than the highest n so far, as far as a counter may go."""
        if visit is None:
            self.register_n = min(self.register_n + 1, MAX_N)
            return self.register_n
        self.seen_n[visit] = min(self.seen_n[visit] + 1, MAX_N)
        return self.seen_n[visit]

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
