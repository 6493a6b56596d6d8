"""The district's people as its office lists them: what they are, and how they can sign in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.clock import Clock, format_instant, local_date
from domain.errors import NotFound
from domain.kinds.author import Role
from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.person import PersonSet
from domain.register.in_use import is_in_use
from domain.register.search import Findable
from sync_server.access.viewer import Viewer
from sync_server.data import register_snapshot
from sync_server.data.campaigns.rows import accounts_kept
from sync_server.data.engine import Database
from sync_server.data.own.second_factors import accounts_with_factor
from sync_server.data.own.sign_ins import accounts_in, phones_in
from sync_server.data.register_snapshot import everybody
from sync_server.data.subjects import versions_called
from sync_server.data.tables import AccountRow, AssignmentRow, PersonRow
from sync_server.register.duty_rows import assignment_of
from sync_server.register.names import Names, names


@dataclass(frozen=True, slots=True)
class SignIn:
    """How somebody can sign in; ``code_until`` is until when their one-time code is good."""

    has_password: bool = False
    code_until: str | None = None
    is_shut_out: bool = False
    has_second_factor: bool = False
    phones: int = 0


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person as they stand today; ``schools`` are those they are responsible for by name.

    ``is_active`` says whether they have a place in the register today, ``is_let_go`` that their
    account does not last for want of a campaign (联合部门人员).
    """

    row: PersonRow
    body: PersonSet
    zone: str
    schools: Sequence[str]
    assisting: Sequence[str]
    sign_in: SignIn
    findable: Findable
    is_active: bool
    is_let_go: bool = False

    @property
    def account(self) -> str:
        """What they sign in by."""
        return self.row.account

    @property
    def is_without_phone(self) -> bool:
        """Whether they inspect for their work, and are on no phone.

        A supervisor may inspect too, and needs none for what supervisors do.
        """
        is_inspector = self.row.role == Role.INSPECTOR
        return self.is_active and is_inspector and not self.sign_in.phones


@dataclass(frozen=True, slots=True)
class People:
    """Answers which people the viewer's district has."""

    database: Database
    clock: Clock

    def listed(self, viewer: Viewer) -> tuple[list[ListedPerson], Names]:
        """All of them in the office's order, those not active too, and the district's names."""
        viewer.require_register()
        known = names(self.database, viewer.district)
        now = self.clock()
        with self.database.session() as session:
            assigned = register_snapshot.assignments(session, viewer.district)
            found = accounts_in(session, viewer.district)
            factors = accounts_with_factor(session.connection())
            phones = phones_in(session, viewer.district)
            kept = accounts_kept(session.connection(), viewer.district)
        at = format_instant(now)
        today = local_date(now)
        here = _today(assigned, today)
        people = []
        for row in known.people.values():
            sign_in = _sign_in(found.get(row.account), phones.get(row.account, 0), at)
            sign_in = replace(sign_in, has_second_factor=row.account in factors)
            mine, is_active = here.get(row.account, ()), is_in_use(row, today.isoformat())
            listed = _listed(row, known, mine, sign_in, is_active)
            is_let_go = row.role == Role.DELEGATE and row.account not in kept
            people.append(replace(listed, is_let_go=is_let_go))
        return people, known

    def versions(self, viewer: Viewer) -> Mapping[str, str]:
        """How each of the people stands now, by account: what a form about several carries."""
        viewer.require_register()
        with self.database.session() as session:
            found = versions_called(session.connection(), viewer.district)
        return {code: version for (noun, code), version in found.items() if noun == "person"}

    def taken_accounts(self) -> frozenset[str]:
        """Every account of the server, of whatever district."""
        with self.database.session() as session:
            return frozenset(row.account for row in everybody(session))

    def person(self, viewer: Viewer, account: str) -> ListedPerson:
        """One of them; NotFound where the district has nobody called so."""
        found = next((each for each in self.listed(viewer)[0] if each.account == account), None)
        if found is None:
            raise NotFound("There is nobody called so in this district.", account=account)
        return found


def _today(rows: Sequence[AssignmentRow], today: date) -> Mapping[str, list[AssignmentRow]]:
    """What each of the people is responsible for on this day."""
    found: dict[str, list[AssignmentRow]] = {}
    for row in rows:
        if assignment_of(row).holds_on(today):
            found.setdefault(row.account, []).append(row)
    return found


def _sign_in(row: AccountRow | None, phones: int, now: str) -> SignIn:
    if row is None:
        return SignIn(phones=phones)
    has_code = row.code_hash is not None and (row.code_expires_at or "") > now
    return SignIn(
        has_password=row.password_hash is not None,
        code_until=row.code_expires_at if has_code else None,
        is_shut_out=row.is_disabled,
        phones=phones,
    )


def _listed(
    row: PersonRow,
    known: Names,
    assigned: Sequence[AssignmentRow],
    sign_in: SignIn,
    is_active: bool,
) -> ListedPerson:
    def schools(responsibility: Responsibility) -> list[str]:
        mine = (each for each in assigned if each.responsibility == responsibility.value)
        return [known.school(each.school_id) for each in mine]

    zone = known.zone(row.zone) if row.zone else ""
    body = PersonSet.model_validate_json(row.facts)
    department = body.department or ""
    return ListedPerson(
        row=row,
        body=body,
        zone=zone,
        schools=schools(Responsibility.MAIN),
        assisting=schools(Responsibility.ASSISTING),
        sign_in=sign_in,
        is_active=is_active,
        findable=Findable(
            (row.name,), others=(zone, department), codes=(row.account, row.certificate_no)
        ),
    )
