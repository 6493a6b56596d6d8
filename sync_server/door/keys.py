"""What the office gives a unit to come in with: links that end, or one account with a password."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.clock import Clock, format_instant, local_date
from domain.errors import BadInput, NotFound
from domain.ids import uuid7
from domain.kinds.register.door import (
    DoorAccountClosed,
    DoorAccountSet,
    DoorLinkMade,
    DoorLinkRevoked,
    DoorNote,
    DoorPrivate,
)
from domain.register.in_use import is_in_use
from sync_server.access.credentials import Passwords, new_secret, secret_hash
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.own import door as rows
from sync_server.data.tables import DoorAccountRow, DoorLinkRow, SchoolRow
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office

LONGEST_DAYS = 366
# Without what is read wrongly; twelve of them are sixty bits.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_PASSWORD_LETTERS = 12


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link as it is handed over, once: nobody can read its secret again."""

    secret: str
    until_on: str


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A unit's account with its password, as it is handed over, once."""

    account: str
    password: str


@dataclass(frozen=True, slots=True)
class UnitKeys:
    """What a unit can come in with: its links, past ones too, and its account."""

    links: Sequence[DoorLinkRow]
    account: DoorAccountRow | None
    today: str

    @property
    def good(self) -> Sequence[DoorLinkRow]:
        """The links that open the door today."""
        return [each for each in self.links if self.is_good(each)]

    def is_good(self, link: DoorLinkRow) -> bool:
        """Whether the link opens the door today."""
        return link.revoked_at is None and link.until_on >= self.today

    @property
    def has_account(self) -> bool:
        """Whether the unit has an account that opens the door."""
        return self.account is not None and self.account.password_hash is not None


@dataclass(frozen=True, slots=True)
class SeenSchool:
    """A unit, and the version in which who writes of it saw it."""

    school_id: str
    version: str


@dataclass(frozen=True)
class DoorKeys:
    """The verbs; each is an entry in the unit's history, and checks who writes it."""

    office: Office
    clock: Clock
    _passwords: Passwords = field(default_factory=Passwords)

    @property
    def _database(self) -> Database:
        return self.office.database

    def of_unit(self, viewer: Viewer, school_id: str) -> UnitKeys:
        """What the unit has to come in with."""
        viewer.require_set_register()
        with self._database.reading_ledger() as found:
            links = rows.links_of(found.ledger, viewer.district, school_id)
            account = rows.account_of(found.ledger, viewer.district, school_id)
        return UnitKeys(links, account, local_date(self.clock()).isoformat())

    def make_link(self, writer: str, seen: SeenSchool, until_on: date, text: str) -> NewLink:
        """A new link of the unit, through this day; Conflict when the unit has changed since."""
        school, today = self._own(writer, seen), local_date(self.clock())
        if not today <= until_on or (until_on - today).days > LONGEST_DAYS:
            raise BadInput("有效期从今天起，最长一年。", code="until_on")
        secret, link, until = new_secret(), uuid7(), until_on.isoformat()
        body = DoorLinkMade(school_id=seen.school_id, link=link, until_on=until)
        self._note(writer, seen, body, DoorPrivate(text=text))
        row = DoorLinkRow(
            link=link,
            district=school.district,
            school_id=seen.school_id,
            secret_hash=secret_hash(secret),
            created_at=format_instant(self.clock()),
            until_on=until,
        )
        self._database.write(lambda tx: rows.keep_link(tx.ledger, row))
        return NewLink(secret, until)

    def revoke_link(self, writer: str, seen: SeenSchool, link: str, text: str) -> None:
        """The link opens nothing any more; NotFound where the unit has no such link."""
        school = self._own(writer, seen)
        with self._database.reading_ledger() as found:
            links = rows.links_of(found.ledger, school.district, seen.school_id)
        if link not in {each.link for each in links}:
            raise NotFound("The unit has no such link.", link=link)
        body = DoorLinkRevoked(school_id=seen.school_id, link=link)
        self._note(writer, seen, body, DoorPrivate(text=text))
        at = format_instant(self.clock())
        self._database.write(lambda tx: rows.revoke_link(tx.ledger, link, at))

    def set_account(self, writer: str, seen: SeenSchool) -> NewAccount:
        """The unit's account with a new password; the one before stops working."""
        school = self._own(writer, seen)
        with self._database.reading_ledger() as found:
            mine = rows.account_of(found.ledger, school.district, seen.school_id)
            taken = rows.account_called(found.ledger, seen.school_id)
        free = seen.school_id if taken is None else f"{school.district}.{seen.school_id}"[:64]
        account = mine.account if mine else free
        password = "".join(secrets.choice(_LETTERS) for _ in range(_PASSWORD_LETTERS))
        kept = self._passwords.hash(password)
        self._note(writer, seen, DoorAccountSet(school_id=seen.school_id, account=account))
        self._keep(school, account, kept)
        return NewAccount(account, password)

    def close_account(self, writer: str, seen: SeenSchool) -> None:
        """The unit's account opens nothing any more; NotFound where it has none."""
        school = self._own(writer, seen)
        with self._database.reading_ledger() as found:
            mine = rows.account_of(found.ledger, school.district, seen.school_id)
        if mine is None:
            raise NotFound("The unit has no account.", school=seen.school_id)
        self._note(writer, seen, DoorAccountClosed(school_id=seen.school_id, account=mine.account))
        self._keep(school, mine.account, None)

    def _keep(self, school: SchoolRow, account: str, password_hash: str | None) -> None:
        row = DoorAccountRow(
            account=account,
            district=school.district,
            school_id=school.school_id,
            password_hash=password_hash,
            changed_at=format_instant(self.clock()),
        )
        self._database.write(lambda tx: rows.keep_account(tx.ledger, row))

    def _note(
        self, writer: str, seen: SeenSchool, body: DoorNote, private: DoorPrivate | None = None
    ) -> None:
        entry = OfficeEntry(body, private, expects=seen.version)
        self.office.set_register(writer, [entry])

    def _own(self, writer: str, seen: SeenSchool) -> SchoolRow:
        """The unit in the writer's district; NotFound for another's, BadInput for a closed one."""
        district = self.office.author(writer).district
        with self._database.session() as session:
            row = register.school(session, district, seen.school_id)
        if row is None:
            raise NotFound("There is no such unit in this district.", school=seen.school_id)
        if not is_in_use(row, local_date(self.clock()).isoformat()):
            raise BadInput("这个单位已经停用，不能再进学校端。", code="school_closed")
        return row
