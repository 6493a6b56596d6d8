"""What the office says of its people: who they are, since when not any more, and their codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.clock import Clock, local_date
from domain.errors import BadInput, NotFound
from domain.kinds.author import REVIEWING, Role
from domain.kinds.register.account import (
    AccountNote,
    AccountReason,
    CodeIssued,
    CodeRevoked,
    SecondFactorSet,
)
from domain.kinds.register.assignment import AssignmentSet, Responsibility
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.register.in_use import is_in_use
from sync_server.access.accounts import Accounts
from sync_server.access.credentials import new_code
from sync_server.access.second_factor import SecondFactors
from sync_server.data import register, register_snapshot
from sync_server.data.subjects import versions_called
from sync_server.data.tables import PersonRow
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office

LAST_ONE = "本区至少要留一位在用的督导员或管理员，没有改动。"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewCode:
    """Somebody, and the one-time code to hand over in person."""

    account: str
    name: str
    role: Role
    code: str


@dataclass(frozen=True, slots=True)
class Stop:
    """From which day on somebody has no account any more, in the version they were seen."""

    account: str
    from_on: date
    version: str


@dataclass(frozen=True, slots=True)
class PeopleCommands:
    """The verbs over a district's people; each checks the writer's role and district."""

    office: Office
    accounts: Accounts
    factors: SecondFactors
    clock: Clock

    def stop(self, writer: str, stop: Stop) -> None:
        """The person has no account from a day on; what they are responsible for ends before it.

        They are signed out everywhere: now, or when a day that is still to come has come.
        Conflict where the person or one of their assignments has changed since.
        """
        row = self._own(writer, stop.account)
        is_to_come = stop.from_on > local_date(self.clock())
        stood = PersonSet.model_validate_json(row.facts)
        changed = {"is_active": is_to_come, "closed_on": stop.from_on.isoformat()}
        body = stood.model_copy(update=changed)
        self.require_somebody(writer, body, "from_on")
        entries = [OfficeEntry(body, _private(row), expects=stop.version)]
        self.office.set_register(writer, [*entries, *self._ended(row.district, stop)])
        if not is_to_come:
            self.accounts.sign_out(stop.account)

    def resume(self, writer: str, account: str, version: str) -> None:
        """The person has an account again, or goes on to have one after a day that was set.

        What they were responsible for is set anew.
        """
        row = self._own(writer, account)
        stood = PersonSet.model_validate_json(row.facts)
        body = stood.model_copy(update={"is_active": True, "closed_on": None})
        self.office.set_register(writer, [OfficeEntry(body, _private(row), expects=version)])

    def issue_codes(self, writer: str, versions: Mapping[str, str]) -> list[NewCode]:
        """New one-time codes for people who were seen in these versions; earlier ones stop working.

        Conflict where one of them has changed since, BadInput where one has no account any more.
        """
        found = [self._own(writer, account) for account in versions]
        today = local_date(self.clock()).isoformat()
        stopped = "、".join(row.name for row in found if not is_in_use(row, today))
        if stopped:
            raise BadInput(f"{stopped}已经停用，不能发登录码。", code="people")
        new = [NewCode(row.account, row.name, Role(row.role), new_code()) for row in found]
        self._note(writer, [(CodeIssued(account=a), version) for a, version in versions.items()])
        self.accounts.keep_codes({each.account: each.code for each in new})
        return new

    def codes_last_until(self) -> datetime:
        """When a code that is made now will have expired."""
        return self.accounts.codes_last_until()

    def revoke_code(self, writer: str, account: str, version: str) -> None:
        """Nobody signs in by the person's one-time code any more."""
        self._own(writer, account)
        self._note(writer, [(CodeRevoked(account=account), version)])
        self.accounts.drop_code(account)

    def turn_factor_off(self, writer: str, account: str, version: str, reason: str) -> None:
        """The person signs in by their password alone again, for a stated reason."""
        self._own(writer, account)
        body = SecondFactorSet(account=account, is_on=False)
        entry = OfficeEntry(body, AccountReason(reason=reason), expects=version)
        self.office.set_register(writer, [entry])
        self.factors.turn_off(account)

    def _note(self, writer: str, told: Sequence[tuple[AccountNote, str]]) -> None:
        entries = [OfficeEntry(body, expects=version) for body, version in told]
        self.office.set_register(writer, entries)

    def _own(self, writer: str, account: str) -> PersonRow:
        """The person in the writer's district; NotFound where they are of no or another one."""
        district = self.office.author(writer).district
        with self.office.database.session() as session:
            row = register.person(session, account)
        if row is None or row.district != district:
            raise NotFound("There is nobody called so in this district.", account=account)
        return row

    def require_somebody(self, writer: str, body: PersonSet, field: str) -> None:
        """BadInput (``field``) where the person as they stand so would leave nobody in charge.

        Who is to leave on a day that was set does not stay in charge.
        """
        if body.is_active and body.closed_on is None and body.role in REVIEWING:
            return
        district = self.office.author(writer).district
        with self.office.database.session() as session:
            people = register.people(session, district)
        staying = (row for row in people if row.is_active and row.closed_on is None)
        leading = {row.account for row in staying if row.role in REVIEWING}
        if not leading - {body.account}:
            raise BadInput(LAST_ONE, code=field)

    def _ended(self, district: str, stop: Stop) -> list[OfficeEntry]:
        """The person's assignments that go on, as they end on the day before."""
        last = (stop.from_on - _DAY).isoformat()
        with self.office.database.session() as session:
            versions = versions_called(session.connection(), district)
            mine = [
                r
                for r in register_snapshot.assignments(session, district)
                if r.account == stop.account
            ]
        entries = []
        for row in mine:
            if row.to_on is not None and row.to_on <= last:
                continue
            body = AssignmentSet(
                school_id=row.school_id,
                account=row.account,
                from_on=row.from_on,
                to_on=max(last, row.from_on),
                responsibility=Responsibility(row.responsibility),
            )
            entries.append(OfficeEntry.seen(body, versions))
        return entries


def _private(row: PersonRow) -> PersonPrivate:
    return PersonPrivate(
        name=row.name,
        sort_as=row.sort_as,
        certificate_no=row.certificate_no,
        phone=row.phone,
    )
