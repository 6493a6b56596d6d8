"""Coming in for a unit: by a link, or by the unit's account; and who has come in."""

from dataclasses import dataclass, field
from datetime import timedelta

from domain.clock import Clock, format_instant, local_date
from domain.errors import NotSignedIn
from domain.register.in_use import is_in_use
from domain.sign_in import half_width
from sync_server.access.accounts import AccountLimits
from sync_server.access.credentials import Passwords, new_secret, secret_hash
from sync_server.access.rate_limits import Guessing
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.own import door as rows
from sync_server.data.own.door import Entered
from sync_server.data.tables import DoorSessionRow

LINK_OVER = "door_link_over"
WRONG = "door_wrong"
OUTSIDE = "door_outside"
# Whatever is guessed, links are counted as one account.
_LINKS = "door-links"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that somebody has come in for."""

    district: str
    district_name: str
    school_id: str
    name: str


@dataclass(frozen=True)
class Entering:
    """Opens sessions of units; they are no sessions of the office, and open nothing there."""

    database: Database
    clock: Clock
    limits: AccountLimits
    guessing: Guessing
    _passwords: Passwords = field(default_factory=Passwords)

    @property
    def _today(self) -> str:
        return local_date(self.clock()).isoformat()

    @property
    def _now(self) -> str:
        return format_instant(self.clock())

    def by_link(self, secret: str, address: str) -> str:
        """The secret of a new session by a link; NotSignedIn where the link opens nothing.

        Only what opens nothing is counted, so that a unit may share its link among its people.
        """
        with self.database.reading_ledger() as found:
            row = rows.link_with(found.ledger, secret_hash(secret), self._today)
        if row is None or self._unit(Entered(row.district, row.school_id)) is None:
            self.guessing.attempt(f"{_LINKS} {address}", address)
            raise NotSignedIn("The link opens nothing.", code=LINK_OVER)
        return self._opened(Entered(row.district, row.school_id), row.link)

    def by_password(self, account: str, password: str, address: str) -> str:
        """The secret of a new session by the unit's account; NotSignedIn in the same words.

        TooMany after too many attempts.
        """
        account = half_width(account)
        self.guessing.attempt(f"door {account.lower()}", address)
        with self.database.reading_ledger() as found:
            row = rows.account_called(found.ledger, account)
        is_right = self._passwords.is_right(password, row.password_hash if row else None)
        if row is None or not is_right:
            raise NotSignedIn("Account or password is wrong.", code=WRONG)
        entered = Entered(row.district, row.school_id)
        if self._unit(entered) is None:
            raise NotSignedIn("The unit is closed.", code=WRONG)
        self.guessing.succeeded(f"door {account.lower()}", address)
        return self._opened(entered, None)

    def unit(self, secret: str) -> Unit | None:
        """For which unit somebody has come in; None where the session or what opened it is over."""
        with self.database.reading_ledger() as found:
            entered = rows.entered(found.ledger, secret_hash(secret), self._now, self._today)
        return self._unit(entered) if entered else None

    def leave(self, secret: str) -> None:
        """End the session."""
        kept = secret_hash(secret)
        self.database.write(lambda tx: rows.drop_session(tx.ledger, kept))

    def _unit(self, entered: Entered) -> Unit | None:
        """The unit, where it is in use."""
        with self.database.session() as session:
            school = register.school(session, entered.district, entered.school_id)
            district = register.district(session, entered.district)
        if school is None or not is_in_use(school, self._today):
            return None
        name = district.name if district else entered.district
        return Unit(entered.district, name, entered.school_id, school.name)

    def _opened(self, entered: Entered, link: str | None) -> str:
        secret, now = new_secret(), self.clock()
        row = DoorSessionRow(
            secret_hash=secret_hash(secret),
            district=entered.district,
            school_id=entered.school_id,
            link=link,
            expires_at=format_instant(now + timedelta(hours=self.limits.session_hours)),
        )
        now_text = format_instant(now)
        self.database.write(lambda tx: rows.keep_session(tx.ledger, row, now_text))
        return secret
